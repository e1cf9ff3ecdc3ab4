//! Every sentence a person reads, in English and Korean.
//!
//! The other crates speak in data; here it becomes words. Each topic is one module with one table per language, so that a
//! missing translation does not compile. The API server's own messages are the one exception: they are Kubernetes' words and
//! stay English.

mod acts;
mod advice;
mod examples;
mod explain;
mod fields;
mod finder;
mod help;
mod josa;
mod language;
mod lessons;
mod page;
mod panels;
mod problem;
mod request;
mod rules;
mod scene;
mod sentence;
mod share;
mod why;

pub use acts::{ActWords, changed, deed, offer};
pub use advice::{evidence, finding};
pub use examples::ExampleWords;
pub use explain::explain;
pub use fields::field;
pub use finder::FinderWords;
pub use help::{HelpWords, KeyWords};
pub use josa::{Josa, with_josa};
pub use language::Language;
pub use lessons::{LessonWords, lesson_problem, mishap};
pub use page::PageWords;
pub use panels::PanelWords;
pub use problem::{ProblemWords, change};
pub use request::{RequestWords, death, masquerade, step, symptom};
pub use rules::{RulePage, RulePageWords};
pub use scene::SceneWords;
pub use sentence::Sentence;
pub use share::ShareWords;
pub use why::{check, no_ladder, rung};
