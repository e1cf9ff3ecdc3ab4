//! A packet's way through printed iptables rules, as the kernel would take it. It knows the rules' language and nothing of
//! Services: what it finds is a second opinion on what [`NodeProxy::route`](crate::proxy::NodeProxy::route) decides.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};

use crate::proxy::{Cidr, Packet};

/// Where a packet ends, how likely that is, and whether its source is replaced.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fate {
    pub(super) end: End,
    pub(super) odds: f64,
    pub(super) masquerade: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum End {
    Translated(SocketAddr),
    Rejected,
    Dropped,
    Accepted,
    Masqueraded,
    /// The chain ends, or returns.
    Through,
}

/// The rules of one node.
pub(super) struct Rules<'a> {
    tables: BTreeMap<&'a str, BTreeMap<&'a str, Vec<Vec<String>>>>,
    node: Option<IpAddr>,
}

/// What changes on the way.
#[derive(Clone, Copy)]
struct State {
    marked: bool,
    odds: f64,
}

/// Whether a rule applies: to that share of packets.
struct Match {
    share: f64,
    target: Option<String>,
    destination: Option<SocketAddr>,
}

impl<'a> Rules<'a> {
    pub(super) fn parse(text: &'a str, node: Option<IpAddr>) -> Self {
        let mut tables: BTreeMap<&str, BTreeMap<&str, Vec<Vec<String>>>> = BTreeMap::new();
        let mut table = "";
        for line in text.lines() {
            if let Some(name) = line.strip_prefix('*') {
                table = name;
            } else if let Some(chain) = line.strip_prefix(':') {
                let name = chain.split(' ').next().unwrap();
                tables.entry(table).or_default().entry(name).or_default();
            } else if let Some(rule) = line.strip_prefix("-A ") {
                let (chain, rule) = rule.split_once(' ').unwrap();
                let chains = tables.get_mut(table).unwrap();
                let rules = chains.get_mut(chain).expect("a declared chain");
                rules.push(words(rule));
            }
        }
        Self { tables, node }
    }

    /// Every way the packet may go.
    pub(super) fn follow(&self, packet: &Packet) -> Vec<Fate> {
        let fresh = State {
            marked: false,
            odds: 1.0,
        };
        let mut fates = Vec::new();
        for (end, state) in self.run("nat", "KUBE-SERVICES", packet, fresh) {
            let ends = match end {
                End::Through => self.filter(packet, state),
                _ => vec![(end, state)],
            };
            for (end, state) in ends {
                let after = self.run("nat", "KUBE-POSTROUTING", packet, state);
                fates.push(Fate {
                    end,
                    odds: state.odds,
                    masquerade: after.iter().any(|(end, _)| *end == End::Masqueraded),
                });
            }
        }
        fates
    }

    /// The chains that kube-proxy hooks into the filter table, in the order in which they are asked.
    fn filter(&self, packet: &Packet, state: State) -> Vec<(End, State)> {
        let output = ["KUBE-FIREWALL", "KUBE-PROXY-FIREWALL", "KUBE-SERVICES"].as_slice();
        let input = [
            "KUBE-FIREWALL",
            "KUBE-PROXY-FIREWALL",
            "KUBE-NODEPORTS",
            "KUBE-EXTERNAL-SERVICES",
        ]
        .as_slice();
        let forward = [
            "KUBE-PROXY-FIREWALL",
            "KUBE-FORWARD",
            "KUBE-SERVICES",
            "KUBE-EXTERNAL-SERVICES",
        ]
        .as_slice();
        let hooks = match (
            self.is_local(packet.source),
            self.is_local(packet.destination),
        ) {
            (true, true) => vec![output, input],
            (true, false) => vec![output],
            (false, true) => vec![input],
            (false, false) => vec![forward],
        };
        for hook in hooks {
            for chain in hook {
                let ends = self.run("filter", chain, packet, state);
                match ends.as_slice() {
                    [(End::Through, _)] => {}
                    [(End::Accepted, _)] => break,
                    _ => return ends,
                }
            }
        }
        vec![(End::Through, state)]
    }

    fn is_local(&self, address: IpAddr) -> bool {
        address.is_loopback() || self.node == Some(address)
    }

    fn run(&self, table: &str, chain: &str, packet: &Packet, state: State) -> Vec<(End, State)> {
        let mut ends = Vec::new();
        let mut states = vec![state];
        let rules = self.tables.get(table).and_then(|chains| chains.get(chain));
        for rule in rules.into_iter().flatten() {
            let mut next = Vec::new();
            for state in states {
                let matched = self.matched(rule, packet, state);
                let missed = state.odds * (1.0 - matched.share);
                if missed > 0.0 {
                    next.push(State {
                        odds: missed,
                        ..state
                    });
                }
                let mut hit = State {
                    odds: state.odds * matched.share,
                    ..state
                };
                if hit.odds == 0.0 {
                    continue;
                }
                let end = match matched.target.as_deref() {
                    None => End::Through,
                    Some("ACCEPT") => End::Accepted,
                    Some("DROP") => End::Dropped,
                    Some("REJECT") => End::Rejected,
                    Some("MASQUERADE") => End::Masqueraded,
                    Some("DNAT") => End::Translated(matched.destination.unwrap()),
                    Some("RETURN") => {
                        ends.push((End::Through, hit));
                        continue;
                    }
                    Some("MARK") => {
                        hit.marked = rule.contains(&"--or-mark".to_owned());
                        End::Through
                    }
                    Some(chain) => {
                        for (end, state) in self.run(table, chain, packet, hit) {
                            match end {
                                End::Through => next.push(state),
                                _ => ends.push((end, state)),
                            }
                        }
                        continue;
                    }
                };
                match end {
                    End::Through => next.push(hit),
                    _ => ends.push((end, hit)),
                }
            }
            states = next;
        }
        ends.extend(states.into_iter().map(|state| (End::Through, state)));
        ends
    }

    fn matched(&self, rule: &[String], packet: &Packet, state: State) -> Match {
        let mut matched = Match {
            share: 1.0,
            target: None,
            destination: None,
        };
        let mut negated = false;
        let mut words = rule.iter().map(String::as_str);
        while let Some(word) = words.next() {
            let mut value = || words.next().unwrap();
            let holds = match word {
                "!" => {
                    negated = true;
                    continue;
                }
                "-m" | "--comment" | "--nfacct-name" | "--mode" | "--name" | "--seconds"
                | "--or-mark" | "--xor-mark" => {
                    value();
                    continue;
                }
                "--set" | "--reap" => continue,
                // A new connection of a client that nobody knows yet.
                "--rcheck" => false,
                "-j" => {
                    matched.target = Some(value().to_owned());
                    continue;
                }
                "--to-destination" => {
                    matched.destination = Some(value().parse().unwrap());
                    continue;
                }
                "--probability" => {
                    matched.share *= value().parse::<f64>().unwrap();
                    continue;
                }
                "-p" => value() == packet.protocol.as_str().to_lowercase(),
                "-s" => range(value()).contains(packet.source),
                "-d" => range(value()).contains(packet.destination),
                "--dport" => value() == packet.port.to_string(),
                "--dst-type" => value() == "LOCAL" && self.is_local(packet.destination),
                "--src-type" => value() == "LOCAL" && self.is_local(packet.source),
                "--mark" => value() == "0x4000/0x4000" && state.marked,
                "--ctstate" => value().split(',').any(|state| state == "NEW"),
                unknown => panic!("{unknown} in {rule:?}"),
            };
            if holds == std::mem::take(&mut negated) {
                matched.share = 0.0;
            }
        }
        matched
    }
}

fn range(text: &str) -> Cidr {
    let address = || {
        let address: IpAddr = text.parse().ok()?;
        Cidr::new(address, if address.is_ipv4() { 32 } else { 128 })
    };
    Cidr::parse(text).or_else(address).expect("a range")
}

/// The words of a rule; quotes keep words together.
fn words(rule: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, part) in rule.split('"').enumerate() {
        match index % 2 {
            0 => words.extend(part.split_whitespace().map(str::to_owned)),
            _ => words.push(part.to_owned()),
        }
    }
    words
}
