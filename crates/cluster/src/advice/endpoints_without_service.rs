//! Endpoints belong to the Service of the same name; without one nothing uses them.

use super::{Advice, Evidence, EvidenceKind, Finding, Place, Remedy, Scope, Severity, name_path};
use crate::api::Service;

/// The most letters by which two names may differ and still be taken for a slip.
const SLIP: usize = 3;

/// Looks for Endpoints that no Service shares its name with.
pub(super) fn check(scope: Scope<'_>, advice: &mut Vec<Advice>) {
    for endpoints in &scope.cluster.endpoints {
        let Some(id) = endpoints.id else { continue };
        let name = endpoints.meta.object_name();
        let here: Vec<&Service> = scope
            .cluster
            .services
            .iter()
            .filter(|service| service.meta.namespace == name.namespace)
            .collect();
        if name.name.is_empty() || here.iter().any(|service| service.meta.name == name.name) {
            continue;
        }
        let alike = here
            .into_iter()
            .filter(|service| service.selector.is_none())
            .map(|service| (strsim::levenshtein(&service.meta.name, &name.name), service))
            .filter(|(distance, _)| *distance <= SLIP)
            .min_by_key(|(distance, _)| *distance)
            .map(|(_, service)| service);
        let place = Place::value(id, name_path());
        advice.push(Advice {
            rule: "endpoints-without-service",
            severity: Severity::Warning,
            finding: Finding::EndpointsWithoutService {
                endpoints: name,
                alike: alike.map(|service| service.meta.object_name()),
            },
            evidence: alike
                .map(|service| Evidence {
                    place: Place::value(service.id, name_path()),
                    what: EvidenceKind::Nearest(service.meta.object_name()),
                })
                .into_iter()
                .collect(),
            remedy: alike.map(|service| Remedy {
                place: place.clone(),
                text: crate::yaml_out::scalar(&service.meta.name),
            }),
            place,
        });
    }
}
