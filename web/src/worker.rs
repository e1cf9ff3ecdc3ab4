//! The worker's side: where the thinking happens, so that a keystroke never waits for it.

use std::cell::RefCell;

use playground::{Environment, Reading};
use wasm_bindgen::prelude::*;

use crate::bridge;
use crate::protocol::{self, Answer, Request};

thread_local! {
    /// The last text and what was made of it: another language needs no second reading.
    static LAST: RefCell<Option<(String, Reading)>> = const { RefCell::new(None) };
}

/// Answers one message of the page; the empty answer is for what is no message.
#[wasm_bindgen]
#[must_use]
pub fn answer(message: &[u8]) -> Vec<u8> {
    match protocol::decode(message) {
        Some(request) => LAST.with_borrow_mut(|last| protocol::encode(&respond(request, last))),
        None => Vec::new(),
    }
}

fn respond(request: Request, last: &mut Option<(String, Reading)>) -> Answer {
    let started = bridge::now();
    let (text, reading) = match last.take() {
        Some((text, reading)) if text == request.text => (text, reading),
        _ => {
            let reading = Reading::of(&request.text, &Environment::default());
            (request.text, reading)
        }
    };
    let read = bridge::now();
    let analysis = reading.analysis(request.language);
    let drawn = bridge::now();
    *last = Some((text, reading));
    Answer {
        revision: request.revision,
        analyze: read - started,
        layout: drawn - read,
        analysis,
    }
}
