//! Our own rules: what the API server accepts and a person probably did not mean.
//!
//! A rule is a file: its doc comment says what it sees, why that is a problem and what to do; its `check` looks at a
//! [`Scope`] and says [`Advice`] as data; its tests show a hit and a near miss. One line in [`RULES`] registers it,
//! one variant of [`Finding`] carries its evidence, and crate `words` turns that into sentences.

mod affinity_behind_snat;
mod endpoints_beside_selector;
mod endpoints_port_name_differs;
mod endpoints_without_service;
mod external_name_is_address;
mod external_name_over_http;
mod headless_port_differs;
mod load_balancer_pending;
mod local_policy_without_pod;
mod long_connections;
mod named_port_missing;
mod namespace_assumed;
mod nothing_ready;
mod same_selector_and_port;
mod selector_matches_nothing;
mod selector_too_wide;
mod target_port_undeclared;
mod template_labels_missing;
#[cfg(test)]
mod testing;

use serde::{Deserialize, Serialize};

use crate::admission::Reply;
use crate::api::{Labels, ObjectName, Protocol, Service, ServicePort};
use crate::controllers::Published;
use crate::field::{FieldPath, Path};
use crate::manifest::{ObjectId, Part};
use crate::overview::{DeadEnd, LabelDifference, Overview, ServiceView};
use crate::{Cluster, Str};

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
    /// The rule's id, as its page is called: `selector-matches-nothing`.
    pub rule: &'static str,
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

/// A change that would mend something: a string at a place becomes another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// Which key or value.
    pub place: Place,
    /// The new string, as it is, without quotes.
    pub text: String,
}

/// What was found, a variant a rule.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// A selector matches no Pod.
    SelectorMatchesNothing {
        /// The Service.
        service: ObjectName,
        /// Its selector.
        selector: Labels,
        /// The Pod that fails it by the least, and by what.
        nearest: Option<(ObjectName, Vec<LabelDifference>)>,
        /// That Pod's labels fit, but it is in another namespace.
        other_namespace: bool,
    },
    /// Selectors, and no Pods nor anything that makes them in the whole text.
    NoPodsInText {
        /// The first Service that selects.
        service: ObjectName,
        /// How many others do.
        others: usize,
    },
    /// No selected Pod, or not every one, has the port that a `targetPort` names.
    NamedPortMissing {
        /// The Service.
        service: ObjectName,
        /// The name that it looks for.
        name: Str,
        /// With which protocol.
        protocol: Protocol,
        /// The selected Pods that lack it.
        lacking: Vec<ObjectName>,
        /// How many Pods are selected.
        selected: usize,
        /// Ports that the Pods have: name, number.
        offered: Vec<(Str, u16)>,
    },
    /// Pods are selected and none is ready.
    NothingReady {
        /// The Service.
        service: ObjectName,
        /// How many Pods are selected.
        selected: usize,
    },
    /// Endpoints whose name is no Service's.
    EndpointsWithoutService {
        /// The Endpoints.
        endpoints: ObjectName,
        /// A Service whose name is alike.
        alike: Option<ObjectName>,
    },
    /// Endpoints are there, and none for this Service port.
    EndpointsPortNameDiffers {
        /// The Service.
        service: ObjectName,
        /// The Service port's name.
        wanted: Str,
        /// The names that the Endpoints' ports have.
        found: Vec<Str>,
    },
    /// `externalName` is an IP address.
    ExternalNameIsAddress {
        /// The Service.
        service: ObjectName,
        /// The address.
        address: Str,
    },
    /// A numeric `targetPort` that differs from the only port that the Pods declare.
    TargetPortUndeclared {
        /// The Service.
        service: ObjectName,
        /// The number that it forwards to.
        target: u16,
        /// The only one that is declared.
        declared: u16,
    },
    /// A workload has the labels that a Service selects, and its Pods do not.
    TemplateLabelsMissing {
        /// The Service.
        service: ObjectName,
        /// The workload.
        workload: ObjectName,
        /// The labels that its template lacks.
        missing: Labels,
    },
    /// Endpoints written by hand for a Service that selects Pods.
    EndpointsBesideSelector {
        /// The Service.
        service: ObjectName,
    },
    /// A selector over Pods that call themselves different applications.
    SelectorTooWide {
        /// The Service.
        service: ObjectName,
        /// The label by which they call themselves.
        key: Str,
        /// What they call themselves.
        applications: Vec<Str>,
    },
    /// HTTP through an ExternalName.
    ExternalNameOverHttp {
        /// The Service.
        service: ObjectName,
        /// The name that it stands for.
        name: Str,
    },
    /// A headless Service whose port is not its target port.
    HeadlessPortDiffers {
        /// The Service.
        service: ObjectName,
        /// Its port, which nothing translates.
        port: u16,
        /// Its target port, which clients must address.
        target: u16,
    },
    /// A load balancer without an address.
    LoadBalancerPending {
        /// The Service.
        service: ObjectName,
    },
    /// A `Local` policy, and nodes without a ready endpoint.
    LocalPolicyWithoutPod {
        /// The Service.
        service: ObjectName,
        /// Which of the two policies.
        field: &'static str,
        /// The nodes that have none.
        nodes: Vec<Str>,
    },
    /// Affinity by an address that is not the client's.
    AffinityBehindSnat {
        /// The Service.
        service: ObjectName,
    },
    /// Two Services that lead to the same Pods by the same ports.
    SameSelectorAndPort {
        /// The later one.
        service: ObjectName,
        /// The earlier one.
        other: ObjectName,
        /// The first of their ports.
        port: u16,
    },
    /// A protocol that keeps its connection, and with it its Pod.
    LongConnections {
        /// The Service.
        service: ObjectName,
        /// The port.
        port: u16,
        /// How many other ports of the text speak such a protocol too.
        others: usize,
    },
    /// Namespaces that the text uses and nobody describes.
    NamespaceAssumed {
        /// Their names, in the order of the text.
        namespaces: Vec<Str>,
    },
}

/// A rule: looks, and says what it found.
type Rule = fn(Scope<'_>, &mut Vec<Advice>);

/// Every rule, in the order in which they speak.
const RULES: &[Rule] = &[
    selector_matches_nothing::check,
    template_labels_missing::check,
    named_port_missing::check,
    nothing_ready::check,
    target_port_undeclared::check,
    endpoints_without_service::check,
    endpoints_port_name_differs::check,
    endpoints_beside_selector::check,
    external_name_is_address::check,
    external_name_over_http::check,
    headless_port_differs::check,
    load_balancer_pending::check,
    local_policy_without_pod::check,
    affinity_behind_snat::check,
    selector_too_wide::check,
    same_selector_and_port::check,
    long_connections::check,
    namespace_assumed::check,
];

/// What every rule has to say about `scope`.
pub fn advise(scope: Scope<'_>) -> Vec<Advice> {
    let mut advice = Vec::new();
    for rule in RULES {
        rule(scope, &mut advice);
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

/// The Pods that `service` selects, in order.
fn selected<'a>(
    cluster: &'a Cluster,
    service: &'a Service,
) -> impl Iterator<Item = &'a crate::api::Pod> {
    cluster.pods.iter().filter(|pod| {
        pod.meta.namespace == service.meta.namespace
            && service
                .selector
                .as_ref()
                .is_some_and(|selector| crate::overview::selects(selector, &pod.meta.labels))
    })
}

/// Whether a Pod has a container port of that name and protocol.
fn offers(pod: &crate::api::Pod, name: &str, port: &ServicePort) -> bool {
    pod.containers
        .iter()
        .flat_map(|container| &container.ports)
        .any(|offered| offered.name.as_deref() == Some(name) && offered.protocol == port.protocol)
}
