//! An independent reader, serde_yaml, must see the same tree wherever YAML 1.1 and 1.2 mean the same.

mod common;

use common::{json, pieces};
use proptest::prelude::*;
use syntax::yaml::{Budget, read};

/// The same from the other reader; `None` where it has no opinion.
fn theirs(value: &serde_yaml::Value) -> Option<serde_json::Value> {
    Some(match value {
        serde_yaml::Value::Null => serde_json::Value::Null,
        serde_yaml::Value::Bool(flag) => (*flag).into(),
        serde_yaml::Value::Number(number) => number.as_i64()?.into(),
        serde_yaml::Value::String(text) => text.as_str().into(),
        serde_yaml::Value::Sequence(items) => {
            items.iter().map(theirs).collect::<Option<Vec<_>>>()?.into()
        }
        serde_yaml::Value::Mapping(entries) => entries
            .iter()
            .map(|(key, value)| Some((key.as_str()?.to_owned(), theirs(value)?)))
            .collect::<Option<serde_json::Map<_, _>>>()?
            .into(),
        serde_yaml::Value::Tagged(_) => return None,
    })
}

/// Compares both readers on a text that holds one document; false if one of them refuses it or has no opinion.
fn agree(text: &str) -> Result<bool, TestCaseError> {
    let stream = read(text, Budget::default());
    let Ok(value) = serde_yaml::from_str::<serde_yaml::Value>(text) else {
        return Ok(false);
    };
    let Some(expected) = theirs(&value) else {
        return Ok(false);
    };
    let found = match stream.documents.as_slice() {
        [] => serde_json::Value::Null,
        [document] if document.error.is_none() => {
            document.root.as_ref().map(json).unwrap_or_default()
        }
        _ => return Ok(false),
    };
    prop_assert_eq!(found, expected, "{:?}", text);
    Ok(true)
}

/// Scalars that both versions of YAML read alike, plain or not.
fn scalar() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z][a-z0-9.-]{2,8}x",
        "[1-9][0-9]{0,8}",
        Just("true".to_owned()),
        Just("null".to_owned()),
        Just("~".to_owned()),
        "'[a-z #:,\u{d55c}\u{1f44d}]{0,8}'",
        r#""([a-z #:,'한👍]|\\n|\\t|\\u00e9){0,8}""#,
        "[가-힣]{1,4} [a-z]{3}",
    ]
}

/// A value in flow style.
fn flow() -> impl Strategy<Value = String> {
    scalar().prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4)
                .prop_map(|items| format!("[{}]", items.join(", "))),
            prop::collection::vec(inner, 0..4).prop_map(|items| {
                let entries: Vec<_> = items
                    .iter()
                    .enumerate()
                    .map(|(index, item)| format!("k{index}: {item}"))
                    .collect();
                format!("{{{}}}", entries.join(", "))
            }),
        ]
    })
}

/// Lines in block style, to be indented by whoever holds them.
fn block() -> impl Strategy<Value = Vec<String>> {
    let leaf = prop_oneof![
        flow().prop_map(|value| vec![value]),
        prop::collection::vec("[a-z가-힣# :-]{0,6}[a-z]", 1..4).prop_map(|lines| {
            let mut all = vec!["|".to_owned()];
            all.extend(lines.iter().map(|line| format!("  {}", line.trim_start())));
            all
        }),
        prop::collection::vec("[a-z]{1,6}", 1..4).prop_map(|lines| {
            let mut all = vec![">-".to_owned()];
            all.extend(lines.iter().map(|line| format!("  {line}")));
            all
        }),
    ];
    leaf.prop_recursive(4, 32, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4)
                .prop_map(|items| { items.iter().flat_map(|lines| hang("-", lines)).collect() }),
            prop::collection::vec(inner, 1..4).prop_map(|items| {
                items
                    .iter()
                    .enumerate()
                    .flat_map(|(index, lines)| hang(&format!("key{index}:"), lines))
                    .collect()
            }),
        ]
    })
}

/// Puts a value behind its indicator.
fn hang(indicator: &str, lines: &[String]) -> Vec<String> {
    match lines {
        [first, rest @ ..] if !first.starts_with("- ") && !first.starts_with("key") => {
            let mut all = vec![format!("{indicator} {first}")];
            all.extend(rest.iter().map(|line| format!("  {line}")));
            all
        }
        lines => {
            let mut all = vec![format!("{indicator} # below")];
            all.extend(lines.iter().map(|line| format!("  {line}")));
            all
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn on_documents_in_every_style(lines in block()) {
        let text = format!("root:\n{}\n", lines.iter().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n"));
        prop_assert!(agree(&text)?, "refused: {text:?} {:?}", read(&text, Budget::default()).documents.iter().map(|d| &d.error).collect::<Vec<_>>());
    }

    #[test]
    fn on_whatever_both_accept(text in pieces()) {
        agree(&format!("root:\n- {text}\n"))?;
        agree(&format!("{text}\n"))?;
    }
}
