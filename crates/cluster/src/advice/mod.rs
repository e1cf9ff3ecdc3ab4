//! Our own rules: what the API server accepts and a person probably did not mean.
//!
//! A rule is a file: its doc comment says what it sees, why that is a problem and what to do; its `check` looks at a
//! [`Scope`] and says [`Advice`] as data; its `EXAMPLE` shows it; its tests show a hit and a near miss. One line in `rule.rs`
//! registers it, one variant of [`Finding`] carries its evidence, and crate `words` turns that into sentences and a page.

mod affinity_behind_snat;
mod endpoints_beside_selector;
mod endpoints_port_name_differs;
mod endpoints_without_service;
mod external_name_is_address;
mod external_name_over_http;
mod external_name_trailing_dot;
mod finding;
mod fixed_by_hand;
mod headless_port_differs;
mod load_balancer_pending;
mod local_policy_without_pod;
mod long_connections;
mod loopback_only;
mod named_port_missing;
mod namespace_assumed;
mod nothing_ready;
mod rule;
mod same_selector_and_port;
mod selector_matches_nothing;
mod selector_too_wide;
mod target_port_protocol;
mod target_port_undeclared;
mod template_labels_missing;
#[cfg(test)]
mod testing;
mod unnamed_container_port;

pub use finding::Finding;
pub use rule::{Example, Rule};

use serde::{Deserialize, Serialize};

use crate::Cluster;
use crate::admission::Reply;
use crate::api::{Labels, ObjectName, Service, ServicePort};
use crate::controllers::Published;
use crate::field::{FieldPath, Path};
use crate::manifest::{Manifest, ObjectId, Part};
use crate::overview::{DeadEnd, Overview, ServiceView};

/// How bad something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// A real API server refuses it.
    Error,
    /// Accepted, and probably not what was meant.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// `error`, `warning`, `info`: for machines.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// What a rule looks at: everything that is in force.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// The text's objects as they are written.
    pub manifest: &'a Manifest,
    /// What the API server said to each object of the text.
    pub replies: &'a [Reply],
    /// The objects.
    pub cluster: &'a Cluster,
    /// What the controllers made of them.
    pub published: &'a Published,
    /// Where requests go.
    pub overview: &'a Overview,
}

impl<'a> Scope<'a> {
    /// Every Service with its view.
    fn services(self) -> impl Iterator<Item = (&'a Service, &'a ServiceView)> {
        self.cluster.services.iter().zip(&self.overview.services)
    }
}

/// What a rule has to say.
#[derive(Clone, Debug, PartialEq)]
pub struct Advice {
    /// Whose it is.
    pub rule: Rule,
    /// How bad it is.
    pub severity: Severity,
    /// Where it stands.
    pub place: Place,
    /// What was found, with its evidence.
    pub finding: Finding,
    /// Other places that matter.
    pub evidence: Vec<Evidence>,
    /// A change that would mend it, where one is safe.
    pub remedy: Option<Remedy>,
}

/// A place in the text by what stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// In which object.
    pub object: ObjectId,
    /// At which field.
    pub field: FieldPath,
    /// Which part of it.
    pub part: Part,
}

impl Place {
    /// The whole of `field`, key and value.
    pub const fn whole(object: ObjectId, field: FieldPath) -> Self {
        Self {
            object,
            field,
            part: Part::Whole,
        }
    }

    /// The value of `field`.
    pub const fn value(object: ObjectId, field: FieldPath) -> Self {
        Self {
            object,
            field,
            part: Part::Value,
        }
    }
}

/// Another place that matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Where.
    pub place: Place,
    /// Why.
    pub what: EvidenceKind,
}

/// Why another place matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EvidenceKind {
    /// This object is the one that nearly fits.
    Nearest(ObjectName),
    /// The Service that this is about.
    Service(ObjectName),
    /// This Pod is selected.
    Selected(ObjectName),
}

/// A change that would mend something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// A key or a value becomes another string.
    Write {
        /// Which key or value.
        place: Place,
        /// The new string, as it is, without quotes.
        text: String,
    },
    /// Labels are added to a map that has some.
    AddLabels {
        /// The object.
        object: ObjectId,
        /// The map.
        field: FieldPath,
        /// What it lacks.
        labels: Labels,
    },
}

impl Remedy {
    /// The object that is changed.
    pub const fn object(&self) -> ObjectId {
        match self {
            Self::Write { place, .. } => place.object,
            Self::AddLabels { object, .. } => *object,
        }
    }
}

/// What every rule has to say about `scope`.
pub fn advise(scope: Scope<'_>) -> Vec<Advice> {
    let mut advice = Vec::new();
    for rule in Rule::ALL {
        rule.check(scope, &mut advice);
    }
    advice
}

/// `spec.selector`
fn selector_path() -> FieldPath {
    Path::new("spec").child("selector").to_owned()
}

/// `metadata.labels`
fn labels_path() -> FieldPath {
    Path::new("metadata").child("labels").to_owned()
}

/// `metadata.name`
fn name_path() -> FieldPath {
    Path::new("metadata").child("name").to_owned()
}

/// `spec.ports[index].targetPort`
fn target_port_path(index: usize) -> FieldPath {
    Path::new("spec")
        .child("ports")
        .index(index)
        .child("targetPort")
        .to_owned()
}

/// Whether requests end so at one of the Service's ports, or at its name if it is headless and has none.
fn ends(view: &ServiceView, end: &DeadEnd) -> bool {
    let ports = view.ports.iter().filter_map(|port| port.dead.as_ref());
    ports.chain(&view.dead).any(|dead| dead == end)
}

/// The Pods that a Service selects, in order; none for an ExternalName, whatever its selector says.
fn selected<'a>(
    scope: Scope<'a>,
    view: &'a ServiceView,
) -> impl Iterator<Item = &'a crate::api::Pod> {
    let pods = view.selected.iter();
    pods.filter_map(move |&at| scope.cluster.pods.get(at))
}

/// Whether a Pod has a container port of that name and protocol.
fn offers(pod: &crate::api::Pod, name: &str, port: &ServicePort) -> bool {
    pod.containers
        .iter()
        .flat_map(|container| &container.ports)
        .any(|offered| offered.name.as_deref() == Some(name) && offered.protocol == port.protocol)
}
