//! What a scalar means: YAML 1.1 as go-yaml v2 reads it (`resolve`, and `decoder.scalar` for a target of any type).

use super::Value;
use super::number::{json_float, looks_like_float, parse_int};
use super::strings::Strings;

const PREFIX: &str = "tag:yaml.org,2002:";

/// The types that a tag can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Type {
    Str,
    Bool,
    Int,
    Float,
    Null,
    Timestamp,
    Merge,
}

impl Type {
    fn name(self) -> &'static str {
        match self {
            Self::Str => "!!str",
            Self::Bool => "!!bool",
            Self::Int => "!!int",
            Self::Float => "!!float",
            Self::Null => "!!null",
            Self::Timestamp => "!!timestamp",
            Self::Merge => "!!merge",
        }
    }
}

/// Whether a key merges its value into the mapping around it.
pub(super) fn is_merge(value: &str, tag: Option<&str>, implicit: bool) -> bool {
    value == "<<" && (implicit || tag.and_then(|tag| tag.strip_prefix(PREFIX)) == Some("merge"))
}

/// The value of a scalar; `Err` is go-yaml's complaint about one that is not what its tag says.
pub(super) fn resolve(
    value: &str,
    tag: Option<&str>,
    implicit: bool,
    strings: &mut Strings,
) -> Result<Value, String> {
    let mut string = |value| Value::String(strings.share(value));
    let wanted = match tag {
        None if !implicit => return Ok(string(value)),
        None => None,
        Some(tag) => match tag.strip_prefix(PREFIX) {
            Some("str") => return Ok(string(value)),
            Some("binary") => return binary(value),
            Some("bool") => Some(Type::Bool),
            Some("int") => Some(Type::Int),
            Some("float") => Some(Type::Float),
            Some("null") => Some(Type::Null),
            Some("timestamp") => Some(Type::Timestamp),
            _ => return Ok(string(value)),
        },
    };
    let timestamps = matches!(wanted, None | Some(Type::Timestamp));
    let (found, meaning) = plain(value, timestamps).unwrap_or_else(|text| (text, string(value)));
    match wanted {
        None => Ok(meaning),
        Some(wanted) if wanted == found => Ok(meaning),
        Some(Type::Float) if found == Type::Int => Ok(meaning),
        Some(wanted) => Err(format!(
            "cannot decode {} `{value}` as a {}",
            found.name(),
            wanted.name()
        )),
    }
}

/// The meaning of a plain scalar; `Err` is the type of one that stays text.
fn plain(value: &str, timestamps: bool) -> Result<(Type, Value), Type> {
    // No word is longer than `+.inf` and `false`.
    if value.len() <= 5
        && let Some(known) = word(value)
    {
        return Ok(known);
    }
    if value == "<<" {
        return Err(Type::Merge);
    }
    let first = value.bytes().next().unwrap_or(0);
    match first {
        b'.' => {
            if let Some(number) = value.parse().ok().and_then(finite) {
                return Ok((Type::Float, number));
            }
        }
        b'0'..=b'9' | b'+' | b'-' => {
            // A timestamp stays the string it is, for go-yaml v2's backward compatibility.
            if timestamps && is_timestamp(value) {
                return Err(Type::Timestamp);
            }
            if let Some(number) = number(value) {
                return Ok(number);
            }
        }
        _ => {}
    }
    Err(Type::Str)
}

fn word(value: &str) -> Option<(Type, Value)> {
    Some(match value {
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => {
            (Type::Bool, Value::Bool(true))
        }
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            (Type::Bool, Value::Bool(false))
        }
        "" | "~" | "null" | "Null" | "NULL" => (Type::Null, Value::Null),
        ".nan" | ".NaN" | ".NAN" => (Type::Float, Value::Float(f64::NAN)),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => {
            (Type::Float, Value::Float(f64::INFINITY))
        }
        "-.inf" | "-.Inf" | "-.INF" => (Type::Float, Value::Float(f64::NEG_INFINITY)),
        _ => return None,
    })
}

fn number(value: &str) -> Option<(Type, Value)> {
    let plain: String = value
        .chars()
        .filter(|&character| character != '_')
        .collect();
    if let Some((negative, size)) = parse_int(&plain) {
        let int = if negative {
            0i64.checked_sub_unsigned(size)
        } else {
            i64::try_from(size).ok()
        };
        match int {
            Some(int) => return Some((Type::Int, Value::Int(int))),
            None if !negative => return Some((Type::Int, Value::Float(size as f64))),
            None => {}
        }
    }
    if looks_like_float(&plain) {
        return Some((Type::Float, finite(plain.parse().ok()?)?));
    }
    None
}

/// A number as it comes out of JSON, the form in which `kubectl` hands values on: there 80.0 and 8e1 are 80.
fn finite(value: f64) -> Option<Value> {
    if !value.is_finite() {
        return None;
    }
    Some(
        json_float(value)
            .parse()
            .map_or(Value::Float(value), Value::Int),
    )
}

/// Whether a text is a date, or a date and a time, in one of the forms that go-yaml knows.
fn is_timestamp(value: &str) -> bool {
    let (date, time) = match value.find(['T', 't', ' ']) {
        Some(at) => value.split_at(at),
        None => (value, ""),
    };
    let mut parts = date.split('-');
    let (Some(year), Some(month), Some(day), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let within = |text: &str, digits: usize, low: u32, high: u32| {
        (1..=digits).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_digit())
            && text
                .parse()
                .is_ok_and(|number: u32| (low..=high).contains(&number))
    };
    if year.len() != 4
        || !within(year, 4, 0, 9999)
        || !within(month, 2, 1, 12)
        || !within(day, 2, 1, 31)
    {
        return false;
    }
    // Whatever follows a date is at most a time: no such text is a number, so that its exact form does not matter.
    time.is_empty() || time.len() > 1
}

/// The text that `!!binary` encodes.
fn binary(value: &str) -> Result<Value, String> {
    let fail = || "!!binary value contains invalid base64 data".to_owned();
    let text: Vec<u8> = value
        .bytes()
        .filter(|byte| !matches!(byte, b'\r' | b'\n'))
        .collect();
    if !text.len().is_multiple_of(4) {
        return Err(fail());
    }
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let padding = text.iter().rev().take_while(|&&byte| byte == b'=').count();
    let digits = text.get(..text.len() - padding).unwrap_or_default();
    if padding > 2 {
        return Err(fail());
    }
    for group in digits.chunks(4) {
        let mut bits = 0;
        for &byte in group {
            let digit = match byte {
                b'A'..=b'Z' => byte - b'A',
                b'a'..=b'z' => byte - b'a' + 26,
                b'0'..=b'9' => byte - b'0' + 52,
                b'+' => 62,
                b'/' => 63,
                _ => return Err(fail()),
            };
            bits = bits << 6 | u32::from(digit);
        }
        bits <<= 6 * (4 - group.len());
        let [_, octets @ ..] = bits.to_be_bytes();
        bytes.extend(octets.iter().take(group.len() - 1));
    }
    Ok(Value::String(String::from_utf8_lossy(&bytes).into()))
}
