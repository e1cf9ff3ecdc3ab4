use std::rc::Rc;

use playground::scene::{DeadEndBox, Edge, EdgeState, Point};
use yew::prelude::*;

use super::label::{frame, text};
use super::layers::Emphasis;

#[derive(Properties, PartialEq)]
pub(super) struct EdgeViewProps {
    pub(super) edge: Rc<Edge>,
    pub(super) emphasis: Emphasis,
}

/// An edge, with a broad unseen line around it for hands that are not exact.
#[component]
pub(super) fn EdgeView(props: &EdgeViewProps) -> Html {
    let edge = &props.edge;
    let state = match edge.state {
        EdgeState::Live => "edge-live",
        EdgeState::NotReady => "edge-not-ready",
        EdgeState::Terminating => "edge-terminating",
        EdgeState::Refused => "edge-refused",
    };
    let d = curve(&edge.curve);
    html! {
        <g
            class={classes!("edge", props.emphasis.classes())}
            role="img"
            aria-label={edge.name.clone()}
            data-part={edge.id.clone()}
        >
            <path class="edge-reach" d={d.clone()} />
            <path class="edge-casing" d={d.clone()} />
            <path class={classes!("edge-line", state)} {d} />
            if let Some(pill) = &edge.pill {
                <g class="pill">
                    { frame("pill-box", pill.rect, pill.rect.height / 2.0) }
                    { text(&pill.label) }
                </g>
            }
        </g>
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct DeadEndViewProps {
    pub(super) end: Rc<DeadEndBox>,
    pub(super) emphasis: Emphasis,
}

/// Where a route dies, and why.
#[component]
pub(super) fn DeadEndView(props: &DeadEndViewProps) -> Html {
    let end = &props.end;
    html! {
        <g
            class={classes!("dead-end", props.emphasis.classes())}
            role="img"
            aria-label={end.name.clone()}
            data-part={end.id.clone()}
        >
            for stub in &end.curves {
                <path class="edge-line edge-dead" d={curve(stub)} />
            }
            { frame("dead-box", end.rect, 8.0) }
            for [.., tip] in &end.curves {
                <path class="dead-cross" d={format!("M{} {}l8 8m0 -8l-8 8", tip.x - 4.0, tip.y - 4.0)} />
            }
            for line in &end.lines {
                { text(line) }
            }
        </g>
    }
}

/// A curve, as a path draws it.
pub(super) fn curve([from, near, far, to]: &[Point; 4]) -> String {
    format!(
        "M{} {}C{} {} {} {} {} {}",
        from.x, from.y, near.x, near.y, far.x, far.y, to.x, to.y
    )
}
