use std::fmt;

use super::{BadValue, FieldPath, Path};
use crate::Str;

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
    /// How a message begins: `Required value`.
    const fn title(self) -> &'static str {
        match self {
            Self::Required => "Required value",
            Self::Invalid | Self::TypeInvalid => "Invalid value",
            Self::Duplicate => "Duplicate value",
            Self::NotSupported => "Unsupported value",
            Self::Forbidden => "Forbidden",
            Self::TooLong => "Too long",
            Self::TooMany => "Too many",
            Self::NotFound => "Not found",
            Self::Internal => "Internal error",
        }
    }

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
    /// The string that the mistake is about, if it is one.
    pub written: Option<Str>,
    /// The values that are allowed, for one that is not.
    pub supported: Vec<String>,
}

impl fmt::Display for FieldError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What the server itself failed at has no field.
        if self.field.segments().is_empty() {
            return out.write_str(&self.message);
        }
        write!(out, "{}: {}", self.field, self.message)
    }
}

/// The constructors of upstream's package `field`, word for word.
impl FieldError {
    /// `Required value`, or `Required value: detail`.
    pub fn required(field: Path<'_>, detail: &str) -> Self {
        Self::without_value(Cause::Required, field, detail)
    }

    /// `Forbidden: detail`
    pub fn forbidden(field: Path<'_>, detail: &str) -> Self {
        Self::without_value(Cause::Forbidden, field, detail)
    }

    /// `Invalid value: bad: detail`
    pub fn invalid(field: Path<'_>, bad: impl Into<BadValue>, detail: &str) -> Self {
        Self::with_value(Cause::Invalid, field, &bad.into(), detail)
    }

    /// `Duplicate value: bad`
    pub fn duplicate(field: Path<'_>, bad: impl Into<BadValue>) -> Self {
        Self::with_value(Cause::Duplicate, field, &bad.into(), "")
    }

    /// `Not found: bad`, or `Not found: bad: detail`.
    pub fn not_found(field: Path<'_>, bad: impl Into<BadValue>, detail: &str) -> Self {
        Self::with_value(Cause::NotFound, field, &bad.into(), detail)
    }

    /// `Unsupported value: bad: supported values: "a", "b"`, the values in the order given.
    pub fn not_supported(field: Path<'_>, bad: impl Into<BadValue>, supported: &[&str]) -> Self {
        let quoted: Vec<String> = supported
            .iter()
            .map(|value| super::quote(value).to_string())
            .collect();
        let detail = match quoted.is_empty() {
            true => String::new(),
            false => format!("supported values: {}", quoted.join(", ")),
        };
        Self {
            supported: supported.iter().map(ToString::to_string).collect(),
            ..Self::with_value(Cause::NotSupported, field, &bad.into(), &detail)
        }
    }

    /// `Too long: may not be more than max bytes`
    pub fn too_long(field: Path<'_>, max: usize) -> Self {
        let detail = format!("may not be more than {max} bytes");
        Self::without_value(Cause::TooLong, field, &detail)
    }

    /// `Too many: actual: must have at most max items`
    pub fn too_many(field: Path<'_>, actual: usize, max: usize) -> Self {
        let actual = i64::try_from(actual).unwrap_or(i64::MAX);
        let detail = format!("must have at most {max} items");
        Self::with_value(Cause::TooMany, field, &actual.into(), &detail)
    }

    fn without_value(cause: Cause, field: Path<'_>, detail: &str) -> Self {
        Self::new(cause, field, cause.title().to_owned(), detail)
    }

    fn with_value(cause: Cause, field: Path<'_>, bad: &BadValue, detail: &str) -> Self {
        Self {
            written: bad.as_str().map(Str::from),
            ..Self::new(cause, field, format!("{}: {bad}", cause.title()), detail)
        }
    }

    fn new(cause: Cause, field: Path<'_>, mut message: String, detail: &str) -> Self {
        if !detail.is_empty() {
            message.push_str(": ");
            message.push_str(detail);
        }
        Self {
            cause,
            field: field.to_owned(),
            message,
            written: None,
            supported: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_upstreams() {
        let port = Path::new("port");
        let cases = [
            (FieldError::required(port, ""), "Required value"),
            (FieldError::forbidden(port, "no"), "Forbidden: no"),
            (
                FieldError::invalid(port, 0, "small"),
                "Invalid value: 0: small",
            ),
            (
                FieldError::duplicate(port, "a\n"),
                r#"Duplicate value: "a\n""#,
            ),
            (
                FieldError::not_supported(port, "x", &["b", "a"]),
                r#"Unsupported value: "x": supported values: "b", "a""#,
            ),
            (
                FieldError::too_many(port, 3, 2),
                "Too many: 3: must have at most 2 items",
            ),
        ];
        for (error, message) in cases {
            assert_eq!(error.message, message);
        }
    }
}
