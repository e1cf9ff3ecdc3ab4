use std::rc::Rc;

use playground::Analysis;
use playground::scene::{CardKind, Scene};
use web_sys::{Element, PointerEvent};
use yew::prelude::*;

use crate::view::{Size, View};

/// The map helps once less than this share of the picture is seen, across and down together.
const HELPS_BELOW: f64 = 0.4;
/// How long its sides may be, in CSS pixels: a very long picture is squeezed rather than thin as a thread.
const WIDTHS: std::ops::RangeInclusive<f64> = 64.0..=150.0;
const HEIGHTS: std::ops::RangeInclusive<f64> = 48.0..=190.0;

#[derive(Properties)]
pub(super) struct MinimapProps {
    pub(super) analysis: Rc<Analysis>,
    pub(super) view: View,
    pub(super) frame: Size,
    /// Brings a point of the picture into the middle.
    pub(super) on_move: Callback<(f64, f64)>,
}

impl PartialEq for MinimapProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.analysis, &other.analysis)
            && self.view == other.view
            && self.frame == other.frame
    }
}

/// The whole picture, small, with a frame around what is seen. The search and the arrow keys do for a keyboard what it does for a
/// hand, so a screen reader is spared it.
#[component]
pub(super) fn Minimap(props: &MinimapProps) -> Html {
    let scene = &props.analysis.scene;
    let cards = use_memo(Rc::as_ptr(&props.analysis), |_| cards(scene));
    let content = Size {
        width: f64::from(scene.width),
        height: f64::from(scene.height),
    };
    let onpointer = {
        let on_move = props.on_move.clone();
        Callback::from(move |event: PointerEvent| {
            if event.buttons() == 0 {
                return;
            }
            let map = event.target_unchecked_into::<Element>();
            let Ok(Some(map)) = map.closest(".minimap") else {
                return;
            };
            let rect = map.get_bounding_client_rect();
            let part = |at: f64, from: f64, length: f64| (at - from) / length.max(1.0);
            let x = part(f64::from(event.client_x()), rect.left(), rect.width());
            let y = part(f64::from(event.client_y()), rect.top(), rect.height());
            on_move.emit((x * content.width, y * content.height));
        })
    };
    let (across, down) = props.view.share(props.frame, content);
    if across.min(1.0) * down.min(1.0) >= HELPS_BELOW {
        return html! {};
    }
    let scale = (WIDTHS.end() / content.width).min(HEIGHTS.end() / content.height);
    let side = |length: f64, range: std::ops::RangeInclusive<f64>| {
        (length * scale)
            .clamp(*range.start(), *range.end())
            .to_string()
    };
    let View {
        x, y, scale: zoom, ..
    } = props.view;
    html! {
        <svg
            class="minimap"
            aria-hidden="true"
            width={side(content.width, WIDTHS)}
            height={side(content.height, HEIGHTS)}
            preserveAspectRatio="none"
            viewBox={format!("0 0 {} {}", content.width, content.height)}
            onpointerdown={onpointer.clone()}
            onpointermove={onpointer}
        >
            { (*cards).clone() }
            <rect class="minimap-frame" x={(-x / zoom).to_string()} y={(-y / zoom).to_string()}
                width={(props.frame.width / zoom).to_string()} height={(props.frame.height / zoom).to_string()} />
        </svg>
    }
}

/// One path for the cards of each column.
fn cards(scene: &Scene) -> Html {
    let kinds = [
        (CardKind::Client, "client"),
        (CardKind::Entry, "entry"),
        (CardKind::Service, "service"),
        (CardKind::Backend, "backend"),
    ];
    let path = |kind| {
        let cards = scene.cards.iter().filter(|card| card.kind == kind);
        let boxes = cards.map(|card| {
            let rect = card.rect;
            format!(
                "M{} {}h{}v{}h-{}z",
                rect.x, rect.y, rect.width, rect.height, rect.width
            )
        });
        boxes.collect::<String>()
    };
    html! {
        for (kind, class) in kinds {
            <path {class} d={path(kind)} />
        }
    }
}
