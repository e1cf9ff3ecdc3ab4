//! The admission plugins that refuse a new Pod, with 403 instead of a list of mistakes.

use crate::Value;

/// Priority classes that every cluster has, and the priorities they stand for.
const PRIORITY_CLASSES: [(&str, i64); 2] = [
    ("system-cluster-critical", 2_000_000_000),
    ("system-node-critical", 2_000_001_000),
];
const PREEMPTION: &str = "PreemptLowerPriority";

/// What plugins `Priority` and `RuntimeClass` make of a Pod before it is validated: the fields they fill in, or why they refuse.
pub(super) fn admit(pod: &mut Value) -> Result<(), String> {
    let spec = pod.part("spec");
    let class = spec.text("priorityClassName");
    let priority = match class {
        "" => 0,
        class => {
            let known = PRIORITY_CLASSES.iter().find(|(name, _)| *name == class);
            known.map(|(_, priority)| *priority).ok_or_else(|| {
                forbidden(
                    pod,
                    &format!("no PriorityClass with name {class} was found"),
                )
            })?
        }
    };
    let given = spec.get("priority").and_then(Value::as_int);
    if let Some(given) = given.filter(|given| *given != priority) {
        return Err(forbidden(
            pod,
            &format!(
                "the integer value of priority ({given}) must not be provided in pod spec; priority admission controller computed {priority} from the given PriorityClass name"
            ),
        ));
    }
    let policy = spec.get("preemptionPolicy").and_then(Value::as_str);
    if let Some(policy) = policy.filter(|policy| *policy != PREEMPTION) {
        return Err(forbidden(
            pod,
            &format!(
                "the string value of PreemptionPolicy ({policy}) must not be provided in pod spec; priority admission controller computed {PREEMPTION} from the given PriorityClass name"
            ),
        ));
    }
    if let Some(class) = spec.get("runtimeClassName").and_then(Value::as_str) {
        let class = crate::field::quote(class);
        let reason = format!("pod rejected: RuntimeClass {class} not found");
        return Err(forbidden(pod, &reason));
    }
    if let Some(spec) = pod.as_map_mut().and_then(|pod| pod.get_mut("spec"))
        && let Some(spec) = spec.as_map_mut()
    {
        spec.insert("priority", priority);
        spec.insert("preemptionPolicy", PREEMPTION);
    }
    Ok(())
}

/// Whether a Pod names a class that not every cluster has.
pub(super) fn names_a_class(pod: &Value) -> bool {
    let spec = pod.part("spec");
    let class = spec.text("priorityClassName");
    let own = PRIORITY_CLASSES.iter().any(|(name, _)| *name == class);
    !class.is_empty() && !own || spec.has("runtimeClassName")
}

/// What plugin `RuntimeClass` refuses of a valid Pod.
pub(super) fn validate(pod: &Value) -> Result<(), String> {
    match pod.part("spec").entries("overhead").is_empty() {
        true => Ok(()),
        false => Err(forbidden(
            pod,
            "pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead",
        )),
    }
}

/// `admission.NewForbidden`
fn forbidden(pod: &Value, reason: &str) -> String {
    let meta = pod.part("metadata");
    let name = match (meta.text("generateName"), meta.text("name")) {
        ("", "") => "Unknown",
        (prefix, name) if name.is_empty() || name.ends_with(super::validation::RANDOM_SUFFIX) => {
            prefix
        }
        (_, name) => name,
    };
    format!("pods {} is forbidden: {reason}", crate::field::quote(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::admission::from_json;

    #[test]
    fn a_priority_follows_its_class() {
        let mut pod = from_json(r#"{"spec": {"priorityClassName": "system-node-critical"}}"#);
        assert_eq!(admit(&mut pod), Ok(()));
        assert_eq!(pod.part("spec").int("priority"), 2_000_001_000);
    }

    #[test]
    fn classes_that_do_not_exist_are_refused() {
        let refused = |spec: &str| {
            let mut pod = from_json(&format!(
                r#"{{"metadata": {{"name": "a"}}, "spec": {spec}}}"#
            ));
            admit(&mut pod).and_then(|()| validate(&pod)).unwrap_err()
        };
        assert_eq!(
            refused(r#"{"priorityClassName": "x"}"#),
            r#"pods "a" is forbidden: no PriorityClass with name x was found"#
        );
        assert_eq!(
            refused(r#"{"runtimeClassName": "x"}"#),
            r#"pods "a" is forbidden: pod rejected: RuntimeClass "x" not found"#
        );
        assert!(refused(r#"{"priority": 5}"#).contains("priority (5)"));
        assert!(refused(r#"{"preemptionPolicy": "Never"}"#).contains("(Never)"));
        assert!(refused(r#"{"overhead": {"cpu": "1"}}"#).contains("Overhead set without"));
    }
}
