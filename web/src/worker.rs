//! The worker's side: where the thinking happens, so that a keystroke never waits for it.

use std::cell::RefCell;
use std::rc::Rc;

use playground::scene::Look;
use playground::{Done, Environment, Language, Overlay, Reading, Summary, lesson};
use wasm_bindgen::prelude::*;

use crate::bridge;
use crate::protocol::{
    self, Answer, Assist, Assistance, Brought, Errand, Goals, LessonRead, Message, Reply, Request,
};

thread_local! {
    static LAST: RefCell<Option<Last>> = const { RefCell::new(None) };
}

/// The last text and what was made of it: another language or panel needs no second reading.
struct Last {
    text: Rc<str>,
    reading: Reading,
    /// Of the last analysis.
    summary: Summary,
    /// The revision, language, overlay and look of the last analysis that was sent. The page takes the answer to the revision that it
    /// shows, and never asks about an older one: so it has it.
    sent: Option<(u32, Language, Overlay, Look)>,
}

/// Answers one message of the page; the empty answer is for what is no message.
#[wasm_bindgen]
#[must_use]
pub fn answer(message: &[u8]) -> Vec<u8> {
    match protocol::decode(message) {
        Some(message) => LAST.with_borrow_mut(|last| {
            protocol::encode(&match message {
                Message::Read(request) => Reply::Read(Box::new(respond(*request, last))),
                Message::Assist(question) => Reply::Assist(question.number, assist(question, last)),
                Message::Errand(number, errand) => Reply::Errand(number, run(errand)),
            })
        }),
        None => Vec::new(),
    }
}

impl Last {
    /// `text`, read; what is known of it already is taken from `last`.
    fn of(text: Rc<str>, last: &mut Option<Self>) -> Self {
        let known = last.take().filter(|last| last.text == text);
        known.unwrap_or_else(|| Self {
            reading: Reading::of(&text, &Environment::default()),
            text,
            summary: Summary::default(),
            sent: None,
        })
    }
}

fn assist(question: Assist, last: &mut Option<Last>) -> Assistance {
    let Assist {
        language,
        text,
        offset,
        completion,
        ..
    } = question;
    let known = Last::of(text.into(), last);
    let reading = &last.insert(known).reading;
    if completion {
        Assistance::Completions(reading.complete(offset))
    } else {
        Assistance::Field(reading.describe(offset, language))
    }
}

fn respond(request: Request, last: &mut Option<Last>) -> Answer {
    let Request {
        revision,
        language,
        text,
        overlay,
        look,
        panel,
        goals,
    } = request;
    let started = bridge::now();
    let mut known = Last::of(text, last);
    known.reading.act(&overlay);
    let read = bridge::now();
    let asked = (revision, language, overlay, look);
    let analysis = (known.sent.as_ref() != Some(&asked))
        .then(|| known.reading.analysis_of(&asked.3, language));
    let drawn = bridge::now();
    if let Some(analysis) = &analysis {
        known.summary = analysis.summary.clone();
    }
    let judged = goals.map(|Goals { stamp, checks, ask }| {
        let done = Done {
            overlay: asked.2.clone(),
            ask,
        };
        let judged = known.reading.judge(&checks, &done, &known.summary);
        (stamp, judged.iter().map(|goal| goal.met).collect())
    });
    let filled = panel.map(|panel| {
        let content = known.reading.panel_of(&panel, &asked.3, language);
        (panel, content)
    });
    known.sent = Some(asked);
    *last = Some(known);
    Answer {
        revision,
        analyze: read - started,
        layout: drawn - read,
        analysis,
        filled,
        judged,
    }
}

fn run(errand: Errand) -> Brought {
    match errand {
        Errand::Lesson { text, tried } => {
            let lesson::Read { lesson, mistakes } = lesson::read(&text);
            let trial = lesson.as_ref().filter(|_| tried).map(playground::trial);
            Brought::Lesson(Box::new(LessonRead {
                lesson,
                mistakes,
                trial,
            }))
        }
        Errand::Break { text, seed } => {
            let environment = Environment::default();
            Brought::Broken(Reading::of(&text, &environment).break_it(seed, &environment))
        }
    }
}
