use std::net::{IpAddr, SocketAddr};

use super::{Categories, Condition, NodeProxy, ProxiedPort, Topology};
use crate::api::{ObjectReference, Protocol, SessionAffinity, TrafficPolicy};

/// The first packet of a new connection, as it reaches the node that looks at it. Where it comes from shows in its source: the
/// node's own address, a Pod's, or another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Packet {
    /// Its source address.
    pub source: IpAddr,
    /// Its destination address.
    pub destination: IpAddr,
    /// Its destination port.
    pub port: u16,
    /// Its protocol.
    pub protocol: Protocol,
}

/// What becomes of a [`Packet`].
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// The Service port that decided it.
    pub hit: Option<Hit>,
    /// The decision.
    pub outcome: Outcome,
}

/// A Service port, and what of it was addressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The index of the Service in [`World::services`](super::World::services).
    pub service_index: usize,
    /// The index of the port in the Service's ports.
    pub port_index: usize,
    /// What was addressed.
    pub entry: Entry,
}

/// By what a Service port was addressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Its ClusterIP.
    ClusterIp,
    /// One of its external IPs.
    ExternalIp,
    /// An address of its load balancer.
    LoadBalancer,
    /// Its port on the node.
    NodePort,
    /// The port on the node where kube-proxy answers for it.
    HealthCheck,
}

/// The decision about a [`Packet`].
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It is sent on to one of these.
    Spread(Spread),
    /// It is refused at once: "connection refused".
    Reject(RejectReason),
    /// It vanishes: a time-out.
    Drop(DropReason),
    /// kube-proxy leaves it alone.
    NoRule(NoRule),
}

/// The endpoints among which kube-proxy chooses, and why those.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread {
    /// The policy in force for this packet.
    pub policy: TrafficPolicy,
    /// Why that is not the policy that the Service asks for.
    pub short_circuit: Option<ShortCircuit>,
    /// By which hints the endpoints were narrowed.
    pub topology: Topology,
    /// What the endpoints are.
    pub condition: Condition,
    /// Whether the client's next connections keep the endpoint.
    pub affinity: SessionAffinity,
    /// The endpoints; never empty.
    pub backends: Vec<Backend>,
}

/// Why traffic to an external address of a Service with the policy `Local` uses all endpoints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShortCircuit {
    /// It comes from a Pod: as if it had gone out to the load balancer and come back at the right node.
    Pod,
    /// It comes from the node itself.
    Node,
}

/// An endpoint that a packet may be sent on to.
#[derive(Clone, Debug, PartialEq)]
pub struct Backend {
    /// The destination it is given.
    pub address: SocketAddr,
    /// How likely it is, 0 to 1, for a client that is not bound to an endpoint yet.
    pub odds: f64,
    /// Why the endpoint sees the node's address in place of the client's; none where it sees the client's.
    pub masquerade: Option<Masquerade>,
    /// The object that stands there.
    pub target: Option<ObjectReference>,
}

/// Why a packet's source is replaced by the node's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Masquerade {
    /// It came to a ClusterIP from an address that is no Pod's.
    NotFromPod,
    /// It came to an external address of a Service with the policy `Cluster`, and may leave for another node.
    External,
    /// It came to an external address from the node itself.
    FromNode,
    /// It returns to the Pod that sent it.
    Hairpin,
}

/// Why a packet is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RejectReason {
    /// The Service port has no usable endpoint anywhere.
    NoEndpoints,
}

/// Why a packet vanishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DropReason {
    /// The policy is `Local`, and the endpoints are all on other nodes.
    NoLocalEndpoints,
    /// `loadBalancerSourceRanges` does not hold its source.
    SourceNotAllowed,
    /// It claims to be for the loopback interface, and comes from elsewhere.
    Localnet,
}

/// Why kube-proxy has nothing to say about a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoRule {
    /// No Service has the address.
    NotAService,
    /// A Service has the address, but not this port and protocol.
    OtherPort {
        /// The index of the Service.
        service_index: usize,
    },
    /// The Service port has no usable endpoint; but what the node itself sends is not checked for that, and leaves for the address
    /// as it stands.
    UncheckedFromNode,
    /// It is for kube-proxy itself, which answers how many endpoints the node has.
    HealthCheck,
}

/// Whether a Service port can serve the traffic of one policy (`hasInternalEndpoints` and `hasExternalEndpoints`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Served {
    Yes,
    NotHere,
    Nowhere,
}

impl Served {
    fn refusal(self) -> Option<Outcome> {
        match self {
            Self::Yes => None,
            Self::NotHere => Some(Outcome::Drop(DropReason::NoLocalEndpoints)),
            Self::Nowhere => Some(Outcome::Reject(RejectReason::NoEndpoints)),
        }
    }
}

impl Categories {
    fn served(&self, local_only: bool) -> Served {
        match (self.anywhere, local_only && self.local.is_empty()) {
            (false, _) => Served::Nowhere,
            (true, true) => Served::NotHere,
            (true, false) => Served::Yes,
        }
    }

    /// Whether traffic to the ClusterIP finds an endpoint.
    pub(super) fn served_internally(&self, port: &ProxiedPort) -> Served {
        self.served(port.internal_local)
    }

    /// Whether traffic from outside to the external addresses finds an endpoint.
    pub(super) fn served_externally(&self, port: &ProxiedPort) -> Served {
        self.served(port.external_local)
    }
}

impl NodeProxy {
    /// Where the new connection goes that starts with `packet`, on this node.
    ///
    /// First the destination may be translated, by the first Service port that wants it; what nobody wants may be refused.
    pub fn route(&self, packet: &Packet) -> Route {
        self.matches(packet)
            .find_map(|(entry, port, categories)| self.translate(packet, entry, port, categories))
            .unwrap_or_else(|| self.check(packet))
    }

    /// The Service ports that the packet addresses, in the order in which the rules are asked: addresses first, then node ports.
    fn matches<'a>(
        &'a self,
        packet: &'a Packet,
    ) -> impl Iterator<Item = (Entry, &'a ProxiedPort, &'a Categories)> {
        let of_protocol = || {
            let ports = self
                .ports
                .iter()
                .map(|(port, categories)| (port, categories));
            ports.filter(|(port, _)| port.protocol == packet.protocol)
        };
        let by_address = of_protocol()
            .filter(|(port, _)| port.port == packet.port)
            .filter_map(|(port, categories)| {
                let entry = address_entry(port, packet.destination)?;
                Some((entry, port, categories))
            });
        let by_node_port = of_protocol()
            .filter(|(port, _)| {
                port.node_port == Some(packet.port) && self.is_own_address(packet.destination)
            })
            .map(|(port, categories)| (Entry::NodePort, port, categories));
        by_address.chain(by_node_port)
    }

    fn translate(
        &self,
        packet: &Packet,
        entry: Entry,
        port: &ProxiedPort,
        categories: &Categories,
    ) -> Option<Route> {
        let internal = entry == Entry::ClusterIp;
        let (policy, short_circuit, masquerade) = if internal {
            let masquerade =
                (!self.is_pod_address(packet.source)).then_some(Masquerade::NotFromPod);
            (policy(port.internal_local), None, masquerade)
        } else if !port.external_local {
            (TrafficPolicy::Cluster, None, Some(Masquerade::External))
        } else if self.is_pod_address(packet.source) {
            (TrafficPolicy::Cluster, Some(ShortCircuit::Pod), None)
        } else if self.is_own_address(packet.source) {
            let masquerade = Some(Masquerade::FromNode);
            (TrafficPolicy::Cluster, Some(ShortCircuit::Node), masquerade)
        } else {
            (TrafficPolicy::Local, None, None)
        };
        let at_loopback_v6 = packet.destination.is_ipv6() && packet.destination.is_loopback();
        let barred = match entry {
            Entry::LoadBalancer => !port.admits(packet.source, self.address),
            Entry::NodePort => at_loopback_v6,
            _ => false,
        };
        if barred {
            return None;
        }
        let (chosen, topology, condition) = match policy {
            TrafficPolicy::Cluster => (
                &categories.cluster,
                categories.topology,
                categories.cluster_condition,
            ),
            TrafficPolicy::Local => (
                &categories.local,
                Topology::Everywhere,
                categories.local_condition,
            ),
        };
        let odds = 1.0 / chosen.len() as f64;
        let backends: Vec<Backend> = chosen
            .iter()
            .filter_map(|index| port.endpoints.get(*index))
            .map(|endpoint| Backend {
                address: endpoint.address,
                odds,
                masquerade: masquerade.or_else(|| {
                    (endpoint.address.ip() == packet.source).then_some(Masquerade::Hairpin)
                }),
                target: endpoint.target.clone(),
            })
            .collect();
        if backends.is_empty() {
            return None;
        }
        let spread = Spread {
            policy,
            short_circuit,
            topology,
            condition,
            affinity: port.affinity,
            backends,
        };
        Some(hit(entry, port, Outcome::Spread(spread)))
    }

    /// What the filter does to a packet that kept its destination.
    ///
    /// Which checks a packet meets depends on its way through the node: what the node sends itself (OUTPUT) is not checked against
    /// external addresses, what ends at the node (INPUT) not against ClusterIPs, what passes through (FORWARD) against both.
    fn check(&self, packet: &Packet) -> Route {
        if is_localnet(packet) {
            let outcome = Outcome::Drop(DropReason::Localnet);
            return Route { hit: None, outcome };
        }
        let from_node = self.is_own_address(packet.source);
        let to_node = self.is_own_address(packet.destination);
        let internal = from_node || !to_node;
        let external = to_node || !from_node;
        let shut_out = self.matches(packet).find(|(entry, port, categories)| {
            *entry == Entry::LoadBalancer
                && categories.anywhere
                && !port.admits(packet.source, self.address)
        });
        if let Some((entry, port, _)) = shut_out {
            return hit(entry, port, Outcome::Drop(DropReason::SourceNotAllowed));
        }
        let mut unchecked = None;
        for (entry, port, categories) in self.matches(packet) {
            let (checked, served) = match entry {
                Entry::ClusterIp => (internal, categories.served_internally(port)),
                _ => (external, categories.served_externally(port)),
            };
            match served.refusal() {
                Some(outcome) if checked => return hit(entry, port, outcome),
                Some(_) => {
                    let outcome = Outcome::NoRule(NoRule::UncheckedFromNode);
                    unchecked.get_or_insert_with(|| hit(entry, port, outcome));
                }
                None => {}
            }
        }
        unchecked
            .or_else(|| self.health_check(packet, to_node))
            .unwrap_or_else(|| self.left_alone(packet))
    }

    fn health_check(&self, packet: &Packet, to_node: bool) -> Option<Route> {
        if !to_node || packet.protocol != Protocol::Tcp {
            return None;
        }
        let asked = |port: &ProxiedPort| port.health_check_node_port == Some(packet.port);
        let (port, _) = self.ports.iter().find(|(port, _)| asked(port))?;
        let outcome = Outcome::NoRule(NoRule::HealthCheck);
        Some(hit(Entry::HealthCheck, port, outcome))
    }

    fn left_alone(&self, packet: &Packet) -> Route {
        let has_address = |port: &ProxiedPort| address_entry(port, packet.destination).is_some();
        let reason = match self.ports.iter().find(|(port, _)| has_address(port)) {
            Some((port, _)) => NoRule::OtherPort {
                service_index: port.service_index,
            },
            None => NoRule::NotAService,
        };
        let outcome = Outcome::NoRule(reason);
        Route { hit: None, outcome }
    }
}

/// Whether a packet for the IPv4 loopback interface comes from elsewhere. There is no such check for IPv6, where the kernel does it.
fn is_localnet(packet: &Packet) -> bool {
    packet.destination.is_ipv4() && packet.destination.is_loopback() && !packet.source.is_loopback()
}

fn hit(entry: Entry, port: &ProxiedPort, outcome: Outcome) -> Route {
    let hit = Hit {
        service_index: port.service_index,
        port_index: port.port_index,
        entry,
    };
    Route {
        hit: Some(hit),
        outcome,
    }
}

fn policy(local: bool) -> TrafficPolicy {
    match local {
        true => TrafficPolicy::Local,
        false => TrafficPolicy::Cluster,
    }
}

/// Which address of the Service port `destination` is.
fn address_entry(port: &ProxiedPort, destination: IpAddr) -> Option<Entry> {
    if port.cluster_ip == destination {
        Some(Entry::ClusterIp)
    } else if port.external_ips.contains(&destination) {
        Some(Entry::ExternalIp)
    } else if port.load_balancer_ips.contains(&destination) {
        Some(Entry::LoadBalancer)
    } else {
        None
    }
}
