//! Where connections go.

use std::net::IpAddr;

use cluster::NodeInfo;
use cluster::api::Protocol;
use cluster::proxy::{Network, Outcome as Decision, Packet, World};
use serde_json::{Value as Json, json};

use super::case::{Case, list, text};
use super::diff;
use super::facets::Outcome;
use super::product::Product;

/// The outcome of every recorded connection, looked at on the first node: backends, odds to four places, masquerade.
pub(super) fn compare(case: &Case, product: &Product) -> Outcome {
    let recorded = list(&case.answer, "routes");
    let (Some(_), Some(node)) = (recorded.first(), product.cluster.nodes.first()) else {
        return Outcome::NotRecorded;
    };
    let world = World {
        services: &product.cluster.services,
        slices: &product.published.slices,
        network: Network::default(),
    };
    let told = recorded
        .iter()
        .map(|route| (line(route, &outcome(route)), ours(&world, node, route)));
    let (recorded, ours): (Vec<String>, Vec<String>) = told.unzip();
    diff::lines(&recorded.join("\n"), &ours.join("\n")).into()
}

fn ours(world: &World<'_>, node: &NodeInfo, route: &Json) -> String {
    let Some(packet) = packet(route) else {
        return line(route, "no packet");
    };
    let decision = world.route(node, &packet).outcome;
    let (word, backends) = match &decision {
        Decision::Spread(spread) => ("backends", spread.backends.as_slice()),
        Decision::Reject(_) => ("reject", [].as_slice()),
        Decision::Drop(_) => ("drop", [].as_slice()),
        Decision::NoRule(_) => ("none", [].as_slice()),
    };
    let backends = backends.iter().map(|backend| {
        json!({
            "to": backend.address.to_string(),
            "odds": backend.odds,
            "masquerade": backend.masquerade.is_some(),
        })
    });
    let told = json!({"outcome": word, "backends": backends.collect::<Vec<Json>>()});
    line(route, &outcome(&told))
}

fn packet(route: &Json) -> Option<Packet> {
    let address = |key| text(route, key).parse::<IpAddr>().ok();
    Some(Packet {
        source: address("source")?,
        destination: address("to")?,
        port: u16::try_from(route.get("port")?.as_u64()?).ok()?,
        protocol: Protocol::from_word(text(route, "protocol"))?,
    })
}

/// The connection and what becomes of it, in a line.
fn line(route: &Json, outcome: &str) -> String {
    format!(
        "{} ({}) to {} port {}/{}: {outcome}",
        text(route, "from"),
        text(route, "source"),
        text(route, "to"),
        route.get("port").unwrap_or(&Json::Null),
        text(route, "protocol"),
    )
}

/// The outcome in words, backends in order.
fn outcome(route: &Json) -> String {
    let backend = |backend: &Json| {
        let odds = backend
            .get("odds")
            .and_then(Json::as_f64)
            .unwrap_or_default();
        let masquerade = match backend.get("masquerade").and_then(Json::as_bool) {
            Some(true) => " masqueraded",
            _ => "",
        };
        format!(" {} {odds:.4}{masquerade}", text(backend, "to"))
    };
    let mut backends: Vec<String> = list(route, "backends").iter().map(backend).collect();
    backends.sort_unstable();
    format!("{}{}", text(route, "outcome"), backends.join(","))
}
