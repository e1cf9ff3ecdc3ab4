//! What several tests need.
// Each test crate compiles this file and uses a part of it.
#![allow(dead_code)]

use proptest::prelude::*;
use syntax::yaml::{Node, Value};

/// A value without its place, as JSON.
pub(crate) fn json(node: &Node) -> serde_json::Value {
    match &node.value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(flag) => (*flag).into(),
        Value::Int(number) => (*number).into(),
        Value::Float(number) => (*number).into(),
        Value::String(text) => (&**text).into(),
        Value::Sequence(items) => items.iter().map(json).collect(),
        Value::Mapping(entries) => entries
            .iter()
            .map(|entry| (entry.key.to_string(), json(&entry.value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
    }
}

/// Pieces of YAML that make sense together only by chance.
pub(crate) fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "key: ",
        "k: v\n",
        "- ",
        "  ",
        "\n",
        "\"q\" ",
        "'s' ",
        "[",
        "]",
        "{",
        "}",
        ", ",
        ": ",
        " # c\n",
        "|\n",
        ">-\n",
        "|2+\n",
        "한글",
        "👍",
        "xyz ",
        "12",
        "&a ",
        "*a ",
        "? ",
        "\t",
        "\r\n",
        "\\n",
        "-",
        "!t ",
        "\"",
        "'",
        "%",
        "key:\n  ",
        "a:\n- b\n",
        "...\n",
        "#",
        "\u{2028}",
        "\u{85}",
    ]);
    prop::collection::vec(piece, 1..14).prop_map(|pieces| pieces.concat())
}
