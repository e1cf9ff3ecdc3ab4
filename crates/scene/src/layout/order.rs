//! The order of lanes and of the cards in a node's box: neighbours of neighbours near each other, so that edges cross little.

use std::collections::BTreeMap;

use crate::graph::{Graph, Home};
use crate::model::CardKind;

/// Rounds of the barycenter method; more change nothing that one would see.
const ROUNDS: usize = 4;

/// The orders found.
pub(super) struct Order {
    /// The lanes, top to bottom.
    pub(super) lanes: Vec<usize>,
    /// The backends, top to bottom, box by box and then those that stand free.
    pub(super) backends: Vec<usize>,
}

pub(super) fn order(graph: &Graph) -> Order {
    let lane_of = |card: usize| match graph.cards.get(card).map(|card| card.home) {
        Some(Home::Lane(lane)) => Some(lane),
        _ => None,
    };
    let is = |card: usize, kind| graph.cards.get(card).is_some_and(|card| card.kind == kind);
    let mut lanes: Vec<usize> = Vec::new();
    let mut backends: Vec<usize> = Vec::new();
    for (at, card) in graph.cards.iter().enumerate() {
        match (card.kind, card.home) {
            (CardKind::Service, Home::Lane(lane)) => lanes.push(lane),
            (CardKind::Backend, _) => backends.push(at),
            _ => {}
        }
    }
    let mut to_backends: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut to_lanes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for link in &graph.links {
        let (from, to) = (link.from.card, link.to.card);
        if let (Some(lane), true) = (lane_of(from), is(to, CardKind::Backend)) {
            to_backends.entry(lane).or_default().push(to);
            to_lanes.entry(to).or_default().push(lane);
        }
    }
    // Boxes stay in the nodes' order; free cards come after them.
    let group = |card: usize| match graph.cards.get(card).map(|card| card.home) {
        Some(Home::Group(group)) => group,
        _ => usize::MAX,
    };
    backends.sort_by_key(|card| group(*card));
    for _ in 0..ROUNDS {
        let rank = ranks(&lanes);
        let weights = means(&backends, &to_lanes, &rank);
        // Cards without edges keep to the end of their box.
        sort_by_weight(&mut backends, |card| {
            let weight = weights.get(&card).copied().unwrap_or(f32::INFINITY);
            (group(card), weight)
        });
        let rank = ranks(&backends);
        let weights = means(&lanes, &to_backends, &rank);
        // A lane without edges keeps its place among the others.
        let own = ranks(&lanes);
        let scale = ratio(backends.len(), lanes.len());
        sort_by_weight(&mut lanes, |lane| {
            let own = own.get(&lane).copied().unwrap_or_default() * scale;
            (0, weights.get(&lane).copied().unwrap_or(own))
        });
    }
    Order { lanes, backends }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "places in a column are small numbers"
)]
fn ranks(order: &[usize]) -> BTreeMap<usize, f32> {
    let numbered = order.iter().enumerate();
    numbered.map(|(at, item)| (*item, at as f32)).collect()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of cards are small numbers"
)]
fn ratio(left: usize, right: usize) -> f32 {
    left as f32 / right.max(1) as f32
}

/// The mean rank of the neighbours of each of `items` that has any.
fn means(
    items: &[usize],
    neighbours: &BTreeMap<usize, Vec<usize>>,
    ranks: &BTreeMap<usize, f32>,
) -> BTreeMap<usize, f32> {
    let mean = |item: &usize| {
        let (mut sum, mut count) = (0.0_f32, 0.0_f32);
        for neighbour in neighbours.get(item)? {
            sum += ranks.get(neighbour)?;
            count += 1.0;
        }
        (count > 0.0).then(|| (*item, sum / count))
    };
    items.iter().filter_map(mean).collect()
}

fn sort_by_weight(items: &mut [usize], weight: impl Fn(usize) -> (usize, f32)) {
    items.sort_by(|left, right| {
        let (left, right) = (weight(*left), weight(*right));
        left.0.cmp(&right.0).then(left.1.total_cmp(&right.1))
    });
}
