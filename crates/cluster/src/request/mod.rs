//! One request, step by step: from the name that a client types to the Pod that answers, or to where it dies.
//!
//! [`send`] asks the DNS, finds the node on which the packet is looked at, lets kube-proxy decide, and says each step as data:
//! a [`Trace`]. Odds are computed; [`spread`] draws from them with a seed, so that the same request always looks the same.

mod ask;
mod packet;
mod sample;
#[cfg(test)]
mod tests;

use std::net::{IpAddr, SocketAddr};

use crate::api::{ObjectName, Protocol, SessionAffinity, TrafficPolicy};
use crate::controllers::Published;
use crate::dns::{Answer, LookUp, Zone, service_of};
use crate::overlay::Departure;
use crate::proxy::{Condition, DropReason, Entry, Masquerade, Packet, ShortCircuit, Topology};
use crate::{Cluster, Str};

pub use ask::{Destination, DestinationError};
pub use sample::{Series, spread};

/// Where a request can be sent and what stands in its way.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    /// The objects.
    pub cluster: &'a Cluster,
    /// The slices in force.
    pub published: &'a Published,
    /// The cluster DNS.
    pub zone: &'a Zone,
}

/// A request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Who asks.
    pub from: Client,
    /// For what.
    pub to: Destination,
    /// By which protocol.
    pub protocol: Protocol,
    /// With which program.
    pub tool: Tool,
}

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Client {
    /// A Pod of the text: an index into [`Cluster::pods`].
    Pod(usize),
    /// Some other Pod, in the namespace `default` on the first node.
    InCluster,
    /// A node: an index into [`Cluster::nodes`].
    Node(usize),
    /// Somebody outside the cluster.
    Outside,
}

/// With which program a request is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tool {
    /// Connects.
    #[default]
    Curl,
    /// Sends an ICMP echo.
    Ping,
    /// Only looks the name up.
    Nslookup,
}

/// What happened, in order, and how it ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// The steps.
    pub steps: Vec<Step>,
    /// How it ended.
    pub end: End,
    /// Whether the client's next connections keep the endpoint.
    pub affinity: SessionAffinity,
}

impl Trace {
    /// The node whose kube-proxy sees the packet, and the packet; none where the request does not come so far. `protocol` is the
    /// request's.
    pub fn packet(&self, protocol: Protocol) -> Option<(&Str, Packet)> {
        self.steps.iter().find_map(|step| match step {
            Step::Node {
                node,
                source,
                destination,
                port,
            } => {
                let packet = Packet {
                    source: *source,
                    destination: *destination,
                    port: *port,
                    protocol,
                };
                Some((node, packet))
            }
            _ => None,
        })
    }

    /// The Service whose name was looked up, if one was.
    pub fn named(&self) -> Option<ObjectName> {
        self.steps.iter().find_map(|step| match step {
            Step::LookUp(LookUp { answer, .. }) => match answer {
                Answer::Addresses { name, .. }
                | Answer::Outside {
                    through: Some(name),
                    ..
                } => service_of(name),
                Answer::Outside { .. } | Answer::NotFound => None,
            },
            _ => None,
        })
    }
}

/// One step.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// The cluster DNS is asked for a name.
    LookUp(LookUp),
    /// The client is outside the cluster or a node, and asks another DNS, which knows no Services.
    OtherDns {
        /// The name.
        name: Str,
    },
    /// The packet is looked at by kube-proxy on a node.
    Node {
        /// The node.
        node: Str,
        /// Where the packet comes from.
        source: IpAddr,
        /// Where it goes.
        destination: IpAddr,
        /// To which port.
        port: u16,
    },
    /// A Service port wants it.
    Service {
        /// The Service.
        service: ObjectName,
        /// Its index in [`Cluster::services`].
        index: usize,
        /// The index of its port.
        port: usize,
        /// What of it was addressed.
        entry: Entry,
    },
    /// kube-proxy narrows the endpoints down.
    Choose {
        /// The policy in force.
        policy: TrafficPolicy,
        /// Why that is not the one that the Service asks for.
        short_circuit: Option<ShortCircuit>,
        /// By which hints.
        topology: Topology,
        /// What state the endpoints are in.
        condition: Condition,
        /// How many are left.
        candidates: usize,
    },
    /// Nothing translates it: the address is a Pod's or a node's own.
    Direct,
}

/// How a request ended.
#[derive(Clone, Debug, PartialEq)]
pub enum End {
    /// At one of these, each with its odds.
    Arrived(Vec<Arrival>),
    /// The name was found; nothing more was asked for.
    Found(Vec<IpAddr>),
    /// It got no further.
    Died(Death),
}

/// Where a request may arrive.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrival {
    /// The Pod there: an index into [`Cluster::pods`]; none for an address that no Pod has.
    pub pod: Option<usize>,
    /// The address and port it is translated to.
    pub address: SocketAddr,
    /// How likely it is, 0 to 1.
    pub odds: f64,
    /// The source address that it shows there, and why that is not the client's.
    pub source: IpAddr,
    /// Why the source is not the client's.
    pub masquerade: Option<Masquerade>,
    /// The container that declares the port, if one does.
    pub container: Option<Str>,
}

/// Where and how a request dies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Death {
    /// NXDOMAIN.
    NameNotFound(Str),
    /// The name leads out of the cluster; the playground cannot follow.
    LeavesCluster {
        /// The name out there.
        name: Str,
        /// The ExternalName Service that led there.
        through: Option<Str>,
    },
    /// The name has no address of a usable family.
    NoAddress(Str),
    /// Connection refused: the Service port has no usable endpoint.
    NoEndpoints(ObjectName),
    /// Time-out: kube-proxy drops it.
    Dropped(DropReason),
    /// The Service has the address, but not the port.
    PortNotServed {
        /// The Service.
        service: ObjectName,
        /// Its ports.
        ports: Vec<(u16, Protocol)>,
        /// Whether only the protocol differs.
        other_protocol: bool,
    },
    /// Nobody has the address.
    NobodyThere(IpAddr),
    /// Nobody has the address any more.
    PodGone {
        /// The address.
        address: IpAddr,
        /// The Pod that had it.
        pod: ObjectName,
        /// How that Pod went.
        how: Departure,
    },
    /// The address means something only inside the cluster.
    OnlyInside(IpAddr),
    /// A port of a node on which nothing is known to listen.
    NodePortUnused {
        /// The node.
        node: Str,
        /// The port.
        port: u16,
    },
    /// A virtual IP answers no ping: it is no interface anywhere, only a rule for ports.
    VirtualIp(ObjectName),
}

/// What a person sees of a [`Death`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Symptom {
    /// The name is not found: NXDOMAIN.
    NameNotFound,
    /// The name is found, and has no address.
    NoAddress,
    /// Connection refused, at once.
    Refused,
    /// Nothing answers, until the client gives up.
    TimedOut,
    /// None that can be known: the name leads out of the cluster.
    OutOfSight,
}

impl Death {
    /// What a person sees of it; where the modes of kube-proxy differ, with iptables, the default.
    pub const fn symptom(&self) -> Symptom {
        match self {
            Self::NameNotFound(_) => Symptom::NameNotFound,
            Self::NoAddress(_) => Symptom::NoAddress,
            Self::LeavesCluster { .. } => Symptom::OutOfSight,
            Self::NoEndpoints(_) | Self::NodePortUnused { .. } => Symptom::Refused,
            Self::Dropped(_)
            | Self::PortNotServed { .. }
            | Self::NobodyThere(_)
            | Self::PodGone { .. }
            | Self::OnlyInside(_)
            | Self::VirtualIp(_) => Symptom::TimedOut,
        }
    }
}

/// Follows one request.
pub fn send(around: Surroundings<'_>, request: &Request) -> Trace {
    let mut steps = Vec::new();
    let (end, affinity) = match ask::addresses(around, request, &mut steps) {
        Err(death) => (End::Died(death), SessionAffinity::None),
        Ok(addresses) if request.tool == Tool::Nslookup => {
            (End::Found(addresses), SessionAffinity::None)
        }
        Ok(addresses) => packet::follow(around, request, &addresses, &mut steps),
    };
    Trace {
        steps,
        end,
        affinity,
    }
}
