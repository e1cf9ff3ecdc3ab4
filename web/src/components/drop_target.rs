use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::DragEvent;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::bridge;
use crate::hooks::{Actions, use_actions, use_words};

/// Takes files that are dropped anywhere on the page, and says so while they hover.
#[component]
pub(crate) fn DropTarget() -> Html {
    let words = use_words();
    let actions = use_actions();
    let hovering = use_state_eq(|| false);
    use_effect_with((), {
        let setter = hovering.setter();
        move |()| {
            let listeners = web_sys::window().map(|window| listen(&window, &setter, &actions));
            move || drop(listeners)
        }
    });
    html! {
        if *hovering {
            <div class="drop-here"><p>{ words.drop_here }</p></div>
        }
    }
}

fn listen(
    window: &web_sys::Window,
    hovering: &UseStateSetter<bool>,
    actions: &Actions,
) -> [EventListener; 3] {
    let on = |kind: &'static str, handle: Box<dyn Fn(&DragEvent)>| {
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(window, kind, options, move |event| {
            if let Some(event) = event.dyn_ref::<DragEvent>()
                && bridge::carries_files(event)
            {
                event.prevent_default();
                handle(event);
            }
        })
    };
    let (over, leave, dropped) = (hovering.clone(), hovering.clone(), hovering.clone());
    let actions = actions.clone();
    [
        on("dragover", Box::new(move |_| over.set(true))),
        // Leaving the window, not one element for another.
        on(
            "dragleave",
            Box::new(move |event| {
                if event.related_target().is_none() {
                    leave.set(false);
                }
            }),
        ),
        on(
            "drop",
            Box::new(move |event| {
                dropped.set(false);
                let (files, actions) = (bridge::read_dropped(event), actions.clone());
                spawn_local(async move { actions.open(files.await) });
            }),
        ),
    ]
}
