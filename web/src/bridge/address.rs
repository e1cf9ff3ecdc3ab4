use gloo_events::EventListener;
use wasm_bindgen::JsValue;
use yew::Callback;

/// What follows the page's address, `#` and all; empty if nothing does.
pub(crate) fn fragment() -> String {
    web_sys::window()
        .and_then(|window| window.location().hash().ok())
        .unwrap_or_default()
}

/// The page's address without what follows it.
pub(crate) fn site() -> String {
    let location = web_sys::window().map(|window| window.location());
    location
        .and_then(|location| Some(location.origin().ok()? + &location.pathname().ok()?))
        .unwrap_or_default()
}

/// The value of `key` in the address's query.
pub(crate) fn query(key: &str) -> Option<String> {
    let query = web_sys::window()?.location().search().ok()?;
    query
        .trim_start_matches('?')
        .split('&')
        .find_map(|pair| pair.strip_prefix(key)?.strip_prefix('='))
        .map(str::to_owned)
}

/// What was kept with this step of the history.
pub(crate) fn kept() -> Option<String> {
    let state = web_sys::window()?.history().ok()?.state().ok()?;
    state.as_string().filter(|state| !state.is_empty())
}

/// Keeps `state` with this step of the history, whose address stays as it is.
pub(crate) fn keep_here(state: &str) {
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        let _ = history.replace_state(&JsValue::from_str(state), "");
    }
}

/// Keeps `state` with this step of the history, and puts `fragment`, if there is one, into the address instead of what follows it now.
pub(crate) fn keep(state: &str, fragment: Option<&str>) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let location = window.location();
    let (Ok(history), Ok(path), Ok(query)) =
        (window.history(), location.pathname(), location.search())
    else {
        return;
    };
    let address = fragment.map_or_else(
        || format!("{path}{query}"),
        |fragment| format!("{path}{query}#{fragment}"),
    );
    // A browser may refuse many changes in a short time, or a large state: then a reload finds the text where it is stored.
    let _ = history.replace_state_with_url(&JsValue::from_str(state), "", Some(&address));
}

/// Tells `on_step` of every step in the history, a fragment that a person has typed included, until it is dropped.
pub(crate) fn on_step(on_step: Callback<()>) -> Option<EventListener> {
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "popstate", move |_| {
        on_step.emit(());
    }))
}
