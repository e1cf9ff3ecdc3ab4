//! The one place that talks to the browser and to the TypeScript beside it. Whoever holds one of these owners holds its
//! closures; dropping it disconnects them.

mod address;
mod document;
mod editor;
mod files;
mod frame;
mod link;
mod rest;

pub(crate) use address::{fragment, keep, keep_here, kept, on_step, query, site};
pub(crate) use document::{
    FrameSize, Narrow, animate, browser_language, copy, element, has_no_focus, set_document,
    set_property, set_text_title, wants_stillness, window_size,
};
pub(crate) use editor::{Editor, EditorEvents, Question, Reply};
pub(crate) use files::{carries_files, fetch_text, read_dropped, read_input};
pub(crate) use frame::NextFrame;
pub(crate) use link::WorkerLink;
pub use rest::require_rest;

use wasm_bindgen::prelude::*;
use web_sys::Worker;

#[wasm_bindgen]
extern "C" {
    /// What the page's script gives the app: `boot/host.ts`.
    #[derive(Clone, Debug, PartialEq)]
    pub type Host;

    #[wasm_bindgen(method, js_name = startWorker)]
    fn start_worker(this: &Host) -> Worker;

    #[wasm_bindgen(method, js_name = saveFile)]
    pub(crate) fn save_file(this: &Host, name: &str, mime: &str, text: &str);

    #[wasm_bindgen(method, js_name = savePng)]
    async fn save_png_file(this: &Host, name: &str, svg: &str, width: f32, height: f32) -> JsValue;

    #[wasm_bindgen(method, js_name = measure)]
    fn leave_measure(this: &Host, name: &str, start: f64, duration: f64, revision: u32);

    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    pub(crate) fn now() -> f64;
}

/// Gives the person an SVG of this size as a PNG; false if the browser cannot.
pub(crate) async fn save_png(
    host: &Host,
    name: &str,
    svg: &str,
    (width, height): (f32, f32),
) -> bool {
    host.save_png_file(name, svg, width, height)
        .await
        .is_truthy()
}

/// Leaves a User Timing measure of `duration` milliseconds that ends at `end`.
pub(crate) fn measure(host: &Host, name: &str, end: f64, duration: f64, revision: u32) {
    host.leave_measure(name, (end - duration).max(0.0), duration, revision);
}
