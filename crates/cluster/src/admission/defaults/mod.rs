//! What the API server fills in before it validates, and what it takes out.
//!
//! In the order of a create request: decoding into Go structs loses empty values ([`normal`]), the scheme's defaulting
//! functions run, mutating admission plugins change the object, the resource's strategy clears what a client may not set.

mod endpoints;
mod image;
mod meta;
mod normal;
mod pod;
mod service;
mod workload;

use crate::schema::schema;
use crate::{Environment, Map, Value};

/// Makes of a decoded object of `kind` what the API server validates; an unknown kind only loses what no client may set.
pub(crate) fn apply(kind: &str, object: &mut Value, environment: &Environment) {
    let schema = schema();
    let known = schema
        .kind(object.text("apiVersion"), kind)
        .or_else(|| schema.kinds_named(kind).next());
    if let Some(known) = known {
        normal::apply(known, object);
        meta::type_of(known, object);
    }
    meta::apply(object, known.is_none_or(|known| known.namespaced));
    match kind {
        "Service" => service::apply(object),
        "Pod" => pod::apply(object, environment),
        "Endpoints" => endpoints::endpoints(object),
        "EndpointSlice" => endpoints::slice(object),
        "Namespace" => meta::namespace(object),
        _ => workload::apply(kind, object),
    }
}

/// The struct field `key` of `object`, made if it is missing.
fn field<'a>(object: &'a mut Value, key: &str) -> Option<&'a mut Map> {
    let map = object.as_map_mut()?;
    map.get_or_insert_with(key, || Map::new().into())?
        .as_map_mut()
}

/// The structs in the list field `key`.
fn items<'a>(holder: &'a mut Map, key: &str) -> impl Iterator<Item = &'a mut Map> {
    let list = match holder.get_mut(key) {
        Some(Value::List(list)) => list.as_mut_slice(),
        _ => &mut [],
    };
    list.iter_mut().filter_map(Value::as_map_mut)
}

/// Sets `key` if it is missing.
fn default(holder: &mut Map, key: &str, value: impl Into<Value>) {
    holder.get_or_insert_with(key, || value.into());
}

/// A list of strings.
fn strings<const N: usize>(items: [&str; N]) -> Value {
    items.map(Value::from).to_vec().into()
}

/// An object of one field.
fn single(key: &str, value: impl Into<Value>) -> Map {
    let mut map = Map::new();
    map.insert(key, value);
    map
}
