//! Lanes: a Service, its entry points beside it, and below it the reasons why routes die there.

use std::collections::BTreeMap;

use super::cards::meeting_heights;
use super::order::Order;
use super::stack::snap;
use super::{CARD_GAP, Column, REASON_LINE, REASON_PADDING, mean};
use crate::graph::{End, Graph, Home, Link};
use crate::measure::wrap;
use crate::model::{Card, CardKind, LabelRole};

/// The reason below a Service's card, its lines broken.
pub(super) struct Reason {
    pub(super) stub: usize,
    pub(super) lines: Vec<String>,
    pub(super) height: f32,
}

/// The cards of a Service and its entry points, side by side.
pub(super) struct Lanes {
    pub(super) lanes: Vec<Lane>,
}

pub(super) struct Lane {
    pub(super) service: usize,
    pub(super) entries: Vec<usize>,
    pub(super) reasons: Vec<Reason>,
    pub(super) height: f32,
    /// From the lane's top to its Service's card, and to its first entry point.
    pub(super) service_offset: f32,
    pub(super) entries_offset: f32,
    /// From the lane's top to the middle of what its edges leave.
    pub(super) source: f32,
    /// The backends that its edges lead to: cards, and how far below their tops.
    pub(super) backends: Vec<(usize, f32)>,
}

impl Lanes {
    pub(super) fn new(
        graph: &Graph,
        cards: &[Card],
        columns: &BTreeMap<CardKind, Column>,
        order: &Order,
    ) -> Self {
        let mut lanes: BTreeMap<usize, Lane> = BTreeMap::new();
        let mut lane_of: BTreeMap<usize, usize> = BTreeMap::new();
        for (at, spec) in graph.cards.iter().enumerate() {
            let Home::Lane(lane) = spec.home else {
                continue;
            };
            let lane = match spec.kind {
                CardKind::Service => {
                    lane_of.insert(at, lane);
                    lanes.insert(lane, Lane::of(at));
                    continue;
                }
                _ => lanes.get_mut(&lane),
            };
            lane.into_iter().for_each(|lane| lane.entries.push(at));
        }
        let width = columns
            .get(&CardKind::Service)
            .map_or(0.0, |column| column.width);
        for (at, stub) in graph.stubs.iter().enumerate() {
            let lane = lane_of.get(&stub.card).and_then(|lane| lanes.get_mut(lane));
            lane.into_iter()
                .for_each(|lane| lane.reasons.push(Reason::of(at, &stub.reason, width)));
        }
        let mut sources: BTreeMap<usize, Vec<f32>> = BTreeMap::new();
        for link in &graph.links {
            if let Some(lane) = lane_of.get(&link.from.card) {
                sources
                    .entry(*lane)
                    .or_default()
                    .push(meeting_height(cards, link.from));
                if let Some(lane) = lanes.get_mut(lane) {
                    let target = meeting_height(cards, link.to);
                    lane.backends.push((link.to.card, target));
                }
            }
        }
        let entry_links: BTreeMap<usize, &Link> = graph
            .links
            .iter()
            .rev()
            .filter(|link| lane_of.contains_key(&link.to.card))
            .map(|link| (link.from.card, link))
            .collect();
        for (at, lane) in &mut lanes {
            let source = mean(sources.get(at).into_iter().flatten().copied());
            lane.measure(cards, source, &entry_links);
        }
        let in_order = order.lanes.iter();
        Self {
            lanes: in_order.filter_map(|lane| lanes.remove(lane)).collect(),
        }
    }
}

/// How far below its card's top an edge ends.
pub(super) fn meeting_height(cards: &[Card], end: End) -> f32 {
    let Some(card) = cards.get(end.card) else {
        return 0.0;
    };
    let (header, rows) = meeting_heights(card);
    let row = end.row.and_then(|row| rows.get(row));
    row.copied().unwrap_or(header) - card.rect.y
}

impl Reason {
    fn of(stub: usize, reason: &str, width: f32) -> Self {
        let lines = wrap(reason, LabelRole::Bad.font(), width - 2.0 * REASON_PADDING);
        let height = lines.iter().map(|_| REASON_LINE).sum::<f32>() + 2.0 * 10.0;
        Self {
            stub,
            lines,
            height: (height / 8.0).ceil() * 8.0,
        }
    }
}

impl Lane {
    const fn of(service: usize) -> Self {
        Self {
            service,
            entries: Vec::new(),
            reasons: Vec::new(),
            height: 0.0,
            service_offset: 0.0,
            entries_offset: 0.0,
            source: 0.0,
            backends: Vec::new(),
        }
    }

    /// Puts the Service and its entry points side by side: several around its middle, a single one so that its edge is level.
    fn measure(
        &mut self,
        cards: &[Card],
        source: Option<f32>,
        entry_links: &BTreeMap<usize, &Link>,
    ) {
        let height = |card: &usize| cards.get(*card).map_or(0.0, |card| card.rect.height);
        let card = height(&self.service);
        let reasons = self.reasons.iter().map(|reason| CARD_GAP + reason.height);
        let service = card + reasons.sum::<f32>();
        let entries = self.entries.iter().map(|entry| height(entry) + CARD_GAP);
        let entries = (entries.sum::<f32>() - CARD_GAP).max(0.0);
        let level = match self.entries.as_slice() {
            [entry] => entry_links
                .get(entry)
                .map(|link| meeting_height(cards, link.to) - meeting_height(cards, link.from)),
            _ => None,
        };
        let beside = level.unwrap_or_else(|| snap((card - entries) / 2.0));
        let above = (-beside).max(0.0);
        self.service_offset = above;
        self.entries_offset = above + beside;
        self.height = (above + service).max(above + beside + entries);
        self.source = above + source.unwrap_or(card / 2.0);
    }
}
