//! Labels on a Deployment are not labels on its Pods: a Service selects Pods, so the label belongs in `spec.template.metadata.labels`.

use super::{
    Advice, Evidence, EvidenceKind, Finding, Place, Scope, Severity, ends, labels_path,
    selector_path,
};
use crate::api::Labels;
use crate::overview::{DeadEnd, selects};

/// Looks for dead Services whose selector fits a workload's own labels and not its template's.
pub(super) fn check(scope: Scope<'_>, advice: &mut Vec<Advice>) {
    for (service, view) in scope.services() {
        let Some(selector) = &service.selector else {
            continue;
        };
        if !ends(view, &DeadEnd::NoPodMatches) {
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

#[cfg(test)]
mod tests {

    use super::super::testing::{document, service, told};

    const RULE: &str = "template-labels-missing";

    fn text(own: &str, template: &str) -> String {
        let spec = format!(
            "spec: {{selector: {{matchLabels: {{app: a}}}}, template: {{metadata: {{labels: {{{template}}}}}, \
             spec: {{containers: [{{name: a, image: 'registry.local/a:1'}}]}}}}}}"
        );
        service("a", "selector: {app: a, tier: front}, ports: [{port: 80}]")
            + &document(
                "apps/v1",
                "Deployment",
                &format!("a, labels: {{{own}}}"),
                &spec,
            )
    }

    #[test]
    fn labels_of_the_workload_are_not_labels_of_its_pods() {
        let told = told(&text("app: a, tier: front", "app: a"));
        assert_eq!(told.rules(), ["selector-matches-nothing", RULE]);
        assert_eq!(told.at(RULE), "labels: {app: a, tier: front}");
        assert_eq!(told.evidence(RULE), ["selector: {app: a, tier: front}"]);
    }

    #[test]
    fn a_template_that_has_them_or_a_workload_that_has_none_is_no_such_slip() {
        assert_eq!(
            told(&text("app: a, tier: front", "app: a, tier: front")).rules(),
            [] as [&str; 0]
        );
        assert_eq!(
            told(&text("app: a", "app: a")).rules(),
            ["selector-matches-nothing"]
        );
    }
}
