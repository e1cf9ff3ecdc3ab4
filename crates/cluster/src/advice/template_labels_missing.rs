//! Labels on a Deployment are not labels on its Pods: a Service selects Pods, so the label belongs in `spec.template.metadata.labels`.

use super::{
    Advice, Evidence, EvidenceKind, Example, Finding, Place, Remedy, Rule, Scope, Severity, ends,
    labels_path, selector_path,
};
use crate::api::{Labels, Workload, WorkloadKind};
use crate::field::Path;
use crate::overview::{DeadEnd, selects};

pub(super) const EXAMPLE: Example = Example {
    bad: "\
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
    tier: front
  ports:
  - port: 80
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels:
    app: web
    tier: front
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
      - name: web
        image: registry.example/web:1.0
",
    good: "\
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
    tier: front
  ports:
  - port: 80
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels:
    app: web
    tier: front
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
        tier: front
    spec:
      containers:
      - name: web
        image: registry.example/web:1.0
",
};

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
            let remedy = remedy(workload, &missing);
            advice.push(Advice {
                rule: Rule::TemplateLabelsMissing,
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
                remedy,
            });
        }
    }
}

/// The template can take the labels, unless it has others under these keys: its own workload may select by those.
fn remedy(workload: &Workload, missing: &Labels) -> Option<Remedy> {
    let mut keys = missing.keys();
    if keys.any(|key| workload.template_labels.contains_key(key)) {
        return None;
    }
    let spec = Path::new("spec");
    let above = spec.child("jobTemplate");
    let above = match workload.kind {
        WorkloadKind::CronJob => above.child("spec"),
        _ => spec,
    };
    let template = above.child("template");
    let metadata = template.child("metadata");
    Some(Remedy::AddLabels {
        object: workload.id,
        field: metadata.child("labels").to_owned(),
        labels: missing.clone(),
    })
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
        assert_eq!(told.mended(RULE).rules(), [] as [&str; 0]);
    }

    #[test]
    fn a_label_that_the_workload_may_select_by_is_not_changed() {
        let told = told(&text("app: a, tier: front", "app: a, tier: back"));
        assert_eq!(told.only(RULE).remedy, None);
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
