//! What the API server answers.

use crate::field::FieldError;
use crate::{Str, Value};

/// What the API server says to one object.
#[derive(Clone, Debug)]
pub struct Reply {
    /// Whether it takes the object.
    pub verdict: Verdict,
    /// Whether Kubernetes itself has this kind. If not, nothing but the YAML was looked at, and `object` is empty.
    pub known_kind: bool,
    /// The HTTP status: 201, 400, 403, 404, 409, 422, 500; none where kubectl never sends a request.
    pub code: Option<u16>,
    /// The status reason: `Invalid`, `BadRequest`, …; empty when accepted, and where kubectl never sends a request.
    pub reason: &'static str,
    /// The whole message, verbatim; empty when accepted. Where kubectl never sends a request: its own words.
    pub message: String,
    /// What kubectl says instead of sending a request that the server itself would take: it insists on an `apiVersion`.
    pub kubectl_refuses: Option<String>,
    /// One per mistake, in the server's order; empty for every 400.
    pub causes: Vec<FieldError>,
    /// The Warning headers.
    pub warnings: Vec<String>,
    /// The object, decoded, defaults filled in and addresses given out. Also for a refused object, as far as it could be
    /// decoded, so that it can be drawn.
    pub object: Option<Value>,
    /// kubectl never gets here: an earlier document is not YAML.
    pub unreached: bool,
    /// The namespace that this object is the first to take for granted: nobody describes it.
    pub assumed_namespace: Option<Str>,
    /// The mistakes of decoding that the message is made of, each at its place.
    pub decoding: Vec<DecodeError>,
}

impl Reply {
    /// The answer to an object that is created as `object`.
    pub(crate) const fn accepted(object: Option<Value>) -> Self {
        Self {
            verdict: Verdict::Accepted,
            known_kind: true,
            code: Some(201),
            reason: "",
            message: String::new(),
            kubectl_refuses: None,
            causes: Vec::new(),
            warnings: Vec::new(),
            object,
            unreached: false,
            assumed_namespace: None,
            decoding: Vec::new(),
        }
    }

    /// Whether it is no object for a cluster: the server does not take it, or kubectl does not send it.
    pub fn is_refused(&self) -> bool {
        self.verdict != Verdict::Accepted || self.kubectl_refuses.is_some()
    }

    /// Whether the cluster has the object after `kubectl create`.
    pub fn is_created(&self) -> bool {
        !self.is_refused() && !self.unreached
    }
}

/// The three ways a request ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Created.
    Accepted,
    /// Understood and refused.
    Rejected,
    /// Not understood.
    Undecodable,
}

/// A mistake that decoding met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// Where in the text.
    pub span: syntax::Span,
    /// Which field.
    pub field: crate::field::FieldPath,
    /// What is wrong.
    pub kind: DecodeErrorKind,
    /// In the server's words: `unknown field "spec.port"`, `json: cannot unmarshal …`.
    pub message: String,
}

/// What decoding can complain of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecodeErrorKind {
    /// No such field; the nearest that exists, if one is near.
    UnknownField {
        /// A field of the same object whose name is alike.
        suggestion: Option<&'static str>,
    },
    /// A key stands twice.
    DuplicateField {
        /// Where it stands before.
        first: syntax::Span,
    },
    /// A value of the wrong type.
    WrongType {
        /// What the field takes.
        wanted: Wanted,
    },
    /// A value of the right type that does not parse (a quantity, a time).
    Unparsable,
    /// No `kind`, no `apiVersion`, or none that exists.
    UnknownKind {
        /// What probably belongs there.
        suggestion: Option<&'static str>,
    },
}

/// What a field takes, in the terms in which a person writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Text.
    Text,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A list.
    List,
    /// Fields of its own.
    Fields,
    /// Something else: a quantity, a time, a number or a name.
    Other,
}
