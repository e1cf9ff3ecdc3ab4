use std::rc::Rc;

use playground::lesson::{Lesson, Sent};
use playground::words::LessonWords;
use yew::prelude::*;

use crate::changes::{Line, changes};
use crate::hooks::{use_actions, use_draft, use_lesson_words};
use crate::school::Step;

#[derive(Properties)]
pub(super) struct SolutionProps {
    pub(super) lesson: Rc<Lesson>,
}

impl PartialEq for SolutionProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.lesson, &other.lesson)
    }
}

/// What the solution changes, and what has to be done beside it.
#[component]
pub(super) fn Solution(props: &SolutionProps) -> Html {
    let words = use_lesson_words();
    let actions = use_actions();
    let draft = use_draft();
    let lesson = &props.lesson;
    let take_over = Callback::from(move |_| actions.learn(Step::TakeOver));
    html! {
        <section class="solution">
            <h3>{ words.solution }</h3>
            if let Some(solution) = &lesson.solution {
                { difference(&draft.text, solution, words) }
            }
            if !lesson.deeds.acts.is_empty() {
                <p>{ words.solution_acts }</p>
                <ul>
                    for act in &lesson.deeds.acts {
                        <li><code>{ act }</code></li>
                    }
                </ul>
            }
            if let Some(sent) = &lesson.deeds.sent {
                <p>{ words.solution_request }{ " " }<code>{ request(sent) }</code></p>
            }
            <button type="button" class="fix" onclick={take_over}>{ words.take_over }</button>
        </section>
    }
}

/// The changed lines, each with a few around it.
fn difference(text: &str, solution: &str, words: &LessonWords) -> Html {
    const AROUND: usize = 2;
    let lines = changes(text, solution);
    let changed: Vec<usize> = (0..)
        .zip(&lines)
        .filter(|(_, line)| !matches!(line, Line::Same(_)))
        .map(|(at, _)| at)
        .collect();
    if changed.is_empty() {
        return html! { <p>{ words.solution_same }</p> };
    }
    let mut shown = Vec::new();
    let mut next = 0;
    for (at, line) in lines.iter().enumerate() {
        // The first changed line that is not too far above this one.
        while changed.get(next).is_some_and(|change| change + AROUND < at) {
            next += 1;
        }
        let near = changed
            .get(next)
            .is_some_and(|change| *change <= at + AROUND);
        match (near, shown.last()) {
            (true, _) => shown.push(Some(*line)),
            (false, Some(Some(_))) => shown.push(None),
            (false, _) => {}
        }
    }
    html! {
        <pre class="changes" tabindex="0">
            for line in shown {
                { one(line, words) }
            }
        </pre>
    }
}

fn one(line: Option<Line<'_>>, words: &LessonWords) -> Html {
    let told = |word: &'static str| html! { <span class="unseen">{ word }{ " " }</span> };
    match line {
        None => html! { <span class="line skipped">{ "⋯" }</span> },
        Some(Line::Same(text)) => html! { <span class="line">{ "  " }{ text }</span> },
        Some(Line::Gone(text)) => html! {
            <del class="line"><span aria-hidden="true">{ "− " }</span>{ told(words.line_gone) }{ text }</del>
        },
        Some(Line::New(text)) => html! {
            <ins class="line"><span aria-hidden="true">{ "+ " }</span>{ told(words.line_new) }{ text }</ins>
        },
    }
}

/// A request in one line: `curl outside → node-1:30080`.
fn request(sent: &Sent) -> String {
    let part =
        |part: &Option<String>, otherwise: &str| part.clone().unwrap_or(otherwise.to_owned());
    let mut line = format!(
        "{} {} → {}",
        part(&sent.tool, "curl"),
        part(&sent.from, "in-cluster"),
        part(&sent.to, "")
    );
    if let Some(count) = sent.count {
        line += &format!(" ×{count}");
    }
    line
}
