//! Lessons: their list, a lesson's pane, what is wrong with a lesson's file.

mod english;
mod korean;

use cluster::mishap::MishapKind;
use lesson::Problem;

use crate::Language;

/// The words of the list of lessons and of a lesson's pane.
#[derive(Clone, Copy, Debug)]
pub struct LessonWords {
    /// The button of the list, and the list.
    pub lessons: &'static str,
    /// The lessons one after another.
    pub course: &'static str,
    /// The lessons in which something is broken.
    pub clinic: &'static str,
    /// How long one takes.
    pub minutes: fn(u32) -> String,
    /// A lesson that was done, in the list.
    pub done: &'static str,
    /// The list is empty or could not be fetched.
    pub no_lessons: &'static str,
    /// Forgets which lessons were done.
    pub forget: &'static str,
    /// Opens a lesson's file.
    pub open_file: &'static str,

    /// The pane, and the tab of a narrow page that holds it.
    pub lesson: &'static str,
    /// A lesson that is none of the site's own.
    pub own: &'static str,
    /// Opens the author's view of such a lesson.
    pub edit: &'static str,
    /// It is being fetched.
    pub fetching: &'static str,
    /// It could not be fetched, or is none.
    pub failed: &'static str,
    /// Leaves the lesson.
    pub leave: &'static str,
    /// What leaving does, for a tooltip.
    pub leave_hint: &'static str,
    /// Begins it anew.
    pub restart: &'static str,
    /// The lesson before.
    pub previous: &'static str,
    /// The lesson after.
    pub next: &'static str,
    /// The list of goals.
    pub goals: &'static str,
    /// The beginning of a goal that is met.
    pub goal_done: &'static str,
    /// The beginning of a goal that is not.
    pub goal_to_do: &'static str,
    /// How many goals are met, of how many.
    pub goals_met: fn(usize, usize) -> String,
    /// All are.
    pub all_met: &'static str,
    /// The button of the first or next hint: which one it is, of how many.
    pub hint: fn(usize, usize) -> String,
    /// The hints that are shown.
    pub hints: &'static str,
    /// Shows the solution.
    pub show_solution: &'static str,
    /// Hides it.
    pub hide_solution: &'static str,
    /// The solution, as a difference.
    pub solution: &'static str,
    /// The manifest is the solution already.
    pub solution_same: &'static str,
    /// What has to be done beside writing it.
    pub solution_acts: &'static str,
    /// Which request has to be sent.
    pub solution_request: &'static str,
    /// Puts the solution into the editor.
    pub take_over: &'static str,
    /// Opens the author's view, and its title.
    pub write: &'static str,
    /// The text box of the lesson's file.
    pub author_file: &'static str,
    /// The lesson as pupils will see it.
    pub author_preview: &'static str,
    /// What the check found.
    pub author_check: &'static str,
    /// Everything is as it should be.
    pub author_good: &'static str,
    /// There is nothing left to do at the start.
    pub author_start_passes: &'static str,
    /// The solution does not meet a goal; what was found in its place.
    pub author_fails: fn(&str) -> String,
    /// A goal that the solution meets.
    pub author_passes: &'static str,
    /// Opens the lesson as a pupil would.
    pub author_try: &'static str,
    /// A lesson to begin with.
    pub template: &'static str,

    /// Breaks the manifest in the editor.
    pub break_it: &'static str,
    /// What that does, for a tooltip.
    pub break_hint: &'static str,
    /// It is broken now.
    pub broken: &'static str,
    /// There is nothing to break.
    pub unbreakable: &'static str,
    /// Tells what was broken.
    pub reveal: &'static str,
    /// Brings the text from before back.
    pub unbreak: &'static str,

    /// A line that goes, before the line itself.
    pub line_gone: &'static str,
    /// A line that comes.
    pub line_new: &'static str,
}

impl LessonWords {
    /// The words in `language`.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &english::WORDS,
            Language::Korean => &korean::WORDS,
        }
    }
}

/// What was done wrong on purpose, to `object`.
pub fn mishap(language: Language, object: &str, kind: &MishapKind) -> String {
    match language {
        Language::English => english::mishap(object, kind),
        Language::Korean => korean::mishap(object, kind),
    }
}

/// What is wrong with a lesson's file.
pub fn lesson_problem(language: Language, problem: &Problem) -> String {
    match language {
        Language::English => english::problem(problem),
        Language::Korean => korean::problem(problem),
    }
}
