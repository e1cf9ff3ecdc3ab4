//! Field paths and field errors, as `k8s.io/apimachinery/pkg/util/validation/field` has them.

use std::fmt;

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

/// Why a field was refused; the upstream `field.ErrorType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cause {
    /// A value is missing.
    Required,
    /// A value breaks a rule.
    Invalid,
    /// A value is of the wrong type.
    TypeInvalid,
    /// A value must be unique and stands twice.
    Duplicate,
    /// A value is none of those allowed.
    NotSupported,
    /// A value may not be set here.
    Forbidden,
    /// A value is too long.
    TooLong,
    /// A list has too many items.
    TooMany,
    /// What a value names does not exist.
    NotFound,
    /// The server failed at it.
    Internal,
}

impl Cause {
    /// The `reason` of a status cause: `FieldValueRequired`.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Required => "FieldValueRequired",
            Self::Invalid => "FieldValueInvalid",
            Self::TypeInvalid => "FieldValueTypeInvalid",
            Self::Duplicate => "FieldValueDuplicate",
            Self::NotSupported => "FieldValueNotSupported",
            Self::Forbidden => "FieldValueForbidden",
            Self::TooLong => "FieldValueTooLong",
            Self::TooMany => "FieldValueTooMany",
            Self::NotFound => "FieldValueNotFound",
            Self::Internal => "InternalError",
        }
    }
}

/// One mistake in one field, in the API server's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// What kind of mistake.
    pub cause: Cause,
    /// Which field.
    pub field: FieldPath,
    /// The server's sentence without the field: `Invalid value: 70000: must be between 1 and 65535, inclusive`.
    pub message: String,
}

impl fmt::Display for FieldError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.field, self.message)
    }
}
