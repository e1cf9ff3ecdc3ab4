//! The panels under the diagram. A new one is a file here, and a line in [`PANELS`].

mod endpoints;
mod kubectl;
mod output;

use playground::words::PageWords;
use yew::Html;

/// A panel: where it is found, what it is called, what it shows.
pub(crate) struct Panel {
    /// Its id in the document.
    pub(crate) id: &'static str,
    /// The id of its tab.
    pub(crate) tab: &'static str,
    /// Its title.
    pub(crate) title: fn(&PageWords) -> &'static str,
    /// Its content; only drawn while it is open.
    pub(crate) content: fn() -> Html,
}

/// Every panel, in the order of the tabs.
pub(crate) static PANELS: [Panel; 2] = [kubectl::PANEL, endpoints::PANEL];
