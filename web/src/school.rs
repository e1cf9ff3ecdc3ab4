//! The lesson under way, and how far a person has come.

use std::rc::Rc;

use playground::lesson::{Index, Lesson};
use playground::{Ask, Language, Overlay};

use crate::protocol::Goals;
use crate::state::{self, Region, State};

/// Everything about lessons.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct School {
    /// The list of lessons, once it was fetched.
    pub(crate) index: Option<Rc<Index>>,
    /// The ids of the lessons that were done to the end.
    pub(crate) done: Rc<Vec<String>>,
    /// The lesson under way.
    pub(crate) study: Option<Study>,
    /// Counts every choice of a lesson: the same one again is fetched again.
    pub(crate) chosen: u32,
    /// Counts every lesson that was begun or read anew: an answer about goals of another one is dropped.
    pub(crate) stamp: u32,
}

/// A lesson under way.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Study {
    /// Where it comes from.
    pub(crate) source: Source,
    /// The lesson, once it was fetched and read.
    pub(crate) lesson: Option<Rc<Lesson>>,
    /// Why it cannot be shown.
    pub(crate) failed: bool,
    /// Its start is in the editor: what is fetched from now on (another language) leaves the editor alone.
    pub(crate) begun: bool,
    /// A person chose it on this page: it was not merely found again after a reload.
    pub(crate) chosen: bool,
    /// How many hints are shown.
    pub(crate) hints: usize,
    /// Whether the solution is shown.
    pub(crate) solution: bool,
    /// Which goals are met.
    pub(crate) met: Rc<[bool]>,
    /// What comes back when the lesson is left.
    pub(crate) before: Before,
}

/// Where a lesson comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// One of the site's own, by its id.
    Listed(Rc<str>),
    /// A file or a link: its text.
    Own(Rc<str>),
}

/// What stood there before the first lesson.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Before {
    pub(crate) text: Rc<str>,
    pub(crate) overlay: Overlay,
}

/// What can happen.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Step {
    /// The list arrived.
    Listed(Rc<Index>),
    /// Begin this lesson.
    Begin(Source),
    /// It was fetched and read, in this language; none if that failed.
    Read(Source, Language, Option<Rc<Lesson>>),
    /// Which goals are met, for this revision of the text and this stamp.
    Judged(u32, u32, Vec<bool>),
    /// Show one more hint.
    Hint,
    /// Show the solution, or hide it.
    Solution(bool),
    /// Put the solution into the editor, and do what belongs to it.
    TakeOver,
    /// Begin the lesson anew.
    Restart,
    /// Leave it: what was in the editor before comes back.
    Leave,
    /// Forget which lessons were done.
    Forget,
}

impl School {
    /// The lesson that is shown.
    pub(crate) fn lesson(&self) -> Option<&Rc<Lesson>> {
        self.study.as_ref()?.lesson.as_ref()
    }

    /// The stamp of the goals that the worker is to look at, if there are any.
    pub(crate) fn aim(&self) -> Option<u32> {
        let begun = self.study.as_ref().is_some_and(|study| study.begun);
        (begun && self.lesson().is_some()).then_some(self.stamp)
    }

    /// The goals themselves; `ask` is the request that stands in the panel.
    pub(crate) fn goals(&self, ask: Option<Ask>) -> Option<Goals> {
        let stamp = self.aim()?;
        let goals = &self.lesson()?.goals;
        Some(Goals {
            stamp,
            checks: goals.iter().map(|goal| goal.check.clone()).collect(),
            ask,
        })
    }
}

impl Study {
    /// A lesson that is about to begin.
    pub(crate) fn new(source: Source, before: Before) -> Self {
        Self {
            source,
            lesson: None,
            failed: false,
            begun: false,
            chosen: true,
            hints: 0,
            solution: false,
            met: Rc::default(),
            before,
        }
    }

    /// A lesson that was under way before a reload; its text is in the editor.
    pub(crate) fn resumed(source: Source, before: &str) -> Self {
        let before = Before {
            text: before.into(),
            overlay: Overlay::default(),
        };
        Self {
            begun: true,
            chosen: false,
            ..Self::new(source, before)
        }
    }

    /// Whether every goal is met.
    pub(crate) fn is_done(&self) -> bool {
        !self.met.is_empty() && self.met.iter().all(|met| *met)
    }
}

/// The state after `step`.
pub(crate) fn step(state: &mut State, step: Step) {
    match step {
        Step::Listed(index) => state.school.index = Some(index),
        Step::Begin(source) => {
            let before = match state.school.study.take() {
                Some(study) => study.before,
                None => Before {
                    text: Rc::clone(&state.draft.text),
                    overlay: state.overlay.clone(),
                },
            };
            state.school.study = Some(Study::new(source, before));
            state.school.chosen += 1;
            state.layout.region = Region::Lesson;
        }
        Step::Read(source, language, lesson) => {
            if language == state.settings.language {
                read(state, &source, lesson);
            }
        }
        Step::Judged(revision, stamp, met) => {
            if revision == state.draft.revision && stamp == state.school.stamp {
                judged(&mut state.school, met);
            }
        }
        Step::Hint => {
            if let Some(study) = &mut state.school.study {
                study.hints += 1;
            }
        }
        Step::Solution(shown) => {
            if let Some(study) = &mut state.school.study {
                study.solution = shown;
            }
        }
        Step::TakeOver => take_over(state),
        Step::Restart => {
            if let Some(study) = &mut state.school.study {
                (study.hints, study.solution) = (0, false);
                begin(state);
            }
        }
        Step::Leave => {
            if let Some(study) = state.school.study.take() {
                state::replace(state, study.before.text.to_string());
                state.overlay = study.before.overlay;
                if state.layout.region == Region::Lesson {
                    state.layout.region = Region::Manifest;
                }
            }
        }
        Step::Forget => state.school.done = Rc::default(),
    }
}

fn read(state: &mut State, source: &Source, lesson: Option<Rc<Lesson>>) {
    let Some(study) = &mut state.school.study else {
        return;
    };
    if study.source != *source {
        return;
    }
    let Some(lesson) = lesson else {
        study.failed = study.lesson.is_none();
        return;
    };
    study.failed = false;
    if study.met.len() != lesson.goals.len() {
        study.met = lesson.goals.iter().map(|_| false).collect();
    }
    study.lesson = Some(lesson);
    state.school.stamp += 1;
    if !study.begun {
        begin(state);
    }
}

/// Puts the lesson's start into the editor, and takes back what was done.
fn begin(state: &mut State) {
    let Some(study) = &mut state.school.study else {
        return;
    };
    study.begun = true;
    study.met = study.met.iter().map(|_| false).collect();
    let start = study
        .lesson
        .as_ref()
        .and_then(|lesson| lesson.start.clone());
    state.school.stamp += 1;
    if let Some(start) = start {
        state::replace(state, start);
    }
    state.overlay = Overlay::default();
    state.choices.ask = None;
}

fn judged(school: &mut School, met: Vec<bool>) {
    let Some(study) = &mut school.study else {
        return;
    };
    if *study.met != *met {
        study.met = met.into();
    }
    if let (true, Source::Listed(id)) = (study.is_done(), &study.source)
        && !school.done.iter().any(|done| **done == **id)
    {
        Rc::make_mut(&mut school.done).push(id.to_string());
    }
}

fn take_over(state: &mut State) {
    let Some(lesson) = state.school.lesson().cloned() else {
        return;
    };
    if let Some(solution) = &lesson.solution {
        state::replace(state, solution.clone());
    }
    let done = playground::Done::of(&lesson.deeds);
    state.overlay = done.overlay;
    if done.ask.is_some() {
        state.choices.ask = done.ask;
    }
    if let Some(study) = &mut state.school.study {
        study.solution = false;
    }
}
