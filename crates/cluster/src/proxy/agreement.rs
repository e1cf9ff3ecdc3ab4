//! Whether the rules that a node prints lead where its routes say. The product never asks; its tests and the fuzz target `agree` do.

use std::net::IpAddr;

use super::follow::{Fate, FateEnd, iptables, nftables};
use super::{Masquerade, NoRule, NodeProxy, Outcome, Packet};

/// Routes and printed rules say two things.
#[derive(Clone, Debug, PartialEq)]
pub enum Disagreement {
    /// A line of the rules is in no language that [`super::follow_iptables`] or [`super::follow_nftables`] know.
    Unread(String),
    /// A packet ends elsewhere.
    Packet {
        /// The packet.
        packet: Packet,
        /// What the route says.
        route: Told,
        /// Where the rules lead.
        rules: Told,
        /// The rules.
        text: String,
    },
}

/// Where a packet may end.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// `backends`, `reject`, `drop` or `none`.
    pub word: &'static str,
    /// By address and port: how likely, and whether it is masqueraded.
    pub backends: Vec<(String, f64, bool)>,
}

/// The first of `packets` about which the routes of `proxy` and its printed rules disagree.
pub fn disagreement(
    proxy: &NodeProxy,
    packets: impl IntoIterator<Item = Packet>,
) -> Option<Disagreement> {
    let (iptables, nftables) = (proxy.iptables(), proxy.nftables());
    let by_iptables = iptables::Rules::parse(&iptables);
    let by_nftables = nftables::Rules::parse(&nftables);
    let unread = |text: &str, lines: &[usize]| {
        let line = text.lines().nth(*lines.first()?)?;
        Some(Disagreement::Unread(line.to_owned()))
    };
    if let Some(unread) =
        unread(&iptables, &by_iptables.unread).or_else(|| unread(&nftables, &by_nftables.unread))
    {
        return Some(unread);
    }
    packets.into_iter().find_map(|packet| {
        let outcome = proxy.route(&packet).outcome;
        let route = told_by_route(&outcome);
        let rules = told_by_rules(&by_iptables.follow(&packet, proxy.address));
        if !alike(&route, &rules) {
            let text = iptables.clone();
            return Some(Disagreement::Packet {
                packet,
                route,
                rules,
                text,
            });
        }
        if contended(proxy, &packet) {
            return None;
        }
        let route = as_nftables(route, &outcome, proxy, &packet);
        let rules = told_by_rules(&by_nftables.follow(&packet, proxy.address));
        (!alike(&route, &rules)).then(|| Disagreement::Packet {
            packet,
            route,
            rules,
            text: nftables.clone(),
        })
    })
}

/// The printed probabilities have ten digits.
fn alike(one: &Told, other: &Told) -> bool {
    let pairs = one.backends.iter().zip(&other.backends);
    let mut same = pairs.map(|(one, other)| {
        (&one.0, one.2) == (&other.0, other.2) && (one.1 - other.1).abs() < 1e-6
    });
    one.word == other.word && one.backends.len() == other.backends.len() && same.all(|same| same)
}

fn told_by_route(outcome: &Outcome) -> Told {
    let (word, backends) = match outcome {
        Outcome::Spread(spread) => ("backends", spread.backends.as_slice()),
        Outcome::Reject(_) => ("reject", [].as_slice()),
        Outcome::Drop(_) => ("drop", [].as_slice()),
        Outcome::NoRule(_) => ("none", [].as_slice()),
    };
    let backends = backends.iter().map(|backend| {
        let masquerade = backend.masquerade.is_some();
        (backend.address.to_string(), backend.odds, masquerade)
    });
    sorted(word, backends.collect())
}

fn told_by_rules(fates: &[Fate]) -> Told {
    let word = match fates {
        [fate] => match fate.end {
            FateEnd::Rejected => "reject",
            FateEnd::Dropped => "drop",
            FateEnd::Through => "none",
            FateEnd::Translated(_) => "backends",
        },
        _ => "backends",
    };
    let backends = fates.iter().filter_map(|fate| match fate.end {
        FateEnd::Translated(address) => Some((address.to_string(), fate.odds, fate.masquerade)),
        _ => None,
    });
    sorted(word, backends.collect())
}

/// What nftables does otherwise: it leaves loopback addresses alone, checks what the node itself sends as it checks all else, asks for
/// the source ranges before anything else, refuses what no Service port wants at a ClusterIP, and drops it elsewhere in their range.
fn as_nftables(mut decided: Told, outcome: &Outcome, proxy: &NodeProxy, packet: &Packet) -> Told {
    let in_range = proxy
        .service_range
        .is_some_and(|range| range.contains(packet.destination));
    let barred = proxy.ports.iter().any(|(port, _)| {
        port.load_balancer_ips.contains(&packet.destination)
            && (port.port, port.protocol) == (packet.port, packet.protocol)
            && !port.admits(packet.source, proxy.address)
    });
    // It knows what returns to its sender from the endpoints on this node; elsewhere no packet can.
    let here = |address: &str| {
        let ports = proxy.ports.iter();
        ports
            .filter(|(port, _)| port.protocol == packet.protocol)
            .flat_map(|(port, categories)| port.chosen(&categories.reachable))
            .filter(|endpoint| endpoint.is_on(&proxy.node))
            .any(|endpoint| endpoint.address.to_string() == address)
    };
    if let Outcome::Spread(spread) = outcome {
        for backend in &spread.backends {
            let address = backend.address.to_string();
            if backend.masquerade == Some(Masquerade::Hairpin) && !here(&address) {
                let told = decided.backends.iter_mut();
                told.filter(|(of, ..)| *of == address)
                    .for_each(|(.., masquerade)| *masquerade = false);
            }
        }
        decided = sorted(decided.word, decided.backends);
    }
    let word = match outcome {
        _ if packet.destination.is_loopback() => "none",
        _ if barred => "drop",
        Outcome::NoRule(NoRule::UncheckedFromNode) => "reject",
        Outcome::NoRule(NoRule::OtherPort { .. }) if in_range => "reject",
        Outcome::NoRule(NoRule::NotAService) if in_range => "drop",
        _ => return decided,
    };
    sorted(word, Vec::new())
}

/// Several Services claim the address and port: in iptables the first rule counts, in nftables the last element.
fn contended(proxy: &NodeProxy, packet: &Packet) -> bool {
    let claims = proxy.ports.iter().filter(|(port, _)| {
        let addresses: [&[IpAddr]; 2] = [&port.external_ips, &port.load_balancer_ips];
        addresses.concat().contains(&packet.destination)
            && (port.port, port.protocol) == (packet.port, packet.protocol)
    });
    claims.count() > 1
}

/// An endpoint that stands in several slices is one.
fn sorted(word: &'static str, mut backends: Vec<(String, f64, bool)>) -> Told {
    backends.sort_by(|one, other| (&one.0, one.2).cmp(&(&other.0, other.2)));
    Told { word, backends }
}
