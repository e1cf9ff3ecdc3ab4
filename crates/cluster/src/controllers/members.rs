//! What a Pod brings to the endpoints of a Service that selects it.

use crate::Str;
use crate::api::{IpFamily, Pod, PodPhase, Protocol, Service, ServicePort, TargetPort};

/// Whether a Pod may be an endpoint at all (`ShouldPodBeInEndpoints`).
pub(super) fn may_be_endpoint(pod: &Pod, include_terminating: bool) -> bool {
    !matches!(pod.phase, PodPhase::Succeeded | PodPhase::Failed)
        && !pod.ips.is_empty()
        && (include_terminating || !pod.meta.deleting)
}

/// The number on `pod` that a Service port leads to (`FindPort`): a numeric `targetPort` needs no declaration, a named one is
/// the first container port of that name and protocol.
pub(super) fn find_port(pod: &Pod, port: &ServicePort) -> Option<u16> {
    match &port.target_port {
        TargetPort::Number(number) => Some(*number),
        TargetPort::Name(name) => named_port(pod, name, port.protocol),
    }
}

fn named_port(pod: &Pod, name: &str, protocol: Protocol) -> Option<u16> {
    pod.containers
        .iter()
        .flat_map(|container| &container.ports)
        .find(|port| port.name.as_deref() == Some(name) && port.protocol == protocol)
        .map(|port| port.port)
}

/// The Pod's own DNS name below the Service's (`ShouldSetHostname`).
pub(super) fn hostname(pod: &Pod, service: &Service) -> Option<Str> {
    let hostname = pod.hostname.as_ref()?;
    (pod.subdomain.as_ref() == Some(&service.meta.name)).then(|| hostname.clone())
}

/// The families that a Service has endpoints for; where the text does not say, as an API server would fill in.
pub(super) fn families(service: &Service) -> Vec<IpFamily> {
    let mut families = service.ip_families.clone();
    if families.is_empty() {
        families.extend(service.cluster_ips.iter().map(|&ip| IpFamily::of(ip)));
    }
    if families.is_empty() {
        families.push(IpFamily::V4);
    }
    families
}

/// Whether a Service has a virtual IP (`IsServiceIPSet`): an unset one is given out, unless it is headless.
pub(super) fn has_cluster_ip(service: &Service) -> bool {
    !service.headless
}
