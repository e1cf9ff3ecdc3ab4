//! Pods are selected, and none of them is ready: the Service has endpoints, and none that gets requests.

use super::{
    Advice, Evidence, EvidenceKind, Finding, Place, Scope, Severity, name_path, selected,
    selector_path,
};
use crate::overview::DeadEnd;

/// Looks for Services all of whose endpoints wait to become ready.
pub(super) fn check(scope: Scope<'_>, advice: &mut Vec<Advice>) {
    for (service, view) in scope.services() {
        if !view
            .ports
            .iter()
            .any(|port| port.dead == Some(DeadEnd::NothingReady))
        {
            continue;
        }
        let pods: Vec<_> = selected(scope.cluster, service).collect();
        advice.push(Advice {
            rule: "nothing-ready",
            severity: Severity::Warning,
            place: Place::whole(service.id, selector_path()),
            finding: Finding::NothingReady {
                service: service.meta.object_name(),
                selected: pods.len(),
            },
            evidence: pods
                .first()
                .map(|pod| Evidence {
                    place: Place::value(pod.id, name_path()),
                    what: EvidenceKind::Selected(pod.meta.object_name()),
                })
                .into_iter()
                .collect(),
            remedy: None,
        });
    }
}
