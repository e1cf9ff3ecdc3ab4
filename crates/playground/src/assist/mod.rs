//! What the editor asks while someone writes: what could stand here, and what a field means.

mod complete;
mod describe;
mod fields;
mod place;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::TextRange;

/// What could stand at a caret.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completions {
    /// What they replace: from the beginning of the word to the caret, in UTF-16 code units.
    pub range: TextRange,
    /// In the order in which they are best offered.
    pub items: Vec<Completion>,
}

/// One thing that could stand there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completion {
    /// What a person reads and what their word is compared with.
    pub label: String,
    /// What is written.
    pub insert: String,
    /// What it is.
    pub kind: CompletionKind,
    /// The Go type of a field; where a reference leads. May be empty.
    pub detail: String,
}

/// What a completion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CompletionKind {
    /// A field of the kind.
    Field,
    /// One of the words that a field may hold.
    Value,
    /// Something that another object of the text has.
    Reference,
}

impl CompletionKind {
    /// `field`, `value`, `reference`
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Field => "field",
            Self::Value => "value",
            Self::Reference => "reference",
        }
    }
}

/// What a field is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldDoc {
    /// Where its name stands, in UTF-16 code units.
    pub range: TextRange,
    /// `spec.ports[].targetPort`
    pub path: String,
    /// Its Go type: `intstr.IntOrString`
    pub go_type: String,
    /// The words that it may hold; empty where there is no such list.
    pub values: Vec<String>,
    /// What it does, in a sentence; for fields that routing looks at.
    pub sentence: Option<String>,
}
