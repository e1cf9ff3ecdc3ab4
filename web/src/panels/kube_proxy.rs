use playground::words::PanelWords;
use playground::{Mode, PanelContent, RuleText};
use yew::prelude::*;

use super::Panel;
use super::output::Output;
use crate::components::Select;
use crate::hooks::{use_actions, use_filled, use_language};
use crate::state::Choice;

/// The rules that a node would hold.
pub(super) const PANEL: Panel = Panel {
    id: "panel-kube-proxy",
    tab: "tab-kube-proxy",
    title: |words| words.kube_proxy,
    asks: |choices| {
        Some(playground::Panel::KubeProxy {
            node: choices.node.clone(),
            mode: choices.mode,
            ask: choices.ask.clone(),
        })
    },
    content: || html! { <KubeProxy /> },
};

#[component]
fn KubeProxy() -> Html {
    let words = PanelWords::of(use_language());
    let actions = use_actions();
    let Some(filled) = use_filled() else {
        return Html::default();
    };
    let PanelContent::KubeProxy(told) = &*filled.content else {
        return Html::default();
    };
    let nodes = told
        .nodes
        .iter()
        .map(|node| (node.clone(), node.clone()))
        .collect::<Vec<_>>();
    let modes = Mode::ALL
        .iter()
        .map(|mode| (mode.as_str().to_owned(), mode.as_str().to_owned()))
        .collect::<Vec<_>>();
    let on_node = {
        let actions = actions.clone();
        Callback::from(move |node| actions.choose(Choice::Node(node)))
    };
    let show = told
        .passage
        .as_ref()
        .and_then(|passage| passage.elsewhere.clone())
        .map(|node| {
            let on_node = on_node.clone();
            let label = (words.show_node)(&node);
            let onclick = Callback::from(move |_: MouseEvent| on_node.emit(node.clone()));
            html! { <button type="button" class="rung-place" {onclick}>{ label }</button> }
        });
    let on_mode = Callback::from(move |name: String| {
        let mode = Mode::ALL.into_iter().find(|mode| mode.as_str() == name);
        actions.choose(Choice::Mode(mode.unwrap_or_default()));
    });
    html! {
        <div class="kube-proxy">
            <div class="choices">
                <Select id="kube-proxy-node" label={words.node} value={told.node.clone()} options={nodes} on_choose={on_node} />
                <Select id="kube-proxy-mode" label={words.mode} value={told.mode.as_str()} options={modes} on_choose={on_mode} />
            </div>
            if let Some(passage) = &told.passage {
                <p class="passage">{ &passage.text }{ " " }{ show }</p>
            }
            for text in told.rules.iter().filter(|text| !text.passed.is_empty()) {
                { passed(words, text) }
            }
            <p class="panel-note">{ &told.note }</p>
            <details class="panel-note">
                <summary>{ words.ipvs }</summary>
                <p>{ words.ipvs_text }</p>
            </details>
            for text in &told.rules {
                <Output view={text.view.clone()} marks={text.passed.clone()} />
            }
        </div>
    }
}

/// The rules that the request passed, one below the other, as they were met.
fn passed(words: &PanelWords, text: &RuleText) -> Html {
    let lines: Vec<&str> = text.view.text.lines().collect();
    let mut passed = text.passed.clone();
    passed.sort_by_key(|(line, place)| (*place, *line));
    html! {
        <section aria-labelledby="passed-rules">
            <h3 id="passed-rules">{ words.passed_rules }</h3>
            <p class="panel-note">{ words.passed_note }</p>
            <ol class="passed-rules">
                for (line, place) in passed {
                    <li value={place.to_string()}>
                        <code>{ lines.get(line as usize).copied().unwrap_or_default() }</code>
                    </li>
                }
            </ol>
        </section>
    }
}
