//! For each Service port: where its requests go, or why they go nowhere.
//!
//! This is the knowledge behind the diagram. It reads what the controllers published and says it from the client's side.

use std::net::IpAddr;

use crate::api::{Labels, Protocol};
use crate::controllers::Published;

use crate::{Cluster, Str};

/// Every Service and what is behind it, every Pod that is behind none.
#[derive(Clone, Debug, Default)]
pub struct Overview {
    /// One per [`Cluster::services`], in the same order.
    pub services: Vec<ServiceView>,
    /// Pods that no Service selects, each with the Service that it nearly fits, if one is near.
    pub unmatched: Vec<UnmatchedPod>,
}

/// A Service from the outside in.
#[derive(Clone, Debug, Default)]
pub struct ServiceView {
    /// What a client can address, in the diagram's order.
    pub entry_points: Vec<EntryPoint>,
    /// One per port of the Service, in order. A headless Service without ports has none.
    pub ports: Vec<PortView>,
}

/// Something that a client can address to reach a Service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryPoint {
    /// The DNS name: `web.default.svc.cluster.local`. For a headless Service it leads to the Pods' own addresses.
    Dns {
        /// The name.
        name: Str,
        /// It answers with the addresses of the endpoints, not with a virtual IP.
        headless: bool,
    },
    /// The virtual IP, one per family.
    ClusterIp(IpAddr),
    /// A port on every node.
    NodePort {
        /// The port.
        port: u16,
        /// The index of the Service port that it leads to.
        service_port: usize,
    },
    /// The load balancer; no address while it is pending.
    LoadBalancer(Option<Str>),
    /// An external IP.
    ExternalIp(IpAddr),
    /// The name that an ExternalName Service stands for.
    ExternalName(Str),
}

/// Where the requests to one Service port go.
#[derive(Clone, Debug, Default)]
pub struct PortView {
    /// Every endpoint, ready or not.
    pub backends: Vec<Backend>,
    /// Why no request gets through, if none does.
    pub dead: Option<DeadEnd>,
}

/// One endpoint of a Service port.
#[derive(Clone, Debug, PartialEq)]
pub struct Backend {
    /// What stands there.
    pub target: Target,
    /// The address that requests are translated to.
    pub address: IpAddr,
    /// The port that they are translated to.
    pub port: u16,
    /// Whether it gets requests.
    pub state: BackendState,
    /// The share of new connections, 0 to 1, that a client inside the cluster sends here.
    pub share: f64,
}

/// What an endpoint is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A Pod: an index into [`Cluster::pods`].
    Pod(usize),
    /// An address that no Pod has, from Endpoints or a slice written by hand.
    Address,
}

/// Whether an endpoint gets requests, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackendState {
    /// It does.
    Ready,
    /// Not ready: no requests.
    NotReady,
    /// Terminating and still serving: only used where nothing is ready.
    ServingTerminating,
    /// Terminating and no longer serving.
    Terminating,
}

/// Why no request gets through a Service port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeadEnd {
    /// The selector matches no Pod.
    NoPodMatches,
    /// There is no selector, and nobody wrote Endpoints.
    NoSelectorNoEndpoints,
    /// Pods match, and none has a port of that name and protocol.
    NoNamedPort {
        /// The `targetPort`.
        name: Str,
        /// The protocol it was looked for with.
        protocol: Protocol,
    },
    /// Pods match, and none is ready.
    NothingReady,
    /// Pods match, and all have finished or have no address yet.
    NoRunningPod,
    /// Endpoints are there, and none is for a port of this name.
    NoEndpointPort {
        /// The Service port's name.
        name: Str,
    },
}

/// A Pod that no Service selects.
#[derive(Clone, Debug, PartialEq)]
pub struct UnmatchedPod {
    /// An index into [`Cluster::pods`].
    pub pod: usize,
    /// The Service whose selector it fails by the least.
    pub nearest: Option<NearMiss>,
}

/// By how little a Pod misses a selector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearMiss {
    /// An index into [`Cluster::services`].
    pub service: usize,
    /// What the selector wants and the Pod lacks or has otherwise.
    pub differences: Vec<LabelDifference>,
    /// The labels would fit, but the namespaces differ.
    pub other_namespace: bool,
}

/// One label that keeps a Pod from being selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelDifference {
    /// The key that the selector names.
    pub key: Str,
    /// The value that it wants.
    pub wanted: Str,
    /// What the Pod has there.
    pub found: Option<Str>,
    /// A label of the Pod whose key or value is nearly the wanted one.
    pub alike: Option<(Str, Str)>,
}

/// Looks at what the controllers published from the clients' side.
pub fn overview(_cluster: &Cluster, _published: &Published) -> Overview {
    Overview::default()
}

/// Whether `labels` fulfil `selector`; an empty selector selects nothing for a Service.
pub fn selects(selector: &Labels, labels: &Labels) -> bool {
    !selector.is_empty()
        && selector
            .iter()
            .all(|(key, value)| labels.get(key) == Some(value))
}
