use playground::words::PanelWords;
use playground::{Panel, PanelContent, View};
use yew::prelude::*;

use crate::components::CopyButton;
use crate::hooks::{use_filled, use_language, use_words};

/// More lines than this are copied, but not drawn: a browser grows slow with them, and nobody reads them here.
const LINES: usize = 2000;

#[derive(Properties, PartialEq)]
pub(super) struct OutputsProps {
    /// Whose outputs.
    pub(super) panel: Panel,
}

/// The outputs of some commands, each below the command that prints it.
#[component]
pub(super) fn Outputs(props: &OutputsProps) -> Html {
    let words = use_words();
    let Some(filled) = use_filled().filter(|filled| filled.panel == props.panel) else {
        return Html::default();
    };
    match &*filled.content {
        PanelContent::Outputs(views) if !views.is_empty() => html! {
            for view in views {
                <Output view={view.clone()} />
            }
        },
        _ => html! { <p class="panel-empty">{ words.panel_empty }</p> },
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct OutputProps {
    pub(super) view: View,
    /// Lines that stand out, from 0, each with its number.
    #[prop_or_default]
    pub(super) marks: Vec<(u32, u32)>,
}

/// A command and what it prints.
#[component]
pub(super) fn Output(props: &OutputProps) -> Html {
    let View { command, text } = &props.view;
    let words = PanelWords::of(use_language());
    let shown = text
        .match_indices('\n')
        .nth(LINES)
        .map_or(text.as_str(), |(at, _)| text.split_at(at).0);
    let left = text.lines().count().saturating_sub(shown.lines().count());
    html! {
        <section class="output">
            <div class="output-head">
                <h3><span class="prompt" aria-hidden="true">{ "$ " }</span>{ command }</h3>
                <CopyButton text={text.clone()} what={command.clone()} />
            </div>
            <pre tabindex="0">{ marked(shown, &props.marks) }</pre>
            if left > 0 {
                <p class="panel-note">{ (words.more_lines)(left) }</p>
            }
        </section>
    }
}

/// `text` with some of its lines marked and numbered.
fn marked(text: &str, marks: &[(u32, u32)]) -> Html {
    if marks.is_empty() {
        return html! { { text } };
    }
    let number = |line: usize| {
        let mut marks = marks.iter();
        let mark = marks.find(|(marked, _)| *marked as usize == line);
        mark.map(|(_, number)| *number)
    };
    let lines = text.split_inclusive('\n').enumerate();
    let lines = lines.map(|(at, line)| match number(at) {
        Some(number) => html! {
            <mark class="passed-rule"><span class="passed-number">{ number }</span>{ line }</mark>
        },
        None => html! { { line } },
    });
    lines.collect()
}
