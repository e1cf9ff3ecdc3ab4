use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Worker};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) worker: Worker,
}

/// Sends one manifest to the worker and shows its answer.
#[component]
pub(crate) fn App(props: &Props) -> Html {
    let summary = use_state(String::new);
    let worker = props.worker.clone();
    let answer = summary.clone();
    use_effect_with((), move |()| {
        let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                answer.set(text);
            }
        });
        worker.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        // A closed worker cannot be told anything; the page then stays as it is.
        let _ = worker.post_message(&JsValue::from_str("kind: Service\n"));
        move || {
            worker.set_onmessage(None);
            drop(listener);
        }
    });
    html! {
        <main>
            <h1>{ "Service Playground" }</h1>
            <p role="status">{ (*summary).clone() }</p>
        </main>
    }
}
