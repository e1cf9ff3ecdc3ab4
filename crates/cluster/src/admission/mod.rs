//! The API server's answer to each object: decode strictly, fill in defaults, give out addresses, validate.

mod allocation;
mod create;
mod decode;
mod defaults;
mod qos;
mod quantity;
mod validation;
mod warnings;
mod zero;

use crate::field::FieldError;
use crate::manifest::Manifest;
use crate::{Environment, Value};

/// What the API server says to one object.
#[derive(Clone, Debug)]
pub struct Reply {
    /// Whether it takes the object.
    pub verdict: Verdict,
    /// The HTTP status: 201, 400, 404, 409, 422; none where kubectl never sends a request.
    pub code: Option<u16>,
    /// The status reason: `Invalid`, `BadRequest`, …
    pub reason: &'static str,
    /// The whole message, verbatim; empty when accepted.
    pub message: String,
    /// One per mistake, in the server's order; empty for every 400.
    pub causes: Vec<FieldError>,
    /// The Warning headers.
    pub warnings: Vec<String>,
    /// The object, decoded, defaults filled in and addresses given out. Also for a refused object, as far as it could be
    /// decoded, so that it can be drawn.
    pub object: Option<Value>,
    /// kubectl never gets here: an earlier document is not YAML.
    pub unreached: bool,
    /// The mistakes of decoding that the message is made of, each at its place.
    pub decoding: Vec<DecodeError>,
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
    DuplicateField,
    /// A value of the wrong type.
    WrongType,
    /// A value of the right type that does not parse (a quantity, a time).
    Unparsable,
    /// No `kind`, no `apiVersion`, or none that exists.
    UnknownKind,
}

/// Submits every object in order, as `kubectl create -f` would, each seeing what was created before it. One reply per object.
pub fn admit(_manifest: &Manifest, _environment: &Environment) -> Vec<Reply> {
    Vec::new()
}

/// An object from JSON, for tests.
#[cfg(test)]
fn from_json(text: &str) -> Value {
    fn convert(json: serde_json::Value) -> Value {
        match json {
            serde_json::Value::Null => Value::Null,
            serde_json::Value::Bool(value) => value.into(),
            serde_json::Value::Number(number) => match number.as_i64() {
                Some(number) => number.into(),
                None => Value::Float(number.as_f64().unwrap()),
            },
            serde_json::Value::String(text) => text.into(),
            serde_json::Value::Array(items) => {
                Value::List(items.into_iter().map(convert).collect())
            }
            serde_json::Value::Object(fields) => {
                let fields = fields.into_iter();
                let map: crate::Map = fields
                    .map(|(key, field)| (key.into(), convert(field)))
                    .collect();
                map.into()
            }
        }
    }
    convert(serde_json::from_str(text).unwrap())
}
