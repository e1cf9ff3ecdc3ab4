//! A scene as Mermaid text: the same cards and routes, laid out by whoever draws it.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use crate::model::{Card, CardState, Edge, EdgeState, Rect, Scene};

/// `scene` as a flowchart.
pub fn mermaid(scene: &Scene) -> String {
    let mut out = String::from("flowchart LR\n");
    let written = write(scene, &mut out);
    debug_assert!(written.is_ok(), "a String takes whatever is written to it");
    out
}

fn write(scene: &Scene, out: &mut String) -> fmt::Result {
    let names: BTreeMap<&str, usize> = scene
        .cards
        .iter()
        .enumerate()
        .map(|(index, card)| (card.id.as_str(), index))
        .collect();
    let mut grouped = vec![false; scene.cards.len()];
    for (index, group) in scene.groups.iter().enumerate() {
        writeln!(out, "  subgraph g{index}[\"{}\"]", Quoted(&group.name))?;
        for ((at, card), grouped) in scene.cards.iter().enumerate().zip(&mut grouped) {
            if !*grouped && holds(group.rect, card.rect) {
                *grouped = true;
                node(out, "    ", at, card)?;
            }
        }
        out.push_str("  end\n");
    }
    for ((at, card), grouped) in scene.cards.iter().enumerate().zip(&grouped) {
        if !*grouped {
            node(out, "  ", at, card)?;
        }
    }
    for edge in &scene.edges {
        let [from, to] = &edge.ends;
        if let (Some(from), Some(to)) = (names.get(from.as_str()), names.get(to.as_str())) {
            route(out, *from, *to, edge)?;
        }
    }
    for (index, end) in scene.dead_ends.iter().enumerate() {
        let reason: Vec<&str> = end
            .lines
            .iter()
            .map(|line| line.full.as_deref().unwrap_or(&line.text))
            .collect();
        if let Some(from) = names.get(end.from.as_str()) {
            writeln!(
                out,
                "  n{from} --x d{index}[/\"{}\"/]",
                Quoted(&reason.join(" "))
            )?;
        }
    }
    Ok(())
}

fn node(out: &mut String, indent: &str, index: usize, card: &Card) -> fmt::Result {
    write!(out, "{indent}n{index}[\"{}", Quoted(&card.name))?;
    if !card.description.is_empty() {
        write!(out, "<br>{}", Quoted(&card.description))?;
    }
    out.push_str("\"]\n");
    let dashed = !matches!(card.state, CardState::Normal | CardState::Unmatched);
    if dashed {
        writeln!(out, "{indent}style n{index} stroke-dasharray: 6 4")?;
    }
    Ok(())
}

fn route(out: &mut String, from: usize, to: usize, edge: &Edge) -> fmt::Result {
    let arrow = match edge.state {
        EdgeState::Live => "-->",
        EdgeState::NotReady | EdgeState::Terminating => "-.->",
        EdgeState::Refused => "-.-x",
    };
    let pill = edge.pill.as_ref().map(|pill| pill.label.text.as_str());
    let said: Vec<&str> = edge
        .translation
        .as_deref()
        .into_iter()
        .chain(pill)
        .collect();
    if said.is_empty() {
        writeln!(out, "  n{from} {arrow} n{to}")
    } else {
        writeln!(
            out,
            "  n{from} {arrow}|\"{}\"| n{to}",
            Quoted(&said.join(" · "))
        )
    }
}

fn holds(outer: Rect, inner: Rect) -> bool {
    inner.x >= outer.x
        && inner.y >= outer.y
        && inner.x + inner.width <= outer.x + outer.width
        && inner.y + inner.height <= outer.y + outer.height
}

/// Text within quotation marks; what Mermaid would read as its own or as HTML is named by number.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '"' | '<' | '>' | '&' | '#' | '`' | '\\' => write!(out, "#{};", u32::from(c))?,
                c if c.is_control() => out.write_char(' ')?,
                c => out.write_char(c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::CardKind;

    fn card(id: &str, name: &str, y: f32) -> Card {
        Card {
            id: id.to_owned(),
            kind: CardKind::Backend,
            state: CardState::Normal,
            name: name.to_owned(),
            description: String::new(),
            members: Vec::new(),
            rect: Rect {
                x: 10.0,
                y,
                width: 10.0,
                height: 10.0,
            },
            labels: Vec::new(),
            chips: Vec::new(),
            changed: false,
            separators: Vec::new(),
            rows: Vec::new(),
            sockets: Vec::new(),
            origins: Vec::new(),
        }
    }

    #[test]
    fn cards_and_edges_become_nodes_and_arrows() {
        let edge = Edge {
            id: "e".to_owned(),
            state: EdgeState::NotReady,
            name: String::new(),
            ends: ["a".to_owned(), "b".to_owned()],
            curve: Default::default(),
            pill: None,
            translation: Some("10.96.0.1:80 → 10.244.0.2:8080".to_owned()),
            origins: Vec::new(),
        };
        let scene = Scene {
            cards: vec![
                card("a", "Service default/web", 0.0),
                card("b", "Pod \"x\"", 50.0),
            ],
            edges: vec![edge],
            ..Scene::default()
        };
        let expected = "flowchart LR\n  n0[\"Service default/web\"]\n  n1[\"Pod #34;x#34;\"]\n  \
                        n0 -.->|\"10.96.0.1:80 → 10.244.0.2:8080\"| n1\n";
        assert_eq!(mermaid(&scene), expected);
    }
}
