//! Typical mistakes to be made on purpose, so that somebody can find them: each takes an object that works and changes one thing in its text.
//!
//! [`mishaps`] finds every one that the text has a place for. What becomes of the routes is not looked at here: whoever picks one
//! reads the changed text and sees.

use syntax::Span;
use syntax::yaml::{Entry, Node, Value};

use crate::manifest::{Manifest, ObjectId, Source};
use crate::remedy::{self, Edit};

/// One mistake that could be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mishap {
    /// In which object.
    pub object: ObjectId,
    /// What it is.
    pub kind: MishapKind,
    /// The change of the text.
    pub edit: Edit,
}

/// What is done wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MishapKind {
    /// A Service's selector asks for a value that no Pod has.
    Selector(Replaced),
    /// A Pod's label has another value.
    Label(Replaced),
    /// A Pod lacks a label.
    LabelGone {
        /// Its key.
        key: String,
    },
    /// A Service's `targetPort` is another one.
    TargetPort(Replaced),
    /// A container's port has another name.
    PortName(Replaced),
    /// A Service is in another namespace than its Pods.
    Namespace {
        /// The namespace.
        now: String,
    },
    /// A Service's port is for another protocol.
    Protocol(Replaced),
    /// Endpoints are called otherwise than their Service.
    EndpointsName(Replaced),
}

/// A value in the place of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// Its key.
    pub key: String,
    /// What stood there.
    pub was: String,
    /// What stands there now.
    pub now: String,
}

/// Every mistake that `text`, read as `manifest`, has a place for, in the order of the text.
pub fn mishaps(text: &str, manifest: &Manifest) -> Vec<Mishap> {
    let mut finder = Finder {
        text,
        object: ObjectId(0),
        found: Vec::new(),
    };
    for (source, id) in manifest.objects.iter().zip(0..) {
        finder.object = ObjectId(id);
        match source.kind.as_deref() {
            Some("Service") => finder.service(source),
            Some("Pod") => finder.pod(&source.node),
            Some("Deployment" | "StatefulSet" | "DaemonSet" | "ReplicaSet") => {
                if let Some(template) = at(&source.node, &["spec", "template"]) {
                    finder.containers(&template.value);
                }
            }
            Some("Endpoints") => {
                finder.typo(
                    at(&source.node, &["metadata", "name"]),
                    MishapKind::EndpointsName,
                );
            }
            _ => {}
        }
    }
    finder.found
}

/// The entry at the end of a way of keys.
fn at<'n>(node: &'n Node, path: &[&str]) -> Option<&'n Entry> {
    let (last, way) = path.split_last()?;
    let parent = way
        .iter()
        .try_fold(node, |node, key| Some(&node.get(key)?.value))?;
    parent.get(last)
}

struct Finder<'a> {
    text: &'a str,
    object: ObjectId,
    found: Vec<Mishap>,
}

impl Finder<'_> {
    fn add(&mut self, kind: MishapKind, span: Span, text: String) {
        self.found.push(Mishap {
            object: self.object,
            kind,
            edit: Edit { span, text },
        });
    }

    /// A string, mistyped.
    fn typo(&mut self, entry: Option<&Entry>, kind: fn(Replaced) -> MishapKind) {
        let Some(entry) = entry else {
            return;
        };
        let Some(was) = entry.value.as_str() else {
            return;
        };
        let now = mistyped(was);
        let replaced = Replaced {
            key: entry.key.to_string(),
            was: was.to_owned(),
            now: now.clone(),
        };
        self.replace(entry, kind(replaced), &now);
    }

    /// Another string in the place of one that is written on one line.
    fn replace(&mut self, entry: &Entry, kind: MishapKind, now: &str) {
        if let Some(edit) = remedy::put_string(self.text, entry, now) {
            self.add(kind, edit.span, edit.text);
        }
    }

    fn service(&mut self, source: &Source) {
        let spec = at(&source.node, &["spec"]).map(|entry| &entry.value);
        let Some(selector) = spec.and_then(|spec| spec.get("selector")) else {
            return;
        };
        for entry in selector.value.entries() {
            self.typo(Some(entry), MishapKind::Selector);
        }
        let ports = spec.and_then(|spec| spec.get("ports"));
        for port in ports.map_or(&[][..], |ports| ports.value.items()) {
            self.target_port(port);
            self.protocol(port);
        }
        self.namespace(source);
    }

    /// A number one beside the right one, a name mistyped, or nothing where there should be something.
    fn target_port(&mut self, port: &Node) {
        let Some(entry) = port.get("targetPort") else {
            return;
        };
        match &entry.value.value {
            Value::Int(was) => {
                let replaced = Replaced {
                    key: "targetPort".to_owned(),
                    was: was.to_string(),
                    now: was.saturating_add(1).to_string(),
                };
                let now = replaced.now.clone();
                self.add(MishapKind::TargetPort(replaced), entry.value.span, now);
            }
            _ => self.typo(Some(entry), MishapKind::TargetPort),
        }
    }

    fn protocol(&mut self, port: &Node) {
        let replaced = |was: &str, now: &str| {
            MishapKind::Protocol(Replaced {
                key: "protocol".to_owned(),
                was: was.to_owned(),
                now: now.to_owned(),
            })
        };
        match port.get("protocol") {
            Some(entry) if entry.value.as_str() == Some("TCP") => {
                self.replace(entry, replaced("TCP", "UDP"), "UDP");
            }
            Some(_) => {}
            None => self.insert(port, "protocol", "UDP", replaced("TCP", "UDP")),
        }
    }

    fn namespace(&mut self, source: &Source) {
        let Some(metadata) = at(&source.node, &["metadata"]) else {
            return;
        };
        let now = match source.namespace.as_deref() {
            Some("staging") => "prod",
            _ => "staging",
        };
        let kind = MishapKind::Namespace {
            now: now.to_owned(),
        };
        match metadata.value.get("namespace") {
            Some(entry) => self.replace(entry, kind, now),
            None => self.insert(&metadata.value, "namespace", now, kind),
        }
    }

    /// A field before the others of a mapping.
    fn insert(&mut self, mapping: &Node, key: &str, value: &str, kind: MishapKind) {
        if let Some(edit) = remedy::insert_first(self.text, mapping, key, value) {
            self.add(kind, edit.span, edit.text);
        }
    }

    fn pod(&mut self, node: &Node) {
        let labels = at(node, &["metadata", "labels"]);
        for label in labels.map_or(&[][..], |labels| labels.value.entries()) {
            self.typo(Some(label), MishapKind::Label);
            if let Some(span) = own_line(self.text, label) {
                let key = label.key.to_string();
                self.add(MishapKind::LabelGone { key }, span, String::new());
            }
        }
        self.containers(node);
    }

    /// The ports' names of a Pod, or of a template.
    fn containers(&mut self, pod: &Node) {
        let containers = at(pod, &["spec", "containers"]);
        for container in containers.map_or(&[][..], |entry| entry.value.items()) {
            let ports = container.get("ports");
            for port in ports.map_or(&[][..], |ports| ports.value.items()) {
                self.typo(port.get("name"), MishapKind::PortName);
            }
        }
    }
}

/// The word as a hurried hand types it: two letters swapped, or one too many.
fn mistyped(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let swap = letters.windows(2).rposition(
        |pair| matches!(pair, [a, b] if a != b && a.is_ascii_lowercase() && b.is_ascii_lowercase()),
    );
    match swap {
        Some(at) => letters.swap(at, at + 1),
        None => letters.push('x'),
    }
    letters.into_iter().collect()
}

/// The line of an entry that has one to itself, with its line break.
fn own_line(text: &str, entry: &Entry) -> Option<Span> {
    let start = entry.key_span.start as usize;
    let line = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
    let end = entry.value.span.end as usize;
    let after = text.get(end..)?.find('\n').map(|at| end + at + 1)?;
    let blank = text.get(line..start)?.bytes().all(|byte| byte == b' ');
    let one = !text.get(start..end)?.contains('\n') && text.get(end..after)?.trim().is_empty();
    (blank && one).then(|| Span::new(line as u32, after as u32))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest;
    use syntax::yaml::Budget;

    const TEXT: &str = "kind: Service
metadata:
  name: web
spec:
  selector: {app: web}
  ports:
  - port: 80
    targetPort: http
---
kind: Pod
metadata:
  name: web-1
  labels:
    app: web
    tier: \"front\"
spec:
  containers:
  - ports: [{name: http, containerPort: 8080}]
";

    fn changed(text: &str) -> Vec<String> {
        let manifest = manifest::read(text, Budget::default());
        let found = mishaps(text, &manifest);
        let apply = |mishap: &Mishap| {
            let Edit { span, text: new } = &mishap.edit;
            let mut all = text.to_owned();
            all.replace_range(span.start as usize..span.end as usize, new);
            let gone = text
                .lines()
                .filter(|line| !all.lines().any(|it| it == *line));
            let come = all
                .lines()
                .filter(|line| !text.lines().any(|it| it == *line));
            let gone = gone.map(|line| format!("-{line}"));
            let come = come.map(|line| format!("+{line}"));
            gone.chain(come).collect::<Vec<_>>().join(" ")
        };
        found.iter().map(apply).collect()
    }

    #[test]
    fn every_place_is_changed_as_it_is_written() {
        assert_eq!(
            changed(TEXT),
            [
                "-  selector: {app: web} +  selector: {app: wbe}",
                "-    targetPort: http +    targetPort: htpt",
                "-  - port: 80 +  - protocol: UDP +    port: 80",
                "+  namespace: staging",
                "-    app: web +    app: wbe",
                "-    app: web",
                "-    tier: \"front\" +    tier: \"frotn\"",
                "-    tier: \"front\"",
                "-  - ports: [{name: http, containerPort: 8080}] +  - ports: [{name: htpt, containerPort: 8080}]",
            ]
        );
    }

    #[test]
    fn numbers_and_protocols_are_changed_too() {
        let text = "kind: Service\nspec:\n  selector: {}\n  ports: [{port: 80, targetPort: 8080, protocol: TCP}, {port: 53}]\n";
        assert_eq!(changed(text).len(), 3);
    }

    #[test]
    fn a_hurried_hand_swaps_letters() {
        assert_eq!(mistyped("app"), "pap");
        assert_eq!(mistyped("web-1"), "wbe-1");
        assert_eq!(mistyped("1"), "1x");
        assert_eq!(mistyped(""), "x");
    }
}
