use playground::{Does, Offer, Offers};
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::bridge;
use crate::components::menu::{focus, items, on_key};
use crate::hooks::use_actions;

/// Free space around the menu.
const MARGIN: f64 = 8.0;

#[derive(Properties, PartialEq)]
pub(super) struct ActMenuProps {
    pub(super) offers: Offers,
    /// Where in the window it opens.
    pub(super) at: (f64, f64),
    /// It is done, or left.
    pub(super) on_close: Callback<()>,
}

/// What can be done to a part of the picture.
#[component]
pub(super) fn ActMenu(props: &ActMenuProps) -> Html {
    let actions = use_actions();
    let menu = use_node_ref();
    use_effect_with((props.offers.part.clone(), props.at), {
        let menu = menu.clone();
        move |(_, (x, y))| {
            if let Some(element) = menu.cast::<HtmlElement>() {
                let size = element.get_bounding_client_rect();
                let window = bridge::window_size();
                let held = |at: f64, size: f64, room: f64| at.min(room - size - MARGIN).max(MARGIN);
                let left = held(*x, size.width(), window.width);
                let top = held(*y, size.height(), window.height);
                bridge::set_property(&element, "left", &format!("{left}px"));
                bridge::set_property(&element, "top", &format!("{top}px"));
            }
            focus(items(&menu).first());
        }
    });
    let onkeydown = {
        let (menu, close) = (menu.clone(), props.on_close.clone());
        Callback::from(move |event: KeyboardEvent| {
            event.stop_propagation();
            if event.key() == "Tab" {
                event.prevent_default();
                close.emit(());
            }
            on_key(&event, &items(&menu), &close);
        })
    };
    let onfocusout = {
        let (menu, close) = (menu.clone(), props.on_close.clone());
        Callback::from(move |event: FocusEvent| {
            let to = event.related_target();
            let inside = items(&menu)
                .iter()
                .any(|item| to.as_ref().is_some_and(|to| item.loose_eq(to)));
            if !inside {
                close.emit(());
            }
        })
    };
    let item = |offer: &Offer| {
        let onclick = offer.does.clone().map(|does| {
            let (actions, close) = (actions.clone(), props.on_close.clone());
            Callback::from(move |_: MouseEvent| {
                close.emit(());
                match does.clone() {
                    Does::Act(act) => actions.act(act),
                    Does::Look(look) => actions.look(look),
                }
            })
        });
        let note = (!offer.note.is_empty()).then(|| offer.note.clone());
        html! {
            <button
                type="button"
                class="menu-item"
                role="menuitem"
                tabindex="-1"
                aria-label={offer.label.clone()}
                aria-description={note.clone()}
                aria-disabled={offer.does.is_none().then_some("true")}
                {onclick}
            >
                { &offer.label }
                if let Some(note) = note {
                    <span class="menu-note">{ note }</span>
                }
            </button>
        }
    };
    html! {
        <div ref={menu} class="menu act-menu" role="menu" aria-label={props.offers.name.clone()} tabindex="-1" {onkeydown} {onfocusout}>
            <div class="menu-title" aria-hidden="true">{ &props.offers.name }</div>
            for offer in &props.offers.offers {
                { item(offer) }
            }
        </div>
    }
}
