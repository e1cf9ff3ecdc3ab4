//! The rules of kube-proxy's iptables mode.

mod chains;
mod rules;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::NodeProxy;
use crate::api::IpFamily;

const SERVICES: &str = "KUBE-SERVICES";
const EXTERNAL_SERVICES: &str = "KUBE-EXTERNAL-SERVICES";
const NODE_PORTS: &str = "KUBE-NODEPORTS";
const FIREWALL: &str = "KUBE-FIREWALL";
const FORWARD: &str = "KUBE-FORWARD";
const PROXY_FIREWALL: &str = "KUBE-PROXY-FIREWALL";
const MARK_MASQUERADE: &str = "KUBE-MARK-MASQ";
const POSTROUTING: &str = "KUBE-POSTROUTING";

/// From so many endpoints on the rules of the endpoints carry no comments.
const LARGE_CLUSTER_ENDPOINTS: usize = 1000;

impl NodeProxy {
    /// What kube-proxy hands to `iptables-restore` on this node (`syncProxyRules`).
    ///
    /// Chains and their rules are in the order of kube-proxy's own tests: node ports and Services first, the rest by name. What
    /// kube-proxy leaves to chance is in the order of the Services' names and their ports.
    pub fn iptables(&self) -> String {
        let mut tables = Tables::new(self);
        for (port, categories) in &self.ports {
            rules::write(self, port, categories, &mut tables);
        }
        tables.finish(self.family)
    }
}

/// The two tables, as they grow.
struct Tables {
    filter: Table,
    nat: Table,
    comment_endpoints: bool,
}

/// Chains with their rules.
#[derive(Default)]
struct Table(BTreeMap<(Rank, String), Vec<String>>);

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    NodePorts,
    Services,
    Other,
}

impl Table {
    fn new(chains: &[&str]) -> Self {
        let mut table = Self::default();
        for chain in chains {
            table.chain(chain);
        }
        table
    }

    /// The rules of a chain; an unknown chain begins.
    fn chain(&mut self, name: &str) -> &mut Vec<String> {
        let rank = match name {
            NODE_PORTS => Rank::NodePorts,
            SERVICES => Rank::Services,
            _ => Rank::Other,
        };
        self.0.entry((rank, name.to_owned())).or_default()
    }

    /// Appends a rule to a chain.
    fn append(&mut self, chain: &str, rule: String) {
        self.chain(chain).push(rule);
    }

    fn print(&self, name: &str, out: &mut String) {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "*{name}");
        for (_, chain) in self.0.keys() {
            let _ = writeln!(out, ":{chain} - [0:0]");
        }
        for ((_, chain), rules) in &self.0 {
            for rule in rules {
                let _ = writeln!(out, "-A {chain} {rule}");
            }
        }
        out.push_str("COMMIT\n");
    }
}

impl Tables {
    fn new(proxy: &NodeProxy) -> Self {
        let endpoints: usize = proxy
            .ports
            .iter()
            .map(|(port, _)| port.endpoints.len())
            .sum();
        let mut filter = Table::new(&[
            NODE_PORTS,
            SERVICES,
            EXTERNAL_SERVICES,
            FORWARD,
            PROXY_FIREWALL,
        ]);
        if proxy.family == IpFamily::V4 {
            let rule = "-m comment --comment \"block incoming localnet connections\" -d 127.0.0.0/8 ! -s 127.0.0.0/8 \
                        -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP";
            filter.append(FIREWALL, rule.to_owned());
        }
        Self {
            filter,
            nat: Table::new(&[NODE_PORTS, SERVICES, MARK_MASQUERADE, POSTROUTING]),
            comment_endpoints: endpoints <= LARGE_CLUSTER_ENDPOINTS,
        }
    }

    /// Adds the rules that come last, and prints.
    fn finish(mut self, family: IpFamily) -> String {
        for rule in [
            "-m conntrack --ctstate INVALID -m nfacct --nfacct-name ct_state_invalid_dropped_pkts -j DROP",
            "-m comment --comment \"kubernetes forwarding rules\" -m mark --mark 0x4000/0x4000 -j ACCEPT",
            "-m comment --comment \"kubernetes forwarding conntrack rule\" -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
        ] {
            self.filter.append(FORWARD, rule.to_owned());
        }
        let not_loopback = match family {
            IpFamily::V4 => "",
            IpFamily::V6 => " ! -d ::1/128",
        };
        let node_ports = format!(
            "-m comment --comment \"kubernetes service nodeports; NOTE: this must be the last rule in this chain\" \
             -m addrtype --dst-type LOCAL{not_loopback} -j {NODE_PORTS}"
        );
        self.nat.append(SERVICES, node_ports);
        self.nat
            .append(MARK_MASQUERADE, "-j MARK --or-mark 0x4000".to_owned());
        for rule in [
            "-m mark ! --mark 0x4000/0x4000 -j RETURN",
            "-j MARK --xor-mark 0x4000",
            "-m comment --comment \"kubernetes service traffic requiring SNAT\" -j MASQUERADE",
        ] {
            self.nat.append(POSTROUTING, rule.to_owned());
        }
        let mut out = String::new();
        self.filter.print("filter", &mut out);
        self.nat.print("nat", &mut out);
        out
    }
}
