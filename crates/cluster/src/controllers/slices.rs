//! The endpointslice controller (`k8s.io/endpointslice`): a Service with a selector to EndpointSlices.

use std::net::IpAddr;

use super::members;
use super::{HEADLESS, MANAGED_BY, SERVICE_NAME, SLICE_CONTROLLER, port_hash};
use crate::Str;
use crate::api::{
    AddressType, EndpointConditions, EndpointPort, EndpointSlice, Hints, IpFamily, Labels,
    ObjectMeta, ObjectName, ObjectReference, Pod, Service, SliceEndpoint, TrafficDistribution,
};
use crate::environment::NodeInfo;
use crate::selection::PodIndex;

/// How many endpoints a slice holds at most (`--max-endpoints-per-slice`).
const MAX_ENDPOINTS: usize = 100;

/// The slices of `service`, not yet named: for each family one for each set of ports that its Pods resolve to, in parts of a
/// hundred; an empty one where there would be none.
pub(super) fn slices<'a>(
    service: &'a Service,
    pods: &PodIndex<'a>,
    nodes: &[NodeInfo],
) -> Vec<EndpointSlice> {
    let mut slices = Vec::new();
    for family in members::families(service) {
        let groups = groups(service, pods, nodes, family);
        if groups.is_empty() {
            slices.push(slice(service, family, Vec::new(), Vec::new()));
        }
        for mut group in groups {
            group.endpoints.sort_by_cached_key(by_address);
            for part in group.endpoints.chunks(MAX_ENDPOINTS) {
                slices.push(slice(service, family, group.ports.clone(), part.to_vec()));
            }
        }
    }
    slices
}

/// The order of a slice's endpoints means nothing and is random in a real cluster; here it is that of the addresses.
pub(super) fn by_address(endpoint: &SliceEndpoint) -> Option<IpAddr> {
    endpoint.addresses.first()?.parse().ok()
}

/// Endpoints that share the same ports.
struct Group {
    ports: Vec<EndpointPort>,
    endpoints: Vec<SliceEndpoint>,
}

fn groups<'a>(
    service: &'a Service,
    pods: &PodIndex<'a>,
    nodes: &[NodeInfo],
    family: IpFamily,
) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (_, pod) in pods
        .picked_by(service)
        .filter(|(_, pod)| members::may_be_endpoint(pod, true))
    {
        let node = nodes.iter().find(|node| node.name == pod.node);
        if node.is_none() && !service.publish_not_ready_addresses {
            continue;
        }
        let endpoint = endpoint(service, pod, node, family);
        if endpoint.addresses.is_empty() {
            continue;
        }
        let ports = ports(service, pod);
        match groups.iter_mut().find(|group| group.ports == ports) {
            Some(group) => group.endpoints.push(endpoint),
            None => groups.push(Group {
                ports,
                endpoints: vec![endpoint],
            }),
        }
    }
    groups
}

/// The ports of `service` as `pod` resolves them; a named one that it lacks is left out.
fn ports(service: &Service, pod: &Pod) -> Vec<EndpointPort> {
    let mut ports: Vec<EndpointPort> = service
        .ports
        .iter()
        .filter_map(|port| {
            Some(EndpointPort {
                name: Some(port.name.clone()),
                port: Some(members::find_port(pod, port)?),
                protocol: port.protocol,
                app_protocol: port.app_protocol.clone(),
            })
        })
        .collect();
    port_hash::sort_slice_ports(&mut ports);
    ports
}

/// `podToEndpoint`
fn endpoint(
    service: &Service,
    pod: &Pod,
    node: Option<&NodeInfo>,
    family: IpFamily,
) -> SliceEndpoint {
    let serving = pod.ready;
    let terminating = pod.meta.deleting;
    let ready = service.publish_not_ready_addresses || (serving && !terminating);
    let zone = node.and_then(|node| node.zone.clone());
    SliceEndpoint {
        addresses: pod
            .ips
            .iter()
            .filter(|&&ip| IpFamily::of(ip) == family)
            .map(|ip| ip.to_string().into())
            .collect(),
        conditions: EndpointConditions {
            ready: Some(ready),
            serving: Some(serving),
            terminating: Some(terminating),
        },
        hostname: members::hostname(pod, service),
        hints: if ready {
            hints(service, pod, zone.as_ref())
        } else {
            None
        },
        node: (!pod.node.is_empty()).then(|| pod.node.clone()),
        zone,
        target: Some(ObjectReference {
            kind: "Pod".into(),
            name: pod.meta.object_name(),
            ..ObjectReference::default()
        }),
        deprecated_topology: Labels::new(),
    }
}

/// Where the traffic to a ready endpoint should come from (`trafficdist.ReconcileHints`).
fn hints(service: &Service, pod: &Pod, zone: Option<&Str>) -> Option<Hints> {
    let distribution = service.traffic_distribution?;
    if asks_for_topology_hints(service) {
        return None;
    }
    let same_node = distribution == TrafficDistribution::PreferSameNode && !pod.node.is_empty();
    let hints = Hints {
        zones: zone.cloned().into_iter().collect(),
        nodes: same_node.then(|| pod.node.clone()).into_iter().collect(),
    };
    (hints != Hints::default()).then_some(hints)
}

/// Whether an annotation asks for hints by the zones' CPUs (`hintsEnabled`). It has precedence over `trafficDistribution`, and
/// comes to nothing where nodes do not tell their CPUs.
fn asks_for_topology_hints(service: &Service) -> bool {
    let annotation = |key: &str| service.meta.annotations.get(key);
    annotation("service.kubernetes.io/topology-aware-hints")
        .or_else(|| annotation("service.kubernetes.io/topology-mode"))
        .is_some_and(|value| matches!(&**value, "Auto" | "auto"))
}

/// `newEndpointSlice`
fn slice(
    service: &Service,
    family: IpFamily,
    ports: Vec<EndpointPort>,
    endpoints: Vec<SliceEndpoint>,
) -> EndpointSlice {
    EndpointSlice {
        id: None,
        made_for: Some(service.id),
        meta: ObjectMeta {
            namespace: service.meta.namespace.clone(),
            labels: labels(service),
            ..ObjectMeta::default()
        },
        generate_name: Some(format!("{}-", service.meta.name).into()),
        owner: Some(ObjectReference {
            api_version: "v1".into(),
            kind: "Service".into(),
            name: ObjectName {
                namespace: Str::default(),
                name: service.meta.name.clone(),
            },
            ..ObjectReference::default()
        }),
        address_type: AddressType::Ip(family),
        endpoints,
        ports: (!ports.is_empty()).then_some(ports),
    }
}

/// The Service's labels and the controller's own (`setEndpointSliceLabels`).
fn labels(service: &Service) -> Labels {
    let mut labels = service.meta.labels.clone();
    labels.remove(HEADLESS);
    if !members::has_cluster_ip(service) {
        labels.insert(HEADLESS.into(), Str::default());
    }
    labels.insert(SERVICE_NAME.into(), service.meta.name.clone());
    labels.insert(MANAGED_BY.into(), SLICE_CONTROLLER.into());
    labels
}
