use serde::{Deserialize, Serialize};

use crate::{Block, Check, Inline, Sent};

/// A lesson, as a pupil meets it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Lesson {
    /// The file's name without `.md`.
    pub id: String,
    /// Its title, plain text.
    pub title: String,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// What is to be reached, in order.
    pub goals: Vec<Goal>,
    /// Help, from the gentlest to the plainest.
    pub hints: Vec<Vec<Inline>>,
    /// What has to be done beside writing the solution.
    pub deeds: Deeds,
    /// The text.
    pub body: Vec<Block>,
    /// The manifest that the lesson begins with; none keeps what is in the editor.
    pub start: Option<String>,
    /// A manifest that meets all goals, together with `deeds`.
    pub solution: Option<String>,
}

/// One thing to reach.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Goal {
    /// What a person reads.
    pub text: Vec<Inline>,
    /// What is checked.
    pub check: Check,
    /// The line of the file on which the goal begins, from 1.
    pub line: u32,
}

/// What is done beside writing: acts on the diagram, and the request that stands in the panel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deeds {
    /// Acts in their text form, in order.
    pub acts: Vec<String>,
    /// The request.
    pub sent: Option<Sent>,
}
