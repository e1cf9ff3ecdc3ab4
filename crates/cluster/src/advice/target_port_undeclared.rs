//! A numeric `targetPort` that is not the one port that the selected Pods declare.
//!
//! Only worth knowing: declaring a container port is optional, and a program may listen on a port that nobody declared.

use super::{
    Advice, Evidence, EvidenceKind, Example, Finding, Place, Rule, Scope, Severity, name_path,
    selected, target_port_path,
};
use crate::api::{Pod, TargetPort};

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
    - containerPort: 8080
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
    targetPort: 8080
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
    - containerPort: 8080
",
};

/// Looks for numbers that differ from the only declared port.
pub(super) fn check(scope: Scope<'_>, advice: &mut Vec<Advice>) {
    for (service, view) in scope.services() {
        for (index, port) in service.ports.iter().enumerate() {
            let TargetPort::Number(target) = port.target_port else {
                continue;
            };
            let pods: Vec<&Pod> = selected(scope, view).collect();
            let mut declared: Vec<u16> = pods
                .iter()
                .flat_map(|pod| &pod.containers)
                .flat_map(|container| &container.ports)
                .filter(|declared| declared.protocol == port.protocol)
                .map(|declared| declared.port)
                .collect();
            declared.sort_unstable();
            declared.dedup();
            let ([only], Some(pod)) = (declared.as_slice(), pods.first()) else {
                continue;
            };
            if *only == target || target == 0 {
                continue;
            }
            advice.push(Advice {
                rule: Rule::TargetPortUndeclared,
                severity: Severity::Info,
                place: Place::value(service.id, target_port_path(index)),
                finding: Finding::TargetPortUndeclared {
                    service: service.meta.object_name(),
                    target,
                    declared: *only,
                },
                evidence: vec![Evidence {
                    place: Place::value(pod.id, name_path()),
                    what: EvidenceKind::Selected(pod.meta.object_name()),
                }],
                remedy: None,
            });
        }
    }
}

#[cfg(test)]
mod tests {

    use super::super::testing::{pod, service, told};

    const RULE: &str = "target-port-undeclared";

    fn text(port: &str, declared: &str) -> String {
        service("a", &format!("selector: {{app: a}}, ports: [{port}]"))
            + &pod("p", "app: a", declared)
    }

    #[test]
    fn the_only_declared_port_is_another() {
        let told = told(&text(
            "{port: 80, targetPort: 8081}",
            "{containerPort: 8080}",
        ));
        assert_eq!(told.rules(), [RULE]);
        assert_eq!((told.at(RULE), told.evidence(RULE)), ("8081", vec!["p"]));
    }

    #[test]
    fn where_targetport_is_left_out_the_port_is_the_place() {
        let told = told(&text("{port: 80}", "{containerPort: 8080}"));
        assert_eq!(told.at(RULE), "{port: 80}");
    }

    #[test]
    fn several_declared_ports_or_none_prove_nothing() {
        let port = "{port: 80, targetPort: 8081}";
        assert_eq!(
            told(&text(port, "{containerPort: 8080}, {containerPort: 9090}")).rules(),
            [] as [&str; 0]
        );
        assert_eq!(told(&text(port, "")).rules(), [] as [&str; 0]);
        assert_eq!(
            told(&text(port, "{containerPort: 8080, protocol: UDP}")).rules(),
            [] as [&str; 0]
        );
        assert_eq!(
            told(&text(port, "{containerPort: 8081}")).rules(),
            [] as [&str; 0]
        );
    }
}
