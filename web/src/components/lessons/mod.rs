//! Lessons: the list in the header, and the pane of the one under way.

mod author;
mod goals;
mod markdown;
mod menu;
mod pane;
mod solution;

pub(crate) use menu::LessonsMenu;
pub(crate) use pane::LessonPane;
