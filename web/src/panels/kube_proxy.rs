use playground::words::PanelWords;
use playground::{Mode, PanelContent};
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
            <p class="panel-note">{ &told.note }</p>
            <details class="panel-note">
                <summary>{ words.ipvs }</summary>
                <p>{ words.ipvs_text }</p>
            </details>
            for view in &told.rules {
                <Output view={view.clone()} />
            }
        </div>
    }
}
