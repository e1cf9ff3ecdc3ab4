use std::rc::Rc;

use playground::{Analysis, Problem, Severity};
use yew::prelude::*;

use super::icon::{Glyph, Icon};
use crate::hooks::{use_actions, use_result, use_words};
use crate::state::Failure;

/// So many problems are listed at first, and with each wish for more: a browser grows slow with thousands, and nobody reads them.
const AT_A_TIME: usize = 100;

/// Everything that is wrong, grouped by object.
#[component]
pub(crate) fn Problems() -> Html {
    let words = use_words();
    let result = use_result();
    let analysis = result.shown.map(|shown| shown.analysis);
    let most = use_state_eq(|| AT_A_TIME);
    let found = analysis.as_ref().map_or(0, |it| it.problems.len());
    let left = found.saturating_sub(*most).min(AT_A_TIME);
    let onclick = {
        let most = most.clone();
        Callback::from(move |_| most.set(*most + AT_A_TIME))
    };
    html! {
        <div class="problems">
            <div class="pane-head">
                <h2>{ words.problems }</h2>
                if let Some(analysis) = &analysis {
                    { counts(analysis) }
                }
            </div>
            if let Some(failure) = result.failure {
                <FailureBox {failure} />
            }
            if let Some(analysis) = analysis {
                <ul class="problem-list" role="list" aria-label={words.problems}>
                    for index in 0..found.min(*most) {
                        <ProblemItem key={index} analysis={Rc::clone(&analysis)} {index} />
                    }
                </ul>
                if left > 0 {
                    <button type="button" class="fix" {onclick}>{ (words.more_problems)(left) }</button>
                }
                if analysis.problems.is_empty() && result.failure.is_none() {
                    <p class="no-problems">
                        <Icon glyph={Glyph::Tick} />
                        { words.no_problems }
                    </p>
                }
                for note in &analysis.notes {
                    <p class="note">{ &note.message }</p>
                }
            }
        </div>
    }
}

/// How many of each, where there are any; the status line says it in words.
fn counts(analysis: &Analysis) -> Html {
    let summary = &analysis.summary;
    let counts = [
        (Severity::Error, summary.errors),
        (Severity::Warning, summary.warnings),
        (Severity::Info, summary.infos),
    ];
    html! {
        <div class="counts" aria-hidden="true">
            for (severity, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
                <span class={classes!("count", severity.as_str())}>
                    <Icon glyph={glyph(severity)} />
                    { count }
                </span>
            }
        </div>
    }
}

#[derive(Properties)]
struct ItemProps {
    analysis: Rc<Analysis>,
    index: usize,
}

impl PartialEq for ItemProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.analysis, &other.analysis) && self.index == other.index
    }
}

#[component]
fn ProblemItem(props: &ItemProps) -> Html {
    let words = use_words();
    let actions = use_actions();
    let index = props.index;
    let problems = &props.analysis.problems;
    let Some(problem) = problems.get(index) else {
        return Html::default();
    };
    let before = index.checked_sub(1).and_then(|before| problems.get(before));
    let first = before.is_none_or(|before| before.object != problem.object);
    let range = problem.range;
    let go = {
        let actions = actions.clone();
        Callback::from(move |_| actions.go_to(range))
    };
    let fix = {
        let actions = actions.clone();
        Callback::from(move |_| actions.fix(index))
    };
    html! {
        <li class={classes!("problem", problem.severity.as_str(), first.then_some("first"))}>
            <div class="problem-row">
                <Icon glyph={glyph(problem.severity)} />
                <button type="button" class="problem-go" onclick={go}>{ label(problem) }</button>
                if let Some(mend) = &problem.fix {
                    <button type="button" class="fix" onclick={fix}>{ &mend.title }</button>
                }
            </div>
            if let Some(explanation) = &problem.explanation {
                <p class="explanation">
                    { explanation }
                    if let Some(page) = problem.page.clone() {
                        { " " }
                        <a class="more" href={page} target="_blank" rel="noopener">
                            { words.learn_more }
                        </a>
                    }
                </p>
            }
            for related in problem.related.iter().cloned() {
                <button
                    type="button"
                    class="related"
                    onclick={Callback::from({
                        let actions = actions.clone();
                        move |_| actions.go_to(related.range)
                    })}
                >
                    <span class="place">{ (words.line)(related.line) }</span>
                    { &related.message }
                </button>
            }
            if first {
                <p class="problem-object">
                    { problem.object.as_deref().unwrap_or(words.whole_text) }
                </p>
            }
        </li>
    }
}

/// The label, its beginning set apart from the message that stands alone.
fn label(problem: &Problem) -> Html {
    let label = problem.label.as_str();
    match label.strip_suffix(problem.message.as_str()) {
        Some(place) => html! {
            <><span class="place">{ place }</span><span class="message">{ &problem.message }</span></>
        },
        None => html! { <span class="message">{ label }</span> },
    }
}

const fn glyph(severity: Severity) -> Glyph {
    match severity {
        Severity::Error => Glyph::Error,
        Severity::Warning => Glyph::Warning,
        Severity::Info => Glyph::Info,
    }
}

#[derive(Properties, PartialEq)]
struct FailureProps {
    failure: Failure,
}

/// The worker did not answer: what that means, and what can be done.
#[component]
fn FailureBox(props: &FailureProps) -> Html {
    let words = use_words();
    let actions = use_actions();
    let sentence = match props.failure {
        Failure::Stalled => words.stalled,
        Failure::Crashed => words.crashed,
    };
    html! {
        <div class="failure" role="alert">
            <p><strong>{ sentence }</strong>{ " " }{ words.failed_text }</p>
            <button type="button" class="fix" onclick={Callback::from(move |_| actions.retry())}>
                { words.retry }
            </button>
        </div>
    }
}
