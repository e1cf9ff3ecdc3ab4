//! The rules that kube-proxy writes on a node.

use cluster::api::IpFamily;
use cluster::proxy::{Network, NodeProxy, World as Watched};
use serde::{Deserialize, Serialize};
use words::{Language, PanelWords};

use super::View;
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
    /// The rules, a family each; IPv6 only where a Service has such addresses.
    pub rules: Vec<View>,
}

pub(super) fn rules(
    world: &World,
    node: Option<&str>,
    mode: Mode,
    language: Language,
) -> NodeRules {
    let words = PanelWords::of(language);
    let nodes = &world.cluster.nodes;
    let chosen = nodes.iter().find(|it| Some(&*it.name) == node);
    let Some(chosen) = chosen.or_else(|| nodes.first()) else {
        return NodeRules::default();
    };
    let watched = Watched {
        services: &world.cluster.services,
        slices: &world.published.slices,
        network: Network::default(),
    };
    let proxies = [IpFamily::V4, IpFamily::V6]
        .into_iter()
        .map(|family| NodeProxy::new(&watched, chosen, family))
        .filter(|proxy| proxy.family == IpFamily::V4 || !proxy.ports.is_empty());
    NodeRules {
        nodes: nodes.iter().map(|node| node.name.to_string()).collect(),
        node: chosen.name.to_string(),
        mode,
        note: match mode {
            Mode::Iptables => words.iptables_note,
            Mode::Nftables => words.nftables_note,
        }
        .to_owned(),
        rules: proxies
            .map(|proxy| View {
                command: mode.command(proxy.family).to_owned(),
                text: mode.rules(&proxy),
            })
            .collect(),
    }
}
