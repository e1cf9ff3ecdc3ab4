//! The panels under the diagram. A new one is a file here, and a line in [`PANELS`].

mod dns;
mod endpoints;
mod kube_proxy;
mod kubectl;
mod output;
mod request;
mod trace;
mod why;

use playground::words::PageWords;
use yew::Html;

use crate::state::Choices;

/// A panel: where it is found, what it is called, what it shows.
pub(crate) struct Panel {
    /// Its id in the document.
    pub(crate) id: &'static str,
    /// The id of its tab.
    pub(crate) tab: &'static str,
    /// Its title.
    pub(crate) title: fn(&PageWords) -> &'static str,
    /// What the worker is asked to fill it with while it is open; nothing for one that goes by the analysis.
    pub(crate) asks: fn(&Choices) -> Option<playground::Panel>,
    /// Its content; only drawn while it is open.
    pub(crate) content: fn() -> Html,
}

/// Every panel, in the order of the tabs.
pub(crate) static PANELS: [Panel; 6] = [
    request::PANEL,
    why::PANEL,
    kubectl::PANEL,
    endpoints::PANEL,
    dns::PANEL,
    kube_proxy::PANEL,
];

/// The panel that is open where `index` was: the first one, where that one is gone.
pub(crate) const fn open(index: usize) -> usize {
    if index < PANELS.len() { index } else { 0 }
}

/// What the worker is asked to fill the panel `index` with.
pub(crate) fn asks(index: usize, choices: &Choices) -> Option<playground::Panel> {
    PANELS
        .get(open(index))
        .and_then(|panel| (panel.asks)(choices))
}

/// The name that the panel `index` has in links; the first, which is open by itself, needs none.
pub(crate) fn name(index: usize) -> Option<&'static str> {
    let panel = PANELS.get(open(index)).filter(|_| open(index) > 0)?;
    panel.id.strip_prefix("panel-")
}

/// The panel of that name; the first one, if there is none.
pub(crate) fn by_name(name: &str) -> usize {
    let named = |panel: &Panel| panel.id.strip_prefix("panel-") == Some(name);
    PANELS.iter().position(named).unwrap_or(0)
}

/// The panel "Request", which can stand alone.
pub(crate) fn request() -> Html {
    (request::PANEL.content)()
}
