use yew::prelude::*;

use super::Panel;
use super::output::Outputs;

/// What kubectl would print.
pub(super) const PANEL: Panel = Panel {
    id: "panel-kubectl",
    tab: "tab-kubectl",
    title: |words| words.kubectl,
    asks: |_| Some(playground::Panel::Kubectl),
    content: || html! { <Outputs panel={playground::Panel::Kubectl} /> },
};
