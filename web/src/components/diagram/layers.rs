use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use playground::scene::{Card, DeadEndBox, Edge, Group, Point, Scene};
use playground::{Analysis, Offers};
use yew::prelude::*;

use super::card::{CardView, GroupView};
use super::edge::{DeadEndView, EdgeView};
use super::handle;
use super::label::text;
use super::way::{Runs, Signs, use_way};
use crate::hooks::{use_pointing, use_result};
use crate::lighting;

#[derive(Properties)]
pub(super) struct LayersProps {
    pub(super) analysis: Rc<Analysis>,
}

impl PartialEq for LayersProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.analysis, &other.analysis)
    }
}

/// How a part stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Emphasis {
    /// On a route that is pointed at.
    pub(super) lit: bool,
    /// Made by the text at the caret.
    pub(super) at_caret: bool,
    /// On the way of the request that was sent.
    pub(super) passed: bool,
}

impl Emphasis {
    pub(super) fn classes(self) -> Classes {
        classes!(
            self.lit.then_some("lit"),
            self.at_caret.then_some("at-caret"),
            self.passed.then_some("passed")
        )
    }
}

/// The scene's parts, shared: a part is drawn anew only when it has changed.
struct Picture {
    groups: Vec<Rc<Group>>,
    cards: Vec<Rc<Card>>,
    edges: Vec<Rc<Edge>>,
    dead_ends: Vec<Rc<DeadEndBox>>,
}

impl Picture {
    fn of(scene: &Scene) -> Self {
        fn shared<T: Clone>(parts: &[T]) -> Vec<Rc<T>> {
            parts.iter().cloned().map(Rc::new).collect()
        }
        Self {
            groups: shared(&scene.groups),
            cards: shared(&scene.cards),
            edges: shared(&scene.edges),
            dead_ends: shared(&scene.dead_ends),
        }
    }
}

/// The layers of the picture: nodes, edges, cards, and what is written over them.
#[component]
pub(super) fn Layers(props: &LayersProps) -> Html {
    let scene = &props.analysis.scene;
    let picture = use_memo(props.analysis.clone(), |analysis| {
        Picture::of(&analysis.scene)
    });
    let (lit, at_caret) = use_lighting(scene);
    let sent = use_way(&props.analysis);
    let emphasis = |id: &String| Emphasis {
        lit: lit.contains(id),
        at_caret: at_caret.contains(id),
        passed: sent.as_ref().is_some_and(|way| way.parts.contains(id)),
    };
    let pointed = use_pointing().part;
    let offers: BTreeMap<&str, (usize, &Offers)> = props
        .analysis
        .offers
        .iter()
        .enumerate()
        .map(|(index, offers)| (offers.part.as_str(), (index, offers)))
        .collect();
    let menu = |id: &str, at: Point| {
        offers.get(id).map(|(index, offers)| {
            handle::handle(at, *index, offers, pointed.as_deref() == Some(id))
        })
    };
    let class = classes!("layers", (!lit.is_empty()).then_some("pointed"));
    html! {
        <g {class}>
            for group in &picture.groups {
                <GroupView key={group.id.clone()} group={Rc::clone(group)} emphasis={emphasis(&group.id)} />
                { menu(&group.id, handle::on_group(group)) }
            }
            <g aria-hidden="true">
                for head in &scene.columns {
                    { text(&head.label) }
                }
            </g>
            for edge in &picture.edges {
                <EdgeView key={edge.id.clone()} edge={Rc::clone(edge)} emphasis={emphasis(&edge.id)} />
            }
            for end in &picture.dead_ends {
                <DeadEndView key={end.id.clone()} end={Rc::clone(end)} emphasis={emphasis(&end.id)} />
            }
            if let Some(way) = &sent {
                <Runs way={Rc::clone(way)} />
            }
            for card in &picture.cards {
                <CardView key={card.id.clone()} card={Rc::clone(card)} emphasis={emphasis(&card.id)} />
                { menu(&card.id, handle::on_card(card)) }
            }
            if let Some(way) = &sent {
                <Signs way={Rc::clone(way)} />
            }
        </g>
    }
}

/// What is lit by pointing, and what by the caret. While the text has changed since, the caret counts in another text.
#[hook]
fn use_lighting(scene: &Scene) -> (BTreeSet<String>, BTreeSet<String>) {
    let pointing = use_pointing();
    let current = use_result().failure.is_none();
    let mut lit = pointing
        .part
        .as_deref()
        .map(|id| lighting::from_part(scene, id).parts)
        .unwrap_or_default();
    lit.extend(pointing.spot.iter().flat_map(|spot| &spot.parts).cloned());
    let at_caret = pointing
        .caret
        .filter(|_| current)
        .map(|caret| lighting::from_caret(scene, caret))
        .unwrap_or_default();
    (lit, at_caret)
}
