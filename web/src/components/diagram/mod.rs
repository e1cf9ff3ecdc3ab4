//! The routing diagram: a scene, drawn.

mod card;
mod edge;
mod figure;
mod finder;
mod label;
mod layers;
mod minimap;
mod pane;
mod viewport;

pub(crate) use pane::DiagramPane;
