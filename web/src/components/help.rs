use playground::rules_page;
use playground::words::{HelpWords, KeyWords, ShareWords};
use yew::prelude::*;

use super::dialog::Dialog;
use super::icon::{Glyph, Icon};
use crate::hooks::{use_language, use_words};
use crate::{bridge, storage};

/// Opens the help dialog.
#[component]
pub(crate) fn HelpButton() -> Html {
    let words = use_words();
    let open = use_state_eq(|| false);
    let setter = |value: bool| {
        let open = open.clone();
        move || open.set(value)
    };
    let (show, hide) = (setter(true), setter(false));
    html! {
        <>
            <button
                type="button"
                class="quiet square"
                aria-label={words.help}
                title={words.help}
                aria-haspopup="dialog"
                onclick={Callback::from(move |_| show())}
            >
                <Icon glyph={Glyph::Question} />
            </button>
            if *open {
                <Dialog title={words.help} on_close={Callback::from(move |()| hide())}>
                    <HelpText />
                </Dialog>
            }
        </>
    }
}

#[component]
fn HelpText() -> Html {
    let language = use_language();
    let help = HelpWords::of(language);
    let keys = &help.keys;
    html! {
        <>
            <p>{ help.purpose }</p>
            <p>{ help.privacy }</p>
            <p>
                <a class="more" href={rules_page(language)} target="_blank" rel="noopener">{ help.rules }</a>
            </p>
            <Stored />
            <h3>{ help.signs }</h3>
            <dl class="signs">
                { sign("edge-live", help.live) }
                { sign("edge-not-ready", help.not_ready) }
                { sign("edge-terminating", help.terminating) }
                { sign("edge-dead", help.dead) }
            </dl>
            <div class="key-maps">
                { key_map(help.editor_keys, &editor_keys(keys)) }
                { key_map(help.diagram_keys, &diagram_keys(keys)) }
                { key_map(help.page_keys, &page_keys(keys)) }
            </div>
        </>
    }
}

/// What the browser keeps, and how to be rid of it.
#[component]
fn Stored() -> Html {
    let words = ShareWords::of(use_language());
    let cleared = use_state_eq(|| false);
    let setter = cleared.setter();
    let onclick = Callback::from(move |_| {
        storage::clear();
        bridge::keep("", None);
        setter.set(true);
    });
    html! {
        <p>
            { words.stored }
            { " " }
            <button type="button" class="quiet small" {onclick}>{ words.clear }</button>
            <span role="status">{ if *cleared { words.cleared } else { "" } }</span>
        </p>
    }
}

type Keys<'a> = (&'a [&'static str], &'static str);

fn editor_keys(keys: &KeyWords) -> [Keys<'static>; 8] {
    [
        (&["Ctrl", "."], keys.fix),
        (&["F8"], keys.next_problem),
        (&["Ctrl", "Space"], keys.complete),
        (&["Ctrl", "F"], keys.find),
        (&["Ctrl", "Z"], keys.undo),
        (&["Ctrl", "Shift", "["], keys.fold),
        (&["Tab"], keys.indent),
        (&["Esc", "Tab"], keys.leave),
    ]
}

fn diagram_keys(keys: &KeyWords) -> [(Vec<&'static str>, &'static str); 8] {
    [
        (vec!["Tab"], keys.cards),
        (vec!["Enter"], keys.go),
        (vec!["Shift", "F10"], keys.menu),
        (vec!["Ctrl", "Z"], keys.undo_act),
        (vec!["+", "−"], keys.zoom),
        (vec!["0"], keys.fit),
        (vec![keys.arrow_keys], keys.pan),
        (vec!["Ctrl", keys.wheel_key], keys.wheel),
    ]
}

fn page_keys(keys: &KeyWords) -> [(Vec<&'static str>, &'static str); 2] {
    [
        (vec!["←", "→", "↑", "↓"], keys.split),
        (vec!["←", "→"], keys.tabs),
    ]
}

fn key_map<K: AsRef<[&'static str]>>(title: &'static str, keys: &[(K, &'static str)]) -> Html {
    html! {
        <section>
            <h3>{ title }</h3>
            <dl class="keys">
                for (combination, what) in keys {
                    <dt>
                        for key in combination.as_ref() {
                            <kbd>{ *key }</kbd>
                        }
                    </dt>
                    <dd>{ *what }</dd>
                }
            </dl>
        </section>
    }
}

/// A line as the diagram draws it, a cross at its end if it dies, and what it means.
fn sign(class: &'static str, meaning: &'static str) -> Html {
    let dies = class == "edge-dead";
    html! {
        <>
            <dt>
                <svg class="sign" viewBox="0 0 56 16" aria-hidden="true" focusable="false">
                    <path class={classes!("edge-line", class)} d="M2 8h46" />
                    if dies {
                        <path class="dead-cross" d="M44 4l8 8m0 -8l-8 8" />
                    }
                </svg>
            </dt>
            <dd>{ meaning }</dd>
        </>
    }
}
