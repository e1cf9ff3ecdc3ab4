use super::recorded::{Answer, address, answers, port, text};
use super::{Backend, Masquerade, Network, Outcome, Packet, World};
use crate::Environment;
use crate::api::Protocol;
use serde_json::Value as Json;

/// A route in the words of the recordings: the outcome, then backend, odds and whether it is masqueraded.
type Told = (String, Vec<(String, String, bool)>);

fn tell(outcome: &Outcome) -> Told {
    let word = match outcome {
        Outcome::Spread(_) => "backends",
        Outcome::Reject(_) => "reject",
        Outcome::Drop(_) => "drop",
        Outcome::NoRule(_) => "none",
    };
    let backends = match outcome {
        Outcome::Spread(spread) => spread.backends.as_slice(),
        _ => &[],
    };
    let tell = |backend: &Backend| {
        let masquerade: Option<Masquerade> = backend.masquerade;
        let odds = format!("{:.4}", backend.odds);
        (backend.address.to_string(), odds, masquerade.is_some())
    };
    (word.to_owned(), sorted(backends.iter().map(tell).collect()))
}

fn recorded(route: &Json) -> Told {
    let backends = route["backends"].as_array().into_iter().flatten();
    let tell = |backend: &Json| {
        let odds = format!("{:.4}", backend["odds"].as_f64().unwrap_or_default());
        let to = text(backend, "to").unwrap_or_default().to_string();
        (to, odds, backend["masquerade"] == Json::Bool(true))
    };
    let word = text(route, "outcome").unwrap_or_default().to_string();
    (word, sorted(backends.map(tell).collect()))
}

fn sorted<T: Ord>(mut list: Vec<T>) -> Vec<T> {
    list.sort();
    list
}

fn packet(route: &Json) -> Option<Packet> {
    Some(Packet {
        source: address(route, "source")?,
        destination: address(route, "to")?,
        port: port(route, "port")?,
        protocol: Protocol::from_word(&text(route, "protocol")?)?,
    })
}

fn world(answer: &Answer) -> World<'_> {
    World {
        services: &answer.services,
        slices: &answer.slices,
        network: Network::default(),
    }
}

#[test]
fn routes_as_recorded() {
    let environment = Environment::default();
    let node = environment.nodes.first().expect("a node");
    let mut wrong = Vec::new();
    for answer in answers() {
        for route in answer.routes() {
            let packet = packet(route).expect("a packet");
            let ours = tell(&world(&answer).route(node, &packet).outcome);
            if ours != recorded(route) {
                wrong.push(format!("{}: {route}\nours: {ours:?}", answer.name));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
