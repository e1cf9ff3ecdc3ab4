//! What is read from the text itself because the API server clears it: `status` and `deletionTimestamp`.

use syntax::yaml::{Node, Value as Yaml};

use crate::admission::Reply;
use crate::manifest::Source;
use crate::{Map, Value};

/// A YAML tree as a JSON value. The reader bounds its depth.
pub(crate) fn from_node(node: &Node) -> Value {
    match &node.value {
        Yaml::Null => Value::Null,
        Yaml::Bool(value) => Value::Bool(*value),
        Yaml::Int(number) => Value::Int(*number),
        Yaml::Float(number) => Value::Float(*number),
        Yaml::String(text) => Value::String(text.clone()),
        Yaml::Sequence(items) => Value::List(items.iter().map(from_node).collect()),
        Yaml::Mapping(entries) => Value::Map(
            entries
                .iter()
                .map(|entry| (entry.key.clone(), from_node(&entry.value)))
                .collect::<Map>(),
        ),
    }
}

/// The object as it is written, its types unchecked.
pub fn written(source: &Source) -> Value {
    from_node(&source.node)
}

/// The largest map whose values are put over another's: a look-up walks the map.
const MAX_FIELDS: usize = 1_000;

/// What could be decoded, with the text's own scalars put over it: `port: "80"` is refused, and still drawn as port 80.
pub(super) fn mended(mut object: Value, source: &Source) -> Value {
    overlay(&mut object, &written(source));
    object
}

fn overlay(object: &mut Value, written: &Value) {
    match (object, written) {
        (_, Value::Null) => {}
        (Value::Map(object), Value::Map(written)) if written.len() <= MAX_FIELDS => {
            for (key, written) in written.iter() {
                match object.get_mut(key) {
                    Some(slot) => overlay(slot, written),
                    None => object.push(key.clone(), written.clone()),
                }
            }
        }
        (Value::List(object), Value::List(written)) if object.len() == written.len() => {
            for (slot, written) in object.iter_mut().zip(written) {
                overlay(slot, written);
            }
        }
        (Value::Map(_), Value::Map(_)) | (Value::List(_), Value::List(_)) => {}
        (slot, written) => *slot = written.clone(),
    }
}

/// The `status` that the text brings.
pub(super) fn status(source: &Source) -> Option<Value> {
    let status = from_node(&source.node.get("status")?.value);
    status.as_map().filter(|status| !status.is_empty())?;
    Some(status)
}

/// Whether the text brings a `metadata.deletionTimestamp`.
pub(super) fn deleting(source: &Source) -> bool {
    source
        .node
        .get("metadata")
        .and_then(|metadata| metadata.value.get("deletionTimestamp"))
        .is_some_and(|entry| !matches!(entry.value.value, Yaml::Null))
}

/// `object` with `status` in the place of its own.
pub(super) fn merge_status(object: &Value, status: &Value) -> Value {
    let mut merged = object.clone();
    if let Some(fields) = merged.as_map_mut() {
        fields.insert("status", status.clone());
    }
    merged
}

/// A Service as `kubectl get` sees it: the stored object, with the load balancer status that the text brings; none for an object
/// that is not stored, or is no Service.
///
/// An address without an `ipMode` gets `VIP`, as `SetDefaults_ServiceStatus` has it; only a Service of type LoadBalancer has
/// such a status.
pub fn stored_service(source: &Source, reply: &Reply) -> Option<Value> {
    let object = reply.object.as_ref().filter(|_| reply.is_created())?;
    if super::Kind::of(object) != Some(super::Kind::Service) {
        return None;
    }
    let balanced = object.at(["spec", "type"]).and_then(Value::as_str) == Some("LoadBalancer");
    Some(match status(source).filter(|_| balanced) {
        Some(mut status) => {
            default_ip_modes(&mut status);
            merge_status(object, &status)
        }
        None => object.clone(),
    })
}

fn default_ip_modes(status: &mut Value) {
    let ingress = status
        .as_map_mut()
        .and_then(|status| status.get_mut("loadBalancer"))
        .and_then(Value::as_map_mut)
        .and_then(|balancer| balancer.get_mut("ingress"));
    let Some(Value::List(entries)) = ingress else {
        return;
    };
    for entry in entries.iter_mut().filter_map(Value::as_map_mut) {
        if entry.get("ip").is_some() {
            entry.get_or_insert_with("ipMode", || Value::from("VIP"));
        }
    }
}
