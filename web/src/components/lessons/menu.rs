use std::rc::Rc;

use playground::lesson::Listed;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};
use yew::platform::spawn_local;
use yew::prelude::*;

use super::author::Author;
use crate::bridge;
use crate::components::icon::{Glyph, Icon};
use crate::hooks::{use_actions, use_language, use_lesson_index, use_lesson_words, use_school};
use crate::school::{School, Source, Step};

/// The list of lessons, behind its button.
#[component]
pub(crate) fn LessonsMenu() -> Html {
    let words = use_lesson_words();
    let open = use_state_eq(|| false);
    let school = use_school();
    // Also for the next lesson of the one that is under way.
    use_lesson_index(*open || school.study.is_some());
    let button = use_node_ref();
    let list = use_node_ref();
    let close = {
        let (open, button) = (open.clone(), button.clone());
        Callback::from(move |()| {
            open.set(false);
            if let Some(button) = button.cast::<HtmlElement>() {
                let _ = button.focus();
            }
        })
    };
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let onkeydown = Callback::from({
        let open = open.clone();
        move |event: KeyboardEvent| {
            if *open && event.key() == "Escape" {
                event.prevent_default();
                close.emit(());
            }
        }
    });
    let onfocusout = {
        let (open, list, button) = (open.clone(), list.clone(), button.clone());
        Callback::from(move |event: FocusEvent| {
            let to = event
                .related_target()
                .and_then(|to| to.dyn_into::<Element>().ok());
            let inside = [&list, &button].into_iter().any(|part| {
                part.cast::<Element>()
                    .is_some_and(|part| part.contains(to.as_deref()))
            });
            if !(inside && to.is_some()) {
                open.set(false);
            }
        })
    };
    let chosen = {
        let open = open.clone();
        Callback::from(move |()| open.set(false))
    };
    let writing = use_state_eq(|| false);
    let write = {
        let (open, writing) = (open.clone(), writing.clone());
        Callback::from(move |()| {
            open.set(false);
            writing.set(true);
        })
    };
    let written = {
        let writing = writing.clone();
        Callback::from(move |()| writing.set(false))
    };
    html! {
        <>
        <div class="menu-anchor" {onfocusout} {onkeydown}>
            <button
                ref={button}
                type="button"
                class="quiet"
                aria-expanded={open.to_string()}
                onclick={toggle}
            >
                { words.lessons }
                <Icon glyph={Glyph::Down} />
            </button>
            if *open {
                <nav ref={list} class="menu lessons" aria-label={words.lessons} tabindex="-1">
                    <LessonList {chosen} {write} />
                </nav>
            }
        </div>
        if *writing {
            <Author on_close={written} />
        }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct ListProps {
    /// Something was chosen: the list has done its work.
    chosen: Callback<()>,
    /// Somebody wants to write a lesson.
    write: Callback<()>,
}

#[component]
fn LessonList(props: &ListProps) -> Html {
    let words = use_lesson_words();
    let actions = use_actions();
    let school = use_school();
    let input = use_node_ref();
    let choose_file = {
        let input = input.clone();
        Callback::from(move |_| {
            if let Some(input) = input.cast::<HtmlInputElement>() {
                input.click();
            }
        })
    };
    let onchange = {
        let (actions, chosen) = (actions.clone(), props.chosen.clone());
        Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                let (files, actions) = (bridge::read_input(&input), actions.clone());
                spawn_local(async move { actions.open(files.await) });
                chosen.emit(());
            }
        })
    };
    let forget = {
        let actions = actions.clone();
        Callback::from(move |_| actions.learn(Step::Forget))
    };
    html! {
        <>
            if let Some(index) = school.index.clone() {
                { group(words.course, &index.course, &school, &props.chosen) }
                { group(words.clinic, &index.clinic, &school, &props.chosen) }
            } else {
                <p class="panel-note">{ words.no_lessons }</p>
            }
            <div class="lessons-foot">
                <button type="button" class="quiet small" onclick={choose_file}>
                    <Icon glyph={Glyph::Open} />
                    { words.open_file }
                </button>
                <button
                    type="button"
                    class="quiet small"
                    onclick={props.write.reform(|_| ())}
                >
                    { words.write }
                </button>
                if !school.done.is_empty() {
                    <button type="button" class="quiet small" onclick={forget}>{ words.forget }</button>
                }
                <input
                    ref={input}
                    type="file"
                    hidden={true}
                    accept=".md,.txt,text/markdown,text/plain"
                    {onchange}
                />
            </div>
        </>
    }
}

fn group(title: &'static str, lessons: &[Listed], school: &School, chosen: &Callback<()>) -> Html {
    if lessons.is_empty() {
        return Html::default();
    }
    html! {
        <section>
            <h2 class="menu-title">{ title }</h2>
            <ol>
                for listed in lessons {
                    <li key={&*listed.id}>
                        <LessonItem
                            listed={listed.clone()}
                            done={school.done.contains(&listed.id)}
                            current={is_current(school, &listed.id)}
                            chosen={chosen.clone()}
                        />
                    </li>
                }
            </ol>
        </section>
    }
}

fn is_current(school: &School, id: &str) -> bool {
    let source = school.study.as_ref().map(|study| &study.source);
    matches!(source, Some(Source::Listed(of)) if **of == *id)
}

#[derive(Properties, PartialEq)]
struct ItemProps {
    listed: Listed,
    done: bool,
    current: bool,
    chosen: Callback<()>,
}

#[component]
fn LessonItem(props: &ItemProps) -> Html {
    let words = use_lesson_words();
    let actions = use_actions();
    let language = use_language();
    let listed = &props.listed;
    let onclick = {
        let (chosen, id): (_, Rc<str>) = (props.chosen.clone(), listed.id.as_str().into());
        Callback::from(move |_| {
            actions.learn(Step::Begin(Source::Listed(Rc::clone(&id))));
            chosen.emit(());
        })
    };
    html! {
        <button
            type="button"
            class="menu-item"
            aria-current={props.current.then_some("true")}
            {onclick}
        >
            <span>{ listed.title(language.code()) }</span>
            <span class="lesson-facts">
                { (words.minutes)(listed.minutes) }
                if props.done {
                    { ", " }
                    <span class="lesson-done"><Icon glyph={Glyph::Tick} />{ words.done }</span>
                }
            </span>
        </button>
    }
}
