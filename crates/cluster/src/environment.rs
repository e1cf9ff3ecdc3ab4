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
        }
    }
}
