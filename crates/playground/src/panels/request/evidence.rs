//! What a step goes by: which part of the picture it is about, and which lines decide it.

use cluster::api::{Pod, Service, ServiceType, TrafficPolicy};
use cluster::proxy::{DropReason, Entry};
use cluster::request::{Arrival, Client, Death, Request, Step, Trace};
use scene::{Leg, Origins, Trail};
use syntax::Span;
use words::{Language, PanelWords};

use crate::panels::WherePlace;
use crate::reading::Reading;

/// Finds what the steps of one trace go by.
pub(super) struct Evidence<'a> {
    pub(super) reading: &'a Reading,
    pub(super) request: &'a Request,
    pub(super) trace: &'a Trace,
    pub(super) trail: &'a Trail,
    pub(super) language: Language,
}

impl Evidence<'_> {
    /// The parts of the picture that `step` is about.
    pub(super) fn parts(&self, step: &Step) -> Vec<String> {
        let trail = self.trail;
        let parts = |of: &[&Option<String>]| -> Vec<String> {
            of.iter().copied().flatten().cloned().collect()
        };
        match step {
            Step::LookUp(_) if self.trace.named().is_some() => {
                parts(&[&trail.client, &trail.entry])
            }
            Step::LookUp(_) | Step::OtherDns { .. } => parts(&[&trail.client]),
            Step::Node { .. } => parts(&[&trail.source, &trail.node]),
            Step::Service { .. } => {
                let mut parts = parts(&[&trail.entry, &trail.service]);
                parts.extend(trail.approach.iter().flat_map(passed));
                parts
            }
            Step::Choose { .. } | Step::Direct => {
                let mut parts = parts(&[&trail.service]);
                parts.extend(trail.fan.iter().flat_map(|fan| passed(&fan.leg)));
                parts
            }
        }
    }

    /// The lines that `step` goes by.
    pub(super) fn places(&self, step: &Step) -> Vec<WherePlace> {
        let origins = self.origins();
        match step {
            Step::LookUp(_) => self.of_service(self.named(), |service| {
                let place = match service.kind {
                    ServiceType::ExternalName => origins.external_name(service),
                    _ => origins.name(service.id),
                };
                place.into_iter().collect()
            }),
            Step::OtherDns { .. } => Vec::new(),
            Step::Node { .. } => match self.request.from {
                Client::Pod(pod) => self.pod(pod, |pod| origins.name(pod.id)),
                _ => Vec::new(),
            },
            Step::Service {
                index, port, entry, ..
            } => self.of_service(self.service(*index), |service| {
                let place = match entry {
                    Entry::NodePort => origins.node_port(service, *port),
                    Entry::ExternalIp => origins.spec_field(service, "externalIPs"),
                    Entry::ClusterIp | Entry::LoadBalancer | Entry::HealthCheck => None,
                };
                let place = place.or_else(|| origins.service_port(service, *port));
                place.into_iter().collect()
            }),
            Step::Choose { policy, .. } => self.of_service(self.hit(), |service| {
                let policy = match policy {
                    TrafficPolicy::Local => self.policy(service),
                    TrafficPolicy::Cluster => None,
                };
                [origins.selector(service), policy]
                    .into_iter()
                    .flatten()
                    .collect()
            }),
            Step::Direct => Vec::new(),
        }
    }

    /// The lines that decide a failure.
    pub(super) fn of_death(&self, death: &Death) -> Vec<WherePlace> {
        let origins = self.origins();
        match death {
            Death::NoEndpoints(_) => self.of_service(self.hit(), |service| {
                origins
                    .selector(service)
                    .or_else(|| origins.name(service.id))
                    .into_iter()
                    .collect()
            }),
            Death::Dropped(DropReason::NoLocalEndpoints) => self
                .of_service(self.hit(), |service| {
                    self.policy(service).into_iter().collect()
                }),
            Death::Dropped(DropReason::SourceNotAllowed) => {
                self.of_service(self.hit(), |service| {
                    origins
                        .spec_field(service, "loadBalancerSourceRanges")
                        .into_iter()
                        .collect()
                })
            }
            Death::PortNotServed { service, .. } => {
                let mut services = self.reading.held.cluster.services.iter();
                let found = services.find(|it| it.meta.object_name() == *service);
                self.of_service(found, |service| {
                    origins.spec_field(service, "ports").into_iter().collect()
                })
            }
            _ => Vec::new(),
        }
    }

    /// Where the place of arrival stands: the port that it declares, else its name.
    pub(super) fn of_arrival(&self, arrival: &Arrival) -> Vec<WherePlace> {
        let origins = self.origins();
        let Some(index) = arrival.pod else {
            return Vec::new();
        };
        self.pod(index, |pod| {
            let ports = pod.containers.iter().flat_map(|container| {
                let ports = container.ports.iter().enumerate();
                ports.map(move |(at, port)| (container, at, port))
            });
            let mut declared = ports.filter(|(_, _, port)| port.port == arrival.address.port());
            let declared = declared.next();
            declared
                .and_then(|(container, at, _)| origins.container_port(pod, container, at))
                .or_else(|| origins.name(pod.id))
        })
    }

    fn origins(&self) -> Origins<'_> {
        self.reading.origins()
    }

    fn service(&self, index: usize) -> Option<&Service> {
        self.reading.held.cluster.services.get(index)
    }

    /// The Service that kube-proxy found.
    fn hit(&self) -> Option<&Service> {
        self.trace.steps.iter().find_map(|step| match step {
            Step::Service { index, .. } => self.service(*index),
            _ => None,
        })
    }

    /// The Service whose name was looked up.
    fn named(&self) -> Option<&Service> {
        let name = self.trace.named()?;
        let mut services = self.reading.held.cluster.services.iter();
        services.find(|service| service.meta.object_name() == name)
    }

    /// The traffic policy in force, if the text has it.
    fn policy(&self, service: &Service) -> Option<Span> {
        let internal =
            self.trace.steps.iter().any(
                |step| matches!(step, Step::Service { entry, .. } if *entry == Entry::ClusterIp),
            );
        let field = match internal {
            true => "internalTrafficPolicy",
            false => "externalTrafficPolicy",
        };
        self.origins().spec_field(service, field)
    }

    fn of_service(
        &self,
        service: Option<&Service>,
        find: impl Fn(&Service) -> Vec<Span>,
    ) -> Vec<WherePlace> {
        let words = PanelWords::of(self.language);
        let found = service.map(find).unwrap_or_default();
        let places = self.reading.places();
        found
            .into_iter()
            .map(|span| places.place(words.service_line, span))
            .collect()
    }

    fn pod(&self, index: usize, find: impl Fn(&Pod) -> Option<Span>) -> Vec<WherePlace> {
        let words = PanelWords::of(self.language);
        let found = self.reading.held.cluster.pods.get(index).and_then(find);
        let places = self.reading.places();
        found
            .into_iter()
            .map(|span| places.place(words.pod_line, span))
            .collect()
    }
}

/// What a leg passes: its edge, and the card that it leads to.
fn passed(leg: &Leg) -> impl Iterator<Item = String> {
    let [_, to] = &leg.ends;
    leg.edge.iter().chain([to]).cloned()
}
