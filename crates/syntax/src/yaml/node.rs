//! The tree that a document becomes.

use std::rc::Rc;

use crate::Span;

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    /// The bytes of the value, without anchor and tag; empty at its place where a value is missing. A value that an alias brought in has
    /// the alias's span (what is inside it keeps its own).
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What a node is once YAML 1.1 has resolved its plain scalars.
#[derive(Clone, Debug)]
pub enum Value {
    /// `~`, `null`, or nothing at all.
    Null,
    /// A boolean: also `yes`, `no`, `on`, `off`, `y`, `n`.
    Bool(bool),
    /// A whole number, however it was written: also `0x1F`, `1e3`, `80.0`.
    Int(i64),
    /// A number that is no `i64`.
    Float(f64),
    /// A string.
    String(Rc<str>),
    /// A sequence.
    Sequence(Rc<[Node]>),
    /// A mapping, keys in their order, the last of equal keys kept at the place of the first.
    Mapping(Rc<[Entry]>),
}

/// A key with its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key as JSON would have it: numbers and booleans written out.
    pub key: Rc<str>,
    /// Where the key stands.
    pub key_span: Span,
    /// Its value.
    pub value: Node,
}

impl Node {
    /// The value of `key`, if this is a mapping that holds it.
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| &*entry.key == key)
    }

    /// The item at `index`, if this is a sequence that has one.
    pub fn item(&self, index: usize) -> Option<&Self> {
        self.items().get(index)
    }

    /// The entries of a mapping in their order; none if this is something else.
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Mapping(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a sequence; none if this is something else.
    pub fn items(&self) -> &[Self] {
        match &self.value {
            Value::Sequence(items) => items,
            _ => &[],
        }
    }

    /// The string, if this is one.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The whole number, if this is one.
    pub fn as_int(&self) -> Option<i64> {
        match self.value {
            Value::Int(number) => Some(number),
            _ => None,
        }
    }

    /// The boolean, if this is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self.value {
            Value::Bool(flag) => Some(flag),
            _ => None,
        }
    }

    /// Whether there is no value: `null`, `~`, or nothing.
    pub fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }
}
