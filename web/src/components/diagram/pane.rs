use yew::prelude::*;

use super::figure::Figure;
use crate::examples;
use crate::hooks::{use_actions, use_result, use_words};

#[derive(Properties, PartialEq)]
pub(crate) struct DiagramPaneProps {
    pub(crate) hidden: bool,
}

/// The diagram, or why there is none.
#[component]
pub(crate) fn DiagramPane(props: &DiagramPaneProps) -> Html {
    let words = use_words();
    let result = use_result();
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
        <div id="region-diagram" class="diagram" hidden={props.hidden}>{ content }</div>
    }
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
