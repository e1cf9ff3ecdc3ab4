use gloo_timers::callback::Timeout;
use yew::platform::spawn_local;
use yew::prelude::*;

use super::icon::{Glyph, Icon};
use crate::bridge;
use crate::hooks::use_words;

/// How long the button says that it worked, in milliseconds.
const SAID: u32 = 1600;

#[derive(Properties, PartialEq)]
pub(crate) struct CopyButtonProps {
    pub(crate) text: AttrValue,
    /// What is copied, for those who cannot see what the button stands beside.
    pub(crate) what: AttrValue,
}

/// Copies a text, and says whether it worked.
#[component]
pub(crate) fn CopyButton(props: &CopyButtonProps) -> Html {
    let words = use_words();
    let outcome = use_state_eq(|| None);
    use_effect_with(*outcome, {
        let setter = outcome.setter();
        move |outcome| {
            let pending = outcome.map(|_: bool| Timeout::new(SAID, move || setter.set(None)));
            move || drop(pending)
        }
    });
    let onclick = {
        let (text, setter) = (props.text.to_string(), outcome.setter());
        Callback::from(move |_| {
            let (text, setter) = (text.clone(), setter.clone());
            spawn_local(async move { setter.set(Some(bridge::copy(text).await)) });
        })
    };
    let (glyph, word) = match *outcome {
        None => (Glyph::Copy, words.copy),
        Some(true) => (Glyph::Tick, words.copied),
        Some(false) => (Glyph::Cross, words.not_copied),
    };
    html! {
        <button type="button" class="quiet small copy" aria-label={format!("{word}: {}", props.what)} {onclick}>
            <Icon {glyph} />
            { word }
        </button>
    }
}
