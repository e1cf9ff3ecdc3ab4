//! A container names one port and not the one beside it, and a Service can reach the unnamed one by its number only: whoever changes
//! the number has to change every Service with it.
//!
//! Worth knowing, no more: numbers are allowed everywhere.

use super::{
    Advice, Evidence, EvidenceKind, Example, Finding, Place, Rule, Scope, Severity, selected,
    target_port_path,
};
use crate::Str;
use crate::api::{Container, Pod, Service, TargetPort};
use crate::field::Path;

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
  - name: http
    port: 80
    targetPort: http
  - name: metrics
    port: 9090
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
    - name: http
      containerPort: 8080
    - containerPort: 9090
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
  - name: http
    port: 80
    targetPort: http
  - name: metrics
    port: 9090
    targetPort: metrics
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
    - name: http
      containerPort: 8080
    - name: metrics
      containerPort: 9090
",
};

/// Looks for Services that use one port of a container by name and an unnamed one beside it by number.
pub(super) fn check(scope: Scope<'_>, advice: &mut Vec<Advice>) {
    for (service, view) in scope.services() {
        let found = selected(scope, view).find_map(|pod| {
            let containers = pod.containers.iter();
            let mut found = containers.filter_map(|container| beside(service, container));
            let (container, port, named) = found.next()?;
            Some((pod, container, port, named))
        });
        let Some((pod, container, number, named)) = found else {
            continue;
        };
        let index = service
            .ports
            .iter()
            .position(|port| port.target_port == TargetPort::Number(number))
            .unwrap_or_default();
        advice.push(Advice {
            rule: Rule::UnnamedContainerPort,
            severity: Severity::Info,
            place: Place::value(service.id, target_port_path(index)),
            finding: Finding::UnnamedContainerPort {
                service: service.meta.object_name(),
                number,
                named: named.clone(),
            },
            evidence: own(pod)
                .map(|()| Evidence {
                    place: Place::whole(
                        pod.id,
                        Path::new("spec")
                            .child(if container.sidecar {
                                "initContainers"
                            } else {
                                "containers"
                            })
                            .index(container.index)
                            .child("ports")
                            .to_owned(),
                    ),
                    what: EvidenceKind::Selected(pod.meta.object_name()),
                })
                .into_iter()
                .collect(),
            remedy: None,
        });
    }
}

/// Only a Pod of its own has its containers under `spec`.
fn own(pod: &Pod) -> Option<()> {
    pod.owner.is_none().then_some(())
}

/// The container's unnamed port that `service` reaches by number, and a named one that it reaches by name.
fn beside<'a>(
    service: &Service,
    container: &'a Container,
) -> Option<(&'a Container, u16, &'a Str)> {
    let targets = |target: TargetPort| service.ports.iter().any(|port| port.target_port == target);
    let named = container.ports.iter().find_map(|port| {
        let name = port.name.as_ref()?;
        targets(TargetPort::Name(name.clone())).then_some(name)
    })?;
    let unnamed = container
        .ports
        .iter()
        .find(|port| port.name.is_none() && targets(TargetPort::Number(port.port)))?;
    Some((container, unnamed.port, named))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{pod, service, told};

    const RULE: &str = "unnamed-container-port";

    fn text(second: &str) -> String {
        service(
            "a",
            &format!(
                "selector: {{app: a}}, ports: [{{name: a, port: 80, targetPort: http}}, {second}]"
            ),
        ) + &pod(
            "p",
            "app: a",
            "{name: http, containerPort: 8080}, {containerPort: 9090}",
        )
    }

    #[test]
    fn one_by_name_and_the_next_by_number() {
        let told = told(&text("{name: b, port: 9090}"));
        assert_eq!(told.rules(), [RULE]);
        assert_eq!(
            told.evidence(RULE),
            ["ports: [{name: http, containerPort: 8080}, {containerPort: 9090}]"]
        );
    }

    #[test]
    fn an_unnamed_port_that_nothing_uses_is_fine() {
        let text = text("{name: b, port: 81, targetPort: http}");
        assert_eq!(told(&text).rules(), [] as [&str; 0]);
    }
}
