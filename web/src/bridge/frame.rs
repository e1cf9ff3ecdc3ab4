use wasm_bindgen::prelude::*;
use yew::Callback;

/// A wait for the browser's next frame. Dropping it ends the wait.
pub(crate) struct NextFrame {
    number: Option<i32>,
    _on_frame: Closure<dyn Fn()>,
}

impl NextFrame {
    /// Tells `on_frame` when the next frame is about to be painted; in a page that nobody sees there is none.
    pub(crate) fn wait(on_frame: Callback<()>) -> Self {
        let on_frame = Closure::<dyn Fn()>::new(move || on_frame.emit(()));
        let function = on_frame.as_ref().unchecked_ref();
        let number = web_sys::window().and_then(|it| it.request_animation_frame(function).ok());
        Self {
            number,
            _on_frame: on_frame,
        }
    }
}

impl Drop for NextFrame {
    fn drop(&mut self) {
        if let Some((window, number)) = web_sys::window().zip(self.number) {
            // One that has come already is nothing to be cancelled.
            let _ = window.cancel_animation_frame(number);
        }
    }
}
