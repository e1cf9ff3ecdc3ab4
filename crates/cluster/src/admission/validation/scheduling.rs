//! Where a Pod may run: affinity, tolerations, spread, gates; and the label selectors in them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Errors, names};
use crate::Value;
use crate::field::Path;
use crate::schema::values::TAINT_EFFECTS;

const ONE_OR_MORE: &str = "must be specified when `operator` is 'In' or 'NotIn'";
const NONE_ALLOWED: &str = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
const NO_OPERATOR: &str = "not a valid selector operator";
const REQUIRED: &str = "requiredDuringSchedulingIgnoredDuringExecution";
const PREFERRED: &str = "preferredDuringSchedulingIgnoredDuringExecution";

/// `ValidateLabelSelector` of package `metav1/validation`.
pub(super) fn label_selector(errors: &mut Errors, path: Path<'_>, selector: &Value) {
    super::meta::labels(errors, path.child("matchLabels"), selector, "matchLabels");
    let list = path.child("matchExpressions");
    for (at, requirement) in selector.list("matchExpressions").iter().enumerate() {
        let path = list.index(at);
        let operator = requirement.text("operator");
        let values = requirement.list("values");
        match operator {
            "In" | "NotIn" if values.is_empty() => {
                errors.required(path.child("values"), ONE_OR_MORE);
            }
            "Exists" | "DoesNotExist" if !values.is_empty() => {
                errors.forbidden(path.child("values"), NONE_ALLOWED);
            }
            "In" | "NotIn" | "Exists" | "DoesNotExist" => {}
            _ => errors.invalid_typed(path.child("operator"), operator, NO_OPERATOR),
        }
        label_key(errors, path.child("key"), requirement.text("key"));
        label_values(errors, path.child("values"), requirement);
    }
}

/// `ValidateLabelName`
fn label_key(errors: &mut Errors, path: Path<'_>, key: &str) {
    errors.messages(path, key, names::qualified_name(key));
}

fn label_values(errors: &mut Errors, path: Path<'_>, requirement: &Value) {
    for (at, value) in requirement.texts("values").enumerate() {
        errors.messages(path.index(at), value, names::label_value(value));
    }
}

/// `validateAffinity`
pub(super) fn affinity(errors: &mut Errors, path: Path<'_>, affinity: &Value) {
    if let Some(node) = affinity.get("nodeAffinity") {
        let path = path.child("nodeAffinity");
        if let Some(required) = node.get(REQUIRED) {
            let path = path.child(REQUIRED);
            let terms = path.child("nodeSelectorTerms");
            if required.list("nodeSelectorTerms").is_empty() {
                errors.required(terms, "must have at least one node selector term");
            }
            for (at, term) in required.list("nodeSelectorTerms").iter().enumerate() {
                node_selector_term(errors, terms.index(at), term, true);
            }
        }
        let preferred = path.child(PREFERRED);
        for (at, term) in node.list(PREFERRED).iter().enumerate() {
            let path = preferred.index(at);
            weight(errors, path, term);
            node_selector_term(
                errors,
                path.child("preference"),
                term.part("preference"),
                false,
            );
        }
    }
    for kind in ["podAffinity", "podAntiAffinity"] {
        let path = path.child(kind);
        let list = path.child(REQUIRED);
        for (at, term) in affinity.part(kind).list(REQUIRED).iter().enumerate() {
            pod_affinity_term(errors, list.index(at), term);
        }
        let list = path.child(PREFERRED);
        for (at, weighted) in affinity.part(kind).list(PREFERRED).iter().enumerate() {
            let path = list.index(at);
            weight(errors, path, weighted);
            let term = weighted.part("podAffinityTerm");
            pod_affinity_term(errors, path.child("podAffinityTerm"), term);
        }
    }
}

fn weight(errors: &mut Errors, path: Path<'_>, term: &Value) {
    let weight = term.int("weight");
    if !(1..=100).contains(&weight) {
        errors.invalid(path.child("weight"), weight, "must be in the range 1-100");
    }
}

/// `ValidateNodeSelectorTerm`; only what is required must have valid values.
fn node_selector_term(errors: &mut Errors, path: Path<'_>, term: &Value, required: bool) {
    let list = path.child("matchExpressions");
    for (at, requirement) in term.list("matchExpressions").iter().enumerate() {
        let path = list.index(at);
        let operator = requirement.text("operator");
        let values = requirement.list("values").len();
        match operator {
            "In" | "NotIn" if values == 0 => errors.required(path.child("values"), ONE_OR_MORE),
            "Exists" | "DoesNotExist" if values > 0 => {
                errors.forbidden(path.child("values"), NONE_ALLOWED);
            }
            "Gt" | "Lt" if values != 1 => errors.required(
                path.child("values"),
                "must be specified single value when `operator` is 'Lt' or 'Gt'",
            ),
            "In" | "NotIn" | "Exists" | "DoesNotExist" | "Gt" | "Lt" => {}
            _ => errors.invalid_typed(path.child("operator"), operator, NO_OPERATOR),
        }
        label_key(errors, path.child("key"), requirement.text("key"));
        if required {
            label_values(errors, path.child("values"), requirement);
        }
    }
    let list = path.child("matchFields");
    for (at, requirement) in term.list("matchFields").iter().enumerate() {
        node_field(errors, list.index(at), requirement);
    }
}

/// `ValidateNodeFieldSelectorRequirement`
fn node_field(errors: &mut Errors, path: Path<'_>, requirement: &Value) {
    let operator = requirement.text("operator");
    let values = path.child("values");
    match operator {
        "In" | "NotIn" if requirement.list("values").len() != 1 => errors.required(
            values,
            "must be only one value when `operator` is 'In' or 'NotIn' for node field selector",
        ),
        "In" | "NotIn" => {}
        _ => errors.invalid_typed(path.child("operator"), operator, NO_OPERATOR),
    }
    let key = requirement.text("key");
    if key == "metadata.name" {
        for (at, name) in requirement.texts("values").enumerate() {
            errors.messages(values.index(at), name, names::dns_subdomain(name));
        }
    } else {
        errors.invalid(path.child("key"), key, "not a valid field selector key");
    }
}

/// `validatePodAffinityTerm`
fn pod_affinity_term(errors: &mut Errors, path: Path<'_>, term: &Value) {
    for selector in ["labelSelector", "namespaceSelector"] {
        label_selector(errors, path.child(selector), term.part(selector));
    }
    for namespace in term.texts("namespaces") {
        errors.messages(
            path.child("namespace"),
            namespace,
            names::dns_label(namespace),
        );
    }
    let keys = ["matchLabelKeys", "mismatchLabelKeys"];
    for list in keys {
        let path = path.child(list);
        if term.list(list).is_empty() {
            continue;
        }
        if !term.has("labelSelector") {
            errors.forbidden(path, "must not be specified when labelSelector is not set");
            continue;
        }
        for (at, key) in term.texts(list).enumerate() {
            label_key(errors, path.index(at), key);
        }
    }
    let list = path.child("matchLabelKeys");
    for (at, key) in term.texts("matchLabelKeys").enumerate() {
        if term.texts("mismatchLabelKeys").any(|other| other == key) {
            let detail = "exists in both matchLabelKeys and mismatchLabelKeys";
            errors.invalid(list.index(at), key, detail);
        }
    }
    let key = term.text("topologyKey");
    if key.is_empty() {
        errors.required(path.child("topologyKey"), "can not be empty");
    }
    label_key(errors, path.child("topologyKey"), key);
}

/// `ValidateTolerations`
pub(super) fn tolerations(errors: &mut Errors, path: Path<'_>, spec: &Value) {
    for (at, toleration) in spec.list("tolerations").iter().enumerate() {
        let path = path.index(at);
        let (key, operator) = (toleration.text("key"), toleration.text("operator"));
        if !key.is_empty() {
            label_key(errors, path.child("key"), key);
        } else if operator != "Exists" {
            errors.invalid_typed(
                path.child("operator"),
                operator,
                r#"operator must be Exists when `key` is empty, which means "match all values and all keys""#,
            );
        }
        let effect = toleration.text("effect");
        if toleration.has("tolerationSeconds") && effect != "NoExecute" {
            let detail = "effect must be 'NoExecute' when `tolerationSeconds` is set";
            errors.invalid_typed(path.child("effect"), effect, detail);
        }
        let value = toleration.text("value");
        match operator {
            "Equal" | "" => {
                let wrong = names::label_value(value);
                if !wrong.is_empty() {
                    errors.invalid(path.child("operator"), value, &wrong.join(";"));
                }
            }
            "Exists" if value.is_empty() => {}
            "Exists" => {
                let detail = "value must be empty when `operator` is 'Exists'";
                errors.invalid(path.child("operator"), value, detail);
            }
            _ => errors.not_supported(path.child("operator"), operator, &["Equal", "Exists"]),
        }
        if !effect.is_empty() && !TAINT_EFFECTS.contains(&effect) {
            errors.not_supported(path.child("effect"), effect, &TAINT_EFFECTS);
        }
    }
}

/// `validateSchedulingGates`
pub(super) fn gates(errors: &mut Errors, path: Path<'_>, spec: &Value) {
    let mut seen = BTreeSet::new();
    for (at, gate) in spec.list("schedulingGates").iter().enumerate() {
        let name = gate.text("name");
        errors.messages(path.index(at), name, names::qualified_name(name));
        if seen.contains(&name) {
            errors.duplicate(path.index(at), name);
        }
        seen.insert(name);
    }
}

/// `validateTopologySpreadConstraints`
pub(super) fn spread<'a>(errors: &mut Errors, path: Path<'_>, spec: &'a Value) {
    let constraints = spec.list("topologySpreadConstraints");
    let kind = |constraint: &'a Value| {
        let action = constraint.text("whenUnsatisfiable");
        (constraint.text("topologyKey"), action)
    };
    let places = constraints.iter().enumerate();
    let last: BTreeMap<_, _> = places.map(|(at, item)| (kind(item), at)).collect();
    for (at, constraint) in constraints.iter().enumerate() {
        let path = path.index(at);
        let skew = constraint.int("maxSkew");
        if skew <= 0 {
            errors.invalid(path.child("maxSkew"), skew, "must be greater than zero");
        }
        let key = constraint.text("topologyKey");
        if key.is_empty() {
            errors.required(path.child("topologyKey"), "can not be empty");
        }
        let action = constraint.text("whenUnsatisfiable");
        let actions = ["DoNotSchedule", "ScheduleAnyway"];
        if !actions.contains(&action) {
            errors.not_supported(path.child("whenUnsatisfiable"), action, &actions);
        }
        if last.get(&(key, action)).is_some_and(|last| *last > at) {
            let pair = format!("{{{key}, {action}}}");
            errors.duplicate(
                path.child("{topologyKey, whenUnsatisfiable}"),
                pair.as_str(),
            );
        }
        if let Some(domains) = constraint.get("minDomains").and_then(Value::as_int) {
            min_domains(errors, path.child("minDomains"), domains, action);
        }
        for field in ["nodeAffinityPolicy", "nodeTaintsPolicy"] {
            if let Some(policy) = constraint.get(field).and_then(Value::as_str)
                && !["Honor", "Ignore"].contains(&policy)
            {
                errors.not_supported(path.child(field), policy, &["Honor", "Ignore"]);
            }
        }
        match_label_keys(errors, path.child("matchLabelKeys"), constraint);
        let selector = constraint.part("labelSelector");
        label_selector(errors, path.child("labelSelector"), selector);
    }
}

fn min_domains(errors: &mut Errors, path: Path<'_>, domains: i64, action: &str) {
    if domains <= 0 {
        errors.invalid(path, domains, "must be greater than zero");
    }
    if action != "DoNotSchedule" {
        let detail =
            format!("can only use minDomains if whenUnsatisfiable=DoNotSchedule, not {action}");
        errors.invalid(path, domains, &detail);
    }
}

/// `validateMatchLabelKeysInTopologySpread`
fn match_label_keys(errors: &mut Errors, path: Path<'_>, constraint: &Value) {
    let keys = constraint.texts("matchLabelKeys");
    let selector = constraint.part("labelSelector");
    if !constraint.has("labelSelector") && !constraint.list("matchLabelKeys").is_empty() {
        errors.forbidden(path, "must not be specified when labelSelector is not set");
    }
    for (at, key) in keys.enumerate() {
        label_key(errors, path.index(at), key);
        let labels = selector.entries("matchLabels");
        let expressions = selector.list("matchExpressions");
        let named = labels.iter().any(|(label, _)| *label == key)
            || expressions
                .iter()
                .any(|expression| expression.text("key") == key);
        if named {
            let detail = "exists in both matchLabelKeys and labelSelector";
            errors.invalid(path.index(at), key, detail);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::admission::create::testing::{pod, refused};

    fn errors(spec: &str) -> Vec<String> {
        refused("Pod", &pod("", &format!(", {spec}")))
    }

    #[test]
    fn tolerations() {
        assert_eq!(
            errors(
                r#""tolerations": [{"operator": "Equal"}, {"key": "a", "operator": "in", "effect": "no", "tolerationSeconds": 1}]"#
            ),
            [
                r#"spec.tolerations[0].operator: Invalid value: "Equal": operator must be Exists when `key` is empty, which means "match all values and all keys""#,
                r#"spec.tolerations[1].effect: Invalid value: "no": effect must be 'NoExecute' when `tolerationSeconds` is set"#,
                r#"spec.tolerations[1].operator: Unsupported value: "in": supported values: "Equal", "Exists""#,
                r#"spec.tolerations[1].effect: Unsupported value: "no": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute""#,
            ]
        );
    }

    #[test]
    fn node_affinity() {
        assert_eq!(
            errors(
                r#""affinity": {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [
                    {"matchExpressions": [{"key": "a", "operator": "In"}, {"key": "a", "operator": "Is"}],
                     "matchFields": [{"key": "x", "operator": "In", "values": ["n"]}]}]},
                   "preferredDuringSchedulingIgnoredDuringExecution": [{"weight": 0, "preference": {}}]}}"#
            ),
            [
                "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
                r#"spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[1].operator: Invalid value: "Is": not a valid selector operator"#,
                r#"spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchFields[0].key: Invalid value: "x": not a valid field selector key"#,
                "spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid value: 0: must be in the range 1-100",
            ]
        );
    }

    #[test]
    fn pod_affinity_needs_a_topology_key() {
        let wrong = errors(
            r#""affinity": {"podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [{"matchLabelKeys": ["a"]}]}}"#,
        );
        let path =
            "spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]";
        assert_eq!(
            wrong[..2],
            [
                format!(
                    "{path}.matchLabelKeys: Forbidden: must not be specified when labelSelector is not set"
                ),
                format!("{path}.topologyKey: Required value: can not be empty"),
            ]
        );
    }

    #[test]
    fn spread_and_gates() {
        let constraint = r#"{"maxSkew": 1, "topologyKey": "zone", "whenUnsatisfiable": "ScheduleAnyway", "minDomains": 1}"#;
        assert_eq!(
            errors(&format!(
                r#""topologySpreadConstraints": [{constraint}, {constraint}], "schedulingGates": [{{"name": "a"}}, {{"name": "a"}}]"#
            )),
            [
                r#"spec.schedulingGates[1]: Duplicate value: "a""#,
                r#"spec.topologySpreadConstraints[0].{topologyKey, whenUnsatisfiable}: Duplicate value: "{zone, ScheduleAnyway}""#,
                "spec.topologySpreadConstraints[0].minDomains: Invalid value: 1: can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ScheduleAnyway",
                "spec.topologySpreadConstraints[1].minDomains: Invalid value: 1: can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ScheduleAnyway",
            ]
        );
    }
}
