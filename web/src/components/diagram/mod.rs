//! The routing diagram: a scene, drawn.

mod card;
mod edge;
mod figure;
mod label;
mod layers;
mod pane;
mod viewport;

pub(crate) use pane::DiagramPane;
