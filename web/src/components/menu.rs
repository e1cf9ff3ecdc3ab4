//! What the menus have in common: the keys that walk through them.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// Up and down, first and last, away.
pub(crate) fn on_key(event: &KeyboardEvent, items: &[HtmlElement], close: &Callback<()>) {
    let at = event
        .target()
        .and_then(|target| items.iter().position(|item| item.loose_eq(&target)));
    let last = items.len().saturating_sub(1);
    let next = match event.key().as_str() {
        "ArrowDown" => at.map_or(0, |at| if at == last { 0 } else { at + 1 }),
        "ArrowUp" => at.map_or(last, |at| at.checked_sub(1).unwrap_or(last)),
        "Home" => 0,
        "End" => last,
        "Escape" => {
            event.prevent_default();
            close.emit(());
            return;
        }
        _ => return,
    };
    event.prevent_default();
    focus(items.get(next));
}

/// The items of a menu, in order.
pub(crate) fn items(menu: &NodeRef) -> Vec<HtmlElement> {
    let Some(found) = menu
        .cast::<Element>()
        .and_then(|menu| menu.query_selector_all("[role=menuitem]").ok())
    else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|index| found.get(index)?.dyn_into().ok())
        .collect()
}

/// Gives the focus to an element that is there.
pub(crate) fn focus(element: Option<&HtmlElement>) {
    if let Some(element) = element {
        // An element that just left the page cannot take the focus, and need not.
        let _ = element.focus();
    }
}
