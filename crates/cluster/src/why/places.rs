//! Where in the text the two sides of a rung stand.

use super::Rung;
use crate::api::{ContainerPort, Pod, TargetPort};
use crate::field::{FieldPath, Segment};
use crate::manifest::{Part, Source};
use syntax::Span;

/// Finds what the Service wants, and what the Pod has.
#[derive(Clone, Copy, Debug)]
pub struct Places<'a> {
    /// The objects as they stand in the text, by their ids.
    pub sources: &'a [Source],
    /// The Service.
    pub service: &'a crate::api::Service,
    /// Its port: an index.
    pub port: Option<usize>,
}

impl Places<'_> {
    /// What the Service says about `rung`.
    pub fn of_service(self, rung: &Rung) -> Option<Span> {
        let index = self.port.unwrap_or(0);
        let port = |field: &str| {
            path([
                field_segment("spec"),
                field_segment("ports"),
                Segment::Index(index),
                field_segment(field),
            ])
        };
        let path = match rung {
            Rung::Refused => return None,
            Rung::Namespace { .. } => fields(&["metadata", "namespace"]),
            Rung::Label { key, .. } => path([
                field_segment("spec"),
                field_segment("selector"),
                Segment::Key(key.clone()),
            ]),
            Rung::Number { .. } | Rung::Name { .. } => port("targetPort"),
            Rung::Protocol { .. } => port("protocol"),
            Rung::Phase(_) | Rung::Slice(_) => fields(&["metadata", "name"]),
            Rung::Address { .. } => fields(&["spec", "ipFamilies"]),
            Rung::Ready(_) => fields(&["spec", "publishNotReadyAddresses"]),
            Rung::Reach(_) => fields(&["spec", "internalTrafficPolicy"]),
        };
        let source = self.sources.get(self.service.id.0 as usize)?;
        Some(source.locate(&path, Part::Whole))
    }

    /// What `pod` says about `rung`.
    pub fn of_pod(self, rung: &Rung, pod: &Pod) -> Option<Span> {
        let source = self.sources.get(pod.id.0 as usize)?;
        let in_pod = |rest: FieldPath| {
            let template: &[&str] = match source.kind.as_deref() {
                _ if pod.owner.is_none() => &[],
                Some("CronJob") => &["spec", "jobTemplate", "spec", "template"],
                _ => &["spec", "template"],
            };
            let before = template.iter().map(|name| field_segment(name));
            before.chain(rest.segments().iter().cloned()).collect()
        };
        let path: FieldPath = match rung {
            Rung::Refused | Rung::Slice(_) => fields(&["metadata", "name"]),
            Rung::Namespace { .. } => fields(&["metadata", "namespace"]),
            Rung::Label { key, .. } => in_pod(path([
                field_segment("metadata"),
                field_segment("labels"),
                Segment::Key(key.clone()),
            ])),
            Rung::Number { .. } | Rung::Name { .. } => in_pod(self.container_port(pod, None)),
            Rung::Protocol { .. } => in_pod(self.container_port(pod, Some("protocol"))),
            Rung::Phase(_) => fields(&["status", "phase"]),
            Rung::Address { .. } => fields(&["status", "podIPs"]),
            Rung::Ready(_) => fields(&["status", "conditions"]),
            Rung::Reach(_) => in_pod(fields(&["spec", "nodeName"])),
        };
        Some(source.locate(&path, Part::Whole))
    }

    /// The container port that the Service port means, else where ports would stand.
    fn container_port(self, pod: &Pod, field: Option<&str>) -> FieldPath {
        let wanted = self
            .port
            .and_then(|at| self.service.ports.get(at))
            .map(|port| &port.target_port);
        let is_meant = |port: &ContainerPort| match wanted {
            Some(TargetPort::Number(number)) => port.port == *number,
            Some(TargetPort::Name(name)) => port.name.as_ref() == Some(name),
            None => false,
        };
        let found = pod.containers.iter().find_map(|container| {
            let at = container.ports.iter().position(is_meant)?;
            Some((container, Some(at)))
        });
        let Some((container, at)) = found.or_else(|| Some((pod.containers.first()?, None))) else {
            return fields(&["spec", "containers"]);
        };
        let list = match container.sidecar {
            true => "initContainers",
            false => "containers",
        };
        let mut segments = vec![
            field_segment("spec"),
            field_segment(list),
            Segment::Index(container.index),
            field_segment("ports"),
        ];
        if let Some(at) = at {
            segments.push(Segment::Index(at));
            segments.extend(field.map(field_segment));
        }
        segments.into_iter().collect()
    }
}

fn field_segment(name: &str) -> Segment {
    Segment::Field(name.into())
}

fn fields(names: &[&str]) -> FieldPath {
    names.iter().map(|name| field_segment(name)).collect()
}

fn path<const N: usize>(segments: [Segment; N]) -> FieldPath {
    segments.into_iter().collect()
}
