//! The YAML tree: documents as `kubectl` splits them, values as go-yaml v2 resolves them, each with its span.
//!
//! Reading never fails. A document that is not YAML keeps what could be read before the mistake, so that
//! a picture can still be drawn, and carries the [`SyntaxError`] in go-yaml's own words.

mod bytes;
mod cursor;
mod document;
mod json;
mod node;
mod number;
mod parser;
mod properties;
mod read;
mod resolve;
mod scalars;
mod scanner;
mod split;
mod strings;
mod syntax_of_go;
mod token;
mod tree;

use std::fmt;

pub use bytes::read_bytes;
pub use node::{Entry, Node, Value};
pub use number::json_float;
pub use read::read;

use crate::Span;

/// Everything a text holds, in order.
#[derive(Clone, Debug, Default)]
pub struct Stream {
    /// The documents that are not empty, as `kubectl` splits them (at lines that begin with `---`).
    pub documents: Vec<Document>,
    /// What kept the reader from going on, if anything did.
    pub limit: Option<Limit>,
}

/// A budget that the text exceeded; what was read before it still stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// The text is longer than [`Budget::bytes`]: only the documents that end before are read.
    Bytes,
    /// Collections are nested deeper than [`Budget::depth`]: the document was left there, the others are read.
    Depth,
    /// There are more nodes, aliases expanded, than [`Budget::nodes`]: the rest of the text was left unread.
    Nodes,
}

/// How much a reader may take on.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// The longest text, in bytes.
    pub bytes: usize,
    /// The deepest nesting of collections.
    pub depth: usize,
    /// The most nodes in one stream, each expansion of an alias counted again.
    pub nodes: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            bytes: 10 << 20,
            depth: 200,
            nodes: 4_000_000,
        }
    }
}

/// One YAML document.
#[derive(Clone, Debug)]
pub struct Document {
    /// Where it stands, without the `---` line before it.
    pub span: Span,
    /// What could be read: all of it; or with an `error` all but the lines of the mistakes, if the rest makes sense (someone may be typing
    /// there), else what came before.
    pub root: Option<Node>,
    /// Why the document is not YAML, in go-yaml's words.
    pub error: Option<SyntaxError>,
    /// What an API server has against the same text if it is sent as YAML, where `kubectl` does not send it so: it reads a text that
    /// begins with `{` as JSON, and it replaces bytes that are no UTF-8.
    pub refused_as_yaml: Option<SyntaxError>,
    /// Keys that stand twice in one mapping, in the order of their second standing. `kubectl` keeps the last one silently;
    /// a strict request to the API server is refused.
    pub duplicate_keys: Vec<DuplicateKey>,
}

/// Why `kubectl` cannot read a document. It displays as Go's error does: `yaml: line 3: did not find expected key`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The text without prefix and line: `did not find expected key`.
    pub problem: String,
    /// The line that go-yaml names, counted from 1 within the document as `kubectl` hands it over; none where go-yaml names none.
    pub line: Option<u32>,
    /// Where in the whole text a person should look.
    pub span: Span,
    /// Who says so; it decides what `kubectl` puts around the text.
    pub source: ErrorSource,
}

/// Which of `kubectl`'s readers refuses a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorSource {
    /// go-yaml v2. `kubectl`: `error parsing FILE: error converting YAML to JSON: yaml: …`.
    Yaml,
    /// The way from YAML to JSON (a null key, an infinite number). `kubectl`: `error parsing FILE: error converting YAML to JSON: …`.
    Conversion,
    /// Go's `encoding/json`, for a text that begins with `{`; `kubectl`: `error parsing FILE: json: offset N: …`. No offset
    /// where the text just ends, or where several JSON values went before; then `kubectl`: `error parsing FILE: …`.
    Json {
        /// Bytes read when it was noticed, from the start of the text.
        offset: Option<u32>,
    },
    /// A line that begins with `---` and goes on with something else than a comment; `kubectl`: `error parsing FILE: …`. It loses
    /// the document that such a line ends: the one that carries this error.
    Separator,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.source, self.line) {
            (ErrorSource::Yaml, Some(line)) => {
                write!(formatter, "yaml: line {line}: {}", self.problem)
            }
            (ErrorSource::Yaml, None) => write!(formatter, "yaml: {}", self.problem),
            (
                ErrorSource::Json {
                    offset: Some(offset),
                },
                _,
            ) => write!(formatter, "json: offset {offset}: {}", self.problem),
            _ => formatter.write_str(&self.problem),
        }
    }
}

/// A key that a mapping holds already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuplicateKey {
    /// The key.
    pub key: String,
    /// Where it stands first.
    pub first: Span,
    /// Where it stands again.
    pub again: Span,
    /// The line that go-yaml names: that of the second value's first character, from 1 within the document.
    pub line: u32,
}
