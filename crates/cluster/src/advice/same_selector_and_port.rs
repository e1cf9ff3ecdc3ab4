//! Two Services with the same selector and the same port lead to the same Pods: usually a copy whose selector was not changed.

use std::collections::BTreeMap;

use super::{
    Advice, Evidence, EvidenceKind, Example, Finding, Place, Rule, Scope, Severity, name_path,
    selector_path,
};
use crate::api::Service;

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
kind: Service
metadata:
  name: api
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
---
apiVersion: v1
kind: Pod
metadata:
  name: api-1
  labels:
    app: api
spec:
  containers:
  - name: api
    image: registry.example/api:1.0
    ports:
    - containerPort: 80
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
kind: Service
metadata:
  name: api
spec:
  selector:
    app: api
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
---
apiVersion: v1
kind: Pod
metadata:
  name: api-1
  labels:
    app: api
spec:
  containers:
  - name: api
    image: registry.example/api:1.0
    ports:
    - containerPort: 80
",
};

/// Looks for Services that are alike but for their names. A headless one beside another is a common pair and fine.
pub(super) fn check(scope: Scope<'_>, advice: &mut Vec<Advice>) {
    let mut seen: BTreeMap<_, &Service> = BTreeMap::new();
    for service in &scope.cluster.services {
        let (Some(selector), Some(port)) = (&service.selector, service.ports.first()) else {
            continue;
        };
        let ports: Vec<(u16, String)> = service
            .ports
            .iter()
            .map(|port| (port.port, format!("{} {}", port.protocol, port.target_port)))
            .collect();
        let key = (
            service.meta.namespace.clone(),
            selector,
            service.headless,
            service.kind,
            ports,
        );
        let Some(first) = seen.get(&key).copied() else {
            seen.insert(key, service);
            continue;
        };
        advice.push(Advice {
            rule: Rule::SameSelectorAndPort,
            severity: Severity::Info,
            place: Place::whole(service.id, selector_path()),
            finding: Finding::SameSelectorAndPort {
                service: service.meta.object_name(),
                other: first.meta.object_name(),
                port: port.port,
            },
            evidence: vec![Evidence {
                place: Place::value(first.id, name_path()),
                what: EvidenceKind::Service(first.meta.object_name()),
            }],
            remedy: None,
        });
    }
}

#[cfg(test)]
mod tests {

    use super::super::testing::{pod, service, told};

    const RULE: &str = "same-selector-and-port";

    fn text(second: &str) -> String {
        service("a", "selector: {app: a}, ports: [{port: 80}]")
            + &service("b", second)
            + &pod("p", "app: a", "{containerPort: 80}")
    }

    #[test]
    fn a_copy_with_another_name_is_told() {
        let told = told(&text("selector: {app: a}, ports: [{port: 80}]"));
        assert_eq!(told.rules(), [RULE]);
        assert_eq!(
            (told.at(RULE), told.evidence(RULE)),
            ("selector: {app: a}", vec!["a"])
        );
    }

    #[test]
    fn another_port_or_a_headless_twin_is_meant() {
        assert_eq!(
            told(&text(
                "selector: {app: a}, ports: [{port: 8080, targetPort: 80}]"
            ))
            .rules(),
            [] as [&str; 0]
        );
        assert_eq!(
            told(&text(
                "selector: {app: a}, clusterIP: None, ports: [{port: 80}]"
            ))
            .rules(),
            [] as [&str; 0]
        );
    }
}
