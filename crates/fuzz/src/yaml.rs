//! Reading YAML: whatever the text, every span lies in it, between characters, and the tree is as large as the budget allows.

use syntax::yaml::{self, Budget, Node, Stream};
use syntax::{LineIndex, Span};

use crate::input::Input;

/// The longest text.
const LONGEST: usize = 64 << 10;
/// Few, so that the limit is met.
const NODES: usize = 20_000;

pub(crate) fn run(data: &[u8]) {
    let (text, stream) = yaml::read_bytes(data, Budget::default());
    check(&text, &stream, Budget::default());
    let text = Input::of(data).text(LONGEST);
    let budget = Budget {
        nodes: NODES,
        ..Budget::default()
    };
    check(&text, &yaml::read(&text, budget), budget);
    let small = Budget {
        bytes: text.len() / 2,
        depth: 4,
        nodes: 50,
    };
    check(&text, &yaml::read(&text, small), small);
}

fn check(text: &str, stream: &Stream, budget: Budget) {
    let lines = LineIndex::new(text);
    let mut nodes = 0;
    for document in &stream.documents {
        stands(document.span, text);
        if let Some(root) = &document.root {
            nodes += tree(root, text, 0, budget.depth);
        }
        for error in document.error.iter().chain(&document.refused_as_yaml) {
            stands(error.span, text);
            assert!(!error.to_string().is_empty());
        }
        for duplicate in &document.duplicate_keys {
            stands(duplicate.first, text);
            stands(duplicate.again, text);
        }
        let (start, end) = (document.span.start, document.span.end);
        let (first, last) = (lines.to_utf16(text, start), lines.to_utf16(text, end));
        assert!(first <= last && lines.from_utf16(text, first) == start);
    }
    assert!(nodes <= budget.nodes, "{nodes} nodes of {}", budget.nodes);
}

/// How many nodes there are.
fn tree(node: &Node, text: &str, depth: usize, deepest: usize) -> usize {
    stands(node.span, text);
    assert!(depth <= deepest + 1, "deeper than {deepest}");
    let items = node.items().iter();
    let in_items: usize = items.map(|item| tree(item, text, depth + 1, deepest)).sum();
    let entries = node.entries().iter();
    let in_entries: usize = entries
        .map(|entry| {
            stands(entry.key_span, text);
            tree(&entry.value, text, depth + 1, deepest)
        })
        .sum();
    1 + in_items + in_entries
}

/// Asserts that `span` is a stretch of `text`.
pub(crate) fn stands(span: Span, text: &str) {
    let found = text.get(span.start as usize..span.end as usize);
    assert!(
        found.is_some(),
        "{span:?} is no stretch of {} bytes",
        text.len()
    );
}
