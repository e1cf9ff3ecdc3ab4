use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use crate::sharing::{self, Arrival, Remark};
use crate::stage::Stage;
use crate::state::{Action, Notice, State};
use crate::{bridge, storage};

/// The address follows the state after a pause of this many milliseconds; browsers refuse more than a few changes a second.
const PAUSE: u32 = 400;
/// Of a text with more bytes than this a link takes a while.
const LARGE: usize = 32 * 1024;
/// For such a text the pause is longer.
const LONG_PAUSE: u32 = 1500;
/// A text with more bytes than this is kept in the history, but a link is only made of it when one is asked for.
const MOST_LINKED: usize = 64 * 1024;
/// More bytes than this are not kept in the history.
const MOST_KEPT: usize = 2 * 1024 * 1024;

/// What the address shall say soon.
#[derive(Default)]
struct Pending {
    /// The state that is to be written, unless another follows at once.
    state: Option<UseReducerHandle<State>>,
    /// What was last written, or came with the address.
    written: Option<share::State>,
    /// How often something came.
    arrivals: u32,
}

impl Pending {
    /// Writes what waits.
    fn write(&mut self) {
        if let Some(state) = self.state.take() {
            if state.draft.text.len() > MOST_KEPT {
                // A reload finds it where it is stored.
                bridge::keep("", None);
                self.written = Some(share::State::default());
                return;
            }
            // Only now: of a long text it takes a while.
            let state = sharing::shared(&state);
            if self.written.as_ref() == Some(&state) {
                return;
            }
            let kept = share::pack(&state);
            let link = (kept.len() <= MOST_LINKED).then(|| share::link(&state));
            bridge::keep(&kept, link.flatten().as_deref());
            storage::keep_step(&kept);
            self.written = Some(state);
        }
    }
}

/// Keeps the address and the state one: the address follows what is done, in the same step of the history, and the state follows
/// the steps that are taken.
#[hook]
pub(crate) fn use_address(state: &UseReducerHandle<State>, stage: Stage) {
    let pending = use_mut_ref(Pending::default);
    use_steps(state.dispatcher(), Rc::clone(&pending));
    // What the link is made of; the text stands for itself by its revision.
    let parts = (
        (state.draft.revision, state.draft.arrivals),
        (state.overlay.clone(), state.look.clone()),
        (state.choices.clone(), state.layout.panel),
        (state.settings.language, state.settings.chosen),
        (
            state.pointing.selected.clone(),
            state
                .school
                .study
                .as_ref()
                .map(|study| study.source.clone()),
        ),
    );
    let state = state.clone();
    use_effect_with(parts, move |_| {
        let timer = stage.remembers().then(|| follow(&state, &pending));
        move || drop(timer)
    });
}

/// Lets the address follow `state`, soon.
fn follow(state: &UseReducerHandle<State>, pending: &Rc<RefCell<Pending>>) -> Option<Timeout> {
    let length = state.draft.text.len();
    let mut now = pending.borrow_mut();
    if now.written.is_none() || now.arrivals != state.draft.arrivals {
        let shared = sharing::shared(state);
        // It came with its address. A damaged one shall be told of again when the page is loaded anew.
        let broken = matches!(state.notice, Some(Notice::Link(Remark::Broken(..))));
        if !broken && length <= MOST_KEPT {
            let kept = share::pack(&shared);
            bridge::keep_here(&kept);
            storage::keep_step(&kept);
        }
        now.arrivals = state.draft.arrivals;
        now.state = None;
        now.written = Some(shared);
        return None;
    }
    now.state = Some(state.clone());
    let pending = Rc::clone(pending);
    let pause = if length <= LARGE { PAUSE } else { LONG_PAUSE };
    Some(Timeout::new(pause, move || pending.borrow_mut().write()))
}

/// Shows what each step in the history holds.
#[hook]
fn use_steps(dispatcher: UseReducerDispatcher<State>, pending: Rc<RefCell<Pending>>) {
    use_effect_with((), move |()| {
        let stepping = bridge::on_step(Callback::from(move |()| {
            // What waited belonged to the step that was left.
            pending.borrow_mut().state = None;
            if let Some(arrival) = Arrival::here() {
                dispatcher.dispatch(Action::Arrived(Box::new(arrival)));
            }
        }));
        move || drop(stepping)
    });
}
