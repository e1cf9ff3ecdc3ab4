use super::{Endpoint, ProxiedPort};
use crate::environment::NodeInfo;

/// Which endpoints of a Service port one node uses, and for which traffic (`CategorizeEndpoints`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Categories {
    /// For traffic with the policy `Cluster`, as indices into [`ProxiedPort::endpoints`].
    pub cluster: Vec<usize>,
    /// For traffic with the policy `Local`.
    pub local: Vec<usize>,
    /// All that the node may send to: both together.
    pub reachable: Vec<usize>,
    /// Whether any node could serve the port at all.
    pub anywhere: bool,
    /// What `cluster` was narrowed to.
    pub topology: Topology,
    /// What the endpoints of `cluster` are.
    pub cluster_condition: Condition,
    /// What the endpoints of `local` are.
    pub local_condition: Condition,
}

/// By which hints the endpoints for policy `Cluster` were narrowed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Topology {
    /// By none.
    #[default]
    Everywhere,
    /// To those hinted for the node's zone.
    SameZone,
    /// To those hinted for the node.
    SameNode,
}

/// What the chosen endpoints are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Condition {
    /// Ready ones.
    #[default]
    Ready,
    /// Nothing was ready: those that still serve while they terminate.
    ServingTerminating,
}

impl Categories {
    /// Sorts the endpoints of `port` for `node`.
    pub fn of(port: &ProxiedPort, node: &NodeInfo) -> Self {
        let mut found = Self::default();
        if port.uses_cluster_endpoints() {
            found.topology = topology(&port.endpoints, node);
            let ready =
                |endpoint: &Endpoint| endpoint.ready && is_hinted(endpoint, found.topology, node);
            (found.cluster, found.cluster_condition) = ready_or_standing_in(port, ready, |_| true);
        }
        if !port.uses_local_endpoints() {
            found.anywhere = !found.cluster.is_empty();
            found.reachable.clone_from(&found.cluster);
            return found;
        }
        found.anywhere = port
            .endpoints
            .iter()
            .any(|endpoint| endpoint.ready || endpoint.can_stand_in());
        let here = |endpoint: &Endpoint| endpoint.is_on(&node.name);
        (found.local, found.local_condition) =
            ready_or_standing_in(port, |endpoint| endpoint.ready && here(endpoint), here);
        found.reachable = found.cluster.clone();
        found.reachable.extend_from_slice(&found.local);
        found.reachable.sort_unstable();
        found.reachable.dedup();
        found
    }
}

/// The endpoints that `ready` picks; where there are none, those that can stand in and that `eligible` allows.
fn ready_or_standing_in(
    port: &ProxiedPort,
    ready: impl Fn(&Endpoint) -> bool,
    eligible: impl Fn(&Endpoint) -> bool,
) -> (Vec<usize>, Condition) {
    let chosen = pick(port, ready);
    if !chosen.is_empty() {
        return (chosen, Condition::Ready);
    }
    let standing_in = pick(port, |endpoint| {
        endpoint.can_stand_in() && eligible(endpoint)
    });
    let condition = match standing_in.is_empty() {
        true => Condition::Ready,
        false => Condition::ServingTerminating,
    };
    (standing_in, condition)
}

fn pick(port: &ProxiedPort, wanted: impl Fn(&Endpoint) -> bool) -> Vec<usize> {
    let chosen = port.endpoints.iter().enumerate();
    let chosen = chosen.filter(|(_, endpoint)| wanted(endpoint));
    chosen.map(|(index, _)| index).collect()
}

/// The hints count only where every ready endpoint has them and one is meant for this node, or its zone (`topologyModeFromHints`).
fn topology(endpoints: &[Endpoint], node: &NodeInfo) -> Topology {
    let ready = || endpoints.iter().filter(|endpoint| endpoint.ready);
    let heeded = |topology| {
        ready().all(|endpoint| !hints(endpoint, topology).is_empty())
            && ready().any(|endpoint| is_hinted(endpoint, topology, node))
    };
    [Topology::SameNode, Topology::SameZone]
        .into_iter()
        .find(|topology| heeded(*topology))
        .unwrap_or_default()
}

fn hints(endpoint: &Endpoint, topology: Topology) -> &[crate::Str] {
    match topology {
        Topology::Everywhere => &[],
        Topology::SameZone => &endpoint.zone_hints,
        Topology::SameNode => &endpoint.node_hints,
    }
}

fn is_hinted(endpoint: &Endpoint, topology: Topology, node: &NodeInfo) -> bool {
    let hints = hints(endpoint, topology);
    match topology {
        Topology::Everywhere => true,
        Topology::SameNode => hints.contains(&node.name),
        Topology::SameZone => node.zone.as_ref().is_some_and(|zone| hints.contains(zone)),
    }
}
