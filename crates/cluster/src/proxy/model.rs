use std::net::{IpAddr, SocketAddr};

use super::Cidr;
use crate::Str;
use crate::api::{
    AddressType, EndpointPort, EndpointSlice, IpFamily, ObjectName, ObjectReference, Protocol,
    Service, ServicePort, ServiceType, SessionAffinity, SliceEndpoint, TrafficPolicy,
};

/// With this label on a Service or a slice, some other proxy is to look after it.
const OTHER_PROXY_LABEL: &str = "service.kubernetes.io/service-proxy-name";
/// With this label on a slice, it belongs to a headless Service.
const HEADLESS_LABEL: &str = "service.kubernetes.io/headless";

/// One port of one Service in one IP family, as kube-proxy keeps it (`BaseServicePortInfo`).
#[derive(Clone, Debug, PartialEq)]
pub struct ProxiedPort {
    /// The index of the Service in [`World::services`](super::World::services).
    pub service_index: usize,
    /// The index of the port in [`Service::ports`].
    pub port_index: usize,
    /// The Service.
    pub service: ObjectName,
    /// The port's name; empty for an unnamed one.
    pub port_name: Str,
    /// The protocol.
    pub protocol: Protocol,
    /// The ClusterIP of the family.
    pub cluster_ip: IpAddr,
    /// The port on ClusterIP, external IPs and load balancer IPs.
    pub port: u16,
    /// The port on every node.
    pub node_port: Option<u16>,
    /// The external IPs of the family.
    pub external_ips: Vec<IpAddr>,
    /// The load balancer's addresses of the family, those with `ipMode: VIP`.
    pub load_balancer_ips: Vec<IpAddr>,
    /// Who may use the load balancer's addresses; everybody where empty.
    pub source_ranges: Vec<Cidr>,
    /// Where kube-proxy itself answers the load balancer's question whether this node has endpoints.
    pub health_check_node_port: Option<u16>,
    /// The session affinity.
    pub affinity: SessionAffinity,
    /// Whether traffic to the ClusterIP stays on the node.
    pub internal_local: bool,
    /// Whether traffic to node ports, external and load balancer IPs stays on the node.
    pub external_local: bool,
    /// Every endpoint, ready or not, by address as text.
    pub endpoints: Vec<Endpoint>,
}

/// One endpoint of a Service port, as kube-proxy keeps it (`BaseEndpointInfo`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// Its address and port.
    pub address: SocketAddr,
    /// `conditions.ready`; unknown counts as ready.
    pub ready: bool,
    /// `conditions.serving`; unknown counts as serving.
    pub serving: bool,
    /// `conditions.terminating`; unknown counts as not terminating.
    pub terminating: bool,
    /// Where it runs.
    pub node: Option<Str>,
    /// The zones that are to use it.
    pub zone_hints: Vec<Str>,
    /// The nodes that are to use it.
    pub node_hints: Vec<Str>,
    /// The object that stands there.
    pub target: Option<ObjectReference>,
}

impl Endpoint {
    /// Whether it runs on the node of that name.
    pub fn is_on(&self, node: &str) -> bool {
        self.node.as_deref() == Some(node)
    }

    /// Whether it can stand in where nothing is ready: it is going away, and still answers.
    pub const fn can_stand_in(&self) -> bool {
        self.serving && self.terminating
    }
}

impl ProxiedPort {
    /// `default/web:http`, the way kube-proxy names it in comments; without the colon for an unnamed port.
    pub fn label(&self) -> String {
        match &*self.port_name {
            "" => self.service.to_string(),
            name => format!("{}:{name}", self.service),
        }
    }

    /// The protocol in lower case, as rules have it.
    pub(super) const fn protocol_word(&self) -> &'static str {
        match self.protocol {
            Protocol::Tcp => "tcp",
            Protocol::Udp => "udp",
            Protocol::Sctp => "sctp",
        }
    }

    /// The endpoints with these indices.
    pub(super) fn chosen(&self, indices: &[usize]) -> Vec<&Endpoint> {
        let endpoints = indices
            .iter()
            .filter_map(|index| self.endpoints.get(*index));
        endpoints.collect()
    }

    /// Whether anything but the ClusterIP leads here (`ExternallyAccessible`).
    pub fn externally_accessible(&self) -> bool {
        self.node_port.is_some()
            || !self.load_balancer_ips.is_empty()
            || !self.external_ips.is_empty()
    }

    /// Whether any of its traffic may use endpoints of every node (`UsesClusterEndpoints`). External traffic from Pods and from
    /// the node itself does, whatever its policy.
    pub fn uses_cluster_endpoints(&self) -> bool {
        !self.internal_local || self.externally_accessible()
    }

    /// Whether any of its traffic stays on the node (`UsesLocalEndpoints`).
    pub fn uses_local_endpoints(&self) -> bool {
        self.internal_local || (self.external_local && self.externally_accessible())
    }

    /// Whether the load balancer's addresses are open to some sources only.
    pub fn is_firewalled(&self) -> bool {
        !self.load_balancer_ips.is_empty() && !self.source_ranges.is_empty()
    }

    /// Whether `source` may use the load balancer's addresses, on the node with the address `node`.
    pub fn admits(&self, source: IpAddr, node: Option<IpAddr>) -> bool {
        !self.is_firewalled()
            || self.in_source_ranges(source)
            || (self.admits_node(node) && self.load_balancer_ips.contains(&source))
    }

    /// Every source that [`admits`](Self::admits) where there are source ranges, as rules have them.
    pub(super) fn admitted_sources(&self, node: Option<IpAddr>) -> Vec<String> {
        let ranges = self.source_ranges.iter().map(ToString::to_string);
        let own = self.load_balancer_ips.iter().map(ToString::to_string);
        ranges
            .chain(own.filter(|_| self.admits_node(node)))
            .collect()
    }

    fn in_source_ranges(&self, address: IpAddr) -> bool {
        self.source_ranges
            .iter()
            .any(|range| range.contains(address))
    }

    /// Where the node may use the load balancer's addresses, they may do so themselves: if such an address is also the node's, a
    /// request to it leaves with it as its source.
    fn admits_node(&self, node: Option<IpAddr>) -> bool {
        node.is_some_and(|address| self.in_source_ranges(address))
    }
}

/// The Service ports of a family, Services by namespace and name, ports in their order.
///
/// The rules of `newBaseServiceInfo` and of the tracker before it: ExternalName, headless Services, those for other proxies and
/// those without a ClusterIP of the family have none.
pub(super) fn proxied_ports(
    services: &[Service],
    slices: &[EndpointSlice],
    family: IpFamily,
) -> Vec<ProxiedPort> {
    let mut ports: Vec<ProxiedPort> = services
        .iter()
        .enumerate()
        .flat_map(|(index, service)| ports_of(index, service, slices, family))
        .collect();
    ports.sort_by(|one, other| one.service.cmp(&other.service));
    ports
}

fn ports_of(
    service_index: usize,
    service: &Service,
    slices: &[EndpointSlice],
    family: IpFamily,
) -> Vec<ProxiedPort> {
    let of_family = |address: &IpAddr| IpFamily::of(*address) == family;
    let proxied = service.kind != ServiceType::ExternalName
        && !service.headless
        && !service.meta.labels.contains_key(OTHER_PROXY_LABEL);
    let cluster_ip = service.cluster_ips.iter().copied().find(of_family);
    let (true, Some(cluster_ip)) = (proxied, cluster_ip) else {
        return Vec::new();
    };
    let object = service.meta.object_name();
    let slices: Vec<&EndpointSlice> = slices
        .iter()
        .filter(|slice| is_watched(slice, family) && slice.service().as_ref() == Some(&object))
        .collect();
    let external_local =
        service.external_traffic_policy == TrafficPolicy::Local && may_be_external_local(service);
    let describe = |(port_index, port): (usize, &ServicePort)| ProxiedPort {
        service_index,
        port_index,
        service: object.clone(),
        port_name: port.name.clone(),
        protocol: port.protocol,
        cluster_ip,
        port: port.port,
        node_port: port.node_port.filter(|number| *number != 0),
        external_ips: service
            .external_ips
            .iter()
            .copied()
            .filter(of_family)
            .collect(),
        load_balancer_ips: service
            .load_balancer_ingress
            .iter()
            .filter(|ingress| !ingress.proxy_mode)
            .filter_map(|ingress| ingress.ip.filter(of_family))
            .collect(),
        source_ranges: service
            .load_balancer_source_ranges
            .iter()
            .filter_map(|range| Cidr::parse(range))
            .filter(|range| range.family() == family)
            .collect(),
        health_check_node_port: service
            .health_check_node_port
            .filter(|_| external_local && service.kind == ServiceType::LoadBalancer),
        affinity: service.session_affinity,
        internal_local: service.internal_traffic_policy == TrafficPolicy::Local,
        external_local,
        endpoints: endpoints_of(port, &slices, family),
    };
    service.ports.iter().enumerate().map(describe).collect()
}

/// Whether `externalTrafficPolicy: Local` means anything for the Service (`ExternallyAccessible` of the API helpers).
fn may_be_external_local(service: &Service) -> bool {
    match service.kind {
        ServiceType::NodePort | ServiceType::LoadBalancer => true,
        ServiceType::ClusterIp => !service.external_ips.is_empty(),
        ServiceType::ExternalName => false,
    }
}

fn is_watched(slice: &EndpointSlice, family: IpFamily) -> bool {
    slice.address_type == AddressType::Ip(family)
        && !slice.meta.labels.contains_key(OTHER_PROXY_LABEL)
        && !slice.meta.labels.contains_key(HEADLESS_LABEL)
}

/// The endpoints of a Service port: of every slice, those behind the ports of the same name and protocol (`EndpointSliceCache`).
/// Of two with one address the first counts.
fn endpoints_of(port: &ServicePort, slices: &[&EndpointSlice], family: IpFamily) -> Vec<Endpoint> {
    let mut found: Vec<(String, Endpoint)> = Vec::new();
    for slice in slices {
        let matching = slice.ports.iter().flatten().filter(|candidate| {
            candidate.name.as_deref().unwrap_or_default() == &*port.name
                && candidate.protocol == port.protocol
        });
        for number in matching.filter_map(port_number) {
            for entry in &slice.endpoints {
                found.extend(endpoint(entry, number, family));
            }
        }
    }
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    found.dedup_by(|(later, _), (first, _)| later == first);
    found.into_iter().map(|(_, endpoint)| endpoint).collect()
}

fn port_number(port: &EndpointPort) -> Option<u16> {
    port.port.filter(|number| *number != 0)
}

/// The endpoint with the text that kube-proxy sorts it by.
fn endpoint(entry: &SliceEndpoint, port: u16, family: IpFamily) -> Option<(String, Endpoint)> {
    let ip: IpAddr = entry.addresses.first()?.parse().ok()?;
    if IpFamily::of(ip) != family {
        return None;
    }
    let address = SocketAddr::new(ip, port);
    let (zone_hints, node_hints) = match &entry.hints {
        Some(hints) => (hints.zones.clone(), hints.nodes.clone()),
        None => Default::default(),
    };
    let endpoint = Endpoint {
        address,
        ready: entry.conditions.ready.unwrap_or(true),
        serving: entry.conditions.serving.unwrap_or(true),
        terminating: entry.conditions.terminating.unwrap_or(false),
        node: entry.node.clone(),
        zone_hints,
        node_hints,
        target: entry.target.clone(),
    };
    Some((address.to_string(), endpoint))
}
