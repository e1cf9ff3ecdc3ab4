use yew::prelude::*;

use super::Panel;
use super::output::Outputs;

/// What the controllers would write.
pub(super) const PANEL: Panel = Panel {
    id: "panel-endpoints",
    tab: "tab-endpoints",
    title: |words| words.endpoints,
    asks: |_| Some(playground::Panel::Endpoints),
    content: || html! { <Outputs panel={playground::Panel::Endpoints} /> },
};
