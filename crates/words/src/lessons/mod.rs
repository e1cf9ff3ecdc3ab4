//! Lessons: what is wrong with a lesson's file.

mod english;
mod korean;

use lesson::Problem;

use crate::Language;

/// What is wrong with a lesson's file.
pub fn lesson_problem(language: Language, problem: &Problem) -> String {
    match language {
        Language::English => english::problem(problem),
        Language::Korean => korean::problem(problem),
    }
}
