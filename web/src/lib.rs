//! The page: it renders what the core says, and sends what the person does.
//!
//! The same Wasm module runs twice: in the page, where [`start`] mounts the app, and in a worker, where [`answer`] does the
//! thinking, so that a keystroke never waits for it. The page holds no Kubernetes knowledge: [`state::State`] changes by
//! [`state::Action`]s, the worker turns a text into an analysis, and components draw it.

mod app;
mod assist;
mod bridge;
mod changes;
mod components;
mod engine;
mod examples;
mod files;
mod finding;
mod hooks;
mod lighting;
mod panels;
mod protocol;
mod queue;
mod same;
mod school;
mod sharing;
mod stage;
mod state;
mod storage;
mod unrolling;
mod view;
mod worker;

pub use bridge::{Host, require_rest};
pub use worker::answer;

use wasm_bindgen::prelude::*;

/// Mounts the app into the document.
#[wasm_bindgen]
pub fn start(host: Host) {
    let props = app::Props { host };
    match bridge::element("app") {
        Some(root) => yew::Renderer::<app::App>::with_root_and_props(root.into(), props).render(),
        None => yew::Renderer::<app::App>::with_props(props).render(),
    };
}
