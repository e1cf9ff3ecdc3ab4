//! Events to a tree, as go-yaml v2's decoder and sigs.k8s.io/yaml's way to JSON have it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::number::key_float;
use super::parser::{Event, EventKind};
use super::resolve::{is_merge, resolve};
use super::strings::Strings;
use super::syntax_of_go::go_syntax;
use super::{Budget, DuplicateKey, Entry, Limit, Node, Value};
use crate::Span;

/// Duplicate keys that are remembered for one document; a merge key can make millions.
const MOST_DUPLICATES: usize = 1000;

/// What the decoder has to say against a document that parses. Its stages follow each other, so the first stage's word counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Refusal {
    /// An alias that calls no anchor: noticed while parsing.
    Anchor(String),
    /// go-yaml cannot make a Go value of it.
    Decode(String),
    /// The Go value has no JSON form.
    Convert(String),
    /// `encoding/json` cannot write it.
    Marshal(String),
}

/// A finished value, on its way into the collection around it.
struct Done {
    node: Node,
    line: u32,
    alias: bool,
    /// What a mapping makes of it if it is a key.
    merge: bool,
}

/// What an anchor names.
#[derive(Clone)]
struct Anchor {
    /// None while its collection is still open.
    value: Option<Value>,
    /// How many nodes it holds, aliases expanded.
    size: u64,
    /// How deep its collections go.
    height: usize,
}

/// An open collection.
struct Frame {
    anchor: Option<String>,
    span: Span,
    line: u32,
    /// The nodes that were there before it.
    before: u64,
    /// How deep the collections in it go.
    height: usize,
    kind: Kind,
}

/// What is in an open collection so far stands at the end of the builder's lists, from an index on.
enum Kind {
    Sequence {
        from: usize,
    },
    Mapping {
        from: usize,
        key: Key,
        /// The places of the keys, once there are many.
        index: BTreeMap<Rc<str>, usize>,
    },
}

/// What is known of the entry whose value comes next.
enum Key {
    /// The key itself comes next.
    Awaited,
    Name(Rc<str>, Span),
    Merge,
    /// JSON has no such keys; the value is dropped.
    Null,
    Collection,
}

/// A mapping with no more keys than this is searched from end to end.
const FEW: usize = 16;

/// Builds the tree of one document.
pub(super) struct Builder<'b> {
    /// Where the chunk starts in the whole text, and where that ends.
    offset: usize,
    length: usize,
    budget: Budget,
    /// Nodes so far, over all documents.
    nodes: &'b mut u64,
    strings: &'b mut Strings,
    /// go-yaml's counters: values decoded in this document, and those of them that aliases brought.
    decoded: u64,
    aliased: u64,
    frames: Vec<Frame>,
    /// The items and entries of the open collections, those of the innermost last.
    items: Vec<Node>,
    entries: Vec<Entry>,
    anchors: BTreeMap<String, Anchor>,
    root: Option<Node>,
    pub(super) duplicates: Vec<DuplicateKey>,
    pub(super) refusal: Option<(Refusal, Span)>,
    pub(super) limit: Option<Limit>,
}

impl<'b> Builder<'b> {
    pub(super) fn new(
        offset: usize,
        length: usize,
        budget: Budget,
        nodes: &'b mut u64,
        strings: &'b mut Strings,
    ) -> Self {
        Self {
            offset,
            length,
            budget,
            nodes,
            strings,
            decoded: 0,
            aliased: 0,
            frames: Vec::with_capacity(16),
            items: Vec::with_capacity(8),
            entries: Vec::with_capacity(32),
            anchors: BTreeMap::new(),
            root: None,
            duplicates: Vec::new(),
            refusal: None,
            limit: None,
        }
    }

    /// The bytes of the whole text that a part of the chunk covers.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let place = |at: usize| (self.offset + at).min(self.length) as u32;
        Span::new(place(start), place(end.max(start)))
    }

    fn refuse(&mut self, refusal: Refusal, span: Span) {
        let rank = |refusal: &Refusal| match refusal {
            Refusal::Anchor(_) => 0,
            Refusal::Decode(_) => 1,
            Refusal::Convert(_) => 2,
            Refusal::Marshal(_) => 3,
        };
        if self
            .refusal
            .as_ref()
            .is_none_or(|(earlier, _)| rank(&refusal) < rank(earlier))
        {
            self.refusal = Some((refusal, span));
        }
    }

    /// Counts `size` more nodes; false if there are too many.
    fn count(&mut self, size: u64) -> bool {
        self.decoded = self.decoded.saturating_add(size);
        *self.nodes = self.nodes.saturating_add(size);
        if *self.nodes > self.budget.nodes as u64 {
            self.limit = Some(Limit::Nodes);
        }
        self.limit.is_none()
    }

    /// Takes in an event; false if the document must not go on.
    pub(super) fn event(&mut self, event: Event<'_>) -> bool {
        let span = self.span(event.start, event.end);
        match event.kind {
            EventKind::DocumentStart | EventKind::DocumentEnd | EventKind::StreamEnd => true,
            EventKind::Scalar => self.scalar(event, span),
            EventKind::Alias => self.alias(event, span),
            EventKind::SequenceStart => {
                let from = self.items.len();
                self.open(event, span, Kind::Sequence { from })
            }
            EventKind::MappingStart => {
                let kind = Kind::Mapping {
                    from: self.entries.len(),
                    key: Key::Awaited,
                    index: BTreeMap::new(),
                };
                self.open(event, span, kind)
            }
            EventKind::SequenceEnd | EventKind::MappingEnd => {
                self.close(span);
                true
            }
        }
    }

    /// The tree; what is still open is closed.
    pub(super) fn finish(&mut self) -> Option<Node> {
        while let Some(end) = self.frames.last().map(|frame| frame.span.end) {
            self.close(Span::at(end));
        }
        self.root.take()
    }

    fn scalar(&mut self, event: Event<'_>, span: Span) -> bool {
        if !self.count(1) {
            return false;
        }
        let tag = event.tag.as_deref();
        let value =
            resolve(&event.value, tag, event.implicit, self.strings).unwrap_or_else(|problem| {
                self.refuse(Refusal::Decode(problem), span);
                Value::String((*event.value).into())
            });
        if let Some(name) = &event.anchor {
            self.anchors.insert(
                name.to_string(),
                Anchor {
                    value: Some(value.clone()),
                    size: 1,
                    height: 0,
                },
            );
        }
        let merge = is_merge(&event.value, tag, event.implicit);
        self.add(Done {
            node: Node { span, value },
            line: event.line,
            alias: false,
            merge,
        });
        true
    }

    fn alias(&mut self, event: Event<'_>, span: Span) -> bool {
        let name = event.anchor.unwrap_or_default();
        let value = match self.anchors.get(&*name).cloned() {
            None => {
                self.refuse(
                    Refusal::Anchor(format!("unknown anchor '{name}' referenced")),
                    span,
                );
                return false;
            }
            Some(Anchor { value: None, .. }) => {
                self.refuse(
                    Refusal::Decode(format!("anchor '{name}' value contains itself")),
                    span,
                );
                Value::Null
            }
            Some(Anchor {
                value: Some(value),
                size,
                height,
            }) => {
                if self.frames.len() + height > self.budget.depth {
                    self.limit = Some(Limit::Depth);
                    return false;
                }
                if let Some(frame) = self.frames.last_mut() {
                    frame.height = frame.height.max(height);
                }
                // What would be too much for go-yaml is not brought in.
                let aliased = self.aliased.saturating_add(size);
                let total = size.saturating_add(1);
                let too_much = excessive(aliased, self.decoded.saturating_add(total));
                if !self.count(if too_much { 1 } else { total }) {
                    return false;
                }
                if too_much {
                    let problem = "document contains excessive aliasing".to_owned();
                    self.refuse(Refusal::Decode(problem), span);
                    Value::Null
                } else {
                    self.aliased = aliased;
                    value
                }
            }
        };
        self.add(Done {
            node: Node { span, value },
            line: event.line,
            alias: true,
            merge: false,
        });
        true
    }

    fn open(&mut self, event: Event<'_>, span: Span, kind: Kind) -> bool {
        if self.frames.len() >= self.budget.depth {
            self.limit = Some(Limit::Depth);
            return false;
        }
        let before = self.decoded;
        if !self.count(1) {
            return false;
        }
        if let Some(name) = &event.anchor {
            self.anchors.insert(
                name.to_string(),
                Anchor {
                    value: None,
                    size: 0,
                    height: 0,
                },
            );
        }
        self.frames.push(Frame {
            anchor: event.anchor.map(Cow::into_owned),
            span,
            line: event.line,
            before,
            height: 0,
            kind,
        });
        true
    }

    /// Closes the innermost collection; `end` is its closing bracket, or empty where it has none.
    fn close(&mut self, end: Span) {
        let Some(frame) = self.frames.pop() else {
            return;
        };
        let span = frame.span.cover(end);
        let value = match frame.kind {
            Kind::Sequence { from } => Value::Sequence(self.items.drain(from..).collect()),
            Kind::Mapping { from, .. } => Value::Mapping(self.entries.drain(from..).collect()),
        };
        let height = frame.height + 1;
        if let Some(outer) = self.frames.last_mut() {
            outer.height = outer.height.max(height);
        }
        if let Some(name) = frame.anchor {
            let size = self.decoded - frame.before;
            self.anchors.insert(
                name,
                Anchor {
                    value: Some(value.clone()),
                    size,
                    height,
                },
            );
        }
        self.add(Done {
            node: Node { span, value },
            line: frame.line,
            alias: false,
            merge: false,
        });
    }

    /// Puts a finished value where it belongs.
    fn add(&mut self, done: Done) {
        let is_key = |frame: &Frame| {
            matches!(
                frame.kind,
                Kind::Mapping {
                    key: Key::Awaited,
                    ..
                }
            )
        };
        if self.frames.last().is_some_and(is_key) {
            return self.add_key(done);
        }
        if let Some(problem) = unsupported(&done.node.value) {
            self.refuse(Refusal::Marshal(problem), done.node.span);
        }
        let Some(frame) = self.frames.last_mut() else {
            self.root = Some(done.node);
            return;
        };
        frame.span = frame.span.cover(done.node.span);
        match &mut frame.kind {
            Kind::Sequence { .. } => self.items.push(done.node),
            Kind::Mapping { key, .. } => match std::mem::replace(key, Key::Awaited) {
                Key::Name(text, key_span) => {
                    let line = done.line + 1;
                    let entry = Entry {
                        key: text,
                        key_span,
                        value: done.node,
                    };
                    self.set(entry, line);
                }
                Key::Merge => self.merge(done),
                Key::Null => {
                    let value = go_syntax(&done.node.value);
                    let problem = format!(
                        "unsupported map key of type: %!s(<nil>), key: <nil>, value: {value}"
                    );
                    self.refuse(Refusal::Convert(problem), done.node.span);
                }
                Key::Collection | Key::Awaited => {}
            },
        }
    }

    /// Takes a finished value for the key of the entry that begins with it.
    fn add_key(&mut self, done: Done) {
        let span = done.node.span;
        let next = match &done.node.value {
            _ if done.merge => Key::Merge,
            Value::String(text) => Key::Name(text.clone(), span),
            Value::Int(number) => Key::Name(number.to_string().into(), span),
            Value::Float(number) => Key::Name(key_float(*number).into(), span),
            Value::Bool(flag) => Key::Name(flag.to_string().into(), span),
            Value::Null => Key::Null,
            Value::Sequence(_) | Value::Mapping(_) => {
                // Only the first is told: to print many large ones would take long.
                let told = matches!(
                    self.refusal,
                    Some((Refusal::Anchor(_) | Refusal::Decode(_), _))
                );
                if !told {
                    let problem = format!("invalid map key: {}", go_syntax(&done.node.value));
                    self.refuse(Refusal::Decode(problem), span);
                }
                Key::Collection
            }
        };
        if let Some(frame) = self.frames.last_mut() {
            frame.span = frame.span.cover(span);
            if let Kind::Mapping { key, .. } = &mut frame.kind {
                *key = next;
            }
        }
    }

    /// `<<: value`. Unlike YAML's own rule, in go-yaml v2 a merged key replaces an explicit one that stands before it.
    fn merge(&mut self, done: Done) {
        let sources: Vec<Node> = match &done.node.value {
            Value::Mapping(_) => vec![done.node.clone()],
            // Earlier ones take precedence, so they come last.
            Value::Sequence(items)
                if !done.alias
                    && items
                        .iter()
                        .all(|item| matches!(item.value, Value::Mapping(_))) =>
            {
                items.iter().rev().cloned().collect()
            }
            _ => {
                let problem = "map merge requires map or sequence of maps as the value".to_owned();
                self.refuse(Refusal::Decode(problem), done.node.span);
                return;
            }
        };
        for source in sources {
            for entry in source.entries() {
                let mut entry = entry.clone();
                // What an alias brought in stands elsewhere: here there is only the alias.
                if !source.span.touches(entry.key_span.start) {
                    entry.key_span = source.span;
                    entry.value.span = source.span;
                }
                self.set(entry, done.line + 1);
            }
        }
    }

    /// Sets a key of the innermost mapping; one that is there already is noted, with the `line` of its new value.
    fn set(&mut self, entry: Entry, line: u32) {
        let Some(Frame {
            kind: Kind::Mapping { from, index, .. },
            ..
        }) = self.frames.last_mut()
        else {
            return;
        };
        let known = self.entries.get_mut(*from..).unwrap_or_default();
        let place = if known.len() <= FEW {
            known.iter().position(|known| known.key == entry.key)
        } else {
            // What has been set since the index was last looked at.
            for (place, known) in known.iter().enumerate().skip(index.len()) {
                index.insert(known.key.clone(), place);
            }
            index.get(&entry.key).copied()
        };
        let Some(slot) = place.and_then(|place| known.get_mut(place)) else {
            self.entries.push(entry);
            return;
        };
        if self.duplicates.len() < MOST_DUPLICATES {
            let key = entry.key.to_string();
            self.duplicates.push(DuplicateKey {
                key,
                first: slot.key_span,
                again: entry.key_span,
                line,
            });
        }
        *slot = entry;
    }
}

/// Why `encoding/json` cannot write a value: JSON has no infinity.
fn unsupported(value: &Value) -> Option<String> {
    let Value::Float(value) = value else {
        return None;
    };
    let name = if value.is_nan() {
        "NaN"
    } else if *value == f64::INFINITY {
        "+Inf"
    } else if *value == f64::NEG_INFINITY {
        "-Inf"
    } else {
        return None;
    };
    Some(format!("json: unsupported value: {name}"))
}

/// go-yaml's bound on aliases (`allowedAliasRatio`): up to 99 % of a small document's values may come from them, 10 % of a large one's.
fn excessive(aliased: u64, decoded: u64) -> bool {
    const LOW: f64 = 400_000.0;
    const HIGH: f64 = 4_000_000.0;
    let total = decoded as f64;
    let allowed = 0.99 - 0.89 * ((total.clamp(LOW, HIGH) - LOW) / (HIGH - LOW));
    aliased > 100 && decoded > 1000 && aliased as f64 / total > allowed
}
