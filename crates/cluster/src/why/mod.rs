//! Why a Pod is or is not behind a Service port, and the questions that people ask one by one when a Service does not answer.

mod checks;
mod climb;
mod places;
#[cfg(test)]
mod tests;

use std::net::IpAddr;

use crate::api::{IpFamily, PodPhase, Protocol, Service, ServiceType, TargetPort};
use crate::controllers::Published;
use crate::{Cluster, Str};

pub use checks::{Check, Finding, Rules, Verdict, checks};
pub use places::Places;

/// What the answers are drawn from.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// The objects that the API server holds.
    pub cluster: &'a Cluster,
    /// What the controllers made of them.
    pub published: &'a Published,
}

impl Scope<'_> {
    fn holds(self, service: &Service) -> bool {
        let mut held = self.cluster.services.iter();
        held.any(|held| held.id == service.id)
    }
}

/// The way of one Pod towards one Service port, up to the first condition that it fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder {
    /// The Pod: an index into [`Cluster::pods`].
    pub pod: usize,
    /// The conditions in order. All of them hold but perhaps the last.
    pub rungs: Vec<Rung>,
}

/// One condition: what the Service wants, and what the Pod has.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rung {
    /// The API server refuses the Pod: the only rung of one that is not among the Pods that it holds.
    Refused,
    /// A Service selects in its own namespace only.
    Namespace {
        /// The Service's.
        wanted: Str,
        /// The Pod's.
        found: Str,
    },
    /// A label of the selector.
    Label {
        /// Its key.
        key: Str,
        /// The value that the selector wants.
        wanted: Str,
        /// The Pod's value.
        found: Option<Str>,
    },
    /// `targetPort` is a number: it needs no declaration.
    Number {
        /// It.
        port: u16,
        /// The protocols with which containers declare it.
        declared: Vec<Protocol>,
    },
    /// `targetPort` is a name: a container must have it.
    Name {
        /// It.
        name: Str,
        /// The number behind it.
        found: Option<u16>,
        /// The names that containers have.
        offered: Vec<Str>,
    },
    /// The protocol: a name counts only with the Service port's.
    Protocol {
        /// The Service port's.
        wanted: Protocol,
        /// The protocols of what the port names in the Pod; none where nothing is declared, and nothing hinders.
        found: Vec<Protocol>,
        /// Whether a container must declare it: so for a named port.
        must: bool,
    },
    /// A Pod that has ended gets no endpoint.
    Phase(PodPhase),
    /// A Pod without an address of the Service's families gets no endpoint.
    Address {
        /// The families.
        wanted: Vec<IpFamily>,
        /// The Pod's addresses.
        found: Vec<IpAddr>,
    },
    /// The EndpointSlice that lists the Pod at this port.
    Slice(Option<Str>),
    /// Whether requests may be sent to it.
    Ready(Readiness),
    /// From where it is reached.
    Reach(Reach),
}

/// Whether an endpoint counts as ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Readiness {
    /// The Pod is.
    Ready,
    /// The Pod is not, and `publishNotReadyAddresses` says not to mind.
    Published,
    /// The Pod is terminating and still serves, and nothing else is ready.
    StandsIn,
    /// The Pod is terminating.
    Terminating,
    /// The Pod is not.
    NotReady,
}

/// From where the ClusterIP leads to an endpoint.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// From every node.
    Everywhere,
    /// From these nodes only, because of `internalTrafficPolicy: Local`; none where it stands on no node.
    Local(Vec<Str>),
    /// From these nodes only, because of hints.
    Hinted(Vec<Str>),
    /// There is no ClusterIP: the name of a headless Service has its address.
    ByName,
}

impl Rung {
    /// Whether the condition holds.
    pub fn holds(&self) -> bool {
        match self {
            Self::Refused => false,
            Self::Namespace { wanted, found } => wanted == found,
            Self::Label { wanted, found, .. } => found.as_ref() == Some(wanted),
            Self::Number { .. } => true,
            Self::Name { found, .. } => found.is_some(),
            Self::Protocol {
                wanted,
                found,
                must,
            } => !must || found.contains(wanted),
            Self::Phase(phase) => !matches!(phase, PodPhase::Succeeded | PodPhase::Failed),
            Self::Address { wanted, found } => found
                .iter()
                .any(|address| wanted.contains(&IpFamily::of(*address))),
            Self::Slice(slice) => slice.is_some(),
            Self::Ready(readiness) => {
                !matches!(readiness, Readiness::NotReady | Readiness::Terminating)
            }
            Self::Reach(Reach::Everywhere | Reach::ByName) => true,
            Self::Reach(Reach::Local(nodes) | Reach::Hinted(nodes)) => !nodes.is_empty(),
        }
    }
}

impl Ladder {
    /// Whether every condition holds.
    pub fn holds(&self) -> bool {
        self.rungs.iter().all(Rung::holds)
    }

    /// The rungs without what sets each Pod apart: Pods with equal ones may be told together.
    pub fn kind(&self) -> Vec<Rung> {
        let general = |rung: &Rung| match rung {
            Rung::Address { wanted, found } if rung.holds() => Rung::Address {
                wanted: wanted.clone(),
                found: found.iter().copied().take(0).collect(),
            },
            Rung::Slice(Some(_)) => Rung::Slice(Some(Str::default())),
            other => other.clone(),
        };
        self.rungs.iter().map(general).collect()
    }
}

/// Why no ladder leads to a Service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoLadder {
    /// The API server refuses it.
    Refused,
    /// It is only a name for another name.
    ExternalName,
    /// It has no selector: its endpoints are written by hand.
    NoSelector,
}

/// The ladder of every Pod, in order, towards port `port` of `service`; towards its name where it has no ports.
///
/// # Errors
///
/// Says why Pods have no part in the Service.
pub fn ladders(
    scope: Scope<'_>,
    service: &Service,
    port: Option<usize>,
) -> Result<Vec<Ladder>, NoLadder> {
    if !scope.holds(service) {
        return Err(NoLadder::Refused);
    }
    if service.kind == ServiceType::ExternalName {
        return Err(NoLadder::ExternalName);
    }
    let selector = service.selector.as_ref().filter(|it| !it.is_empty());
    let selector = selector.ok_or(NoLadder::NoSelector)?;
    let climb = climb::Climb::new(scope, service, selector, port);
    let pods = scope.cluster.pods.iter().enumerate();
    Ok(pods.map(|(at, pod)| climb.ladder(at, pod)).collect())
}

/// What `targetPort` of a port is called in YAML.
fn names_target(target: &TargetPort) -> bool {
    matches!(target, TargetPort::Name(_))
}
