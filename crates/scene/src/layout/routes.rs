//! Edges as curves between neighbouring columns, the pills on them, and the sockets where they end.

use std::collections::BTreeMap;

use super::cards::meeting_heights;
use crate::graph::{End, Graph, Link};
use crate::model::{
    Anchor, Edge, EdgeState, Label, LabelRole, Pill, Point, Rect, Scene, Socket, SocketState,
};

const PILL_HEIGHT: f32 = 22.0;
const PILL_PADDING: f32 = 8.0;
/// Where on its edge a pill may stand, the best first: near the end, where edges have parted.
const PILL_PLACES: [f32; 13] = [
    0.8, 0.77, 0.74, 0.7, 0.66, 0.62, 0.58, 0.54, 0.5, 0.46, 0.42, 0.38, 0.34,
];
/// What a pill keeps free between itself and the cards and boxes beside it.
const PILL_MARGIN: f32 = 4.0;
/// How far the nodes' boxes reach out from their cards.
const BOX_REACH: f32 = 16.0;
/// With more pills than this, a pill no longer looks for a place where no other edge passes.
const CAREFUL_UP_TO: usize = 64;

/// The edges of the graph; the cards of the scene, in the graph's order still, get their sockets.
pub(super) fn edges(graph: &Graph, scene: &mut Scene) -> Vec<Edge> {
    let heights: Vec<(f32, Vec<f32>)> = scene.cards.iter().map(meeting_heights).collect();
    let height = |end: End| {
        let (header, rows) = heights.get(end.card)?;
        Some(match end.row {
            Some(row) => rows.get(row).copied().unwrap_or(*header),
            None => *header,
        })
    };
    let mut sockets: BTreeMap<(usize, bool, i64), Socket> = BTreeMap::new();
    let mut edges = Vec::new();
    for link in &graph.links {
        let (Some(from), Some(to)) = (
            scene.cards.get(link.from.card),
            scene.cards.get(link.to.card),
        ) else {
            continue;
        };
        let (Some(from_y), Some(to_y)) = (height(link.from), height(link.to)) else {
            continue;
        };
        let start = Point {
            x: from.rect.x + from.rect.width,
            y: from_y,
        };
        let end = Point {
            x: to.rect.x,
            y: to_y,
        };
        let state = match link.state {
            EdgeState::Live => SocketState::Live,
            EdgeState::NotReady | EdgeState::Terminating | EdgeState::Refused => SocketState::Idle,
        };
        for (card, right, at) in [(link.from.card, true, start), (link.to.card, false, end)] {
            add_socket(&mut sockets, card, right, Socket { at, state });
        }
        edges.push(edge(link, [&from.id, &to.id], curve(start, end)));
    }
    let ids = scene.cards.iter().map(|card| card.id.as_str());
    let places: BTreeMap<&str, usize> = ids.zip(0..).collect();
    for end in &scene.dead_ends {
        let starts = end.curves.iter().filter_map(|curve| curve.first());
        if let Some(&card) = places.get(end.from.as_str()) {
            for &at in starts {
                let state = SocketState::Dead;
                add_socket(&mut sockets, card, true, Socket { at, state });
            }
        }
    }
    for (at, card) in graph.cards.iter().enumerate() {
        for (row, spec) in card.rows.iter().enumerate().filter(|(_, row)| row.dead) {
            // A Pod's row that is looked for in vain; a Service's dead rows have their stubs.
            let place = heights.get(at).and_then(|(_, rows)| rows.get(row));
            if let (Some(&y), Some(card), true) =
                (place, scene.cards.get(at), spec.key.starts_with("lacks "))
            {
                let at_row = Point { x: card.rect.x, y };
                let state = SocketState::Dead;
                add_socket(&mut sockets, at, false, Socket { at: at_row, state });
            }
        }
    }
    for ((card, ..), socket) in sockets {
        if let Some(card) = scene.cards.get_mut(card) {
            card.sockets.push(socket);
        }
    }
    place_pills(graph, scene, &mut edges);
    edges
}

/// One socket a place; what passes there wins.
fn add_socket(
    sockets: &mut BTreeMap<(usize, bool, i64), Socket>,
    card: usize,
    right: bool,
    socket: Socket,
) {
    #[expect(clippy::cast_possible_truncation, reason = "heights of a picture fit")]
    let y = socket.at.y as i64;
    let known = sockets.entry((card, right, y)).or_insert(socket);
    if socket.state == SocketState::Live {
        known.state = SocketState::Live;
    }
}

fn edge(link: &Link, ends: [&str; 2], curve: [Point; 4]) -> Edge {
    Edge {
        id: link.id.clone(),
        state: link.state,
        name: link.name.clone(),
        ends: ends.map(str::to_owned),
        curve,
        pill: None,
        translation: link.translation.clone(),
        origins: link.origins.clone(),
    }
}

/// From one card to the next, level at both ends. It stays between the columns, so it meets no card.
pub(crate) fn curve(start: Point, end: Point) -> [Point; 4] {
    let reach = (end.x - start.x) / 2.0;
    [
        start,
        Point {
            x: start.x + reach,
            y: start.y,
        },
        Point {
            x: end.x - reach,
            y: end.y,
        },
        end,
    ]
}

/// The point of a curve at `t`, 0 to 1.
pub(crate) fn at(curve: &[Point; 4], t: f32) -> Point {
    let [a, b, c, d] = curve;
    let s = 1.0 - t;
    let mix = |a: f32, b: f32, c: f32, d: f32| {
        s * s * s * a + 3.0 * s * s * t * b + 3.0 * s * t * t * c + t * t * t * d
    };
    Point {
        x: mix(a.x, b.x, c.x, d.x),
        y: mix(a.y, b.y, c.y, d.y),
    }
}

/// Rectangles in slices of height, to find those near a place.
#[derive(Default)]
struct Taken(BTreeMap<i64, Vec<Rect>>);

impl Taken {
    const SLICE: f32 = 64.0;

    fn slices(rect: Rect) -> std::ops::RangeInclusive<i64> {
        #[expect(clippy::cast_possible_truncation, reason = "heights of a picture fit")]
        let slice = |y: f32| (y / Self::SLICE).floor() as i64;
        slice(rect.y)..=slice(rect.y + rect.height)
    }

    fn add(&mut self, rect: Rect) {
        for slice in Self::slices(rect) {
            self.0.entry(slice).or_default().push(rect);
        }
    }

    fn is_free(&self, rect: Rect) -> bool {
        let mut near = Self::slices(rect)
            .filter_map(|slice| self.0.get(&slice))
            .flatten();
        !near.any(|taken| overlap(*taken, rect))
    }
}

fn overlap(left: Rect, right: Rect) -> bool {
    left.x < right.x + right.width
        && right.x < left.x + left.width
        && left.y < right.y + right.height
        && right.y < left.y + left.height
}

/// Gives each share a place on its edge that no other pill has, and where as few other edges pass as may be. One that finds none is
/// left out: the edge is still there, and its card says the rest.
fn place_pills(graph: &Graph, scene: &Scene, edges: &mut [Edge]) {
    let mut taken = Taken::default();
    for group in &scene.groups {
        // The title of a node's box stays readable.
        let y = group.label.at.y - 14.0;
        taken.add(Rect {
            y,
            height: 20.0,
            ..group.rect
        });
    }
    let shares: Vec<Option<&String>> = graph.links.iter().map(|link| link.share.as_ref()).collect();
    let with_share = edges
        .iter()
        .zip(&shares)
        .filter(|(_, share)| share.is_some());
    let curves: Vec<[Point; 4]> = with_share.map(|(edge, _)| edge.curve).collect();
    let others = if curves.len() <= CAREFUL_UP_TO {
        curves
    } else {
        Vec::new()
    };
    for (edge, share) in edges.iter_mut().zip(shares) {
        let Some(share) = share else { continue };
        let free = pill_places(&edge.curve, share).filter(|rect| taken.is_free(*rect));
        let least = free.min_by_key(|rect| {
            let crosses = |other: &&[Point; 4]| **other != edge.curve && passes(other, *rect);
            others.iter().filter(crosses).count()
        });
        let Some(rect) = least else { continue };
        taken.add(rect);
        edge.pill = Some(pill(rect, share.clone()));
    }
}

/// A pill in its place.
pub(crate) fn pill(rect: Rect, text: String) -> Pill {
    Pill {
        rect,
        label: Label {
            at: Point {
                x: rect.x + rect.width / 2.0,
                y: rect.y + 15.5,
            },
            anchor: Anchor::Middle,
            role: LabelRole::Pill,
            text,
            full: None,
        },
    }
}

/// The box of a pill around `middle`.
pub(crate) fn pill_around(middle: Point, text: &str) -> Rect {
    let width = LabelRole::Pill.font().width(text) + 2.0 * PILL_PADDING;
    Rect {
        x: middle.x - width / 2.0,
        y: middle.y - PILL_HEIGHT / 2.0,
        width,
        height: PILL_HEIGHT,
    }
}

/// How far to the right a box on an edge that ends at `end` may reach.
pub(crate) fn rightmost(end: Point) -> f32 {
    end.x - BOX_REACH - PILL_MARGIN
}

/// Where a pill could stand on `curve`, the best place first.
fn pill_places<'a>(curve: &[Point; 4], share: &'a str) -> impl Iterator<Item = Rect> + use<'a> {
    let [start, .., end] = *curve;
    let curve = *curve;
    PILL_PLACES
        .into_iter()
        .map(move |t| pill_around(at(&curve, t), share))
        .filter(move |rect| {
            start.x + PILL_MARGIN <= rect.x && rect.x + rect.width <= rightmost(end)
        })
}

/// Whether `curve` passes through `rect`.
fn passes(curve: &[Point; 4], rect: Rect) -> bool {
    let mut t = 0.0;
    while t <= 1.0 {
        let Point { x, y } = at(curve, t);
        let across = rect.x <= x && x <= rect.x + rect.width;
        if across && rect.y <= y && y <= rect.y + rect.height {
            return true;
        }
        t += 1.0 / 32.0;
    }
    false
}
