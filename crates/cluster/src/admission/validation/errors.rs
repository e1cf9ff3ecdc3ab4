use super::names::Messages;
use crate::field::{BadValue, FieldError, Path};

/// The mistakes met so far, in order.
#[derive(Debug, Default)]
pub(super) struct Errors(Vec<FieldError>);

impl Errors {
    /// What was met.
    pub(super) fn into_vec(self) -> Vec<FieldError> {
        self.0
    }

    /// How many there are.
    pub(super) const fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn push(&mut self, error: FieldError) {
        self.0.push(error);
    }

    pub(super) fn extend(&mut self, errors: impl IntoIterator<Item = FieldError>) {
        self.0.extend(errors);
    }

    pub(super) fn required(&mut self, field: Path<'_>, detail: &str) {
        self.push(FieldError::required(field, detail));
    }

    pub(super) fn forbidden(&mut self, field: Path<'_>, detail: &str) {
        self.push(FieldError::forbidden(field, detail));
    }

    pub(super) fn invalid(&mut self, field: Path<'_>, bad: impl Into<BadValue>, detail: &str) {
        self.push(FieldError::invalid(field, bad, detail));
    }

    /// A bad string of a named Go type.
    pub(super) fn invalid_typed(&mut self, field: Path<'_>, bad: &str, detail: &str) {
        self.invalid(field, BadValue::typed(bad), detail);
    }

    pub(super) fn duplicate(&mut self, field: Path<'_>, bad: impl Into<BadValue>) {
        self.push(FieldError::duplicate(field, bad));
    }

    /// A value outside of an enumeration: a string of a named type.
    pub(super) fn not_supported(&mut self, field: Path<'_>, bad: &str, supported: &[&str]) {
        self.push(FieldError::not_supported(
            field,
            BadValue::typed(bad),
            supported,
        ));
    }

    pub(super) fn too_long(&mut self, field: Path<'_>, max: usize) {
        self.push(FieldError::too_long(field, max));
    }

    pub(super) fn too_many(&mut self, field: Path<'_>, actual: usize, max: usize) {
        self.push(FieldError::too_many(field, actual, max));
    }

    /// One `Invalid` a message.
    pub(super) fn messages(
        &mut self,
        field: Path<'_>,
        bad: impl Into<BadValue> + Clone,
        messages: Messages,
    ) {
        for message in messages {
            self.invalid(field, bad.clone(), &message);
        }
    }

    /// A required value of an enumeration.
    pub(super) fn one_of(&mut self, field: Path<'_>, value: &str, supported: &[&str]) {
        match value {
            "" => self.required(field, ""),
            value if supported.contains(&value) => {}
            value => self.not_supported(field, value, supported),
        }
    }
}
