//! A Service port finds its endpoints by name: hand-written Endpoints whose port has another name, or none, are not used.

use super::{Advice, Evidence, EvidenceKind, Finding, Place, Scope, Severity, name_path};
use crate::Str;
use crate::field::Path;
use crate::overview::DeadEnd;

/// Looks for Service ports that found no port of their name.
pub(super) fn check(scope: Scope<'_>, advice: &mut Vec<Advice>) {
    for (service, view) in scope.services() {
        for (index, port) in view.ports.iter().enumerate() {
            let Some(DeadEnd::NoEndpointPort { name: wanted }) = &port.dead else {
                continue;
            };
            let written = scope
                .cluster
                .endpoints
                .iter()
                .find(|endpoints| endpoints.meta.object_name() == service.meta.object_name());
            let mut found: Vec<Str> = written
                .iter()
                .flat_map(|endpoints| &endpoints.subsets)
                .flat_map(|subset| &subset.ports)
                .map(|port| port.name.clone().unwrap_or_default())
                .collect();
            found.sort();
            found.dedup();
            advice.push(Advice {
                rule: "endpoints-port-name-differs",
                severity: Severity::Warning,
                place: Place::whole(
                    service.id,
                    Path::new("spec").child("ports").index(index).to_owned(),
                ),
                finding: Finding::EndpointsPortNameDiffers {
                    service: service.meta.object_name(),
                    wanted: wanted.clone(),
                    found,
                },
                evidence: written
                    .and_then(|endpoints| {
                        Some(Evidence {
                            place: Place::value(endpoints.id?, name_path()),
                            what: EvidenceKind::Nearest(endpoints.meta.object_name()),
                        })
                    })
                    .into_iter()
                    .collect(),
                remedy: None,
            });
        }
    }
}
