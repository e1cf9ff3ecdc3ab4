//! A trail with its places: the lines along which a request is shown running through a picture.

use crate::graph::percent;
use crate::layout::{at, curve, pill, pill_around, rightmost};
use crate::model::{Label, Pill, Point, Rect, Scene};
use crate::{Fan, Leg, Trail};

/// Where on its last edge a number stands, if the edge's own share does not say.
const NUMBER_AT: f32 = 0.8;
/// The room that a mark's sign takes, left of its text.
const SIGN: f32 = 16.0;

/// How far below a border the middle of a mark stands.
const BELOW: f32 = 5.0;

/// What is drawn over the picture while it shows a request.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Course {
    /// Where it goes and no edge is drawn.
    pub bypasses: Vec<[Point; 4]>,
    /// From the client to each card that it may reach.
    pub streams: Vec<Stream>,
    /// Where it ends otherwise.
    pub mark: Option<MarkBox>,
}

/// One way from beginning to end.
#[derive(Clone, Debug, PartialEq)]
pub struct Stream {
    /// Curve after curve; between them it crosses a card.
    pub curves: Vec<[Point; 4]>,
    /// How many requests take it.
    pub count: u32,
    /// The odds, and how many of how many requests took it: `50% · 52/100`.
    pub number: Option<Pill>,
}

/// Where a request ends without an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkBox {
    /// The box.
    pub rect: Rect,
    /// The middle of its sign.
    pub sign: Point,
    /// What it says.
    pub label: Label,
    /// It dies there: a cross. Else it goes on: an arrow.
    pub dies: bool,
}

/// Finds the places of `trail` in `scene`. What the scene does not hold is left out.
pub fn course(scene: &Scene, trail: &Trail) -> Course {
    let mut course = Course::default();
    let mut approach = Vec::new();
    for leg in &trail.approach {
        approach.extend(course.place(scene, leg));
    }
    let sent = trail.fan.iter().map(|fan| fan.count).sum();
    for fan in &trail.fan {
        let mut curves = approach.clone();
        let number = course.place(scene, &fan.leg).map(|last| {
            curves.push(last);
            number(scene, fan, &last, sent)
        });
        course.streams.push(Stream {
            curves,
            count: fan.count,
            number: number.flatten().filter(|_| sent > 1 || trail.fan.len() > 1),
        });
    }
    if trail.fan.is_empty() {
        let dead_end = trail.end.as_ref().and_then(|end| {
            let mut ends = scene.dead_ends.iter();
            ends.find(|it| it.id == end.part)?.curves.first()
        });
        approach.extend(dead_end);
        course.streams.push(Stream {
            curves: approach,
            count: 1,
            number: None,
        });
    }
    course.streams.retain(|stream| !stream.curves.is_empty());
    course.mark = trail.end.as_ref().and_then(|end| {
        let rect = rect_of(scene, &end.part)?;
        // On the lower border, where no edge ends, and clear of the last row's text.
        let middle = Point {
            x: rect.x + rect.width / 2.0,
            y: rect.y + rect.height + BELOW,
        };
        let mut text_box = pill_around(middle, &end.text);
        text_box.width += SIGN;
        text_box.x -= SIGN / 2.0;
        let mut label = pill(text_box, end.text.clone()).label;
        label.at.x += SIGN / 2.0;
        Some(MarkBox {
            rect: text_box,
            sign: Point {
                x: text_box.x + SIGN,
                y: middle.y,
            },
            label,
            dies: end.dies,
        })
    });
    course
}

impl Course {
    /// The curve of a leg: its edge's, or one of its own.
    fn place(&mut self, scene: &Scene, leg: &Leg) -> Option<[Point; 4]> {
        let edge = leg.edge.as_ref();
        let drawn = edge.and_then(|id| scene.edges.iter().find(|edge| edge.id == *id));
        if let Some(edge) = drawn {
            return Some(edge.curve);
        }
        let [from, to] = &leg.ends;
        let (from, to) = (rect_of(scene, from)?, rect_of(scene, to)?);
        let own = curve(
            Point {
                x: from.x + from.width,
                y: from.y + from.height / 2.0,
            },
            Point {
                x: to.x,
                y: to.y + to.height / 2.0,
            },
        );
        self.bypasses.push(own);
        Some(own)
    }
}

/// How often the last edge was taken, in the place of the share that it shows.
fn number(scene: &Scene, fan: &Fan, last: &[Point; 4], sent: u32) -> Option<Pill> {
    let text = format!("{} · {}/{sent}", percent(fan.odds), fan.count);
    let edge = scene
        .edges
        .iter()
        .find(|edge| Some(&edge.id) == fan.leg.edge.as_ref());
    let share = edge
        .and_then(|edge| edge.pill.as_ref())
        .map(|share| share.rect);
    let middle = share.map_or_else(
        || at(last, NUMBER_AT),
        |rect| Point {
            x: rect.x + rect.width / 2.0,
            y: rect.y + rect.height / 2.0,
        },
    );
    let mut rect = pill_around(middle, &text);
    let [.., end] = last;
    rect.x = rect.x.min(rightmost(*end) - rect.width);
    Some(pill(rect, text))
}

/// The box of a card, a node or a dead end.
fn rect_of(scene: &Scene, id: &str) -> Option<Rect> {
    let cards = scene.cards.iter().map(|card| (&card.id, card.rect));
    let groups = scene.groups.iter().map(|group| (&group.id, group.rect));
    let dead_ends = scene.dead_ends.iter().map(|end| (&end.id, end.rect));
    let mut all = cards.chain(groups).chain(dead_ends);
    all.find(|(of, _)| *of == id).map(|(_, rect)| rect)
}
