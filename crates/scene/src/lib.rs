//! The picture: what is drawn, where, and how it is told to someone who cannot see it.
//!
//! [`draw`] turns a cluster and its overview into a [`Scene`]: cards in four columns, edges from port row to port row, every
//! text measured with the crate's own width table, so that native tests equal the browser. A scene is plain data; it knows no DOM.
//! Whoever renders it (the page, an exported SVG) only walks it.

mod measure;
mod model;

pub use measure::Font;
pub use model::{
    Anchor, Card, CardKind, CardState, Chip, ChipState, ColumnHead, DeadEndBox, Edge, EdgeState,
    Group, Label, LabelRole, Pill, Point, Rect, RowBox, Scene, Socket, SocketState,
};
