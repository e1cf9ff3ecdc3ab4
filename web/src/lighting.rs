//! Which parts of the picture belong together: what lights up when one of them, or a place in the text, is pointed at.

use std::collections::BTreeSet;

use playground::TextRange;
use playground::scene::{Edge, Scene};

/// What is lit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lighting {
    /// The ids of cards, edges, groups and dead ends.
    pub(crate) parts: BTreeSet<String>,
    /// The places in the text that made the part that is pointed at.
    pub(crate) ranges: Vec<TextRange>,
}

/// Lights the part `id` and every route through it, to its beginnings and to its ends.
pub(crate) fn from_part(scene: &Scene, id: &str) -> Lighting {
    let Some(origins) = origins(scene, id) else {
        return Lighting::default();
    };
    let mut parts = BTreeSet::from([id.to_owned()]);
    if let Some(edge) = scene.edges.iter().find(|edge| edge.id == id) {
        let [from, to] = &edge.ends;
        parts.extend([from.clone(), to.clone()]);
    } else if let Some(end) = scene.dead_ends.iter().find(|end| end.id == id) {
        parts.insert(end.from.clone());
    } else {
        follow(scene, id, &mut parts, |[from, to]| (to, from));
        follow(scene, id, &mut parts, |[from, to]| (from, to));
        let dead = scene.dead_ends.iter().filter(|end| end.from == id);
        parts.extend(dead.map(|end| end.id.clone()));
    }
    let ranges = origins
        .iter()
        .map(|span| TextRange {
            start: span.start,
            end: span.end,
        })
        .collect();
    Lighting { parts, ranges }
}

/// Lights what the text at `caret` makes.
pub(crate) fn from_caret(scene: &Scene, caret: u32) -> BTreeSet<String> {
    every_part(scene)
        .filter(|(_, origins)| origins.iter().any(|span| span.touches(caret)))
        .map(|(id, _)| id.to_owned())
        .collect()
}

/// The places in the text that made the part `id`, the most telling first.
pub(crate) fn origins<'a>(scene: &'a Scene, id: &str) -> Option<&'a [syntax::Span]> {
    every_part(scene)
        .find(|(part, _)| *part == id)
        .map(|(_, origins)| origins)
}

/// The name of the part `id`, and what else there is to say of it.
pub(crate) fn caption<'a>(scene: &'a Scene, id: &str) -> Option<(&'a str, &'a str)> {
    let cards = scene.cards.iter();
    let card = cards
        .map(|card| (&card.id, card.name.as_str(), card.description.as_str()))
        .find(|(part, ..)| *part == id);
    let edge = || {
        let edge = scene.edges.iter().find(|edge| edge.id == id)?;
        let translation = edge.translation.as_deref().unwrap_or_default();
        Some((&edge.id, edge.name.as_str(), translation))
    };
    let group = || {
        let group = scene.groups.iter().find(|group| group.id == id)?;
        Some((&group.id, group.name.as_str(), ""))
    };
    let dead_end = || {
        let end = scene.dead_ends.iter().find(|end| end.id == id)?;
        Some((&end.id, end.name.as_str(), ""))
    };
    let found = card.or_else(edge).or_else(group).or_else(dead_end);
    found.map(|(_, name, more)| (name, more))
}

fn every_part(scene: &Scene) -> impl Iterator<Item = (&str, &[syntax::Span])> {
    let cards = scene
        .cards
        .iter()
        .map(|card| (card.id.as_str(), card.origins.as_slice()));
    let edges = scene
        .edges
        .iter()
        .map(|edge| (edge.id.as_str(), edge.origins.as_slice()));
    let groups = scene
        .groups
        .iter()
        .map(|group| (group.id.as_str(), group.origins.as_slice()));
    let dead_ends = scene
        .dead_ends
        .iter()
        .map(|end| (end.id.as_str(), end.origins.as_slice()));
    cards.chain(edges).chain(groups).chain(dead_ends)
}

/// Walks the edges from card `id` in one direction; `direct` says which end is near and which is far.
fn follow(
    scene: &Scene,
    id: &str,
    parts: &mut BTreeSet<String>,
    direct: impl Fn(&[String; 2]) -> (&String, &String),
) {
    let mut seen = BTreeSet::from([id]);
    let mut next = vec![id];
    while let Some(card) = next.pop() {
        let onward = |edge: &&Edge| direct(&edge.ends).0 == card;
        for edge in scene.edges.iter().filter(onward) {
            let far = direct(&edge.ends).1;
            parts.insert(edge.id.clone());
            parts.insert(far.clone());
            if seen.insert(far) {
                next.push(far);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use playground::scene::{Card, CardKind, CardState, EdgeState, Point, Rect};
    use syntax::Span;

    fn card(id: &str, start: u32) -> Card {
        Card {
            id: id.to_owned(),
            kind: CardKind::Backend,
            state: CardState::Normal,
            name: String::new(),
            description: String::new(),
            members: Vec::new(),
            changed: false,
            rect: Rect::default(),
            labels: Vec::new(),
            chips: Vec::new(),
            separators: Vec::new(),
            rows: Vec::new(),
            sockets: Vec::new(),
            origins: vec![Span::new(start, start + 10)],
        }
    }

    fn edge(from: &str, to: &str, start: u32) -> Edge {
        Edge {
            id: format!("{from}>{to}"),
            state: EdgeState::Live,
            name: String::new(),
            ends: [from.to_owned(), to.to_owned()],
            curve: [Point::default(); 4],
            pill: None,
            translation: None,
            origins: vec![Span::new(start, start + 2)],
        }
    }

    fn scene() -> Scene {
        Scene {
            cards: vec![card("ip", 0), card("web", 20), card("a", 40), card("b", 60)],
            edges: vec![
                edge("ip", "web", 22),
                edge("web", "a", 24),
                edge("web", "b", 26),
            ],
            ..Scene::default()
        }
    }

    fn ids(parts: &BTreeSet<String>) -> Vec<&str> {
        parts.iter().map(String::as_str).collect()
    }

    #[test]
    fn a_backend_lights_the_way_to_it_and_not_its_siblings() {
        let lighting = from_part(&scene(), "a");
        assert_eq!(ids(&lighting.parts), ["a", "ip", "ip>web", "web", "web>a"]);
        assert_eq!(lighting.ranges, [TextRange { start: 40, end: 50 }]);
    }

    #[test]
    fn an_edge_lights_its_two_ends() {
        let lighting = from_part(&scene(), "web>b");
        assert_eq!(ids(&lighting.parts), ["b", "web", "web>b"]);
    }

    #[test]
    fn what_is_gone_lights_nothing() {
        assert_eq!(from_part(&scene(), "gone"), Lighting::default());
    }

    #[test]
    fn the_caret_lights_what_its_place_makes() {
        assert_eq!(ids(&from_caret(&scene(), 24)), ["ip>web", "web", "web>a"]);
        assert!(from_caret(&scene(), 15).is_empty());
    }
}
