use playground::scene::{Anchor, Label, LabelRole, Rect};
use yew::prelude::*;

/// A text in its place. Cards and edges tell screen readers what they are, so their texts need not.
pub(super) fn text(label: &Label) -> Html {
    let anchor = match label.anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    };
    html! {
        <text
            class={role(label.role)}
            x={label.at.x.to_string()}
            y={label.at.y.to_string()}
            text-anchor={anchor}
        >
            { &label.text }
            if let Some(full) = &label.full {
                <title>{ full }</title>
            }
        </text>
    }
}

/// A box with round corners.
pub(super) fn frame(class: &'static str, rect: Rect, radius: f32) -> Html {
    html! {
        <rect
            {class}
            x={rect.x.to_string()}
            y={rect.y.to_string()}
            width={rect.width.to_string()}
            height={rect.height.to_string()}
            rx={radius.to_string()}
        />
    }
}

const fn role(role: LabelRole) -> &'static str {
    match role {
        LabelRole::Column => "t-column",
        LabelRole::Title => "t-title",
        LabelRole::Badge => "t-badge",
        LabelRole::Note => "t-note",
        LabelRole::Mono => "t-mono",
        LabelRole::MonoQuiet => "t-mono quiet",
        LabelRole::Chip => "t-chip",
        LabelRole::Pill => "t-pill",
        LabelRole::Bad => "t-bad",
        LabelRole::Act => "t-act",
    }
}
