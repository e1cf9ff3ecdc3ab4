use crate::{Map, Value};

/// Fields that Go holds behind a pointer, so that a zero in them is not the same as nothing: the field, and the fields that
/// it must stand in for that (none: anywhere).
const POINTERS: &[(&str, &[&str])] = &[
    ("activeDeadlineSeconds", &[]),
    ("allocateLoadBalancerNodePorts", &[]),
    ("allowPrivilegeEscalation", &[]),
    ("appProtocol", &[]),
    ("automountServiceAccountToken", &[]),
    ("backoffLimit", &[]),
    ("backoffLimitPerIndex", &[]),
    ("blockOwnerDeletion", &[]),
    ("completionMode", &[]),
    ("completions", &[]),
    ("controller", &[]),
    ("defaultMode", &[]),
    ("enableServiceLinks", &[]),
    ("expirationSeconds", &[]),
    ("failedJobsHistoryLimit", &[]),
    ("fsGroup", &[]),
    ("fsGroupChangePolicy", &[]),
    ("gmsaCredentialSpec", &[]),
    ("gmsaCredentialSpecName", &[]),
    ("hostProcess", &[]),
    ("hostUsers", &[]),
    ("hostname", &["endpoints"]),
    ("hostnameOverride", &[]),
    ("internalTrafficPolicy", &[]),
    ("ipFamilyPolicy", &[]),
    ("loadBalancerClass", &[]),
    ("localhostProfile", &[]),
    ("manualSelector", &[]),
    ("maxFailedIndexes", &[]),
    ("maxSurge", &[]),
    ("maxUnavailable", &[]),
    ("minDomains", &[]),
    ("mode", &["items"]),
    ("mountPropagation", &[]),
    ("nodeAffinityPolicy", &[]),
    ("nodeName", &["addresses", "notReadyAddresses", "endpoints"]),
    ("nodeTaintsPolicy", &[]),
    ("optional", &[]),
    ("parallelism", &[]),
    ("partition", &[]),
    ("podReplacementPolicy", &[]),
    ("preemptionPolicy", &[]),
    ("priority", &[]),
    ("privileged", &[]),
    ("procMount", &[]),
    ("progressDeadlineSeconds", &[]),
    ("readOnlyRootFilesystem", &[]),
    ("ready", &["conditions"]),
    ("recursiveReadOnly", &[]),
    ("replicas", &["spec"]),
    ("restartPolicy", &["containers", "initContainers"]),
    ("revisionHistoryLimit", &[]),
    ("runAsGroup", &[]),
    ("runAsNonRoot", &[]),
    ("runAsUser", &[]),
    ("runAsUserName", &[]),
    ("runtimeClassName", &[]),
    ("seLinuxChangePolicy", &[]),
    ("seconds", &["sleep"]),
    ("service", &["grpc"]),
    ("serving", &["conditions"]),
    ("setHostnameAsFQDN", &[]),
    ("shareProcessNamespace", &[]),
    ("startingDeadlineSeconds", &[]),
    ("stopSignal", &[]),
    ("successfulJobsHistoryLimit", &[]),
    ("supplementalGroupsPolicy", &[]),
    ("suspend", &[]),
    ("targetPort", &[]),
    ("terminating", &["conditions"]),
    ("terminationGracePeriodSeconds", &[]),
    ("timeZone", &[]),
    ("timeoutSeconds", &["clientIP"]),
    ("tolerationSeconds", &[]),
    ("trafficDistribution", &[]),
    ("ttlSecondsAfterFinished", &[]),
    ("type", &["hostPath"]),
    // Not pointers, but always written, and empty is as good a value as any.
    ("value", &["httpHeaders", "options", "sysctls"]),
    ("zone", &["endpoints"]),
];

/// Maps from string to string or quantity, whose entries are data, not fields.
const MAPS: &[&str] = &[
    "annotations",
    "binaryData",
    "capacity",
    "data",
    "deprecatedTopology",
    "labels",
    "limits",
    "matchLabels",
    "nodeSelector",
    "overhead",
    "requests",
    "stringData",
    "volumeAttributes",
];

/// Lists of strings, in which `null` is the empty string; in other lists it is an empty struct.
const STRING_LISTS: &[&str] = &[
    "accessModes",
    "args",
    "clusterIPs",
    "command",
    "externalIPs",
    "finalizers",
    "hostnames",
    "ipFamilies",
    "loadBalancerSourceRanges",
    "matchLabelKeys",
    "mismatchLabelKeys",
    "nameservers",
    "namespaces",
    "searches",
    "values",
];

/// Drops what a Go struct cannot tell from a missing field: nulls everywhere, and empty strings, zeros, falses and empty lists
/// and maps of fields that are not pointers.
pub(super) fn drop(kind: &str, object: &mut Value) {
    if let Value::Map(fields) = object {
        *fields = fields_without_zeros(kind, kind, fields, 0);
    }
}

// Deeper than any object the server knows.
const MAX_DEPTH: usize = 64;

fn fields_without_zeros(kind: &str, holder: &str, fields: &Map, depth: usize) -> Map {
    let kept = fields.iter().filter_map(|(key, value)| {
        let value = without_zeros(kind, key, value, depth + 1);
        (!is_zero(kind, key, &value) || is_pointer(kind, holder, key) && !value.is_null())
            .then(|| (key.clone(), value))
    });
    kept.collect()
}

fn without_zeros(kind: &str, key: &str, value: &Value, depth: usize) -> Value {
    match value {
        Value::Map(fields) if depth < MAX_DEPTH && !is_map(kind, key) => {
            fields_without_zeros(kind, key, fields, depth).into()
        }
        Value::List(items) if depth < MAX_DEPTH => {
            let in_slice = kind == "EndpointSlice" && key == "addresses";
            let strings = in_slice || STRING_LISTS.contains(&key);
            let items = items.iter().map(|item| match item {
                Value::Null if strings => "".into(),
                Value::Null => Map::new().into(),
                item => without_zeros(kind, key, item, depth + 1),
            });
            Value::List(items.collect())
        }
        value => value.clone(),
    }
}

fn is_map(kind: &str, key: &str) -> bool {
    MAPS.contains(&key) || key == "selector" && matches!(kind, "Service" | "ReplicationController")
}

fn is_zero(kind: &str, key: &str, value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) | Value::Int(0) => true,
        Value::String(text) => text.is_empty(),
        Value::List(items) => items.is_empty(),
        // An empty struct stands behind a pointer; an empty map is nothing.
        Value::Map(fields) => fields.is_empty() && is_map(kind, key),
        Value::Bool(true) | Value::Int(_) | Value::Float(_) => false,
    }
}

fn is_pointer(kind: &str, holder: &str, key: &str) -> bool {
    if kind == "EndpointSlice" && (holder == "ports" || holder == kind) {
        return true;
    }
    POINTERS
        .iter()
        .any(|(field, holders)| *field == key && (holders.is_empty() || holders.contains(&holder)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::admission::from_json;

    #[test]
    fn only_pointers_keep_a_zero() {
        let mut pod = from_json(
            r#"{"metadata": {"name": "", "labels": {}}, "spec": {"hostNetwork": false, "hostUsers": false,
                "containers": [{"name": "c", "restartPolicy": "", "command": [], "securityContext": {}}, null]}}"#,
        );
        drop("Pod", &mut pod);
        let left = from_json(
            r#"{"metadata": {}, "spec": {"hostUsers": false,
                "containers": [{"name": "c", "restartPolicy": "", "securityContext": {}}, {}]}}"#,
        );
        assert_eq!(pod, left);
    }

    #[test]
    fn the_entries_of_maps_are_data() {
        let text = r#"{"metadata": {"labels": {"name": ""}}, "spec": {"selector": {"app": ""}}}"#;
        let mut service = from_json(text);
        drop("Service", &mut service);
        assert_eq!(service, from_json(text));
    }
}
