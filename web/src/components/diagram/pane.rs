use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::figure::Figure;
use super::overlay_bar::OverlayBar;
use crate::examples;
use crate::hooks::{Result, use_actions, use_result, use_words};

#[derive(Properties, PartialEq)]
pub(crate) struct DiagramPaneProps {
    pub(crate) hidden: bool,
}

/// The diagram, or why there is none.
#[component]
pub(crate) fn DiagramPane(props: &DiagramPaneProps) -> Html {
    let words = use_words();
    let result = use_result();
    let onkeydown = use_undo_key(&result);
    let content = match result.shown {
        None if result.failure.is_none() => html! {
            <p class="reading">{ words.reading }</p>
        },
        Some(shown) if !shown.analysis.scene.cards.is_empty() => html! {
            <Figure analysis={shown.analysis.clone()} stale={result.failure.is_some()} />
        },
        _ => html! { <Empty /> },
    };
    html! {
        <div id="region-diagram" class="diagram" hidden={props.hidden} {onkeydown}>
            <OverlayBar />
            { content }
        </div>
    }
}

/// Ctrl-Z takes the last act back, where the focus is in the diagram; the editor has its own.
#[hook]
fn use_undo_key(result: &Result) -> Callback<KeyboardEvent> {
    let actions = use_actions();
    let shown = result.shown.as_ref();
    let any = shown.is_some_and(|shown| !shown.analysis.deeds.is_empty());
    Callback::from(move |event: KeyboardEvent| {
        let asked =
            (event.ctrl_key() || event.meta_key()) && !event.shift_key() && !event.alt_key();
        // A field that is typed in takes back what was typed.
        let typed = event.target_dyn_into::<HtmlInputElement>().is_some();
        if any && asked && !typed && event.key() == "z" {
            event.prevent_default();
            actions.undo();
        }
    })
}

/// Nothing to draw: what to do about it.
#[component]
fn Empty() -> Html {
    let words = use_words();
    let actions = use_actions();
    let onclick = Callback::from(move |_| actions.replace(examples::WELCOME));
    html! {
        <div class="empty">
            <svg class="empty-picture" viewBox="0 0 240 90" aria-hidden="true" focusable="false">
                <rect x="1" y="25" width="70" height="40" rx="8" />
                <rect x="169" y="1" width="70" height="38" rx="8" />
                <rect x="169" y="51" width="70" height="38" rx="8" />
                <path d="M71 45C120 45 120 20 169 20M71 45C120 45 120 70 169 70" />
            </svg>
            <h2>{ words.empty_title }</h2>
            <p>{ words.empty_text }</p>
            <button type="button" class="primary" {onclick}>{ words.empty_action }</button>
        </div>
    }
}
