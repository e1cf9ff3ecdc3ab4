use std::net::{IpAddr, Ipv6Addr};

use super::model::proxied_ports;
use super::{Categories, Cidr, Endpoint, Packet, ProxiedPort, Route};
use crate::Str;
use crate::api::{EndpointSlice, IpFamily, Service};
use crate::environment::NodeInfo;

/// What kube-proxy watches.
#[derive(Clone, Copy, Debug)]
pub struct World<'a> {
    /// The Services.
    pub services: &'a [Service],
    /// The slices in force: [`Published::slices`](crate::controllers::Published::slices).
    pub slices: &'a [EndpointSlice],
    /// Which addresses mean what.
    pub network: Network,
}

impl World<'_> {
    /// Where a new connection goes that is looked at on `node`.
    pub fn route(&self, node: &NodeInfo, packet: &Packet) -> Route {
        NodeProxy::new(self, node, IpFamily::of(packet.destination)).route(packet)
    }
}

/// The ranges that kube-proxy is told about, a range a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    /// The Pods' addresses (`--cluster-cidr`), IPv4 then IPv6.
    pub pods: [Option<Cidr>; 2],
    /// The ClusterIPs (`--service-cluster-ip-range`), IPv4 then IPv6.
    pub services: [Option<Cidr>; 2],
}

impl Default for Network {
    /// The ranges of the cluster whose answers judge this project.
    fn default() -> Self {
        let ranges = |v4, v6| [Cidr::parse(v4), Cidr::parse(v6)];
        Self {
            pods: ranges("10.244.0.0/16", "fd00:10:244::/64"),
            services: ranges("10.96.0.0/12", "fd00:10:96::/112"),
        }
    }
}

fn of_family(ranges: [Option<Cidr>; 2], family: IpFamily) -> Option<Cidr> {
    ranges
        .into_iter()
        .flatten()
        .find(|range| range.family() == family)
}

/// kube-proxy on one node, for one IP family.
#[derive(Clone, Debug)]
pub struct NodeProxy {
    /// The node's name.
    pub node: Str,
    /// The family.
    pub family: IpFamily,
    /// The node's address of the family.
    pub address: Option<IpAddr>,
    /// The range of the Pods' addresses.
    pub pod_range: Option<Cidr>,
    /// The range of the ClusterIPs.
    pub service_range: Option<Cidr>,
    /// The Service ports, Services by namespace and name, each with the endpoints that this node uses.
    pub ports: Vec<(ProxiedPort, Categories)>,
}

impl NodeProxy {
    /// What kube-proxy on `node` knows about `world`.
    pub fn new(world: &World<'_>, node: &NodeInfo, family: IpFamily) -> Self {
        let categorize = |port: ProxiedPort| {
            let categories = Categories::of(&port, node);
            (port, categories)
        };
        Self {
            node: node.name.clone(),
            family,
            address: node_address(node, family),
            pod_range: of_family(world.network.pods, family),
            service_range: of_family(world.network.services, family),
            ports: proxied_ports(world.services, world.slices, family)
                .into_iter()
                .map(categorize)
                .collect(),
        }
    }

    /// Whether `address` is one of the Pods' (the local traffic detector of `--detect-local-mode=ClusterCIDR`).
    pub fn is_pod_address(&self, address: IpAddr) -> bool {
        self.pod_range.is_some_and(|range| range.contains(address))
    }

    /// Whether an endpoint is on the node.
    pub(super) fn runs_here(&self, endpoint: &Endpoint) -> bool {
        endpoint.is_on(&self.node)
    }

    /// Whether `address` is the node's own.
    pub fn is_own_address(&self, address: IpAddr) -> bool {
        address.is_loopback() || self.address == Some(address)
    }
}

/// The node's address of a family. A node of which only the IPv4 address is known is given an IPv6 address that reads alike, as
/// the nodes of the cluster that judges this project have them: 192.168.0.11 and fd00:192:168::11.
fn node_address(node: &NodeInfo, family: IpFamily) -> Option<IpAddr> {
    match (node.address, family) {
        (IpAddr::V4(v4), IpFamily::V6) => {
            let [.., last] = v4.octets();
            let group = u16::from_str_radix(&last.to_string(), 16).unwrap_or(0);
            Some(Ipv6Addr::new(0xfd00, 0x192, 0x168, 0, 0, 0, 0, group).into())
        }
        (address, family) => Some(address).filter(|address| IpFamily::of(*address) == family),
    }
}
