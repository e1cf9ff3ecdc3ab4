//! What the errors of decoding and validation mean, and the server's warnings.

use super::{Explanation, Found};
use crate::Str;
use crate::admission::{DecodeError, DecodeErrorKind};
use crate::field::{Cause, FieldError, FieldPath, Segment};
use crate::manifest::Source;
use crate::remedy::is_match_labels_of_service;

impl Explanation {
    /// What a warning of the API server means, where there is more to say.
    pub fn of_warning(warning: &str) -> Option<Self> {
        let has = |words: &str| warning.contains(words);
        if warning.starts_with("v1 Endpoints is deprecated") {
            Some(Self::EndpointsDeprecated)
        } else if warning.starts_with("spec.externalIPs is deprecated") {
            Some(Self::ExternalIpsDeprecated)
        } else if has(" is ignored ") {
            Some(Self::Ignored)
        } else if has("canonical format") || has("non-standard IP address") {
            Some(Self::AddressForm)
        } else if has(" is deprecated; use ") {
            Some(Self::Renamed)
        } else if has("a DNS label is recommended") {
            Some(Self::HostName)
        } else if has("duplicate port name") {
            Some(Self::PortNameTwice)
        } else {
            None
        }
    }

    /// What an error of decoding `source` means.
    pub fn of_decoding(source: &Source, error: &DecodeError) -> Self {
        match &error.kind {
            DecodeErrorKind::UnknownField { suggestion } => Self::UnknownField(*suggestion),
            DecodeErrorKind::DuplicateField { .. } => Self::DuplicateField,
            DecodeErrorKind::WrongType { .. } if is_match_labels_of_service(&error.field) => {
                Self::NoMatchLabels
            }
            DecodeErrorKind::WrongType { wanted } => {
                let found = source
                    .find(&error.field)
                    .map_or(Found::Nothing, |place| Found::of(place.value));
                Self::WrongType(*wanted, found)
            }
            DecodeErrorKind::Unparsable => Self::Unparsable,
            DecodeErrorKind::UnknownKind { suggestion } => {
                Self::of_identity(source, &error.field, *suggestion)
            }
        }
    }

    /// What is wrong with the `kind` or `apiVersion` of `source`, whichever is at `field`.
    pub fn of_identity(
        source: &Source,
        field: &FieldPath,
        suggestion: Option<&'static str>,
    ) -> Self {
        if source.node.entries().is_empty() {
            return Self::NotAnObject;
        }
        let name = last_field(field);
        let written = source.find(field).map(|place| place.value);
        match (written, name) {
            (None, Some(name)) => Self::IdentityMissing(name.clone()),
            (Some(node), Some(name)) if node.as_str().is_none_or(str::is_empty) => {
                Self::IdentityNotText(name.clone())
            }
            _ => Self::UnknownKind(suggestion),
        }
    }

    /// What an error of validation means.
    pub fn of_field(error: &FieldError) -> Self {
        let last = last_field(&error.field).map_or("", |name| name);
        let in_ports = error
            .field
            .segments()
            .iter()
            .any(|segment| matches!(segment, Segment::Field(name) if &**name == "ports"));
        let says = |words: &str| error.message.contains(words);
        match error.cause {
            Cause::Required => match last {
                "name" if in_ports => Self::PortNameMissing,
                "name" => Self::NameMissing,
                "ports" => Self::PortsMissing,
                "image" => Self::ImageMissing,
                _ if says("handler type") => Self::HandlerMissing,
                _ => Self::Required,
            },
            Cause::NotSupported if error.written.as_deref() == Some("") => Self::Empty,
            Cause::NotSupported => Self::Unsupported,
            Cause::Duplicate => match last {
                "ports" => Self::PortTwice,
                "nodePort" => Self::NodePortTaken,
                _ => Self::Duplicate,
            },
            Cause::Forbidden if says("handler type") => Self::HandlerTwice,
            Cause::Forbidden if says("`type` is") || says("ExternalName services") => {
                Self::OtherType
            }
            Cause::Forbidden => Self::Forbidden,
            Cause::TooLong => Self::TooLong(None),
            Cause::Invalid => Self::of_invalid(error, last),
            Cause::TypeInvalid | Cause::TooMany | Cause::NotFound | Cause::Internal => {
                Self::Invalid
            }
        }
    }

    fn of_invalid(error: &FieldError, last: &str) -> Self {
        let says = |words: &str| error.message.contains(words);
        let address = says("valid IP address") || says("leading 0s") || says("IPv4-mapped");
        let number = || {
            let written = error.written.as_deref().unwrap_or_default();
            !written.is_empty() && written.bytes().all(|byte| byte.is_ascii_digit())
        };
        match last {
            "nodePort" | "healthCheckNodePort" if says("already allocated") => Self::NodePortTaken,
            "nodePort" | "healthCheckNodePort" if says("range") => Self::NodePortRange,
            _ if address || says("must be an IPv4 address") || says("must be an IPv6 address") => {
                Self::NoAddress
            }
            "clusterIP" | "clusterIPs" if says("already allocated") => Self::ClusterIpTaken,
            "clusterIP" | "clusterIPs" if says("range") => Self::ClusterIpRange,
            "clusterIP" | "clusterIPs" if says("'None'") => Self::HeadlessType,
            "clusterIP" | "clusterIPs" => Self::ClusterIpsDiffer,
            "targetPort" if says("at least one letter") && number() => Self::PortNumberInQuotes,
            "name" | "targetPort" | "port" if is_about_a_port_name(&error.message) => {
                Self::PortName
            }
            "ip" | "addresses" | "externalIPs" => Self::Address,
            _ if says("between 1 and 65535") => Self::PortRange,
            _ if says("does not match template `labels`") => Self::TemplateMismatch,
            _ if says("and `externalTrafficPolicy` is 'Local'") => Self::LocalLoadBalancerOnly,
            _ if says("may only be set ") => Self::OtherType,
            _ if says("must be no more than ") => Self::TooLong(most(&error.message)),
            _ if says("a valid label must") => Self::LabelFormat,
            "labels" | "selector" | "annotations" if says("name part") || says("prefix part") => {
                Self::LabelFormat
            }
            _ if says("name part") || says("a valid label key") => Self::QualifiedName,
            _ if says("RFC 1123") || says("RFC 1035") || says("must not contain dots") => {
                Self::NameFormat
            }
            _ if [
                "must be between ",
                "must be greater than ",
                "must be less than ",
                "must be 1",
            ]
            .iter()
            .any(|words| says(words)) =>
            {
                Self::OutOfRange
            }
            _ => Self::Invalid,
        }
    }
}

/// The field that a warning is about, if it begins with one: `spec.externalIPs is ignored for headless services`.
pub fn warned_field(warning: &str) -> Option<FieldPath> {
    let written = warning.split(' ').next()?.trim_end_matches(':');
    if !written.contains('.') {
        return None;
    }
    let mut segments = Vec::new();
    for step in written.split('.') {
        let (name, indices) = step.split_at(step.find('[').unwrap_or(step.len()));
        // Go's name of a field slips into some of the server's texts: `spec.SessionAffinity`.
        let mut letters = name.chars();
        let first = letters.next()?.to_ascii_lowercase();
        segments.push(Segment::Field(
            format!("{first}{}", letters.as_str()).into(),
        ));
        for index in indices.split(['[', ']']).filter(|part| !part.is_empty()) {
            segments.push(Segment::Index(index.parse().ok()?));
        }
    }
    Some(segments.into_iter().collect())
}

/// The last step that is a field.
fn last_field(path: &FieldPath) -> Option<&Str> {
    path.segments()
        .iter()
        .rev()
        .find_map(|segment| match segment {
            Segment::Field(name) => Some(name),
            Segment::Index(_) | Segment::Key(_) => None,
        })
}

/// `IsValidPortName` of `apimachinery/pkg/util/validation`.
fn is_about_a_port_name(message: &str) -> bool {
    [
        "no more than 15 characters",
        "alpha-numeric characters (a-z, 0-9), and hyphens",
        "at least one letter (a-z)",
        "consecutive hyphens",
        "begin or end with a hyphen",
    ]
    .iter()
    .any(|words| message.contains(words))
}

/// The number in `must be no more than 63 characters`.
fn most(message: &str) -> Option<u32> {
    let (_, after) = message.rsplit_once("must be no more than ")?;
    after.split(' ').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::Path;

    fn error(cause: Cause, field: Path<'_>, message: &str, written: &str) -> Explanation {
        Explanation::of_field(&FieldError {
            cause,
            field: field.to_owned(),
            message: message.into(),
            written: Some(written.into()),
            supported: Vec::new(),
        })
    }

    fn missing(field: Path<'_>) -> Explanation {
        error(Cause::Required, field, "Required value", "")
    }

    fn invalid(field: Path<'_>, message: &str) -> Explanation {
        error(Cause::Invalid, field, message, "")
    }

    #[test]
    fn an_error_is_explained_by_what_people_get_wrong() {
        let spec = Path::new("spec");
        let ports = spec.child("ports");
        let of_port = |field, message: &str, written: &str| {
            error(
                Cause::Invalid,
                ports.index(1).child(field),
                message,
                written,
            )
        };
        assert_eq!(
            missing(ports.index(1).child("name")),
            Explanation::PortNameMissing
        );
        assert_eq!(
            missing(Path::new("metadata").child("name")),
            Explanation::NameMissing
        );
        assert_eq!(
            of_port(
                "targetPort",
                "must contain at least one letter (a-z)",
                "8080"
            ),
            Explanation::PortNumberInQuotes
        );
        assert_eq!(
            of_port(
                "targetPort",
                "must contain at least one letter (a-z)",
                "80-80"
            ),
            Explanation::PortName
        );
        assert_eq!(
            of_port("nodePort", "provided port is already allocated", ""),
            Explanation::NodePortTaken
        );
        assert_eq!(
            of_port("nodePort", "provided port is not in the valid range.", ""),
            Explanation::NodePortRange
        );
    }

    #[test]
    fn lengths_addresses_and_types_are_told_apart() {
        let spec = Path::new("spec");
        assert_eq!(
            invalid(spec.child("hostname"), "must be no more than 63 characters"),
            Explanation::TooLong(Some(63))
        );
        let ip = Path::new("subsets");
        let ip = ip.index(0);
        assert_eq!(
            invalid(ip.child("ip"), "must be a valid IP address"),
            Explanation::NoAddress
        );
        assert_eq!(
            invalid(
                ip.child("ip"),
                "may not be in the loopback range (127.0.0.0/8)"
            ),
            Explanation::Address
        );
        assert_eq!(
            error(
                Cause::Forbidden,
                spec.child("nodePort"),
                "Forbidden: may not be used when `type` is 'ClusterIP'",
                ""
            ),
            Explanation::OtherType
        );
    }

    #[test]
    fn what_depends_on_other_fields_says_on_which() {
        let spec = Path::new("spec");
        assert_eq!(
            invalid(
                spec.child("healthCheckNodePort"),
                "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'"
            ),
            Explanation::LocalLoadBalancerOnly
        );
        let policy = spec.child("ipFamilyPolicy");
        let unsupported =
            |written| error(Cause::NotSupported, policy, "Unsupported value", written);
        assert_eq!(unsupported(""), Explanation::Empty);
        assert_eq!(unsupported("DualStack"), Explanation::Unsupported);
    }

    #[test]
    fn a_warning_leads_to_its_field() {
        let field = |warning| warned_field(warning).map(|field| field.to_string());
        assert_eq!(
            field("spec.SessionAffinity is ignored for headless services").as_deref(),
            Some("spec.sessionAffinity")
        );
        assert_eq!(
            field("subsets[0].addresses[1].ip: IPv6 address \"FD00::A\" should be").as_deref(),
            Some("subsets[0].addresses[1].ip")
        );
        assert_eq!(field("v1 Endpoints is deprecated in v1.33+; use it"), None);
    }
}
