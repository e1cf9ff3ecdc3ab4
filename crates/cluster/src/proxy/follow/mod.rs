//! A packet's way through printed rules, as the kernel would take it. It knows the languages of iptables and nftables and nothing of
//! Services: what it finds is a second opinion on what [`NodeProxy::route`](super::NodeProxy::route) decides, and says which lines
//! decided it.

pub(super) mod iptables;
pub(super) mod nftables;

use std::net::{IpAddr, SocketAddr};

use super::{Cidr, Packet};

/// Chains in chains are followed so far; kube-proxy's are five deep.
const DEEPEST: usize = 16;

/// One way that a packet may take.
#[derive(Clone, Debug, PartialEq)]
pub struct Fate {
    /// Where it ends.
    pub end: FateEnd,
    /// How likely that is, 0 to 1.
    pub odds: f64,
    /// Whether its source is replaced by the node's address.
    pub masquerade: bool,
    /// The lines of the rules that it met and that did something, in order; the first line is 0.
    pub lines: Vec<usize>,
}

/// Where a packet ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FateEnd {
    /// It is sent on to another destination.
    Translated(SocketAddr),
    /// It is refused.
    Rejected,
    /// It vanishes.
    Dropped,
    /// It goes where it was going to.
    Through,
}

/// Every way that a new connection's first packet may take through what [`NodeProxy::iptables`](super::NodeProxy::iptables) wrote for
/// the node with the address `node`.
pub fn follow_iptables(rules: &str, node: Option<IpAddr>, packet: &Packet) -> Vec<Fate> {
    iptables::Rules::parse(rules).follow(packet, node)
}

/// The same for [`NodeProxy::nftables`](super::NodeProxy::nftables).
pub fn follow_nftables(rules: &str, node: Option<IpAddr>, packet: &Packet) -> Vec<Fate> {
    nftables::Rules::parse(rules).follow(packet, node)
}

/// What of the packet the rules look at, beside its destination.
#[derive(Clone, Copy)]
struct View<'a> {
    packet: &'a Packet,
    node: Option<IpAddr>,
}

impl View<'_> {
    /// Whether `address` is one of the node's own.
    fn is_local(self, address: IpAddr) -> bool {
        address.is_loopback() || self.node == Some(address)
    }
}

/// What changes on the way.
#[derive(Clone)]
struct State {
    marked: bool,
    odds: f64,
    lines: Vec<usize>,
}

impl State {
    const fn fresh() -> Self {
        Self {
            marked: false,
            odds: 1.0,
            lines: Vec::new(),
        }
    }

    /// The part of it that takes `share`, and met `line`.
    fn hit(&self, share: f64, line: usize) -> Self {
        let mut hit = self.clone();
        hit.odds *= share;
        hit.lines.push(line);
        hit
    }

    /// A chain was entered by `line` and did nothing: as if it had not been.
    fn forget(mut self, line: usize) -> Self {
        if self.lines.last() == Some(&line) {
            self.lines.pop();
        }
        self
    }
}

/// A range, or a single address.
fn range(text: &str) -> Option<Cidr> {
    let single = || {
        let address: IpAddr = text.parse().ok()?;
        Cidr::new(address, if address.is_ipv4() { 32 } else { 128 })
    };
    Cidr::parse(text).or_else(single)
}

/// The words of a rule; quotes keep words together.
fn words(rule: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for (index, part) in rule.split('"').enumerate() {
        match index % 2 {
            0 => words.extend(part.split_whitespace()),
            _ => words.push(part),
        }
    }
    words
}
