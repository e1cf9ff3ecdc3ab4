//! The ids of the picture's parts. They are stable: the same object keeps its id while the text around it changes.

use std::collections::BTreeMap;

use cluster::api::ObjectName;

/// The client in the cluster.
pub const CLIENT_INSIDE: &str = "client:inside";
/// The client on a node, beside the Pods.
pub const CLIENT_ON_NODE: &str = "client:node";
/// The client outside.
pub const CLIENT_OUTSIDE: &str = "client:outside";

/// A Service's card.
pub fn service(name: &ObjectName) -> String {
    format!("service:{name}")
}

/// A Pod's card.
pub fn pod(name: &ObjectName) -> String {
    format!("pod:{name}")
}

/// The card of an address that no Pod has.
pub fn endpoint(address: &str) -> String {
    format!("endpoint:{address}")
}

/// The card of the DNS name that an ExternalName stands for.
pub fn dns_name(name: &str) -> String {
    format!("dns:{name}")
}

/// A node's box.
pub fn node(name: &str) -> String {
    format!("node:{name}")
}

/// What stands in a node's box that has no Pod.
pub(crate) fn empty_node(name: &str) -> String {
    format!("empty:{name}")
}

/// An entry point's card: `entry:default/web:cluster-ip`.
pub(crate) fn entry(service: &ObjectName, kind: &str) -> String {
    format!("entry:{service}:{kind}")
}

/// An edge between two rows, each named by its card and by what tells it apart on the card.
pub(crate) fn edge(from: &str, from_row: &str, to: &str, to_row: &str) -> String {
    format!("edge:{from}:{from_row}>{to}:{to_row}")
}

/// A dead end of a card.
pub(crate) fn dead_end(card: &str, row: &str) -> String {
    format!("dead:{card}:{row}")
}

/// Keeps ids apart where a text names two objects alike: the second gets `#2`.
#[derive(Default)]
pub(crate) struct Registry(BTreeMap<String, usize>);

impl Registry {
    pub(crate) fn unique(&mut self, id: String) -> String {
        let times = self.0.entry(id.clone()).or_insert(0);
        *times += 1;
        if *times == 1 {
            id
        } else {
            format!("{id}#{times}")
        }
    }
}
