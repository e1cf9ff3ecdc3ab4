use std::rc::Rc;

use yew::prelude::*;

use crate::bridge;
use crate::hooks::{
    use_actions, use_assistant, use_breakage, use_draft, use_language, use_lesson_words,
};
use crate::protocol::{Brought, Errand};

/// Puts one typical mistake into the manifest.
#[component]
pub(super) fn BreakIt() -> Html {
    let words = use_lesson_words();
    let actions = use_actions();
    let engine = use_assistant();
    let text = use_draft().text;
    let onclick = Callback::from(move |_| {
        let (actions, before) = (actions.clone(), Rc::clone(&text));
        let broken = Callback::from(move |brought: Option<Brought>| {
            if let Some(Brought::Broken(broken)) = brought {
                actions.break_it(Rc::clone(&before), broken);
            }
        });
        let errand = Errand::Break {
            text: text.to_string(),
            // Another one each time.
            seed: (bridge::now() * 10.0) as u64,
        };
        engine.run(errand, broken);
    });
    html! {
        <button type="button" class="quiet small" title={words.break_hint} {onclick}>
            { words.break_it }
        </button>
    }
}

/// The manifest is broken on purpose: what can be done about it.
#[component]
pub(super) fn BrokenBar() -> Html {
    let words = use_lesson_words();
    let actions = use_actions();
    let language = use_language();
    let Some(breakage) = use_breakage() else {
        return Html::default();
    };
    let told = breakage.broken.told.iter();
    let told = told
        .filter(|(of, _)| *of == language)
        .map(|(_, sentence)| sentence.as_str())
        .next();
    let reveal = {
        let actions = actions.clone();
        Callback::from(move |_| actions.reveal())
    };
    let unbreak = Callback::from(move |_| actions.unbreak());
    html! {
        <div class="notice broken" role="alert">
            <span>
                { told.filter(|_| breakage.revealed).unwrap_or(words.broken) }
            </span>
            <span class="pane-actions">
                if !breakage.revealed {
                    <button type="button" class="fix" onclick={reveal}>{ words.reveal }</button>
                }
                <button type="button" class="fix" onclick={unbreak}>{ words.unbreak }</button>
            </span>
        </div>
    }
}
