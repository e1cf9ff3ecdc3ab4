use playground::scene::{self, Theme};
use playground::words::ShareWords;
use playground::{Panel, PanelContent};
use yew::platform::spawn_local;
use yew::prelude::*;

use super::dialog::Dialog;
use super::icon::{Glyph, Icon};
use crate::hooks::{use_actions, use_filled, use_host, use_language, use_result};
use crate::{bridge, panels};

/// Opens the dialog.
#[component]
pub(crate) fn ExportButton() -> Html {
    let words = ShareWords::of(use_language());
    let open = use_state_eq(|| false);
    let (show, hide) = (open.setter(), open.setter());
    html! {
        <>
            <button
                type="button"
                class="quiet with-glyph"
                aria-label={words.export}
                title={words.export}
                aria-haspopup="dialog"
                onclick={Callback::from(move |_| show.set(true))}
            >
                <Icon glyph={Glyph::Export} />
                <span class="button-word">{ words.export }</span>
            </button>
            if *open {
                <Dialog title={words.export} on_close={Callback::from(move |()| hide.set(false))}>
                    <Exports />
                </Dialog>
            }
        </>
    }
}

/// What the page gives away, each as a file.
#[component]
fn Exports() -> Html {
    let words = ShareWords::of(use_language());
    let host = use_host();
    let result = use_result();
    let failed = use_state_eq(|| false);
    let endpoints = use_endpoints();
    let Some(shown) = result
        .shown
        .filter(|shown| !shown.analysis.scene.cards.is_empty())
    else {
        return html! { <p>{ words.nothing_drawn }</p> };
    };
    let drawn = {
        let shown = shown.clone();
        move || scene::svg(&shown.analysis.scene, Theme::Light)
    };
    let svg = {
        let (host, drawn) = (host.clone(), drawn.clone());
        Callback::from(move |_| host.save_file("diagram.svg", "image/svg+xml", &drawn()))
    };
    let png = {
        let (host, setter) = (host.clone(), failed.setter());
        let size = (shown.analysis.scene.width, shown.analysis.scene.height);
        Callback::from(move |_| {
            let (host, setter, svg) = (host.clone(), setter.clone(), drawn());
            spawn_local(async move {
                setter.set(!bridge::save_png(&host, "diagram.png", &svg, size).await);
            });
        })
    };
    let mermaid = Callback::from(move |_| {
        let text = scene::mermaid(&shown.analysis.scene);
        host.save_file("diagram.mmd", "text/vnd.mermaid", &text);
    });
    html! {
        <div class="exports">
            { export(words.svg, words.svg_hint, svg) }
            { export(words.png, words.png_hint, png) }
            { export(words.mermaid, words.mermaid_hint, mermaid) }
            { export(words.endpoints, words.endpoints_hint, endpoints) }
            if *failed {
                <p role="alert">{ words.not_saved }</p>
            }
        </div>
    }
}

fn export(name: &'static str, hint: &'static str, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <button type="button" class="export" {onclick}>
            <span class="export-name">{ name }</span>
            <span class="export-hint">{ hint }</span>
        </button>
    }
}

/// What the controllers write is the worker's to say: its panel is opened, and what comes there is saved.
#[hook]
fn use_endpoints() -> Callback<MouseEvent> {
    let host = use_host();
    let actions = use_actions();
    let filled = use_filled();
    let wanted = use_state_eq(|| false);
    use_effect_with((*wanted, filled), {
        let setter = wanted.setter();
        move |(wanted, filled)| {
            let outputs = filled
                .as_ref()
                .map(|filled| (&filled.panel, &*filled.content));
            if let (true, Some((Panel::Endpoints, PanelContent::Outputs(views)))) =
                (wanted, outputs)
            {
                let texts: Vec<&str> = views.iter().map(|view| view.text.as_str()).collect();
                host.save_file("endpoints.yaml", "application/yaml", &texts.join("---\n"));
                setter.set(false);
            }
        }
    });
    Callback::from(move |_| {
        actions.open_panel(panels::by_name("endpoints"));
        wanted.set(true);
    })
}
