//! Lessons: whether a manifest, and what was done to it, meet the goals.

mod judge;
#[cfg(test)]
mod tests;

use cluster::Environment;
use cluster::overlay::{Act, ActError, Overlay};
use lesson::{Check, Deeds, Lesson, Sent};
use serde::{Deserialize, Serialize};
use words::Language;

use crate::reading::Reading;
use crate::{Ask, Summary};

/// What was done beside writing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// What was done to the cluster.
    pub overlay: Overlay,
    /// The request that stands in the panel, sent.
    pub ask: Option<Ask>,
}

/// Whether a goal is met, and what was found in its place, in words of the trade: `refused`, `default/web-1`, `2`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// It is met.
    pub met: bool,
    /// What was found.
    pub found: String,
}

/// A lesson tried out: its goals at the start, where not all may be met, and with the solution, where all must be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trial {
    /// One for each goal, before anything was done.
    pub start: Vec<Judged>,
    /// One for each goal, with the solution.
    pub solution: Vec<Judged>,
}

impl Trial {
    /// There is something left to do at the start.
    pub fn start_fails(&self) -> bool {
        self.start.iter().any(|goal| !goal.met)
    }

    /// The solution meets every goal.
    pub fn solution_passes(&self) -> bool {
        self.solution.iter().all(|goal| goal.met)
    }
}

impl Reading {
    /// Whether each of `checks` is met by this manifest, of which `summary` tells, after what was done.
    pub fn judge<'c>(
        &self,
        checks: impl IntoIterator<Item = &'c Check>,
        done: &Done,
        summary: &Summary,
    ) -> Vec<Judged> {
        let judge = judge::Judge::new(self, done, summary);
        checks.into_iter().map(|check| judge.goal(check)).collect()
    }
}

impl Done {
    /// What a solution says has to be done; an act that cannot be read is left out.
    pub fn of(deeds: &Deeds) -> Self {
        Self {
            overlay: deeds
                .acts
                .iter()
                .flat_map(|act| act.parse::<Act>())
                .collect(),
            ask: deeds.sent.as_ref().map(ask),
        }
    }
}

/// Why what a goal (`verb_alone`) or a solution names is no act; a goal may name the verb alone.
pub fn act_error(text: &str, verb_alone: bool) -> Option<ActError> {
    let error = text.parse::<Act>().err()?;
    let verb = verb_alone && !text.contains(' ') && error != ActError::Verb;
    (!verb).then_some(error)
}

/// A request as a fresh form would state it, but for what `sent` says.
fn ask(sent: &Sent) -> Ask {
    let or = |value: &Option<String>, fresh: &str| value.as_deref().unwrap_or(fresh).to_owned();
    Ask {
        from: or(&sent.from, "in-cluster"),
        to: or(&sent.to, ""),
        protocol: or(&sent.protocol, "TCP"),
        tool: or(&sent.tool, "curl"),
        count: sent.count.unwrap_or(1),
        pause: sent.pause.unwrap_or(0),
        seed: 0,
    }
}

/// Tries a lesson out.
pub fn trial(lesson: &Lesson) -> Trial {
    let goals = |text: &str, done: &Done| {
        let mut reading = Reading::of(text, &Environment::default());
        reading.act(&done.overlay);
        let summary = reading.analysis(Language::English).summary;
        reading.judge(lesson.goals.iter().map(|goal| &goal.check), done, &summary)
    };
    let start = lesson.start.as_deref().unwrap_or_default();
    let solution = lesson.solution.as_deref().unwrap_or(start);
    Trial {
        start: goals(start, &Done::default()),
        solution: goals(solution, &Done::of(&lesson.deeds)),
    }
}
