//! What could stand at the caret.

use std::collections::{BTreeMap, BTreeSet};

use cluster::api::{Labels, Pod};
use cluster::manifest::Source;
use cluster::schema::{self, Field, Kind, Struct, Type};
use syntax::Span;

use super::fields::{self, Target};
use super::place::{self, Place, Step, Written};
use super::{Completion, CompletionKind, Completions};
use crate::Reading;

/// The label by which an EndpointSlice belongs to a Service.
const SERVICE_NAME: &str = "kubernetes.io/service-name";

impl Reading {
    /// What could stand at `caret`, in UTF-16 code units. Nothing in comments, text blocks and flow collections.
    pub fn complete(&self, caret: u32) -> Completions {
        let caret = self.lines.from_utf16(&self.text, caret);
        let Some(place) = place::find(&self.text, caret as usize) else {
            return Completions::default();
        };
        let source = self.source_at(caret);
        let path = inside(&place.path, source);
        let offer = Offer {
            reading: self,
            place: &place,
            path,
            source,
            kind: source.and_then(fields::kind_of),
        };
        let from = u32::try_from(place.from).unwrap_or(caret);
        Completions {
            range: self.places().range(Span::new(from, caret)),
            items: offer.items(),
        }
    }

    /// The object that the byte `offset` stands in.
    pub(super) fn source_at(&self, offset: u32) -> Option<&Source> {
        let documents = &self.manifest.documents;
        let document = documents
            .iter()
            .rposition(|document| document.span.start <= offset)?;
        let objects = || {
            let objects = self.manifest.objects.iter();
            objects.filter(move |source| source.document == document)
        };
        objects()
            .rfind(|source| source.node.span.start <= offset)
            .or_else(|| objects().next())
    }
}

/// The part of a document's path that is inside `source`: an item of a List is an object of its own.
fn inside<'p, 't>(path: &'p [Step<'t>], source: Option<&Source>) -> &'p [Step<'t>] {
    match path {
        [Step::Key("items"), Step::Item, rest @ ..]
            if source.is_some_and(|source| source.list_item.is_some()) =>
        {
            rest
        }
        _ => path,
    }
}

/// Everything that decides what is offered.
struct Offer<'a> {
    reading: &'a Reading,
    place: &'a Place<'a>,
    path: &'a [Step<'a>],
    source: Option<&'a Source>,
    kind: Option<&'static Kind>,
}

impl Offer<'_> {
    fn items(&self) -> Vec<Completion> {
        let target = self.kind.and_then(|kind| fields::follow(kind, self.path));
        match (&self.place.what, self.path) {
            (Written::Key { siblings, .. }, []) => self.roots(siblings),
            (Written::Value, [Step::Key("kind")]) => self.kinds(),
            (Written::Value, [Step::Key("apiVersion")]) => self.versions(),
            (Written::Key { siblings, .. }, _) => {
                target.map_or_else(Vec::new, |target| self.keys(target, siblings))
            }
            (Written::Value, path) => {
                target.map_or_else(Vec::new, |target| self.values(target, path))
            }
        }
    }

    fn roots(&self, siblings: &BTreeSet<&str>) -> Vec<Completion> {
        let root = self.kind.map(Kind::root);
        match root.and_then(|root| schema::schema().structure(root)) {
            Some(of) => self.fields(of, siblings),
            None => ["apiVersion", "kind"]
                .into_iter()
                .filter(|name| !siblings.contains(name))
                .map(|name| field(name, self.after_key(name, None), "string".to_owned()))
                .collect(),
        }
    }

    fn keys(&self, target: Target, siblings: &BTreeSet<&str>) -> Vec<Completion> {
        if let Some(of) = target.fields() {
            return self.fields(of, siblings);
        }
        match (target.names(), target.kind) {
            (("ServiceSpec", "selector") | ("LabelSelector", "matchLabels"), Type::Map(..)) => self
                .labels()
                .into_iter()
                .filter(|((key, _), _)| !siblings.contains(&**key))
                .map(|((key, value), pods)| {
                    let pair = format!("{key}: {}", plain(&value));
                    let insert = if self.renamed() { key } else { pair.clone() };
                    reference(pair, insert, pods)
                })
                .collect(),
            (("ObjectMeta", "labels"), Type::Map(..))
                if self.is("EndpointSlice") && !siblings.contains(SERVICE_NAME) =>
            {
                let insert = self.after_key(SERVICE_NAME, None);
                vec![reference(SERVICE_NAME.to_owned(), insert, String::new())]
            }
            // An item of a list of words.
            (_, Type::String(_)) => self.words(target),
            _ => Vec::new(),
        }
    }

    fn fields(&self, of: &'static Struct, siblings: &BTreeSet<&str>) -> Vec<Completion> {
        of.fields
            .iter()
            .filter(|field| !siblings.contains(field.name))
            .map(|of| {
                let insert = self.after_key(of.name, Some(of));
                field(of.name, insert, schema::schema().go_type(&of.kind))
            })
            .collect()
    }

    /// A key with what comes after it: a space, or the line that its value begins on.
    fn after_key(&self, name: &str, field: Option<&Field>) -> String {
        if self.renamed() {
            return name.to_owned();
        }
        let indent = " ".repeat(self.place.column);
        match field.map(|field| &field.kind) {
            Some(Type::Struct(_) | Type::Map(..)) => format!("{name}:\n{indent}  "),
            Some(Type::List(_)) => format!("{name}:\n{indent}- "),
            _ => format!("{name}: "),
        }
    }

    fn renamed(&self) -> bool {
        matches!(self.place.what, Written::Key { renamed: true, .. })
    }

    fn values(&self, target: Target, path: &[Step<'_>]) -> Vec<Completion> {
        let last = match path.last() {
            Some(Step::Key(key)) => *key,
            _ => "",
        };
        match target.names() {
            ("ServiceSpec", "selector") | ("LabelSelector", "matchLabels") => {
                self.label_values(last)
            }
            ("ObjectMeta", "labels") if last == SERVICE_NAME => self.services(),
            ("ObjectMeta", "name") if self.is("Endpoints") => self.services(),
            ("StatefulSetSpec", "serviceName") | ("IngressServiceBackend", "name") => {
                self.services()
            }
            ("ServicePort", "targetPort") => self.target_ports(),
            _ => self.words(target),
        }
    }

    /// The words that a field may hold.
    fn words(&self, target: Target) -> Vec<Completion> {
        let words = target.field.map_or(&[][..], |(of, field)| {
            schema::allowed_values(of, field.name, target.kind)
        });
        // A workload's Pods cannot all be of any restart policy: `ValidatePodTemplateSpecForRC`, `validateJobSpec`.
        let words: &[&str] = match (target.names(), self.kind.map(|kind| kind.name)) {
            (
                ("PodSpec", "restartPolicy"),
                Some("Deployment" | "ReplicaSet" | "StatefulSet" | "DaemonSet"),
            ) => &["Always"],
            (("PodSpec", "restartPolicy"), Some("Job" | "CronJob")) => &["OnFailure", "Never"],
            _ => words,
        };
        words
            .iter()
            .map(|word| Completion {
                label: (*word).to_owned(),
                insert: if matches!(target.kind, Type::Bool) {
                    (*word).to_owned()
                } else {
                    plain(word)
                },
                kind: CompletionKind::Value,
                detail: String::new(),
            })
            .collect()
    }

    /// The kinds that there are; routing's first.
    fn kinds(&self) -> Vec<Completion> {
        const FIRST: [&str; 5] = ["Service", "Pod", "Deployment", "Endpoints", "EndpointSlice"];
        let written = self.source.and_then(|source| source.api_version.as_deref());
        let kinds = schema::schema().kinds().iter();
        let mut kinds: Vec<&Kind> = kinds
            .filter(|kind| written.is_none_or(|written| written == kind.api_version))
            .collect();
        let rank = |kind: &Kind| {
            let first = FIRST.iter().position(|first| *first == kind.name);
            (first.unwrap_or(FIRST.len()), kind.name)
        };
        kinds.sort_by_key(|kind| rank(kind));
        kinds
            .into_iter()
            .map(|kind| value(kind.name, kind.api_version))
            .collect()
    }

    /// The versions that there are, or that the kind has.
    fn versions(&self) -> Vec<Completion> {
        let kind = self.source.and_then(|source| source.kind.as_deref());
        let of = |kind: Option<&str>| -> BTreeSet<&'static str> {
            let kinds = schema::schema().kinds().iter();
            kinds
                .filter(|known| kind.is_none_or(|kind| kind == known.name))
                .map(|known| known.api_version)
                .collect()
        };
        let mut versions = of(kind);
        if versions.is_empty() {
            versions = of(None);
        }
        versions
            .into_iter()
            .map(|version| value(version, ""))
            .collect()
    }

    fn is(&self, kind: &str) -> bool {
        self.kind.is_some_and(|known| known.name == kind)
    }

    fn namespace(&self) -> &str {
        let written = self.source.and_then(|source| source.namespace.as_deref());
        written.unwrap_or("default")
    }

    /// The Pods that the object could mean: a Service sees those of its namespace.
    fn pods(&self) -> impl Iterator<Item = &Pod> {
        let pods = self.reading.shown().cluster.pods.iter();
        pods.filter(|pod| &*pod.meta.namespace == self.namespace())
    }

    /// The labels of Pods, each with how many Pods have it.
    fn labels(&self) -> BTreeMap<(String, String), String> {
        let mut found: BTreeMap<(String, String), usize> = BTreeMap::new();
        for (key, value) in self.pods().flat_map(|pod| &pod.meta.labels) {
            let count = found.entry((key.to_string(), value.to_string()));
            *count.or_default() += 1;
        }
        let told = |(pair, count): (_, usize)| (pair, format!("Pod ×{count}"));
        found.into_iter().map(told).collect()
    }

    fn label_values(&self, key: &str) -> Vec<Completion> {
        self.labels()
            .into_iter()
            .filter(|((found, _), _)| found == key)
            .map(|((_, value), pods)| {
                let insert = plain(&value);
                reference(value, insert, pods)
            })
            .collect()
    }

    fn services(&self) -> Vec<Completion> {
        let services = self.reading.shown().cluster.services.iter();
        let names: BTreeSet<&str> = services
            .filter(|service| &*service.meta.namespace == self.namespace())
            .map(|service| &*service.meta.name)
            .filter(|name| !name.is_empty())
            .collect();
        names
            .into_iter()
            .map(|name| reference(name.to_owned(), plain(name), "Service".to_owned()))
            .collect()
    }

    /// The ports that the Service's Pods declare, by name and then by number; those of all Pods if it selects none.
    fn target_ports(&self) -> Vec<Completion> {
        let selector = self.selector();
        let chosen: Vec<&Pod> = self
            .pods()
            .filter(|pod| {
                let labels = &pod.meta.labels;
                selector
                    .iter()
                    .all(|(key, value)| labels.get(&**key).is_some_and(|found| **found == **value))
            })
            .collect();
        let pods = if chosen.is_empty() {
            self.pods().collect()
        } else {
            chosen
        };
        let ports = || {
            let containers = pods.iter().flat_map(|pod| &pod.containers);
            containers.flat_map(|container| &container.ports)
        };
        let names: BTreeMap<&str, String> = ports()
            .filter_map(|port| {
                let detail = format!("{}/{}", port.port, port.protocol);
                Some((port.name.as_deref()?, detail))
            })
            .collect();
        let numbers: BTreeMap<u16, String> = ports()
            .map(|port| (port.port, port.protocol.to_string()))
            .collect();
        let names = names
            .into_iter()
            .map(|(name, detail)| reference(name.to_owned(), plain(name), detail));
        let numbers = numbers
            .into_iter()
            .map(|(port, detail)| reference(port.to_string(), port.to_string(), detail));
        names.chain(numbers).collect()
    }

    /// The `spec.selector` of the Service that is being written.
    fn selector(&self) -> Labels {
        let spec = self.source.and_then(|source| source.node.get("spec"));
        let selector = spec.and_then(|spec| spec.value.get("selector"));
        let entries = selector.map_or(&[][..], |selector| selector.value.entries());
        entries
            .iter()
            .filter_map(|entry| Some((entry.key.clone(), entry.value.as_str()?.into())))
            .collect()
    }
}

/// `text` as a YAML string: in quotes where it would be read as something else.
fn plain(text: &str) -> String {
    let stream = syntax::yaml::read(text, syntax::yaml::Budget::default());
    let root = stream
        .documents
        .first()
        .and_then(|document| document.root.as_ref());
    match root.and_then(|root| root.as_str()) {
        Some(read) if read == text => text.to_owned(),
        _ => format!("\"{text}\""),
    }
}

fn field(name: &str, insert: String, detail: String) -> Completion {
    Completion {
        label: name.to_owned(),
        insert,
        kind: CompletionKind::Field,
        detail,
    }
}

fn value(word: &str, detail: &str) -> Completion {
    Completion {
        label: word.to_owned(),
        insert: word.to_owned(),
        kind: CompletionKind::Value,
        detail: detail.to_owned(),
    }
}

fn reference(label: String, insert: String, detail: String) -> Completion {
    Completion {
        label,
        insert,
        kind: CompletionKind::Reference,
        detail,
    }
}
