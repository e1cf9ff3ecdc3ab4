use std::rc::Rc;

use yew::prelude::*;

use crate::bridge::{self, Host};
use crate::engine::Engine;
use crate::panels;
use crate::protocol::Request;
use crate::state::State;

/// Asks the worker about every revision of the text, every overlay, language and panel, and measures how long an answer takes to be drawn.
#[hook]
pub(crate) fn use_engine(host: &Host, state: &UseReducerHandle<State>) -> Rc<Engine> {
    let engine = {
        let host = host.clone();
        let report = state.dispatcher().to_callback();
        use_memo((), move |()| Engine::new(host, report))
    };
    let shared = Rc::clone(&engine);
    let asked = (
        state.draft.revision,
        state.draft.retries,
        state.settings.language,
        state.overlay.clone(),
        state.look.clone(),
        panels::asks(state.layout.panel, &state.choices),
        state
            .school
            .aim()
            .map(|stamp| (stamp, state.choices.ask.clone())),
    );
    let school = state.school.clone();
    let text = Rc::clone(&state.draft.text);
    use_effect_with(
        asked,
        move |(revision, _, language, overlay, look, panel, goals)| {
            engine.ask(Request {
                revision: *revision,
                language: *language,
                text: Rc::clone(&text),
                overlay: overlay.clone(),
                look: look.clone(),
                panel: panel.clone(),
                goals: goals.clone().and_then(|(_, ask)| school.goals(ask)),
            });
        },
    );
    let host = host.clone();
    use_effect_with(state.shown.clone(), move |shown| {
        if let Some(shown) = shown {
            let end = bridge::now();
            bridge::measure(&host, "render", end, end - shown.arrived, shown.revision);
        }
    });
    shared
}
