//! kube-proxy chooses a Pod once a connection, not once a request: protocols that keep one connection open stay with one Pod.

use super::{Advice, Finding, Place, Scope, Severity};
use crate::api::{ServicePort, ServiceType};
use crate::field::Path;

/// Looks for ports whose name or `appProtocol` says gRPC or HTTP/2, on Services with a virtual IP.
pub(super) fn check(scope: Scope<'_>, advice: &mut Vec<Advice>) {
    for service in &scope.cluster.services {
        if service.headless || service.kind == ServiceType::ExternalName {
            continue;
        }
        for (index, port) in service
            .ports
            .iter()
            .enumerate()
            .filter(|(_, port)| keeps_connections(port))
        {
            advice.push(Advice {
                rule: "long-connections",
                severity: Severity::Info,
                place: Place::whole(
                    service.id,
                    Path::new("spec").child("ports").index(index).to_owned(),
                ),
                finding: Finding::LongConnections {
                    service: service.meta.object_name(),
                    port: port.port,
                },
                evidence: Vec::new(),
                remedy: None,
            });
        }
    }
}

fn keeps_connections(port: &ServicePort) -> bool {
    let words = [Some(&port.name), port.app_protocol.as_ref()];
    words.into_iter().flatten().any(|word| {
        let mut parts = word.split(['-', '/', '.']);
        parts.any(|part| matches!(part.to_ascii_lowercase().as_str(), "grpc" | "h2c" | "http2"))
    })
}
