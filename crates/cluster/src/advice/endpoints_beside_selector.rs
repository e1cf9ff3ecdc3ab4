//! Endpoints written by hand for a Service that has a selector: the endpoints controller overwrites them within moments.

use super::{
    Advice, Evidence, EvidenceKind, Finding, Place, Scope, Severity, name_path, selector_path,
};

/// Looks for Endpoints whose Service selects Pods.
pub(super) fn check(scope: Scope<'_>, advice: &mut Vec<Advice>) {
    for endpoints in &scope.cluster.endpoints {
        let name = endpoints.meta.object_name();
        let service = scope
            .cluster
            .services
            .iter()
            .find(|service| service.selector.is_some() && service.meta.object_name() == name);
        let (Some(id), Some(service)) = (endpoints.id, service) else {
            continue;
        };
        advice.push(Advice {
            rule: "endpoints-beside-selector",
            severity: Severity::Warning,
            place: Place::value(id, name_path()),
            finding: Finding::EndpointsBesideSelector {
                service: name.clone(),
            },
            evidence: vec![Evidence {
                place: Place::whole(service.id, selector_path()),
                what: EvidenceKind::Service(name),
            }],
            remedy: None,
        });
    }
}
