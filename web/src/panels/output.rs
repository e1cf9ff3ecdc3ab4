use playground::{Panel, View};
use yew::prelude::*;

use crate::components::CopyButton;
use crate::hooks::{use_result, use_words};

#[derive(Properties, PartialEq)]
pub(super) struct OutputsProps {
    /// Whose outputs.
    pub(super) panel: Panel,
}

/// The outputs of some commands, each below the command that prints it.
#[component]
pub(super) fn Outputs(props: &OutputsProps) -> Html {
    let words = use_words();
    let Some(shown) = use_result().shown else {
        return Html::default();
    };
    let of_panel = |view: &&View| view.panel == props.panel && !view.text.is_empty();
    let mut views = shown.analysis.views.iter().filter(of_panel).peekable();
    if views.peek().is_none() {
        return html! { <p class="panel-empty">{ words.panel_empty }</p> };
    }
    html! {
        for view in views {
            <section class="output">
                <div class="output-head">
                    <h3><span class="prompt" aria-hidden="true">{ "$ " }</span>{ &view.command }</h3>
                    <CopyButton text={view.text.clone()} what={view.command.clone()} />
                </div>
                <pre tabindex="0">{ &view.text }</pre>
            </section>
        }
    }
}
