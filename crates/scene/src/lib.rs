//! The picture: what is drawn, where, and how it is told to someone who cannot see it.
//!
//! [`draw`] turns a cluster and its overview into a [`Scene`]: cards in four columns, edges from port row to port row, every
//! text measured with the crate's own width table, so that native tests equal the browser. A scene is plain data; it knows no DOM.
//! Whoever renders it (the page, [`svg`]) only walks it.

mod course;
mod graph;
pub mod ids;
mod layout;
mod look;
mod measure;
mod mermaid;
mod model;
mod origins;
mod svg;
#[cfg(test)]
mod tests;
mod trail;

use cluster::Cluster;
use cluster::overview::Overview;
use words::{Language, SceneWords};

use crate::look::Shown;
pub use course::{Course, MarkBox, Stream, course};
pub use look::Look;
pub use measure::Font;
pub use mermaid::mermaid;
pub use model::{
    Anchor, Card, CardKind, CardState, Chip, ChipState, ColumnHead, DeadEndBox, Edge, EdgeState,
    Group, Label, LabelRole, Pill, Point, Rect, RowBox, Scene, Socket, SocketState,
};
pub use origins::Origins;
pub use svg::{Theme, svg};
pub use trail::{Drawn, Fan, Leg, Mark, Trail, trail};

/// Draws of `cluster`, as `overview` sees it, what `look` asks for. An empty cluster gives an empty scene.
pub fn draw(
    cluster: &Cluster,
    overview: &Overview,
    origins: &Origins<'_>,
    look: &Look,
    language: Language,
) -> Scene {
    let words = SceneWords::of(language);
    let graph = graph::Graph::of(graph::Subject {
        cluster,
        overview,
        origins,
        shown: &Shown::of(cluster, overview, look),
        words,
        language,
    });
    layout::layout(&graph, words)
}
