use std::rc::Rc;

use playground::lesson::Lesson;
use yew::prelude::*;

use super::markdown;
use crate::components::icon::{Glyph, Icon};
use crate::hooks::use_lesson_words;

#[derive(Properties)]
pub(super) struct GoalsProps {
    pub(super) lesson: Rc<Lesson>,
    /// Which are met.
    pub(super) met: Rc<[bool]>,
}

impl PartialEq for GoalsProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.lesson, &other.lesson) && self.met == other.met
    }
}

/// The goals, each done or to do.
#[component]
pub(super) fn Goals(props: &GoalsProps) -> Html {
    let words = use_lesson_words();
    let all = props.lesson.goals.len();
    let met = props.met.iter().filter(|met| **met).count();
    let is_met = |index: usize| props.met.get(index).copied().unwrap_or_default();
    let nowhere = Callback::noop();
    html! {
        <>
            <div class="goals-head">
                <h3>{ words.goals }</h3>
                <p aria-live="polite" class={classes!((all > 0 && met == all).then_some("all-met"))}>
                    { if all > 0 && met == all { words.all_met.to_owned() } else { (words.goals_met)(met, all) } }
                </p>
            </div>
            <ul class="goals" role="list" aria-label={words.goals}>
                for (index, goal) in props.lesson.goals.iter().enumerate() {
                    <li class={classes!(is_met(index).then_some("met"))}>
                        <span class="goal-mark" aria-hidden="true">
                            if is_met(index) {
                                <Icon glyph={Glyph::Tick} />
                            }
                        </span>
                        <span>
                            <span class="unseen">
                                { if is_met(index) { words.goal_done } else { words.goal_to_do } }
                                { " " }
                            </span>
                            { markdown::inlines(&goal.text, &nowhere) }
                        </span>
                    </li>
                }
            </ul>
        </>
    }
}
