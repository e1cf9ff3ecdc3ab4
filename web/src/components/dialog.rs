use web_sys::{Element, HtmlDialogElement};
use yew::prelude::*;

use super::icon::{Glyph, Icon};
use crate::hooks::use_words;

#[derive(Properties, PartialEq)]
pub(crate) struct DialogProps {
    pub(crate) title: AttrValue,
    /// Closed by Escape, by its button or by a click beside it.
    pub(crate) on_close: Callback<()>,
    pub(crate) children: Html,
}

/// A dialog, open as long as it is drawn. The browser keeps the focus in it and gives it back.
#[component]
pub(crate) fn Dialog(props: &DialogProps) -> Html {
    let words = use_words();
    let node = use_node_ref();
    use_effect_with((), {
        let node = node.clone();
        move |()| {
            let dialog = node.cast::<HtmlDialogElement>();
            if let Some(dialog) = &dialog {
                // It fails only where it is open already.
                let _ = dialog.show_modal();
            }
            move || {
                if let Some(dialog) = dialog {
                    dialog.close();
                }
            }
        }
    });
    let close = {
        let on_close = props.on_close.clone();
        Callback::from(move |_: MouseEvent| on_close.emit(()))
    };
    let oncancel = {
        let on_close = props.on_close.clone();
        Callback::from(move |event: Event| {
            event.prevent_default();
            on_close.emit(());
        })
    };
    // A click on the dialog itself, not on what is in it, is a click on its backdrop.
    let onclick = {
        let on_close = props.on_close.clone();
        let node = node.clone();
        Callback::from(move |event: MouseEvent| {
            if event.target_dyn_into::<Element>() == node.cast::<Element>() {
                on_close.emit(());
            }
        })
    };
    html! {
        <dialog ref={node} class="dialog" aria-labelledby="dialog-title" {oncancel} {onclick}>
            <div class="dialog-body">
                <div class="dialog-head">
                    <h2 id="dialog-title">{ props.title.clone() }</h2>
                    <button type="button" class="quiet square" aria-label={words.close} onclick={close}>
                        <Icon glyph={Glyph::Cross} />
                    </button>
                </div>
                { props.children.clone() }
            </div>
        </dialog>
    }
}
