//! The rules that kube-proxy writes on a node.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use cluster::api::IpFamily;
use cluster::proxy::{
    Fate, FateEnd, Network, NodeProxy, Packet, World as Watched, follow_iptables, follow_nftables,
};
use cluster::request::End;
use serde::{Deserialize, Serialize};
use words::{Language, PanelWords};

use super::View;
use super::request::{Ask, Asked};
use crate::reading::World;

/// How kube-proxy writes its rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mode {
    /// As rules of iptables, the default.
    #[default]
    Iptables,
    /// As a table of nftables.
    Nftables,
}

impl Mode {
    /// Every mode, the default first.
    pub const ALL: [Self; 2] = [Self::Iptables, Self::Nftables];

    /// Its name, as kube-proxy's configuration has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Iptables => "iptables",
            Self::Nftables => "nftables",
        }
    }

    /// The command that prints a family's rules on a node.
    const fn command(self, family: IpFamily) -> &'static str {
        match (self, family) {
            (Self::Iptables, IpFamily::V4) => "iptables-save",
            (Self::Iptables, IpFamily::V6) => "ip6tables-save",
            (Self::Nftables, IpFamily::V4) => "nft list table ip kube-proxy",
            (Self::Nftables, IpFamily::V6) => "nft list table ip6 kube-proxy",
        }
    }

    fn rules(self, proxy: &NodeProxy) -> String {
        match self {
            Self::Iptables => proxy.iptables(),
            Self::Nftables => proxy.nftables(),
        }
    }

    fn follow(self, rules: &str, proxy: &NodeProxy, packet: &Packet) -> Vec<Fate> {
        match self {
            Self::Iptables => follow_iptables(rules, proxy.address, packet),
            Self::Nftables => follow_nftables(rules, proxy.address, packet),
        }
    }
}

/// The panel "kube-proxy".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NodeRules {
    /// The nodes to choose from.
    pub nodes: Vec<String>,
    /// The chosen one.
    pub node: String,
    /// The chosen mode.
    pub mode: Mode,
    /// What the rules are shown as.
    pub note: String,
    /// The request that was sent.
    pub passage: Option<Passage>,
    /// The rules, a family each; IPv6 only where a Service has such addresses.
    pub rules: Vec<RuleText>,
}

/// What a request has to do with the rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Which request it is, and where it was decided; or why no rule saw it.
    pub text: String,
    /// The node where it was decided, if another one's rules are shown.
    pub elsewhere: Option<String>,
}

/// The rules of a family.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleText {
    /// The command and the rules.
    pub view: View,
    /// The lines that the request passed, from 0, each with its place on the way, from 1. Where chance decides, several lines have
    /// the same place.
    pub passed: Vec<(u32, u32)>,
}

pub(super) fn rules(
    world: &World,
    node: Option<&str>,
    mode: Mode,
    ask: Option<&Ask>,
    language: Language,
) -> NodeRules {
    let words = PanelWords::of(language);
    let asked = ask.and_then(|ask| Asked::of(world, ask, language).ok());
    let seen = asked
        .as_ref()
        .and_then(|asked| asked.trace.packet(asked.request.protocol));
    let nodes = &world.cluster.nodes;
    let named = |name: &str| nodes.iter().find(|node| &*node.name == name);
    let chosen = node.and_then(named);
    let decided = seen.and_then(|(node, _)| named(node));
    let Some(chosen) = chosen.or(decided).or_else(|| nodes.first()) else {
        return NodeRules::default();
    };
    let watched = Watched {
        services: &world.cluster.services,
        slices: &world.published.slices,
        network: Network::default(),
    };
    let passes = seen
        .filter(|(node, _)| **node == chosen.name)
        .zip(asked.as_ref());
    let proxies = [IpFamily::V4, IpFamily::V6]
        .into_iter()
        .map(|family| NodeProxy::new(&watched, chosen, family))
        .filter(|proxy| proxy.family == IpFamily::V4 || !proxy.ports.is_empty());
    let texts = proxies.map(|proxy| {
        let text = mode.rules(&proxy);
        let passed = passes
            .filter(|((_, packet), _)| IpFamily::of(packet.destination) == proxy.family)
            .map(|((_, packet), asked)| passed(&mode.follow(&text, &proxy, &packet), asked));
        RuleText {
            view: View {
                command: mode.command(proxy.family).to_owned(),
                text,
            },
            passed: passed.unwrap_or_default(),
        }
    });
    let rules: Vec<RuleText> = texts.collect();
    let passage = asked.as_ref().map(|asked| {
        let to = format!("{}:{}", asked.request.to.host, asked.request.to.port);
        match seen {
            None => Passage {
                text: (words.unseen)(&to),
                elsewhere: None,
            },
            Some((node, packet)) => {
                let to = SocketAddr::new(packet.destination, packet.port).to_string();
                let elsewhere = (*node != chosen.name).then(|| node.to_string());
                let met = elsewhere.is_some() || rules.iter().any(|text| !text.passed.is_empty());
                let source = packet.source.to_string();
                Passage {
                    text: match met {
                        true => (words.decided)(&source, &to, packet.protocol.as_str(), node),
                        false => (words.untouched)(&source, &to, packet.protocol.as_str(), node),
                    },
                    elsewhere,
                }
            }
        }
    });
    NodeRules {
        nodes: nodes.iter().map(|node| node.name.to_string()).collect(),
        node: chosen.name.to_string(),
        mode,
        note: match mode {
            Mode::Iptables => words.iptables_note,
            Mode::Nftables => words.nftables_note,
        }
        .to_owned(),
        passage,
        rules,
    }
}

/// The lines on the ways that were taken. Where all ways lead to endpoints, only those to endpoints that got a request count.
fn passed(fates: &[Fate], asked: &Asked) -> Vec<(u32, u32)> {
    let arrived = |to: &SocketAddr| match &asked.trace.end {
        End::Arrived(arrivals) => arrivals
            .iter()
            .zip(&asked.counts)
            .any(|(arrival, count)| arrival.address == *to && *count > 0),
        End::Found(_) | End::Died(_) => false,
    };
    let taken = |fate: &&Fate| match &fate.end {
        FateEnd::Translated(to) => arrived(to),
        FateEnd::Rejected | FateEnd::Dropped | FateEnd::Through => true,
    };
    let mut places: BTreeMap<u32, u32> = BTreeMap::new();
    for fate in fates.iter().filter(taken) {
        for (line, place) in fate.lines.iter().zip(1..) {
            let Ok(line) = u32::try_from(*line) else {
                continue;
            };
            let known = places.entry(line).or_insert(place);
            *known = place.min(*known);
        }
    }
    places.into_iter().collect()
}
