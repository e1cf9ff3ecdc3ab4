use playground::words::PanelWords;
use playground::{DnsGroup, PanelContent};
use yew::prelude::*;

use super::Panel;
use crate::hooks::{use_filled, use_language};

/// Every name that the cluster DNS answers for.
pub(super) const PANEL: Panel = Panel {
    id: "panel-dns",
    tab: "tab-dns",
    title: |words| words.dns,
    asks: |_| Some(playground::Panel::Dns),
    content: || html! { <Dns /> },
};

#[component]
fn Dns() -> Html {
    let Some(filled) = use_filled() else {
        return Html::default();
    };
    let PanelContent::Dns(table) = &*filled.content else {
        return Html::default();
    };
    html! {
        <div class="dns">
            for sentence in &table.search {
                <p class="panel-note">{ sentence }</p>
            }
            for (index, group) in table.groups.iter().enumerate() {
                <Group id={format!("dns-{index}")} group={group.clone()} />
            }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct GroupProps {
    id: AttrValue,
    group: DnsGroup,
}

/// The names of a Service.
#[component]
fn Group(props: &GroupProps) -> Html {
    let words = PanelWords::of(use_language());
    let GroupProps { id, group } = props;
    html! {
        <section class="dns-group">
            <h3 id={id}>{ &group.title }</h3>
            <p class="panel-note">{ &group.short }</p>
            if !group.records.is_empty() {
                <div class="table-scroll" role="group" aria-labelledby={id} tabindex="0">
                    <table aria-labelledby={id}>
                        <thead>
                            <tr>
                                for title in words.record {
                                    <th scope="col">{ title }</th>
                                }
                            </tr>
                        </thead>
                        <tbody>
                            for record in &group.records {
                                <tr>
                                    <th scope="row">{ &record.name }</th>
                                    <td>{ &record.kind }</td>
                                    <td>{ &record.value }</td>
                                </tr>
                            }
                        </tbody>
                    </table>
                </div>
            }
            if let Some(note) = &group.note {
                <p class="panel-note">{ note }</p>
            }
        </section>
    }
}
