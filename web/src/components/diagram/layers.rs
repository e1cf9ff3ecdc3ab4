use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use playground::Analysis;
use playground::scene::{Point, Rect, Scene};
use yew::prelude::*;

use super::card::{CardView, GroupView, group_stop, met_before};
use super::edge::{DeadEndView, EdgeView};
use super::handle;
use super::label::text;
use super::way::{Runs, Signs, use_way};
use crate::bridge::NextFrame;
use crate::hooks::{use_pointing, use_result};
use crate::lighting;
use crate::same::Same;
use crate::unrolling::{Sight, Unrolled};

#[derive(Properties)]
pub(super) struct LayersProps {
    pub(super) analysis: Rc<Analysis>,
    /// What is in view of the picture.
    pub(super) window: Rect,
}

impl PartialEq for LayersProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.analysis, &other.analysis) && self.window == other.window
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

/// The layers of the picture: nodes, edges, cards, and what is written over them.
#[component]
pub(super) fn Layers(props: &LayersProps) -> Html {
    let scene = &props.analysis.scene;
    let unrolled = use_unrolling(&props.analysis, props.window);
    let (lit, at_caret) = use_lighting(scene);
    let sent = use_way(&props.analysis);
    let emphasis = |id: &String| Emphasis {
        lit: lit.contains(id),
        at_caret: at_caret.contains(id),
        passed: sent.as_ref().is_some_and(|way| way.parts.contains(id)),
    };
    let pointed = use_pointing().part;
    let indices = use_memo(Same::of(&props.analysis), |analysis| {
        let offers = analysis.offers.iter().enumerate();
        let indices = offers.map(|(index, offers)| (offers.part.clone(), index));
        indices.collect::<BTreeMap<String, usize>>()
    });
    let menu = |id: &str, at: Point| {
        let index = *indices.get(id)?;
        let offers = props.analysis.offers.get(index)?;
        Some(handle::handle(
            at,
            index,
            offers,
            pointed.as_deref() == Some(id),
        ))
    };
    let mut groups = unrolled.groups(scene).peekable();
    let class = classes!("layers", (!lit.is_empty()).then_some("pointed"));
    html! {
        <g {class}>
            for group in unrolled.groups(scene) {
                <GroupView key={group.id.clone()} group={Rc::clone(group)} emphasis={emphasis(&group.id)} />
            }
            <g aria-hidden="true">
                for head in &scene.columns {
                    { text(&head.label) }
                }
            </g>
            for edge in unrolled.edges(scene) {
                <EdgeView key={edge.id.clone()} edge={Rc::clone(edge)} emphasis={emphasis(&edge.id)} />
            }
            for end in unrolled.dead_ends(scene) {
                <DeadEndView key={end.id.clone()} end={Rc::clone(end)} emphasis={emphasis(&end.id)} />
            }
            if let Some(way) = &sent {
                <Runs way={Rc::clone(way)} />
            }
            for card in unrolled.cards(scene) {
                for group in met_before(card, &mut groups) {
                    { group_stop(group) }
                    { menu(&group.id, handle::on_group(group)) }
                }
                <CardView key={card.id.clone()} card={Rc::clone(card)} emphasis={emphasis(&card.id)} />
                { menu(&card.id, handle::on_card(card)) }
            }
            if let Some(way) = &sent {
                <Signs way={Rc::clone(way)} />
            }
        </g>
    }
}

/// The parts that are drawn: what is in view at once, the rest with the frames that follow.
#[hook]
fn use_unrolling(analysis: &Rc<Analysis>, window: Rect) -> Rc<Unrolled> {
    let last = use_mut_ref(|| None::<(Same<Analysis>, Rc<Unrolled>)>);
    let frames = use_state_eq(|| 0_u32);
    let sight = Sight {
        window,
        held: use_pointing().part,
    };
    let unrolled = use_memo(
        (Same::of(analysis), sight, *frames),
        |(analysis, sight, _)| {
            let scene = &analysis.scene;
            let unrolled = Rc::new(match last.take() {
                Some((of, drawn)) if of == *analysis => drawn.continued(scene, sight),
                Some((_, drawn)) => drawn.renewed(scene, sight),
                None => Unrolled::default().renewed(scene, sight),
            });
            last.replace(Some((analysis.clone(), Rc::clone(&unrolled))));
            unrolled
        },
    );
    let unrolled = Rc::clone(&*unrolled);
    use_effect_with(Same::of(&unrolled), move |unrolled| {
        let next = || NextFrame::wait(Callback::from(move |()| frames.set(frames.wrapping_add(1))));
        let waiting = (!unrolled.complete).then(next);
        move || drop(waiting)
    });
    unrolled
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
