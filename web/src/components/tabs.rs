use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// One tab.
#[derive(Clone, PartialEq)]
pub(crate) struct Tab {
    pub(crate) id: &'static str,
    /// The id of what it shows.
    pub(crate) controls: &'static str,
    pub(crate) title: &'static str,
}

#[derive(Properties, PartialEq)]
pub(crate) struct TabsProps {
    pub(crate) label: &'static str,
    pub(crate) class: &'static str,
    pub(crate) tabs: Vec<Tab>,
    pub(crate) selected: usize,
    pub(crate) on_select: Callback<usize>,
}

/// A list of tabs: one stop for the Tab key, arrows between them.
#[component]
pub(crate) fn Tabs(props: &TabsProps) -> Html {
    let node = use_node_ref();
    let count = props.tabs.len();
    let selected = props.selected;
    let onkeydown = {
        let (node, on_select) = (node.clone(), props.on_select.clone());
        Callback::from(move |event: KeyboardEvent| {
            let to = match event.key().as_str() {
                "ArrowRight" => (selected + 1) % count.max(1),
                "ArrowLeft" => selected.checked_sub(1).unwrap_or(count.saturating_sub(1)),
                "Home" => 0,
                "End" => count.saturating_sub(1),
                _ => return,
            };
            event.prevent_default();
            on_select.emit(to);
            focus_child(&node, to);
        })
    };
    html! {
        <div ref={node} class={props.class} role="tablist" aria-label={props.label} {onkeydown}>
            for (index, tab) in props.tabs.iter().enumerate() {
                <button
                    type="button"
                    class="tab"
                    role="tab"
                    id={tab.id}
                    aria-controls={tab.controls}
                    aria-selected={(index == selected).to_string()}
                    tabindex={if index == selected { "0" } else { "-1" }}
                    onclick={Callback::from({
                        let on_select = props.on_select.clone();
                        move |_| on_select.emit(index)
                    })}
                >
                    { tab.title }
                </button>
            }
        </div>
    }
}

fn focus_child(node: &NodeRef, index: usize) {
    let child = node
        .cast::<Element>()
        .and_then(|list| list.children().item(index as u32))
        .and_then(|child| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(child).ok());
    if let Some(child) = child {
        let _ = child.focus();
    }
}
