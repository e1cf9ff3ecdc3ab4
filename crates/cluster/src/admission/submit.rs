//! Objects sent one after the other, each seeing what was created before it.

use std::collections::BTreeSet;

use syntax::yaml::{Document, DuplicateKey, ErrorSource, SyntaxError};

use super::allocation::Allocator;
use super::create::{Refusal, create};
use super::decode::{Decoded, decode};
use super::identity::{
    Identity, Kubectl, Refused, cannot_be_handled, identify, no_match, shape_error,
};
use super::reply::{DecodeError, DecodeErrorKind, Reply, Verdict};
use super::validation::dns_label;
use crate::field::{Cause, FieldError, FieldPath, Path, quote};
use crate::manifest::{Manifest, Part, Source};
use crate::schema::Kind;
use crate::{Environment, Str, Value};

/// The API server's answer to a path that it does not have.
pub(super) const NO_SUCH_PATH: &str = "the server could not find the requested resource";

/// Submits every object in order, as `kubectl create -f` would, each seeing what was created before it. One reply per object.
///
/// Where kubectl stops at a document that is not YAML, this goes on: the replies after it are marked `unreached`.
pub fn admit(manifest: &Manifest, environment: &Environment) -> Vec<Reply> {
    let mut cluster = Cluster::new(environment);
    cluster.described = described_namespaces(manifest);
    let mut broken = None;
    let mut replies = Vec::with_capacity(manifest.objects.len());
    for source in &manifest.objects {
        let document = manifest.document_of(source);
        let mut reply = match document.and_then(|document| document.error.as_ref()) {
            Some(error) => not_yaml(source, error, &mut cluster),
            None => cluster.submit(source, duplicates(source, document)),
        };
        reply.unreached = broken.is_some_and(|broken| broken < source.document);
        if document.is_some_and(|document| document.error.is_some()) {
            broken = broken.or(Some(source.document));
        }
        replies.push(reply);
    }
    replies
}

/// The namespaces that the text itself makes.
fn described_namespaces(manifest: &Manifest) -> BTreeSet<Str> {
    let namespaces = manifest
        .objects
        .iter()
        .filter(|source| source.kind.as_deref() == Some("Namespace"));
    namespaces
        .filter_map(|source| source.name.clone())
        .collect()
}

/// The duplicate keys within `source`. Items of a List are sent one by one, as JSON that has none left.
fn duplicates<'a>(source: &Source, document: Option<&'a Document>) -> &'a [DuplicateKey] {
    match document {
        Some(document) if source.list_item.is_none() => &document.duplicate_keys,
        _ => &[],
    }
}

/// What tells an object from every other: its name, its namespace, the name and group of its kind. Names differ the soonest.
type Key = (Str, Str, &'static str, &'static str);

/// What exists so far.
pub(super) struct Cluster<'e> {
    environment: &'e Environment,
    namespaces: BTreeSet<Str>,
    /// Namespaces that the text makes somewhere: they exist once it has.
    described: BTreeSet<Str>,
    /// What every cluster has.
    standing: BTreeSet<Key>,
    /// What was created, in the same way.
    objects: BTreeSet<Key>,
    allocator: Allocator,
}

impl<'e> Cluster<'e> {
    /// A cluster in which nothing was created yet but what every cluster has.
    pub(super) fn new(environment: &'e Environment) -> Self {
        let namespaces: BTreeSet<Str> = environment.namespaces.iter().cloned().collect();
        let own = [
            ("Service", ""),
            ("Endpoints", ""),
            ("EndpointSlice", "discovery.k8s.io"),
        ];
        let own = own.map(|(kind, group)| {
            let (name, namespace) = (Str::from("kubernetes"), Str::from("default"));
            (name, namespace, kind, group)
        });
        let of_namespace = |name: &Str| (name.clone(), Str::from(""), "Namespace", "");
        Self {
            standing: own
                .into_iter()
                .chain(namespaces.iter().map(of_namespace))
                .collect(),
            objects: BTreeSet::new(),
            namespaces,
            described: BTreeSet::new(),
            environment,
            allocator: Allocator::default(),
        }
    }

    /// The same cluster for a dry run.
    pub(super) fn of_dry_run(environment: &'e Environment) -> Self {
        Self {
            allocator: Allocator::of_dry_run(),
            ..Self::new(environment)
        }
    }

    /// Sends one object and keeps what becomes of it.
    pub(super) fn submit(&mut self, source: &Source, duplicates: &[DuplicateKey]) -> Reply {
        let kind = match identify(source) {
            Identity::Known(kind) => kind,
            Identity::Custom => return custom(),
            Identity::Refused(refused) => return self.unidentified(source, refused),
        };
        let decoded = decode(kind, &source.node, duplicates);
        let assumed_namespace = self.assume_namespace(source, kind);
        let mut reply = self.create(source, kind, decoded);
        reply.assumed_namespace = assumed_namespace;
        if reply.verdict == Verdict::Accepted {
            reply.kubectl_refuses = match source.api_version.as_deref() {
                Some("") if kind.group().is_empty() => Some(NO_SUCH_PATH.to_owned()),
                Some("") => Some(no_match(source)),
                // Of a List only the whole is looked at.
                _ if source.list_item.is_some() => None,
                _ => shape_error(&source.node).map(cannot_validate),
            };
        }
        warn_of_deprecation(kind, &mut reply.warnings);
        reply
    }

    /// Takes the namespace of an object for granted, if it has to be and may be.
    fn assume_namespace(&mut self, source: &Source, kind: &Kind) -> Option<Str> {
        let namespace = namespace_of(source, kind);
        let may = self.environment.assume_namespaces
            && kind.namespaced
            && !self.described.contains(&namespace)
            && dns_label(&namespace).is_empty();
        (may && self.namespaces.insert(namespace.clone())).then_some(namespace)
    }

    fn create(&mut self, source: &Source, kind: &'static Kind, decoded: Decoded) -> Reply {
        let namespace = namespace_of(source, kind);
        if namespace.contains('/') {
            let message = NO_SUCH_PATH.to_owned();
            let draft = self.draft(kind, decoded.object);
            return refused(Verdict::Rejected, 404, "NotFound", message, draft);
        }
        if let Some(message) = decoded.message {
            let version = source.api_version.as_deref().unwrap_or_default();
            let message = cannot_be_handled(version, kind.name, kind, &message);
            let draft = self.draft(kind, decoded.object);
            return Reply {
                decoding: decoded.errors,
                ..refused(Verdict::Undecodable, 400, "BadRequest", message, draft)
            };
        }
        let mut object = decoded.object.unwrap_or_default();
        if kind.namespaced && !self.namespaces.contains(&namespace) {
            let message = format!("namespaces {} not found", quote(&namespace));
            let draft = self.draft(kind, Some(object));
            return refused(Verdict::Rejected, 404, "NotFound", message, draft);
        }
        let key = (
            source.name.clone().unwrap_or_default(),
            namespace,
            kind.name,
            kind.group(),
        );
        let printed = self.environment.trust_printed && source.is_printed();
        let exists = self.objects.contains(&key) || !printed && self.standing.contains(&key);
        self.allocator.trust(printed);
        let mark = self.allocator.mark();
        let created = create(
            kind.name,
            &mut object,
            &mut self.allocator,
            self.environment,
        );
        if exists {
            self.allocator.undo(mark);
        }
        let warnings = match created {
            Ok(warnings) => warnings,
            Err(Refusal::Invalid(causes)) => {
                let message = invalid(kind, name_of(&object), &causes);
                return Reply {
                    causes,
                    ..refused(Verdict::Rejected, 422, "Invalid", message, Some(object))
                };
            }
            Err(Refusal::Forbidden(message)) => {
                return refused(Verdict::Rejected, 403, "Forbidden", message, Some(object));
            }
            Err(Refusal::Internal(message)) => {
                let cause = FieldError {
                    cause: Cause::Internal,
                    field: FieldPath::default(),
                    message: message.clone(),
                    written: None,
                    supported: Vec::new(),
                };
                let message = format!("Internal error occurred: {message}");
                return Reply {
                    causes: vec![cause],
                    ..refused(
                        Verdict::Rejected,
                        500,
                        "InternalError",
                        message,
                        Some(object),
                    )
                };
            }
        };
        if exists {
            let message = format!(
                "{} {} already exists",
                qualified_resource(kind),
                quote(&key.0)
            );
            return refused(
                Verdict::Rejected,
                409,
                "AlreadyExists",
                message,
                Some(object),
            );
        }
        if kind.name == "Namespace" {
            self.namespaces.insert(name_of(&object).into());
        }
        // A name that the server makes is always a new one.
        if !key.0.is_empty() {
            self.objects.insert(key);
        }
        Reply {
            warnings,
            ..Reply::accepted(Some(object))
        }
    }

    /// A refused object with its defaults, as far as it goes; what it is given is not kept.
    fn draft(&mut self, kind: &Kind, object: Option<Value>) -> Option<Value> {
        let mut object = object?;
        let mark = self.allocator.mark();
        // Only the object matters: it was refused already.
        let _ = create(
            kind.name,
            &mut object,
            &mut self.allocator,
            self.environment,
        );
        self.allocator.undo(mark);
        Some(object)
    }

    fn unidentified(&mut self, source: &Source, refused: Refused) -> Reply {
        let object = refused
            .like
            .and_then(|kind| self.draft(kind, decode(kind, &source.node, &[]).object));
        let words = match refused.kubectl {
            Kubectl::Stops(words) => cannot_validate(words),
            Kubectl::CannotDecode(message) | Kubectl::NoMatch(message) => message,
            // Then there is somewhere to send it, and the server's answer.
            Kubectl::Sends => refused.message.clone().unwrap_or_default(),
        };
        let entry = source.node.get(refused.field);
        let error = DecodeError {
            span: source.locate(&Path::new(refused.field).to_owned(), Part::Value),
            field: Path::new(refused.field).to_owned(),
            kind: DecodeErrorKind::UnknownKind {
                suggestion: refused.suggestion.filter(|_| entry.is_some()),
            },
            message: words.clone(),
        };
        let mut warnings = Vec::new();
        if let (Some(kind), Some(_)) = (refused.like, &refused.message) {
            warn_of_deprecation(kind, &mut warnings);
        }
        Reply {
            warnings,
            code: refused.message.is_some().then_some(400),
            reason: refused.message.as_ref().map_or("", |_| "BadRequest"),
            message: refused.message.unwrap_or(words),
            decoding: vec![error],
            ..self::refused(
                Verdict::Undecodable,
                400,
                "BadRequest",
                String::new(),
                object,
            )
        }
    }
}

/// Where an object goes; empty for kinds that live outside of namespaces.
pub(super) fn namespace_of(source: &Source, kind: &Kind) -> Str {
    let written = source.namespace.clone().filter(|name| !name.is_empty());
    match kind.namespaced {
        true => written.unwrap_or_else(|| "default".into()),
        false => "".into(),
    }
}

/// Every answer to a request for a deprecated resource says so first: `deprecation.WarningMessage`.
fn warn_of_deprecation(kind: &Kind, warnings: &mut Vec<String>) {
    let warning = match (kind.api_version, kind.name) {
        ("v1", "Endpoints") => {
            "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice"
        }
        ("v1", "ComponentStatus") => "v1 ComponentStatus is deprecated in v1.19+",
        _ => return,
    };
    if !warnings.iter().any(|told| told == warning) {
        warnings.insert(0, warning.to_owned());
    }
}

fn name_of(object: &Value) -> &str {
    object
        .at(["metadata", "name"])
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// `deployments.apps`
fn qualified_resource(kind: &Kind) -> String {
    match kind.group() {
        "" => kind.resource(),
        group => format!("{}.{group}", kind.resource()),
    }
}

fn not_yaml(source: &Source, error: &SyntaxError, cluster: &mut Cluster<'_>) -> Reply {
    let object = match identify(source) {
        Identity::Known(kind)
        | Identity::Refused(Refused {
            like: Some(kind), ..
        }) => cluster.draft(kind, decode(kind, &source.node, &[]).object),
        Identity::Custom | Identity::Refused(_) => None,
    };
    Reply {
        code: None,
        reason: "",
        ..refused(
            Verdict::Undecodable,
            400,
            "",
            not_yaml_message(error),
            object,
        )
    }
}

/// What kubectl says of a document that is not YAML, without the name of the file.
pub fn not_yaml_message(error: &SyntaxError) -> String {
    match error.source {
        ErrorSource::Yaml | ErrorSource::Conversion => {
            format!("error converting YAML to JSON: {error}")
        }
        ErrorSource::Json { .. } | ErrorSource::Separator => error.to_string(),
    }
}

fn cannot_validate(words: &str) -> String {
    format!(
        "error validating data: {words}; if you choose to ignore these errors, turn validation off with --validate=false"
    )
}

fn custom() -> Reply {
    Reply {
        known_kind: false,
        ..Reply::accepted(None)
    }
}

fn refused(
    verdict: Verdict,
    code: u16,
    reason: &'static str,
    message: String,
    object: Option<Value>,
) -> Reply {
    Reply {
        verdict,
        code: Some(code),
        reason,
        message,
        ..Reply::accepted(object)
    }
}

/// `errors.NewInvalid`: equal mistakes are told once.
fn invalid(kind: &Kind, name: &str, causes: &[FieldError]) -> String {
    let mut told = BTreeSet::new();
    let errors: Vec<String> = causes
        .iter()
        .map(ToString::to_string)
        .filter(|error| told.insert(error.clone()))
        .collect();
    let errors = match errors.as_slice() {
        [error] => error.clone(),
        _ => format!("[{}]", errors.join(", ")),
    };
    let kind = match kind.group() {
        "" => kind.name.to_owned(),
        group => format!("{}.{group}", kind.name),
    };
    format!("{kind} {} is invalid: {errors}", quote(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest;

    fn replies(text: &str) -> Vec<Reply> {
        let manifest = manifest::read(text, syntax::yaml::Budget::default());
        admit(&manifest, &Environment::literal())
    }

    fn told(text: &str) -> Vec<(Verdict, Option<u16>, String)> {
        let replies = replies(text).into_iter();
        replies
            .map(|reply| (reply.verdict, reply.code, reply.message))
            .collect()
    }

    const CONFIG: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";

    #[test]
    fn an_object_sees_what_was_created_before_it() {
        let text = format!(
            "{CONFIG}---\n{CONFIG}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: a, namespace: shop}}\n---\n\
             apiVersion: v1\nkind: Namespace\nmetadata: {{name: shop}}\n---\n\
             apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: a, namespace: shop}}\n---\n\
             apiVersion: apps/v1\nkind: ControllerRevision\nmetadata: {{name: a}}\nrevision: 1\n---\n\
             apiVersion: apps/v1\nkind: ControllerRevision\nmetadata: {{name: a}}\nrevision: 1\n"
        );
        let accepted = (Verdict::Accepted, Some(201), String::new());
        let rejected = |code, message: &str| (Verdict::Rejected, Some(code), message.to_owned());
        assert_eq!(
            told(&text),
            [
                accepted.clone(),
                rejected(409, "configmaps \"a\" already exists"),
                rejected(404, "namespaces \"shop\" not found"),
                accepted.clone(),
                accepted.clone(),
                accepted,
                rejected(409, "controllerrevisions.apps \"a\" already exists"),
            ]
        );
    }

    #[test]
    fn names_that_the_server_makes_never_clash() {
        let text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {generateName: a-}\n";
        let verdicts: Vec<_> = replies(&format!("{text}---\n{text}"))
            .iter()
            .map(|reply| reply.verdict)
            .collect();
        assert_eq!(verdicts, [Verdict::Accepted; 2]);
    }

    #[test]
    fn kinds_of_others_are_passed_over() {
        let text = "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: a}\nspec: {template: {}}\n";
        let replies = replies(text);
        assert_eq!(replies.len(), 1);
        assert!(
            replies
                .iter()
                .all(|reply| reply.verdict == Verdict::Accepted
                    && !reply.known_kind
                    && reply.object.is_none())
        );
    }

    #[test]
    fn kinds_that_nobody_has_are_refused() {
        let text = "apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: {name: a}\n---\n\
                    apiVersion: v1\nkind: Servce\nmetadata: {name: a}\n";
        assert_eq!(
            told(text),
            [
                (
                    Verdict::Undecodable,
                    Some(400),
                    "Ingress in version \"v1beta1\" cannot be handled as a Ingress: no kind \"Ingress\" is registered for version \
                     \"extensions/v1beta1\" in scheme \"pkg/api/legacyscheme/scheme.go:30\""
                        .to_owned()
                ),
                (Verdict::Undecodable, None, "no matches for kind \"Servce\" in version \"v1\"".to_owned()),
            ]
        );
    }

    #[test]
    fn a_kind_or_version_that_is_near_is_suggested() {
        let suggestion = |text: &str| {
            let replies = replies(text);
            let [reply] = replies.as_slice() else {
                panic!("one object: {text}");
            };
            let [error] = reply.decoding.as_slice() else {
                panic!("one mistake: {text}");
            };
            let DecodeErrorKind::UnknownKind { suggestion } = error.kind else {
                panic!("an unknown kind: {text}");
            };
            (
                error.span.text(text).to_owned(),
                suggestion,
                reply.object.is_some(),
            )
        };
        let seen = |text: &str, suggestion| (text.to_owned(), suggestion, true);
        assert_eq!(
            suggestion("apiVersion: v1\nkind: service\n"),
            seen("service", Some("Service"))
        );
        assert_eq!(
            suggestion("apiVersion: v1\nkind: Endpoint\n"),
            seen("Endpoint", Some("Endpoints"))
        );
        assert_eq!(
            suggestion("apiVersion: v1\nkind: Deployment\n"),
            seen("v1", Some("apps/v1"))
        );
        assert_eq!(suggestion("apiVersion: v1\nmetadata: {name: a}\n").1, None);
    }

    #[test]
    fn what_comes_after_a_broken_document_is_unreached() {
        let replies = replies(&format!("a: b: c\n---\n{CONFIG}"));
        let seen: Vec<_> = replies
            .iter()
            .map(|reply| (reply.verdict, reply.unreached))
            .collect();
        assert_eq!(
            seen,
            [(Verdict::Undecodable, false), (Verdict::Accepted, true)]
        );
    }

    #[test]
    fn only_kubectl_insists_on_a_version() {
        let replies = replies("kind: ConfigMap\nmetadata: {name: a}\n");
        let seen: Vec<_> = replies
            .iter()
            .map(|reply| (reply.verdict, reply.kubectl_refuses.is_some()))
            .collect();
        assert_eq!(seen, [(Verdict::Accepted, true)]);
    }
}
