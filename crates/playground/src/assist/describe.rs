//! What a field is.

use cluster::schema;
use syntax::Span;
use syntax::yaml::{Entry, Node};
use words::Language;

use super::FieldDoc;
use super::fields;
use super::place::Step;
use crate::Reading;

impl Reading {
    /// What the field is whose name stands at `offset`, in UTF-16 code units; none elsewhere, and for a name that nobody knows.
    pub fn describe(&self, offset: u32, language: Language) -> Option<FieldDoc> {
        let offset = self.lines.from_utf16(&self.text, offset);
        let source = self.source_at(offset)?;
        let (path, key) = path_to(&source.node, offset)?;
        let target = fields::follow(fields::kind_of(source)?, &path)?;
        let (of, field) = target.field?;
        if path.last() != Some(&Step::Key(field.name)) {
            // A key of a map: the person chose it.
            return None;
        }
        let values = schema::allowed_values(of, field.name, &field.kind);
        Some(FieldDoc {
            range: self.places().range(key),
            path: written(&path),
            go_type: schema::schema().go_type(&field.kind),
            values: values.iter().map(|value| (*value).to_owned()).collect(),
            sentence: words::field(language, of.name, field.name).map(str::to_owned),
        })
    }
}

/// The way to the key at `offset`, and where that key stands.
fn path_to(root: &Node, offset: u32) -> Option<(Vec<Step<'_>>, Span)> {
    let mut path = Vec::new();
    let mut node = root;
    // Each turn goes one step into the tree, whose depth the reader has bounded.
    loop {
        if let Some(entry) = node.entries().iter().find(|entry| holds(entry, offset)) {
            path.push(Step::Key(&entry.key));
            if entry.key_span.touches(offset) {
                return Some((path, entry.key_span));
            }
            node = &entry.value;
        } else {
            node = node.items().iter().find(|item| item.span.touches(offset))?;
            path.push(Step::Item);
        }
    }
}

fn holds(entry: &Entry, offset: u32) -> bool {
    entry.key_span.touches(offset) || entry.value.span.touches(offset)
}

fn written(path: &[Step<'_>]) -> String {
    path.iter().fold(String::new(), |mut text, step| {
        match step {
            Step::Key(name) if text.is_empty() => text.push_str(name),
            Step::Key(name) => {
                text.push('.');
                text.push_str(name);
            }
            Step::Item => text.push_str("[]"),
        }
        text
    })
}
