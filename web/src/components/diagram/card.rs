use std::iter::Peekable;
use std::rc::Rc;

use playground::scene::{Card, CardKind, CardState, Chip, ChipState, Group, Socket, SocketState};
use yew::prelude::*;

use super::label::{frame, text};
use super::layers::Emphasis;

/// The round of a card's corners, and of a node's box.
const CORNER: f32 = 10.0;
const NODE_CORNER: f32 = 14.0;

#[derive(Properties, PartialEq)]
pub(super) struct CardViewProps {
    pub(super) card: Rc<Card>,
    pub(super) emphasis: Emphasis,
}

/// A card: one thing to point at, to focus and to click.
#[component]
pub(super) fn CardView(props: &CardViewProps) -> Html {
    let card = &props.card;
    let rect = card.rect;
    let (left, right) = (rect.x + CORNER, rect.x + rect.width - CORNER);
    html! {
        <g
            class={classes!("card", kind(card.kind), state(card.state), card.changed.then_some("changed"), props.emphasis.classes())}
            role="button"
            tabindex="0"
            aria-label={card.name.clone()}
            aria-description={card.description.clone()}
            data-part={card.id.clone()}
        >
            { frame("halo", rect, CORNER) }
            { frame("card-box", rect, CORNER) }
            <path class="stripe" d={format!("M{left} {y}H{right}", y = rect.y)} />
            for y in &card.separators {
                <path class="separator" d={format!("M{} {y}h{}", rect.x, rect.width)} />
            }
            for (index, row) in card.rows.iter().enumerate() {
                <g data-row={index.to_string()}>{ frame("row", row.rect, 0.0) }</g>
            }
            for chip in &card.chips {
                { chip_view(chip) }
            }
            <g class="texts" aria-hidden="true">
                for label in &card.labels {
                    { text(label) }
                }
            </g>
            for socket in &card.sockets {
                { socket_view(socket) }
            }
        </g>
    }
}

fn chip_view(chip: &Chip) -> Html {
    let class = match chip.state {
        ChipState::Plain => "chip",
        ChipState::Lit => "chip wanted",
        ChipState::Missed => "chip missed",
    };
    html! {
        <g {class} aria-hidden="true">
            { frame("chip-box", chip.rect, chip.rect.height / 2.0) }
            { text(&chip.label) }
        </g>
    }
}

fn socket_view(socket: &Socket) -> Html {
    let class = match socket.state {
        SocketState::Live => "socket live",
        SocketState::Idle => "socket idle",
        SocketState::Dead => "socket dead",
    };
    html! {
        <circle {class} cx={socket.at.x.to_string()} cy={socket.at.y.to_string()} r="4.5" />
    }
}

const fn kind(kind: CardKind) -> &'static str {
    match kind {
        CardKind::Client => "client",
        CardKind::Entry => "entry",
        CardKind::Service => "service",
        CardKind::Backend => "backend",
    }
}

const fn state(state: CardState) -> Option<&'static str> {
    match state {
        CardState::Normal => None,
        CardState::NotReady => Some("not-ready"),
        CardState::Terminating => Some("terminating"),
        CardState::Unmatched => Some("unmatched"),
        CardState::Refused => Some("refused"),
        CardState::Pending => Some("pending"),
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct GroupViewProps {
    pub(super) group: Rc<Group>,
    pub(super) emphasis: Emphasis,
}

/// The box of a node, to be seen and pointed at. It lies below everything; who listens meets the node later, before its Pods.
#[component]
pub(super) fn GroupView(props: &GroupViewProps) -> Html {
    let group = &props.group;
    html! {
        <g class={classes!("node", props.emphasis.classes())} aria-hidden="true" data-part={group.id.clone()}>
            { frame("node-box", group.rect, NODE_CORNER) }
            <g class="texts">{ text(&group.label) }</g>
        </g>
    }
}

/// The same node in the order in which the picture is read: what the Tab key comes to.
pub(super) fn group_stop(group: &Group) -> Html {
    html! {
        <g key={format!("stop {}", group.id)} class="node-stop" role="button" tabindex="0" aria-label={group.name.clone()} data-part={group.id.clone()}>
            { frame("node-frame", group.rect, NODE_CORNER) }
        </g>
    }
}

/// The nodes that are met before `card`: one comes right before the first of its Pods, which stand in its box and so below its upper
/// edge. Cards and nodes come in their order down the column.
pub(super) fn met_before<'a>(
    card: &Card,
    groups: &mut Peekable<impl Iterator<Item = &'a Rc<Group>>>,
) -> Vec<&'a Rc<Group>> {
    let begun = |group: &&Rc<Group>| card.kind == CardKind::Backend && group.rect.y <= card.rect.y;
    std::iter::from_fn(|| groups.next_if(begun)).collect()
}
