//! The API server's answer to each object: decode strictly, fill in defaults, give out addresses, validate.

mod allocation;
mod create;
mod decode;
mod defaults;
mod identity;
mod kubectl;
mod nearest;
mod plugins;
mod qos;
mod quantity;
mod reply;
mod submit;
mod validation;
mod warnings;
mod zero;

#[cfg(test)]
use crate::Value;

pub use kubectl::create_output;
pub(crate) use nearest::nearest;
pub use reply::{DecodeError, DecodeErrorKind, Reply, Verdict, Wanted};
pub use submit::{admit, not_yaml_message};

/// An object from JSON, for tests.
#[cfg(test)]
fn from_json(text: &str) -> Value {
    fn convert(json: serde_json::Value) -> Value {
        match json {
            serde_json::Value::Null => Value::Null,
            serde_json::Value::Bool(value) => value.into(),
            serde_json::Value::Number(number) => match number.as_i64() {
                Some(number) => number.into(),
                None => Value::Float(number.as_f64().unwrap()),
            },
            serde_json::Value::String(text) => text.into(),
            serde_json::Value::Array(items) => {
                Value::List(items.into_iter().map(convert).collect())
            }
            serde_json::Value::Object(fields) => {
                let fields = fields.into_iter();
                let map: crate::Map = fields
                    .map(|(key, field)| (key.into(), convert(field)))
                    .collect();
                map.into()
            }
        }
    }
    convert(serde_json::from_str(text).unwrap())
}
