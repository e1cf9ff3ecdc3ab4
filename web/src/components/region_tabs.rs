use yew::prelude::*;

use super::tabs::{Tab, Tabs};
use crate::hooks::{use_actions, use_layout, use_lesson_words, use_school, use_words};
use crate::state::Region;

/// The parts of a narrow page; the first one only while there is a lesson.
const REGIONS: [Region; 4] = [
    Region::Lesson,
    Region::Manifest,
    Region::Diagram,
    Region::Panels,
];

/// The parts of a narrow page.
#[component]
pub(crate) fn RegionTabs() -> Html {
    let words = use_words();
    let actions = use_actions();
    let region = use_layout().region;
    let regions = match use_school().study {
        Some(_) => &REGIONS[..],
        None => REGIONS.split_first().map_or(&[][..], |(_, rest)| rest),
    };
    let selected = regions
        .iter()
        .position(|one| *one == region)
        .unwrap_or_default();
    let tab = |id, controls, title| Tab {
        id,
        controls,
        title,
    };
    let lesson = use_lesson_words().lesson;
    let tabs = [
        tab("tab-lesson", "region-lesson", lesson),
        tab("tab-manifest", "region-manifest", words.manifest),
        tab("tab-diagram", "region-diagram", words.diagram),
        tab("tab-panels", "region-panels", words.request),
    ];
    let tabs = tabs
        .into_iter()
        .skip(REGIONS.len() - regions.len())
        .collect::<Vec<_>>();
    let on_select = Callback::from(move |index: usize| {
        if let Some(region) = regions.get(index) {
            actions.visit(*region);
        }
    });
    html! {
        <nav class="region-bar" aria-label={words.name}>
            <Tabs label={words.name} class="region-tabs" {tabs} {selected} {on_select} />
        </nav>
    }
}
