use std::rc::Rc;

use playground::Language;
use playground::lesson;
use playground::words::LessonWords;
use yew::platform::spawn_local;
use yew::prelude::*;

use super::{use_actions, use_language, use_school};
use crate::bridge;
use crate::engine::Engine;
use crate::protocol::{Brought, Errand};
use crate::school::{Source, Step};
use crate::state::{Action, State};

/// Fetches the lesson that was begun, in the page's language, and has it read.
#[hook]
pub(crate) fn use_lesson_file(engine: &Rc<Engine>, state: &UseReducerHandle<State>) {
    let source = state.school.study.as_ref().map(|it| it.source.clone());
    let engine = Rc::clone(engine);
    let dispatcher = state.dispatcher();
    use_effect_with(
        (source, state.settings.language, state.school.chosen),
        move |(source, language, _)| {
            let Some(source) = source.clone() else {
                return;
            };
            let language = *language;
            let told = {
                let source = source.clone();
                Callback::from(move |brought: Option<Brought>| {
                    let lesson = match brought {
                        Some(Brought::Lesson(read)) => read.lesson.map(Rc::new),
                        _ => None,
                    };
                    let step = Step::Read(source.clone(), language, lesson);
                    dispatcher.dispatch(Action::Lesson(step));
                })
            };
            spawn_local(async move {
                match text(&source, language).await {
                    Some(text) => engine.run(Errand::Lesson { text, tried: false }, told),
                    None => told.emit(None),
                }
            });
        },
    );
}

async fn text(source: &Source, language: Language) -> Option<String> {
    match source {
        Source::Listed(id) => {
            bridge::fetch_text(&format!("lessons/{}/{id}.md", language.code())).await
        }
        Source::Own(text) => Some(text.to_string()),
    }
}

/// Fetches the list of lessons, as soon as it is `wanted`.
#[hook]
pub(crate) fn use_lesson_index(wanted: bool) {
    let actions = use_actions();
    let missing = use_school().index.is_none();
    use_effect_with(wanted && missing, move |wanted| {
        if *wanted {
            spawn_local(async move {
                if let Some(text) = bridge::fetch_text("lessons/index.yaml").await {
                    actions.learn(Step::Listed(Rc::new(lesson::read_index(&text))));
                }
            });
        }
    });
}

/// The words of lessons.
#[hook]
pub(crate) fn use_lesson_words() -> &'static LessonWords {
    LessonWords::of(use_language())
}
