//! The objects in a text, and where every field of them stands.

use syntax::Span;
use syntax::yaml::{self, Budget, Document, Entry, Node, Value};

use crate::Str;
use crate::field::{FieldPath, Segment};

/// A text, read: its documents and the objects in them.
#[derive(Clone, Debug, Default)]
pub struct Manifest {
    /// The YAML documents.
    pub documents: Vec<Document>,
    /// The objects, Lists flattened, in document order. Every document gives at least one, except a List without items: one that
    /// is not YAML gives what was read of it.
    pub objects: Vec<Source>,
    /// What kept the reader from going on.
    pub limit: Option<yaml::Limit>,
    /// Whether there are more than [`MOST_OBJECTS`]; the others are not looked at.
    pub too_many_objects: bool,
}

/// More objects than this are not looked at: the shortest take nine bytes each.
pub const MOST_OBJECTS: usize = 100_000;

/// Which object: an index into [`Manifest::objects`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObjectId(pub u32);

/// An object as it stands in the text.
#[derive(Clone, Debug)]
pub struct Source {
    /// Which of [`Manifest::documents`].
    pub document: usize,
    /// Which item, if the document is a List.
    pub list_item: Option<usize>,
    /// Its tree, spans and all.
    pub node: Node,
    /// `apiVersion` as written, or as the List has it.
    pub api_version: Option<Str>,
    /// `kind` as written, or as the List has it.
    pub kind: Option<Str>,
    /// `metadata.name` as written.
    pub name: Option<Str>,
    /// `metadata.namespace` as written.
    pub namespace: Option<Str>,
}

/// Which part of a field to point at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Its key; an item of a list has none and gives its value.
    Key,
    /// Its value; a missing value gives the key.
    Value,
    /// Both.
    Whole,
}

/// Finds the objects in `text`. Never fails: what cannot be read is told by the documents' errors and by [`Manifest::limit`].
pub fn read(text: &str, budget: Budget) -> Manifest {
    find(yaml::read(text, budget))
}

/// Finds the objects in documents that are read already.
pub fn find(mut stream: yaml::Stream) -> Manifest {
    let mut objects = Vec::new();
    let mut documents = 0;
    for (at, document) in stream.documents.iter().enumerate() {
        if objects.len() >= MOST_OBJECTS {
            break;
        }
        documents = at + 1;
        let node = document.root.clone().unwrap_or(Node {
            span: document.span,
            value: Value::Null,
        });
        match list_items(&node) {
            Some((list, items)) if !items.is_empty() || document.error.is_none() => {
                // One more than there may be shows that there are too many.
                let room = MOST_OBJECTS - objects.len() + 1;
                let listed = items.iter().enumerate().take(room);
                objects.extend(listed.map(|(index, item)| Source::listed(at, index, item, &list)));
            }
            _ => objects.push(Source::new(at, None, node)),
        }
    }
    let too_many_objects = objects.len() > MOST_OBJECTS || documents < stream.documents.len();
    objects.truncate(MOST_OBJECTS);
    stream.documents.truncate(documents);
    Manifest {
        documents: stream.documents,
        objects,
        limit: stream.limit,
        too_many_objects,
    }
}

/// What a List says of itself.
struct List {
    api_version: Option<Str>,
    kind: Str,
}

/// The items of a `List`, `ServiceList` and the like, as kubectl's visitor unpacks them.
fn list_items(node: &Node) -> Option<(List, &[Node])> {
    let list = List {
        api_version: text(node.get("apiVersion")),
        kind: text(node.get("kind")).filter(|kind| kind.ends_with("List"))?,
    };
    match &node.get("items")?.value.value {
        Value::Sequence(items) => Some((list, items)),
        _ => None,
    }
}

/// The string in a field.
fn text(entry: Option<&Entry>) -> Option<Str> {
    match &entry?.value.value {
        Value::String(text) => Some(text.clone()),
        _ => None,
    }
}

impl Manifest {
    /// The object `id`.
    pub fn object(&self, id: ObjectId) -> Option<&Source> {
        self.objects.get(id.0 as usize)
    }

    /// The document that `source` stands in.
    pub fn document_of(&self, source: &Source) -> Option<&Document> {
        self.documents.get(source.document)
    }
}

impl Source {
    fn new(document: usize, list_item: Option<usize>, node: Node) -> Self {
        let metadata = node.get("metadata").map(|entry| &entry.value);
        let of_metadata = |key| text(metadata.and_then(|metadata| metadata.get(key)));
        Self {
            document,
            list_item,
            api_version: text(node.get("apiVersion")),
            kind: text(node.get("kind")),
            name: of_metadata("name"),
            namespace: of_metadata("namespace"),
            node,
        }
    }

    /// An item of a List. One that says neither what it is nor in which version is what the List's kind says:
    /// `UnstructuredJSONScheme.decodeToList`.
    fn listed(document: usize, index: usize, item: &Node, list: &List) -> Self {
        let source = Self::new(document, Some(index), item.clone());
        match (
            list.kind.strip_suffix("List"),
            &source.kind,
            &source.api_version,
        ) {
            (Some(kind), None, None) if !kind.is_empty() => Self {
                kind: Some(kind.into()),
                api_version: list.api_version.clone(),
                ..source
            },
            _ => source,
        }
    }

    /// Whether `kubectl get` printed this object: only a server gives these fields.
    pub(crate) fn is_printed(&self) -> bool {
        let metadata = self.node.get("metadata").map(|entry| &entry.value);
        let of = |field| metadata?.get(field)?.value.as_str();
        ["uid", "resourceVersion"]
            .into_iter()
            .all(|field| of(field).is_some_and(|text| !text.is_empty()))
    }

    /// Where `path` stands. A missing field gives the key of the nearest parent that is there, and in the end the object itself.
    ///
    /// Fields and map keys are not told apart: `metadata.labels[app]` may be asked for either way. A list that the server fills
    /// from an older single field (`clusterIPs` from `clusterIP`) is found at that field if it is not written itself.
    pub fn locate(&self, path: &FieldPath, part: Part) -> Span {
        let mut place = Place {
            key: None,
            value: &self.node,
        };
        let mut segments = path.segments().iter();
        while let Some(segment) = segments.next() {
            match place.step(segment) {
                Some(next) => place = next,
                None => {
                    let written = singular(segment).and_then(|name| place.value.get(name));
                    return match (written, segments.next()) {
                        (Some(entry), None | Some(Segment::Index(0))) => {
                            Place::of(entry).span(part)
                        }
                        _ => place.span(Part::Key),
                    };
                }
            }
        }
        place.span(part)
    }

    /// Where the string `written` stands that a mistake at `path` is about: the value there, its key, or one of the keys and values
    /// in it. Nothing if it was not written there.
    pub fn locate_string(&self, path: &FieldPath, written: &str) -> Option<Span> {
        let place = self.find(path)?;
        let is_it = |node: &Node| node.as_str() == Some(written);
        if is_it(place.value) {
            return Some(place.value.span);
        }
        if let (Some(key), Some(Segment::Key(name))) = (place.key, path.segments().last())
            && **name == *written
        {
            return Some(key);
        }
        let entries = || place.value.entries().iter();
        let key = entries().find(|entry| *entry.key == *written);
        let in_entries = || entries().map(|entry| &entry.value);
        key.map(|entry| entry.key_span).or_else(|| {
            let mut inside = in_entries().chain(place.value.items());
            inside.find(|node| is_it(node)).map(|node| node.span)
        })
    }

    /// The value at `path`, if it is there.
    pub fn value(&self, path: &FieldPath) -> Option<&Node> {
        Some(self.find(path)?.value)
    }

    /// The field at `path`, if it is there.
    pub(crate) fn find(&self, path: &FieldPath) -> Option<Place<'_>> {
        let root = Place {
            key: None,
            value: &self.node,
        };
        let mut segments = path.segments().iter();
        segments.try_fold(root, Place::step)
    }
}

/// The field that a list field mirrors, in the API's own pairs.
fn singular(segment: &Segment) -> Option<&'static str> {
    let Segment::Field(name) = segment else {
        return None;
    };
    match &**name {
        "clusterIPs" => Some("clusterIP"),
        "podIPs" => Some("podIP"),
        "hostIPs" => Some("hostIP"),
        "podCIDRs" => Some("podCIDR"),
        _ => None,
    }
}

/// A field that is there.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    /// Where its key stands; an item of a list has none.
    pub(crate) key: Option<Span>,
    /// Its value.
    pub(crate) value: &'a Node,
}

impl<'a> Place<'a> {
    pub(crate) fn of(entry: &'a Entry) -> Self {
        Self {
            key: Some(entry.key_span),
            value: &entry.value,
        }
    }

    /// What is one step further in. Requests that nobody wrote are the limits; the server leaves `metadata` out where it speaks of a
    /// template's labels and annotations.
    fn step(self, segment: &Segment) -> Option<Self> {
        match segment {
            Segment::Index(index) => {
                let value = self.value.item(*index)?;
                Some(Place { key: None, value })
            }
            Segment::Field(name) | Segment::Key(name) => {
                let written = self.value.get(name);
                let meant = || match &**name {
                    "requests" => self.value.get("limits"),
                    "labels" | "annotations" => self.value.get("metadata")?.value.get(name),
                    _ => None,
                };
                written.or_else(meant).map(Place::of)
            }
        }
    }

    fn span(self, part: Part) -> Span {
        let value = self.value.span;
        match (part, self.key) {
            (Part::Key, Some(key)) => key,
            (Part::Value, Some(key)) if value.start >= value.end => key,
            (Part::Whole, Some(key)) => key.cover(value),
            (_, None) | (Part::Value, Some(_)) => value,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
apiVersion: v1
kind: Service
metadata:
  name: web
  labels: {app.kubernetes.io/name: web}
spec:
  clusterIP: None
  ports:
  - port: 80
  - name: more
    targetPort:
";

    fn path(text: &str) -> FieldPath {
        let segment = |word: &str| match word.parse() {
            Ok(index) => Segment::Index(index),
            Err(_) if word.contains('/') => Segment::Key(word.into()),
            Err(_) => Segment::Field(word.into()),
        };
        text.split(' ').map(segment).collect()
    }

    fn located(field: &str, part: Part) -> &'static str {
        let manifest = read(TEXT, Budget::default());
        let source = manifest.object(ObjectId(0)).expect("an object");
        source.locate(&path(field), part).text(TEXT)
    }

    #[test]
    fn fields_are_found_by_key_and_value() {
        assert_eq!(located("spec ports 0 port", Part::Key), "port");
        assert_eq!(located("spec ports 0 port", Part::Value), "80");
        assert_eq!(located("spec ports 0 port", Part::Whole), "port: 80");
        assert_eq!(located("spec ports 0", Part::Key), "port: 80");
        assert_eq!(
            located("metadata labels app.kubernetes.io/name", Part::Value),
            "web"
        );
    }

    #[test]
    fn what_is_missing_is_sought_at_its_parent() {
        assert_eq!(
            located("spec ports 1 targetPort", Part::Value),
            "targetPort"
        );
        assert_eq!(located("spec selector app", Part::Value), "spec");
        assert_eq!(located("spec ports 7 port", Part::Value), "ports");
        assert_eq!(located("spec clusterIPs 0", Part::Value), "None");
        assert_eq!(located("spec clusterIPs 1", Part::Value), "spec");
        assert!(located("status", Part::Key).starts_with("apiVersion: v1"));
    }

    #[test]
    fn the_items_of_a_typed_list_need_no_kind() {
        let text =
            "apiVersion: v1\nkind: PodList\nitems:\n- metadata: {name: a}\n- kind: Service\n";
        let manifest = read(text, Budget::default());
        let found = manifest
            .objects
            .iter()
            .map(|source| (source.api_version.as_deref(), source.kind.as_deref()));
        assert_eq!(
            found.collect::<Vec<_>>(),
            [(Some("v1"), Some("Pod")), (None, Some("Service"))]
        );
    }

    #[test]
    fn of_too_many_objects_the_first_are_taken() {
        let taken = |text: &str| {
            let manifest = read(text, Budget::default());
            (
                manifest.objects.len(),
                manifest.documents.len(),
                manifest.too_many_objects,
            )
        };
        let documents = "a: 1\n---\n".repeat(MOST_OBJECTS);
        assert_eq!(taken(&documents), (MOST_OBJECTS, MOST_OBJECTS, false));
        let more = format!("{documents}b: 1\n");
        assert_eq!(taken(&more), (MOST_OBJECTS, MOST_OBJECTS, true));
        let list = format!(
            "kind: List\nitems:\n{}---\nc: 1\n",
            "- a\n".repeat(MOST_OBJECTS)
        );
        assert_eq!(taken(&list), (MOST_OBJECTS, 1, true));
        let longer = list.replace("---\nc: 1\n", "- a\n");
        assert_eq!(taken(&longer), (MOST_OBJECTS, 1, true));
    }

    #[test]
    fn lists_are_flattened_and_broken_documents_kept() {
        let text = "apiVersion: v1\nkind: List\nitems:\n- kind: Pod\n  metadata: {name: a, namespace: b}\n- kind: Service\n---\n\
                    kind: PodList\nitems: []\n---\nkind: Pod\na: b: c\n---\nkind: ConfigMap\nitems: [1]\n";
        let manifest = read(text, Budget::default());
        let found: Vec<_> = manifest
            .objects
            .iter()
            .map(|source| {
                (
                    source.document,
                    source.list_item,
                    source.kind.as_deref(),
                    source.name.as_deref(),
                )
            })
            .collect();
        assert_eq!(
            found,
            [
                (0, Some(0), Some("Pod"), Some("a")),
                (0, Some(1), Some("Service"), None),
                (2, None, Some("Pod"), None),
                (3, None, Some("ConfigMap"), None),
            ]
        );
    }
}
