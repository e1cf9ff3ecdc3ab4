//! What stands behind each Service port, read from the EndpointSlices as kube-proxy reads them.

use std::collections::BTreeMap;
use std::net::IpAddr;

use super::{Backend, BackendState, ClientScope, DeadEnd, PortView, ServiceView, Target};
use crate::api::{
    self, AddressType, EndpointConditions, EndpointSlice, IpFamily, ObjectName, Pod, PodPhase,
    Protocol, Service, ServicePort, ServiceType, SliceEndpoint, TargetPort, TrafficPolicy,
};
use crate::controllers::Published;
use crate::environment::NodeInfo;
use crate::manifest::ObjectId;
use crate::selection::selector_of;
use crate::{Cluster, Str};

/// Finds slices by Service and Pods by name and address.
pub(super) struct Resolver<'a> {
    cluster: &'a Cluster,
    by_hand: BTreeMap<ObjectName, Vec<&'a EndpointSlice>>,
    made_for: BTreeMap<ObjectId, Vec<&'a EndpointSlice>>,
    /// By name and namespace: names differ the soonest.
    pods: BTreeMap<(&'a str, &'a str), usize>,
    addresses: BTreeMap<IpAddr, usize>,
}

/// An endpoint on its way to a [`Backend`].
struct Found<'a> {
    backend: Backend,
    endpoint: &'a SliceEndpoint,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(cluster: &'a Cluster, published: &'a Published) -> Self {
        let mut by_hand: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let mut made_for: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for slice in &published.slices {
            match (slice.made_for, slice.service()) {
                (Some(id), _) => made_for.entry(id).or_default().push(slice),
                (None, Some(name)) => by_hand.entry(name).or_default().push(slice),
                (None, None) => {}
            }
        }
        // The controllers say which Pod they mean.
        let by_address = published
            .slices
            .iter()
            .any(|slice| slice.made_for.is_none());
        let mut pods = BTreeMap::new();
        let mut addresses = BTreeMap::new();
        for (at, pod) in cluster.pods.iter().enumerate() {
            let name: (&str, &str) = (&pod.meta.name, &pod.meta.namespace);
            pods.entry(name).or_insert(at);
            // Pods on the host network share the address of their node: it names none of them.
            if by_address && !pod.host_network && !has_ended(pod) {
                for ip in &pod.ips {
                    addresses.entry(*ip).or_insert(at);
                }
            }
        }
        Self {
            cluster,
            by_hand,
            made_for,
            pods,
            addresses,
        }
    }

    /// Everything about `service` but its entry points.
    pub(super) fn view(&self, service: &Service, selected: Vec<usize>) -> ServiceView {
        if service.kind == ServiceType::ExternalName {
            return ServiceView {
                ports: vec![PortView::default(); service.ports.len()],
                ..ServiceView::default()
            };
        }
        let slices = self.slices_of(service);
        let ports = service.ports.iter().map(|port| {
            let backends =
                self.backends(service, &slices, |slice| ports_named(slice, port).collect());
            let lacking = self.lacking(port, &selected);
            PortView {
                dead: self.dead_end(service, Some(port), &slices, &selected, &backends),
                backends,
                lacking,
            }
        });
        let ports: Vec<_> = ports.collect();
        let mut view = ServiceView {
            ports,
            ..ServiceView::default()
        };
        if service.headless && service.ports.is_empty() {
            view.addresses = self.backends(service, &slices, |_| vec![0]);
            view.dead = self.dead_end(service, None, &slices, &selected, &view.addresses);
        }
        view.selected = selected;
        view
    }

    /// The slices that belong to `service`, as [`EndpointSlice::belongs_to`] says it.
    fn slices_of(&self, service: &Service) -> Vec<&'a EndpointSlice> {
        let made = self.made_for.get(&service.id);
        let by_hand = self.by_hand.get(&service.meta.object_name());
        made.into_iter().chain(by_hand).flatten().copied().collect()
    }

    /// The endpoints of the slices at the ports that `ports_of` names, each address and port once.
    fn backends(
        &self,
        service: &Service,
        slices: &[&'a EndpointSlice],
        ports_of: impl Fn(&EndpointSlice) -> Vec<u16>,
    ) -> Vec<Backend> {
        let mut found: BTreeMap<(IpAddr, u16), usize> = BTreeMap::new();
        let mut all: Vec<Found> = Vec::new();
        for slice in slices {
            if !family_fits(service, slice.address_type) {
                continue;
            }
            let ports = ports_of(slice);
            for endpoint in &slice.endpoints {
                // kube-proxy uses the first address only.
                let Some(Ok(address)) = endpoint.addresses.first().map(|text| text.parse()) else {
                    continue;
                };
                for &port in &ports {
                    if found.insert((address, port), all.len()).is_some() {
                        continue;
                    }
                    let backend = Backend {
                        target: self.target(endpoint, address),
                        address,
                        port,
                        state: state_of(endpoint.conditions),
                        share: 0.0,
                        clients: ClientScope::Anyone,
                    };
                    all.push(Found { backend, endpoint });
                }
            }
        }
        if !service.headless {
            for family in [IpFamily::V4, IpFamily::V6] {
                let of_family = |found: &&mut Found| IpFamily::of(found.backend.address) == family;
                self.share_out(service, all.iter_mut().filter(of_family).collect());
            }
        }
        all.into_iter().map(|found| found.backend).collect()
    }

    /// Gives each endpoint of one family its share, as `CategorizeEndpoints` of kube-proxy chooses them for a client in the cluster.
    fn share_out(&self, service: &Service, mut all: Vec<&mut Found>) {
        if service.internal_traffic_policy == TrafficPolicy::Local {
            let mut nodes: BTreeMap<Str, Vec<&mut Found>> = BTreeMap::new();
            for found in all {
                if let Some(node) = found
                    .endpoint
                    .node
                    .clone()
                    .filter(|node| self.has_node(node))
                {
                    nodes.entry(node).or_default().push(found);
                }
            }
            for (node, local) in nodes {
                share_equally(local, |_| self.scope(ClientScope::Node(node.clone())));
            }
            return;
        }
        let ready: Vec<usize> = all
            .iter()
            .enumerate()
            .filter(|(_, found)| found.backend.state == BackendState::Ready)
            .map(|(at, _)| at)
            .collect();
        let hints = Hints::of(&all, &ready);
        let choices: BTreeMap<ClientScope, &[usize]> = self
            .cluster
            .nodes
            .iter()
            .map(|node| hints.choose(node, &ready))
            .collect();
        let mut sets = choices.values();
        let first = sets.next();
        if sets.all(|set| Some(set) == first) {
            let Some(usable) = first.filter(|usable| !usable.is_empty()) else {
                share_equally(all, |_| ClientScope::Anyone);
                return;
            };
            set_shares(&mut all, usable, &ClientScope::Anyone);
            return;
        }
        // An endpoint that serves several places shows the first; where nothing is hinted for, all are used.
        for (scope, usable) in &choices {
            set_shares(&mut all, usable, scope);
        }
    }

    /// `scope`, or everyone if every node lies in it.
    fn scope(&self, scope: ClientScope) -> ClientScope {
        let holds_all = self.cluster.nodes.iter().all(|node| match &scope {
            ClientScope::Anyone => true,
            ClientScope::Node(name) => *name == node.name,
            ClientScope::Zone(zone) => node.zone.as_ref() == Some(zone),
        });
        if holds_all {
            ClientScope::Anyone
        } else {
            scope
        }
    }

    fn has_node(&self, name: &str) -> bool {
        self.cluster.nodes.iter().any(|node| &*node.name == name)
    }

    /// The Pod that an endpoint means, by its `targetRef`, else by its address.
    fn target(&self, endpoint: &SliceEndpoint, address: IpAddr) -> Target {
        let referred = endpoint
            .target
            .as_ref()
            .filter(|target| &*target.kind == "Pod")
            .and_then(|target| {
                self.pods
                    .get(&(&*target.name.name, &*target.name.namespace))
            });
        referred
            .or_else(|| self.addresses.get(&address))
            .map_or(Target::Address, |pod| Target::Pod(*pod))
    }

    /// The selected Pods that run and lack the port that `port` names.
    fn lacking(&self, port: &ServicePort, selected: &[usize]) -> Vec<usize> {
        let TargetPort::Name(name) = &port.target_port else {
            return Vec::new();
        };
        let lacks = |at: &usize| {
            self.cluster
                .pods
                .get(*at)
                .is_some_and(|pod| !has_ended(pod) && !has_port(pod, name, port.protocol))
        };
        selected.iter().copied().filter(lacks).collect()
    }

    /// Why no request to `port` (or, without one, to the name of a headless Service) gets through.
    fn dead_end(
        &self,
        service: &Service,
        port: Option<&ServicePort>,
        slices: &[&EndpointSlice],
        selected: &[usize],
        backends: &[Backend],
    ) -> Option<DeadEnd> {
        let passes = |backend: &Backend| {
            if service.headless {
                backend.state == BackendState::Ready
            } else {
                backend.share > 0.0
            }
        };
        if backends.iter().any(passes) {
            return None;
        }
        if backends
            .iter()
            .any(|backend| backend.state == BackendState::Ready)
        {
            return Some(DeadEnd::NothingLocal);
        }
        if !backends.is_empty() {
            return Some(DeadEnd::NothingReady);
        }
        let has_endpoints = slices.iter().any(|slice| !slice.endpoints.is_empty());
        if selector_of(service).is_none() {
            return Some(match port {
                Some(port) if has_endpoints => DeadEnd::NoEndpointPort {
                    name: port.name.clone(),
                },
                _ => DeadEnd::NoSelectorNoEndpoints,
            });
        }
        let running = |at: &usize| {
            self.cluster
                .pods
                .get(*at)
                .is_some_and(|pod| !has_ended(pod) && !pod.ips.is_empty())
        };
        Some(match port.map(|port| (&port.target_port, port.protocol)) {
            _ if selected.is_empty() => DeadEnd::NoPodMatches,
            _ if !selected.iter().any(running) => DeadEnd::NoRunningPod,
            Some((TargetPort::Name(name), protocol)) => DeadEnd::NoNamedPort {
                name: name.clone(),
                protocol,
            },
            _ => DeadEnd::NoAddressOfFamily,
        })
    }
}

/// The ready endpoints by what their topology hints say.
struct Hints {
    /// None unless every ready endpoint has such hints.
    by_node: Option<BTreeMap<Str, Vec<usize>>>,
    by_zone: Option<BTreeMap<Str, Vec<usize>>>,
}

impl Hints {
    fn of(all: &[&mut Found], ready: &[usize]) -> Self {
        let by = |hints: fn(&api::Hints) -> &[Str]| {
            let mut places: BTreeMap<Str, Vec<usize>> = BTreeMap::new();
            for &at in ready {
                let endpoint = all.get(at)?.endpoint;
                let hinted = endpoint.hints.as_ref().map_or(&[][..], hints);
                if hinted.is_empty() {
                    return None;
                }
                for place in hinted {
                    places.entry(place.clone()).or_default().push(at);
                }
            }
            Some(places)
        };
        Self {
            by_node: by(|hints| &hints.nodes),
            by_zone: by(|hints| &hints.zones),
        }
    }

    /// Which endpoints a client on `node` gets, and with whom it shares them (`topologyModeFromHints` of kube-proxy): those of its
    /// node, else those of its zone, else all.
    fn choose<'a>(&'a self, node: &NodeInfo, ready: &'a [usize]) -> (ClientScope, &'a [usize]) {
        let of_node = self.by_node.as_ref().and_then(|by| by.get(&node.name));
        let zone = node.zone.as_ref();
        let of_zone = self
            .by_zone
            .as_ref()
            .zip(zone)
            .and_then(|(by, zone)| by.get(zone));
        match (of_node, of_zone, zone) {
            (Some(usable), _, _) => (ClientScope::Node(node.name.clone()), usable),
            (None, Some(usable), Some(zone)) => (ClientScope::Zone(zone.clone()), usable),
            _ => (ClientScope::Anyone, ready),
        }
    }
}

/// Gives each of `usable` that has none yet its equal share.
fn set_shares(all: &mut [&mut Found], usable: &[usize], clients: &ClientScope) {
    let share = equal_share(usable.len());
    for &at in usable {
        if let Some(found) = all.get_mut(at).filter(|found| found.backend.share == 0.0) {
            found.backend.share = share;
            found.backend.clients = clients.clone();
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of endpoints are small")]
fn equal_share(count: usize) -> f64 {
    1.0 / count.max(1) as f64
}

/// The ready ones share; if none is, those that serve while they terminate do.
fn share_equally(members: Vec<&mut Found>, scope: impl Fn(&Found) -> ClientScope) {
    let count = |state| {
        members
            .iter()
            .filter(|found| found.backend.state == state)
            .count()
    };
    let state = if count(BackendState::Ready) > 0 {
        BackendState::Ready
    } else {
        BackendState::ServingTerminating
    };
    let share = equal_share(count(state));
    for found in members {
        if found.backend.state == state {
            found.backend.share = share;
            found.backend.clients = scope(found);
        }
    }
}

/// The numbers that a slice gives for a Service port: name and protocol must be equal, and a port without a number is ignored
/// (`endpointInfoByServicePort` of kube-proxy).
fn ports_named<'a>(
    slice: &'a EndpointSlice,
    port: &'a ServicePort,
) -> impl Iterator<Item = u16> + 'a {
    slice
        .ports
        .iter()
        .flatten()
        .filter(|offered| offered.name.as_deref().unwrap_or_default() == &*port.name)
        .filter(|offered| offered.protocol == port.protocol)
        .filter_map(|offered| offered.port)
        .filter(|number| *number != 0)
}

/// Whether kube-proxy, which runs once a family, reads such a slice for `service`. DNS reads them all.
fn family_fits(service: &Service, addresses: AddressType) -> bool {
    match addresses {
        AddressType::Fqdn => false,
        AddressType::Ip(_) if service.headless => true,
        AddressType::Ip(family) => service
            .cluster_ips
            .iter()
            .any(|address| IpFamily::of(*address) == family),
    }
}

fn state_of(conditions: EndpointConditions) -> BackendState {
    let ready = conditions.ready.unwrap_or(true);
    let serving = conditions.serving.unwrap_or(ready);
    match (ready, conditions.terminating.unwrap_or(false)) {
        (true, _) => BackendState::Ready,
        (false, true) if serving => BackendState::ServingTerminating,
        (false, true) => BackendState::Terminating,
        (false, false) => BackendState::NotReady,
    }
}

/// Whether a Pod will never run again: no endpoint is made for it.
fn has_ended(pod: &Pod) -> bool {
    matches!(pod.phase, PodPhase::Succeeded | PodPhase::Failed)
}

/// Whether a named `targetPort` finds a port in `pod` (`FindPort` of the endpoints controllers).
fn has_port(pod: &Pod, name: &str, protocol: Protocol) -> bool {
    pod.containers
        .iter()
        .flat_map(|container| &container.ports)
        .any(|port| port.name.as_deref() == Some(name) && port.protocol == protocol)
}
