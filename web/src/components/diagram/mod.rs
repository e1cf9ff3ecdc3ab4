//! The routing diagram: a scene, drawn.

mod act_menu;
mod card;
mod edge;
mod figure;
mod finder;
mod handle;
mod label;
mod layers;
mod minimap;
mod overlay_bar;
mod pane;
mod viewport;
mod way;

pub(crate) use pane::DiagramPane;
