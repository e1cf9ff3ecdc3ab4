//! The page: it renders what the core says, and sends what the person does.
//!
//! The same Wasm module runs twice: in the page, where [`start`] mounts the app, and in a worker,
//! where [`analyze`] does the thinking, so that a keystroke never waits for it.

mod app;

use wasm_bindgen::prelude::*;
use web_sys::Worker;

/// Mounts the app into the document's body. `worker` is one that has already been given this
/// module.
#[wasm_bindgen]
pub fn start(worker: Worker) {
    let props = app::Props { worker };
    yew::Renderer::<app::App>::with_props(props).render();
}

/// What the worker runs: one manifest in, one answer out.
#[wasm_bindgen]
#[must_use]
pub fn analyze(text: &str) -> String {
    let lines = text.lines().count();
    format!("{lines} lines")
}
