//! Which parts of a large picture are in the document: what can be seen first, the rest bit by bit, and never more than a browser moves
//! with ease. What is far away from the view is not drawn; the search and the map lead to it.

use std::collections::BTreeMap;
use std::rc::Rc;

use playground::scene::{Card, DeadEndBox, Edge, Group, Point, Rect, Scene};

/// So many elements are put into the document or changed there at once: what a slow machine does within a tenth of a second's half.
const AT_FIRST: usize = 900;
/// And with each frame after that.
const AT_A_TIME: usize = 450;
/// More elements than this are only in the document if they can be seen.
const MOST: usize = 12_000;

/// A part of the picture, as it was last drawn.
#[derive(Clone)]
struct Kept<T> {
    part: Rc<T>,
    /// It is as the newest scene has it.
    fresh: bool,
}

/// The parts of one kind that are in the document, by their ids.
#[derive(Clone)]
struct Layer<T>(BTreeMap<String, Kept<T>>);

/// The parts that are in the document. Parts that are near are as the newest scene has them; others may be as an older one had them, for
/// some frames.
#[derive(Clone, Default)]
pub(crate) struct Unrolled {
    groups: Layer<Group>,
    cards: Layer<Card>,
    edges: Layer<Edge>,
    dead_ends: Layer<DeadEndBox>,
    /// There is nothing left to do.
    pub(crate) complete: bool,
}

/// What matters now.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Sight {
    /// What is in view of the picture.
    pub(crate) window: Rect,
    /// The id of the part that somebody points at: it must not go away.
    pub(crate) held: Option<Rc<str>>,
}

/// A part of a picture: one of the four kinds.
trait Part: Clone + PartialEq {
    fn id(&self) -> &str;
    /// All that it covers.
    fn bounds(&self) -> Rect;
    /// How many elements it takes, about.
    fn weight(&self) -> usize;
}

/// Where a part comes in the order of drawing.
struct Place {
    /// How far it is from what can be seen; 0 is within.
    distance: f32,
    kind: Kind,
    index: usize,
    weight: usize,
    /// It is in the document as it should be.
    fresh: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Group,
    Card,
    DeadEnd,
    Edge,
}

impl Unrolled {
    /// Takes over what is in the document already of `scene`, a newer one, and draws first what can be seen.
    pub(crate) fn renewed(&self, scene: &Scene, sight: &Sight) -> Self {
        let mut next = Self {
            groups: self.groups.of(&scene.groups),
            cards: self.cards.of(&scene.cards),
            edges: self.edges.of(&scene.edges),
            dead_ends: self.dead_ends.of(&scene.dead_ends),
            complete: false,
        };
        next.advance(scene, sight, AT_FIRST);
        next
    }

    /// Draws some more of `scene`, the same as before.
    pub(crate) fn continued(&self, scene: &Scene, sight: &Sight) -> Self {
        let mut next = self.clone();
        next.advance(scene, sight, AT_A_TIME);
        next
    }

    /// The boxes of nodes that are drawn, in the scene's order, as all that follows.
    pub(crate) fn groups<'a>(&'a self, scene: &'a Scene) -> impl Iterator<Item = &'a Rc<Group>> {
        self.groups.in_order(&scene.groups)
    }

    /// The cards that are drawn.
    pub(crate) fn cards<'a>(&'a self, scene: &'a Scene) -> impl Iterator<Item = &'a Rc<Card>> {
        self.cards.in_order(&scene.cards)
    }

    /// The edges that are drawn.
    pub(crate) fn edges<'a>(&'a self, scene: &'a Scene) -> impl Iterator<Item = &'a Rc<Edge>> {
        self.edges.in_order(&scene.edges)
    }

    /// The dead ends that are drawn.
    pub(crate) fn dead_ends<'a>(
        &'a self,
        scene: &'a Scene,
    ) -> impl Iterator<Item = &'a Rc<DeadEndBox>> {
        self.dead_ends.in_order(&scene.dead_ends)
    }

    fn advance(&mut self, scene: &Scene, sight: &Sight, budget: usize) {
        let mut places = Vec::new();
        self.groups
            .place(&scene.groups, Kind::Group, sight, &mut places);
        self.cards
            .place(&scene.cards, Kind::Card, sight, &mut places);
        self.dead_ends
            .place(&scene.dead_ends, Kind::DeadEnd, sight, &mut places);
        self.edges
            .place(&scene.edges, Kind::Edge, sight, &mut places);
        places.sort_by(|one, other| {
            let nearer = one.distance.total_cmp(&other.distance);
            nearer.then_with(|| one.kind.cmp(&other.kind))
        });
        let (mut all, mut done) = (0, 0);
        self.complete = true;
        for place in places {
            all += place.weight;
            if all > MOST && place.distance > 0.0 {
                self.forget(scene, &place);
            } else if !place.fresh {
                // At least one, however heavy it is.
                if done == 0 || done + place.weight <= budget {
                    done += place.weight;
                    self.draw(scene, &place);
                } else {
                    done = budget.max(1);
                    self.complete = false;
                }
            }
        }
    }

    fn draw(&mut self, scene: &Scene, place: &Place) {
        match place.kind {
            Kind::Group => self.groups.draw(scene.groups.get(place.index)),
            Kind::Card => self.cards.draw(scene.cards.get(place.index)),
            Kind::DeadEnd => self.dead_ends.draw(scene.dead_ends.get(place.index)),
            Kind::Edge => self.edges.draw(scene.edges.get(place.index)),
        }
    }

    fn forget(&mut self, scene: &Scene, place: &Place) {
        match place.kind {
            Kind::Group => self.groups.forget(scene.groups.get(place.index)),
            Kind::Card => self.cards.forget(scene.cards.get(place.index)),
            Kind::DeadEnd => self.dead_ends.forget(scene.dead_ends.get(place.index)),
            Kind::Edge => self.edges.forget(scene.edges.get(place.index)),
        }
    }
}

impl<T> Default for Layer<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T: Part> Layer<T> {
    /// What is drawn of `parts`.
    fn of(&self, parts: &[T]) -> Self {
        let kept = parts.iter().filter_map(|part| {
            let drawn = &self.0.get(part.id())?.part;
            let kept = Kept {
                part: Rc::clone(drawn),
                fresh: **drawn == *part,
            };
            Some((part.id().to_owned(), kept))
        });
        Self(kept.collect())
    }

    fn place(&self, parts: &[T], kind: Kind, sight: &Sight, places: &mut Vec<Place>) {
        let away = |part: &T| distance(sight.window, part.bounds());
        places.extend(parts.iter().enumerate().map(|(index, part)| {
            let kept = self.0.get(part.id());
            let old = kept.filter(|kept| !kept.fresh);
            Place {
                distance: match old {
                    _ if sight.held.as_deref() == Some(part.id()) => 0.0,
                    // What is seen where it no longer is has to go from there as soon as what has come into view is drawn.
                    Some(old) => away(part).min(away(&old.part)),
                    None => away(part),
                },
                kind,
                index,
                weight: part.weight(),
                fresh: kept.is_some_and(|kept| kept.fresh),
            }
        }));
    }

    fn draw(&mut self, part: Option<&T>) {
        if let Some(part) = part {
            let kept = Kept {
                part: Rc::new(part.clone()),
                fresh: true,
            };
            self.0.insert(part.id().to_owned(), kept);
        }
    }

    fn forget(&mut self, part: Option<&T>) {
        if let Some(part) = part {
            self.0.remove(part.id());
        }
    }

    fn in_order<'a>(&'a self, parts: &'a [T]) -> impl Iterator<Item = &'a Rc<T>> {
        parts
            .iter()
            .filter_map(|part| Some(&self.0.get(part.id())?.part))
    }
}

/// How far two boxes are apart; 0 if they touch.
fn distance(one: Rect, other: Rect) -> f32 {
    let across = (other.x - one.x - one.width).max(one.x - other.x - other.width);
    let down = (other.y - one.y - one.height).max(one.y - other.y - other.height);
    across.max(down).max(0.0)
}

impl Part for Group {
    fn id(&self) -> &str {
        &self.id
    }

    fn bounds(&self) -> Rect {
        self.rect
    }

    fn weight(&self) -> usize {
        8
    }
}

impl Part for Card {
    fn id(&self) -> &str {
        &self.id
    }

    fn bounds(&self) -> Rect {
        self.rect
    }

    fn weight(&self) -> usize {
        // Its frame and its button; then what is written on it.
        9 + self.labels.len()
            + 3 * self.chips.len()
            + 2 * self.rows.len()
            + self.separators.len()
            + self.sockets.len()
    }
}

impl Part for Edge {
    fn id(&self) -> &str {
        &self.id
    }

    fn bounds(&self) -> Rect {
        around(&self.curve)
    }

    fn weight(&self) -> usize {
        if self.pill.is_some() { 7 } else { 4 }
    }
}

impl Part for DeadEndBox {
    fn id(&self) -> &str {
        &self.id
    }

    fn bounds(&self) -> Rect {
        let Rect {
            x,
            y,
            width,
            height,
        } = self.rect;
        let corners = [
            Point { x, y },
            Point {
                x: x + width,
                y: y + height,
            },
        ];
        let points: Vec<Point> = self
            .curves
            .iter()
            .flatten()
            .copied()
            .chain(corners)
            .collect();
        around(&points)
    }

    fn weight(&self) -> usize {
        2 + 2 * self.curves.len() + self.lines.len()
    }
}

/// The box around `points`. A curve never leaves the one around its control points.
fn around(points: &[Point]) -> Rect {
    let nothing = (
        f32::INFINITY,
        f32::INFINITY,
        f32::NEG_INFINITY,
        f32::NEG_INFINITY,
    );
    let (left, top, right, bottom) =
        points
            .iter()
            .fold(nothing, |(left, top, right, bottom), at| {
                (
                    left.min(at.x),
                    top.min(at.y),
                    right.max(at.x),
                    bottom.max(at.y),
                )
            });
    Rect {
        x: left,
        y: top,
        width: right - left,
        height: bottom - top,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use playground::scene::{CardKind, CardState};

    fn card(id: usize, y: f32, name: &str) -> Card {
        Card {
            id: format!("card-{id:04}"),
            kind: CardKind::Backend,
            state: CardState::Normal,
            name: name.to_owned(),
            description: String::new(),
            members: Vec::new(),
            changed: false,
            rect: Rect {
                x: 0.0,
                y,
                width: 100.0,
                height: 50.0,
            },
            labels: Vec::new(),
            chips: Vec::new(),
            separators: Vec::new(),
            rows: Vec::new(),
            sockets: Vec::new(),
            origins: Vec::new(),
        }
    }

    /// A column of cards, each 100 high with the gap below it.
    fn column(count: usize, name: &str) -> Scene {
        Scene {
            cards: (0..count)
                .map(|index| card(index, index as f32 * 100.0, name))
                .collect(),
            ..Scene::default()
        }
    }

    fn sight(y: f32) -> Sight {
        Sight {
            window: Rect {
                x: 0.0,
                y,
                width: 800.0,
                height: 1000.0,
            },
            held: None,
        }
    }

    fn finished(mut unrolled: Unrolled, scene: &Scene, sight: &Sight) -> Unrolled {
        for _ in 0..1000 {
            if unrolled.complete {
                return unrolled;
            }
            unrolled = unrolled.continued(scene, sight);
        }
        unrolled
    }

    fn numbers(unrolled: &Unrolled, scene: &Scene) -> Vec<usize> {
        let ids = unrolled.cards(scene).map(|card| card.id.as_str());
        ids.filter_map(|id| id.strip_prefix("card-")?.parse().ok())
            .collect()
    }

    #[test]
    fn a_small_picture_is_drawn_at_once() {
        let scene = column(40, "a");
        let unrolled = Unrolled::default().renewed(&scene, &sight(0.0));
        assert!(unrolled.complete);
        assert_eq!(unrolled.cards(&scene).count(), 40);
    }

    #[test]
    fn what_can_be_seen_comes_first_and_the_rest_in_order() {
        let scene = column(300, "a");
        let sight = sight(20_000.0);
        let first = Unrolled::default().renewed(&scene, &sight);
        assert!(!first.complete);
        let drawn = numbers(&first, &scene);
        assert_eq!(drawn.len(), AT_FIRST / 9);
        assert!((200..210).all(|number| drawn.contains(&number)));
        assert!(!drawn.contains(&0));
        let all = finished(first, &scene, &sight);
        assert_eq!(numbers(&all, &scene), (0..300).collect::<Vec<_>>());
    }

    #[test]
    fn of_a_very_large_picture_only_the_surroundings_are_drawn() {
        let scene = column(5000, "a");
        let top = sight(0.0);
        let drawn = finished(Unrolled::default().renewed(&scene, &top), &scene, &top);
        assert_eq!(numbers(&drawn, &scene), (0..MOST / 9).collect::<Vec<_>>());
        let end = sight(499_000.0);
        let moved = drawn.continued(&scene, &end);
        assert!(numbers(&moved, &scene).contains(&4999), "seen, so drawn");
        let moved = finished(moved, &scene, &end);
        assert!(!numbers(&moved, &scene).contains(&0), "far away, so gone");
    }

    #[test]
    fn everything_that_can_be_seen_is_drawn_however_much_it_is() {
        let scene = column(5000, "a");
        let mut everything = sight(0.0);
        everything.window.height = 500_000.0;
        let drawn = finished(
            Unrolled::default().renewed(&scene, &everything),
            &scene,
            &everything,
        );
        assert_eq!(drawn.cards(&scene).count(), 5000);
    }

    #[test]
    fn what_is_pointed_at_stays() {
        let scene = column(5000, "a");
        let sight = Sight {
            held: Some("card-4000".into()),
            ..sight(0.0)
        };
        let drawn = finished(Unrolled::default().renewed(&scene, &sight), &scene, &sight);
        assert!(numbers(&drawn, &scene).contains(&4000));
    }

    #[test]
    fn what_has_not_changed_is_not_drawn_anew_and_what_is_gone_is_gone() {
        let (old, sight) = (column(300, "a"), sight(0.0));
        let drawn = finished(Unrolled::default().renewed(&old, &sight), &old, &sight);
        let mut new = column(299, "a");
        new.cards[5].name = "b".to_owned();
        let renewed = drawn.renewed(&new, &sight);
        assert!(renewed.complete);
        assert_eq!(renewed.cards(&new).count(), 299);
        let pairs = drawn.cards(&old).zip(renewed.cards(&new));
        let anew: Vec<_> = pairs
            .filter(|(one, other)| !Rc::ptr_eq(one, other))
            .map(|(_, card)| card.name.as_str())
            .collect();
        assert_eq!(anew, ["b"]);
    }

    #[test]
    fn far_parts_change_after_near_ones() {
        let (old, sight) = (column(300, "a"), sight(0.0));
        let drawn = finished(Unrolled::default().renewed(&old, &sight), &old, &sight);
        let new = column(300, "b");
        let renewed = drawn.renewed(&new, &sight);
        let names: Vec<_> = renewed.cards(&new).map(|card| card.name.as_str()).collect();
        assert_eq!((names[0], names[299]), ("b", "a"));
        let finished = finished(renewed, &new, &sight);
        assert!(finished.cards(&new).all(|card| card.name == "b"));
    }
}
