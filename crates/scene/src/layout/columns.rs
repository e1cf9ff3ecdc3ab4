//! The places of cards, boxes and reasons.

use std::collections::BTreeMap;

use words::SceneWords;

use super::cards::{build, meeting_heights, natural_width, shift, widths};
use super::lanes::{Lanes, meeting_height};
use super::order::{Order, order};
use super::routes;
use super::stack::{Item, place, snap};
use super::{CARD_GAP, Column, REASON_LINE, REASON_PADDING, mean};
use crate::graph::{Graph, Home};
use crate::model::{
    Anchor, Card, CardKind, ColumnHead, DeadEndBox, Group, Label, LabelRole, Point, Rect, Scene,
};

const MARGIN: f32 = 24.0;
const HEAD_BASELINE: f32 = 36.0;
const TOP: f32 = 64.0;
const LANE_GAP: f32 = 32.0;
const GROUP_GAP: f32 = 24.0;
const GROUP_PADDING: f32 = 16.0;
const GROUP_HEAD: f32 = 40.0;
/// Between columns whose edges carry nothing.
const NARROW_GAP: f32 = 72.0;
/// Beside the widest pill: room for curves and for stubs.
const PILL_ROOM: f32 = 112.0;

const KINDS: [CardKind; 4] = [
    CardKind::Client,
    CardKind::Entry,
    CardKind::Service,
    CardKind::Backend,
];

/// Gives everything its place.
pub(crate) fn layout(graph: &Graph, words: &SceneWords) -> Scene {
    let columns = columns(graph);
    let mut cards: Vec<Card> = graph
        .cards
        .iter()
        .map(|spec| {
            let width = columns.get(&spec.kind).map_or(0.0, |column| column.width);
            build(spec, width)
        })
        .collect();
    for card in &mut cards {
        let x = columns.get(&card.kind).map_or(0.0, |column| column.x);
        shift(card, x, 0.0);
    }
    let order = order(graph);
    let lanes = Lanes::new(graph, &cards, &columns, &order);
    let units = units(graph, &cards, &order);
    let mut layout = Layout {
        graph,
        cards,
        columns,
    };
    layout.place_lanes_and_backends(&lanes, &units);
    layout.place_clients();
    let groups = layout.groups();
    let dead_ends = layout.dead_ends(&lanes);
    let heads = layout.heads(words);
    let Layout { cards, .. } = layout;
    let mut scene = Scene {
        columns: heads,
        groups,
        cards,
        dead_ends,
        ..Scene::default()
    };
    scene.edges = routes::edges(graph, &mut scene);
    finish(&mut scene);
    scene
}

/// Puts the cards in reading order, and measures the whole.
fn finish(scene: &mut Scene) {
    let reading = |card: &Card| (card.kind, card.rect.y);
    scene.cards.sort_by(|left, right| {
        let (left, right) = (reading(left), reading(right));
        left.0.cmp(&right.0).then(left.1.total_cmp(&right.1))
    });
    let places: BTreeMap<&str, usize> = scene
        .cards
        .iter()
        .enumerate()
        .map(|(at, card)| (card.id.as_str(), at))
        .collect();
    let place = |end: &String| places.get(end.as_str()).copied();
    scene
        .edges
        .sort_by_cached_key(|edge| edge.ends.each_ref().map(place));
    let rects = scene.cards.iter().map(|card| card.rect);
    let rects = rects.chain(scene.groups.iter().map(|group| group.rect));
    let rects = rects.chain(scene.dead_ends.iter().map(|end| end.rect));
    let hooks = scene.dead_ends.iter().flat_map(|end| &end.curves).flatten();
    let hooks = hooks.map(|point| Rect {
        x: point.x,
        y: point.y,
        ..Rect::default()
    });
    let (right, bottom) = rects
        .chain(hooks)
        .fold((0.0_f32, 0.0_f32), |(right, bottom), rect| {
            (
                right.max(rect.x + rect.width),
                bottom.max(rect.y + rect.height),
            )
        });
    if !scene.cards.is_empty() {
        scene.width = right + MARGIN;
        scene.height = bottom + MARGIN;
    }
}

fn columns(graph: &Graph) -> BTreeMap<CardKind, Column> {
    let mut widest: BTreeMap<CardKind, f32> = BTreeMap::new();
    for card in &graph.cards {
        let (least, most) = widths(card.kind);
        let wanted = (natural_width(card).clamp(least, most) / 8.0).ceil() * 8.0;
        let width = widest.entry(card.kind).or_default();
        *width = width.max(wanted);
    }
    let font = LabelRole::Pill.font();
    let pill = graph.links.iter().filter_map(|link| link.share.as_ref());
    let pill = pill.map(|share| font.width(share)).fold(0.0, f32::max);
    let mut x = MARGIN;
    let mut columns = BTreeMap::new();
    for kind in KINDS {
        let Some(&width) = widest.get(&kind) else {
            continue;
        };
        if kind == CardKind::Backend {
            // The nodes' boxes reach beyond their cards.
            x += GROUP_PADDING;
        }
        columns.insert(kind, Column { x, width });
        x += width;
        x += match kind {
            CardKind::Service => snap(PILL_ROOM + pill),
            _ => NARROW_GAP,
        };
    }
    columns
}

/// What moves as one in the last column: a node's box with its cards, or a card that stands free.
struct Unit {
    cards: Vec<usize>,
    head: f32,
    height: f32,
    grouped: bool,
}

fn units(graph: &Graph, cards: &[Card], order: &Order) -> Vec<Unit> {
    let mut units: Vec<(Home, Unit)> = Vec::new();
    for &at in &order.backends {
        let (Some(spec), Some(card)) = (graph.cards.get(at), cards.get(at)) else {
            continue;
        };
        let grouped = matches!(spec.home, Home::Group(_));
        match units
            .last_mut()
            .filter(|(home, _)| grouped && *home == spec.home)
        {
            Some((_, unit)) => {
                unit.cards.push(at);
                unit.height += CARD_GAP + card.rect.height;
            }
            None => {
                let (head, foot) = if grouped {
                    (GROUP_HEAD, GROUP_PADDING)
                } else {
                    (0.0, 0.0)
                };
                let unit = Unit {
                    cards: vec![at],
                    head,

                    height: head + card.rect.height + foot,
                    grouped,
                };
                units.push((spec.home, unit));
            }
        }
    }
    units.into_iter().map(|(_, unit)| unit).collect()
}

struct Layout<'a> {
    graph: &'a Graph,
    cards: Vec<Card>,
    columns: BTreeMap<CardKind, Column>,
}

impl Layout<'_> {
    fn top(&self, card: usize) -> f32 {
        self.cards.get(card).map_or(0.0, |card| card.rect.y)
    }

    fn move_to(&mut self, card: usize, y: f32) {
        if let Some(card) = self.cards.get_mut(card) {
            let dy = y - card.rect.y;
            shift(card, 0.0, dy);
        }
    }

    /// The taller of the two columns is stacked, the other follows it.
    fn place_lanes_and_backends(&mut self, lanes: &Lanes, units: &[Unit]) {
        let lane_heights: f32 = lanes.lanes.iter().map(|lane| lane.height + LANE_GAP).sum();
        let unit_heights: f32 = units.iter().map(|unit| unit.height + GROUP_GAP).sum();
        if lane_heights > unit_heights {
            let wishes = vec![None; lanes.lanes.len()];
            self.place_lanes(lanes, &wishes);
            let wishes = self.unit_wishes(lanes, units);
            self.place_units(units, &wishes);
        } else {
            self.place_units(units, &vec![None; units.len()]);
            let wishes: Vec<_> = lanes
                .lanes
                .iter()
                .map(|lane| {
                    let targets = lane.backends.iter();
                    let targets = targets.map(|(card, below)| self.top(*card) + below);
                    Some(mean(targets)? - lane.source + lane.height / 2.0)
                })
                .collect();
            self.place_lanes(lanes, &wishes);
        }
    }

    /// Where the middle of each unit should be, for its edges to be as level as they can.
    fn unit_wishes(&self, lanes: &Lanes, units: &[Unit]) -> Vec<Option<f32>> {
        let mut from: BTreeMap<usize, Vec<f32>> = BTreeMap::new();
        for lane in &lanes.lanes {
            let source = self.top(lane.service) - lane.service_offset + lane.source;
            for (card, below) in &lane.backends {
                from.entry(*card).or_default().push(source - below);
            }
        }
        let wish = |unit: &Unit| {
            let mut tops = Vec::new();
            let mut below = unit.head;
            for card in &unit.cards {
                tops.extend(from.get(card).into_iter().flatten().map(|top| top - below));
                below += self.cards.get(*card).map_or(0.0, |card| card.rect.height) + CARD_GAP;
            }
            Some(mean(tops.into_iter())? + unit.height / 2.0)
        };
        units.iter().map(wish).collect()
    }

    fn place_lanes(&mut self, lanes: &Lanes, wishes: &[Option<f32>]) {
        let sizes = lanes.lanes.iter().map(|lane| (lane.height, LANE_GAP));
        let tops = place(&items(sizes, wishes), TOP);
        for (lane, top) in lanes.lanes.iter().zip(tops) {
            self.move_to(lane.service, top + lane.service_offset);
            let mut y = top + lane.entries_offset;
            for &entry in &lane.entries {
                self.move_to(entry, y);
                y += self.cards.get(entry).map_or(0.0, |card| card.rect.height) + CARD_GAP;
            }
        }
    }

    fn place_units(&mut self, units: &[Unit], wishes: &[Option<f32>]) {
        let mut grouped_before = true;
        let sizes: Vec<_> = units
            .iter()
            .map(|unit| {
                let near = !unit.grouped && !grouped_before;
                grouped_before = unit.grouped;
                (unit.height, if near { CARD_GAP } else { GROUP_GAP })
            })
            .collect();
        let tops = place(&items(sizes.into_iter(), wishes), TOP);
        for (unit, top) in units.iter().zip(tops) {
            let mut y = top + unit.head;
            for &card in &unit.cards {
                self.move_to(card, y);
                y += self.cards.get(card).map_or(0.0, |card| card.rect.height) + CARD_GAP;
            }
        }
    }

    /// Clients stand in the middle of what they reach.
    fn place_clients(&mut self) {
        let mut clients: Vec<(usize, f32)> = Vec::new();
        for (at, card) in self.graph.cards.iter().enumerate() {
            if card.kind == CardKind::Client {
                let links = self.graph.links.iter().filter(|link| link.from.card == at);
                let reached = mean(
                    links.map(|link| self.top(link.to.card) + meeting_height(&self.cards, link.to)),
                );
                clients.push((at, reached.unwrap_or(TOP)));
            }
        }
        clients.sort_by(|left, right| left.1.total_cmp(&right.1));
        let items: Vec<Item> = clients
            .iter()
            .map(|(at, wish)| Item {
                height: self.cards.get(*at).map_or(0.0, |card| card.rect.height),
                wish: *wish,
                gap: LANE_GAP,
            })
            .collect();
        for ((at, _), top) in clients.iter().zip(place(&items, TOP)) {
            self.move_to(*at, top);
        }
    }

    fn groups(&self) -> Vec<Group> {
        let mut bounds: BTreeMap<usize, (f32, f32)> = BTreeMap::new();
        for (spec, card) in self.graph.cards.iter().zip(&self.cards) {
            if let Home::Group(group) = spec.home {
                let (top, bottom) = bounds.entry(group).or_insert((f32::MAX, 0.0));
                *top = top.min(card.rect.y);
                *bottom = bottom.max(card.rect.y + card.rect.height);
            }
        }
        let column = self.columns.get(&CardKind::Backend);
        let Some(column) = column else {
            return Vec::new();
        };
        let found = bounds
            .into_iter()
            .filter_map(|(at, bounds)| Some((self.graph.groups.get(at)?, bounds)));
        found
            .map(|(group, (top, bottom))| {
                let y = top - GROUP_HEAD;
                let font = LabelRole::Note.font();
                let cut = crate::measure::cut(&group.title, font, column.width);
                let at = Point {
                    x: column.x + 2.0,
                    y: y + 25.0,
                };
                Group {
                    id: group.id.clone(),
                    name: group.name.clone(),
                    rect: Rect {
                        x: column.x - GROUP_PADDING,
                        y,
                        width: column.width + 2.0 * GROUP_PADDING,
                        height: bottom + GROUP_PADDING - y,
                    },
                    label: Label {
                        at,
                        anchor: Anchor::Start,
                        role: LabelRole::Note,
                        full: cut.is_some().then(|| group.title.clone()),
                        text: cut.unwrap_or_else(|| group.title.clone()),
                    },
                    origins: group.origins.clone(),
                }
            })
            .collect()
    }

    /// The boxes of reasons, below their Service's card. The stubs leave the card's right side and come back to the boxes; the lowest
    /// row has the first box, so that they nest instead of crossing.
    fn dead_ends(&self, lanes: &Lanes) -> Vec<DeadEndBox> {
        let mut boxes = Vec::new();
        for lane in &lanes.lanes {
            let Some(card) = self.cards.get(lane.service) else {
                continue;
            };
            let right = card.rect.x + card.rect.width;
            let (header, rows) = meeting_heights(card);
            let mut top = card.rect.y + card.rect.height + CARD_GAP;
            let mut reach = 24.0;
            for reason in lane.reasons.iter().rev() {
                let Some(stub) = self.graph.stubs.get(reason.stub) else {
                    continue;
                };
                let rect = Rect {
                    x: card.rect.x,
                    y: top,
                    width: card.rect.width,
                    height: reason.height,
                };
                top += reason.height + CARD_GAP;
                let end = Point {
                    x: right,
                    y: rect.y + rect.height / 2.0,
                };
                let mut curves = Vec::new();
                for row in stub.rows.iter().rev() {
                    let y = row.and_then(|row| rows.get(row)).copied().unwrap_or(header);
                    curves.push([
                        Point { x: right, y },
                        Point {
                            x: right + reach,
                            y,
                        },
                        Point {
                            x: right + reach,
                            y: end.y,
                        },
                        end,
                    ]);
                    reach = (reach + 10.0).min(64.0);
                }
                boxes.push(DeadEndBox {
                    id: stub.id.clone(),
                    name: stub.name.clone(),
                    from: card.id.clone(),
                    curves,
                    rect,
                    lines: reason_lines(&reason.lines, rect),
                    origins: stub.origins.clone(),
                });
            }
        }
        boxes
    }

    fn heads(&self, words: &SceneWords) -> Vec<ColumnHead> {
        self.columns
            .iter()
            .map(|(kind, column)| {
                let text = match kind {
                    CardKind::Client => words.clients,
                    CardKind::Entry => words.entry_points,
                    CardKind::Service => words.services,
                    CardKind::Backend => words.backends,
                };
                ColumnHead {
                    kind: *kind,
                    label: Label {
                        at: Point {
                            x: column.x,
                            y: HEAD_BASELINE,
                        },
                        anchor: Anchor::Start,
                        role: LabelRole::Column,
                        text: text.to_owned(),
                        full: None,
                    },
                }
            })
            .collect()
    }
}

fn reason_lines(lines: &[String], rect: Rect) -> Vec<Label> {
    let mut labels = Vec::new();
    let count = lines.iter().map(|_| REASON_LINE).sum::<f32>();
    let mut y = rect.y + (rect.height - count) / 2.0;
    for line in lines {
        labels.push(Label {
            at: Point {
                x: rect.x + REASON_PADDING,
                y: y + 14.5,
            },
            anchor: Anchor::Start,
            role: LabelRole::Bad,
            text: line.clone(),
            full: None,
        });
        y += REASON_LINE;
    }
    labels
}

/// What is to be stacked. What has no wish would like to stand below the item before it, or above the first that has one.
fn items(sizes: impl Iterator<Item = (f32, f32)>, wishes: &[Option<f32>]) -> Vec<Item> {
    let sizes: Vec<(f32, f32)> = sizes.collect();
    let mut above = 0.0;
    let first = sizes.iter().zip(wishes).find_map(|((height, gap), wish)| {
        above += height + gap;
        wish.map(|wish| wish + height / 2.0 + gap - above)
    });
    let mut top = first.unwrap_or(TOP);
    sizes
        .into_iter()
        .zip(wishes)
        .map(|((height, gap), wish)| {
            let wish = wish.unwrap_or(top + height / 2.0);
            top = wish + height / 2.0 + gap;
            Item { height, wish, gap }
        })
        .collect()
}
