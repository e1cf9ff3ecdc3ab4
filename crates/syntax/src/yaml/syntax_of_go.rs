//! Values as Go's `%#v` prints them: go-yaml shows a key that is no scalar so.

use super::Value;

/// No person reads more.
const LONGEST: usize = 16 << 10;

/// `map[interface {}]interface {}{".Release.Name":interface {}(nil)}`, the usual fate of a template's `{{ .Release.Name }}`.
pub(super) fn go_syntax(value: &Value) -> String {
    let mut text = String::new();
    match value {
        Value::Null => text.push_str("<nil>"),
        _ => write_value(value, &mut text),
    }
    text
}

/// Goes as deep as the value, whose depth the budget bounds.
fn write_value(value: &Value, into: &mut String) {
    if into.len() > LONGEST {
        return;
    }
    match value {
        Value::Null => into.push_str("interface {}(nil)"),
        Value::Bool(flag) => into.push_str(if *flag { "true" } else { "false" }),
        Value::Int(number) => into.push_str(&number.to_string()),
        Value::Float(number) if number.is_infinite() => {
            into.push_str(if *number > 0.0 { "+Inf" } else { "-Inf" });
        }
        Value::Float(number) => into.push_str(&number.to_string()),
        Value::String(text) => quote(text, into),
        Value::Sequence(items) => {
            into.push_str("[]interface {}{");
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    into.push_str(", ");
                }
                write_value(&item.value, into);
            }
            into.push('}');
        }
        Value::Mapping(entries) => {
            let mut entries: Vec<_> = entries.iter().collect();
            entries.sort_by(|a, b| a.key.cmp(&b.key));
            into.push_str("map[interface {}]interface {}{");
            for (index, entry) in entries.into_iter().enumerate() {
                if index > 0 {
                    into.push_str(", ");
                }
                quote(&entry.key, into);
                into.push(':');
                write_value(&entry.value.value, into);
            }
            into.push('}');
        }
    }
}

/// A string between quotes, as `strconv.Quote` has it.
pub(super) fn quote(text: &str, into: &mut String) {
    into.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => into.extend(['\\', character]),
            '\x07' => into.push_str("\\a"),
            '\x08' => into.push_str("\\b"),
            '\x0C' => into.push_str("\\f"),
            '\n' => into.push_str("\\n"),
            '\r' => into.push_str("\\r"),
            '\t' => into.push_str("\\t"),
            '\x0B' => into.push_str("\\v"),
            '\0'..='\x1F' | '\x7F' => into.push_str(&format!("\\x{:02x}", u32::from(character))),
            '\u{80}'..='\u{A0}' | '\u{AD}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' => {
                into.push_str(&format!("\\u{:04x}", u32::from(character)));
            }
            _ => into.push(character),
        }
    }
    into.push('"');
}
