use std::rc::Rc;

use playground::lesson::{Index, Lesson, Listed};
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::author::Author;
use super::goals::Goals;
use super::markdown;
use super::solution::Solution;
use crate::components::icon::{Glyph, Icon};
use crate::hooks::{use_actions, use_language, use_lesson_words, use_school};
use crate::school::{Source, Step, Study};

#[derive(Properties, PartialEq)]
pub(crate) struct LessonPaneProps {
    pub(crate) hidden: bool,
}

/// The lesson under way.
#[component]
pub(crate) fn LessonPane(props: &LessonPaneProps) -> Html {
    let words = use_lesson_words();
    let actions = use_actions();
    let school = use_school();
    let heading = use_node_ref();
    let chosen = school.study.as_ref().is_some_and(|study| study.chosen);
    use_effect_with(school.chosen, {
        let heading = heading.clone();
        move |_| {
            if let (true, Some(heading)) = (chosen, heading.cast::<HtmlElement>()) {
                let _ = heading.focus();
            }
        }
    });
    let Some(study) = school.study else {
        return Html::default();
    };
    let next = match (&study.source, &school.index) {
        (Source::Listed(id), Some(index)) => neighbours(index, id).1.map(|next| next.id.clone()),
        _ => None,
    };
    let leave = Callback::from(move |_| actions.learn(Step::Leave));
    let title = match &study.lesson {
        Some(lesson) => lesson.title.as_str(),
        None if study.failed => words.failed,
        None => words.fetching,
    };
    html! {
        <section id="region-lesson" class="lesson" aria-label={words.lesson} hidden={props.hidden}>
            <div class="lesson-head">
                <h2 ref={heading} tabindex="-1">{ title }</h2>
                if let (Source::Listed(id), Some(index)) = (&study.source, &school.index) {
                    <Neighbours id={Rc::clone(id)} index={Rc::clone(index)} />
                }
                <button
                    type="button"
                    class="quiet square"
                    aria-label={words.leave}
                    title={words.leave_hint}
                    onclick={leave}
                >
                    <Icon glyph={Glyph::Cross} />
                </button>
            </div>
            if let Some(lesson) = study.lesson.clone() {
                <Course {lesson} {study} {next} />
            }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct NeighboursProps {
    id: Rc<str>,
    index: Rc<Index>,
}

/// The way to the lessons before and after.
#[component]
fn Neighbours(props: &NeighboursProps) -> Html {
    let words = use_lesson_words();
    let actions = use_actions();
    let language = use_language();
    let (before, after) = neighbours(&props.index, &props.id);
    let way = |to: Option<&Listed>, name: &'static str, glyph: Glyph| {
        let title = to.map(|to| format!("{name}: {}", to.title(language.code())));
        let id: Option<Rc<str>> = to.map(|to| to.id.as_str().into());
        let actions = actions.clone();
        let onclick = Callback::from(move |_| {
            if let Some(id) = &id {
                actions.learn(Step::Begin(Source::Listed(Rc::clone(id))));
            }
        });
        html! {
            <button
                type="button"
                class="quiet square"
                aria-label={name}
                {title}
                disabled={to.is_none()}
                {onclick}
            >
                <Icon {glyph} />
            </button>
        }
    };
    html! {
        <>
            { way(before, words.previous, Glyph::Left) }
            { way(after, words.next, Glyph::Right) }
        </>
    }
}

/// Brings what `node` is into view when more of it is shown.
#[hook]
fn use_shown(much: usize, node: NodeRef) {
    let before = use_mut_ref(|| much);
    use_effect_with(much, move |&much| {
        let more = before.replace(much) < much;
        if let (true, Some(element)) = (more, node.cast::<Element>()) {
            element.scroll_into_view_with_bool(false);
        }
    });
}

/// The lessons before and after `id`.
fn neighbours<'a>(index: &'a Index, id: &str) -> (Option<&'a Listed>, Option<&'a Listed>) {
    let lessons: Vec<&Listed> = index.all().collect();
    let Some(at) = lessons.iter().position(|listed| listed.id == id) else {
        return (None, None);
    };
    let get = |at: usize| lessons.get(at).copied();
    (at.checked_sub(1).and_then(get), get(at + 1))
}

#[derive(Properties)]
struct CourseProps {
    lesson: Rc<Lesson>,
    study: Study,
    /// The lesson after it.
    next: Option<String>,
}

impl PartialEq for CourseProps {
    fn eq(&self, other: &Self) -> bool {
        self.study == other.study && self.next == other.next
    }
}

/// Text, hints and solution, and below them the goals.
#[component]
fn Course(props: &CourseProps) -> Html {
    let words = use_lesson_words();
    let actions = use_actions();
    let (lesson, study) = (&props.lesson, &props.study);
    let visit = {
        let actions = actions.clone();
        Callback::from(move |id: String| {
            actions.learn(Step::Begin(Source::Listed(id.into())));
        })
    };
    let does = |step: Step| {
        let actions = actions.clone();
        Callback::from(move |_: MouseEvent| actions.learn(step.clone()))
    };
    let (hints_node, solution_node) = (use_node_ref(), use_node_ref());
    use_shown(study.hints, hints_node.clone());
    use_shown(usize::from(study.solution), solution_node.clone());
    let editing = use_state_eq(|| false);
    let edit = {
        let editing = editing.clone();
        Callback::from(move |_| editing.set(true))
    };
    let edited = {
        let editing = editing.clone();
        Callback::from(move |()| editing.set(false))
    };
    let hints = lesson.hints.iter().take(study.hints);
    let all = lesson.hints.len();
    let has_solution = lesson.solution.is_some() || !lesson.deeds.acts.is_empty();
    html! {
        <>
            <div class="lesson-text" tabindex="0" role="group" aria-label={lesson.title.clone()}>
                if matches!(study.source, Source::Own(_)) {
                    <p class="lesson-own">
                        { words.own }
                        { " " }
                        <button type="button" class="link" onclick={edit}>{ words.edit }</button>
                    </p>
                }
                { markdown::blocks(&lesson.body, &visit) }
                if study.hints > 0 {
                    <section ref={hints_node} class="hints" aria-live="polite">
                        <h3>{ words.hints }</h3>
                        <ol>
                            for hint in hints {
                                <li>{ markdown::inlines(hint, &visit) }</li>
                            }
                        </ol>
                    </section>
                }
                if study.solution {
                    <div ref={solution_node}>
                        <Solution lesson={Rc::clone(lesson)} />
                    </div>
                }
            </div>
            if *editing {
                <Author on_close={edited} />
            }
            <div class="lesson-goals">
                <Goals lesson={Rc::clone(lesson)} met={Rc::clone(&study.met)} />
                <div class="lesson-actions">
                    if let (true, Some(next)) = (study.is_done(), &props.next) {
                        <button
                            type="button"
                            class="primary"
                            onclick={does(Step::Begin(Source::Listed(next.as_str().into())))}
                        >
                            { words.next }
                        </button>
                    }
                    if study.hints < all {
                        <button type="button" class="fix" onclick={does(Step::Hint)}>
                            { (words.hint)(study.hints + 1, all) }
                        </button>
                    }
                    if has_solution {
                        <button
                            type="button"
                            class="quiet small"
                            aria-expanded={study.solution.to_string()}
                            onclick={does(Step::Solution(!study.solution))}
                        >
                            { if study.solution { words.hide_solution } else { words.show_solution } }
                        </button>
                    }
                    <button type="button" class="quiet small" onclick={does(Step::Restart)}>
                        <Icon glyph={Glyph::Reset} />
                        { words.restart }
                    </button>
                </div>
            </div>
        </>
    }
}
