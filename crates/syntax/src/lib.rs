//! Text as Kubernetes' tools read it: byte spans, lines, and the YAML tree.
//!
//! This crate knows nothing of Kubernetes objects. It answers three questions: where is a byte
//! (for a person, for a browser), which documents does a text hold (as `kubectl` splits them), and
//! what does each of them say (as go-yaml v2 reads it, YAML 1.1 scalars included).

mod line_index;
mod span;
pub mod yaml;

pub use line_index::{LineColumn, LineIndex};
pub use span::Span;
