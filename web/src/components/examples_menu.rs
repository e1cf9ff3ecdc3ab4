use playground::words::ExampleWords;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::icon::{Glyph, Icon};
use super::menu::{focus, items, on_key};
use crate::examples::{self, Example, Group};
use crate::hooks::{Actions, use_actions, use_language, use_words};

/// The examples, in a menu.
#[component]
pub(crate) fn ExamplesMenu() -> Html {
    let words = use_words();
    let titles = ExampleWords::of(use_language());
    let actions = use_actions();
    let open = use_state_eq(|| false);
    let button = use_node_ref();
    let menu = use_node_ref();
    use_effect_with(*open, {
        let menu = menu.clone();
        move |open| {
            if *open {
                focus(items(&menu).first());
            }
        }
    });
    let close = {
        let (open, button) = (open.clone(), button.clone());
        Callback::from(move |()| {
            open.set(false);
            focus(button.cast::<HtmlElement>().as_ref());
        })
    };
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let onfocusout = {
        let (open, menu, button) = (open.clone(), menu.clone(), button.clone());
        Callback::from(move |event: FocusEvent| {
            let to = event
                .related_target()
                .and_then(|to| to.dyn_into::<Element>().ok());
            let inside = [&menu, &button].into_iter().any(|part| {
                part.cast::<Element>()
                    .is_some_and(|part| part.contains(to.as_deref()))
            });
            if !(inside && to.is_some()) {
                open.set(false);
            }
        })
    };
    let onkeydown = {
        let (close, menu) = (close.clone(), menu.clone());
        Callback::from(move |event: KeyboardEvent| on_key(&event, &items(&menu), &close))
    };
    html! {
        <div class="menu-anchor" {onfocusout}>
            <button
                ref={button}
                type="button"
                class="quiet"
                aria-haspopup="menu"
                aria-expanded={open.to_string()}
                onclick={toggle}
            >
                { words.examples }
                <Icon glyph={Glyph::Down} />
            </button>
            if *open {
                <div ref={menu} class="menu" role="menu" aria-label={words.examples} tabindex="-1" {onkeydown}>
                    for group in Group::ALL {
                        <div role="group" aria-label={group.title(titles)}>
                            <div class="menu-title" aria-hidden="true">{ group.title(titles) }</div>
                            for example in examples::of(group) {
                                { item(example, titles, &actions, &close) }
                            }
                        </div>
                    }
                </div>
            }
        </div>
    }
}

fn item(
    example: &'static Example,
    titles: &ExampleWords,
    actions: &Actions,
    close: &Callback<()>,
) -> Html {
    let (actions, close) = (actions.clone(), close.clone());
    let onclick = Callback::from(move |_| {
        actions.replace(example.text);
        close.emit(());
    });
    html! {
        <button type="button" class="menu-item" role="menuitem" tabindex="-1" {onclick}>
            { (example.title)(titles) }
        </button>
    }
}
