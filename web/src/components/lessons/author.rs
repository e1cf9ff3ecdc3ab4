use std::rc::Rc;

use playground::lesson::Lesson;
use playground::{Judged, words};
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::markdown;
use crate::components::CopyButton;
use crate::components::dialog::Dialog;
use crate::components::icon::{Glyph, Icon};
use crate::hooks::{
    use_actions, use_assistant, use_language, use_lesson_words, use_school, use_words,
};
use crate::protocol::{Brought, Errand, LessonRead};
use crate::school::{Source, Step};
use crate::storage;

#[derive(Properties, PartialEq)]
pub(super) struct AuthorProps {
    pub(super) on_close: Callback<()>,
}

/// Where a teacher writes a lesson: its file, what pupils will see, and whether it holds.
#[component]
pub(super) fn Author(props: &AuthorProps) -> Html {
    let words = use_lesson_words();
    let actions = use_actions();
    let school = use_school();
    let text = use_state_eq(|| {
        // The lesson at hand, if it is somebody's own; else the one that was being written.
        let at_hand = school.study.and_then(|study| match study.source {
            Source::Own(text) => Some(text.to_string()),
            Source::Listed(_) => None,
        });
        at_hand
            .or_else(storage::written_lesson)
            .unwrap_or_else(|| words.template.to_owned())
    });
    let read = use_read(&text);
    let oninput = {
        let text = text.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() {
                let written = area.value();
                storage::keep_written_lesson(&written);
                text.set(written);
            }
        })
    };
    let attempt = {
        let (text, on_close) = (text.clone(), props.on_close.clone());
        Callback::from(move |_| {
            let source = Source::Own(text.as_str().into());
            on_close.emit(());
            actions.learn(Step::Begin(source));
        })
    };
    let readable = read.as_ref().is_some_and(|read| read.lesson.is_some());
    html! {
        <Dialog title={words.write} on_close={props.on_close.clone()}>
            <div class="author">
                <div class="author-file">
                    <label for="author-file">{ words.author_file }</label>
                    <textarea
                        id="author-file"
                        spellcheck="false"
                        autocomplete="off"
                        value={(*text).clone()}
                        {oninput}
                    />
                    <div class="lesson-actions">
                        <button type="button" class="primary" disabled={!readable} onclick={attempt}>
                            { words.author_try }
                        </button>
                        <CopyButton text={(*text).clone()} what={words.author_file} />
                    </div>
                </div>
                <div class="author-result" tabindex="0" role="group" aria-label={words.author_preview}>
                    if let Some(read) = &read {
                        <Result read={Rc::clone(read)} />
                    }
                </div>
            </div>
        </Dialog>
    }
}

/// What the worker makes of the file. Only the newest answer counts.
#[hook]
fn use_read(text: &str) -> Option<Rc<LessonRead>> {
    let engine = use_assistant();
    let read = use_state(|| None);
    let newest = use_mut_ref(|| 0_u32);
    use_effect_with(text.to_owned(), {
        let read = read.clone();
        move |text| {
            let number = {
                let mut newest = newest.borrow_mut();
                *newest += 1;
                *newest
            };
            let reply = Callback::from(move |brought: Option<Brought>| {
                if let (true, Some(Brought::Lesson(lesson))) = (*newest.borrow() == number, brought)
                {
                    read.set(Some(Rc::new(*lesson)));
                }
            });
            let text = text.clone();
            engine.run(Errand::Lesson { text, tried: true }, reply);
        }
    });
    (*read).clone()
}

#[derive(Properties)]
struct ResultProps {
    read: Rc<LessonRead>,
}

impl PartialEq for ResultProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.read, &other.read)
    }
}

/// What is wrong with it, and how it looks.
#[component]
fn Result(props: &ResultProps) -> Html {
    let words = use_lesson_words();
    let page = use_words();
    let language = use_language();
    let LessonRead {
        lesson,
        mistakes,
        trial,
    } = &*props.read;
    let sound = trial
        .as_ref()
        .is_some_and(|trial| trial.start_fails() && trial.solution_passes());
    let done = trial.as_ref().is_some_and(|trial| !trial.start_fails());
    html! {
        <>
            <h3>{ words.author_check }</h3>
            <ul class="author-check" aria-live="polite">
                for mistake in mistakes {
                    <li class="wrong">
                        <span class="place">{ (page.line)(mistake.line) }</span>
                        { ": " }
                        { words::lesson_problem(language, &mistake.problem) }
                    </li>
                }
                if done {
                    <li class="wrong">{ words.author_start_passes }</li>
                }
                if sound && mistakes.is_empty() {
                    <li class="right"><Icon glyph={Glyph::Tick} />{ words.author_good }</li>
                }
            </ul>
            if let Some(lesson) = lesson {
                <h3>{ words.author_preview }</h3>
                <article class="lesson author-preview">
                    <h4>{ &lesson.title }</h4>
                    <div class="lesson-text">{ markdown::blocks(&lesson.body, &Callback::noop()) }</div>
                    { goals(lesson, trial.as_ref().map_or(&[], |trial| &trial.solution), words) }
                    if !lesson.hints.is_empty() {
                        <h4>{ words.hints }</h4>
                        <ol>
                            for hint in &lesson.hints {
                                <li>{ markdown::inlines(hint, &Callback::noop()) }</li>
                            }
                        </ol>
                    }
                </article>
            }
        </>
    }
}

/// The goals, each with how the solution fares.
fn goals(lesson: &Lesson, judged: &[Judged], words: &words::LessonWords) -> Html {
    let one = |found: Option<&Judged>| match found {
        Some(Judged { met: true, .. }) => {
            html! { <span class="right">{ words.author_passes }</span> }
        }
        Some(Judged { found, .. }) => {
            html! { <span class="wrong">{ (words.author_fails)(found) }</span> }
        }
        None => Html::default(),
    };
    html! {
        <>
            <h4>{ words.goals }</h4>
            <ul>
                for (index, goal) in lesson.goals.iter().enumerate() {
                    <li>
                        { markdown::inlines(&goal.text, &Callback::noop()) }
                        { " " }
                        { one(judged.get(index)) }
                    </li>
                }
            </ul>
        </>
    }
}
