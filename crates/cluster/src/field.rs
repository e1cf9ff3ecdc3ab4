//! Field paths and field errors, as `k8s.io/apimachinery/pkg/util/validation/field` has them.

mod bad_value;
mod error;

use std::fmt;

pub use bad_value::BadValue;
pub(crate) use bad_value::quote;
pub use error::{Cause, FieldError};

use crate::Str;

/// Where in an object: `spec.ports[0].nodePort`, `metadata.labels[app]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FieldPath(Vec<Segment>);

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Segment {
    /// A field of a struct.
    Field(Str),
    /// An item of a list.
    Index(usize),
    /// A key of a map, written in brackets.
    Key(Str),
}

impl FieldPath {
    /// The steps, outermost first.
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }
}

impl FromIterator<Segment> for FieldPath {
    fn from_iter<I: IntoIterator<Item = Segment>>(segments: I) -> Self {
        Self(segments.into_iter().collect())
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Field(name) if at == 0 => out.write_str(name)?,
                Segment::Field(name) => write!(out, ".{name}")?,
                Segment::Index(index) => write!(out, "[{index}]")?,
                Segment::Key(key) => write!(out, "[{key}]")?,
            }
        }
        Ok(())
    }
}

/// A path under construction: a step and its parent, on the stack, copied for free. Only an error makes it a [`FieldPath`].
#[derive(Clone, Copy, Debug)]
pub struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Step<'a> {
    Field(&'a str),
    Index(usize),
    Key(&'a str),
}

impl<'a> Path<'a> {
    /// A path of one field: `spec`.
    pub const fn new(field: &'a str) -> Self {
        Self {
            parent: None,
            step: Step::Field(field),
        }
    }

    /// `self.field`
    pub const fn child(&'a self, field: &'a str) -> Self {
        Self {
            parent: Some(self),
            step: Step::Field(field),
        }
    }

    /// `self[index]`
    pub const fn index(&'a self, index: usize) -> Self {
        Self {
            parent: Some(self),
            step: Step::Index(index),
        }
    }

    /// `self[key]`
    pub const fn key(&'a self, key: &'a str) -> Self {
        Self {
            parent: Some(self),
            step: Step::Key(key),
        }
    }

    /// The path on its own.
    pub fn to_owned(self) -> FieldPath {
        let mut segments = Vec::new();
        let mut next = Some(&self);
        while let Some(path) = next {
            segments.push(match path.step {
                Step::Field(name) => Segment::Field(name.into()),
                Step::Index(index) => Segment::Index(index),
                Step::Key(key) => Segment::Key(key.into()),
            });
            next = path.parent;
        }
        segments.reverse();
        FieldPath(segments)
    }
}
