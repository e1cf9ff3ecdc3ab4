use gloo_events::{EventListener, EventListenerOptions};
use playground::words::RequestWords;
use playground::{Ask, LONGEST_PAUSE, MOST_REQUESTS, PanelContent, RequestTold};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::Panel;
use super::trace::Trace;
use crate::components::Select;
use crate::hooks::{use_actions, use_choices, use_draft, use_filled, use_language};
use crate::state::Choice;

/// A request, sent and followed.
pub(super) const PANEL: Panel = Panel {
    id: "panel-request",
    tab: "tab-request",
    title: |words| words.request,
    asks: |choices| Some(playground::Panel::Request(choices.ask.clone())),
    content: || html! { <Request /> },
};

const TOOLS: [&str; 3] = ["curl", "ping", "nslookup"];
const PROTOCOLS: [&str; 3] = ["TCP", "UDP", "SCTP"];

/// The form as it stands; nothing chosen means the first choice.
#[derive(Clone, Debug, Default, PartialEq)]
struct Form {
    from: Option<String>,
    to: Option<String>,
    tool: Option<String>,
    protocol: Option<String>,
    count: Option<u32>,
    pause: u32,
    /// How often it was sent: each time other draws.
    sent: u64,
}

impl Form {
    /// As `ask` was sent.
    fn of(ask: Ask) -> Self {
        Self {
            from: Some(ask.from),
            to: Some(ask.to),
            tool: Some(ask.tool),
            protocol: Some(ask.protocol),
            count: Some(ask.count.clamp(1, MOST_REQUESTS)),
            pause: ask.pause,
            sent: ask.seed.wrapping_add(1),
        }
    }

    fn ask(&self, offered: &RequestTold) -> Ask {
        let first = |choices: &[playground::Choice]| {
            choices
                .first()
                .map(|choice| choice.value.clone())
                .unwrap_or_default()
        };
        let or = |chosen: &Option<String>, other: &str| {
            chosen.clone().unwrap_or_else(|| other.to_owned())
        };
        Ask {
            from: or(&self.from, &first(&offered.from)),
            to: or(&self.to, &first(&offered.to)),
            protocol: or(&self.protocol, PROTOCOLS[0]),
            tool: or(&self.tool, TOOLS[0]),
            count: self.count.unwrap_or(1),
            pause: if offered.pauses { self.pause } else { 0 },
            seed: self.sent,
        }
    }
}

#[component]
fn Request() -> Html {
    let words = RequestWords::of(use_language());
    let actions = use_actions();
    let form = use_state(Form::default);
    use_sent(&form);
    let filled = use_filled();
    let told = match filled.as_ref().map(|filled| &*filled.content) {
        Some(PanelContent::Request(told)) => told.clone(),
        _ => RequestTold::default(),
    };
    let ask = form.ask(&told);
    let send = {
        let (form, ask) = (form.clone(), ask.clone());
        let actions = actions.clone();
        Callback::from(move |()| {
            actions.choose(Choice::Ask(ask.clone()));
            form.set(Form {
                sent: form.sent.wrapping_add(1),
                ..(*form).clone()
            });
        })
    };
    let clear = {
        let actions = actions.clone();
        Callback::from(move |_: MouseEvent| actions.clear_request())
    };
    let onkeydown = {
        let actions = actions.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                actions.clear_request();
            }
        })
    };
    use_shortcut(send.clone());
    let change = |apply: fn(&mut Form, String)| {
        let form = form.clone();
        Callback::from(move |value: String| {
            let mut next = (*form).clone();
            apply(&mut next, value);
            form.set(next);
        })
    };
    let typed = |apply: fn(&mut Form, String)| {
        let change = change(apply);
        Callback::from(move |event: InputEvent| {
            change.emit(event.target_unchecked_into::<HtmlInputElement>().value());
        })
    };
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        send.emit(());
    });
    let same = |values: &[&str]| {
        values
            .iter()
            .map(|value| ((*value).to_owned(), (*value).to_owned()))
            .collect::<Vec<_>>()
    };
    let from = told
        .from
        .iter()
        .map(|choice| (choice.value.clone(), choice.label.clone()))
        .collect::<Vec<_>>();
    html! {
        <div class="request" {onkeydown}>
            <form class="choices" {onsubmit}>
                <Select id="request-from" label={words.from} value={ask.from.clone()} options={from}
                    on_choose={change(|form, value| form.from = Some(value))} />
                <div class="choice">
                    <label for="request-to">{ words.to }</label>
                    <input id="request-to" list="request-destinations" autocomplete="off" spellcheck="false"
                        value={ask.to.clone()} oninput={typed(|form, value| form.to = Some(value))} />
                    <datalist id="request-destinations">
                        for choice in &told.to {
                            <option value={choice.value.clone()}>{ &choice.label }</option>
                        }
                    </datalist>
                </div>
                <Select id="request-protocol" label={words.protocol} value={ask.protocol.clone()} options={same(&PROTOCOLS)}
                    on_choose={change(|form, value| form.protocol = Some(value))} />
                <Select id="request-tool" label={words.tool} value={ask.tool.clone()} options={same(&TOOLS)}
                    on_choose={change(|form, value| form.tool = Some(value))} />
                <div class="choice">
                    <label for="request-count">{ words.count }</label>
                    <input id="request-count" type="number" min="1" max={MOST_REQUESTS.to_string()} value={ask.count.to_string()}
                        oninput={typed(|form, value| form.count = value.parse().ok().map(|count: u32| count.clamp(1, MOST_REQUESTS)))} />
                </div>
                if told.pauses {
                    <div class="choice">
                        <label for="request-pause">{ words.pause }</label>
                        <input id="request-pause" type="number" min="0" max={LONGEST_PAUSE.to_string()} value={ask.pause.to_string()}
                            oninput={typed(|form, value| form.pause = value.parse().map_or(0, |pause: u32| pause.min(LONGEST_PAUSE)))} />
                    </div>
                }
                <button type="submit" class="primary">{ words.send }</button>
                if told.told.is_some() {
                    <button type="button" class="quiet" onclick={clear}>{ words.clear }</button>
                }
            </form>
            <div class="trace" role="log" aria-label={words.trace}>
                if let Some(told) = told.told {
                    <Trace told={*told} />
                } else {
                    <p class="panel-note">{ words.hint }</p>
                }
            </div>
        </div>
    }
}

/// Fills the form with the request that was sent, when the panel is opened and when one comes with a link.
#[hook]
fn use_sent(form: &UseStateHandle<Form>) {
    let sent = use_choices().ask;
    let setter = form.setter();
    let arrivals = use_draft().arrivals;
    use_effect_with(arrivals, move |_| {
        if let Some(ask) = sent {
            setter.set(Form::of(ask));
        }
    });
}

/// Ctrl-Enter and Cmd-Enter, wherever the focus is, the editor included.
#[hook]
fn use_shortcut(send: Callback<()>) {
    use_effect_with(send, |send| {
        let send = send.clone();
        let options = EventListenerOptions {
            passive: false,
            ..EventListenerOptions::run_in_capture_phase()
        };
        let listener = web_sys::window().map(|window| {
            EventListener::new_with_options(&window, "keydown", options, move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
                    return;
                };
                if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
                    event.prevent_default();
                    event.stop_propagation();
                    send.emit(());
                }
            })
        });
        move || drop(listener)
    });
}
