use serde::{Deserialize, Serialize};

/// A condition that a cluster and what was done to it meet or do not meet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Check {
    /// A request ends like this.
    Request(RequestCheck),
    /// The API server refuses nothing.
    NoErrors,
    /// Nothing is refused, and nothing is probably not meant.
    NoWarnings,
    /// So many different endpoints of a Service are ready.
    Endpoints {
        /// `namespace/name`.
        service: String,
        /// How many.
        ready: u32,
    },
    /// A field of an object is set, is not set, or has a value.
    Field(FieldCheck),
    /// An act of this form was done: its verb alone, or all of it.
    Act(String),
    /// This request stands in the panel, sent.
    Sent(Sent),
}

/// A request, and how it has to end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestCheck {
    /// The request; what is left out is as in a fresh form.
    pub request: Sent,
    /// How it ends.
    pub outcome: Outcome,
    /// Whose address the Pod sees; none does not care.
    pub source: Option<SourceSeen>,
}

/// How a request has to end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// At exactly these: `default/web-1`, `default/web-*`, `11.11.11.11`, `10.244.0.10:8080`. Of a lookup: exactly these addresses.
    Reaches(Vec<String>),
    /// Nowhere, and this is what the client sees.
    Fails(Symptom),
}

/// What a client sees of a request that goes nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Symptom {
    /// The name does not exist.
    Nxdomain,
    /// The name has no address.
    NoAddress,
    /// The name leads out of the cluster.
    LeavesCluster,
    /// Connection refused.
    Refused,
    /// No answer at all.
    Timeout,
    /// Whatever it is.
    Any,
}

impl Symptom {
    /// Every symptom with its word in a file.
    pub const ALL: [(&'static str, Self); 6] = [
        ("nxdomain", Self::Nxdomain),
        ("no-address", Self::NoAddress),
        ("leaves-cluster", Self::LeavesCluster),
        ("refused", Self::Refused),
        ("timeout", Self::Timeout),
        ("any", Self::Any),
    ];

    /// Its word in a file.
    pub fn as_str(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(_, symptom)| *symptom == self)
            .map_or("any", |(word, _)| word)
    }
}

/// Whose address a Pod sees a request come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SourceSeen {
    /// The client's own.
    Kept,
    /// A node's.
    Changed,
}

/// A request as a person states it; what is none is not cared about, or is as in a fresh form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// Who asks: `in-cluster`, `pod:default/web-1`, `node:node-1`, `outside`.
    pub from: Option<String>,
    /// For what: a name or an address, with an optional port.
    pub to: Option<String>,
    /// `TCP`, `UDP` or `SCTP`.
    pub protocol: Option<String>,
    /// `curl`, `ping` or `nslookup`.
    pub tool: Option<String>,
    /// How often, at least.
    pub count: Option<u32>,
    /// How many seconds pass between two requests, at least.
    pub pause: Option<u32>,
}

/// A field, and what is expected of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldCheck {
    /// The object.
    pub object: ObjectRef,
    /// The way to the field; empty for the object itself.
    pub path: Vec<FieldStep>,
    /// What is expected there.
    pub expected: Expected,
}

/// An object by kind and name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectRef {
    /// `Service`.
    pub kind: String,
    /// `default` unless told; of no weight for what has no namespace.
    pub namespace: String,
    /// Its name.
    pub name: String,
}

impl ObjectRef {
    /// Reads `Service default/web` or `Service web`.
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, name) = text.trim().split_once(' ')?;
        let name = name.trim();
        let (namespace, name) = name.split_once('/').unwrap_or(("default", name));
        let plain = |part: &str| !part.is_empty() && !part.contains([' ', '/']);
        (plain(kind) && plain(namespace) && plain(name)).then(|| Self {
            kind: kind.to_owned(),
            namespace: namespace.to_owned(),
            name: name.to_owned(),
        })
    }
}

/// One step of a way to a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FieldStep {
    /// A field, or a key of a map.
    Key(String),
    /// An item of a list.
    Index(usize),
}

impl FieldStep {
    /// Reads `spec.ports[0].port`, `metadata.labels[app.kubernetes.io/name]`.
    pub fn parse_path(text: &str) -> Option<Vec<Self>> {
        let mut steps = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            if let Some(bracket) = rest.strip_prefix('[') {
                let (inside, after) = bracket.split_once(']')?;
                let inside = inside.trim_matches(['"', '\'']);
                steps.push(
                    inside
                        .parse()
                        .map_or_else(|_| Self::Key(inside.to_owned()), Self::Index),
                );
                rest = after;
            } else {
                let name = match steps.is_empty() {
                    true => rest,
                    false => rest.strip_prefix('.')?,
                };
                let end = name.find(['.', '[']).unwrap_or(name.len());
                let (name, after) = name.split_at_checked(end)?;
                if name.is_empty() {
                    return None;
                }
                steps.push(Self::Key(name.to_owned()));
                rest = after;
            }
        }
        Some(steps)
    }
}

/// What is expected of a field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Expected {
    /// It is set.
    Set,
    /// It is not.
    Absent,
    /// It has this value, as the API server stores it.
    Equals(Value),
}

/// A value as JSON has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// `null`.
    Null,
    /// A boolean.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// A string.
    String(String),
    /// A list.
    List(Vec<Value>),
    /// An object.
    Map(Vec<(String, Value)>),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> FieldStep {
        FieldStep::Key(name.to_owned())
    }

    #[test]
    fn reads_the_way_to_a_field() {
        assert_eq!(
            FieldStep::parse_path("spec.ports[0].targetPort"),
            Some(vec![
                key("spec"),
                key("ports"),
                FieldStep::Index(0),
                key("targetPort")
            ])
        );
        assert_eq!(
            FieldStep::parse_path("metadata.labels[app.kubernetes.io/name]"),
            Some(vec![
                key("metadata"),
                key("labels"),
                key("app.kubernetes.io/name")
            ])
        );
        assert_eq!(FieldStep::parse_path(""), Some(Vec::new()));
        for broken in ["spec..ports", "spec.", ".spec", "spec[0", "spec[0]ports"] {
            assert_eq!(FieldStep::parse_path(broken), None, "{broken}");
        }
    }

    #[test]
    fn reads_the_name_of_an_object() {
        let object = ObjectRef::parse("Service web").unwrap();
        assert_eq!((&*object.namespace, &*object.name), ("default", "web"));
        let object = ObjectRef::parse("Pod prod/web-1").unwrap();
        assert_eq!((&*object.namespace, &*object.name), ("prod", "web-1"));
        for broken in ["Service", "Service a/b/c", "default/web", "Pod a b"] {
            assert_eq!(ObjectRef::parse(broken), None, "{broken}");
        }
    }
}
