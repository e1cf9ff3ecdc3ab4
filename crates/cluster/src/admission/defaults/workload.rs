//! Pod specs and the workloads that hold one: `SetDefaults_PodSpec` and the kinds of `pkg/apis/{apps,batch,core}/v1`.

use super::{default, field, image, items};
use crate::{Map, Value};

/// Fills in a workload; other kinds are left alone.
pub(super) fn apply(kind: &str, object: &mut Value) {
    let template_labels = object
        .at(["spec", "template", "metadata", "labels"])
        .cloned();
    let Some(spec) = field(object, "spec") else {
        return;
    };
    match kind {
        "Deployment" => deployment(spec),
        "ReplicaSet" => default(spec, "replicas", 1),
        "ReplicationController" => {
            default(spec, "replicas", 1);
            if let Some(labels) = &template_labels {
                default(spec, "selector", labels.clone());
            }
        }
        "StatefulSet" => stateful_set(spec),
        "DaemonSet" => daemon_set(spec),
        "Job" => job(spec),
        "CronJob" => {
            default(spec, "concurrencyPolicy", "Allow");
            default(spec, "suspend", false);
            default(spec, "successfulJobsHistoryLimit", 3);
            default(spec, "failedJobsHistoryLimit", 1);
            if let Some(Value::Map(job)) = spec.get_mut("jobTemplate")
                && let Some(Value::Map(spec)) = job.get_mut("spec")
            {
                template(spec);
            }
        }
        _ => return,
    }
    if kind != "CronJob" {
        template(spec);
    }
    if let ("ReplicationController", Some(labels)) = (kind, template_labels)
        && let Some(meta) = field(object, "metadata")
    {
        default(meta, "labels", labels);
    }
    if let Some(object) = object.as_map_mut() {
        object.insert("status", empty_status(kind));
    }
}

/// What a strategy leaves of a status: the counts that are always written.
fn empty_status(kind: &str) -> Map {
    let counts: &[&str] = match kind {
        "ReplicaSet" | "ReplicationController" => &["replicas"],
        "StatefulSet" => &["replicas", "availableReplicas"],
        "DaemonSet" => &[
            "currentNumberScheduled",
            "numberMisscheduled",
            "desiredNumberScheduled",
            "numberReady",
        ],
        _ => &[],
    };
    let counts = counts.iter().map(|count| ((*count).into(), 0.into()));
    counts.collect()
}

/// `SetDefaults_Deployment`
fn deployment(spec: &mut Map) {
    default(spec, "replicas", 1);
    default(spec, "revisionHistoryLimit", 10);
    default(spec, "progressDeadlineSeconds", 600);
    if let Some(Value::Map(strategy)) = spec.get_mut("strategy") {
        default(strategy, "type", "RollingUpdate");
        if let Some(rolling) = rolling_update(strategy) {
            default(rolling, "maxUnavailable", "25%");
            default(rolling, "maxSurge", "25%");
        }
    }
}

/// `SetDefaults_StatefulSet`
fn stateful_set(spec: &mut Map) {
    default(spec, "replicas", 1);
    default(spec, "revisionHistoryLimit", 10);
    default(spec, "podManagementPolicy", "OrderedReady");
    default(spec, "persistentVolumeClaimRetentionPolicy", Map::new());
    if let Some(Value::Map(strategy)) = spec.get_mut("updateStrategy") {
        default(strategy, "type", "RollingUpdate");
        if let Some(rolling) = rolling_update(strategy) {
            default(rolling, "partition", 0);
        }
    }
    if let Some(Value::Map(policy)) = spec.get_mut("persistentVolumeClaimRetentionPolicy") {
        default(policy, "whenDeleted", "Retain");
        default(policy, "whenScaled", "Retain");
    }
}

/// `SetDefaults_DaemonSet`
fn daemon_set(spec: &mut Map) {
    default(spec, "revisionHistoryLimit", 10);
    if let Some(Value::Map(strategy)) = spec.get_mut("updateStrategy") {
        default(strategy, "type", "RollingUpdate");
        if let Some(rolling) = rolling_update(strategy) {
            default(rolling, "maxUnavailable", 1);
            default(rolling, "maxSurge", 0);
        }
    }
}

/// `SetDefaults_Job`
fn job(spec: &mut Map) {
    if spec.get("completions").is_none() && spec.get("parallelism").is_none() {
        spec.insert("completions", 1);
    }
    default(spec, "parallelism", 1);
    default(spec, "backoffLimit", 6);
    default(spec, "completionMode", "NonIndexed");
    default(spec, "suspend", false);
    default(spec, "podReplacementPolicy", "TerminatingOrFailed");
}

fn rolling_update(strategy: &mut Map) -> Option<&mut Map> {
    let kind = strategy.get("type").and_then(Value::as_str);
    if kind != Some("RollingUpdate") {
        return None;
    }
    strategy
        .get_or_insert_with("rollingUpdate", || Map::new().into())?
        .as_map_mut()
}

/// The Pod template of a workload's spec.
fn template(spec: &mut Map) {
    if let Some(Value::Map(template)) = spec.get_mut("template")
        && let Some(Value::Map(spec)) = template.get_mut("spec")
    {
        pod_spec(spec);
    }
}

/// `SetDefaults_PodSpec` and what lies below it.
pub(super) fn pod_spec(spec: &mut Map) {
    default(spec, "dnsPolicy", "ClusterFirst");
    default(spec, "restartPolicy", "Always");
    default(spec, "securityContext", Map::new());
    default(spec, "terminationGracePeriodSeconds", 30);
    default(spec, "schedulerName", "default-scheduler");
    service_account(spec);
    for list in ["containers", "initContainers", "ephemeralContainers"] {
        for item in items(spec, list) {
            container(item);
        }
    }
    for item in items(spec, "volumes") {
        volume(item);
    }
}

/// The service account's deprecated alias is kept in step with the name.
fn service_account(spec: &mut Map) {
    if let Some(name) = spec.get("serviceAccountName").cloned() {
        spec.insert("serviceAccount", name);
    } else if let Some(name) = spec.get("serviceAccount").cloned() {
        spec.insert("serviceAccountName", name);
    }
}

fn container(container: &mut Map) {
    let latest = container
        .get("image")
        .and_then(Value::as_str)
        .is_some_and(image::is_latest);
    let policy = if latest { "Always" } else { "IfNotPresent" };
    default(container, "imagePullPolicy", policy);
    default(container, "terminationMessagePath", "/dev/termination-log");
    default(container, "terminationMessagePolicy", "File");
    for port in items(container, "ports") {
        default(port, "protocol", "TCP");
    }
    for variable in items(container, "env") {
        if let Some(Value::Map(source)) = variable.get_mut("valueFrom") {
            field_reference(source);
        }
    }
    for name in ["livenessProbe", "readinessProbe", "startupProbe"] {
        if let Some(Value::Map(probe)) = container.get_mut(name) {
            default(probe, "timeoutSeconds", 1);
            default(probe, "periodSeconds", 10);
            default(probe, "successThreshold", 1);
            default(probe, "failureThreshold", 3);
            handler(probe);
            if let Some(Value::Map(grpc)) = probe.get_mut("grpc") {
                default(grpc, "service", "");
            }
        }
    }
    if let Some(Value::Map(lifecycle)) = container.get_mut("lifecycle") {
        for hook in ["postStart", "preStop"] {
            if let Some(Value::Map(hook)) = lifecycle.get_mut(hook) {
                handler(hook);
            }
        }
    }
}

fn handler(holder: &mut Map) {
    if let Some(Value::Map(get)) = holder.get_mut("httpGet") {
        default(get, "path", "/");
        default(get, "scheme", "HTTP");
    }
}

fn field_reference(source: &mut Map) {
    if let Some(Value::Map(reference)) = source.get_mut("fieldRef") {
        default(reference, "apiVersion", "v1");
    }
}

/// `SetDefaults_Volume` and those of its sources.
fn volume(volume: &mut Map) {
    const MODE: i64 = 0o644;
    const TEXTS: [(&str, &str, &str); 10] = [
        ("hostPath", "type", ""),
        ("iscsi", "iscsiInterface", "default"),
        ("rbd", "pool", "rbd"),
        ("rbd", "user", "admin"),
        ("rbd", "keyring", "/etc/ceph/keyring"),
        ("azureDisk", "cachingMode", "ReadWrite"),
        ("azureDisk", "kind", "Shared"),
        ("azureDisk", "fsType", "ext4"),
        ("scaleIO", "storageMode", "ThinProvisioned"),
        ("scaleIO", "fsType", "xfs"),
    ];
    if volume.iter().all(|(key, _)| &**key == "name") {
        volume.insert("emptyDir", Map::new());
    }
    for source in ["secret", "configMap", "downwardAPI", "projected"] {
        if let Some(Value::Map(source)) = volume.get_mut(source) {
            default(source, "defaultMode", MODE);
            downward_items(source);
            for part in items(source, "sources") {
                if let Some(Value::Map(token)) = part.get_mut("serviceAccountToken") {
                    default(token, "expirationSeconds", 3600);
                }
                if let Some(Value::Map(api)) = part.get_mut("downwardAPI") {
                    downward_items(api);
                }
            }
        }
    }
    for (source, field, value) in TEXTS {
        if let Some(Value::Map(source)) = volume.get_mut(source) {
            default(source, field, value);
        }
    }
    if let Some(Value::Map(disk)) = volume.get_mut("azureDisk") {
        default(disk, "readOnly", false);
    }
    if let Some(Value::Map(source)) = volume.get_mut("image") {
        let latest = source
            .get("reference")
            .and_then(Value::as_str)
            .is_some_and(image::is_latest);
        default(
            source,
            "pullPolicy",
            if latest { "Always" } else { "IfNotPresent" },
        );
    }
}

fn downward_items(source: &mut Map) {
    for item in items(source, "items") {
        field_reference(item);
    }
}
