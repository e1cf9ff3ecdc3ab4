//! Which lines of YAML a part of the picture stands for.

use std::collections::BTreeSet;

use cluster::Str;
use cluster::api::{Container, Pod, Service};
use cluster::field::{FieldPath, Segment};
use cluster::manifest::{ObjectId, Part, Source};
use syntax::Span;

/// What is known of the objects beside what they mean: where they stand, and whether the API server refuses them.
#[derive(Clone, Copy, Debug)]
pub struct Origins<'a> {
    /// The objects as they stand in the text, by their [`ObjectId`].
    pub sources: &'a [Source],
    /// Those that the API server refuses.
    pub refused: &'a BTreeSet<ObjectId>,
}

impl Origins<'_> {
    pub(crate) fn refused(&self, object: ObjectId) -> bool {
        self.refused.contains(&object)
    }

    /// Where `path` of `object` stands, key and value; nothing for an object that is not in the text.
    pub(crate) fn find(&self, object: ObjectId, path: &[Step<'_>]) -> Option<Span> {
        let source = self.sources.get(object.0 as usize)?;
        let path: FieldPath = path.iter().map(|step| step.segment()).collect();
        Some(source.locate(&path, Part::Whole))
    }

    /// An object's name.
    pub fn name(&self, object: ObjectId) -> Option<Span> {
        self.find(object, &[Step::Field("metadata"), Step::Field("name")])
    }

    /// A Service's selector.
    pub fn selector(&self, service: &Service) -> Option<Span> {
        service.selector.as_ref()?;
        self.find(service.id, &[SPEC, Step::Field("selector")])
    }

    /// The name that an ExternalName stands for.
    pub fn external_name(&self, service: &Service) -> Option<Span> {
        self.find(service.id, &[SPEC, Step::Field("externalName")])
    }

    /// A field of a Service's `spec`, if the text has it.
    pub fn spec_field(&self, service: &Service, name: &str) -> Option<Span> {
        let source = self.sources.get(service.id.0 as usize)?;
        let spec = &source.node.get("spec")?.value;
        spec.get(name)?;
        self.find(service.id, &[SPEC, Step::Field(name)])
    }

    /// The item of a Service's port.
    pub fn service_port(&self, service: &Service, index: usize) -> Option<Span> {
        self.find(
            service.id,
            &[SPEC, Step::Field("ports"), Step::Index(index)],
        )
    }

    /// The port of a Service's port on every node.
    pub fn node_port(&self, service: &Service, index: usize) -> Option<Span> {
        let ports = [SPEC, Step::Field("ports"), Step::Index(index)];
        self.find(
            service.id,
            &[&ports[..], &[Step::Field("nodePort")]].concat(),
        )
    }

    /// A Pod's label: in the Pod, or in the template that it is made from.
    pub(crate) fn label(&self, pod: &Pod, key: &Str) -> Option<Span> {
        let rest = [
            Step::Field("metadata"),
            Step::Field("labels"),
            Step::Key(key),
        ];
        self.in_pod(pod, &rest)
    }

    /// The item of a container's port.
    pub fn container_port(&self, pod: &Pod, container: &Container, index: usize) -> Option<Span> {
        let list = if container.sidecar {
            "initContainers"
        } else {
            "containers"
        };
        let rest = [
            SPEC,
            Step::Field(list),
            Step::Index(container.index),
            Step::Field("ports"),
            Step::Index(index),
        ];
        self.in_pod(pod, &rest)
    }

    fn in_pod(&self, pod: &Pod, rest: &[Step<'_>]) -> Option<Span> {
        let source = self.sources.get(pod.id.0 as usize)?;
        let template: &[Step<'_>] = match source.kind.as_deref() {
            Some("CronJob") => &[
                SPEC,
                Step::Field("jobTemplate"),
                SPEC,
                Step::Field("template"),
            ],
            Some("Pod") | None => &[],
            Some(_) => &[SPEC, Step::Field("template")],
        };
        self.find(pod.id, &[template, rest].concat())
    }
}

const SPEC: Step<'static> = Step::Field("spec");

/// One step of a path, borrowed.
#[derive(Clone, Copy)]
pub(crate) enum Step<'a> {
    Field(&'a str),
    Index(usize),
    Key(&'a str),
}

impl Step<'_> {
    fn segment(self) -> Segment {
        match self {
            Self::Field(name) => Segment::Field(name.into()),
            Self::Index(index) => Segment::Index(index),
            Self::Key(key) => Segment::Key(key.into()),
        }
    }
}
