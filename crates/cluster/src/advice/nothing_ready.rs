//! Pods are selected, and none of them is ready: the Service has endpoints, and none that gets requests.

use super::{
    Advice, Evidence, EvidenceKind, Example, Finding, Place, Rule, Scope, Severity, ends,
    name_path, selected, selector_path,
};
use crate::overview::DeadEnd;

pub(super) const EXAMPLE: Example = Example {
    bad: "\
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
  - port: 80
---
apiVersion: v1
kind: Pod
metadata:
  name: web-1
  labels:
    app: web
spec:
  containers:
  - name: web
    image: registry.example/web:1.0
    ports:
    - containerPort: 80
status:
  phase: Running
  podIP: 10.244.0.9
  conditions:
  - type: Ready
    status: \"False\"
",
    good: "\
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
  - port: 80
---
apiVersion: v1
kind: Pod
metadata:
  name: web-1
  labels:
    app: web
spec:
  containers:
  - name: web
    image: registry.example/web:1.0
    ports:
    - containerPort: 80
status:
  phase: Running
  podIP: 10.244.0.9
  conditions:
  - type: Ready
    status: \"True\"
",
};

/// Looks for Services all of whose endpoints wait to become ready.
pub(super) fn check(scope: Scope<'_>, advice: &mut Vec<Advice>) {
    for (service, view) in scope.services() {
        if !ends(view, &DeadEnd::NothingReady) {
            continue;
        }
        let pods: Vec<_> = selected(scope, view).collect();
        advice.push(Advice {
            rule: Rule::NothingReady,
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

#[cfg(test)]
mod tests {

    use super::super::testing::{pod, service, told};

    fn text(ready: &str) -> String {
        let status = format!(
            "status: {{phase: Running, podIP: 10.244.0.9, conditions: [{{type: Ready, status: '{ready}'}}]}}\n---"
        );
        service("a", "selector: {app: a}, ports: [{port: 80}]")
            + &pod("p", "app: a", "{containerPort: 80}").replacen("---", &status, 1)
    }

    #[test]
    fn pods_that_are_not_ready_get_no_requests() {
        let told = told(&text("False"));
        assert_eq!(told.rules(), ["nothing-ready"]);
        assert_eq!(told.at("nothing-ready"), "selector: {app: a}");
        assert_eq!(told.evidence("nothing-ready"), ["p"]);
    }

    #[test]
    fn a_headless_service_without_ports_is_as_dead() {
        let text = text("False").replace("ports: [{port: 80}]", "clusterIP: None");
        assert_eq!(told(&text).rules(), ["nothing-ready"]);
    }

    #[test]
    fn one_that_is_ready_suffices() {
        let second = pod("q", "app: a", "{containerPort: 80}");
        assert_eq!(told(&(text("False") + &second)).rules(), [] as [&str; 0]);
        assert_eq!(told(&text("True")).rules(), [] as [&str; 0]);
    }
}
