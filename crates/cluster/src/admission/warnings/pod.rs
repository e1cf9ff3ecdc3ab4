use std::collections::{BTreeMap, BTreeSet};

use super::Warnings;
use crate::Value;
use crate::field::{FieldPath, Path, quote};

/// `podStrategy.WarningsOnCreate`
pub(super) fn pod(warnings: &mut Warnings, object: &Value) {
    warnings.extend(super::hostname_warning(object, "the Pod's hostname"));
    let spec = Path::new("spec");
    let meta = Path::new("metadata");
    of_spec(warnings, spec, meta, object);
}

/// Warnings of a workload and its Pod template.
pub(super) fn template(warnings: &mut Warnings, kind: &str, object: &Value) {
    if matches!(
        kind,
        "Deployment" | "ReplicaSet" | "StatefulSet" | "ReplicationController"
    ) {
        warnings.extend(super::hostname_warning(object, "Pod names and hostnames"));
    }
    let spec = Path::new("spec");
    let template = spec.child("template");
    let holder = object.part("spec").part("template");
    of_spec(
        warnings,
        template.child("spec"),
        template.child("metadata"),
        holder,
    );
    let grace = holder.part("spec").int("terminationGracePeriodSeconds");
    if grace < 0 {
        warnings.push(
            "spec.template.spec.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1"
                .into(),
        );
    }
}

/// `warningsForPodSpecAndMeta` of `pkg/api/pod`.
fn of_spec(warnings: &mut Warnings, path: Path<'_>, meta: Path<'_>, holder: &Value) {
    let spec = holder.part("spec");
    node_labels(warnings, path, spec);
    annotations(warnings, meta.child("annotations"), holder.part("metadata"));
    volumes(warnings, path.child("volumes"), spec);
    repeated(warnings, path, spec);
    for_each_container(path, spec, |path, container| {
        fractions(
            warnings,
            path.child("resources"),
            container.part("resources"),
        );
        variables(warnings, path.child("env"), container);
    });
    ports(warnings, path, spec);
    port_names(warnings, path, spec);
    for kind in ["podAffinity", "podAntiAffinity"] {
        let path = path.child("affinity");
        let path = path.child(kind);
        let affinity = spec.part("affinity").part(kind);
        let list = path.child("requiredDuringSchedulingIgnoredDuringExecution");
        let terms = affinity.list("requiredDuringSchedulingIgnoredDuringExecution");
        for (at, term) in terms.iter().enumerate() {
            null_selector(warnings, list.index(at), term);
        }
        let list = path.child("preferredDuringSchedulingIgnoredDuringExecution");
        let terms = affinity.list("preferredDuringSchedulingIgnoredDuringExecution");
        for (at, term) in terms.iter().enumerate() {
            let path = list.index(at);
            null_selector(
                warnings,
                path.child("podAffinityTerm"),
                term.part("podAffinityTerm"),
            );
        }
    }
}

fn null_selector(warnings: &mut Warnings, path: Path<'_>, term: &Value) {
    if !term.has("labelSelector") {
        let path = path.child("labelSelector").to_owned();
        warnings.push(format!(
            "{path}: a null labelSelector results in matching no pod"
        ));
    }
}

/// `GetNodeLabelDeprecatedMessage`
fn deprecated_label(key: &str) -> Option<String> {
    let use_instead = match key {
        "beta.kubernetes.io/arch" => "kubernetes.io/arch",
        "beta.kubernetes.io/os" => "kubernetes.io/os",
        "failure-domain.beta.kubernetes.io/region" => "topology.kubernetes.io/region",
        "failure-domain.beta.kubernetes.io/zone" => "topology.kubernetes.io/zone",
        "beta.kubernetes.io/instance-type" => "node.kubernetes.io/instance-type",
        _ => return None,
    };
    let since = match key {
        "beta.kubernetes.io/arch" | "beta.kubernetes.io/os" => "v1.14",
        _ => "v1.17",
    };
    Some(format!(
        "deprecated since {since}; use {} instead",
        quote(use_instead)
    ))
}

fn node_labels(warnings: &mut Warnings, path: Path<'_>, spec: &Value) {
    let selector = path.child("nodeSelector");
    for (key, _) in spec.entries("nodeSelector") {
        if let Some(message) = deprecated_label(key) {
            warnings.push(format!("{}: {message}", selector.key(key).to_owned()));
        }
    }
    let affinity = path.child("affinity");
    let affinity = affinity.child("nodeAffinity");
    let node = spec.part("affinity").part("nodeAffinity");
    let required = "requiredDuringSchedulingIgnoredDuringExecution";
    let list = affinity.child(required);
    let list = list.child("nodeSelectorTerms");
    for (at, term) in node
        .part(required)
        .list("nodeSelectorTerms")
        .iter()
        .enumerate()
    {
        selector_term(warnings, list.index(at), term);
    }
    let preferred = "preferredDuringSchedulingIgnoredDuringExecution";
    let list = affinity.child(preferred);
    for (at, term) in node.list(preferred).iter().enumerate() {
        let path = list.index(at);
        selector_term(warnings, path.child("preference"), term.part("preference"));
    }
    let list = path.child("topologySpreadConstraints");
    for (at, constraint) in spec.list("topologySpreadConstraints").iter().enumerate() {
        let path = list.index(at);
        let key = constraint.text("topologyKey");
        if let Some(message) = deprecated_label(key) {
            let path = path.child("topologyKey").to_owned();
            warnings.push(format!("{path}: {key} is {message}"));
        }
        null_selector(warnings, path, constraint);
    }
}

fn selector_term(warnings: &mut Warnings, path: Path<'_>, term: &Value) {
    let list = path.child("matchExpressions");
    for (at, expression) in term.list("matchExpressions").iter().enumerate() {
        let key = expression.text("key");
        if let Some(message) = deprecated_label(key) {
            let path = list.index(at);
            let path = path.child("key").to_owned();
            warnings.push(format!("{path}: {key} is {message}"));
        }
    }
}

fn annotations(warnings: &mut Warnings, path: Path<'_>, meta: &Value) {
    let deprecated = [
        (
            "scheduler.alpha.kubernetes.io/critical-pod",
            "v1.16+",
            "priorityClassName",
        ),
        ("security.alpha.kubernetes.io/sysctls", "v1.11+", "sysctls"),
        (
            "security.alpha.kubernetes.io/unsafe-sysctls",
            "v1.11+",
            "sysctls",
        ),
    ];
    for (key, since, field) in deprecated {
        if meta.at(["annotations", key]).is_some() {
            let path = path.key(key).to_owned();
            let field = quote(field);
            warnings.push(format!(
                "{path}: non-functional in {since}; use the {field} field instead"
            ));
        }
    }
}

fn volumes(warnings: &mut Warnings, path: Path<'_>, spec: &Value) {
    let deprecated = [
        (
            "photonPersistentDisk",
            "deprecated in v1.11, non-functional in v1.16+",
        ),
        (
            "gitRepo",
            "deprecated in v1.11, and disabled by default in v1.33+",
        ),
        ("scaleIO", "deprecated in v1.16, non-functional in v1.22+"),
        ("flocker", "deprecated in v1.22, non-functional in v1.25+"),
        ("storageos", "deprecated in v1.22, non-functional in v1.25+"),
        ("quobyte", "deprecated in v1.22, non-functional in v1.25+"),
        ("glusterfs", "deprecated in v1.25, non-functional in v1.26+"),
        ("cephfs", "deprecated in v1.28, non-functional in v1.31+"),
        ("rbd", "deprecated in v1.28, non-functional in v1.31+"),
    ];
    for (at, volume) in spec.list("volumes").iter().enumerate() {
        let path = path.index(at);
        for (kind, message) in deprecated {
            if volume.has(kind) {
                // The server writes this one field with a capital.
                let kind = if kind == "storageos" {
                    "storageOS"
                } else {
                    kind
                };
                warnings.push(format!("{}: {message}", path.child(kind).to_owned()));
            }
        }
    }
}

fn repeated(warnings: &mut Warnings, path: Path<'_>, spec: &Value) {
    for (list, field, what) in [
        ("hostAliases", "ip", "ip"),
        ("imagePullSecrets", "name", "name"),
    ] {
        let list_path = path.child(list);
        let mut seen = BTreeSet::new();
        for (at, item) in spec.list(list).iter().enumerate() {
            let value = item.text(field);
            if !seen.insert(value) {
                let path = list_path.index(at);
                let path = path.child(field).to_owned();
                warnings.push(format!("{path}: duplicate {what} {}", quote(value)));
            }
        }
    }
    let secrets = path.child("imagePullSecrets");
    for (at, secret) in spec.list("imagePullSecrets").iter().enumerate() {
        if secret.text("name").is_empty() {
            let path = secrets.index(at);
            let path = path.child("name").to_owned();
            warnings.push(format!(r#"{path}: invalid empty name """#));
        }
    }
}

/// Bytes come whole.
fn fractions(warnings: &mut Warnings, path: Path<'_>, resources: &Value) {
    for resource in ["memory", "ephemeral-storage"] {
        for list in ["limits", "requests"] {
            let amount = resources.at([list, resource]).and_then(Value::as_str);
            let quantity = amount.and_then(crate::admission::quantity::Quantity::parse);
            if let Some(quantity) = quantity.filter(|quantity| !quantity.is_whole()) {
                let path = path.child(list);
                let path = path.key(resource).to_owned();
                let amount = quantity.to_string();
                let amount = quote(&amount);
                warnings.push(format!(
                    "{path}: fractional byte value {amount} is invalid, must be an integer"
                ));
            }
        }
    }
}

fn variables(warnings: &mut Warnings, path: Path<'_>, container: &Value) {
    let mut seen = BTreeSet::new();
    for (at, variable) in container.list("env").iter().enumerate() {
        let name = variable.text("name");
        if seen.insert(name) {
            continue;
        }
        // A later definition is fine if it builds on the earlier one.
        let reference = format!("$({name})");
        let value = variable.text("value");
        if variable.has("valueFrom") || value == reference || !value.contains(&reference) {
            let path = path.index(at).to_owned();
            let name = quote(name);
            warnings.push(format!(
                "{path}: hides previous definition of {name}, which may be dropped when using apply"
            ));
        }
    }
}

/// Ports that stand twice, or overlap, across all containers.
fn ports(warnings: &mut Warnings, path: Path<'_>, spec: &Value) {
    let mut all: BTreeMap<_, Vec<(PortPlace, &Value)>> = BTreeMap::new();
    for_each_port(spec, |place, port| {
        if warnings.is_full() {
            return;
        }
        let (ip, host) = (port.text("hostIP"), port.int("hostPort"));
        let (number, protocol) = (port.int("containerPort"), port.text("protocol"));
        if !ip.is_empty() && host == 0 {
            let name = port.text("name");
            let place = place.path(path);
            warnings.push(format!(
                "{place}: hostIP set without hostPort: {{Name:{name} HostPort:{host} ContainerPort:{number} Protocol:{protocol} HostIP:{ip}}}"
            ));
        }
        let same = all.entry((number, protocol)).or_default();
        for (other_place, other) in same.iter() {
            if warnings.is_full() {
                return;
            }
            if let Some(what) = overlap(port, other) {
                let (place, other) = (place.path(path), other_place.path(path));
                warnings.push(format!("{place}: {what} port definition with {other}"));
            }
        }
        same.push((place, port));
    });
}

/// How two ports of the same number and protocol get in each other's way.
fn overlap(port: &Value, other: &Value) -> Option<&'static str> {
    let (ip, host) = (port.text("hostIP"), port.int("hostPort"));
    let (other_ip, other_host) = (other.text("hostIP"), other.int("hostPort"));
    if ip == other_ip && host == other_host {
        Some("duplicate")
    } else if host == 0 || other_host == 0 {
        Some("overlapping")
    } else if host == other_host && ip.is_empty() != other_ip.is_empty() {
        Some("dangerously ambiguous")
    } else {
        None
    }
}

/// Names that stand twice among the containers that serve.
fn port_names(warnings: &mut Warnings, path: Path<'_>, spec: &Value) {
    let mut seen: BTreeMap<&str, PortPlace> = BTreeMap::new();
    for list in ["initContainers", "containers"] {
        for (at, container) in spec.list(list).iter().enumerate() {
            // Plain init containers are gone when the Pod serves.
            if list == "initContainers" && container.text("restartPolicy") != "Always" {
                continue;
            }
            for (index, port) in container.list("ports").iter().enumerate() {
                let name = port.text("name");
                let place = PortPlace(list, at, index);
                if name.is_empty() {
                    continue;
                }
                let Some(first) = seen.get(name) else {
                    seen.insert(name, place);
                    continue;
                };
                let (place, first, name) = (place.path(path), first.path(path), quote(name));
                warnings.push(format!(
                    "{place}: duplicate port name {name} with {first}, services and probes that select ports by name will use {first}"
                ));
            }
        }
    }
}

/// `VisitContainersWithPath`
fn for_each_container<'a>(
    path: Path<'_>,
    spec: &'a Value,
    mut visit: impl FnMut(Path<'_>, &'a Value),
) {
    for list in ["initContainers", "containers", "ephemeralContainers"] {
        let list_path = path.child(list);
        for (at, container) in spec.list(list).iter().enumerate() {
            visit(list_path.index(at), container);
        }
    }
}

/// A container's list, its index there, and the index of one of its ports: hardly any port's path is ever told.
#[derive(Clone, Copy)]
struct PortPlace(&'static str, usize, usize);

impl PortPlace {
    fn path(self, spec: Path<'_>) -> FieldPath {
        let Self(list, container, port) = self;
        let containers = spec.child(list);
        let ports = containers.index(container);
        ports.child("ports").index(port).to_owned()
    }
}

fn for_each_port<'a>(spec: &'a Value, mut visit: impl FnMut(PortPlace, &'a Value)) {
    for list in ["initContainers", "containers", "ephemeralContainers"] {
        for (at, container) in spec.list(list).iter().enumerate() {
            for (index, port) in container.list("ports").iter().enumerate() {
                visit(PortPlace(list, at, index), port);
            }
        }
    }
}
