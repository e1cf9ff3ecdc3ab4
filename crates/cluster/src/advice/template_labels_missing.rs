//! Labels on a Deployment are not labels on its Pods: a Service selects Pods, so the label belongs in `spec.template.metadata.labels`.

use super::{
    Advice, Evidence, EvidenceKind, Finding, Place, Scope, Severity, labels_path, selector_path,
};
use crate::api::Labels;
use crate::overview::{DeadEnd, selects};

/// Looks for dead Services whose selector fits a workload's own labels and not its template's.
pub(super) fn check(scope: Scope<'_>, advice: &mut Vec<Advice>) {
    for (service, view) in scope.services() {
        let Some(selector) = &service.selector else {
            continue;
        };
        if !view
            .ports
            .iter()
            .any(|port| port.dead == Some(DeadEnd::NoPodMatches))
        {
            continue;
        }
        for workload in &scope.cluster.workloads {
            let fits = workload.meta.namespace == service.meta.namespace
                && selects(selector, &workload.meta.labels)
                && !selects(selector, &workload.template_labels);
            if !fits {
                continue;
            }
            let missing: Labels = selector
                .iter()
                .filter(|(key, value)| workload.template_labels.get(*key) != Some(value))
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect();
            advice.push(Advice {
                rule: "template-labels-missing",
                severity: Severity::Warning,
                place: Place::whole(workload.id, labels_path()),
                finding: Finding::TemplateLabelsMissing {
                    service: service.meta.object_name(),
                    workload: workload.meta.object_name(),
                    missing,
                },
                evidence: vec![Evidence {
                    place: Place::whole(service.id, selector_path()),
                    what: EvidenceKind::Service(service.meta.object_name()),
                }],
                remedy: None,
            });
        }
    }
}
