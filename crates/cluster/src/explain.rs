//! What a refusal means: the API server's errors sorted into the few things that people get wrong.
//!
//! The server's own words stay as they are; crate `words` says each [`Explanation`] plainly beside them.

use crate::Str;
use crate::admission::{DecodeError, DecodeErrorKind, Wanted};
use crate::field::{Cause, FieldError, Segment};
use crate::remedy::is_match_labels_of_service;

/// What went wrong, as one would explain it to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Explanation {
    /// A key stands at an indentation that fits nothing above it.
    Indentation,
    /// A line has no colon where a key needs one.
    ColonMissing,
    /// A colon stands where no key can: a value with a colon in it, or a line too far right.
    ColonUnexpected,
    /// A tab, or a character that YAML reserves.
    ReservedCharacter,
    /// A quote or bracket is not closed.
    Unclosed,
    /// An alias names an anchor that is not there.
    UnknownAnchor,
    /// `...` as notes write it for “and so on”.
    Ellipsis,
    /// Not YAML, without more to say.
    NotYaml,
    /// No such field; the one that was probably meant.
    UnknownField(Option<&'static str>),
    /// A key stands twice.
    DuplicateField,
    /// A value of the wrong type; the one that it should be of.
    WrongType(Wanted),
    /// `matchLabels` in a Service's selector, which has none.
    NoMatchLabels,
    /// A value that does not parse.
    Unparsable,
    /// No `kind` or `apiVersion`, or none that exists.
    UnknownKind,
    /// The namespace does not exist.
    NamespaceMissing,
    /// An object of that kind and name exists already.
    AlreadyExists,
    /// An object without a name.
    NameMissing,
    /// Several ports, and one without a name.
    PortNameMissing,
    /// A Service without ports.
    PortsMissing,
    /// A container without an image.
    ImageMissing,
    /// A port number outside 1–65535.
    PortRange,
    /// A nodePort outside the range, or taken.
    NodePort,
    /// An address outside the range, or taken.
    ClusterIp,
    /// A name that is not a DNS name.
    NameFormat,
    /// A label that is not one.
    LabelFormat,
    /// An IP address that is not one, or none that endpoints may have.
    Address,
    /// A template whose labels do not fit the workload's selector.
    TemplateMismatch,
    /// None of the allowed words.
    Unsupported,
    /// Something must be set.
    Required,
    /// Something stands twice.
    Duplicate,
    /// Something may not be set here.
    Forbidden,
    /// Some other rule is broken.
    Invalid,
    /// The Endpoints API is deprecated.
    EndpointsDeprecated,
}

impl Explanation {
    /// What a YAML error in go-yaml's words means; `at` is the text that it points at.
    pub fn of_syntax(problem: &str, at: &str) -> Self {
        let has = |words: &str| problem.contains(words);
        if at.trim() == "..." {
            Self::Ellipsis
        } else if has("could not find expected ':'") {
            Self::ColonMissing
        } else if has("mapping values are not allowed") {
            Self::ColonUnexpected
        } else if has("did not find expected ',' or")
            || has("unexpected end of stream")
            || has("unexpected document indicator")
        {
            Self::Unclosed
        } else if has("cannot start any token") || has("tab character") || has("control characters")
        {
            Self::ReservedCharacter
        } else if has("unknown anchor") {
            Self::UnknownAnchor
        } else if has("did not find expected") || has("block sequence entries are not allowed") {
            Self::Indentation
        } else {
            Self::NotYaml
        }
    }

    /// What a warning of the API server means, where there is more to say.
    pub fn of_warning(warning: &str) -> Option<Self> {
        warning
            .starts_with("v1 Endpoints is deprecated")
            .then_some(Self::EndpointsDeprecated)
    }

    /// What an error of decoding means.
    pub fn of_decoding(error: &DecodeError) -> Self {
        match &error.kind {
            DecodeErrorKind::UnknownField { suggestion } => Self::UnknownField(*suggestion),
            DecodeErrorKind::DuplicateField { .. } => Self::DuplicateField,
            DecodeErrorKind::WrongType { .. } if is_match_labels_of_service(&error.field) => {
                Self::NoMatchLabels
            }
            DecodeErrorKind::WrongType { wanted } => Self::WrongType(*wanted),
            DecodeErrorKind::Unparsable => Self::Unparsable,
            DecodeErrorKind::UnknownKind { .. } => Self::UnknownKind,
        }
    }

    /// What an error of validation means.
    pub fn of_field(error: &FieldError) -> Self {
        let names: Vec<&Str> = error
            .field
            .segments()
            .iter()
            .filter_map(|segment| match segment {
                Segment::Field(name) => Some(name),
                Segment::Index(_) | Segment::Key(_) => None,
            })
            .collect();
        let last = names.last().map_or("", |name| name);
        let in_ports = names.iter().any(|name| &***name == "ports");
        let says = |words: &str| error.message.contains(words);
        match (error.cause, last) {
            (Cause::Required, "name") if in_ports => Self::PortNameMissing,
            (Cause::Required, "name") => Self::NameMissing,
            (Cause::Required, "ports") => Self::PortsMissing,
            (Cause::Required, "image") => Self::ImageMissing,
            (Cause::Required, _) => Self::Required,
            (_, "nodePort" | "healthCheckNodePort") if says("range") || says("allocated") => {
                Self::NodePort
            }
            (_, "clusterIP" | "clusterIPs") => Self::ClusterIp,
            (Cause::Invalid, _) if says("between 1 and 65535") => Self::PortRange,
            (Cause::Invalid, _) if says("does not match template `labels`") => {
                Self::TemplateMismatch
            }
            (Cause::Invalid, _) if says("a valid label must") => Self::LabelFormat,
            (Cause::Invalid, "labels" | "selector" | "annotations") if says("name part") => {
                Self::LabelFormat
            }
            (Cause::Invalid, _)
                if says("RFC 1123") || says("RFC 1035") || says("must not contain dots") =>
            {
                Self::NameFormat
            }
            (Cause::Invalid, "ip" | "addresses" | "externalIPs") => Self::Address,
            (Cause::NotSupported, _) => Self::Unsupported,
            (Cause::Duplicate, _) => Self::Duplicate,
            (Cause::Forbidden, _) => Self::Forbidden,
            _ => Self::Invalid,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::Path;

    #[test]
    fn an_error_is_explained_by_what_people_get_wrong() {
        let ports = Path::new("spec");
        let ports = ports.child("ports");
        let error = |cause, field: Path<'_>, message: &str| FieldError {
            cause,
            field: field.to_owned(),
            message: message.into(),
            written: None,
            supported: Vec::new(),
        };
        assert_eq!(
            Explanation::of_field(&error(
                Cause::Required,
                ports.index(1).child("name"),
                "Required value"
            )),
            Explanation::PortNameMissing
        );
        assert_eq!(
            Explanation::of_field(&error(
                Cause::Required,
                Path::new("metadata").child("name"),
                "Required value"
            )),
            Explanation::NameMissing
        );
        assert_eq!(
            Explanation::of_syntax("could not find expected ':'", "..."),
            Explanation::Ellipsis
        );
        assert_eq!(
            Explanation::of_syntax("could not find expected ':'", "name web"),
            Explanation::ColonMissing
        );
    }
}
