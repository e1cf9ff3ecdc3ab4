//! What components may know, and what they may do: each a small context, behind a hook.

mod actions;
mod address;
mod engine;
mod lesson;
mod remember;
mod words;

pub(crate) use actions::{Actions, use_actions};
pub(crate) use address::use_address;
pub(crate) use engine::use_engine;
pub(crate) use lesson::{use_lesson_file, use_lesson_index, use_lesson_words};
pub(crate) use remember::use_memory;
pub(crate) use words::{use_language, use_words};

use std::rc::Rc;

use playground::scene::Look;
use yew::prelude::*;

use crate::bridge::Host;
use crate::engine::Engine;
use crate::school::School;
use crate::state::{
    Breakage, Choices, Draft, Failure, Filled, Layout, Notice, Pointing, Sent, Settings, Shown,
    State,
};

/// What there is to show: the newest analysis, and why there is no newer one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Result {
    pub(crate) shown: Option<Shown>,
    pub(crate) failure: Option<Failure>,
}

/// All of the state, for the few that need it. Who asks for it is drawn anew at every change.
#[derive(Clone, PartialEq)]
pub(crate) struct Whole(UseReducerHandle<State>);

impl std::ops::Deref for Whole {
    type Target = State;

    fn deref(&self) -> &State {
        &self.0
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct ContextsProps {
    pub(crate) host: Host,
    pub(crate) engine: Rc<Engine>,
    pub(crate) state: UseReducerHandle<State>,
    pub(crate) children: Html,
}

/// Hands the state out in parts, so that a component is only drawn anew when its part changed.
#[component]
pub(crate) fn Contexts(props: &ContextsProps) -> Html {
    let state = &props.state;
    let result = Result {
        shown: state.shown.clone(),
        failure: state.failure,
    };
    let current = |sent: &Sent| sent.overlay == state.overlay;
    let sent = state.sent.clone().filter(current);
    html! {
        <ContextProvider<Host> context={props.host.clone()}>
        <ContextProvider<Rc<Engine>> context={Rc::clone(&props.engine)}>
        <ContextProvider<Actions> context={Actions::new(state.dispatcher())}>
        <ContextProvider<Whole> context={Whole(state.clone())}>
        <ContextProvider<Settings> context={state.settings}>
        <ContextProvider<Draft> context={state.draft.clone()}>
        <ContextProvider<Choices> context={state.choices.clone()}>
        <ContextProvider<Result> context={result}>
        <ContextProvider<Option<Filled>> context={state.filled.clone()}>
        <ContextProvider<Option<Sent>> context={sent}>
        <ContextProvider<Pointing> context={state.pointing.clone()}>
        <ContextProvider<Look> context={state.look.clone()}>
        <ContextProvider<Layout> context={state.layout}>
        <ContextProvider<Option<Notice>> context={state.notice.clone()}>
        <ContextProvider<School> context={state.school.clone()}>
        <ContextProvider<Option<Breakage>> context={state.breakage.clone()}>
            { props.children.clone() }
        </ContextProvider<Option<Breakage>>>
        </ContextProvider<School>>
        </ContextProvider<Option<Notice>>>
        </ContextProvider<Layout>>
        </ContextProvider<Look>>
        </ContextProvider<Pointing>>
        </ContextProvider<Option<Sent>>>
        </ContextProvider<Option<Filled>>>
        </ContextProvider<Result>>
        </ContextProvider<Choices>>
        </ContextProvider<Draft>>
        </ContextProvider<Settings>>
        </ContextProvider<Whole>>
        </ContextProvider<Actions>>
        </ContextProvider<Rc<Engine>>>
        </ContextProvider<Host>>
    }
}

/// The context of type `T`. Every component stands below [`Contexts`], so it is always there.
#[hook]
#[allow(
    clippy::expect_used,
    reason = "a context that is missing is a mistake in app.rs, found by the first look at the page"
)]
fn use_given<T: Clone + PartialEq + 'static>() -> T {
    use_context().expect("this component stands below Contexts")
}

/// What the app asks of its surroundings.
#[hook]
pub(crate) fn use_host() -> Host {
    use_given()
}

/// All of the state.
#[hook]
pub(crate) fn use_whole() -> Whole {
    use_given()
}

/// The worker's side of what the editor asks.
#[hook]
pub(crate) fn use_assistant() -> Rc<Engine> {
    use_given()
}

/// The newest analysis.
#[hook]
pub(crate) fn use_result() -> Result {
    use_given()
}

/// What the worker last filled a panel with.
#[hook]
pub(crate) fn use_filled() -> Option<Filled> {
    use_given()
}

/// The request that the picture shows.
#[hook]
pub(crate) fn use_sent() -> Option<Sent> {
    use_given()
}

/// The manifest.
#[hook]
pub(crate) fn use_draft() -> Draft {
    use_given()
}

/// What was chosen in the panels.
#[hook]
pub(crate) fn use_choices() -> Choices {
    use_given()
}

/// What is pointed at.
#[hook]
pub(crate) fn use_pointing() -> Pointing {
    use_given()
}

/// What is drawn of a large cluster.
#[hook]
pub(crate) fn use_look() -> Look {
    use_given()
}

/// How the page is divided.
#[hook]
pub(crate) fn use_layout() -> Layout {
    use_given()
}

/// How the page speaks and looks.
#[hook]
pub(crate) fn use_settings() -> Settings {
    use_given()
}

/// Something to be told once.
#[hook]
pub(crate) fn use_notice() -> Option<Notice> {
    use_given()
}

/// Everything about lessons.
#[hook]
pub(crate) fn use_school() -> School {
    use_given()
}

/// The mistake that was made on purpose, if there is one.
#[hook]
pub(crate) fn use_breakage() -> Option<Breakage> {
    use_given()
}
