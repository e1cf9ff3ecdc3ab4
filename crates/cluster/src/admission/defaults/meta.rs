use super::{default, field, single, strings};
use crate::admission::validation::RANDOM_SUFFIX;
use crate::schema::Kind;
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

/// `kind` and `apiVersion`, which a request can leave to its path.
pub(super) fn type_of(known: &Kind, object: &mut Value) {
    if let Some(object) = object.as_map_mut() {
        default(object, "kind", known.name);
        default(object, "apiVersion", known.api_version);
    }
}

/// The namespace that kubectl adds, the name that the server makes of a `generateName`, and no system fields.
pub(super) fn apply(object: &mut Value, namespaced: bool) {
    let Some(meta) = field(object, "metadata") else {
        return;
    };
    for system in SYSTEM_FIELDS {
        meta.remove(system);
    }
    if namespaced {
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
