//! The language of `iptables-restore`, as far as kube-proxy speaks it.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};

use super::{DEEPEST, Fate, FateEnd, State, View, range, words};
use crate::proxy::{Cidr, Packet};

/// Chains by name, each with its rules.
type Chains<'a> = BTreeMap<&'a str, Vec<Rule<'a>>>;

/// The rules of one node.
pub(in crate::proxy) struct Rules<'a> {
    tables: BTreeMap<&'a str, Chains<'a>>,
    /// The lines that were not understood.
    pub(in crate::proxy) unread: Vec<usize>,
}

/// A rule: if all conditions hold, for a share of the packets, something happens.
struct Rule<'a> {
    line: usize,
    conditions: Vec<(bool, Condition<'a>)>,
    share: f64,
    target: Option<Target<'a>>,
}

enum Condition<'a> {
    Protocol(&'a str),
    Source(Cidr),
    Destination(Cidr),
    Port(u16),
    LocalSource,
    LocalDestination,
    Marked,
    /// The state of the connection is one of these.
    State(&'a str),
    /// The client is known already; a new one never is.
    Known,
}

enum Target<'a> {
    Accept,
    Drop,
    Reject,
    Masquerade,
    Return,
    Mark(bool),
    Translate(SocketAddr),
    Chain(&'a str),
}

/// How a chain ends.
#[derive(Clone, Copy, PartialEq)]
enum End {
    Fate(FateEnd),
    Accepted,
    Masqueraded,
    /// It ends, or returns.
    Through,
}

impl<'a> Rules<'a> {
    pub(in crate::proxy) fn parse(text: &'a str) -> Self {
        let mut tables: BTreeMap<&str, Chains<'_>> = BTreeMap::new();
        let mut unread = Vec::new();
        let mut table = "";
        for (line, text) in text.lines().enumerate() {
            if let Some(name) = text.strip_prefix('*') {
                table = name;
            } else if let Some((chain, rest)) = text
                .strip_prefix("-A ")
                .and_then(|rule| rule.split_once(' '))
            {
                match Rule::parse(line, rest) {
                    Some(rule) => {
                        let chains = tables.entry(table).or_default();
                        chains.entry(chain).or_default().push(rule);
                    }
                    None => unread.push(line),
                }
            } else if !text.starts_with(':') && text != "COMMIT" {
                unread.push(line);
            }
        }
        Self { tables, unread }
    }

    /// Every way the packet may go.
    pub(in crate::proxy) fn follow(&self, packet: &Packet, node: Option<IpAddr>) -> Vec<Fate> {
        let view = View { packet, node };
        let mut fates = Vec::new();
        for (end, state) in self.run("nat", "KUBE-SERVICES", view, State::fresh(), 0) {
            let ends = match end {
                End::Through => self.filter(view, state),
                _ => vec![(end, state)],
            };
            for (end, state) in ends {
                let end = match end {
                    End::Fate(end) => end,
                    _ => FateEnd::Through,
                };
                let arrives = matches!(end, FateEnd::Translated(_) | FateEnd::Through);
                let after = match arrives {
                    true => self.run("nat", "KUBE-POSTROUTING", view, state, 0),
                    false => vec![(End::Through, state)],
                };
                fates.extend(after.into_iter().map(|(last, state)| Fate {
                    end,
                    odds: state.odds,
                    masquerade: last == End::Masqueraded,
                    lines: state.lines,
                }));
            }
        }
        fates
    }

    /// The chains that kube-proxy hooks into the filter table, in the order in which they are asked.
    fn filter(&self, view: View<'_>, state: State) -> Vec<(End, State)> {
        let output: &[&str] = &["KUBE-FIREWALL", "KUBE-PROXY-FIREWALL", "KUBE-SERVICES"];
        let input: &[&str] = &[
            "KUBE-FIREWALL",
            "KUBE-PROXY-FIREWALL",
            "KUBE-NODEPORTS",
            "KUBE-EXTERNAL-SERVICES",
        ];
        let forward: &[&str] = &[
            "KUBE-PROXY-FIREWALL",
            "KUBE-FORWARD",
            "KUBE-SERVICES",
            "KUBE-EXTERNAL-SERVICES",
        ];
        let hooks: &[&[&str]] = match (
            view.is_local(view.packet.source),
            view.is_local(view.packet.destination),
        ) {
            (true, true) => &[output, input],
            (true, false) => &[output],
            (false, true) => &[input],
            (false, false) => &[forward],
        };
        let mut state = state;
        for hook in hooks {
            for chain in *hook {
                let ends = self.run("filter", chain, view, state.clone(), 0);
                match ends.as_slice() {
                    [(End::Through, after)] => state = after.clone(),
                    [(End::Accepted, after)] => {
                        state = after.clone();
                        break;
                    }
                    _ => return ends,
                }
            }
        }
        vec![(End::Through, state)]
    }

    fn run(
        &self,
        table: &str,
        chain: &str,
        view: View<'_>,
        state: State,
        depth: usize,
    ) -> Vec<(End, State)> {
        let mut ends = Vec::new();
        let mut states = vec![state];
        let rules = self.tables.get(table).and_then(|chains| chains.get(chain));
        for rule in rules.into_iter().flatten().take_while(|_| depth < DEEPEST) {
            let mut next = Vec::new();
            for state in states {
                if !rule.holds(view, &state) {
                    next.push(state);
                    continue;
                }
                if rule.share < 1.0 {
                    let mut missed = state.clone();
                    missed.odds *= 1.0 - rule.share;
                    next.push(missed);
                }
                let mut hit = state.hit(rule.share, rule.line);
                match &rule.target {
                    None => next.push(hit.forget(rule.line)),
                    Some(Target::Return) => ends.push((End::Through, hit.forget(rule.line))),
                    Some(Target::Mark(mark)) => {
                        // Taking the mark away again is not told.
                        if *mark == hit.marked {
                            hit = hit.forget(rule.line);
                        }
                        hit.marked = *mark;
                        next.push(hit);
                    }
                    Some(Target::Accept) => ends.push((End::Accepted, hit)),
                    Some(Target::Masquerade) => ends.push((End::Masqueraded, hit)),
                    Some(Target::Drop) => ends.push((End::Fate(FateEnd::Dropped), hit)),
                    Some(Target::Reject) => ends.push((End::Fate(FateEnd::Rejected), hit)),
                    Some(Target::Translate(to)) => {
                        ends.push((End::Fate(FateEnd::Translated(*to)), hit));
                    }
                    Some(Target::Chain(chain)) => {
                        for (end, state) in self.run(table, chain, view, hit, depth + 1) {
                            match end {
                                End::Through => next.push(state.forget(rule.line)),
                                _ => ends.push((end, state)),
                            }
                        }
                    }
                }
            }
            states = next;
        }
        ends.extend(states.into_iter().map(|state| (End::Through, state)));
        ends
    }
}

impl<'a> Rule<'a> {
    fn parse(line: usize, rest: &'a str) -> Option<Self> {
        let mut rule = Self {
            line,
            conditions: Vec::new(),
            share: 1.0,
            target: None,
        };
        let mut negated = false;
        let mut words = words(rest).into_iter();
        while let Some(word) = words.next() {
            let mut value = || words.next();
            let condition = match word {
                "!" => {
                    negated = true;
                    continue;
                }
                "-m" | "--comment" | "--nfacct-name" | "--mode" | "--name" | "--seconds" => {
                    value()?;
                    continue;
                }
                "--set" | "--reap" => continue,
                "--or-mark" | "--xor-mark" => {
                    value()?;
                    rule.target = Some(Target::Mark(word == "--or-mark"));
                    continue;
                }
                "-j" => {
                    rule.target = Some(match value()? {
                        "ACCEPT" => Target::Accept,
                        "DROP" => Target::Drop,
                        "REJECT" => Target::Reject,
                        "MASQUERADE" => Target::Masquerade,
                        "RETURN" => Target::Return,
                        // What they do stands in the words that follow.
                        "MARK" | "DNAT" => continue,
                        chain => Target::Chain(chain),
                    });
                    continue;
                }
                "--to-destination" => {
                    rule.target = Some(Target::Translate(value()?.parse().ok()?));
                    continue;
                }
                "--probability" => {
                    rule.share = value()?.parse().ok()?;
                    continue;
                }
                "-p" => Condition::Protocol(value()?),
                "-s" => Condition::Source(range(value()?)?),
                "-d" => Condition::Destination(range(value()?)?),
                "--dport" => Condition::Port(value()?.parse().ok()?),
                "--dst-type" if value()? == "LOCAL" => Condition::LocalDestination,
                "--src-type" if value()? == "LOCAL" => Condition::LocalSource,
                "--mark" if value()? == "0x4000/0x4000" => Condition::Marked,
                "--ctstate" => Condition::State(value()?),
                "--rcheck" => Condition::Known,
                _ => return None,
            };
            rule.conditions
                .push((std::mem::take(&mut negated), condition));
        }
        Some(rule)
    }

    fn holds(&self, view: View<'_>, state: &State) -> bool {
        let packet = view.packet;
        self.conditions.iter().all(|(negated, condition)| {
            let holds = match condition {
                Condition::Protocol(name) => name.eq_ignore_ascii_case(packet.protocol.as_str()),
                Condition::Source(range) => range.contains(packet.source),
                Condition::Destination(range) => range.contains(packet.destination),
                Condition::Port(port) => *port == packet.port,
                Condition::LocalSource => view.is_local(packet.source),
                Condition::LocalDestination => view.is_local(packet.destination),
                Condition::Marked => state.marked,
                Condition::State(states) => states.split(',').any(|state| state == "NEW"),
                Condition::Known => false,
            };
            holds != *negated
        })
    }
}
