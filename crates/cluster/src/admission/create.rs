//! What a create request does to one decoded object.

use super::allocation::Allocator;
use super::{defaults, validation, warnings};
use crate::field::FieldError;
use crate::{Environment, Value};

/// Why an object was not created.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Refusal {
    /// 422: its mistakes.
    Invalid(Vec<FieldError>),
    /// 500: what the server failed at.
    Internal(String),
}

impl Refusal {
    /// A single mistake.
    pub(crate) fn invalid(error: FieldError) -> Self {
        Self::Invalid(vec![error])
    }
}

/// Makes of a decoded object of `kind` what the server would store, and says what it warns of.
///
/// The object is changed even when it is refused, as far as the server came. The allocator changes only when it is not.
/// The server ignores a `status` and a `deletionTimestamp` that a client sends: they are gone afterwards.
pub(crate) fn create(
    kind: &str,
    object: &mut Value,
    allocator: &mut Allocator,
    environment: &Environment,
) -> Result<Vec<String>, Refusal> {
    defaults::apply(kind, object, environment);
    let mut draft = allocator.clone();
    if kind == "Service" {
        // A Service gets its addresses before it is validated.
        draft.service(object)?;
    }
    let errors = validation::validate(kind, object);
    if !errors.is_empty() {
        return Err(Refusal::Invalid(errors));
    }
    *allocator = draft;
    Ok(warnings::of(kind, object))
}
