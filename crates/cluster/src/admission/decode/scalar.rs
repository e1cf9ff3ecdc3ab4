//! Values without parts, and what Go says to those that do not fit.

use syntax::yaml::{self, Node};

use super::time;
use super::walk::{number, word};
use crate::Value;
use crate::admission::quantity::Quantity;
use crate::schema::Type;

/// What became of a value.
pub(super) enum Scalar {
    /// It fits.
    Value(Value),
    /// It is of another type: what it is, and the type where that is not the field's own.
    WrongType {
        value: String,
        of: Option<&'static str>,
    },
    /// It is of the right type and makes no sense.
    Unparsable {
        message: String,
        ends_the_walk: bool,
    },
}

/// Reads a value that is not null.
pub(super) fn read(kind: &Type, node: &Node) -> Scalar {
    match (kind, &node.value) {
        (Type::Bool, yaml::Value::Bool(value)) => Scalar::Value((*value).into()),
        (Type::String(_), yaml::Value::String(text)) => Scalar::Value(text.clone().into()),
        (Type::IntOrString, yaml::Value::String(text)) => Scalar::Value(text.clone().into()),
        (Type::Int64, yaml::Value::Int(number)) => Scalar::Value((*number).into()),
        (Type::Int32 | Type::IntOrString, yaml::Value::Int(number))
            if i32::try_from(*number).is_ok() =>
        {
            Scalar::Value((*number).into())
        }
        (Type::Float64, yaml::Value::Int(number)) => Scalar::Value((*number).into()),
        (Type::Float64, yaml::Value::Float(number)) => Scalar::Value(Value::Float(*number)),
        (Type::Int32 | Type::Int64, yaml::Value::Int(_) | yaml::Value::Float(_)) => {
            out_of_range(node, None)
        }
        (Type::IntOrString, yaml::Value::Int(_) | yaml::Value::Float(_)) => {
            out_of_range(node, Some("int32"))
        }
        (Type::IntOrString, _) => wrong(node, Some("int32")),
        (Type::Bytes, yaml::Value::String(text)) => match base64_error(text) {
            Some(at) => Scalar::Unparsable {
                message: format!("illegal base64 data at input byte {at}"),
                ends_the_walk: false,
            },
            None => Scalar::Value(text.clone().into()),
        },
        (Type::Quantity, _) => quantity(node),
        (Type::Time, yaml::Value::String(text)) => parsed(time::time(text)),
        (Type::MicroTime, yaml::Value::String(text)) => parsed(time::micro_time(text)),
        (Type::Time | Type::MicroTime, _) => wrong(node, Some("string")),
        _ => wrong(node, None),
    }
}

fn wrong(node: &Node, of: Option<&'static str>) -> Scalar {
    Scalar::WrongType {
        value: word(node).to_owned(),
        of,
    }
}

/// A number with a fraction or too many digits: Go tells it.
fn out_of_range(node: &Node, of: Option<&'static str>) -> Scalar {
    Scalar::WrongType {
        value: format!("number {}", number(node).unwrap_or_default()),
        of,
    }
}

fn parsed(result: Result<String, String>) -> Scalar {
    match result {
        Ok(text) => Scalar::Value(text.into()),
        Err(message) => Scalar::Unparsable {
            message,
            ends_the_walk: true,
        },
    }
}

/// `resource.Quantity.UnmarshalJSON`: a string or a number, in its canonical form.
fn quantity(node: &Node) -> Scalar {
    const WRONG_FORMAT: &str = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
    let text = match &node.value {
        yaml::Value::String(text) => text.trim().to_owned(),
        _ => match number(node) {
            Some(number) => number,
            None => return parsed(Err(WRONG_FORMAT.to_owned())),
        },
    };
    match Quantity::parse(&text) {
        Some(quantity) => Scalar::Value(quantity.to_string().into()),
        None if has_quantity_form(&text) => {
            parsed(Err("unable to parse quantity's suffix".to_owned()))
        }
        None => parsed(Err(WRONG_FORMAT.to_owned())),
    }
}

/// A sign, digits with at most one point, letters of suffixes, an exponent: what `parseQuantityString` lets pass.
fn has_quantity_form(text: &str) -> bool {
    let digits = |text: &str| {
        text.trim_start_matches(|c: char| c.is_ascii_digit())
            .to_owned()
    };
    let rest = digits(text.strip_prefix(['+', '-']).unwrap_or(text));
    let rest = rest.strip_prefix('.').map_or(rest.clone(), digits);
    let rest = rest.trim_start_matches(|c: char| "eEinumkKMGTP".contains(c));
    !text.is_empty() && digits(rest.strip_prefix(['+', '-']).unwrap_or(rest)).is_empty()
}

/// Where Go's `base64.StdEncoding` gives up, if it does; line ends do not count as data.
fn base64_error(text: &str) -> Option<usize> {
    let bytes: Vec<(usize, u8)> = text
        .bytes()
        .enumerate()
        .filter(|(_, byte)| !matches!(byte, b'\r' | b'\n'))
        .collect();
    let data = bytes
        .iter()
        .take_while(|(_, byte)| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
        .count();
    let rest = bytes.get(data..).unwrap_or_default();
    match (data % 4, rest) {
        (0, []) | (2, [(_, b'='), (_, b'=')]) | (3, [(_, b'=')]) => None,
        // Text that just ends is missed where its last group of four began.
        (missing, []) => Some(text.len().saturating_sub(missing)),
        (2, [(_, b'=')]) => Some(text.len()),
        (2, [(_, b'='), (_, b'='), (at, _), ..]) | (3, [(_, b'='), (at, _), ..]) => Some(*at),
        (_, [(at, _), ..]) => Some(*at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_told_where_it_breaks() {
        let cases = [
            ("", None),
            ("YQ==", None),
            ("YWI=", None),
            ("YWJj", None),
            ("YW\nJj\n", None),
            ("not base64!", Some(3)),
            ("YQ=", Some(3)),
            ("YWJj!", Some(4)),
            ("YQ==YQ==", Some(4)),
        ];
        for (text, at) in cases {
            assert_eq!(base64_error(text), at, "{text}");
        }
    }

    #[test]
    fn a_quantity_with_a_strange_suffix_still_has_the_form() {
        for text in ["1", "1.5Gi", "12e6", "5kk", "Mi", "-.5m", "1e-3"] {
            assert!(has_quantity_form(text), "{text}");
        }
        for text in ["", "1 Gi", "ten", "1.2.3", "0x10"] {
            assert!(!has_quantity_form(text), "{text}");
        }
    }
}
