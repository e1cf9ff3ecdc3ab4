//! What a create request does to one decoded object.

use super::allocation::Allocator;
use super::{defaults, plugins, validation, warnings};
use crate::field::FieldError;
use crate::{Environment, Value};

/// Why an object was not created.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Refusal {
    /// 422: its mistakes.
    Invalid(Vec<FieldError>),
    /// 403: an admission plugin's whole message.
    Forbidden(String),
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
    let mark = allocator.mark();
    let created = create_from(kind, object, allocator, environment);
    if created.is_err() {
        allocator.undo(mark);
    }
    created
}

fn create_from(
    kind: &str,
    object: &mut Value,
    allocator: &mut Allocator,
    environment: &Environment,
) -> Result<Vec<String>, Refusal> {
    defaults::apply(kind, object, environment);
    let judged_by_class =
        kind == "Pod" && !(environment.assume_classes && plugins::names_a_class(object));
    if judged_by_class {
        plugins::admit(object).map_err(Refusal::Forbidden)?;
    }
    // A Service gets its addresses before it is validated; nothing else gets any.
    if kind == "Service" {
        allocator.service(object)?;
    }
    let errors = validation::validate(kind, object);
    if !errors.is_empty() {
        return Err(Refusal::Invalid(errors));
    }
    if judged_by_class {
        plugins::validate(object).map_err(Refusal::Forbidden)?;
    }
    defaults::write_out(kind, object);
    Ok(warnings::of(kind, object))
}

#[cfg(test)]
pub(super) mod testing {
    use super::*;
    use crate::admission::from_json;

    /// The object that is created from `json`, and the warnings.
    pub(in crate::admission) fn created(kind: &str, json: &str) -> (Value, Vec<String>) {
        let mut object = from_json(json);
        let mut allocator = Allocator::default();
        match create(kind, &mut object, &mut allocator, &Environment::default()) {
            Ok(warnings) => (object, warnings),
            Err(refusal) => panic!("{refusal:?}"),
        }
    }

    /// The mistakes for which `json` is refused.
    pub(in crate::admission) fn refused(kind: &str, json: &str) -> Vec<String> {
        let mut object = from_json(json);
        let mut allocator = Allocator::default();
        match create(kind, &mut object, &mut allocator, &Environment::default()) {
            Ok(_) => Vec::new(),
            Err(Refusal::Invalid(errors)) => errors.iter().map(ToString::to_string).collect(),
            Err(refusal) => panic!("{refusal:?}"),
        }
    }

    /// A Service of this spec.
    pub(in crate::admission) fn service(spec: &str) -> String {
        format!(r#"{{"metadata": {{"name": "web"}}, "spec": {spec}}}"#)
    }

    /// A Pod with one good container, these fields in it, and these in the spec; each begins with a comma if it is not empty.
    pub(in crate::admission) fn pod(container: &str, spec: &str) -> String {
        format!(
            r#"{{"metadata": {{"name": "web"}}, "spec": {{"containers": [{{"name": "c", "image": "i"{container}}}]{spec}}}}}"#
        )
    }

    #[test]
    fn a_refused_service_keeps_nothing() {
        let mut allocator = Allocator::default();
        let environment = Environment::default();
        let mut bad = from_json(&service(r#"{"ports": [{"port": 0}]}"#));
        assert!(create("Service", &mut bad, &mut allocator, &environment).is_err());
        let mut good = from_json(&service(r#"{"ports": [{"port": 80}]}"#));
        assert_eq!(
            create("Service", &mut good, &mut allocator, &environment),
            Ok(Vec::new())
        );
        assert_eq!(good.part("spec").text("clusterIP"), "10.96.0.101");
    }

    #[test]
    fn addresses_are_refused_before_anything_else() {
        let both = service(r#"{"clusterIP": "172.16.0.9", "ports": [{"port": 0}]}"#);
        assert_eq!(
            refused("Service", &both),
            [
                r#"spec.clusterIPs: Invalid value: ["172.16.0.9"]: failed to allocate IP 172.16.0.9: the provided IP (172.16.0.9) is not in the valid range. The range of valid IPs is 10.96.0.0/12"#
            ]
        );
    }

    #[test]
    fn what_only_the_server_sets_is_gone() {
        let (pod, _) = created(
            "Pod",
            r#"{"metadata": {"name": "a", "deletionTimestamp": "2026-01-01T00:00:00Z", "uid": "x"},
            "spec": {"containers": [{"name": "c", "image": "i"}]}, "status": {"phase": "Running"}}"#,
        );
        assert_eq!(
            pod.part("metadata"),
            &from_json(r#"{"name": "a", "namespace": "default"}"#)
        );
        assert_eq!(pod.part("status").text("phase"), "Pending");
    }
}
