//! Containers: `validateContainers`, `validateInitContainers` and what they share.

use std::collections::BTreeSet;

use super::pod::Pod;
use super::{Errors, env, names, probe, resources, security, volume};
use crate::Value;
use crate::field::{FieldError, Path};
use crate::schema::values::{MESSAGE_POLICIES, PROTOCOLS, PULL_POLICIES};

const RESTART_POLICIES: [&str; 3] = ["Always", "Never", "OnFailure"];
const MAX_RESTART_RULES: usize = 20;
const MAX_EXIT_CODES: usize = 255;

/// The containers that run side by side.
pub(super) fn containers(errors: &mut Errors, path: Path<'_>, pod: Pod<'_>) {
    let containers = pod.spec.list("containers");
    if containers.is_empty() {
        errors.required(path, "");
        return;
    }
    let mut seen = BTreeSet::new();
    for (at, container) in containers.iter().enumerate() {
        let path = path.index(at);
        common(errors, path, container, pod);
        let name = container.text("name");
        if seen.contains(&name) {
            errors.duplicate(path.child("name"), name);
        }
        seen.insert(name);
        probe::of_running(errors, path, container, pod);
        restart_policy(errors, path, container);
    }
    host_ports(errors, path, containers);
}

/// The containers that run first, or, as sidecars, from the start.
pub(super) fn init_containers(errors: &mut Errors, path: Path<'_>, pod: Pod<'_>) {
    let containers = pod.spec.list("containers");
    let mut seen: BTreeSet<&str> = containers
        .iter()
        .map(|container| container.text("name"))
        .collect();
    for (at, container) in pod.spec.list("initContainers").iter().enumerate() {
        let item = path.index(at);
        common(errors, item, container, pod);
        restart_policy(errors, item, container);
        let name = container.text("name");
        if seen.contains(&name) {
            errors.duplicate(item.child("name"), name);
        } else if !name.is_empty() {
            seen.insert(name);
        }
        // Upstream counts them from 0 each time.
        host_ports(errors, path, std::slice::from_ref(container));
        if container.text("restartPolicy") == "Always" {
            probe::of_running(errors, item, container, pod);
        } else {
            for field in [
                "lifecycle",
                "livenessProbe",
                "readinessProbe",
                "startupProbe",
            ] {
                if container.has(field) {
                    let detail = "may not be set for init containers without restartPolicy=Always";
                    errors.forbidden(item.child(field), detail);
                }
            }
        }
    }
}

/// The containers that are added to a running Pod: what they share with the others. A new Pod may have none at all.
pub(super) fn ephemeral_containers(errors: &mut Errors, path: Path<'_>, pod: Pod<'_>) {
    let others = ["containers", "initContainers"].map(|list| pod.spec.list(list));
    let others = others.iter().copied().flatten();
    let mut seen: BTreeSet<&str> = others.map(|container| container.text("name")).collect();
    for (at, container) in pod.spec.list("ephemeralContainers").iter().enumerate() {
        let path = path.index(at);
        common(errors, path, container, pod);
        let name = container.text("name");
        if seen.contains(&name) {
            errors.duplicate(path.child("name"), name);
        }
        seen.insert(name);
    }
}

/// `validateContainerCommon`
fn common(errors: &mut Errors, path: Path<'_>, container: &Value, pod: Pod<'_>) {
    match container.text("name") {
        "" => errors.required(path.child("name"), ""),
        name => errors.messages(path.child("name"), name, names::dns_label(name)),
    }
    if container.text("image").is_empty() {
        errors.required(path.child("image"), "");
    }
    let policy = container.text("terminationMessagePolicy");
    errors.one_of(
        path.child("terminationMessagePolicy"),
        policy,
        &MESSAGE_POLICIES,
    );
    ports(errors, path.child("ports"), container);
    env::variables(errors, path.child("env"), container);
    env::sources(errors, path.child("envFrom"), container);
    volume::mounts(errors, path.child("volumeMounts"), container, pod);
    volume::devices(errors, path.child("volumeDevices"), container, pod);
    let policy = container.text("imagePullPolicy");
    errors.one_of(path.child("imagePullPolicy"), policy, &PULL_POLICIES);
    let resources = container.part("resources");
    resources::of_container(errors, path.child("resources"), resources, pod.spec);
    resources::resize_policy(errors, path.child("resizePolicy"), container, pod.spec);
    let context = container.part("securityContext");
    security::container_context(errors, path.child("securityContext"), context, pod.spec);
}

/// `validateContainerPorts`
fn ports(errors: &mut Errors, path: Path<'_>, container: &Value) {
    let mut seen = BTreeSet::new();
    for (at, port) in container.list("ports").iter().enumerate() {
        let path = path.index(at);
        let name = port.text("name");
        if !name.is_empty() {
            let messages = names::port_name(name);
            if !messages.is_empty() {
                errors.messages(path.child("name"), name, messages);
            } else if seen.contains(&name) {
                errors.duplicate(path.child("name"), name);
            } else {
                seen.insert(name);
            }
        }
        match port.int("containerPort") {
            0 => errors.required(path.child("containerPort"), ""),
            number => {
                let messages = names::port_number(number);
                errors.messages(path.child("containerPort"), number, messages);
            }
        }
        let host = port.int("hostPort");
        if host != 0 {
            errors.messages(path.child("hostPort"), host, names::port_number(host));
        }
        errors.one_of(path.child("protocol"), port.text("protocol"), &PROTOCOLS);
    }
}

/// `checkHostPortConflicts`
fn host_ports(errors: &mut Errors, path: Path<'_>, containers: &[Value]) {
    let mut seen = BTreeSet::new();
    for (at, container) in containers.iter().enumerate() {
        let ports = path.index(at);
        let ports = ports.child("ports");
        for (at, port) in container.list("ports").iter().enumerate() {
            let number = port.int("hostPort");
            if number == 0 {
                continue;
            }
            let key = format!("{}/{}/{number}", port.text("protocol"), port.text("hostIP"));
            if seen.contains(&key) {
                errors.duplicate(ports.index(at).child("hostPort"), key.as_str());
            } else {
                seen.insert(key);
            }
        }
    }
}

/// `validateContainerRestartPolicy`: since 1.35 every container may have one, and rules.
fn restart_policy(errors: &mut Errors, path: Path<'_>, container: &Value) {
    let rules = container.list("restartPolicyRules");
    let field = path.child("restartPolicy");
    match container.get("restartPolicy").and_then(Value::as_str) {
        Some(policy) if !RESTART_POLICIES.contains(&policy) => {
            errors.not_supported(field, policy, &RESTART_POLICIES);
        }
        None if !rules.is_empty() => {
            errors.required(
                field,
                "must specify restartPolicy when restart rules are used",
            );
        }
        _ => {}
    }
    let list = path.child("restartPolicyRules");
    if rules.len() > MAX_RESTART_RULES {
        errors.push(FieldError::too_many(list, rules.len(), MAX_RESTART_RULES));
    }
    for (at, rule) in rules.iter().enumerate() {
        let path = list.index(at);
        let action = rule.text("action");
        if !matches!(action, "Restart" | "RestartAllContainers") {
            let supported = ["Restart", "RestartAllContainers"];
            errors.not_supported(path.child("action"), action, &supported);
        }
        let codes_path = path.child("exitCodes");
        let Some(codes) = rule.get("exitCodes") else {
            errors.required(codes_path, "must be specified");
            continue;
        };
        let operator = codes.text("operator");
        if !matches!(operator, "In" | "NotIn") {
            errors.not_supported(codes_path.child("operator"), operator, &["In", "NotIn"]);
        }
        let values = codes.list("values").len();
        if values > MAX_EXIT_CODES {
            let path = codes_path.child("values");
            errors.push(FieldError::too_many(path, values, MAX_EXIT_CODES));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::admission::create::testing::{pod, refused};

    fn errors(container: &str, spec: &str) -> Vec<String> {
        refused("Pod", &pod(container, spec))
    }

    #[test]
    fn what_every_container_needs() {
        let none = r#"{"metadata": {"name": "a"}, "spec": {}}"#;
        assert_eq!(refused("Pod", none), ["spec.containers: Required value"]);
        assert_eq!(
            errors(
                "",
                r#", "initContainers": [{}, {"name": "c", "image": " i"}]"#
            ),
            [
                "spec.initContainers[0].name: Required value",
                "spec.initContainers[0].image: Required value",
                r#"spec.initContainers[1].name: Duplicate value: "c""#,
                r#"spec.initContainers[1].image: Invalid value: " i": must not have leading or trailing whitespace"#,
            ]
        );
    }

    #[test]
    fn ports() {
        let ports = r#", "ports": [{"name": "80"}, {"name": "a", "containerPort": 1, "hostPort": 9},
            {"name": "a", "containerPort": 2, "hostPort": 9, "protocol": "tcp"}, {"containerPort": 3, "hostPort": 9}]"#;
        assert_eq!(
            errors(ports, ""),
            [
                r#"spec.containers[0].ports[0].name: Invalid value: "80": must contain at least one letter (a-z)"#,
                "spec.containers[0].ports[0].containerPort: Required value",
                r#"spec.containers[0].ports[2].name: Duplicate value: "a""#,
                r#"spec.containers[0].ports[2].protocol: Unsupported value: "tcp": supported values: "SCTP", "TCP", "UDP""#,
                r#"spec.containers[0].ports[3].hostPort: Duplicate value: "TCP//9""#,
            ]
        );
    }

    #[test]
    fn only_sidecars_have_probes() {
        let init = |policy: &str| {
            format!(
                r#", "initContainers": [{{"name": "i", "image": "i", "readinessProbe": {{"tcpSocket": {{"port": 1}}}}{policy}}}]"#
            )
        };
        assert_eq!(errors("", &init(r#", "restartPolicy": "Always""#)), [""; 0]);
        assert_eq!(
            errors("", &init("")),
            [
                "spec.initContainers[0].readinessProbe: Forbidden: may not be set for init containers without restartPolicy=Always"
            ]
        );
    }

    #[test]
    fn restart_rules() {
        let rules = r#", "restartPolicyRules": [{"action": "Restart", "exitCodes": {"operator": "Is", "values": [1]}}, {}]"#;
        assert_eq!(
            errors(rules, ""),
            [
                "spec.containers[0].restartPolicy: Required value: must specify restartPolicy when restart rules are used",
                r#"spec.containers[0].restartPolicyRules[0].exitCodes.operator: Unsupported value: "Is": supported values: "In", "NotIn""#,
                r#"spec.containers[0].restartPolicyRules[1].action: Unsupported value: "": supported values: "Restart", "RestartAllContainers""#,
                "spec.containers[0].restartPolicyRules[1].exitCodes: Required value: must be specified",
            ]
        );
    }
}
