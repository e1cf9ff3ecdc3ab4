use super::{default, field, items, single};
use crate::admission::validation::externally_accessible;
use crate::{Map, Value};

/// How long a client sticks to an endpoint: three hours, in seconds.
const AFFINITY_TIMEOUT: i64 = 10800;

/// `SetDefaults_Service`, `svcStrategy.PrepareForCreate`, and `normalizeClusterIPs`.
pub(super) fn apply(object: &mut Value) {
    if let Some(spec) = field(object, "spec") {
        affinity(spec);
        default(spec, "type", "ClusterIP");
        for port in items(spec, "ports") {
            default(port, "protocol", "TCP");
            target_port(port);
        }
    }
    let accessible = externally_accessible(object.part("spec"));
    if let Some(spec) = field(object, "spec") {
        traffic(spec, accessible);
        if let (Some(address), None) = (spec.get("clusterIP").cloned(), spec.get("clusterIPs")) {
            spec.insert("clusterIPs", vec![address]);
        }
    }
    if let Some(object) = object.as_map_mut() {
        object.insert("status", single("loadBalancer", Map::new()));
    }
}

fn traffic(spec: &mut Map, externally_accessible: bool) {
    if externally_accessible {
        default(spec, "externalTrafficPolicy", "Cluster");
    }
    let kind = spec.get("type").and_then(Value::as_str);
    let balanced = kind == Some("LoadBalancer");
    if balanced || matches!(kind, Some("ClusterIP" | "NodePort")) {
        default(spec, "internalTrafficPolicy", "Cluster");
    }
    if balanced {
        default(spec, "allocateLoadBalancerNodePorts", true);
    }
}

fn affinity(spec: &mut Map) {
    default(spec, "sessionAffinity", "None");
    match spec.get("sessionAffinity").and_then(Value::as_str) {
        Some("None") => {
            spec.remove("sessionAffinityConfig");
        }
        Some("ClientIP") => {
            let config = spec.get("sessionAffinityConfig");
            let timeout = config.and_then(|config| config.at(["clientIP", "timeoutSeconds"]));
            if timeout.is_none() {
                let timeout = single("timeoutSeconds", AFFINITY_TIMEOUT);
                spec.insert("sessionAffinityConfig", single("clientIP", timeout));
            }
        }
        _ => {}
    }
}

fn target_port(port: &mut Map) {
    let unset = match port.get("targetPort") {
        None | Some(Value::Int(0)) => true,
        Some(Value::String(name)) => name.is_empty(),
        Some(_) => false,
    };
    if unset {
        let number = port.get("port").cloned().unwrap_or(Value::Int(0));
        port.insert("targetPort", number);
    }
}
