use playground::words::{LessonWords, PageWords};
use yew::prelude::*;

use super::icon::{Glyph, Icon};
use crate::files::Refusal;
use crate::hooks::{use_actions, use_lesson_words, use_notice, use_words};
use crate::state::Notice;

/// Something to be told once, until it is laid aside.
#[component]
pub(crate) fn NoticeBar() -> Html {
    let words = use_words();
    let lessons = use_lesson_words();
    let actions = use_actions();
    let Some(notice) = use_notice() else {
        return Html::default();
    };
    html! {
        <div class="notice" role="alert">
            <span>{ sentence(&notice, words, lessons) }</span>
            <button
                type="button"
                class="quiet square"
                aria-label={words.dismiss}
                onclick={Callback::from(move |_| actions.dismiss())}
            >
                <Icon glyph={Glyph::Cross} />
            </button>
        </div>
    }
}

fn sentence(notice: &Notice, words: &PageWords, lessons: &LessonWords) -> AttrValue {
    match notice {
        Notice::Refused(Refusal::TooLarge) => words.too_large.into(),
        Notice::Refused(Refusal::Binary(name)) => (words.binary)(name).into(),
        Notice::Refused(Refusal::Unreadable(name)) => (words.unreadable)(name).into(),
        Notice::PlainEditor => words.plain_editor.into(),
        Notice::Unbreakable => lessons.unbreakable.into(),
    }
}
