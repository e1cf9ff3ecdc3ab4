//! The Pods declare the target port, but with another protocol: a Service port of UDP sends UDP, and a program that waits for TCP
//! never sees it.
//!
//! Not certain: a declaration opens nothing and closes nothing, and `protocol` is easily left out of it.

use super::{
    Advice, Evidence, EvidenceKind, Example, Finding, Place, Rule, Scope, Severity, name_path,
    selected, target_port_path,
};
use crate::api::{ContainerPort, Pod, TargetPort};

pub(super) const EXAMPLE: Example = Example {
    bad: "\
apiVersion: v1
kind: Service
metadata:
  name: resolver
spec:
  selector:
    app: resolver
  ports:
  - port: 53
    protocol: UDP
---
apiVersion: v1
kind: Pod
metadata:
  name: resolver-1
  labels:
    app: resolver
spec:
  containers:
  - name: resolver
    image: registry.example/resolver:1.0
    ports:
    - containerPort: 53
",
    good: "\
apiVersion: v1
kind: Service
metadata:
  name: resolver
spec:
  selector:
    app: resolver
  ports:
  - port: 53
    protocol: UDP
---
apiVersion: v1
kind: Pod
metadata:
  name: resolver-1
  labels:
    app: resolver
spec:
  containers:
  - name: resolver
    image: registry.example/resolver:1.0
    ports:
    - containerPort: 53
      protocol: UDP
",
};

/// Looks for numbers that the selected Pods declare, and only with another protocol.
pub(super) fn check(scope: Scope<'_>, advice: &mut Vec<Advice>) {
    for (service, view) in scope.services() {
        for (index, port) in service.ports.iter().enumerate() {
            let TargetPort::Number(target) = port.target_port else {
                continue;
            };
            let declares = |pod: &&Pod| declared(pod, target).next().is_some();
            let Some(pod) = selected(scope, view).find(declares) else {
                continue;
            };
            let fits = selected(scope, view).any(|pod| {
                declared(pod, target).any(|declared| declared.protocol == port.protocol)
            });
            let Some(found) = declared(pod, target).next().filter(|_| !fits) else {
                continue;
            };
            advice.push(Advice {
                rule: Rule::TargetPortProtocol,
                severity: Severity::Info,
                place: Place::value(service.id, target_port_path(index)),
                finding: Finding::TargetPortProtocol {
                    service: service.meta.object_name(),
                    target,
                    protocol: port.protocol,
                    declared: found.protocol,
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

/// The container ports of that number.
fn declared(pod: &Pod, number: u16) -> impl Iterator<Item = &ContainerPort> {
    let ports = pod.containers.iter().flat_map(|container| &container.ports);
    ports.filter(move |port| port.port == number)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{pod, service, told};

    const RULE: &str = "target-port-protocol";

    fn text(ports: &str) -> String {
        service(
            "a",
            "selector: {app: a}, ports: [{port: 53, protocol: UDP}]",
        ) + &pod("p", "app: a", ports)
    }

    #[test]
    fn the_port_is_declared_with_another_protocol() {
        let told = told(&text("{containerPort: 53}"));
        assert_eq!(told.rules(), [RULE]);
        assert_eq!(told.evidence(RULE), ["p"]);
    }

    #[test]
    fn both_or_none_declared_is_fine() {
        let both = "{containerPort: 53, protocol: UDP}, {containerPort: 53}";
        assert_eq!(told(&text(both)).rules(), [] as [&str; 0]);
        assert_eq!(told(&text("")).rules(), [] as [&str; 0]);
    }
}
