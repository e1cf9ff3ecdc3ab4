//! For each Service port: where its requests go, or why they go nowhere.
//!
//! This is the knowledge behind the diagram. It reads what the controllers published and says it from the client's side.

mod backends;
mod entry_points;
mod near_miss;
#[cfg(test)]
mod tests;

use std::net::IpAddr;

use crate::api::{Labels, ObjectName, Protocol};
use crate::controllers::Published;
use crate::manifest::ObjectId;
use crate::selection::{PodIndex, selector_of};

use crate::{Cluster, Str};

/// Every Service and what is behind it, every Pod that is behind none.
#[derive(Clone, Debug, Default)]
pub struct Overview {
    /// One per [`Cluster::services`], in the same order.
    pub services: Vec<ServiceView>,
    /// Pods that no Service selects, each with the Service that it nearly fits, if one is near.
    pub unmatched: Vec<UnmatchedPod>,
    /// Endpoints and EndpointSlices of the text that belong to no Service.
    pub orphans: Vec<Orphan>,
}

/// A Service from the outside in.
#[derive(Clone, Debug, Default)]
pub struct ServiceView {
    /// What a client can address, in the diagram's order.
    pub entry_points: Vec<EntryPoint>,
    /// One per port of the Service, in order. A headless Service without ports has none.
    pub ports: Vec<PortView>,
    /// The Pods that its selector matches, ready or not: indices into [`Cluster::pods`].
    pub selected: Vec<usize>,
    /// Where its name leads, for a headless Service without ports. Their port is 0: a client may dial any.
    pub addresses: Vec<Backend>,
    /// Why its name leads nowhere, for a headless Service without ports.
    pub dead: Option<DeadEnd>,
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
    /// Selected Pods that have no port of the name that `targetPort` asks for: indices into [`Cluster::pods`].
    pub lacking: Vec<usize>,
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
    /// The share of new connections, 0 to 1, that a client inside the cluster sends here, of those to this family's address.
    /// Always 0 for a headless Service: the client chooses.
    pub share: f64,
    /// Whom `share` holds for.
    pub clients: ClientScope,
}

/// The clients that a share holds for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum ClientScope {
    /// Those on this node, because of `internalTrafficPolicy: Local` or node hints.
    Node(Str),
    /// Those in this zone, because of zone hints.
    Zone(Str),
    /// Every client in the cluster for whom nothing nearer is.
    #[default]
    Anyone,
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
    /// Pods match, and none has an address of the Service's IP families.
    NoAddressOfFamily,
    /// `internalTrafficPolicy` is Local, and the endpoints that are ready stand on no node.
    NothingLocal,
}

impl DeadEnd {
    /// Whether packets vanish until the client gives up, instead of being refused at once: kube-proxy rejects what has no usable
    /// endpoint anywhere, and drops what has them only where a `Local` policy does not look.
    pub const fn times_out(&self) -> bool {
        matches!(self, Self::NothingLocal)
    }
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
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NearMiss {
    /// An index into [`Cluster::services`].
    pub service: usize,
    /// What the selector wants and the Pod lacks or has otherwise.
    pub differences: Vec<LabelDifference>,
    /// The labels would fit, but the namespaces differ.
    pub other_namespace: bool,
    /// It looks like a slip rather than like a Pod that was never meant: every difference has something alike, or part of the
    /// selector fits.
    pub close: bool,
}

/// One label that keeps a Pod from being selected.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
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

/// Endpoints or an EndpointSlice that no Service claims: nothing sends requests there.
#[derive(Clone, Debug, PartialEq)]
pub struct Orphan {
    /// Which object of the text.
    pub object: ObjectId,
    /// The Service that it would belong to: Endpoints by their name, a slice by its `kubernetes.io/service-name` label, if it has one.
    pub wants: Option<ObjectName>,
    /// Its addresses with their ports.
    pub addresses: Vec<OrphanAddress>,
    /// A Service of nearly that name, or of that name in another namespace: an index into [`Cluster::services`].
    pub nearest: Option<usize>,
}

/// An address of an [`Orphan`].
#[derive(Clone, Debug, PartialEq)]
pub struct OrphanAddress {
    /// The address.
    pub address: IpAddr,
    /// Its ports.
    pub ports: Vec<(u16, Protocol)>,
}

/// Looks at what the controllers published from the clients' side.
pub fn overview(cluster: &Cluster, published: &Published) -> Overview {
    let index = PodIndex::new(cluster);
    let resolver = backends::Resolver::new(cluster, published);
    let mut claimed = vec![false; cluster.pods.len()];
    let mut services = Vec::with_capacity(cluster.services.len());
    for service in &cluster.services {
        let selected: Vec<usize> = match selector_of(service) {
            Some(_) => index.picked_by(service).map(|(at, _)| at).collect(),
            None => Vec::new(),
        };
        for &pod in &selected {
            if let Some(slot) = claimed.get_mut(pod) {
                *slot = true;
            }
        }
        let mut view = resolver.view(service, selected);
        view.entry_points = entry_points::of(service);
        services.push(view);
    }
    Overview {
        services,
        unmatched: near_miss::unmatched(cluster, &claimed),
        orphans: near_miss::orphans(cluster),
    }
}

/// Whether `labels` fulfil `selector`; an empty selector selects nothing for a Service.
pub fn selects(selector: &Labels, labels: &Labels) -> bool {
    !selector.is_empty()
        && selector
            .iter()
            .all(|(key, value)| labels.get(key) == Some(value))
}
