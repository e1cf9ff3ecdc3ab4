//! A selector that catches Pods of two applications spreads requests over both.
//!
//! Not certain: the labels that name an application are a convention, and a Service over several versions is common. So it is
//! told only where the Pods' own names for their application differ and the selector names none.

use super::{Advice, Example, Finding, Place, Rule, Scope, Severity, selected, selector_path};
use crate::Str;

pub(super) const EXAMPLE: Example = Example {
    bad: "\
apiVersion: v1
kind: Service
metadata:
  name: api
spec:
  selector:
    tier: back
  ports:
  - port: 80
---
apiVersion: v1
kind: Pod
metadata:
  name: api-1
  labels:
    app: api
    tier: back
spec:
  containers:
  - name: api
    image: registry.example/api:1.0
    ports:
    - containerPort: 80
---
apiVersion: v1
kind: Pod
metadata:
  name: worker-1
  labels:
    app: worker
    tier: back
spec:
  containers:
  - name: worker
    image: registry.example/worker:1.0
    ports:
    - containerPort: 80
",
    good: "\
apiVersion: v1
kind: Service
metadata:
  name: api
spec:
  selector:
    app: api
    tier: back
  ports:
  - port: 80
---
apiVersion: v1
kind: Pod
metadata:
  name: api-1
  labels:
    app: api
    tier: back
spec:
  containers:
  - name: api
    image: registry.example/api:1.0
    ports:
    - containerPort: 80
---
apiVersion: v1
kind: Pod
metadata:
  name: worker-1
  labels:
    app: worker
    tier: back
spec:
  containers:
  - name: worker
    image: registry.example/worker:1.0
    ports:
    - containerPort: 80
",
};

/// The labels that name an application, by convention.
const APPLICATION: [&str; 3] = ["app.kubernetes.io/name", "app", "k8s-app"];

/// Looks for Services over Pods that call themselves different applications.
pub(super) fn check(scope: Scope<'_>, advice: &mut Vec<Advice>) {
    for (service, view) in scope.services() {
        let Some(selector) = &service.selector else {
            continue;
        };
        if APPLICATION.iter().any(|key| selector.contains_key(*key)) {
            continue;
        }
        let Some((key, applications)) = APPLICATION.iter().find_map(|key| {
            let mut values: Vec<Str> = selected(scope, view)
                .filter_map(|pod| pod.meta.labels.get(*key).cloned())
                .collect();
            values.sort();
            values.dedup();
            (values.len() > 1).then_some((*key, values))
        }) else {
            continue;
        };
        advice.push(Advice {
            rule: Rule::SelectorTooWide,
            severity: Severity::Info,
            place: Place::whole(service.id, selector_path()),
            finding: Finding::SelectorTooWide {
                service: service.meta.object_name(),
                key: key.into(),
                applications,
            },
            evidence: Vec::new(),
            remedy: None,
        });
    }
}

#[cfg(test)]
mod tests {

    use super::super::testing::{pod, service, told};

    fn text(selector: &str) -> String {
        service(
            "a",
            &format!("selector: {{{selector}}}, ports: [{{port: 80}}]"),
        ) + &pod("p", "tier: back, app: api", "{containerPort: 80}")
            + &pod("q", "tier: back, app: worker", "{containerPort: 80}")
    }

    #[test]
    fn two_applications_behind_one_service_are_told() {
        let told = told(&text("tier: back"));
        assert_eq!(told.rules(), ["selector-too-wide"]);
        assert_eq!(told.at("selector-too-wide"), "selector: {tier: back}");
    }

    #[test]
    fn a_selector_that_names_the_application_is_narrow() {
        assert_eq!(told(&text("tier: back, app: api")).rules(), [] as [&str; 0]);
        let versions = text("tier: back").replace("app: api", "app: worker");
        assert_eq!(told(&versions).rules(), [] as [&str; 0]);
    }
}
