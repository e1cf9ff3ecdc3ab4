//! A headless Service has no virtual IP and no proxy: its name leads to the Pods themselves, and nothing translates `port` to
//! `targetPort`.

use super::{Advice, Example, Finding, Place, Rule, Scope, Severity, target_port_path};
use crate::api::TargetPort;

pub(super) const EXAMPLE: Example = Example {
    bad: "\
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  clusterIP: None
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
    good: "\
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  clusterIP: None
  selector:
    app: web
  ports:
  - port: 8080
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

/// Looks for headless Services whose ports differ from their target ports.
pub(super) fn check(scope: Scope<'_>, advice: &mut Vec<Advice>) {
    for service in scope
        .cluster
        .services
        .iter()
        .filter(|service| service.headless)
    {
        for (index, port) in service.ports.iter().enumerate() {
            let TargetPort::Number(target) = port.target_port else {
                continue;
            };
            if target == port.port || target == 0 {
                continue;
            }
            advice.push(Advice {
                rule: Rule::HeadlessPortDiffers,
                severity: Severity::Warning,
                place: Place::value(service.id, target_port_path(index)),
                finding: Finding::HeadlessPortDiffers {
                    service: service.meta.object_name(),
                    port: port.port,
                    target,
                },
                evidence: Vec::new(),
                remedy: None,
            });
        }
    }
}

#[cfg(test)]
mod tests {

    use super::super::testing::{pod, service, told};

    fn text(spec: &str) -> String {
        service("a", &format!("selector: {{app: a}}, {spec}"))
            + &pod("p", "app: a", "{name: http, containerPort: 8080}")
    }

    #[test]
    fn nothing_translates_the_port_of_a_headless_service() {
        let told = told(&text(
            "clusterIP: None, ports: [{port: 80, targetPort: 8080}]",
        ));
        assert_eq!(told.rules(), ["headless-port-differs"]);
        assert_eq!(told.at("headless-port-differs"), "8080");
    }

    #[test]
    fn the_same_port_needs_no_translation_and_a_virtual_ip_has_it() {
        assert_eq!(
            told(&text("clusterIP: None, ports: [{port: 8080}]")).rules(),
            [] as [&str; 0]
        );
        assert_eq!(
            told(&text("ports: [{port: 80, targetPort: 8080}]")).rules(),
            [] as [&str; 0]
        );
    }
}
