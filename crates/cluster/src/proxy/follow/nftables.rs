//! The language of `nft`, as far as kube-proxy speaks it.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};

use super::{DEEPEST, Fate, FateEnd, State, View, range, words};
use crate::proxy::{Cidr, Packet};

/// The table of one node.
pub(in crate::proxy) struct Rules<'a> {
    chains: BTreeMap<&'a str, Vec<Rule<'a>>>,
    /// The elements of sets and maps: the verdict of a map's, and the line.
    elements: BTreeMap<(&'a str, String), (Option<Verdict<'a>>, usize)>,
    /// The lines that were not understood.
    pub(in crate::proxy) unread: Vec<usize>,
}

/// A rule: statements, one after the other, until one does not hold.
struct Rule<'a> {
    line: usize,
    statements: Vec<Statement<'a>>,
}

enum Statement<'a> {
    /// What a set holds: the addresses and ports in question, joined.
    In(Key, &'a str),
    Source(bool, Vec<Cidr>),
    Destination(Vec<Cidr>),
    LocalSource,
    Protocol(&'a str),
    Marked,
    Translated,
    Mark(bool),
    /// The verdict that a map has for a key.
    Look(Key, &'a str),
    /// One of several verdicts, by chance.
    Chance(Vec<Verdict<'a>>),
    Verdict(Verdict<'a>),
}

/// What is looked up in a set or a map.
#[derive(Clone, Copy)]
enum Key {
    Source,
    Destination,
    Port,
    DestinationPort,
    Connection,
}

#[derive(Clone, Copy)]
enum Verdict<'a> {
    Drop,
    Reject,
    Masquerade,
    Translate(SocketAddr),
    Jump(&'a str),
    Goto(&'a str),
}

/// How a chain ends.
#[derive(Clone, Copy, PartialEq)]
enum End {
    Fate(FateEnd),
    Masqueraded,
    /// It ends.
    Through,
}

impl<'a> Rules<'a> {
    pub(in crate::proxy) fn parse(text: &'a str) -> Self {
        let mut rules = Self {
            chains: BTreeMap::new(),
            elements: BTreeMap::new(),
            unread: Vec::new(),
        };
        for (line, text) in text.lines().enumerate() {
            if rules.read(line, text).is_none() {
                rules.unread.push(line);
            }
        }
        rules
    }

    /// Reads `add rule ip kube-proxy CHAIN …`, `add element ip kube-proxy MAP { KEY : VERDICT }` and what needs no reading.
    fn read(&mut self, line: usize, text: &'a str) -> Option<()> {
        let words = words(text);
        let ["add", kind, _, _, rest @ ..] = words.as_slice() else {
            return None;
        };
        match (*kind, rest) {
            ("table" | "chain" | "set" | "map", _) => {}
            ("rule", [chain, rest @ ..]) => {
                let statements = statements(rest)?;
                let rule = Rule { line, statements };
                self.chains.entry(chain).or_default().push(rule);
            }
            ("element", [name, "{", rest @ .., "}"]) => {
                let colon = rest.iter().position(|word| *word == ":");
                let (key, verdict) = match colon {
                    Some(at) => (rest.get(..at)?, Some(verdict(rest.get(at + 1..)?)?.0)),
                    None => (rest, None),
                };
                // A comment belongs to the element, not to its key.
                let comment = key.iter().position(|word| *word == "comment");
                let key = key.get(..comment.unwrap_or(key.len()))?.join(" ");
                self.elements.insert((name, key), (verdict, line));
            }
            _ => return None,
        }
        Some(())
    }

    /// Every way the packet may go: through the base chains before the destination is translated, those after it, and the last.
    pub(in crate::proxy) fn follow(&self, packet: &Packet, node: Option<IpAddr>) -> Vec<Fate> {
        let view = View { packet, node };
        let (firewall, nat) = match view.is_local(packet.source) {
            true => ("filter-output-pre-dnat", "nat-output"),
            false => ("filter-prerouting-pre-dnat", "nat-prerouting"),
        };
        let here = SocketAddr::new(packet.destination, packet.port);
        let mut fates = Vec::new();
        for (end, state) in self.run(firewall, view, (here, false), State::fresh(), 0) {
            let translated = match end {
                End::Through => self.run(nat, view, (here, false), state, 0),
                _ => vec![(end, state)],
            };
            for (end, state) in translated {
                match end {
                    End::Fate(FateEnd::Translated(to)) => {
                        fates.extend(self.after(view, (to, true), state));
                    }
                    End::Through => fates.extend(self.after(view, (here, false), state)),
                    End::Fate(end) => fates.push(fate(end, false, state)),
                    End::Masqueraded => {}
                }
            }
        }
        fates
    }

    /// What happens once it is known where the packet goes, and whether that was changed.
    fn after(&self, view: View<'_>, to: (SocketAddr, bool), state: State) -> Vec<Fate> {
        let hooks: &[&str] = match (view.is_local(view.packet.source), view.is_local(to.0.ip())) {
            (true, true) => &["filter-output", "filter-input"],
            (true, false) => &["filter-output"],
            (false, true) => &["filter-input"],
            (false, false) => &["filter-forward"],
        };
        let mut states = vec![state];
        let mut fates = Vec::new();
        for hook in hooks {
            let mut next = Vec::new();
            for state in states {
                for (end, state) in self.run(hook, view, to, state, 0) {
                    match end {
                        End::Fate(end) => fates.push(fate(end, false, state)),
                        End::Through | End::Masqueraded => next.push(state),
                    }
                }
            }
            states = next;
        }
        let end = match to {
            (address, true) => FateEnd::Translated(address),
            (_, false) => FateEnd::Through,
        };
        for state in states {
            let last = self.run("nat-postrouting", view, to, state, 0);
            let last = last.into_iter();
            fates.extend(last.map(|(last, state)| fate(end, last == End::Masqueraded, state)));
        }
        fates
    }

    fn run(
        &self,
        chain: &str,
        view: View<'_>,
        to: (SocketAddr, bool),
        state: State,
        depth: usize,
    ) -> Vec<(End, State)> {
        let mut ends = Vec::new();
        let mut states = vec![state];
        let rules = self.chains.get(chain);
        for rule in rules.into_iter().flatten().take_while(|_| depth < DEEPEST) {
            let mut next = Vec::new();
            for state in states {
                for (verdict, state) in self.met(rule, view, to, state) {
                    let ended = match verdict {
                        None => {
                            next.push(state);
                            continue;
                        }
                        Some(Verdict::Drop) => End::Fate(FateEnd::Dropped),
                        Some(Verdict::Reject) => End::Fate(FateEnd::Rejected),
                        Some(Verdict::Masquerade) => End::Masqueraded,
                        Some(Verdict::Translate(to)) => End::Fate(FateEnd::Translated(to)),
                        Some(Verdict::Jump(chain) | Verdict::Goto(chain)) => {
                            let returns = matches!(verdict, Some(Verdict::Jump(_)));
                            for (end, state) in self.run(chain, view, to, state, depth + 1) {
                                match end {
                                    End::Through if returns => next.push(state.forget(rule.line)),
                                    _ => ends.push((end, state)),
                                }
                            }
                            continue;
                        }
                    };
                    ends.push((ended, state));
                }
            }
            states = next;
        }
        ends.extend(states.into_iter().map(|state| (End::Through, state)));
        ends
    }

    /// What a rule says: a verdict for each part of the packets, none for those that it does not stop.
    fn met(
        &self,
        rule: &Rule<'a>,
        view: View<'_>,
        to: (SocketAddr, bool),
        state: State,
    ) -> Vec<(Option<Verdict<'a>>, State)> {
        let packet = view.packet;
        let mut after = state.hit(1.0, rule.line);
        let mut told = false;
        for statement in &rule.statements {
            let holds = match statement {
                Statement::In(key, set) => {
                    self.elements.contains_key(&(*set, key.of(packet, to.0)))
                }
                Statement::Source(inside, ranges) => {
                    ranges.iter().any(|range| range.contains(packet.source)) == *inside
                }
                Statement::Destination(ranges) => {
                    ranges.iter().any(|range| range.contains(to.0.ip()))
                }
                Statement::LocalSource => view.is_local(packet.source),
                Statement::Protocol(name) => name.eq_ignore_ascii_case(packet.protocol.as_str()),
                Statement::Marked => state.marked,
                Statement::Translated => to.1,
                Statement::Mark(mark) => {
                    told |= *mark && !after.marked;
                    after.marked = *mark;
                    true
                }
                Statement::Look(key, map) => {
                    match self.elements.get(&(*map, key.of(packet, to.0))) {
                        Some((verdict, line)) => {
                            after.lines.push(*line);
                            return vec![(*verdict, after)];
                        }
                        None => false,
                    }
                }
                Statement::Chance(verdicts) => {
                    let share = 1.0 / verdicts.len().max(1) as f64;
                    after.odds *= share;
                    let each = verdicts.iter();
                    return each
                        .map(|verdict| (Some(*verdict), after.clone()))
                        .collect();
                }
                Statement::Verdict(verdict) => return vec![(Some(*verdict), after)],
            };
            if !holds {
                return vec![(None, state)];
            }
        }
        match told {
            true => vec![(None, after)],
            false => vec![(None, after.forget(rule.line))],
        }
    }
}

impl Key {
    /// As elements are written: `10.96.0.7 . tcp . 80`.
    fn of(self, packet: &Packet, to: SocketAddr) -> String {
        let protocol = packet.protocol.as_str().to_ascii_lowercase();
        let port = to.port();
        match self {
            Self::Source => packet.source.to_string(),
            Self::Destination => to.ip().to_string(),
            Self::Port => format!("{protocol} . {port}"),
            Self::DestinationPort => format!("{} . {protocol} . {port}", to.ip()),
            Self::Connection => format!("{} . {} . {protocol} . {port}", packet.source, to.ip()),
        }
    }
}

fn fate(end: FateEnd, masquerade: bool, state: State) -> Fate {
    Fate {
        end,
        odds: state.odds,
        masquerade,
        lines: state.lines,
    }
}

/// The statements of a rule, or none where a word is not understood.
fn statements<'a>(words: &[&'a str]) -> Option<Vec<Statement<'a>>> {
    let mut statements = Vec::new();
    let mut rest = words;
    while !rest.is_empty() {
        let (found, after) = statement(rest)?;
        statements.extend(found);
        rest = after;
    }
    Some(statements)
}

/// The first statement, if it says anything, and the words after it.
fn statement<'a, 'w>(words: &'w [&'a str]) -> Option<(Option<Statement<'a>>, &'w [&'a str])> {
    let one = |statement, rest| Some((Some(statement), rest));
    match words {
        ["ct", "state", "new", rest @ ..] | ["comment", _, rest @ ..] => Some((None, rest)),
        // It remembers a client.
        ["update", _, "{", _, "saddr", "}", rest @ ..] => Some((None, rest)),
        ["ct", "status", "dnat", rest @ ..] => one(Statement::Translated, rest),
        ["fib", "saddr", "type", "local", rest @ ..] => one(Statement::LocalSource, rest),
        ["mark", "and", _, "!=", "0", rest @ ..] => one(Statement::Marked, rest),
        ["mark", "set", "mark", "or", _, rest @ ..] => one(Statement::Mark(true), rest),
        ["mark", "set", "mark", "xor", _, rest @ ..] => one(Statement::Mark(false), rest),
        [
            "meta",
            "l4proto",
            ".",
            "th",
            "dport",
            "vmap",
            map,
            rest @ ..,
        ] => one(Statement::Look(Key::Port, named(map)?), rest),
        ["meta", "l4proto", protocol, rest @ ..] => one(Statement::Protocol(protocol), rest),
        [
            _,
            "saddr",
            ".",
            _,
            "daddr",
            ".",
            "meta",
            "l4proto",
            ".",
            "th",
            "dport",
            set,
            rest @ ..,
        ] => one(Statement::In(Key::Connection, named(set)?), rest),
        [
            _,
            "daddr",
            ".",
            "meta",
            "l4proto",
            ".",
            "th",
            "dport",
            "vmap",
            map,
            rest @ ..,
        ] => one(Statement::Look(Key::DestinationPort, named(map)?), rest),
        [_, "saddr", "!=", rest @ ..] => {
            let (ranges, rest) = ranges(rest)?;
            one(Statement::Source(false, ranges), rest)
        }
        [_, side @ ("saddr" | "daddr"), value, rest @ ..] => {
            let source = *side == "saddr";
            if let Some(set) = named(value) {
                let key = if source {
                    Key::Source
                } else {
                    Key::Destination
                };
                return one(Statement::In(key, set), rest);
            }
            let (ranges, rest) = ranges(words.get(2..)?)?;
            let statement = match source {
                true => Statement::Source(true, ranges),
                false => Statement::Destination(ranges),
            };
            one(statement, rest)
        }
        ["dnat", _, "addr", ".", "port", "to", rest @ ..] | rest @ ["numgen", ..] => {
            let ["numgen", "random", "mod", _, "map" | "vmap", "{", rest @ ..] = rest else {
                return None;
            };
            let end = rest.iter().position(|word| *word == "}")?;
            let choices = rest.get(..end)?.split(|word| *word == ",");
            let verdicts: Option<Vec<Verdict<'a>>> = choices.map(choice).collect();
            one(Statement::Chance(verdicts?), rest.get(end + 1..)?)
        }
        _ => {
            let (verdict, rest) = verdict(words)?;
            one(Statement::Verdict(verdict), rest)
        }
    }
}

/// `0 : goto CHAIN`, or `0 : ADDRESS . PORT`.
fn choice<'a>(words: &[&'a str]) -> Option<Verdict<'a>> {
    match words {
        [_, ":", address, ".", port] => {
            let to = SocketAddr::new(address.parse().ok()?, port.parse().ok()?);
            Some(Verdict::Translate(to))
        }
        [_, ":", rest @ ..] => verdict(rest).map(|(verdict, _)| verdict),
        _ => None,
    }
}

fn verdict<'a, 'w>(words: &'w [&'a str]) -> Option<(Verdict<'a>, &'w [&'a str])> {
    Some(match words {
        ["drop", rest @ ..] => (Verdict::Drop, rest),
        ["reject", rest @ ..] => (Verdict::Reject, rest),
        ["masquerade", "fully-random", rest @ ..] => (Verdict::Masquerade, rest),
        ["jump", chain, rest @ ..] => (Verdict::Jump(chain), rest),
        ["goto", chain, rest @ ..] => (Verdict::Goto(chain), rest),
        ["dnat", "to", to, rest @ ..] => (Verdict::Translate(to.parse().ok()?), rest),
        _ => return None,
    })
}

/// The name of a set or a map: `@service-ips`.
fn named(word: &str) -> Option<&str> {
    word.strip_prefix('@')
}

/// A range, or several in braces.
fn ranges<'a, 'w>(words: &'w [&'a str]) -> Option<(Vec<Cidr>, &'w [&'a str])> {
    match words {
        ["{", rest @ ..] => {
            let end = rest.iter().position(|word| *word == "}")?;
            let listed = rest.get(..end)?.iter().filter(|word| **word != ",");
            let ranges: Option<Vec<Cidr>> = listed.map(|word| range(word)).collect();
            Some((ranges?, rest.get(end + 1..)?))
        }
        [single, rest @ ..] => Some((vec![range(single)?], rest)),
        [] => None,
    }
}
