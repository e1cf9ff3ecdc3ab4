use playground::Offers;
use playground::scene::{Card, Group, Point};
use yew::prelude::*;

/// Where the button stands: on the right edge of a card, in the corner of a node's box.
const DOWN: f32 = 20.0;
const OUT: f32 = 4.0;
const IN: f32 = 22.0;

/// The place of a card's button.
pub(super) fn on_card(card: &Card) -> Point {
    Point {
        x: card.rect.x + card.rect.width + OUT,
        y: card.rect.y + DOWN,
    }
}

/// The place of a node's button.
pub(super) fn on_group(group: &Group) -> Point {
    Point {
        x: group.rect.x + group.rect.width - IN,
        y: group.rect.y + DOWN,
    }
}

/// The button of a part's menu. It belongs to its part: pointing at one is pointing at the other, and the Tab key comes to it from its
/// part only.
pub(super) fn handle(at: Point, index: usize, offers: &Offers, pointed: bool) -> Html {
    html! {
        <g
            key={format!("handle {}", offers.part)}
            class={classes!("handle", pointed.then_some("pointed"))}
            role="button"
            tabindex={if pointed { "0" } else { "-1" }}
            aria-label={offers.button.clone()}
            aria-haspopup="menu"
            data-part={offers.part.clone()}
            data-handle={index.to_string()}
            transform={format!("translate({} {})", at.x, at.y)}
        >
            <circle class="handle-reach" r="18" />
            <circle class="handle-disc" r="12" />
            <path class="handle-dots" d="M-4.5 0h.01M0 0h.01M4.5 0h.01" />
        </g>
    }
}
