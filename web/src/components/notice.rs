use playground::words::{LessonWords, PageWords, ShareWords};
use share::{Mended, Trouble};
use yew::prelude::*;

use super::icon::{Glyph, Icon};
use crate::files::Refusal;
use crate::hooks::{use_actions, use_language, use_lesson_words, use_notice, use_words};
use crate::sharing::Remark;
use crate::state::Notice;

/// Something to be told once, until it is laid aside.
#[component]
pub(crate) fn NoticeBar() -> Html {
    let words = use_words();
    let lessons = use_lesson_words();
    let links = ShareWords::of(use_language());
    let actions = use_actions();
    let Some(notice) = use_notice() else {
        return Html::default();
    };
    html! {
        <div class="notice" role="alert">
            <span>{ sentence(&notice, words, lessons, links) }</span>
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

fn sentence(
    notice: &Notice,
    words: &PageWords,
    lessons: &LessonWords,
    links: &ShareWords,
) -> AttrValue {
    match notice {
        Notice::Refused(Refusal::TooLarge) => words.too_large.into(),
        Notice::Refused(Refusal::Binary(name)) => (words.binary)(name).into(),
        Notice::Refused(Refusal::Unreadable(name)) => (words.unreadable)(name).into(),
        Notice::PlainEditor => words.plain_editor.into(),
        Notice::Unbreakable => lessons.unbreakable.into(),
        Notice::Link(remark) => of_link(*remark, links),
    }
}

fn of_link(remark: Remark, words: &ShareWords) -> AttrValue {
    let (trouble, salvaged) = match remark {
        Remark::Mended(Mended::Wrapped) => return words.wrapped.into(),
        Remark::Mended(Mended::Completed) => return words.completed.into(),
        Remark::UnknownActs(count) => return (words.unknown_acts)(count).into(),
        Remark::Broken(trouble, salvaged) => (trouble, salvaged),
    };
    let what = match trouble {
        Trouble::Foreign => return words.foreign.into(),
        Trouble::Newer => return words.newer.into(),
        Trouble::Cut => words.cut,
        Trouble::Damaged => words.damaged,
        Trouble::TooLarge => words.too_large,
    };
    let rest = if salvaged {
        words.salvaged
    } else {
        words.nothing
    };
    format!("{what} {rest}").into()
}
