use std::fmt;
use std::net::IpAddr;

use super::{Labels, ObjectMeta};
use crate::Str;
use crate::manifest::ObjectId;

/// A Service: a lasting address and name in front of a set of endpoints.
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// Which object of the text.
    pub id: ObjectId,
    /// Name, namespace, labels.
    pub meta: ObjectMeta,
    /// `spec.type`.
    pub kind: ServiceType,
    /// `spec.selector`; none when missing or empty: then nothing selects Pods and Endpoints may be written by hand.
    pub selector: Option<Labels>,
    /// `spec.ports`.
    pub ports: Vec<ServicePort>,
    /// `spec.clusterIPs` that are addresses, primary first; empty for headless Services and ExternalName.
    pub cluster_ips: Vec<IpAddr>,
    /// `spec.clusterIP: None`.
    pub headless: bool,
    /// `spec.ipFamilies`.
    pub ip_families: Vec<IpFamily>,
    /// `spec.ipFamilyPolicy`.
    pub ip_family_policy: Option<IpFamilyPolicy>,
    /// `spec.externalIPs`.
    pub external_ips: Vec<IpAddr>,
    /// `spec.externalName`.
    pub external_name: Option<Str>,
    /// `spec.sessionAffinity`.
    pub session_affinity: SessionAffinity,
    /// `spec.internalTrafficPolicy`.
    pub internal_traffic_policy: TrafficPolicy,
    /// `spec.externalTrafficPolicy`.
    pub external_traffic_policy: TrafficPolicy,
    /// `spec.trafficDistribution`.
    pub traffic_distribution: Option<TrafficDistribution>,
    /// `spec.publishNotReadyAddresses`.
    pub publish_not_ready_addresses: bool,
    /// `spec.healthCheckNodePort`.
    pub health_check_node_port: Option<u16>,
    /// `spec.loadBalancerIP`.
    pub load_balancer_ip: Option<Str>,
    /// `spec.loadBalancerSourceRanges`, as written.
    pub load_balancer_source_ranges: Vec<Str>,
    /// `spec.loadBalancerClass`.
    pub load_balancer_class: Option<Str>,
    /// `status.loadBalancer.ingress`.
    pub load_balancer_ingress: Vec<LoadBalancerIngress>,
}

/// One port of a Service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServicePort {
    /// `name`; empty for the only port.
    pub name: Str,
    /// `protocol`.
    pub protocol: Protocol,
    /// `port`: what clients address; 0 for a fragment that has none.
    pub port: u16,
    /// `targetPort`: where on the Pod it goes.
    pub target_port: TargetPort,
    /// `nodePort`: the port on every node.
    pub node_port: Option<u16>,
    /// `appProtocol`.
    pub app_protocol: Option<Str>,
}

/// Where on a Pod a Service port leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TargetPort {
    /// That number, declared by a container or not.
    Number(u16),
    /// The container port of that name.
    Name(Str),
}

impl fmt::Display for TargetPort {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(out, "{number}"),
            Self::Name(name) => out.write_str(name),
        }
    }
}

/// Declares an enum of the words that the API uses for it.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// The API's word.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The value that the API's word stands for.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(self.as_str())
            }
        }
    };
}

words! {
    /// `spec.type` of a Service.
    ServiceType {
        /// An address inside the cluster.
        #[default]
        ClusterIp = "ClusterIP",
        /// Also a port on every node.
        NodePort = "NodePort",
        /// Also an external load balancer.
        LoadBalancer = "LoadBalancer",
        /// A CNAME, no proxying at all.
        ExternalName = "ExternalName",
    }
}

words! {
    /// A transport protocol.
    Protocol {
        /// TCP.
        #[default]
        Tcp = "TCP",
        /// UDP.
        Udp = "UDP",
        /// SCTP.
        Sctp = "SCTP",
    }
}

words! {
    /// An IP family.
    IpFamily {
        /// IPv4.
        #[default]
        V4 = "IPv4",
        /// IPv6.
        V6 = "IPv6",
    }
}

impl IpFamily {
    /// The family of `address`.
    pub const fn of(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(_) => Self::V4,
            IpAddr::V6(_) => Self::V6,
        }
    }
}

words! {
    /// `spec.ipFamilyPolicy`.
    IpFamilyPolicy {
        /// One family.
        #[default]
        SingleStack = "SingleStack",
        /// Two where the cluster has two.
        PreferDualStack = "PreferDualStack",
        /// Two.
        RequireDualStack = "RequireDualStack",
    }
}

words! {
    /// `spec.internalTrafficPolicy` and `spec.externalTrafficPolicy`.
    TrafficPolicy {
        /// Any node's endpoints.
        #[default]
        Cluster = "Cluster",
        /// Only the endpoints on the node that the packet reached.
        Local = "Local",
    }
}

words! {
    /// `spec.trafficDistribution`.
    TrafficDistribution {
        /// The old name of `PreferSameZone`.
        #[default]
        PreferClose = "PreferClose",
        /// Endpoints in the client's zone first.
        PreferSameZone = "PreferSameZone",
        /// Endpoints on the client's node first.
        PreferSameNode = "PreferSameNode",
    }
}

/// `spec.sessionAffinity` with its time-out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SessionAffinity {
    /// Every connection chooses anew.
    #[default]
    None,
    /// A client's address keeps its endpoint.
    ClientIp {
        /// For so many seconds after the last connection.
        timeout_seconds: u32,
    },
}

/// One entry of `status.loadBalancer.ingress`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoadBalancerIngress {
    /// Its address.
    pub ip: Option<IpAddr>,
    /// Its name, where the balancer is known by one.
    pub hostname: Option<Str>,
    /// `ipMode: Proxy`: nodes do not short-cut traffic to the address.
    pub proxy_mode: bool,
}
