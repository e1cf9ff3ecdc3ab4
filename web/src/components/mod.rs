//! What the page is made of. A component draws its part of the state and says what was done to it, nothing else.

mod break_it;
mod copy_button;
mod diagram;
mod dialog;
mod drop_target;
mod editor;
mod editor_pane;
mod examples_menu;
mod excerpt;
mod export;
mod header;
mod help;
mod icon;
mod lessons;
mod menu;
mod notice;
mod panels_pane;
mod problems;
mod region_tabs;
mod select;
mod share;
mod splitter;
mod tabs;

pub(crate) use copy_button::CopyButton;
pub(crate) use diagram::DiagramPane;
pub(crate) use drop_target::DropTarget;
pub(crate) use editor_pane::EditorPane;
pub(crate) use excerpt::Excerpt;
pub(crate) use header::Header;
pub(crate) use icon::{Glyph, Icon};
pub(crate) use lessons::LessonPane;
pub(crate) use panels_pane::PanelsPane;
pub(crate) use problems::Problems;
pub(crate) use region_tabs::RegionTabs;
pub(crate) use select::Select;
pub(crate) use splitter::Splitter;
