//! Which kind an object says it is, and whether the server has it.

use syntax::yaml::{Node, Value};

use super::decode::anything;
use super::nearest;
use crate::Str;
use crate::field::{BadValue, quote};
use crate::manifest::Source;
use crate::schema::{Kind, schema};

/// The name of the server's scheme in its messages.
const SCHEME: &str = "pkg/api/legacyscheme/scheme.go:30";

/// The struct into which the server reads what it needs to know first.
const META_STRUCT: &str = r#"struct { APIVersion string "json:\"apiVersion,omitempty\""; Kind string "json:\"kind,omitempty\"" }"#;

/// What an object is.
pub(super) enum Identity {
    /// A kind that Kubernetes has.
    Known(&'static Kind),
    /// A kind of a group that is not Kubernetes' own: there may be a CustomResourceDefinition for it.
    Custom,
    /// The server has no such kind, or cannot tell.
    Refused(Refused),
}

/// Why nothing can be done with an object.
pub(super) struct Refused {
    /// The kind it is probably meant to be, to draw it.
    pub(super) like: Option<&'static Kind>,
    /// The server's message; none if there is no URL to send it to.
    pub(super) message: Option<String>,
    /// kubectl's words.
    pub(super) kubectl: Kubectl,
    /// The field that is wrong, and what probably belongs there.
    pub(super) field: &'static str,
    pub(super) suggestion: Option<&'static str>,
}

/// What kubectl says before it sends anything.
#[derive(Clone, Debug)]
pub(super) enum Kubectl {
    /// It cannot make sense of the document and reads no further: `kind not set`.
    Stops(&'static str),
    /// It cannot read the object: `Object 'Kind' is missing in …`.
    CannotDecode(String),
    /// `no matches for kind "x" in version "v1"`
    NoMatch(String),
    /// It sends the object, and the server refuses it.
    Sends,
}

/// What `source` is. Upstream: `json.SimpleMetaFactory.Interpret`, the scheme, and kubectl's `getObjectKind` and REST mapper.
pub(super) fn identify(source: &Source) -> Identity {
    let kinds = |name: &str| schema().kinds_named(name).next();
    let like = source.kind.as_deref().and_then(kinds);
    let kubectl = match shape_error(&source.node) {
        Some(words) => Kubectl::Stops(words),
        None => Kubectl::Sends,
    };
    if let Some(error) = interpret_error(source) {
        return Identity::Refused(Refused {
            like,
            message: Some(format!(
                "the object provided is unrecognized (must be of type {}): {error}",
                like.map_or("Service", |kind| kind.name)
            )),
            kubectl: match kubectl {
                Kubectl::Sends => missing_kind(source),
                stops => stops,
            },
            field: if like.is_some() { "apiVersion" } else { "kind" },
            suggestion: like.map(|kind| kind.api_version),
        });
    }
    let version = source.api_version.as_deref().unwrap_or_default();
    let Some(name) = source.kind.as_deref().filter(|name| !name.is_empty()) else {
        return Identity::Refused(Refused {
            like,
            message: None,
            kubectl: match kubectl {
                Kubectl::Sends => missing_kind(source),
                stops => stops,
            },
            field: "kind",
            suggestion: None,
        });
    };
    if version.is_empty()
        && let Some(kind) = like
    {
        return Identity::Known(kind);
    }
    if let Some(kind) = schema().kind(version, name) {
        return Identity::Known(kind);
    }
    let group = version.rsplit_once('/').map_or("", |(group, _)| group);
    if group.contains('.') && !schema().serves_group(group) {
        return Identity::Custom;
    }
    let of_version = || {
        schema()
            .kinds()
            .iter()
            .filter(|kind| kind.api_version == version)
    };
    let mapped = of_version().find(|kind| kind.name.to_lowercase() == name);
    let near = nearest(of_version().map(|kind| kind.name), name);
    Identity::Refused(Refused {
        like: like.or_else(|| schema().kind(version, near?)),
        message: like.or(mapped).map(|of| not_registered(version, name, of)),
        kubectl: match (kubectl, mapped) {
            (Kubectl::Sends, None) => Kubectl::NoMatch(no_match(source)),
            (kubectl, _) => kubectl,
        },
        field: if like.is_some() { "apiVersion" } else { "kind" },
        suggestion: like.map(|kind| kind.api_version).or(near),
    })
}

/// `runtime.NewMissingKindErr`: also what kubectl makes of an `apiVersion` with two slashes.
fn missing_kind(source: &Source) -> Kubectl {
    let object = BadValue::Json(anything(&source.node).sorted());
    Kubectl::CannotDecode(format!("Object 'Kind' is missing in '{object}'"))
}

/// kubectl's `meta.NoKindMatchError`.
pub(super) fn no_match(source: &Source) -> String {
    let text = |text: &Option<Str>| quote(text.as_deref().unwrap_or_default()).to_string();
    format!(
        "no matches for kind {} in version {}",
        text(&source.kind),
        text(&source.api_version)
    )
}

/// `runtime.NewNotRegisteredErrForKind`, told of the object it was meant to be.
fn not_registered(version: &str, name: &str, of: &Kind) -> String {
    let message = format!(
        "no kind {} is registered for version {} in scheme {}",
        quote(name),
        quote(version),
        quote(SCHEME)
    );
    cannot_be_handled(version, name, of, &message)
}

/// `rest.transformDecodeError`
pub(super) fn cannot_be_handled(version: &str, name: &str, of: &Kind, message: &str) -> String {
    let version = match version {
        "" => of.api_version,
        version => version,
    };
    let short = version.rsplit('/').next().unwrap_or_default();
    format!(
        "{name} in version {} cannot be handled as a {}: {message}",
        quote(short),
        of.name
    )
}

/// What keeps the server from learning version and kind.
fn interpret_error(source: &Source) -> Option<String> {
    let json = |value: &str, place: &str| {
        Some(format!(
            "couldn't get version/kind; json parse error: json: cannot unmarshal {value} into Go {place}"
        ))
    };
    let Value::Mapping(_) = source.node.value else {
        return json(word(&source.node)?, &format!("value of type {META_STRUCT}"));
    };
    for field in ["apiVersion", "kind"] {
        let value = source.node.get(field).map(|entry| &entry.value);
        if let Some(value) = value
            && value.as_str().is_none()
            && let Some(word) = word(value)
        {
            return json(word, &format!("struct field .{field} of type string"));
        }
    }
    let version = source.api_version.as_deref().unwrap_or_default();
    (version.matches('/').count() > 1).then(|| format!("unexpected GroupVersion string: {version}"))
}

/// What JSON calls a value that is not null.
fn word(node: &Node) -> Option<&'static str> {
    match node.value {
        Value::Null => None,
        Value::Bool(_) => Some("bool"),
        Value::Int(_) | Value::Float(_) => Some("number"),
        Value::String(_) => Some("string"),
        Value::Sequence(_) => Some("array"),
        Value::Mapping(_) => Some("object"),
    }
}

/// kubectl's own look at a document: `validation.getObjectKind`.
pub(super) fn shape_error(node: &Node) -> Option<&'static str> {
    let Value::Mapping(_) = node.value else {
        return Some("invalid object to validate");
    };
    let of = |field| node.get(field).map(|entry| &entry.value.value);
    match of("apiVersion") {
        None | Some(Value::Null) => return Some("apiVersion not set"),
        Some(Value::String(_)) => {}
        Some(_) => return Some("apiVersion isn't string type"),
    }
    match of("kind") {
        None | Some(Value::Null) => Some("kind not set"),
        Some(Value::String(_)) => None,
        Some(_) => Some("kind isn't string type"),
    }
}
