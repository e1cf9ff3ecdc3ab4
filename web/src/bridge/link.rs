use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, MessageEvent, Worker};
use yew::Callback;

use super::Host;

/// A running worker. Dropping it ends the worker, whatever it is doing.
pub(crate) struct WorkerLink {
    worker: Worker,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(ErrorEvent)>,
}

impl WorkerLink {
    /// Starts a worker; `on_answer` is told its bytes, `on_crash` that it threw.
    pub(crate) fn start(host: &Host, on_answer: Callback<Vec<u8>>, on_crash: Callback<()>) -> Self {
        let worker = host.start_worker();
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            on_answer.emit(js_sys::Uint8Array::new(&event.data()).to_vec());
        });
        let on_error = Closure::<dyn Fn(ErrorEvent)>::new(move |event: ErrorEvent| {
            event.prevent_default();
            on_crash.emit(());
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Self {
            worker,
            _on_message: on_message,
            _on_error: on_error,
        }
    }

    /// Asks it. A worker that cannot be asked never answers either, and its watch sees to that.
    pub(crate) fn ask(&self, bytes: &[u8]) {
        let array = js_sys::Uint8Array::from(bytes);
        let transfer = js_sys::Array::of1(&array.buffer());
        let _ = self.worker.post_message_with_transfer(&array, &transfer);
    }
}

impl Drop for WorkerLink {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}
