use std::rc::Rc;

use gloo_timers::callback::Timeout;
use playground::words::PageWords;
use yew::prelude::*;

use crate::stage::Stage;
use crate::state::State;
use crate::{bridge, storage};

/// A text up to this many bytes is kept at once, even if the page is closed right after the keystroke.
const SMALL: usize = 64 * 1024;
/// A larger one waits for a pause of this many milliseconds, and once more for as many to be kept for other tabs.
const PAUSE: u32 = 250;

/// Remembers what a reload shall bring back, and tells the document what concerns all of it.
#[hook]
pub(crate) fn use_memory(state: &State, stage: Stage) {
    let own = state.draft.own;
    use_effect_with(Rc::clone(&state.draft.text), move |text| {
        let mut pending = Vec::new();
        if stage.remembers() {
            let keeps: [fn(&str); 2] = [storage::keep_text, storage::keep_own_text];
            // One after the other: each takes its time with a long text.
            for (keep, pause) in keeps
                .into_iter()
                .zip([PAUSE, 2 * PAUSE])
                .take(1 + usize::from(own))
            {
                if text.len() <= SMALL {
                    keep(text);
                } else {
                    let text = Rc::clone(text);
                    pending.push(Timeout::new(pause, move || keep(&text)));
                }
            }
        }
        move || drop(pending)
    });
    use_effect_with(state.settings, |settings| {
        bridge::set_document(settings.language, settings.theme);
        bridge::set_text_title(PageWords::of(settings.language).name);
    });
    let under_way = state.school.study.as_ref().filter(|study| study.begun);
    use_effect_with(
        under_way.map(|study| (study.source.clone(), Rc::clone(&study.before.text))),
        |lesson| {
            let lesson = lesson.as_ref();
            storage::keep_lesson(lesson.map(|(source, before)| (source, &**before)));
        },
    );
    let found = use_mut_ref(|| Rc::clone(&state.school.done));
    use_effect_with(Rc::clone(&state.school.done), move |done| {
        if *found.borrow() != *done {
            storage::keep_lessons_done(done);
            found.replace(Rc::clone(done));
        }
    });
    // The first value is what was found there, or a default that shall stay one.
    let first = use_mut_ref(|| (state.settings, state.layout));
    use_effect_with(
        (state.settings, state.layout),
        move |&(settings, layout)| {
            let (old_settings, old_layout) = first.replace((settings, layout));
            if !stage.remembers() {
                return;
            }
            if settings.language != old_settings.language {
                storage::keep_language(settings.language);
            }
            if settings.theme != old_settings.theme {
                storage::keep_theme(settings.theme);
            }
            if layout != old_layout {
                storage::keep_layout(&layout);
            }
        },
    );
}
