//! The answers to the editor's questions, as its TypeScript takes them: a place and words.

use playground::{Completion, FieldDoc, TextRange};

use crate::bridge::Reply;
use crate::protocol::Assistance;

/// Tells the editor what it asked for.
pub(crate) fn tell(assistance: Assistance, reply: &Reply) {
    let (range, words) = match assistance {
        Assistance::Completions(found) => (
            found.range,
            found.items.into_iter().flat_map(four).collect(),
        ),
        Assistance::Field(None) => (TextRange::default(), Vec::new()),
        Assistance::Field(Some(field)) => (field.range, Vec::from(of_field(field))),
    };
    reply.send(range, words);
}

/// Label, text, kind, detail.
fn four(completion: Completion) -> [String; 4] {
    let Completion {
        label,
        insert,
        kind,
        detail,
    } = completion;
    [label, insert, kind.as_str().to_owned(), detail]
}

/// Path, type, values, sentence.
fn of_field(field: FieldDoc) -> [String; 4] {
    [
        field.path,
        field.go_type,
        field.values.join(" | "),
        field.sentence.unwrap_or_default(),
    ]
}
