//! What kube-proxy 1.36 makes of Services and EndpointSlices on one node.
//!
//! A [`NodeProxy`] is kube-proxy on one node for one IP family. It answers twice, by ways that know nothing of each other:
//! [`NodeProxy::route`] decides directly where one new connection goes, [`NodeProxy::iptables`] and [`NodeProxy::nftables`]
//! write the rules that the node would hold. [`follow_iptables`] and [`follow_nftables`] take a packet through the written rules; that
//! they lead where the decision says is held by a test.

mod agreement;
mod categorize;
mod cidr;
mod follow;
mod hash;
mod iptables;
mod model;
mod nftables;
mod route;
#[cfg(test)]
mod tests;
mod world;

pub use agreement::{Disagreement, Told, disagreement};
pub use categorize::{Categories, Condition, Topology};
pub use cidr::Cidr;
pub use follow::{Fate, FateEnd, follow_iptables, follow_nftables};
pub use model::{Endpoint, ProxiedPort};
pub use route::{
    Backend, DropReason, Entry, Hit, Masquerade, NoRule, Outcome, Packet, RejectReason, Route,
    ShortCircuit, Spread,
};
pub use world::{Network, NodeProxy, World};
