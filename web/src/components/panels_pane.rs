use yew::prelude::*;

use super::tabs::{Tab, Tabs};
use crate::hooks::{use_actions, use_layout, use_words};
use crate::panels::{self, PANELS};

#[derive(Properties, PartialEq)]
pub(crate) struct PanelsPaneProps {
    pub(crate) hidden: bool,
}

/// The panels under the diagram, one at a time.
#[component]
pub(crate) fn PanelsPane(props: &PanelsPaneProps) -> Html {
    let words = use_words();
    let actions = use_actions();
    let open = use_layout().panel;
    let selected = panels::open(open);
    let tabs = PANELS
        .iter()
        .map(|panel| Tab {
            id: panel.tab,
            controls: panel.id,
            title: (panel.title)(words),
        })
        .collect::<Vec<_>>();
    let on_select = Callback::from(move |index| actions.open_panel(index));
    html! {
        <div id="region-panels" class="panels" hidden={props.hidden}>
            <Tabs label={words.panels} class="panel-tabs" {tabs} {selected} {on_select} />
            for (index, panel) in PANELS.iter().enumerate() {
                <div
                    key={panel.id}
                    id={panel.id}
                    class="panel"
                    role="tabpanel"
                    aria-labelledby={panel.tab}
                    tabindex="0"
                    hidden={index != selected}
                >
                    if index == selected && !props.hidden {
                        { (panel.content)() }
                    }
                </div>
            }
        </div>
    }
}
