//! What a text means, and where each part of it stands.
// Helpers of tests may unwrap as tests may.
#![allow(clippy::unwrap_used)]

mod common;

use common::json;
use serde_json::json;
use syntax::yaml::{Budget, Document, ErrorSource, Node, Stream, Value, read};

fn stream(text: &str) -> Stream {
    read(text, Budget::default())
}

/// The only document of a text.
fn only(text: &str) -> Document {
    let mut documents = stream(text).documents;
    assert_eq!(documents.len(), 1, "{text:?}");
    documents.remove(0)
}

fn root(text: &str) -> Node {
    let document = only(text);
    assert_eq!(document.error, None);
    document.root.unwrap()
}

fn value(text: &str) -> serde_json::Value {
    json(&root(text))
}

fn message(text: &str) -> String {
    let error = stream(text)
        .documents
        .into_iter()
        .find_map(|document| document.error);
    error.map(|error| error.to_string()).unwrap_or_default()
}

/// The text of the value at a path of keys and indices.
fn at<'t>(text: &'t str, path: &str) -> &'t str {
    let root = root(text);
    let mut node = &root;
    for step in path.split('.') {
        node = match step.parse() {
            Ok(index) => node.item(index).unwrap(),
            Err(_) => &node.get(step).unwrap().value,
        };
    }
    node.span.text(text)
}

/// The text that an error points at.
fn pointed_at(text: &str) -> &str {
    stream(text)
        .documents
        .iter()
        .find_map(|document| document.error.as_ref())
        .unwrap()
        .span
        .text(text)
}

#[test]
fn spans_hold_exactly_the_text() {
    let text = "# 서비스\r\nmetadata: # 👍\r\n  name: &n 웹 서버 \t# c\r\n  labels: {app: 'a b', 등급:  \"앞👍\" , on: ~}\r\nports:\r\n- !!int \"80\"\r\n- 443\r\n";
    assert_eq!(at(text, "metadata.name"), "웹 서버");
    assert_eq!(
        at(text, "metadata.labels"),
        "{app: 'a b', 등급:  \"앞👍\" , on: ~}"
    );
    assert_eq!(at(text, "metadata.labels.app"), "'a b'");
    assert_eq!(at(text, "metadata.labels.등급"), "\"앞👍\"");
    assert_eq!(at(text, "metadata.labels.true"), "~");
    assert_eq!(at(text, "ports.0"), "\"80\"");
    assert_eq!(at(text, "ports"), "- !!int \"80\"\r\n- 443");
    assert_eq!(
        root(text).get("metadata").unwrap().key_span.text(text),
        "metadata"
    );
}

#[test]
fn a_missing_value_stands_right_after_its_indicator() {
    let text = "a:\nb: # c\nc: !!str\nd: {e, f: , g: }\nh:\n-\n- x\n";
    let root = root(text);
    let start = |path: &str| {
        let mut node = &root;
        for step in path.split('.') {
            node = step.parse().map_or_else(
                |_| &node.get(step).unwrap().value,
                |index| node.item(index).unwrap(),
            );
        }
        assert_eq!(node.span.start, node.span.end);
        &text[..node.span.start as usize]
    };
    assert!(start("a").ends_with("a:"));
    assert!(start("b").ends_with("b:"));
    assert!(start("c").ends_with("!!str"));
    assert!(start("d.e").ends_with("{e"));
    assert!(start("d.f").ends_with("f:"));
    assert!(start("d.g").ends_with("g:"));
    assert!(start("h.0").ends_with("\n-"));
}

#[test]
fn block_scalars_begin_at_their_indicator_and_end_with_their_text() {
    let text = "a: |-\n  one\n   two\n\n\nb: >+ # c\n  x\n  y\n\nc: |\nd: 1";
    assert_eq!(at(text, "a"), "|-\n  one\n   two");
    assert_eq!(at(text, "b"), ">+ # c\n  x\n  y");
    assert_eq!(at(text, "c"), "|");
    assert_eq!(
        value(text),
        json!({"a": "one\n two", "b": "x y\n\n", "c": "", "d": 1})
    );
}

#[test]
fn what_an_alias_brings_stands_at_the_alias() {
    let text = "a: &x {k: [v]}\nb: *x\nc: {<<: *x, l: 1}\n";
    assert_eq!(
        value(text),
        json!({"a": {"k": ["v"]}, "b": {"k": ["v"]}, "c": {"k": ["v"], "l": 1}})
    );
    assert_eq!(at(text, "b"), "*x");
    assert_eq!(at(text, "c.k"), "*x");
    assert_eq!(at(text, "a"), "{k: [v]}");
}

/// Unlike YAML's own rule: in go-yaml v2 what comes later wins, merged or not.
#[test]
fn a_merged_key_replaces_one_that_stands_before_it() {
    let text = "base: &b {k: 1, l: 2}\nover: &o {k: 3}\nfirst: {<<: *b, k: 9}\nlast: {k: 9, <<: *b}\nseveral: {<<: [*o, *b]}\n";
    let found = value(text);
    assert_eq!(found["first"], json!({"k": 9, "l": 2}));
    assert_eq!(found["last"], json!({"k": 1, "l": 2}));
    assert_eq!(found["several"], json!({"k": 3, "l": 2}));
    assert_eq!(
        message("a: {<<: 1}"),
        "yaml: map merge requires map or sequence of maps as the value"
    );
    assert_eq!(value("'<<': 1"), json!({"<<": 1}));
}

#[test]
fn scalars_are_those_of_yaml_1_1() {
    for (text, expected) in [
        ("y", json!(true)),
        ("Off", json!(false)),
        ("oN", json!("oN")),
        ("~", json!(null)),
        ("'~'", json!("~")),
        ("0777", json!(511)),
        ("0o17", json!(15)),
        ("-0x1F", json!(-31)),
        ("0b11", json!(3)),
        ("08", json!(8)),
        ("1_000", json!(1000)),
        ("+12", json!(12)),
        ("1e3", json!(1000)),
        ("80.0", json!(80)),
        (".5", json!(0.5)),
        ("1.", json!(1)),
        ("1e999", json!("1e999")),
        ("190:20:30", json!("190:20:30")),
        ("2001-12-14", json!("2001-12-14")),
        ("10.96.0.1", json!("10.96.0.1")),
        ("1.5e-7", json!(1.5e-7)),
        ("9223372036854775807", json!(i64::MAX)),
        ("9223372036854775808", json!(9223372036854775808.0)),
        ("0x", json!("0x")),
        ("--1", json!("--1")),
        ("_1", json!("_1")),
        ("!!str 12", json!("12")),
        ("!!int \"12\"", json!(12)),
        ("!!float 12", json!(12)),
        ("!!binary aGVsbG8=", json!("hello")),
        ("!local 12", json!("12")),
        ("! 12", json!("12")),
        ("!!str", json!("")),
        ("<<", json!("<<")),
    ] {
        assert_eq!(value(&format!("a: {text}"))["a"], expected, "{text}");
    }
}

#[test]
fn a_tag_must_fit_its_value() {
    assert_eq!(
        message("a: !!int x"),
        "yaml: cannot decode !!str `x` as a !!int"
    );
    assert_eq!(
        message("a: !!bool 1"),
        "yaml: cannot decode !!int `1` as a !!bool"
    );
    assert_eq!(
        message("a: !!binary '*'"),
        "yaml: !!binary value contains invalid base64 data"
    );
    assert_eq!(message("a: !x!y 1"), "yaml: found undefined tag handle");
}

#[test]
fn keys_become_strings() {
    assert_eq!(
        value("{1: a, yes: b, 1.5: c, 1e6: d, 0x10: e, .inf: f}"),
        json!({"1": "a", "true": "b", "1.5": "c", "1000000": "d", "16": "e", ".inf": "f"})
    );
    assert_eq!(
        message("name: {{ .Release.Name }}\n"),
        r#"yaml: invalid map key: map[interface {}]interface {}{".Release.Name":interface {}(nil)}"#
    );
    assert_eq!(
        message("[a, 1]: x"),
        r#"yaml: invalid map key: []interface {}{"a", 1}"#
    );
    assert_eq!(
        message("~: x"),
        r#"unsupported map key of type: %!s(<nil>), key: <nil>, value: "x""#
    );
    // What go-yaml cannot decode is told before what JSON cannot hold.
    assert_eq!(
        message("~: [-.inf]\n? [a]\n: b"),
        r#"yaml: invalid map key: []interface {}{"a"}"#
    );
    assert_eq!(
        message("~: [-.inf]"),
        "unsupported map key of type: %!s(<nil>), key: <nil>, value: []interface {}{-Inf}"
    );
    assert_eq!(only("~: x").error.unwrap().source, ErrorSource::Conversion);
}

#[test]
fn json_has_no_infinity() {
    assert_eq!(message("a: .inf"), "json: unsupported value: +Inf");
    assert_eq!(message("a: [-.inf, .nan]"), "json: unsupported value: -Inf");
}

#[test]
fn the_last_of_equal_keys_counts_and_all_are_told() {
    let text = "a: 1\nb:\n  c: 1\n  c: 2\na:\n  d: 3\n";
    let document = only(text);
    assert_eq!(
        json(document.root.as_ref().unwrap()),
        json!({"a": {"d": 3}, "b": {"c": 2}})
    );
    let told: Vec<_> = document
        .duplicate_keys
        .iter()
        .map(|key| (key.key.as_str(), key.line))
        .collect();
    // go-yaml names the line in which the second value begins.
    assert_eq!(told, [("c", 4), ("a", 6)]);
    let again = &document.duplicate_keys[1];
    assert_eq!((again.first.start, again.again.text(text)), (0, "a"));
    assert!(again.again.start > 10);
}

#[test]
fn documents_end_at_lines_that_begin_with_dashes() {
    let text = "# nothing\n---\na: 1\n--- # remark\n\n---\nb: \"x\n  --- y\"\n---\r\nc: 3\n...\nd: [\n---\n~\n---";
    let documents = stream(text).documents;
    let texts: Vec<_> = documents
        .iter()
        .map(|document| document.span.text(text))
        .collect();
    assert_eq!(
        texts,
        ["a: 1\n", "b: \"x\n  --- y\"\n", "c: 3\n...\nd: [\n"]
    );
    assert!(documents.iter().all(|document| document.error.is_none()));
    // What follows the end of a chunk's first document is never read.
    assert_eq!(json(documents[2].root.as_ref().unwrap()), json!({"c": 3}));
}

#[test]
fn lines_are_counted_within_the_document() {
    assert_eq!(
        message("a: 1\n---\nb: 1\nc: @\n"),
        "yaml: line 2: found character that cannot start any token"
    );
    // A separator that nothing comes before is handed over with the document.
    assert_eq!(
        message("---\nb: 1\nc: @\n"),
        "yaml: line 3: found character that cannot start any token"
    );
}

#[test]
fn a_separator_with_text_loses_the_document_before_it() {
    let text = "a: 1\n---\nb: 2\n--- c: 3\nd: 4\n";
    let documents = stream(text).documents;
    assert_eq!(documents.len(), 3);
    let error = documents[1].error.as_ref().unwrap();
    assert_eq!(error.to_string(), "invalid Yaml document separator: c: 3");
    assert_eq!(
        (error.source, error.span.text(text)),
        (ErrorSource::Separator, "--- c: 3")
    );
    assert_eq!(json(documents[1].root.as_ref().unwrap()), json!({"b": 2}));
}

#[test]
fn a_syntax_error_keeps_what_came_before() {
    let text = format!(
        "kind: Service\nspec:\n  ports:\n  - port: 80\n    name: {}status: x\n",
        "@\n".repeat(9)
    );
    let document = only(&text);
    assert_eq!(
        json(document.root.as_ref().unwrap()),
        json!({"kind": "Service", "spec": {"ports": [{"port": 80}]}})
    );
    assert_eq!(
        document.error.unwrap().to_string(),
        "yaml: line 5: found character that cannot start any token"
    );
}

#[test]
fn a_line_that_is_being_typed_does_not_hide_the_rest() {
    let left = |text: &str| json(only(text).root.as_ref().unwrap());
    let whole = json!({"spec": {"selector": {"app": "web"}, "ports": [{"port": 80}]}});
    for typed in [
        "  ty\n",
        "  type: \"x\n",
        "  type: [x\n",
        "  type: x: y\n",
        "   type: x\n",
        "  @\n",
        "\ttype: x\n",
        "  type: *x\n",
        "  한글 @: \"\n",
    ] {
        let text = format!("spec:\n  selector:\n    app: web\n{typed}  ports:\n  - port: 80\n");
        assert!(only(&text).error.is_some(), "{text}");
        assert_eq!(left(&text), whole, "{text}");
    }
    assert_eq!(at_of_broken("a: @\nb: 한글\n"), "한글");
}

/// The text of `b` in a broken document.
fn at_of_broken(text: &str) -> &str {
    let document = only(text);
    document
        .root
        .unwrap()
        .get("b")
        .unwrap()
        .value
        .span
        .text(text)
}

#[test]
fn errors_point_at_the_mistake() {
    assert_eq!(pointed_at("a: 1\nb: @x y\n"), "@x");
    assert_eq!(pointed_at("a: 1\nb: \"한글\nc: 2\n"), "\"한글");
    assert_eq!(pointed_at("a: 1\nkind Service\nb: 2\n"), "kind Service");
    assert_eq!(pointed_at("a:\n  b: 1\n - c\n"), "-");
    assert_eq!(pointed_at("a: b: c\n"), ":");
    assert_eq!(pointed_at("a: 1\n\tb: 2\n"), "\t");
    assert_eq!(pointed_at("a: [b, c d\ne: 1\nf: 2\n"), "[b, c d");
    assert_eq!(pointed_at("a: [b, c]]\n"), "]");
    assert_eq!(pointed_at("a: *b\n"), "*b");
}

#[test]
fn a_text_that_begins_with_a_brace_is_json_first() {
    assert_eq!(
        value(" \t\n{\"a\": [1, -2.5, true, null, \"\\u00e9\\ud83d\\udc4d\\/\"]}"),
        json!({"a": [1, -2.5, true, null, "é👍/"]})
    );
    // Then YAML gets its chance, and if that fails too the JSON reader has the word.
    assert_eq!(value("{a: 1}"), json!({"a": 1}));
    assert_eq!(
        message("{a: 1"),
        "json: offset 2: invalid character 'a' looking for beginning of object key string"
    );
    assert_eq!(message("{\"a\": 1"), "unexpected EOF");
    assert_eq!(
        message("{\"a\" 1]"),
        "json: offset 6: invalid character '1' after object key"
    );
    assert_eq!(
        message("{\"a\": 1]"),
        "json: offset 8: invalid character ']' after object key:value pair"
    );
    assert_eq!(
        message("{\"a\": [1}"),
        "json: offset 9: invalid character '}' after array element"
    );
    assert_eq!(
        message("{\"a\": tru,"),
        "json: offset 10: invalid character ',' in literal true (expecting 'e')"
    );
    assert_eq!(
        message("{\"a\": 1.,"),
        "json: offset 9: invalid character ',' after decimal point in numeric literal"
    );
    assert_eq!(
        message("{\"a\": \"\\x\"}"),
        "json: offset 9: invalid character 'x' in string escape code"
    );
    assert_eq!(
        message("{'a': 1"),
        "json: offset 2: invalid character '\\'' looking for beginning of object key string"
    );
}

#[test]
fn json_values_follow_each_other() {
    let documents = |text: &str| {
        stream(text)
            .documents
            .iter()
            .filter_map(|document| document.root.as_ref().map(json))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        documents("{\"a\":1}{\"b\":2} {\"c\":3}\n"),
        [json!({"a": 1}), json!({"b": 2}), json!({"c": 3})]
    );
    assert_eq!(
        documents("{\"a\":1}\n---\nb: 2\n---\n{c: 3}\n"),
        [json!({"a": 1}), json!({"b": 2}), json!({"c": 3})]
    );
    // After two the stream is JSON for good, and the error has no offset.
    let text = "{\"a\":1}{\"b\":2}{c: 3}";
    assert_eq!(
        message(text),
        "invalid character 'c' looking for beginning of object key string"
    );
    assert_eq!(documents(text).len(), 3);
}

#[test]
fn a_control_character_is_noticed_before_the_text_around_it() {
    assert_eq!(
        message("a: @\nb: \u{7}\n"),
        "yaml: control characters are not allowed"
    );
    assert_eq!(pointed_at("a: 1\nb: \u{7}\n"), "\u{7}");
    let far = format!("a: @\n{}b: \u{7}\n", "# comment\n".repeat(60));
    assert_eq!(
        message(&far),
        "yaml: found character that cannot start any token"
    );
}

#[test]
fn a_byte_order_mark_is_dropped() {
    let text = "\u{FEFF}a: 1\n";
    assert_eq!(value(text), json!({"a": 1}));
    assert_eq!(at(text, "a"), "1");
    assert_eq!(value("\u{FEFF}{\"a\": 1}"), json!({"a": 1}));
}

#[test]
fn tabs_are_blanks_only_where_no_key_can_begin() {
    assert_eq!(value("a:\t1\t\nb: [\t2\t]\n"), json!({"a": 1, "b": [2]}));
    assert_eq!(
        message("a:\n\tb: 1\n"),
        "yaml: line 2: found character that cannot start any token"
    );
    assert_eq!(
        message("a: x\n\ty\n"),
        "yaml: line 2: found a tab character that violates indentation"
    );
}

#[test]
fn a_key_is_told_by_its_colon_within_1024_characters() {
    let key = "한".repeat(1000);
    assert_eq!(
        root(&format!("{key}: 1")).entries()[0].key.chars().count(),
        1000
    );
    assert_eq!(
        message(&format!("a: 1\n{}: 1", "x".repeat(1025))),
        "yaml: line 2: could not find expected ':'"
    );
}

#[test]
fn go_yaml_does_not_take_empty_brackets_for_a_key() {
    assert_eq!(
        message("a: 1\n{}: 2\n"),
        "yaml: line 1: did not find expected key"
    );
    assert_eq!(value("[]: 2\n"), json!([]));
}

/// A directive wants a `---` after it, where `kubectl` has cut already.
#[test]
fn no_directive_can_ever_work() {
    assert_eq!(
        message("%YAML 1.1\n---\na: 1\n"),
        "yaml: line 1: did not find expected <document start>"
    );
    assert_eq!(
        message("%YAML 1.2\na: 1\n"),
        "yaml: found incompatible YAML document"
    );
    assert_eq!(message("%NEW x\n"), "yaml: found unknown directive name");
}

#[test]
fn accessors_answer_for_what_is_there() {
    let root = root("s: x\ni: 3\nb: yes\nnil:\nl: [1, 2]\n");
    let value = |key: &str| &root.get(key).unwrap().value;
    assert_eq!(value("s").as_str(), Some("x"));
    assert_eq!(value("i").as_int(), Some(3));
    assert_eq!(value("b").as_bool(), Some(true));
    assert!(value("nil").is_null());
    assert_eq!(value("l").items().len(), 2);
    assert!(matches!(value("l").item(1).unwrap().value, Value::Int(2)));
    assert_eq!(
        (
            value("s").items().len(),
            value("s").entries().len(),
            value("s").as_int()
        ),
        (0, 0, None)
    );
    assert_eq!(root.entries().len(), 5);
}
