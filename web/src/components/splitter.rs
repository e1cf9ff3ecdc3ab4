use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::hooks::{use_actions, use_layout, use_words};
use crate::state::{Layout, Split};

/// How far a key moves a splitter, in percent.
const STEP: f64 = 2.0;

#[derive(Properties, PartialEq)]
pub(crate) struct SplitterProps {
    pub(crate) split: Split,
}

/// A line between two parts of the page, moved by hand or by key.
#[component]
pub(crate) fn Splitter(props: &SplitterProps) -> Html {
    let words = use_words();
    let actions = use_actions();
    let layout = use_layout();
    let node = use_node_ref();
    let dragged = use_state_eq(|| false);
    let split = props.split;
    let upright = split == Split::Editor;
    let (percent, standard, name) = match split {
        Split::Editor => (layout.editor, Layout::default().editor, words.split_editor),
        Split::Diagram => (
            layout.diagram,
            Layout::default().diagram,
            words.split_diagram,
        ),
        Split::Lesson => (layout.lesson, Layout::default().lesson, words.split_lesson),
    };
    let (least, most) = split.limits();
    let onkeydown = {
        let actions = actions.clone();
        Callback::from(move |event: KeyboardEvent| {
            let to = match event.key().as_str() {
                "ArrowLeft" if upright => percent - STEP,
                "ArrowRight" if upright => percent + STEP,
                "ArrowUp" if !upright => percent - STEP,
                "ArrowDown" if !upright => percent + STEP,
                "Home" => least,
                "End" => most,
                "Enter" => standard,
                _ => return,
            };
            event.prevent_default();
            actions.split(split, to);
        })
    };
    let onpointerdown = {
        let dragged = dragged.clone();
        Callback::from(move |event: PointerEvent| {
            if let Some(element) = event.target_dyn_into::<Element>() {
                event.prevent_default();
                // Without capture the drag merely ends at the splitter's edge.
                let _ = element.set_pointer_capture(event.pointer_id());
                dragged.set(true);
            }
        })
    };
    let onpointermove = dragged.then(|| {
        let (actions, node) = (actions.clone(), node.clone());
        Callback::from(move |event: PointerEvent| {
            let whole = node
                .cast::<HtmlElement>()
                .and_then(|node| node.parent_element());
            if let Some(rect) = whole.map(|whole| whole.get_bounding_client_rect()) {
                let share = if upright {
                    (f64::from(event.client_x()) - rect.left()) / rect.width()
                } else {
                    (f64::from(event.client_y()) - rect.top()) / rect.height()
                };
                actions.split(split, (share * 1000.0).round() / 10.0);
            }
        })
    });
    let release = {
        let dragged = dragged.clone();
        Callback::from(move |_: PointerEvent| dragged.set(false))
    };
    let ondblclick = Callback::from(move |_| actions.split(split, standard));
    html! {
        <div
            ref={node}
            class={classes!("splitter", if upright { "upright" } else { "level" }, dragged.then_some("dragged"))}
            role="separator"
            tabindex="0"
            aria-label={name}
            aria-orientation={if upright { "vertical" } else { "horizontal" }}
            aria-valuenow={format!("{percent:.0}")}
            aria-valuemin={least.to_string()}
            aria-valuemax={most.to_string()}
            {onkeydown}
            {onpointerdown}
            {onpointermove}
            onpointerup={release.clone()}
            onpointercancel={release}
            {ondblclick}
        />
    }
}
