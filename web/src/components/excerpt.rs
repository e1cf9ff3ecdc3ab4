use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use playground::scene::Scene;
use playground::words::ShareWords;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use super::diagram::DiagramPane;
use super::header::Summary;
use super::notice::NoticeBar;
use crate::hooks::{
    Actions, use_actions, use_language, use_pointing, use_result, use_whole, use_words,
};
use crate::stage::{self, Stage};
use crate::{bridge, panels, sharing};

#[derive(Properties, PartialEq)]
pub(crate) struct ExcerptProps {
    pub(crate) stage: Stage,
}

/// The diagram and the request alone, and the way to the whole page.
#[component]
pub(crate) fn Excerpt(props: &ExcerptProps) -> Html {
    let words = ShareWords::of(use_language());
    let page = use_words();
    let (class, leave) = match props.stage {
        Stage::Present => ("present", words.leave),
        Stage::Embed | Stage::Page => ("embed", words.open_here),
    };
    html! {
        <>
            <main id="workbench" class={classes!("excerpt", class)}>
                <h1 class="out-of-sight">{ page.name }</h1>
                <NoticeBar />
                <DiagramPane hidden={false} />
                <section class="panel" aria-label={page.request}>{ panels::request() }</section>
            </main>
            <footer class="excerpt-bar">
                <Summary />
                if props.stage == Stage::Present {
                    <Steps />
                }
                <WayOut name={leave} apart={props.stage == Stage::Embed} />
            </footer>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct WayOutProps {
    name: AttrValue,
    /// In a window of its own.
    apart: bool,
}

/// Leads to the whole page as it stands here.
#[component]
fn WayOut(props: &WayOutProps) -> Html {
    let shared = sharing::shared(&use_whole());
    let address = use_memo(shared, |shared| {
        let fragment = share::link(shared).map(|link| format!("#{link}"));
        bridge::site() + &fragment.unwrap_or_default()
    });
    html! {
        <a
            href={(*address).clone()}
            target={props.apart.then_some("_blank")}
            rel={props.apart.then_some("noopener")}
        >
            { &props.name }
        </a>
    }
}

/// Goes through the picture card by card, by the keys of a keyboard or of a presenter's remote control.
#[component]
fn Steps() -> Html {
    let words = ShareWords::of(use_language());
    let actions = use_actions();
    let shown = use_result().shown.map(|shown| shown.analysis);
    let part = use_pointing().part;
    let listened = (
        part,
        shown.as_ref().map(|analysis| Rc::as_ptr(analysis).addr()),
    );
    use_effect_with(listened, move |(part, _)| {
        let part = part.clone();
        let listener = shown.and_then(|analysis| {
            let window = web_sys::window()?;
            let options = EventListenerOptions {
                passive: false,
                ..EventListenerOptions::run_in_capture_phase()
            };
            Some(EventListener::new_with_options(
                &window,
                "keydown",
                options,
                move |event| {
                    if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
                        on_key(event, &analysis.scene, part.as_deref(), &actions);
                    }
                },
            ))
        });
        move || drop(listener)
    });
    html! { <span class="steps">{ words.present_keys }</span> }
}

fn on_key(event: &KeyboardEvent, scene: &Scene, part: Option<&str>, actions: &Actions) {
    let typing = event
        .target_dyn_into::<Element>()
        .is_some_and(|target| target.matches("input, select, textarea").unwrap_or(false));
    if typing || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let order: Vec<&str> = scene.cards.iter().map(|card| card.id.as_str()).collect();
    let next = match event.key().as_str() {
        "ArrowRight" | "PageDown" => stage::step(&order, part, true),
        "ArrowLeft" | "PageUp" => stage::step(&order, part, false),
        "Escape" => None,
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    actions.point_at(next.map(Rc::from));
}
