use std::net::IpAddr;

use crate::Str;

/// The cluster that the playground speaks for, as far as a manifest does not say.
///
/// The defaults are those of the cluster whose answers judge this project: two nodes in two zones, dual-stack
/// Service ranges, IPv4 first. A manifest's own Node objects replace `nodes`.
#[derive(Clone, Debug)]
pub struct Environment {
    /// The nodes, in order; Pods without a `nodeName` run on the first.
    pub nodes: Vec<NodeInfo>,
    /// Namespaces that exist before the manifest is applied.
    pub namespaces: Vec<Str>,
    /// Whether Deployments and the like make their Pods. Not so in the cluster whose answers judge this project: its controllers
    /// for workloads were off.
    pub workloads_make_pods: bool,
    /// Whether a node that a Pod names exists though nobody describes it: what `kubectl get pods -o yaml` prints leaves out the nodes.
    pub assume_nodes: bool,
    /// Whether a namespace that nobody describes exists: what `kubectl get -n monitoring -o yaml` prints leaves out the Namespace. One
    /// that the text describes exists from there on, here too.
    pub assume_namespaces: bool,
    /// Whether an object with a `uid` and a `resourceVersion`, which only a server gives, was admitted by the cluster that it comes
    /// from: then its addresses and ports are taken as they are, whatever ranges that cluster has, and so is its name.
    pub trust_printed: bool,
    /// Whether the PriorityClass or RuntimeClass that a Pod names exists: they too are objects that a text about Pods leaves out.
    pub assume_classes: bool,
}

/// A node as far as routing cares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeInfo {
    /// Its name.
    pub name: Str,
    /// Its InternalIP.
    pub address: IpAddr,
    /// Its `topology.kubernetes.io/zone` label.
    pub zone: Option<Str>,
}

impl Default for Environment {
    fn default() -> Self {
        let node = |name: &str, last: u8, zone: &str| NodeInfo {
            name: name.into(),
            address: IpAddr::from([192, 168, 0, last]),
            zone: Some(zone.into()),
        };
        Self {
            nodes: vec![node("node-1", 11, "zone-a"), node("node-2", 12, "zone-b")],
            namespaces: [
                "default",
                "kube-system",
                "kube-public",
                "kube-node-lease",
                "prod",
                "staging",
            ]
            .map(Str::from)
            .to_vec(),
            workloads_make_pods: true,
            assume_nodes: true,
            assume_namespaces: true,
            trust_printed: true,
            assume_classes: true,
        }
    }
}

impl Environment {
    /// The cluster whose answers judge this project: only what is written exists.
    pub fn literal() -> Self {
        Self {
            workloads_make_pods: false,
            assume_nodes: false,
            assume_namespaces: false,
            trust_printed: false,
            assume_classes: false,
            ..Self::default()
        }
    }
}
