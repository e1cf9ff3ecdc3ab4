//! Texts made to hurt: the reader must neither panic nor take long, whatever it gets.

mod common;

use common::pieces;
use proptest::prelude::*;
use syntax::Span;
use syntax::yaml::{Budget, Limit, Node, Stream, read};

fn default_read(text: &str) -> Stream {
    read(text, Budget::default())
}

fn message(stream: &Stream) -> String {
    stream
        .documents
        .iter()
        .find_map(|document| document.error.as_ref())
        .map(ToString::to_string)
        .unwrap_or_default()
}

/// Each would take minutes if any part of the reader were quadratic.
#[test]
fn takes_time_in_proportion_to_the_text() {
    let many = 100_000;
    let repeated = [
        "[",
        "{",
        "- ",
        "? ",
        ": ",
        "&a ",
        "[a, ",
        "{a: ",
        "[]: ",
        "{}: ",
        "a: ",
        "- a\n",
        "a: 1\n",
        "a:b:c:",
        "---\n",
        "--- a\n",
        "# c\n",
        "\n",
        " ",
        "\t",
        "x",
        "한",
        "x ",
        "'",
        "''",
        "\"",
        "\\",
        "!a ",
        "*a ",
        "- &a x\n",
        "- *a\n",
        "%TAG !a! b\n",
        "\u{1}",
        "a: \u{1}\n---\n",
        "{\"a\":1}\n",
        "[1,",
        "|\n",
        "|\n x\n",
    ];
    for piece in repeated {
        default_read(&piece.repeat(many / piece.len()));
        default_read(&format!("a: {}", piece.repeat(many / piece.len())));
        default_read(&format!("a: \"{}", piece.repeat(many / piece.len())));
        default_read(&format!("{{\"a\": {}", piece.repeat(many / piece.len())));
    }
    let numbered = |form: &dyn Fn(usize) -> String| (0..many / 10).map(form).collect::<String>();
    default_read(&numbered(&|n| format!("%TAG !a{n}! b\n")));
    default_read(&numbered(&|n| format!("k{n}: v\n")));
    default_read(&numbered(&|n| {
        format!("- &a{n} [*a{}]\n", n.saturating_sub(1))
    }));
    default_read(&format!(
        "%TAG !a! {}\n---\n{}",
        "x".repeat(many),
        "- !a!b c\n".repeat(many / 10)
    ));
    default_read(&format!(
        "- &a {{{}}}\n{}",
        "b, ".repeat(many),
        "- ? *a\n  : 1\n".repeat(many / 10)
    ));
}

#[test]
fn stops_where_collections_are_too_deep() {
    for text in [
        "[".repeat(200_000),
        "- ".repeat(100_000),
        format!("{{\"a\":{}", "[".repeat(100_000)),
    ] {
        let stream = default_read(&text);
        assert_eq!(stream.limit, Some(Limit::Depth));
        assert!(
            stream
                .documents
                .iter()
                .all(|document| document.error.is_none())
        );
    }
    let nested = |depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(default_read(&nested(200)).limit, None);
    assert_eq!(default_read(&nested(201)).limit, Some(Limit::Depth));
}

#[test]
fn reads_the_other_documents_after_one_that_is_too_deep() {
    let stream = default_read(&format!("a: 1\n---\n{}\n---\nb: 2\n", "[".repeat(300)));
    assert_eq!(stream.documents.len(), 3);
    assert!(
        stream.documents[2]
            .root
            .as_ref()
            .unwrap()
            .get("b")
            .is_some()
    );
}

/// A chain of anchors nests without any brackets.
#[test]
fn counts_the_depth_that_aliases_bring() {
    let chain: String = (1..300)
        .map(|n| format!("- &a{n} [*a{}]\n", n - 1))
        .collect();
    assert_eq!(
        default_read(&format!("- &a0 [x]\n{chain}")).limit,
        Some(Limit::Depth)
    );
}

fn bomb(levels: usize, width: usize) -> String {
    let mut text = format!("a0: &a0 [{}]\n", vec!["x"; width].join(","));
    for level in 1..levels {
        let aliases = vec![format!("*a{}", level - 1); width].join(",");
        text.push_str(&format!("a{level}: &a{level} [{aliases}]\n"));
    }
    text
}

#[test]
fn a_bomb_of_aliases_does_not_go_off() {
    let stream = read(
        &bomb(5, 9),
        Budget {
            nodes: 1_000,
            ..Budget::default()
        },
    );
    assert_eq!(stream.limit, Some(Limit::Nodes));
    assert!(
        stream.documents[0]
            .root
            .as_ref()
            .unwrap()
            .get("a1")
            .is_some()
    );
}

/// Someone may be typing in a long document: what it would be without the mistake is no second budget.
#[test]
fn what_is_read_again_counts_too() {
    let items = "- x\n".repeat(15);
    let stream = read(
        &format!("- b: c: d\n{items}---\n{items}"),
        Budget {
            nodes: 20,
            ..Budget::default()
        },
    );
    let nodes: usize = stream
        .documents
        .iter()
        .filter_map(|document| document.root.as_ref())
        .map(|root| root.items().len())
        .sum();
    assert!(nodes <= 20, "{nodes}");
}

#[test]
fn go_yaml_refuses_most_of_a_document_to_come_from_aliases() {
    assert_eq!(
        message(&default_read(&bomb(5, 9))),
        "yaml: document contains excessive aliasing"
    );
    assert_eq!(
        message(&default_read(&bomb(20, 9))),
        "yaml: document contains excessive aliasing"
    );
    assert_eq!(message(&default_read(&bomb(3, 9))), "");
}

#[test]
fn an_anchor_cannot_contain_itself() {
    assert_eq!(
        message(&default_read("a: &a [*a]")),
        "yaml: anchor 'a' value contains itself"
    );
}

#[test]
fn reads_the_documents_that_fit_the_budget_of_bytes() {
    let text = "a: 1\n---\nb: 2\n---\nc: 3\n";
    let stream = read(
        text,
        Budget {
            bytes: 16,
            ..Budget::default()
        },
    );
    assert_eq!(
        (stream.documents.len(), stream.limit),
        (1, Some(Limit::Bytes))
    );
    let stream = read(
        text,
        Budget {
            bytes: text.len(),
            ..Budget::default()
        },
    );
    assert_eq!((stream.documents.len(), stream.limit), (3, None));
}

/// libyaml-safer panics on these, and a panic ends the page.
#[test]
fn does_not_panic_where_others_do() {
    for text in [
        "[!x,",
        "[!!str, b]",
        "a: |\n  abc",
        "a: \"\\",
        "\"\\x",
        "\"\\u12",
        "!<",
        "%",
        "%TAG",
        "&",
        "*",
        "? |",
        "{\"\\u",
        "{\"\\ud800\\u",
        "\u{FEFF}",
        "\u{FEFF}{",
    ] {
        default_read(text);
    }
}

/// Some take two bytes, some three.
#[test]
fn a_forbidden_character_is_pointed_at_whole() {
    for forbidden in ["\u{1}", "\u{96}", "\u{FFFE}"] {
        let text = format!("a: {forbidden}b");
        let stream = default_read(&text);
        let error = stream.documents[0].error.as_ref().unwrap();
        assert_eq!(error.span.text(&text), forbidden);
    }
    check_all("{\"a\": 1}{\"b\": 2}\u{d55c}");
    check_all("{\"a\": \u{d55c}}");
}

/// Every span lies in the text, between characters, and inside that of the collection around it.
fn check(node: &Node, outer: Span, text: &str, inside: bool) {
    assert!(
        node.span.start <= node.span.end,
        "{:?} in {text:?}",
        node.span
    );
    assert!(
        text.get(node.span.start as usize..node.span.end as usize)
            .is_some(),
        "{:?} in {text:?}",
        node.span
    );
    let alias = node.span.text(text).starts_with('*');
    if inside {
        assert_eq!(outer.cover(node.span), outer, "{node:?} in {text:?}");
    }
    for item in node.items() {
        check(item, node.span, text, inside && !alias);
    }
    for entry in node.entries() {
        if inside && !alias {
            assert_eq!(
                node.span.cover(entry.key_span),
                node.span,
                "{entry:?} in {text:?}"
            );
        }
        check(&entry.value, node.span, text, inside && !alias);
    }
}

fn check_all(text: &str) {
    let whole = Span::new(0, text.len() as u32);
    for document in default_read(text).documents {
        assert_eq!(whole.cover(document.span), whole);
        if let Some(root) = &document.root {
            check(root, whole, text, true);
        }
        if let Some(error) = document.error {
            assert!(
                text.get(error.span.start as usize..error.span.end as usize)
                    .is_some(),
                "{error:?} in {text:?}"
            );
        }
        for duplicate in document.duplicate_keys {
            assert!(
                duplicate.first != duplicate.again || duplicate.again.text(text).starts_with('*'),
                "{duplicate:?} in {text:?}"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_has_sound_spans(text in any::<String>()) {
        check_all(&text);
    }

    #[test]
    fn any_pieces_of_yaml_have_sound_spans(text in pieces(), json in any::<bool>()) {
        check_all(&text);
        check_all(&format!("{}{text}", if json { "{\"a\": 1, " } else { "\u{FEFF}---\n" }));
        check_all(&format!("base: &a {{<<: {{k: v}}}}\nmore:\n  <<: *a\n  {text}\n--- x\n{text}"));
    }

    #[test]
    fn any_alphabet_soup_has_sound_spans(text in "[-a:?\\[\\]{},&*!|>'\"%@`# \n\t\\\\~<.=0-9한👍\u{85}\u{2028}\u{1}\r/u]{0,40}") {
        check_all(&text);
    }
}
