//! The page's state as `share` knows it: plain text and numbers, so that a link outlives every change of the page.

use std::rc::Rc;

use playground::{Act, Ask, Language, Mode, Overlay};
use share::{Broken, Mended, Opened, Trouble};

use crate::school::{Source, Study};
use crate::state::{Choices, Draft, Notice, State};
use crate::{bridge, panels, storage};

/// What came with an address: of a visit, of a step in the history.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Arrival {
    /// What is to be shown; nothing where nothing could be read and what is there may stay.
    pub(crate) state: Option<share::State>,
    /// What has to be told of it.
    pub(crate) remark: Option<Remark>,
}

/// Something to be told of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Remark {
    /// It was mended, and is whole.
    Mended(Mended),
    /// It is not whole; whether some of it could be read.
    Broken(Trouble, bool),
    /// So many of its acts are not known.
    UnknownActs(usize),
}

impl Arrival {
    /// What the address holds when the page begins. A page that was left in the middle of a word begins there again.
    pub(crate) fn first() -> Option<Self> {
        let mut arrival = Self::here()?;
        let newer = bridge::kept().and_then(|kept| storage::text_after(&kept));
        if let (Some(state), Some(text)) = (&mut arrival.state, newer) {
            state.text = text;
        }
        Some(arrival)
    }

    /// What the address holds; none if it is the page's alone.
    pub(crate) fn here() -> Option<Self> {
        let fragment = bridge::fragment();
        let of_fragment = || (fragment.len() > 1).then(|| Self::of_fragment(&fragment));
        let kept = bridge::kept().map(|kept| Self::of_kept(&kept));
        kept.or_else(of_fragment)
    }

    /// Of a fragment, `#` and all.
    fn of_fragment(fragment: &str) -> Self {
        match share::open(fragment) {
            Ok(Opened { state, mended }) => Self {
                state: Some(state),
                remark: mended.map(Remark::Mended),
            },
            Err(Broken { trouble, salvaged }) => Self {
                remark: Some(Remark::Broken(trouble, salvaged.is_some())),
                state: salvaged.map(|state| *state),
            },
        }
    }

    /// Of what the browser's history has kept, by [`share::pack`].
    fn of_kept(kept: &str) -> Self {
        Self {
            state: Some(share::unpack(kept)),
            remark: None,
        }
    }
}

/// What is shared of `state`.
pub(crate) fn shared(state: &State) -> share::State {
    let Choices {
        service,
        node,
        mode,
        ask,
    } = state.choices.clone();
    share::State {
        text: state.draft.text.to_string(),
        acts: state.overlay.acts().iter().map(Act::to_string).collect(),
        selection: state.pointing.selected.as_deref().map(str::to_owned),
        panel: panels::name(state.layout.panel).map(str::to_owned),
        service,
        node,
        mode: (mode != Mode::default()).then(|| mode.as_str().to_owned()),
        unfolded: state.look.unfolded.iter().cloned().collect(),
        only_namespace: state.look.namespace.clone(),
        only_service: state.look.service.clone(),
        ask: ask.map(plain),
        language: state
            .settings
            .chosen
            .then(|| state.settings.language.code().to_owned()),
        view: None,
        lesson: state
            .school
            .study
            .as_ref()
            .map(|study| match &study.source {
                Source::Listed(id) => id.to_string(),
                Source::Own(text) => text.to_string(),
            }),
    }
}

/// Shows what arrived. A choice that the link does not make is none, not the one that stands.
pub(crate) fn arrive(state: &mut State, arrival: Arrival) {
    let Arrival {
        state: arrived,
        mut remark,
    } = arrival;
    state.draft.arrivals += 1;
    state.notice = None;
    if let Some(arrived) = arrived {
        let known: Vec<Act> = arrived
            .acts
            .iter()
            .filter_map(|act| act.parse().ok())
            .collect();
        let unknown = arrived.acts.len() - known.len();
        if unknown > 0 {
            remark = remark.or(Some(Remark::UnknownActs(unknown)));
        }
        state.overlay = Overlay::from(known);
        state.choices = Choices {
            service: arrived.service,
            node: arrived.node,
            mode: arrived
                .mode
                .and_then(|name| Mode::ALL.into_iter().find(|mode| mode.as_str() == name))
                .unwrap_or_default(),
            ask: arrived.ask.map(asked),
        };
        state.look.unfolded = arrived.unfolded.into_iter().collect();
        state.look.namespace = arrived.only_namespace;
        state.look.service = arrived.only_service;
        state.pointing.selected = arrived.selection.map(Rc::from);
        state.pointing.part = state.pointing.selected.clone();
        state.layout.panel = arrived.panel.map_or(0, |name| panels::by_name(&name));
        if let Some(language) = arrived.language.and_then(|tag| Language::from_tag(&tag)) {
            state.settings.language = language;
            state.settings.chosen = true;
        }
        let lesson = arrived.lesson.map(source);
        if state.school.study.as_ref().map(|study| &study.source) != lesson.as_ref() {
            let before = Rc::clone(&state.draft.text);
            state.school.study = lesson.map(|source| Study::resumed(source, &before));
            state.school.stamp += 1;
        }
        state.draft = Draft {
            text: crate::state::normalized(arrived.text).into(),
            revision: state.draft.revision + 1,
            replaced: state.draft.replaced + 1,
            own: false,
            ..state.draft
        };
        state.failure = None;
    }
    state.notice = remark.map(Notice::Link);
}

/// A lesson of the site's own is named; any other comes whole, and a file of a lesson has more than one line.
fn source(lesson: String) -> Source {
    let listed = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if lesson.chars().all(listed) {
        Source::Listed(lesson.into())
    } else {
        Source::Own(lesson.into())
    }
}

fn plain(ask: Ask) -> share::Ask {
    let Ask {
        from,
        to,
        protocol,
        tool,
        count,
        pause,
        seed,
    } = ask;
    share::Ask {
        from,
        to,
        protocol,
        tool,
        count,
        seed,
        pause,
    }
}

fn asked(ask: share::Ask) -> Ask {
    let share::Ask {
        from,
        to,
        protocol,
        tool,
        count,
        seed,
        pause,
    } = ask;
    Ask {
        from,
        to,
        protocol,
        tool,
        count,
        pause,
        seed,
    }
}
