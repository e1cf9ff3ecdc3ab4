use std::collections::BTreeSet;

use syntax::yaml::{self, Entry, Node, json_float};

use super::scalar::{self, Scalar};
use super::{MAX_STRICT_ERRORS, strict_path};
use crate::admission::{DecodeError, DecodeErrorKind, Wanted, nearest};
use crate::field::{FieldPath, Segment, quote};
use crate::schema::values::words_of;
use crate::schema::{Schema, Struct, StructId, Type, schema};
use crate::{Map, Value};

/// A walk over one object.
pub(super) struct Walk {
    schema: &'static Schema,
    order: Order,
    /// Values that do not fit, in the order in which Go meets them.
    pub(super) wrong: Vec<Wrong>,
    /// Fields that do not exist, in the same order.
    pub(super) unknown: Vec<DecodeError>,
    told: BTreeSet<String>,
    path: Vec<Segment>,
    /// The struct whose field is being read, for each field on the path.
    structs: Vec<&'static str>,
}

/// A value that does not fit.
pub(super) struct Wrong {
    pub(super) error: DecodeError,
    /// Whether an `UnmarshalJSON` said so: then Go reads no further.
    pub(super) ends_the_walk: bool,
}

/// In which order the fields of an object are looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// As they are written: what is good is the same in any order.
    OfText,
    /// By name in byte order, as the server's JSON has them: so it meets the mistakes.
    OfJson,
}

impl Walk {
    pub(super) fn new(order: Order) -> Self {
        Self {
            schema: schema(),
            order,
            wrong: Vec::new(),
            unknown: Vec::new(),
            told: BTreeSet::new(),
            path: Vec::new(),
            structs: Vec::new(),
        }
    }

    /// Whether there was no mistake.
    pub(super) fn is_clean(&self) -> bool {
        self.wrong.is_empty() && self.unknown.is_empty()
    }

    /// The whole object.
    pub(super) fn object(&mut self, root: StructId, node: &Node) -> Option<Value> {
        let of = self.schema.structure(root)?;
        match &node.value {
            yaml::Value::Mapping(entries) => Some(self.fields(of, entries).into()),
            _ => None,
        }
    }

    /// Only the `metadata` of an object, as kubectl's `metadataOnlyObject` has it.
    pub(super) fn metadata(&mut self, node: &Node) {
        const FIELD: &str = "metadata";
        let any = self.schema.kind("v1", "ConfigMap");
        let of = any.and_then(|kind| self.schema.structure(kind.root()));
        if let (Some(field), Some(entry)) = (of.and_then(|of| of.field(FIELD)), node.get(FIELD)) {
            self.path.push(Segment::Field(entry.key.clone()));
            self.structs.push("metadataOnlyObject");
            self.value(&field.kind, &entry.value);
            self.structs.pop();
            self.path.pop();
        }
    }

    /// A value, or nothing if it does not fit.
    fn value(&mut self, kind: &'static Type, node: &Node) -> Option<Value> {
        match (kind, &node.value) {
            (_, yaml::Value::Null) => Some(Value::Null),
            (Type::Any, _) => Some(anything(node)),
            (Type::Struct(id), yaml::Value::Mapping(entries)) => {
                let of = self.schema.structure(*id)?;
                Some(self.fields(of, entries).into())
            }
            (Type::Map(item, _), yaml::Value::Mapping(entries)) => {
                Some(self.entries(item, entries).into())
            }
            (Type::List(item), yaml::Value::Sequence(items)) => Some(self.items(item, items)),
            (Type::Struct(_) | Type::Map(..) | Type::List(_), _) => {
                self.wrong_type(node, word(node), kind, None, false);
                None
            }
            (kind, _) => self.scalar(kind, node),
        }
    }

    fn fields(&mut self, of: &'static Struct, entries: &[Entry]) -> Map {
        self.each(entries, |walk, entry| {
            let Some(field) = of.field(&entry.key) else {
                walk.unknown_field(of, entry, entries);
                return None;
            };
            if matches!(entry.value.value, yaml::Value::Null) {
                return None;
            }
            walk.path.push(Segment::Field(entry.key.clone()));
            walk.structs.push(of.name);
            let value = walk.value(&field.kind, &entry.value);
            walk.structs.pop();
            walk.path.pop();
            value
        })
    }

    fn entries(&mut self, item: &'static Type, entries: &[Entry]) -> Map {
        self.each(entries, |walk, entry| {
            walk.path.push(Segment::Key(entry.key.clone()));
            let value = walk.value(item, &entry.value);
            walk.path.pop();
            value
        })
    }

    /// What `decode` makes of each entry, in the order of the text. It is asked in the order that is walked in.
    fn each(
        &mut self,
        entries: &[Entry],
        mut decode: impl FnMut(&mut Self, &Entry) -> Option<Value>,
    ) -> Map {
        if self.order == Order::OfText {
            let mut map = Map::with_capacity(entries.len());
            for entry in entries {
                if let Some(value) = decode(self, entry) {
                    map.push(entry.key.clone(), value);
                }
            }
            return map;
        }
        let mut sorted: Vec<_> = entries.iter().enumerate().collect();
        sorted.sort_by(|(_, a), (_, b)| a.key.cmp(&b.key));
        let mut decoded = Vec::with_capacity(entries.len());
        for (at, entry) in sorted {
            if let Some(value) = decode(self, entry) {
                decoded.push((at, entry.key.clone(), value));
            }
        }
        decoded.sort_by_key(|(at, ..)| *at);
        let fields = decoded.into_iter();
        fields.map(|(_, key, value)| (key, value)).collect()
    }

    fn items(&mut self, item: &'static Type, nodes: &[Node]) -> Value {
        let mut items = Vec::with_capacity(nodes.len());
        for (at, node) in nodes.iter().enumerate() {
            self.path.push(Segment::Index(at));
            // An item that does not fit leaves its place empty, so that the others keep theirs.
            items.push(self.value(item, node).unwrap_or_default());
            self.path.pop();
        }
        items.into()
    }

    fn scalar(&mut self, kind: &Type, node: &Node) -> Option<Value> {
        match scalar::read(kind, node) {
            Scalar::Value(value) => Some(value),
            Scalar::WrongType { value, of } => {
                let ends = matches!(kind, Type::IntOrString | Type::Time | Type::MicroTime);
                self.wrong_type(node, &value, kind, of, ends);
                None
            }
            Scalar::Unparsable {
                message,
                ends_the_walk,
            } => {
                self.push_wrong(node, DecodeErrorKind::Unparsable, message, ends_the_walk);
                None
            }
        }
    }

    /// Go's `UnmarshalTypeError`: the struct and, of the path, only the fields.
    fn wrong_type(
        &mut self,
        node: &Node,
        value: &str,
        kind: &Type,
        of: Option<&str>,
        ends_the_walk: bool,
    ) {
        let of = of.map_or_else(|| self.schema.go_type(kind), str::to_owned);
        let fields = self.path.iter().filter_map(|segment| match segment {
            Segment::Field(name) => Some(&**name),
            Segment::Index(_) | Segment::Key(_) => None,
        });
        let fields: Vec<&str> = fields.collect();
        let message = match self.structs.last() {
            Some(name) => format!(
                "json: cannot unmarshal {value} into Go struct field {name}.{} of type {of}",
                fields.join(".")
            ),
            None => format!("json: cannot unmarshal {value} into Go value of type {of}"),
        };
        let wanted = wanted(kind);
        self.push_wrong(
            node,
            DecodeErrorKind::WrongType { wanted },
            message,
            ends_the_walk,
        );
    }

    fn push_wrong(
        &mut self,
        node: &Node,
        kind: DecodeErrorKind,
        message: String,
        ends_the_walk: bool,
    ) {
        let error = DecodeError {
            span: node.span,
            field: self.path.iter().cloned().collect(),
            kind,
            message,
        };
        self.wrong.push(Wrong {
            error,
            ends_the_walk,
        });
    }

    fn unknown_field(&mut self, of: &'static Struct, entry: &Entry, entries: &[Entry]) {
        if self.unknown.len() >= MAX_STRICT_ERRORS {
            return;
        }
        let here = Segment::Field(entry.key.clone());
        let field: FieldPath = self.path.iter().cloned().chain([here]).collect();
        let message = format!("unknown field {}", quote(&strict_path(&field)));
        if self.told.insert(message.clone()) {
            let suggestion = meant(of, entry, entries);
            self.unknown.push(DecodeError {
                span: entry.key_span,
                field,
                kind: DecodeErrorKind::UnknownField { suggestion },
                message,
            });
        }
    }
}

/// Among more fields than this no slip of the hand is looked for.
const MOST_COMPARED: usize = 1_000;

/// What Go calls a value of the wrong type.
pub(super) fn word(node: &Node) -> &'static str {
    match node.value {
        yaml::Value::Null => "null",
        yaml::Value::Bool(_) => "bool",
        yaml::Value::Int(_) | yaml::Value::Float(_) => "number",
        yaml::Value::String(_) => "string",
        yaml::Value::Sequence(_) => "array",
        yaml::Value::Mapping(_) => "object",
    }
}

/// The value as it is, for a field that takes anything.
pub(in crate::admission) fn anything(node: &Node) -> Value {
    match &node.value {
        yaml::Value::Null => Value::Null,
        yaml::Value::Bool(value) => (*value).into(),
        yaml::Value::Int(number) => (*number).into(),
        yaml::Value::Float(number) => Value::Float(*number),
        yaml::Value::String(text) => text.clone().into(),
        yaml::Value::Sequence(items) => Value::List(items.iter().map(anything).collect()),
        yaml::Value::Mapping(entries) => {
            let fields: Map = entries
                .iter()
                .map(|entry| (entry.key.clone(), anything(&entry.value)))
                .collect();
            fields.into()
        }
    }
}

/// A number as JSON writes it.
pub(super) fn number(node: &Node) -> Option<String> {
    match node.value {
        yaml::Value::Int(number) => Some(number.to_string()),
        yaml::Value::Float(number) => Some(json_float(number)),
        _ => None,
    }
}

/// The field of the same struct that was probably meant: near in its letters or begun by them, not there already, and for a value
/// of this shape.
fn meant(of: &'static Struct, entry: &Entry, entries: &[Entry]) -> Option<&'static str> {
    const SHORTEST_BEGINNING: usize = 4;
    if entries.len() > MOST_COMPARED {
        return None;
    }
    let free = || {
        let fields = of.fields.iter();
        fields
            .filter(|field| entries.iter().all(|entry| *entry.key != *field.name))
            .filter(|field| has_shape(&field.kind, &entry.value))
            .map(|field| field.name)
    };
    nearest(free(), &entry.key).or_else(|| {
        let mut begun = free()
            .filter(|name| entry.key.len() >= SHORTEST_BEGINNING && name.starts_with(&*entry.key));
        match (begun.next(), begun.next()) {
            (Some(only), None) => Some(only),
            _ => None,
        }
    })
}

/// Whether a value may be one of this type, as far as a glance tells.
fn has_shape(kind: &Type, node: &Node) -> bool {
    match node.value {
        yaml::Value::Null => true,
        yaml::Value::Mapping(_) => matches!(kind, Type::Any | Type::Struct(_) | Type::Map(..)),
        yaml::Value::Sequence(_) => matches!(kind, Type::Any | Type::List(_)),
        yaml::Value::String(_) => !matches!(
            kind,
            Type::Struct(_)
                | Type::Map(..)
                | Type::List(_)
                | Type::Int32
                | Type::Int64
                | Type::Bool
        ),
        yaml::Value::Bool(_) => matches!(kind, Type::Any | Type::Bool),
        yaml::Value::Int(_) | yaml::Value::Float(_) => matches!(
            kind,
            Type::Any
                | Type::Int32
                | Type::Int64
                | Type::Float64
                | Type::Quantity
                | Type::IntOrString
        ),
    }
}

fn wanted(kind: &Type) -> Wanted {
    match kind {
        Type::String(Some(go)) if !words_of(go.name).is_empty() => Wanted::OneOf(words_of(go.name)),
        Type::String(_) | Type::Bytes => Wanted::Text,
        Type::Int32 | Type::Int64 | Type::Float64 => Wanted::Number,
        Type::Bool => Wanted::Boolean,
        Type::List(_) => Wanted::List,
        Type::Struct(_) | Type::Map(..) => Wanted::Fields,
        Type::Quantity | Type::Time | Type::MicroTime | Type::IntOrString | Type::Any => {
            Wanted::Other
        }
    }
}
