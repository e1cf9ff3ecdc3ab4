use std::collections::BTreeSet;

use super::workload::pod_spec;
use super::{default, field, items, single};
use crate::admission::qos;
use crate::{Environment, Map, Value};

/// `SetDefaults_Pod`, the admission plugins that change a new Pod, and `podStrategy.PrepareForCreate`.
pub(super) fn apply(object: &mut Value, environment: &Environment) {
    if let Some(spec) = field(object, "spec") {
        pod_spec(spec);
        for list in ["initContainers", "containers"] {
            for container in items(spec, list) {
                requests_from_limits(container);
            }
        }
        if spec
            .get("terminationGracePeriodSeconds")
            .and_then(Value::as_int)
            < Some(0)
        {
            spec.insert("terminationGracePeriodSeconds", 1);
        }
        default(spec, "enableServiceLinks", true);
        if spec.get("hostNetwork") == Some(&Value::Bool(true)) {
            host_network_ports(spec);
        }
        tolerations(spec);
    }
    topology_labels(object, environment);
    let mut status = single("phase", "Pending");
    status.insert("qosClass", qos::class(object));
    if let Some(object) = object.as_map_mut() {
        object.insert("status", status);
    }
}

/// Limits without requests are requests too.
fn requests_from_limits(container: &mut Map) {
    let Some(Value::Map(resources)) = container.get_mut("resources") else {
        return;
    };
    let Some(Value::Map(limits)) = resources.get("limits").cloned() else {
        return;
    };
    let requests = match resources.get("requests") {
        Some(Value::Map(requests)) => requests.clone(),
        _ => Map::new(),
    };
    let asked: BTreeSet<&str> = requests.iter().map(|(name, _)| &**name).collect();
    let more = limits.iter().filter(|(name, _)| !asked.contains(&***name));
    let all = requests.iter().chain(more);
    let all: Map = all
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    resources.insert("requests", all);
}

/// `defaultHostNetworkPorts`
fn host_network_ports(spec: &mut Map) {
    for list in ["containers", "initContainers"] {
        for container in items(spec, list) {
            for port in items(container, "ports") {
                if let Some(number) = port.get("containerPort").cloned() {
                    default(port, "hostPort", number);
                }
            }
        }
    }
}

/// Admission plugin `DefaultTolerationSeconds`: five minutes on a node that is lost, unless the Pod says something of its own.
fn tolerations(spec: &mut Map) {
    for taint in [
        "node.kubernetes.io/not-ready",
        "node.kubernetes.io/unreachable",
    ] {
        let holder = spec.get_or_insert_with("tolerations", || Vec::new().into());
        let Some(Value::List(tolerations)) = holder else {
            return;
        };
        let tolerated = tolerations.iter().any(|toleration| {
            let key = toleration.text("key");
            let effect = toleration.text("effect");
            (key == taint || key.is_empty()) && matches!(effect, "NoExecute" | "")
        });
        if !tolerated {
            let mut toleration = single("key", taint);
            toleration.insert("operator", "Exists");
            toleration.insert("effect", "NoExecute");
            toleration.insert("tolerationSeconds", 300);
            tolerations.push(toleration.into());
        }
    }
}

/// Admission plugin `PodTopologyLabels`: a Pod that names its node carries the node's zone.
fn topology_labels(object: &mut Value, environment: &Environment) {
    let node = object.at(["spec", "nodeName"]).and_then(Value::as_str);
    let node = environment
        .nodes
        .iter()
        .find(|known| Some(&*known.name) == node);
    let zone = node.and_then(|node| node.zone.clone());
    let meta = field(object, "metadata");
    if let (Some(zone), Some(meta)) = (zone, meta) {
        let labels = meta.get_or_insert_with("labels", || Map::new().into());
        if let Some(labels) = labels.and_then(Value::as_map_mut) {
            labels.insert("topology.kubernetes.io/zone", zone);
        }
    }
}
