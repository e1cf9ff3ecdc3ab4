use web_sys::HtmlInputElement;
use yew::platform::spawn_local;
use yew::prelude::*;

use super::break_it::{BreakIt, BrokenBar};
use super::editor::ManifestEditor;
use super::icon::{Glyph, Icon};
use super::notice::NoticeBar;
use crate::hooks::{use_actions, use_words};
use crate::{bridge, examples};

/// The editor with its heading and what can be done to the whole text.
#[component]
pub(crate) fn EditorPane() -> Html {
    let words = use_words();
    let actions = use_actions();
    let input = use_node_ref();
    let choose = {
        let input = input.clone();
        Callback::from(move |_| {
            if let Some(input) = input.cast::<HtmlInputElement>() {
                input.click();
            }
        })
    };
    let onchange = {
        let actions = actions.clone();
        Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                let (files, actions) = (bridge::read_input(&input), actions.clone());
                spawn_local(async move { actions.open(files.await) });
            }
        })
    };
    let reset = Callback::from(move |_| actions.replace(examples::WELCOME));
    html! {
        <div class="editor-pane">
            <div class="pane-head">
                <h2>{ words.manifest }</h2>
                <div class="pane-actions">
                    <BreakIt />
                    <button type="button" class="quiet small" onclick={choose}>
                        <Icon glyph={Glyph::Open} />
                        { words.open }
                    </button>
                    <button type="button" class="quiet small" title={words.reset_hint} onclick={reset}>
                        <Icon glyph={Glyph::Reset} />
                        { words.reset }
                    </button>
                    <input
                        ref={input}
                        type="file"
                        multiple={true}
                        hidden={true}
                        accept=".yaml,.yml,.json,.txt,text/*,application/json,application/yaml"
                        {onchange}
                    />
                </div>
            </div>
            <NoticeBar />
            <BrokenBar />
            <ManifestEditor />
        </div>
    }
}
