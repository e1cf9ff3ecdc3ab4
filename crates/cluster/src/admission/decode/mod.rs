//! Strict decoding: from the YAML tree to the object that the API server would hold.
//!
//! The server turns YAML into JSON with sorted keys and walks it with `sigs.k8s.io/json`. A value of the wrong type is noted and
//! passed over, and the first such note is all that is told; a value that its own `UnmarshalJSON` refuses ends the walk and is told
//! instead. Only when every type fits are unknown and duplicate fields refused, all of them in one message. Here the walk never ends
//! early: what fits is kept, so that an object with a mistake in it can still be drawn.

mod scalar;
mod time;
mod walk;

use syntax::Span;
use syntax::yaml::{DuplicateKey, Node};

use super::{DecodeError, DecodeErrorKind};
use crate::Value;
use crate::field::{FieldPath, Segment, quote};
use crate::schema::Kind;
pub(super) use walk::anything;
use walk::{Order, Walk, Wrong};

/// What decoding made of an object.
#[derive(Clone, Debug, Default)]
pub(crate) struct Decoded {
    /// The object: known fields of the right type, as they are written. What could not be decoded is left out.
    pub(crate) object: Option<Value>,
    /// The mistakes that the server tells, in its order.
    pub(crate) errors: Vec<DecodeError>,
    /// The server's sentence for them, without what it says of the object; none if there is no mistake.
    pub(crate) message: Option<String>,
}

/// As many unknown fields as the server tells at most.
const MAX_STRICT_ERRORS: usize = 100;

/// Decodes `node` as an object of `kind`. The duplicate keys are those of its document.
pub(crate) fn decode(kind: &Kind, node: &Node, duplicates: &[DuplicateKey]) -> Decoded {
    let mut walk = Walk::new(Order::OfText);
    let mut object = walk.object(kind.root(), node);
    if !walk.is_clean() {
        walk = Walk::new(Order::OfJson);
        object = walk.object(kind.root(), node);
    }
    if let Some(told) = first_told(walk.wrong.iter()) {
        return Decoded {
            object,
            message: Some(told.message.clone()),
            errors: vec![told.clone()],
        };
    }
    for error in &mut walk.unknown {
        let twice = |it: &DuplicateKey| it.first == error.span || it.again == error.span;
        // To rename one of two leaves the other as wrong as it was.
        if duplicates.iter().any(twice) {
            error.kind = DecodeErrorKind::UnknownField { suggestion: None };
        }
    }
    let mut errors: Vec<_> = duplicates
        .iter()
        .map(|duplicate| duplicate_field(node, duplicate))
        .collect();
    errors.append(&mut walk.unknown);
    let message = strict_message(duplicates, &errors);
    Decoded {
        object,
        errors,
        message,
    }
}

/// The mistake that Go tells: the one that ended its walk, else the first.
fn first_told<'a>(wrong: impl Iterator<Item = &'a Wrong> + Clone) -> Option<&'a DecodeError> {
    let mut ending = wrong.clone().filter(|wrong| wrong.ends_the_walk);
    ending
        .next()
        .or_else(|| wrong.clone().next())
        .map(|wrong| &wrong.error)
}

/// What kubectl says of the `metadata` of an object, which it decodes before it sends anything.
pub(crate) fn metadata_error(node: &Node) -> Option<String> {
    let mut walk = Walk::new(Order::OfJson);
    walk.metadata(node);
    first_told(walk.wrong.iter()).map(|error| error.message.clone())
}

fn strict_message(duplicates: &[DuplicateKey], errors: &[DecodeError]) -> Option<String> {
    if errors.is_empty() {
        return None;
    }
    let mut parts = Vec::new();
    if !duplicates.is_empty() {
        let lines = duplicates
            .iter()
            .zip(errors)
            .map(|(duplicate, error)| format!("\n  line {}: {}", duplicate.line, error.message));
        parts.push(format!(
            "yaml: unmarshal errors:{}",
            lines.collect::<String>()
        ));
    }
    parts.extend(
        errors
            .iter()
            .skip(duplicates.len())
            .map(|error| error.message.clone()),
    );
    Some(format!("strict decoding error: {}", parts.join(", ")))
}

fn duplicate_field(node: &Node, duplicate: &DuplicateKey) -> DecodeError {
    let mut path = Vec::new();
    find_key(node, duplicate, &mut path);
    DecodeError {
        span: duplicate.again,
        field: path.into_iter().collect(),
        kind: DecodeErrorKind::DuplicateField {
            first: duplicate.first,
        },
        message: format!("key {} already set in map", quote(&duplicate.key)),
    }
}

/// Leaves in `path` the way to the field that stands twice, in the innermost object there; nothing if it is not there.
fn find_key(node: &Node, duplicate: &DuplicateKey, path: &mut Vec<Segment>) -> bool {
    let holds = |span: Span| span.touches(duplicate.again.start);
    for entry in node.entries() {
        path.push(Segment::Field(entry.key.clone()));
        if holds(entry.value.span) && find_key(&entry.value, duplicate, path) {
            return true;
        }
        path.pop();
    }
    for (index, item) in node.items().iter().enumerate() {
        path.push(Segment::Index(index));
        if holds(item.span) && find_key(item, duplicate, path) {
            return true;
        }
        path.pop();
    }
    let own = node.get(&duplicate.key);
    path.extend(own.map(|entry| Segment::Field(entry.key.clone())));
    own.is_some()
}

/// The path as strict decoding writes it, map keys after a dot like fields.
fn strict_path(path: &FieldPath) -> String {
    let mut out = String::new();
    for segment in path.segments() {
        match segment {
            Segment::Field(name) | Segment::Key(name) => {
                if !out.is_empty() {
                    out.push('.');
                }
                out.push_str(name);
            }
            Segment::Index(index) => out.push_str(&format!("[{index}]")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::admission::from_json;
    use crate::schema::schema;

    fn decoded(kind: &str, text: &str) -> Decoded {
        let stream = syntax::yaml::read(text, syntax::yaml::Budget::default());
        let document = stream.documents.first().expect("a document");
        let kind = schema().kinds_named(kind).next().expect("a kind");
        decode(
            kind,
            document.root.as_ref().expect("a tree"),
            &document.duplicate_keys,
        )
    }

    fn message(kind: &str, text: &str) -> String {
        decoded(kind, text).message.unwrap_or_default()
    }

    #[test]
    fn a_wrong_type_hides_everything_else() {
        assert_eq!(
            message(
                "Service",
                "spec: {unknown: 1, ports: [{port: http, name: 1}]}\nmetadata: {name: a}"
            ),
            "json: cannot unmarshal number into Go struct field ServicePort.spec.ports.name of type string"
        );
        assert_eq!(
            message("Pod", "metadata: {labels: {b: true, a: x}}"),
            "json: cannot unmarshal bool into Go struct field ObjectMeta.metadata.labels of type string"
        );
        assert_eq!(
            message("Deployment", "spec: {template: {spec: []}}"),
            "json: cannot unmarshal array into Go struct field PodTemplateSpec.spec.template.spec of type v1.PodSpec"
        );
    }

    #[test]
    fn a_value_that_refuses_itself_hides_even_that() {
        assert_eq!(
            message("Service", "spec: {ports: [{name: 1, targetPort: [80]}]}"),
            "json: cannot unmarshal array into Go struct field ServicePort.spec.ports.targetPort of type int32"
        );
        assert_eq!(
            message(
                "Pod",
                "metadata: {name: 1}\nspec: {containers: [{resources: {limits: {cpu: much}}}]}"
            ),
            "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
        );
    }

    #[test]
    fn numbers_tell_their_digits_when_they_do_not_fit() {
        let port = |port: &str| message("Service", &format!("spec: {{ports: [{{port: {port}}}]}}"));
        let wrong = |value: &str| {
            format!(
                "json: cannot unmarshal {value} into Go struct field ServicePort.spec.ports.port of type int32"
            )
        };
        assert_eq!(port("80.5"), wrong("number 80.5"));
        assert_eq!(port("2147483648"), wrong("number 2147483648"));
        assert_eq!(port("1e20"), wrong("number 100000000000000000000"));
        assert_eq!(port("'80'"), wrong("string"));
        assert_eq!(port("8e1"), "");
    }

    #[test]
    fn unknown_fields_are_told_together() {
        let text = "spec:\n  ports:\n  - {port: 1, proto: TCP}\n  - {port: 2, Name: x}\n  labels: {}\nSpec: {}\n";
        let decoded = decoded("Service", text);
        assert_eq!(
            decoded.message.as_deref(),
            Some(
                "strict decoding error: unknown field \"Spec\", unknown field \"spec.labels\", \
                 unknown field \"spec.ports[0].proto\", unknown field \"spec.ports[1].Name\""
            )
        );
        let suggestions = decoded.errors.iter().map(|error| match &error.kind {
            DecodeErrorKind::UnknownField { suggestion } => *suggestion,
            _ => None,
        });
        assert_eq!(
            suggestions.collect::<Vec<_>>(),
            [None, None, Some("protocol"), Some("name")]
        );
    }

    #[test]
    fn a_flood_of_unknown_fields_is_told_as_the_server_tells_it() {
        let fields: String = (0..20_000).map(|at| format!("x{at}: 1\n")).collect();
        assert_eq!(decoded("Pod", &fields).errors.len(), MAX_STRICT_ERRORS);
    }

    #[test]
    fn duplicate_keys_come_first() {
        let text = "metadata:\n  name: a\n  name: b\nmore: 1\n";
        let decoded = decoded("Pod", text);
        assert_eq!(
            decoded.message.as_deref(),
            Some(
                "strict decoding error: yaml: unmarshal errors:\n  line 3: key \"name\" already set in map, unknown field \"more\""
            )
        );
        let fields: Vec<_> = decoded
            .errors
            .iter()
            .map(|error| error.field.to_string())
            .collect();
        assert_eq!(fields, ["metadata.name", "more"]);
    }

    #[test]
    fn what_fits_is_kept() {
        let decoded = decoded(
            "Service",
            "metadata: {name: a}\nspec: {selector: [], ports: [{port: x, name: web}]}",
        );
        assert_eq!(
            decoded.object,
            Some(from_json(
                r#"{"metadata": {"name": "a"}, "spec": {"ports": [{"name": "web"}]}}"#
            ))
        );
        assert_eq!(decoded.errors.len(), 1);
    }

    #[test]
    fn metadata_is_what_kubectl_reads_itself() {
        let own = |text: &str| {
            let stream = syntax::yaml::read(text, syntax::yaml::Budget::default());
            let root = stream
                .documents
                .first()
                .and_then(|document| document.root.clone());
            metadata_error(&root.expect("a tree")).unwrap_or_default()
        };
        assert_eq!(
            own("metadata: x"),
            "json: cannot unmarshal string into Go struct field metadataOnlyObject.metadata of type v1.ObjectMeta"
        );
        assert_eq!(
            own("metadata: {labels: []}\nspec: {ports: [{targetPort: {}}]}"),
            "json: cannot unmarshal array into Go struct field ObjectMeta.metadata.labels of type map[string]string"
        );
        assert_eq!(own("spec: []"), "");
    }
}
