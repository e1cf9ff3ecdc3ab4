use playground::Overlay;
use playground::words::ActWords;
use yew::prelude::*;

use crate::hooks::{use_actions, use_language, use_result};

/// What was done to the cluster, over the manifest, and the way back. What came of the last act is told to who cannot see it.
#[component]
pub(super) fn OverlayBar() -> Html {
    let words = ActWords::of(use_language());
    let actions = use_actions();
    let shown = use_result().shown;
    let deeds = shown
        .as_ref()
        .map(|shown| shown.analysis.deeds.as_slice())
        .unwrap_or_default();
    let last = deeds.last();
    let undo = {
        let actions = actions.clone();
        Callback::from(move |_: MouseEvent| actions.undo())
    };
    let undo_all = Callback::from(move |_: MouseEvent| actions.overlay(Overlay::default()));
    html! {
        <div class={classes!("acts", last.is_some().then_some("any"))}>
            if last.is_some() {
                <div class="acts-line">
                    <span class="acts-title" aria-hidden="true">{ words.done }</span>
                    <ul class="acts-list" aria-label={words.done}>
                        for deed in deeds {
                            <li class={classes!("act", (!deed.effective).then_some("idle"))} title={deed.help.clone()}>
                                { &deed.message }
                                if !deed.effective {
                                    { format!(" · {}", words.no_effect) }
                                }
                            </li>
                        }
                    </ul>
                    <span class="acts-buttons">
                        <button type="button" class="quiet" onclick={undo}>{ words.undo }</button>
                        <button type="button" class="quiet" onclick={undo_all}>{ words.undo_all }</button>
                    </span>
                </div>
            }
            <p class="acts-said" aria-live="polite">
                if let Some(last) = last {
                    { &last.help }
                }
            </p>
        </div>
    }
}
