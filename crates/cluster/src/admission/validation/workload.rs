//! Workloads with a Pod template: `pkg/apis/{apps,core}/validation`.

use std::collections::BTreeMap;

use super::meta::{self, NameRule};
use super::pod::non_negative;
use super::scheduling::label_selector;
use super::{Errors, pod};
use crate::field::{BadValue, Path};
use crate::{Map, Value};

const SPEC: Path<'static> = Path::new("spec");
const PERCENT: &str = "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";

/// Everything that is wrong with a workload of `kind`.
pub(super) fn validate(errors: &mut Errors, kind: &str, object: &Value) {
    let name = match kind {
        // `ValidateStatefulSetName`: its Pods' host names begin with it.
        "StatefulSet" => NameRule::DnsLabel,
        _ => NameRule::DnsSubdomain,
    };
    meta::object_meta(errors, object, true, name);
    let spec = object.part("spec");
    match kind {
        "Deployment" => deployment(errors, spec),
        "ReplicaSet" => {
            counts(errors, spec, &["replicas", "minReadySeconds"]);
            selector_and_template(errors, spec, "ReplicaSet");
        }
        "StatefulSet" => stateful_set(errors, spec),
        "DaemonSet" => daemon_set(errors, spec),
        "ReplicationController" => replication_controller(errors, spec),
        "Job" => job(errors, SPEC, spec),
        "CronJob" => {
            if spec.text("schedule").is_empty() {
                errors.required(SPEC.child("schedule"), "");
            }
            let template = SPEC.child("jobTemplate");
            let job_spec = spec.part("jobTemplate").part("spec");
            job(errors, template.child("spec"), job_spec);
        }
        _ => {}
    }
}

fn counts(errors: &mut Errors, spec: &Value, fields: &[&str]) {
    for field in fields {
        non_negative(errors, SPEC.child(field), spec.int(field));
    }
}

/// `ValidateDeploymentSpec`
fn deployment(errors: &mut Errors, spec: &Value) {
    counts(errors, spec, &["replicas"]);
    selector_and_template(errors, spec, "ReplicaSet");
    strategy(errors, spec.part("strategy"));
    counts(errors, spec, &["minReadySeconds", "revisionHistoryLimit"]);
    if let Some(deadline) = spec.get("progressDeadlineSeconds").and_then(Value::as_int) {
        let path = SPEC.child("progressDeadlineSeconds");
        non_negative(errors, path, deadline);
        if deadline <= spec.int("minReadySeconds") {
            errors.invalid(path, deadline, "must be greater than minReadySeconds");
        }
    }
}

/// `ValidateStatefulSetSpec`: the volumes of its template may be claims, so the template's spec is not looked into.
fn stateful_set(errors: &mut Errors, spec: &Value) {
    let policy = spec.text("podManagementPolicy");
    if !matches!(policy, "OrderedReady" | "Parallel") {
        let detail = "must be 'OrderedReady' or 'Parallel'";
        errors.invalid_typed(SPEC.child("podManagementPolicy"), policy, detail);
    }
    counts(errors, spec, &["replicas", "minReadySeconds"]);
    let selected = match spec.get("selector") {
        None => {
            errors.required(SPEC.child("selector"), "");
            Some(false)
        }
        Some(selector) => check_selector(errors, selector, spec, "statefulset"),
    };
    let template = spec.part("template");
    let path = SPEC.child("template");
    match selected {
        None => {
            let selector = selector_as_go(spec.part("selector"));
            errors.invalid(SPEC.child("selector"), selector, "");
        }
        Some(selected) => {
            if !selected {
                mismatch(errors, template);
            }
            pod::template_meta(errors, path, template);
        }
    }
    always_restarts(errors, template, "StatefulSet");
}

/// `ValidateDaemonSetSpec`
fn daemon_set(errors: &mut Errors, spec: &Value) {
    let template = spec.part("template");
    let selected = match spec.get("selector") {
        None => Some(false),
        Some(selector) => check_selector(errors, selector, spec, "daemonset"),
    };
    if selected == Some(false) {
        mismatch(errors, template);
    }
    pod::template(errors, SPEC.child("template"), template);
    always_restarts(errors, template, "DaemonSet");
    counts(errors, spec, &["minReadySeconds", "revisionHistoryLimit"]);
}

/// `ValidateReplicationControllerSpec`
fn replication_controller(errors: &mut Errors, spec: &Value) {
    counts(errors, spec, &["minReadySeconds"]);
    if spec.entries("selector").is_empty() {
        errors.required(SPEC.child("selector"), "");
    }
    counts(errors, spec, &["replicas"]);
    let template = spec.part("template");
    if !matches_labels(spec.part("selector"), template) {
        mismatch(errors, template);
    }
    pod::template(errors, SPEC.child("template"), template);
    always_restarts(errors, template, "ReplicationController");
}

/// The part of `validateJobSpec` that is about the Pods.
fn job(errors: &mut Errors, path: Path<'_>, spec: &Value) {
    for field in ["parallelism", "completions", "backoffLimit"] {
        non_negative(errors, path.child(field), spec.int(field));
    }
    let template = spec.part("template");
    let path = path.child("template");
    pod::template(errors, path, template);
    let restart = template.part("spec").text("restartPolicy");
    if !matches!(restart, "OnFailure" | "Never") {
        let spec_path = path.child("spec");
        let detail = r#"valid values: "OnFailure", "Never""#;
        errors.required(spec_path.child("restartPolicy"), detail);
    }
}

/// The selector of a Deployment or ReplicaSet, and the template that it must match.
fn selector_and_template(errors: &mut Errors, spec: &Value, kind: &str) {
    let path = SPEC.child("selector");
    let template = spec.part("template");
    let selected = match spec.get("selector") {
        None => {
            errors.required(path, "");
            // No selector matches nothing.
            Some(false)
        }
        Some(selector) => check_selector(errors, selector, spec, "deployment"),
    };
    match selected {
        None => {
            let selector = selector_as_go(spec.part("selector"));
            errors.invalid(path, selector, "invalid label selector");
            return;
        }
        Some(false) => mismatch(errors, template),
        Some(true) => {}
    }
    pod::template(errors, SPEC.child("template"), template);
    always_restarts(errors, template, kind);
}

/// Whether the template has the labels that `selector` wants; none if the selector cannot be read.
fn check_selector(errors: &mut Errors, selector: &Value, spec: &Value, what: &str) -> Option<bool> {
    let path = SPEC.child("selector");
    let before = errors.len();
    label_selector(errors, path, selector);
    let malformed = errors.len() > before;
    let labels = selector.entries("matchLabels").len();
    if labels + selector.list("matchExpressions").len() == 0 {
        let detail = format!("empty selector is invalid for {what}");
        errors.invalid(path, selector_as_go(selector), &detail);
    }
    let template = spec.part("template");
    let expressions = selector.list("matchExpressions").iter();
    (!malformed).then(|| {
        matches_labels(selector.part("matchLabels"), template) && { expressions }
            .all(|requirement| matches_requirement(requirement, template))
    })
}

fn mismatch(errors: &mut Errors, template: &Value) {
    let labels = sorted(template.part("metadata"), "labels");
    let path = SPEC.child("template");
    let meta = path.child("metadata");
    let detail = "`selector` does not match template `labels`";
    errors.invalid(meta.child("labels"), BadValue::Json(labels), detail);
}

/// The Pods of a set are restarted for ever.
fn always_restarts(errors: &mut Errors, template: &Value, kind: &str) {
    let path = SPEC.child("template");
    let path = path.child("spec");
    let restart = template.part("spec").text("restartPolicy");
    if restart != "Always" {
        errors.not_supported(path.child("restartPolicy"), restart, &["Always"]);
    }
    if template.part("spec").has("activeDeadlineSeconds") {
        let detail = format!("activeDeadlineSeconds in {kind} is not Supported");
        errors.forbidden(path.child("activeDeadlineSeconds"), &detail);
    }
}

/// A selector as Go writes it: its fields in the order of the struct, labels sorted.
fn selector_as_go(selector: &Value) -> BadValue {
    let mut go = Map::new();
    if !selector.entries("matchLabels").is_empty() {
        go.insert("matchLabels", sorted(selector, "matchLabels"));
    }
    if let Some(expressions) = selector.get("matchExpressions") {
        let expressions = expressions.items().iter().map(|expression| {
            let mut go = Map::new();
            for field in ["key", "operator", "values"] {
                if let Some(value) = expression.get(field) {
                    go.insert(field, value.clone());
                }
            }
            Value::from(go)
        });
        go.insert("matchExpressions", expressions.collect::<Vec<_>>());
    }
    BadValue::Json(go.into())
}

/// The map field `key` with its entries sorted; null if it is missing.
fn sorted(holder: &Value, key: &str) -> Value {
    if !holder.has(key) {
        return Value::Null;
    }
    let entries = holder.entries(key);
    let entries = entries.into_iter();
    let map: Map = entries
        .map(|(key, value)| (key.into(), value.clone()))
        .collect();
    map.into()
}

fn matches_labels(wanted: &Value, template: &Value) -> bool {
    let labels = template.part("metadata").entries("labels");
    let labels: BTreeMap<&str, &Value> = labels.into_iter().collect();
    let mut wanted = wanted.as_map().into_iter().flat_map(Map::iter);
    wanted.all(|(key, value)| labels.get(&**key) == Some(&value))
}

fn matches_requirement(requirement: &Value, template: &Value) -> bool {
    let key = requirement.text("key");
    let label = template
        .at(["metadata", "labels", key])
        .and_then(Value::as_str);
    let listed = label.is_some_and(|label| requirement.texts("values").any(|value| value == label));
    match requirement.text("operator") {
        "In" => listed,
        "NotIn" => !listed,
        "Exists" => label.is_some(),
        _ => label.is_none(),
    }
}

/// `ValidateDeploymentStrategy`
fn strategy(errors: &mut Errors, strategy: &Value) {
    let path = SPEC.child("strategy");
    let field = path.child("rollingUpdate");
    match (strategy.text("type"), strategy.get("rollingUpdate")) {
        ("Recreate", None) => {}
        ("Recreate", Some(_)) => {
            let detail = "may not be specified when strategy `type` is 'Recreate'";
            errors.forbidden(field, detail);
        }
        ("RollingUpdate", None) => {
            errors.required(field, "this should be defaulted and never be nil");
        }
        ("RollingUpdate", Some(rolling)) => rolling_update(errors, field, rolling),
        (kind, rolling) => {
            let rolling = rolling.map(|rolling| {
                let mut go = Map::new();
                go.insert("MaxUnavailable", rolling.part("maxUnavailable").clone());
                go.insert("MaxSurge", rolling.part("maxSurge").clone());
                Value::from(go)
            });
            let mut go = Map::new();
            go.insert("Type", kind.to_owned());
            go.insert("RollingUpdate", rolling.unwrap_or_default());
            let bad = BadValue::Json(go.into());
            let supported = ["Recreate", "RollingUpdate"];
            errors.push(crate::field::FieldError::not_supported(
                path, bad, &supported,
            ));
        }
    }
}

/// `ValidateRollingUpdateDeployment`
fn rolling_update(errors: &mut Errors, path: Path<'_>, rolling: &Value) {
    for field in ["maxUnavailable", "maxSurge"] {
        match rolling.get(field) {
            Some(Value::String(text)) if percent(text).is_none() => {
                errors.invalid(path.child(field), BadValue::typed(text), PERCENT);
            }
            Some(Value::Int(number)) => non_negative(errors, path.child(field), *number),
            _ => {}
        }
    }
    let unavailable = rolling.part("maxUnavailable");
    let field = path.child("maxUnavailable");
    if is_none(unavailable) && is_none(rolling.part("maxSurge")) {
        errors.invalid(
            field,
            BadValue::from(unavailable),
            "may not be 0 when `maxSurge` is 0",
        );
    }
    if unavailable
        .as_str()
        .and_then(percent)
        .is_some_and(|percent| percent > 100)
    {
        let detail = "must not be greater than 100%";
        errors.invalid(field, BadValue::from(unavailable), detail);
    }
}

fn percent(text: &str) -> Option<u64> {
    let digits = text.strip_suffix('%')?;
    let digits_only = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits_only.then(|| digits.parse().unwrap_or(u64::MAX))
}

/// `getIntOrPercentValue` is 0.
fn is_none(value: &Value) -> bool {
    match value {
        Value::String(text) => percent(text).unwrap_or_default() == 0,
        value => value.as_int().unwrap_or_default() == 0,
    }
}

#[cfg(test)]
mod tests {
    use crate::admission::create::testing::{created, refused};

    fn deployment(fields: &str) -> String {
        format!(
            r#"{{"metadata": {{"name": "site"}}, "spec": {{"template": {{"metadata": {{"labels": {{"b": "2", "a": "1"}}}},
                "spec": {{"containers": [{{"name": "c", "image": "i"}}]}}}}, {fields}}}}}"#
        )
    }

    fn errors(fields: &str) -> Vec<String> {
        refused("Deployment", &deployment(fields))
    }

    #[test]
    fn a_selector_must_match_the_template() {
        let mismatch = r#"spec.template.metadata.labels: Invalid value: {"a":"1","b":"2"}: `selector` does not match template `labels`"#;
        assert_eq!(
            errors(r#""selector": {"matchLabels": {"a": "1"}}"#),
            [""; 0]
        );
        assert_eq!(
            errors(r#""selector": {"matchLabels": {"a": "2"}}"#),
            [mismatch]
        );
        assert_eq!(
            errors(r#""replicas": 1"#),
            ["spec.selector: Required value", mismatch]
        );
        let unlabelled = deployment(r#""selector": {"matchLabels": {"a": "1"}}"#)
            .replace(r#"{"b": "2", "a": "1"}"#, "{}");
        assert_eq!(
            refused("Deployment", &unlabelled),
            [
                "spec.template.metadata.labels: Invalid value: {}: `selector` does not match template `labels`"
            ]
        );
        assert_eq!(
            errors(r#""selector": {"matchLabels": {}}"#),
            ["spec.selector: Invalid value: {}: empty selector is invalid for deployment"]
        );
        assert_eq!(
            errors(
                r#""selector": {"matchExpressions": [{"key": "a", "operator": "Exists"}, {"key": "a", "operator": "In", "values": ["2"]}]}"#
            ),
            [mismatch]
        );
    }

    #[test]
    fn a_bad_selector_spares_the_template() {
        let wrong = errors(r#""selector": {"matchLabels": {"a": "-"}}"#);
        assert!(wrong[0].starts_with(r#"spec.selector.matchLabels: Invalid value: "-": "#));
        assert_eq!(
            wrong[1..],
            [r#"spec.selector: Invalid value: {"matchLabels":{"a":"-"}}: invalid label selector"#]
        );
    }

    #[test]
    fn strategies() {
        let cases = [
            (
                r#""strategy": {"type": "Rolling"}"#,
                r#"spec.strategy: Unsupported value: {"Type":"Rolling","RollingUpdate":null}: supported values: "Recreate", "RollingUpdate""#,
            ),
            (
                r#""strategy": {"rollingUpdate": {"maxUnavailable": 0, "maxSurge": "0%"}}"#,
                "spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0",
            ),
            (
                r#""strategy": {"type": "Recreate", "rollingUpdate": {}}"#,
                "spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'",
            ),
            (
                r#""replicas": -1"#,
                "spec.replicas: Invalid value: -1: must be greater than or equal to 0",
            ),
            (
                r#""progressDeadlineSeconds": 5, "minReadySeconds": 5"#,
                "spec.progressDeadlineSeconds: Invalid value: 5: must be greater than minReadySeconds",
            ),
        ];
        for (fields, error) in cases {
            let selector = r#""selector": {"matchLabels": {"a": "1"}}"#;
            assert_eq!(errors(&format!("{selector}, {fields}")), [error]);
        }
    }

    #[test]
    fn the_claims_of_a_stateful_set_are_volumes() {
        let set = deployment(
            r#""selector": {"matchLabels": {"a": "1"}}, "serviceName": "s", "volumeClaimTemplates": [{"metadata": {"name": "v"}}]"#,
        );
        let set = set.replace(
            r#""image": "i""#,
            r#""image": "i", "volumeMounts": [{"name": "v", "mountPath": "/v"}]"#,
        );
        assert_eq!(refused("StatefulSet", &set), [""; 0]);
        let wrong = refused("Deployment", &set);
        assert_eq!(
            wrong,
            [r#"spec.template.spec.containers[0].volumeMounts[0].name: Not found: "v""#]
        );
    }

    #[test]
    fn the_pods_of_a_job_end() {
        assert_eq!(
            refused("Job", &deployment(r#""parallelism": 2"#)),
            [
                r#"spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never""#
            ]
        );
    }

    #[test]
    fn a_template_has_defaults_but_not_those_of_a_pod() {
        let (object, _) = created(
            "Deployment",
            &deployment(r#""selector": {"matchLabels": {"a": "1"}}"#),
        );
        let spec = object.part("spec").part("template").part("spec");
        assert_eq!(spec.text("dnsPolicy"), "ClusterFirst");
        assert!(!spec.has("enableServiceLinks") && !spec.has("tolerations"));
        assert_eq!(
            object.at(["spec", "strategy", "rollingUpdate", "maxSurge"]),
            Some(&"25%".into())
        );
    }
}
