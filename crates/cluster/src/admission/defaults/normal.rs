//! What is left of an object that was read into Go structs and written out again.

use super::super::quantity::Quantity;
use crate::fixed::fixed;
use crate::schema::{Field, Kind, Schema, Struct, StructId, Type, schema};
use crate::{Map, Value};

/// Brings an object into normal form: without nulls, without empty values of fields that Go does not hold behind a pointer,
/// with every struct and every field that is always written, and with quantities in canonical form.
///
/// Decoding keeps an empty map, which a mistake may show; only writing it out loses it.
pub(super) fn decoded(known: &Kind, object: &mut Value) {
    apply(known, object, EmptyMaps::Keep);
}

/// The same for an object that is written out.
pub(super) fn written(known: &Kind, object: &mut Value) {
    apply(known, object, EmptyMaps::Drop);
}

#[derive(Clone, Copy, PartialEq)]
enum EmptyMaps {
    Keep,
    Drop,
}

fn apply(known: &Kind, object: &mut Value, empty: EmptyMaps) {
    if let Value::Map(fields) = object {
        let schema = schema();
        let fields = std::mem::take(fields);
        *object = structure(schema, known.root(), fields, empty).into();
    }
}

/// Objects are as deep as their types; only free-form fields can be deeper, and they are copied as they are.
fn structure(schema: &Schema, id: StructId, fields: Map, empty: EmptyMaps) -> Map {
    let Some(of) = schema.structure(id) else {
        return fields;
    };
    let fields = fields.into_iter();
    let mut normal: Map = fields
        .filter_map(|(key, value)| {
            let value = field_value(schema, of.field(&key)?, value, empty)?;
            Some((key, value))
        })
        .collect();
    add_always_written(schema, of, &mut normal);
    normal
}

fn field_value(schema: &Schema, field: &Field, value: Value, empty: EmptyMaps) -> Option<Value> {
    if value.is_null() {
        return None;
    }
    let value = of_type(schema, &field.kind, value, empty);
    let kept_map = empty == EmptyMaps::Keep && matches!(field.kind, Type::Map(..));
    let kept = field.pointer || field.always || kept_map || !is_zero(&field.kind, &value);
    kept.then_some(value)
}

fn of_type(schema: &Schema, kind: &Type, value: Value, empty: EmptyMaps) -> Value {
    match (kind, value) {
        (Type::Struct(id), Value::Map(fields)) => structure(schema, *id, fields, empty).into(),
        (Type::List(item), Value::List(items)) => {
            let items = items
                .into_iter()
                .map(|value| of_type(schema, item, value, empty));
            Value::List(items.collect())
        }
        (Type::Map(item, _), Value::Map(entries)) => {
            let entries = entries.into_iter();
            let entries: Map = entries
                .map(|(key, value)| (key, of_type(schema, item, value, empty)))
                .collect();
            entries.into()
        }
        (Type::Quantity, value) => canonical_quantity(value),
        // An item of a list or a map is never nothing.
        (kind, Value::Null) => zero(schema, kind),
        (_, value) => value,
    }
}

/// Whether `omitempty` omits a value.
fn is_zero(kind: &Type, value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        // A quantity or a port is a struct.
        Value::Int(0) => !matches!(kind, Type::IntOrString | Type::Quantity),
        Value::String(text) => {
            text.is_empty() && !matches!(kind, Type::IntOrString | Type::Quantity)
        }
        Value::List(items) => items.is_empty(),
        Value::Map(fields) => fields.is_empty() && matches!(kind, Type::Map(..)),
        Value::Bool(true) | Value::Int(_) | Value::Float(_) => false,
    }
}

fn add_always_written(schema: &Schema, of: &Struct, normal: &mut Map) {
    for field in of.fields.iter().filter(|field| !field.pointer) {
        let is_struct = matches!(
            field.kind,
            Type::Struct(_) | Type::IntOrString | Type::Quantity
        );
        if (field.always || is_struct) && normal.get(field.name).is_none() {
            normal.push(fixed(field.name), zero(schema, &field.kind));
        }
    }
}

fn zero(schema: &Schema, kind: &Type) -> Value {
    match kind {
        Type::Bool => false.into(),
        Type::Int32 | Type::Int64 | Type::Float64 | Type::IntOrString => 0.into(),
        Type::String(_) => "".into(),
        Type::Quantity => "0".into(),
        Type::Struct(id) => structure(schema, *id, Map::new(), EmptyMaps::Drop).into(),
        Type::Bytes | Type::Time | Type::MicroTime | Type::Any | Type::List(_) | Type::Map(..) => {
            Value::Null
        }
    }
}

/// Quantities are stored in canonical form, in lists of resources rounded up to thousandths.
fn canonical_quantity(value: Value) -> Value {
    let text = match &value {
        Value::String(text) => text.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        _ => return value,
    };
    match Quantity::parse(text.trim()) {
        Some(quantity) => quantity.rounded_to_milli().to_string().into(),
        None => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::admission::from_json;

    fn normal(kind: &str, json: &str) -> Value {
        let mut object = from_json(json);
        written(schema().kind("v1", kind).unwrap(), &mut object);
        object
    }

    #[test]
    fn only_pointers_keep_a_zero() {
        let pod = normal(
            "Pod",
            r#"{"metadata": {"name": "", "labels": {}}, "spec": {"hostNetwork": false, "hostUsers": false,
                "containers": [
                {"name": "c", "resources": {}, "restartPolicy": "", "command": [], "securityContext": {}}, null]}}"#,
        );
        let left = from_json(
            r#"{"metadata": {}, "spec": {"hostUsers": false, "containers": [
                {"name": "c", "resources": {}, "restartPolicy": "", "securityContext": {}}, {"name": "", "resources": {}}]},
                "status": {}}"#,
        );
        assert_eq!(
            pod.part("spec").part("containers"),
            left.part("spec").part("containers")
        );
        assert_eq!(pod.part("metadata"), left.part("metadata"));
    }

    #[test]
    fn the_entries_of_maps_are_data() {
        let service = normal(
            "Service",
            r#"{"metadata": {"labels": {"name": ""}}, "spec": {"selector": {"app": null}}}"#,
        );
        assert_eq!(service.at(["metadata", "labels", "name"]), Some(&"".into()));
        assert_eq!(service.at(["spec", "selector", "app"]), Some(&"".into()));
    }

    #[test]
    fn quantities_are_canonical() {
        let pod = normal(
            "Pod",
            r#"{"spec": {"containers": [{"name": "c", "resources": {"limits": {"cpu": 0.5, "memory": "1024Mi"}}}]}}"#,
        );
        let container = pod.part("spec").list("containers").first().unwrap();
        assert_eq!(
            container.at(["resources", "limits", "cpu"]),
            Some(&"500m".into())
        );
        assert_eq!(
            container.at(["resources", "limits", "memory"]),
            Some(&"1Gi".into())
        );
    }
}
