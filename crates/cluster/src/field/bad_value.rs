use std::fmt::{self, Write};

use syntax::yaml::json_float;

use crate::{Str, Value};

/// The value an error is about, and how Go prints it.
#[derive(Clone, Debug, PartialEq)]
pub enum BadValue {
    /// A Go `string`: quoted as `%q` does.
    String(Str),
    /// A whole number.
    Int(i64),
    /// A boolean.
    Bool(bool),
    /// Anything else, as JSON: a list, a map, a struct, a string of a type of its own.
    Json(Value),
    /// A nil pointer.
    Null,
}

impl BadValue {
    /// The string, of whatever type.
    pub(super) fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            Self::Json(value) => value.as_str(),
            _ => None,
        }
    }

    /// A string of a named Go type (`core.ServiceType`): JSON writes it, not `%q`.
    pub fn typed(text: &str) -> Self {
        Self::Json(text.to_owned().into())
    }
}

impl From<&str> for BadValue {
    fn from(text: &str) -> Self {
        Self::String(text.into())
    }
}

impl From<i64> for BadValue {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<bool> for BadValue {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<&Value> for BadValue {
    fn from(value: &Value) -> Self {
        Self::Json(value.clone())
    }
}

impl fmt::Display for BadValue {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::String(text) => quote(text).fmt(out),
            Self::Int(number) => number.fmt(out),
            Self::Bool(value) => value.fmt(out),
            Self::Json(value) => Json(value).fmt(out),
            Self::Null => out.write_str(r#""null""#),
        }
    }
}

/// `text` as Go's `%q` writes it.
pub(crate) fn quote(text: &str) -> impl fmt::Display {
    Quoted(text)
}

struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_char('"')?;
        for c in self.0.chars() {
            match c {
                '"' => out.write_str("\\\"")?,
                '\\' => out.write_str("\\\\")?,
                '\x07' => out.write_str("\\a")?,
                '\x08' => out.write_str("\\b")?,
                '\x0c' => out.write_str("\\f")?,
                '\n' => out.write_str("\\n")?,
                '\r' => out.write_str("\\r")?,
                '\t' => out.write_str("\\t")?,
                '\x0b' => out.write_str("\\v")?,
                c if is_print(c) => out.write_char(c)?,
                c if c < ' ' || c == '\x7f' => write!(out, "\\x{:02x}", u32::from(c))?,
                c if u32::from(c) < 0x10000 => write!(out, "\\u{:04x}", u32::from(c))?,
                c => write!(out, "\\U{:08x}", u32::from(c))?,
            }
        }
        out.write_char('"')
    }
}

/// Go's `strconv.IsPrint`: letters, marks, numbers, punctuation, symbols and the ASCII space. Rust escapes the same ones,
/// save for marks at the start of a text, hence the letter before it.
fn is_print(c: char) -> bool {
    let mut pair = String::from("a");
    pair.push(c);
    pair.escape_debug().nth(1) == Some(c)
}

/// `value` as Go's `encoding/json` writes it: no spaces, map keys as they stand.
struct Json<'a>(&'a Value);

impl fmt::Display for Json<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Value::Null => out.write_str("null"),
            Value::Bool(value) => value.fmt(out),
            Value::Int(number) => number.fmt(out),
            Value::Float(number) => out.write_str(&json_float(*number)),
            Value::String(text) => json_string(text, out),
            Value::List(items) => {
                out.write_char('[')?;
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        out.write_char(',')?;
                    }
                    Json(item).fmt(out)?;
                }
                out.write_char(']')
            }
            Value::Map(fields) => {
                out.write_char('{')?;
                for (at, (key, field)) in fields.iter().enumerate() {
                    if at > 0 {
                        out.write_char(',')?;
                    }
                    json_string(key, out)?;
                    out.write_char(':')?;
                    Json(field).fmt(out)?;
                }
                out.write_char('}')
            }
        }
    }
}

fn json_string(text: &str, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    out.write_char('"')?;
    for c in text.chars() {
        match c {
            '"' => out.write_str("\\\"")?,
            '\\' => out.write_str("\\\\")?,
            '\x08' => out.write_str("\\b")?,
            '\x0c' => out.write_str("\\f")?,
            '\n' => out.write_str("\\n")?,
            '\r' => out.write_str("\\r")?,
            '\t' => out.write_str("\\t")?,
            // Go keeps its JSON safe inside HTML and JavaScript.
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => write!(out, "\\u{:04x}", u32::from(c))?,
            c if c < ' ' => write!(out, "\\u{:04x}", u32::from(c))?,
            c => out.write_char(c)?,
        }
    }
    out.write_char('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_quoted_as_go_does() {
        let cases = [
            ("plain 日本 naïve", r#""plain 日本 naïve""#),
            ("a\"b\\c\n\t\x01\x7f", r#""a\"b\\c\n\t\x01\x7f""#),
            ("\u{a0}\u{200b}\u{feff}", r#""\u00a0\u200b\ufeff""#),
            ("e\u{301}\u{e0001}", "\"e\u{301}\\U000e0001\""),
        ];
        for (text, quoted) in cases {
            assert_eq!(quote(text).to_string(), quoted);
        }
    }

    #[test]
    fn structs_are_json() {
        let list = Value::from(vec![Value::from("a<b"), Value::from(1), Value::Null]);
        assert_eq!(BadValue::from(&list).to_string(), r#"["a\u003cb",1,null]"#);
    }
}
