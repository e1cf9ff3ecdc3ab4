//! Reading fields of an object that may be refused, incomplete or of the wrong type: what can be understood is taken.

use std::net::IpAddr;

use crate::api::{Labels, ObjectMeta};
use crate::{Str, Value};

/// A text that is not empty; a number or boolean where a text should be is written out.
pub(super) fn text(value: Option<&Value>) -> Option<Str> {
    let text = scalar(value?)?;
    (!text.is_empty()).then_some(text)
}

/// A scalar as text.
fn scalar(value: &Value) -> Option<Str> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Int(number) => Some(number.to_string().into()),
        Value::Float(number) => Some(number.to_string().into()),
        Value::Bool(value) => Some(value.to_string().into()),
        Value::Null | Value::List(_) | Value::Map(_) => None,
    }
}

/// A whole number, also one written as a text.
pub(super) fn int(value: Option<&Value>) -> Option<i64> {
    match value? {
        Value::Int(number) => Some(*number),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

/// A port number, 1 to 65535.
pub(super) fn port(value: Option<&Value>) -> Option<u16> {
    u16::try_from(int(value)?).ok().filter(|&port| port != 0)
}

/// Whether a field is `true`.
pub(super) fn flag(value: Option<&Value>) -> bool {
    value.and_then(Value::as_bool) == Some(true)
}

/// An API word such as `TCP` or `ClusterIP`; unknown words and missing ones give the default.
pub(super) fn word<T: Default>(value: Option<&Value>, from_word: fn(&str) -> Option<T>) -> T {
    optional_word(value, from_word).unwrap_or_default()
}

/// An API word, none where it is missing or unknown.
pub(super) fn optional_word<T>(
    value: Option<&Value>,
    from_word: fn(&str) -> Option<T>,
) -> Option<T> {
    value.and_then(Value::as_str).and_then(from_word)
}

/// Names to values; a null value is an empty text, as the API server has it.
pub(super) fn labels(value: Option<&Value>) -> Labels {
    let Some(map) = value.and_then(Value::as_map) else {
        return Labels::new();
    };
    map.iter()
        .map(|(key, value)| (key.clone(), scalar(value).unwrap_or_default()))
        .collect()
}

/// An IP address. An IPv4-mapped IPv6 address is the IPv4 address, as for Go's `net` package.
pub(super) fn ip(value: Option<&Value>) -> Option<IpAddr> {
    let address: IpAddr = value?.as_str()?.parse().ok()?;
    Some(address.to_canonical())
}

/// The items of a list field.
pub(super) fn items(value: Option<&Value>) -> &[Value] {
    value.map_or(&[], Value::items)
}

/// `metadata` of a namespaced object; without a namespace it goes to `default`.
pub(super) fn meta(object: &Value, deleting: bool) -> ObjectMeta {
    let metadata = object.get("metadata");
    let field = |key| metadata.and_then(|metadata| metadata.get(key));
    ObjectMeta {
        name: text(field("name"))
            .or_else(|| text(field("generateName")))
            .unwrap_or_default(),
        namespace: text(field("namespace")).unwrap_or_else(|| "default".into()),
        labels: labels(field("labels")),
        annotations: labels(field("annotations")),
        deleting,
    }
}
