use yew::prelude::*;

use super::tabs::{Tab, Tabs};
use crate::hooks::{use_actions, use_layout, use_words};
use crate::state::Region;

const REGIONS: [Region; 3] = [Region::Manifest, Region::Diagram, Region::Panels];

/// The three parts of a narrow page.
#[component]
pub(crate) fn RegionTabs() -> Html {
    let words = use_words();
    let actions = use_actions();
    let region = use_layout().region;
    let selected = REGIONS
        .iter()
        .position(|one| *one == region)
        .unwrap_or_default();
    let tab = |id, controls, title| Tab {
        id,
        controls,
        title,
    };
    let tabs = vec![
        tab("tab-manifest", "region-manifest", words.manifest),
        tab("tab-diagram", "region-diagram", words.diagram),
        tab("tab-panels", "region-panels", words.request),
    ];
    let on_select = Callback::from(move |index: usize| {
        if let Some(region) = REGIONS.get(index) {
            actions.visit(*region);
        }
    });
    html! {
        <nav class="region-bar" aria-label={words.name}>
            <Tabs label={words.name} class="region-tabs" {tabs} {selected} {on_select} />
        </nav>
    }
}
