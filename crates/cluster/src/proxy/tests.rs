use serde_json::Value as Json;

use super::recorded::{answers, packet};
use super::{Backend, NodeProxy, Outcome};
use crate::api::IpFamily;
use crate::{Environment, NodeInfo};

/// A route in the words of the recordings: the outcome, then backend, odds and whether it is masqueraded.
type Told = (String, Vec<(String, String, bool)>);

fn tell(outcome: &Outcome) -> Told {
    let (word, backends) = match outcome {
        Outcome::Spread(spread) => ("backends", spread.backends.as_slice()),
        Outcome::Reject(_) => ("reject", [].as_slice()),
        Outcome::Drop(_) => ("drop", [].as_slice()),
        Outcome::NoRule(_) => ("none", [].as_slice()),
    };
    let tell = |backend: &Backend| {
        let odds = format!("{:.4}", backend.odds);
        (
            backend.address.to_string(),
            odds,
            backend.masquerade.is_some(),
        )
    };
    (word.to_owned(), sorted(backends.iter().map(tell).collect()))
}

fn recorded(route: &Json) -> Told {
    let backends = route["backends"].as_array().into_iter().flatten();
    let tell = |backend: &Json| {
        let odds = format!("{:.4}", backend["odds"].as_f64().expect("odds"));
        let to = backend["to"].as_str().expect("an address").to_owned();
        (to, odds, backend["masquerade"] == Json::Bool(true))
    };
    let word = route["outcome"].as_str().expect("an outcome").to_owned();
    (word, sorted(backends.map(tell).collect()))
}

fn sorted<T: Ord>(mut list: Vec<T>) -> Vec<T> {
    list.sort();
    list
}

fn node() -> NodeInfo {
    let environment = Environment::default();
    environment.nodes.first().expect("a node").clone()
}

fn assert_none(wrong: &[String]) {
    let shown: Vec<&str> = wrong.iter().take(3).map(String::as_str).collect();
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        shown.join("\n")
    );
}

#[test]
fn routes_as_recorded() {
    let node = node();
    let mut wrong = Vec::new();
    for answer in answers() {
        let world = answer.world();
        for route in answer.routes() {
            let packet = packet(route).expect("a packet");
            let ours = tell(&world.route(&node, &packet).outcome);
            if ours != recorded(route) {
                wrong.push(format!("{}: {route}\nours: {ours:?}", answer.name));
            }
        }
    }
    assert_none(&wrong);
}

/// The words that lines share whose order among others is chance; none where a line has its place.
type Shuffled = fn(&str) -> Option<String>;

/// Compares rules as text. kube-proxy walks a hash map of Service ports: lines that stand in that order are compared as a set of
/// Service ports, each with its lines in order.
fn assert_rules(which: &str, print: fn(&NodeProxy) -> String, shuffled: Shuffled) {
    let node = node();
    let arrange = |text: &str| {
        let (mut free, fixed): (Vec<String>, Vec<String>) = text
            .lines()
            .map(str::to_owned)
            .partition(|line| shuffled(line).is_some());
        free.sort_by_key(|line| shuffled(line));
        (fixed, free)
    };
    let mut wrong = Vec::new();
    for answer in answers() {
        for family in [IpFamily::V4, IpFamily::V6] {
            let Some(recorded) = answer.rules(which, family) else {
                continue;
            };
            let ours = print(&NodeProxy::new(&answer.world(), &node, family));
            if arrange(&ours) != arrange(recorded) {
                let differ = diff(&ours, recorded);
                wrong.push(format!("{} {family}\n{differ}", answer.name));
            }
        }
    }
    assert_none(&wrong);
}

/// The lines that only one side has.
fn diff(ours: &str, recorded: &str) -> String {
    let only = |sign: &str, one: &str, other: &str| -> String {
        one.lines()
            .filter(|line| !other.lines().any(|candidate| candidate == *line))
            .map(|line| format!("{sign}{line}\n"))
            .collect()
    };
    only("+", ours, recorded) + &only("-", recorded, ours)
}

#[test]
fn iptables_as_recorded() {
    assert_rules("kube_proxy_iptables", NodeProxy::iptables, |line| {
        let chains = [
            "NODEPORTS",
            "SERVICES",
            "EXTERNAL-SERVICES",
            "PROXY-FIREWALL",
        ];
        let rule = line.strip_prefix("-A KUBE-")?;
        let (chain, rule) = rule.split_once(" -m comment --comment ")?;
        let label = rule.trim_start_matches('"').split([' ', '"']).next()?;
        let free = chains.contains(&chain) && label != "kubernetes";
        free.then(|| format!("{chain} {label}"))
    });
}

#[test]
fn nftables_as_recorded() {
    assert_rules("kube_proxy_nftables", NodeProxy::nftables, |line| {
        line.starts_with("add element ").then(|| line.to_owned())
    });
}
