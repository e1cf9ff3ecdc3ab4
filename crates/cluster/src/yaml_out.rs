//! Writing YAML as `kubectl -o yaml` lays it out: keys in byte order, lists flush with their key, strings quoted where
//! YAML 1.1 would read something else.

use std::fmt::Write as _;
use std::net::Ipv4Addr;

use crate::Value;

/// How deep a value may be nested; objects of the API are far shallower.
const DEEPEST: usize = 200;

/// `value` as a YAML document, with a newline at its end.
pub fn document(value: &Value) -> String {
    let mut out = String::new();
    block(&mut out, value, 0, 0);
    out
}

/// `text` as a YAML scalar: plain where that reads back as the same string, else in double quotes.
pub fn scalar(text: &str) -> String {
    if reads_back_plain(text) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// Writes `value` so that its first line follows what is on the current line already.
fn block(out: &mut String, value: &Value, indent: usize, depth: usize) {
    match value {
        Value::Map(map) if !map.is_empty() && depth < DEEPEST => {
            let mut fields: Vec<_> = map.iter().collect();
            fields.sort_by_key(|(key, _)| *key);
            for (at, (key, field)) in fields.into_iter().enumerate() {
                if at > 0 {
                    pad(out, indent);
                }
                out.push_str(&scalar(key));
                out.push(':');
                match field {
                    Value::Map(inner) if !inner.is_empty() => {
                        out.push('\n');
                        pad(out, indent + 2);
                        block(out, field, indent + 2, depth + 1);
                    }
                    Value::List(items) if !items.is_empty() => {
                        out.push('\n');
                        pad(out, indent);
                        block(out, field, indent, depth + 1);
                    }
                    _ => {
                        out.push(' ');
                        block(out, field, indent, depth + 1);
                    }
                }
            }
        }
        Value::List(items) if !items.is_empty() && depth < DEEPEST => {
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    pad(out, indent);
                }
                out.push_str("- ");
                block(out, item, indent + 2, depth + 1);
            }
        }
        _ => {
            out.push_str(&leaf(value));
            out.push('\n');
        }
    }
}

fn pad(out: &mut String, indent: usize) {
    out.extend(std::iter::repeat_n(' ', indent));
}

fn leaf(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::String(text) => scalar(text),
        Value::List(_) => "[]".to_owned(),
        Value::Map(_) => "{}".to_owned(),
    }
}

/// The words that YAML 1.1 reads as booleans, null or numbers, in lower case.
const RESERVED: [&str; 14] = [
    "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", "~", "<<", "=",
];

fn reads_back_plain(text: &str) -> bool {
    let Some(first) = text.chars().next() else {
        return false;
    };
    let plain = |c: char| c.is_alphanumeric() || " ._-/:=+,()%@~^$;<>".contains(c);
    let numberish = |c: char| c.is_ascii_hexdigit() || "xXoO+-_.:".contains(c);
    let starts_well =
        first.is_alphabetic() || first.is_ascii_digit() || "/._$(<=^~".contains(first);
    let may_be_number = (first.is_ascii_digit() || first == '.') && text.chars().all(numberish);
    starts_well
        && text.chars().all(plain)
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !RESERVED.contains(&text.to_ascii_lowercase().as_str())
        && (!may_be_number || text.parse::<Ipv4Addr>().is_ok())
        && !text.contains(":-")
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                // A String takes every write.
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use syntax::yaml::Budget;

    use super::*;
    use crate::Map;
    use crate::lower::from_node;

    #[test]
    fn strings_are_quoted_only_where_yaml_1_1_misreads_them() {
        for (text, expected) in [
            ("web", "web"),
            ("10.244.0.10", "10.244.0.10"),
            ("nginx:1.27", "nginx:1.27"),
            ("apps/v1", "apps/v1"),
            ("yes", "\"yes\""),
            ("1_000", "\"1_000\""),
            ("0777", "\"0777\""),
            ("8080", "\"8080\""),
            ("1e3", "\"1e3\""),
            ("", "\"\""),
            ("a: b", "\"a: b\""),
            ("# no", "\"# no\""),
            ("*", "\"*\""),
            ("두\n줄", "\"두\\n줄\""),
        ] {
            assert_eq!(scalar(text), expected);
        }
    }

    #[test]
    fn lists_stand_flush_with_their_key_and_keys_in_order() {
        let port = Value::Map(Map::from_iter([
            ("port".into(), Value::Int(80)),
            ("name".into(), "http".into()),
        ]));
        let spec = Value::Map(Map::from_iter([
            ("ports".into(), Value::List(vec![port])),
            ("externalIPs".into(), Value::List(vec![])),
        ]));
        let object = Value::Map(Map::from_iter([
            ("spec".into(), spec),
            ("kind".into(), "Service".into()),
        ]));
        assert_eq!(
            document(&object),
            "kind: Service\nspec:\n  externalIPs: []\n  ports:\n  - name: http\n    port: 80\n"
        );
    }

    /// Scalars that YAML, or YAML 1.1, might take for something else.
    fn text() -> impl Strategy<Value = String> {
        prop_oneof![
            "[a-z0-9.:/_ -]{0,12}",
            "[-+.0-9xobe_:]{1,8}",
            "[yYnNoOfFtTrRuUeEsSlLaA~]{1,5}",
            "[!-~ ]{0,6}",
            "(?s).{0,6}",
            "[\\n\\t\\r \u{85}\u{a0}\u{2028}\u{feff}a#:-]{0,8}",
        ]
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            text().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 32, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                map(inner).prop_map(Value::from),
            ]
        })
    }

    /// Keys in the order in which they are written.
    fn map(inner: impl Strategy<Value = Value>) -> impl Strategy<Value = Map> {
        let fields = prop::collection::btree_map(text(), inner, 0..4);
        fields.prop_map(|fields| {
            fields
                .into_iter()
                .map(|(key, value)| (key.into(), value))
                .collect()
        })
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(map in map(value())) {
            let written = document(&Value::Map(map.clone()));
            let read = syntax::yaml::read(&written, Budget::default());
            let roots: Vec<Value> = read.documents.iter().filter_map(|it| it.root.as_ref()).map(from_node).collect();
            prop_assert_eq!(roots, [Value::Map(map)], "{}", written);
        }
    }
}
