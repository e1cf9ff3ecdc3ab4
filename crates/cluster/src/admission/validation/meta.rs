//! `metadata`, as `ValidateObjectMeta` and package `metav1/validation` judge it.

use super::Errors;
use super::names::{self, Messages};
use crate::Value;
use crate::field::{BadValue, Path};

/// What a kind's names must be.
#[derive(Clone, Copy, Debug)]
pub(super) enum NameRule {
    /// `NameIsDNSSubdomain`: most kinds.
    DnsSubdomain,
    /// `NameIsDNSLabel`: Services (since 1.36 digits may lead), Namespaces.
    DnsLabel,
}

/// What stands for the five characters that the server adds to a `generateName`.
pub(crate) const RANDOM_SUFFIX: &str = "<random>";

impl NameRule {
    fn check(self, name: &str) -> Messages {
        match self {
            Self::DnsSubdomain => names::dns_subdomain(name),
            Self::DnsLabel => names::dns_label(name),
        }
    }
}

const ANNOTATIONS_LIMIT: usize = 256 * 1024;

/// `ValidateObjectMeta`
pub(super) fn object_meta(errors: &mut Errors, object: &Value, namespaced: bool, rule: NameRule) {
    let meta = object.part("metadata");
    let path = Path::new("metadata");
    name(errors, meta, rule);
    match (namespaced, meta.text("namespace")) {
        (true, "") => errors.required(path.child("namespace"), ""),
        (true, namespace) => {
            let messages = names::dns_label(namespace);
            errors.messages(path.child("namespace"), namespace, messages);
        }
        (false, "") => {}
        (false, _) => errors.forbidden(path.child("namespace"), "not allowed on this type"),
    }
    labels(errors, path.child("labels"), meta, "labels");
    annotations(errors, path.child("annotations"), meta);
    owner_references(errors, path.child("ownerReferences"), meta);
    finalizers(errors, path.child("finalizers"), meta);
}

fn name(errors: &mut Errors, meta: &Value, rule: NameRule) {
    let path = Path::new("metadata");
    let prefix = meta.text("generateName");
    if !prefix.is_empty() {
        let messages = rule.check(&names::mask_trailing_dash(prefix));
        errors.messages(path.child("generateName"), prefix, messages);
    }
    let name = meta.text("name");
    if name.is_empty() {
        errors.required(path.child("name"), "name or generateName is required");
        return;
    }
    errors.messages(path.child("name"), name, rule.check(&name_of(meta)));
}

/// The name of an object: as it is, or one that the server could make of its `generateName`.
pub(crate) fn name_of(meta: &Value) -> std::borrow::Cow<'_, str> {
    let name = meta.text("name");
    match name.strip_suffix(RANDOM_SUFFIX) {
        Some(prefix) if prefix == meta.text("generateName") => generated(prefix).into(),
        _ => name.into(),
    }
}

/// A name that `SimpleNameGenerator` could make of `prefix`: at most 63 characters, the last five of them random.
fn generated(prefix: &str) -> String {
    let mut name: String = prefix.into();
    let fit = (0..=prefix.len().min(58)).rev();
    name.truncate(
        fit.into_iter()
            .find(|at| prefix.is_char_boundary(*at))
            .unwrap_or(0),
    );
    name + "xxxxx"
}

/// `ValidateLabels` of the map field `key` of `holder`.
pub(super) fn labels(errors: &mut Errors, path: Path<'_>, holder: &Value, key: &str) {
    for (name, value) in holder.entries(key) {
        let value = value.as_str().unwrap_or_default();
        errors.messages(path, name, names::qualified_name(name));
        errors.messages(path, value, names::label_value(value));
    }
}

/// `ValidateAnnotations`
pub(super) fn annotations(errors: &mut Errors, path: Path<'_>, meta: &Value) {
    let mut size = 0;
    for (key, value) in meta.entries("annotations") {
        // The case of a key does not matter.
        let messages = names::qualified_name(&key.to_lowercase());
        errors.messages(path, key, messages);
        size += key.len() + value.as_str().map_or(0, str::len);
    }
    if size > ANNOTATIONS_LIMIT {
        errors.too_long(path, ANNOTATIONS_LIMIT);
    }
}

/// `ValidateOwnerReferences`
fn owner_references(errors: &mut Errors, path: Path<'_>, meta: &Value) {
    let mut controller: Option<String> = None;
    for owner in meta.list("ownerReferences") {
        let version = owner.text("apiVersion");
        let parts: Vec<&str> = version.split('/').collect();
        if parts.len() > 2 || parts.last().is_none_or(|part| part.is_empty()) {
            errors.invalid(
                path.child("apiVersion"),
                version,
                "version must not be empty",
            );
        }
        for field in ["kind", "name", "uid"] {
            // The uid is a string of a type of its own, but empty it looks the same.
            if owner.text(field).is_empty() {
                errors.invalid(path.child(field), "", "must not be empty");
            }
        }
        if version == "v1" && owner.text("kind") == "Event" {
            let detail = "/v1, Kind=Event is disallowed from being an owner";
            errors.invalid(path, BadValue::from(owner), detail);
        }
        if owner.flag("controller") {
            let current = format!("{}/{}", owner.text("kind"), owner.text("name"));
            match &controller {
                None => controller = Some(current),
                Some(first) => {
                    let owners = meta.get("ownerReferences").map(BadValue::from);
                    let detail = format!(
                        "Only one reference can have Controller set to true. Found \"true\" in references for {first} and {current}"
                    );
                    errors.invalid(path, owners.unwrap_or(BadValue::Null), &detail);
                }
            }
        }
    }
}

/// `ValidateFinalizers`
fn finalizers(errors: &mut Errors, path: Path<'_>, meta: &Value) {
    for finalizer in meta.texts("finalizers") {
        errors.messages(path, finalizer, names::qualified_name(finalizer));
    }
    let has = |name| meta.texts("finalizers").any(|finalizer| finalizer == name);
    if has("orphan") && has("foregroundDeletion") {
        let all = meta
            .get("finalizers")
            .map_or(BadValue::Null, BadValue::from);
        let detail = "finalizer orphan and foregroundDeletion cannot be both set";
        errors.invalid(path, all, detail);
    }
}

/// `ValidateNamespace`
pub(super) fn namespace(errors: &mut Errors, object: &Value) {
    object_meta(errors, object, false, NameRule::DnsLabel);
}

#[cfg(test)]
mod tests {
    use crate::admission::create::testing::{created, refused};

    fn errors(meta: &str) -> Vec<String> {
        refused("Endpoints", &format!(r#"{{"metadata": {meta}}}"#))
    }

    #[test]
    fn names() {
        assert_eq!(
            errors("{}"),
            ["metadata.name: Required value: name or generateName is required"]
        );
        assert_eq!(errors(r#"{"name": "a.b"}"#), [""; 0]);
        assert_eq!(errors(r#"{"generateName": "a-"}"#), [""; 0]);
        let wrong = errors(r#"{"generateName": "A"}"#);
        assert!(wrong[0].starts_with(r#"metadata.generateName: Invalid value: "A": "#));
        assert!(wrong[1].starts_with(r#"metadata.name: Invalid value: "A<random>": "#));
    }

    #[test]
    fn a_generated_name_is_cut_to_fit() {
        let prefix = "a".repeat(70);
        let (_, warnings) = created(
            "Pod",
            &format!(
                r#"{{"metadata": {{"generateName": "{prefix}"}}, "spec": {{"containers": [{{"name": "c", "image": "i"}}]}}}}"#
            ),
        );
        assert_eq!(warnings, [""; 0]);
    }

    #[test]
    fn a_namespace_lives_in_none() {
        let wrong = refused(
            "Namespace",
            r#"{"metadata": {"name": "a.b", "namespace": "x"}}"#,
        );
        assert_eq!(
            wrong,
            [
                r#"metadata.name: Invalid value: "a.b": must not contain dots"#,
                "metadata.namespace: Forbidden: not allowed on this type",
            ]
        );
    }

    #[test]
    fn owners_and_finalizers() {
        let wrong = errors(
            r#"{"name": "a", "ownerReferences": [{"apiVersion": "apps/", "kind": "K", "name": "n"}],
                "finalizers": ["orphan", "foregroundDeletion"]}"#,
        );
        assert_eq!(
            wrong,
            [
                r#"metadata.ownerReferences.apiVersion: Invalid value: "apps/": version must not be empty"#,
                r#"metadata.ownerReferences.uid: Invalid value: "": must not be empty"#,
                r#"metadata.finalizers: Invalid value: ["orphan","foregroundDeletion"]: finalizer orphan and foregroundDeletion cannot be both set"#,
            ]
        );
    }

    #[test]
    fn annotations_may_have_capitals_but_not_be_huge() {
        assert_eq!(
            errors(r#"{"name": "a", "annotations": {"X.IO/a": ""}}"#),
            [""; 0]
        );
        let value = "x".repeat(256 * 1024);
        let wrong = errors(&format!(
            r#"{{"name": "a", "annotations": {{"a": "{value}"}}}}"#
        ));
        assert_eq!(
            wrong,
            ["metadata.annotations: Too long: may not be more than 262144 bytes"]
        );
    }
}
