//! Strict decoding: from the YAML tree to the object that the API server would hold.

use super::DecodeError;
use crate::Value;
use crate::manifest::Source;

/// What decoding made of an object.
#[derive(Clone, Debug, Default)]
pub(crate) struct Decoded {
    /// The object: known fields of the right type. What could not be decoded is left out.
    pub(crate) object: Option<Value>,
    /// Every mistake, in the order in which the server would tell them.
    pub(crate) errors: Vec<DecodeError>,
}

/// Decodes `source` against the field table of its kind.
pub(crate) fn decode(_source: &Source) -> Decoded {
    Decoded::default()
}
