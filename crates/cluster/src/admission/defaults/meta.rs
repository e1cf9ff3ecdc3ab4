use super::{default, field, single, strings};
use crate::admission::validation::RANDOM_SUFFIX;
use crate::{Map, Value};

/// What only the server may set (`rest.FillObjectMetaSystemFields`, `rest.BeforeCreate`), and fields that answers never show.
const SYSTEM_FIELDS: [&str; 8] = [
    "creationTimestamp",
    "deletionGracePeriodSeconds",
    "deletionTimestamp",
    "generation",
    "managedFields",
    "resourceVersion",
    "selfLink",
    "uid",
];

const CLUSTER_SCOPED: [&str; 8] = [
    "ClusterRole",
    "ClusterRoleBinding",
    "CustomResourceDefinition",
    "IngressClass",
    "Namespace",
    "Node",
    "PersistentVolume",
    "StorageClass",
];

/// `kind` and `apiVersion`, which a request can leave to its path.
pub(super) fn type_of(kind: &str, object: &mut Value) {
    let version = match kind {
        "Service" | "Pod" | "Endpoints" | "Namespace" | "ReplicationController" => "v1",
        "EndpointSlice" => "discovery.k8s.io/v1",
        "Deployment" | "ReplicaSet" | "StatefulSet" | "DaemonSet" => "apps/v1",
        "Job" | "CronJob" => "batch/v1",
        _ => return,
    };
    if let Some(object) = object.as_map_mut() {
        default(object, "kind", kind);
        default(object, "apiVersion", version);
    }
}

/// The namespace that kubectl adds, the name that the server makes of a `generateName`, and no system fields.
pub(super) fn apply(kind: &str, object: &mut Value) {
    let Some(meta) = field(object, "metadata") else {
        return;
    };
    for system in SYSTEM_FIELDS {
        meta.remove(system);
    }
    if !CLUSTER_SCOPED.contains(&kind) {
        default(meta, "namespace", "default");
    }
    if let (None, Some(prefix)) = (meta.get("name"), meta.get("generateName")) {
        let name = format!("{}{RANDOM_SUFFIX}", prefix.as_str().unwrap_or_default());
        meta.insert("name", name);
    }
}

/// `SetDefaults_Namespace`, and `namespaceStrategy.PrepareForCreate`.
pub(super) fn namespace(object: &mut Value) {
    let name = object.at(["metadata", "name"]).cloned();
    if let (Some(name), Some(meta)) = (name, field(object, "metadata")) {
        let labels = meta.get_or_insert_with("labels", || Map::new().into());
        if let Some(labels) = labels.and_then(Value::as_map_mut) {
            labels.insert("kubernetes.io/metadata.name", name);
        }
    }
    if let Some(spec) = field(object, "spec") {
        spec.insert("finalizers", strings(["kubernetes"]));
    }
    if let Some(object) = object.as_map_mut() {
        object.insert("status", single("phase", "Active"));
    }
}
