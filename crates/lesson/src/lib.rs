//! Lessons: a file of front matter and Markdown becomes plain data.
//!
//! [`read`] never fails: it returns what could be read, and every [`Mistake`] with its line. A lesson may come from a stranger's
//! link, so what is kept is a small tree of our own ([`Block`], [`Inline`]) without HTML, images or foreign links, bounded in depth and
//! size. What a goal asks for is a [`Check`]; whether a cluster meets it is not known here. The format for people is `docs/lessons.md`.

mod check;
mod file;
mod front;
mod index;
mod markdown;
mod mistake;
mod model;

pub use check::{
    Check, Expected, FieldCheck, FieldStep, ObjectRef, Outcome, RequestCheck, Sent, SourceSeen,
    Symptom, Value,
};
pub use file::{LONGEST, Read, looks_like_lesson, read};
pub use index::{Index, Listed, read_index};
pub use markdown::{Block, Inline, Target};
pub use mistake::{Mistake, Problem, Wanted};
pub use model::{Deeds, Goal, Lesson};
