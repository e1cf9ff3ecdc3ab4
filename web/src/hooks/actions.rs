use std::rc::Rc;

use playground::scene::Look;
use playground::{Act, Broken, Language, Overlay, TextRange, lesson};
use yew::prelude::*;

use super::use_given;
use crate::files::Refusal;
use crate::school::{Source, Step};
use crate::state::{Action, Choice, Notice, Region, Split, Spot, State, Theme};

/// What a person can do, in verbs.
#[derive(Clone, PartialEq)]
pub(crate) struct Actions(UseReducerDispatcher<State>);

/// The verbs.
#[hook]
pub(crate) fn use_actions() -> Actions {
    use_given()
}

impl Actions {
    pub(super) fn new(dispatcher: UseReducerDispatcher<State>) -> Self {
        Self(dispatcher)
    }

    /// The editor's text changed.
    pub(crate) fn edit(&self, text: String) {
        self.0.dispatch(Action::Edited(text.into()));
    }

    /// Puts another text in the editor's place.
    pub(crate) fn replace(&self, text: impl Into<String>) {
        self.0.dispatch(Action::Replaced(text.into()));
    }

    /// Takes files, or says why not.
    pub(crate) fn open(&self, files: Result<String, Refusal>) {
        match files {
            Ok(text) if lesson::looks_like_lesson(&text) => {
                self.learn(Step::Begin(Source::Own(text.into())));
            }
            Ok(text) => self.replace(text),
            Err(refusal) => self.notify(Notice::Refused(refusal)),
        }
    }

    /// Applies the fix of a problem.
    pub(crate) fn fix(&self, problem: usize) {
        self.0.dispatch(Action::Fixed(problem));
    }

    /// Analyzes the same text once more.
    pub(crate) fn retry(&self) {
        self.0.dispatch(Action::Retried);
    }

    /// Does something to the cluster.
    pub(crate) fn act(&self, act: Act) {
        self.0.dispatch(Action::Acted(act));
    }

    /// Takes the last act back.
    pub(crate) fn undo(&self) {
        self.0.dispatch(Action::Undone);
    }

    /// Puts other acts, or none, in the place of those that were done.
    pub(crate) fn overlay(&self, overlay: Overlay) {
        self.0.dispatch(Action::Overlaid(overlay));
    }

    /// Selects a part of the picture.
    pub(crate) fn select(&self, part: String) {
        self.0.dispatch(Action::Selected(part.into()));
    }

    /// The pointer or the focus is on a part of the picture, or on none.
    pub(crate) fn point_at(&self, part: Option<Rc<str>>) {
        self.0.dispatch(Action::Pointed(part));
    }

    /// Draws only this.
    pub(crate) fn look(&self, look: Look) {
        self.0.dispatch(Action::Looked(look));
    }

    /// The pointer or the focus is on a sentence about something, or on none.
    pub(crate) fn spot(&self, spot: Option<Rc<Spot>>) {
        self.0.dispatch(Action::Spotted(spot));
    }

    /// The caret moved.
    pub(crate) fn move_caret(&self, offset: u32) {
        self.0.dispatch(Action::CaretMoved(offset));
    }

    /// Shows a place in the editor.
    pub(crate) fn go_to(&self, range: TextRange) {
        self.0.dispatch(Action::Jumped(range));
    }

    /// Speaks another language.
    pub(crate) fn speak(&self, language: Language) {
        self.0.dispatch(Action::Spoken(language));
    }

    /// Wears other colours.
    pub(crate) fn dress(&self, theme: Theme) {
        self.0.dispatch(Action::Dressed(theme));
    }

    /// Tells something once.
    pub(crate) fn notify(&self, notice: Notice) {
        self.0.dispatch(Action::Notified(notice));
    }

    /// Lays the notice aside.
    pub(crate) fn dismiss(&self) {
        self.0.dispatch(Action::Dismissed);
    }

    /// Moves a splitter.
    pub(crate) fn split(&self, split: Split, percent: f64) {
        self.0.dispatch(Action::Split(split, percent));
    }

    /// Shows another part of a narrow page.
    pub(crate) fn visit(&self, region: Region) {
        self.0.dispatch(Action::Visited(region));
    }

    /// Chooses in a panel what it shall show.
    pub(crate) fn choose(&self, choice: Choice) {
        self.0.dispatch(Action::Chosen(choice));
    }

    /// Does something about lessons.
    pub(crate) fn learn(&self, step: Step) {
        self.0.dispatch(Action::Lesson(step));
    }

    /// Puts the mistake that was made in the text `before` into the editor; none was found where it is none.
    pub(crate) fn break_it(&self, before: Rc<str>, broken: Option<Broken>) {
        self.0.dispatch(Action::Broken(before, broken));
    }

    /// Tells which mistake it is.
    pub(crate) fn reveal(&self) {
        self.0.dispatch(Action::Revealed);
    }

    /// Takes the mistake back.
    pub(crate) fn unbreak(&self) {
        self.0.dispatch(Action::Unbroken);
    }

    /// Puts the request away.
    pub(crate) fn clear_request(&self) {
        self.0.dispatch(Action::Cleared);
    }

    /// Opens a panel.
    pub(crate) fn open_panel(&self, panel: usize) {
        self.0.dispatch(Action::Opened(panel));
    }
}
