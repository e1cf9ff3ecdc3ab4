//! `kubectl create --dry-run=server --validate=strict -f FILE`: what it prints to its error stream.

use std::collections::BTreeSet;

use super::decode::metadata_error;
use super::identity::{Identity, Kubectl, Refused, identify, no_match, shape_error};
use super::reply::{Reply, Verdict};
use super::submit::{Cluster, NO_SUCH_PATH, namespace_of, not_yaml_message};
use crate::field::quote;
use crate::manifest::{Manifest, Source};
use crate::schema::Kind;
use crate::{Environment, Str};

/// What kubectl writes to its error stream when `manifest` is the content of `file`; nothing if all is well.
///
/// A dry run creates nothing, so no object sees another. Upstream: `resource.StreamVisitor`, `create.RunCreate`, `util.CheckErr`.
pub fn create_output(manifest: &Manifest, environment: &Environment, file: &str) -> String {
    let mut run = Run {
        environment,
        file,
        warned: BTreeSet::new(),
        warnings: String::new(),
        failures: Vec::new(),
    };
    run.documents(manifest);
    run.warnings + &told(&run.failures)
}

struct Run<'a> {
    environment: &'a Environment,
    file: &'a str,
    warned: BTreeSet<String>,
    warnings: String,
    failures: Vec<Failure>,
}

/// Why an object was not created.
enum Failure {
    /// kubectl's own words.
    Client(String),
    /// The server's answer.
    Server {
        reason: &'static str,
        message: String,
        /// What kubectl makes of a 422 if it is the only failure.
        invalid: Option<String>,
    },
}

impl Run<'_> {
    fn documents(&mut self, manifest: &Manifest) {
        for (at, document) in manifest.documents.iter().enumerate() {
            if let Some(error) = &document.error {
                let message = format!("error parsing {}: {}", self.file, not_yaml_message(error));
                self.failures.push(Failure::Client(message));
                return;
            }
            if let Some(words) = document.root.as_ref().and_then(shape_error) {
                self.failures.push(Failure::Client(format!(
                    "error validating {}: error validating data: {words}; if you choose to ignore these errors, turn validation off with --validate=false",
                    quote(self.file)
                )));
                return;
            }
            for source in manifest
                .objects
                .iter()
                .filter(|source| source.document == at)
            {
                let failure = self.object(source);
                self.failures.extend(failure);
            }
        }
        if manifest.objects.is_empty() {
            let message = "no objects passed to create".to_owned();
            self.failures.push(Failure::Client(message));
        }
    }

    fn object(&mut self, source: &Source) -> Option<Failure> {
        let identity = identify(source);
        if let Identity::Refused(Refused {
            kubectl: Kubectl::CannotDecode(message),
            ..
        }) = &identity
        {
            return Some(self.cannot_decode(message));
        }
        if let Some(message) = metadata_error(&source.node) {
            return Some(self.cannot_decode(&message));
        }
        match identity {
            Identity::Known(kind) if source.api_version.as_deref() == Some("") => {
                return Some(self.without_version(source, kind));
            }
            Identity::Known(kind) => {
                if let Some(reason) = bad_path_segment(&namespace_of(source, kind)) {
                    return Some(self.bad_namespace(source, reason));
                }
            }
            Identity::Custom => return Some(self.no_match(source, &no_match(source))),
            Identity::Refused(refused) => {
                if let Kubectl::NoMatch(message) = refused.kubectl {
                    return Some(self.no_match(source, &message));
                }
            }
        }
        // kubectl has dropped the earlier of duplicate keys before it sends.
        let reply = Cluster::of_dry_run(self.environment).submit(source, &[]);
        for warning in &reply.warnings {
            if self.warned.insert(warning.clone()) {
                self.warnings.push_str(&format!("Warning: {warning}\n"));
            }
        }
        self.refusal(source, reply)
    }

    /// An empty `apiVersion` finds the kinds of the core group, and then asks for a path that does not exist.
    fn without_version(&self, source: &Source, kind: &Kind) -> Failure {
        if !kind.group().is_empty() {
            return self.no_match(source, &no_match(source));
        }
        Failure::Server {
            reason: "NotFound",
            message: format!("error when creating {}: {NO_SUCH_PATH}", quote(self.file)),
            invalid: None,
        }
    }

    fn bad_namespace(&self, source: &Source, reason: &str) -> Failure {
        let namespace = quote(source.namespace.as_deref().unwrap_or_default()).to_string();
        Failure::Client(format!(
            "error when creating {}: invalid namespace {namespace}: [{reason}]",
            quote(self.file)
        ))
    }

    fn no_match(&self, source: &Source, message: &str) -> Failure {
        let text = |text: &Option<Str>| quote(text.as_deref().unwrap_or_default()).to_string();
        Failure::Client(format!(
            "resource mapping not found for name: {} namespace: {} from {}: {message}\nensure CRDs are installed first",
            text(&source.name),
            text(&source.namespace),
            quote(self.file)
        ))
    }

    fn cannot_decode(&self, message: &str) -> Failure {
        Failure::Client(format!("unable to decode {}: {message}", quote(self.file)))
    }

    fn refusal(&self, source: &Source, reply: Reply) -> Option<Failure> {
        if reply.verdict == Verdict::Accepted {
            return None;
        }
        let invalid = (reply.code == Some(422)).then(|| {
            let kind = source.kind.as_deref().unwrap_or_default();
            let name = reply
                .object
                .as_ref()
                .and_then(|object| object.at(["metadata", "name"])?.as_str())
                .unwrap_or_default();
            let mut told = BTreeSet::new();
            let causes: Vec<String> = reply
                .causes
                .iter()
                .map(ToString::to_string)
                .filter(|cause| told.insert(cause.clone()))
                .collect();
            let causes = match causes.as_slice() {
                [cause] => format!("{cause}\n"),
                causes => causes
                    .iter()
                    .fold("\n".to_owned(), |text, cause| format!("{text}* {cause}\n")),
            };
            format!("The {kind} {} is invalid: {causes}", quote(name))
        });
        Some(Failure::Server {
            reason: reply.reason,
            message: format!(
                "error when creating {}: {}",
                quote(self.file),
                reply.message
            ),
            invalid,
        })
    }
}

/// `path.IsValidPathSegmentName`
fn bad_path_segment(name: &str) -> Option<&'static str> {
    match name {
        "." => Some("may not be '.'"),
        ".." => Some("may not be '..'"),
        _ if name.contains('/') => Some("may not contain '/'"),
        _ if name.contains('%') => Some("may not contain '%'"),
        _ => None,
    }
}

/// `util.checkErr`: one failure is told in its own form, several one a line.
fn told(failures: &[Failure]) -> String {
    match failures {
        [] => String::new(),
        [Failure::Client(message)] => format!("error: {message}\n"),
        [
            Failure::Server {
                invalid: Some(invalid),
                ..
            },
        ] => invalid.clone(),
        failures => failures
            .iter()
            .fold(String::new(), |text, failure| match failure {
                Failure::Client(message) => format!("{text}{message}\n"),
                Failure::Server {
                    reason, message, ..
                } => format!("{text}Error from server ({reason}): {message}\n"),
            }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest;

    fn output(text: &str) -> String {
        let manifest = manifest::read(text, syntax::yaml::Budget::default());
        create_output(&manifest, &Environment::literal(), "f.yaml")
    }

    #[test]
    fn one_failure_is_told_in_its_own_form() {
        assert_eq!(output(""), "error: no objects passed to create\n");
        assert_eq!(
            output("apiVersion: v1\nmetadata: {name: a}\n"),
            "error: error validating \"f.yaml\": error validating data: kind not set; if you choose to ignore these errors, \
             turn validation off with --validate=false\n"
        );
        assert_eq!(
            output("apiVersion: v1\nkind: Sevice\nmetadata: {name: a}\n"),
            "error: resource mapping not found for name: \"a\" namespace: \"\" from \"f.yaml\": no matches for kind \"Sevice\" \
             in version \"v1\"\nensure CRDs are installed first\n"
        );
        assert_eq!(
            output("apiVersion: v1\nkind: Pod\nmetadata: {name: 1}\n"),
            "error: unable to decode \"f.yaml\": json: cannot unmarshal number into Go struct field ObjectMeta.metadata.name of \
             type string\n"
        );
        assert_eq!(
            output("apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {}\n"),
            "The Service \"a\" is invalid: spec.ports: Required value\n"
        );
    }

    #[test]
    fn what_kubectl_cannot_read_it_does_not_send() {
        assert_eq!(
            output("kind: ''\napiVersion: v1\nmetadata: {b: <, a: 1.50}\n"),
            "error: unable to decode \"f.yaml\": Object 'Kind' is missing in \
             '{\"apiVersion\":\"v1\",\"kind\":\"\",\"metadata\":{\"a\":1.5,\"b\":\"\\u003c\"}}'\n"
        );
        assert_eq!(
            output("kind: Sevice\napiVersion: v1\nmetadata: [a]\n"),
            "error: unable to decode \"f.yaml\": json: cannot unmarshal array into Go struct field metadataOnlyObject.metadata \
             of type v1.ObjectMeta\n"
        );
        assert_eq!(
            output("kind: Service\napiVersion: ''\nmetadata: {name: a}\n"),
            "Error from server (NotFound): error when creating \"f.yaml\": the server could not find the requested resource\n"
        );
        assert_eq!(
            output("kind: Pod\napiVersion: v1\nmetadata: {name: a, namespace: a/b}\n"),
            "error: error when creating \"f.yaml\": invalid namespace \"a/b\": [may not contain '/']\n"
        );
    }

    #[test]
    fn several_failures_take_a_line_each_and_a_dry_run_creates_nothing() {
        let text = "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n---\n\
                    apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: shop}\n---\n\
                    a: b: c\n---\n\
                    apiVersion: v1\nkind: Nothing\n";
        assert_eq!(
            output(text),
            "Error from server (NotFound): error when creating \"f.yaml\": namespaces \"shop\" not found\n\
             error parsing f.yaml: error converting YAML to JSON: yaml: mapping values are not allowed in this context\n"
        );
    }

    #[test]
    fn the_last_of_duplicate_keys_counts() {
        let text = "apiVersion: v1\nkind: ConfigMap\nkind: ConfigMap\nmetadata: {name: a}\n";
        assert_eq!(output(text), "");
    }
}
