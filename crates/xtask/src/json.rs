//! The core's values as `serde_json` has them.

use cluster::Value;
use serde_json::Value as Json;

/// The same value.
pub(crate) fn json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(value) => Json::from(*value),
        Value::Int(number) => Json::from(*number),
        Value::Float(number) => Json::from(*number),
        Value::String(text) => Json::from(&**text),
        Value::List(items) => items.iter().map(json).collect(),
        Value::Map(map) => {
            let fields = map
                .iter()
                .map(|(key, value)| (key.to_string(), json(value)));
            Json::Object(fields.collect())
        }
    }
}
