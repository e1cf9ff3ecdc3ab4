//! A `targetPort` that is a name is looked up on each selected Pod: Pods without a port of that name and protocol get no requests.

use super::{
    Advice, Evidence, EvidenceKind, Example, Finding, Place, Remedy, Rule, Scope, Severity,
    name_path, offers, selected, target_port_path,
};
use crate::Str;
use crate::api::{Pod, Protocol, TargetPort};

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
    targetPort: http
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
    - name: web
      containerPort: 8080
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
    targetPort: http
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
",
};

/// Looks for names that some or all selected Pods lack.
pub(super) fn check(scope: Scope<'_>, advice: &mut Vec<Advice>) {
    for (service, view) in scope.services() {
        for (index, port) in service.ports.iter().enumerate() {
            let TargetPort::Name(name) = &port.target_port else {
                continue;
            };
            let pods: Vec<&Pod> = selected(scope, view).collect();
            let lacking: Vec<&Pod> = pods
                .iter()
                .copied()
                .filter(|pod| !offers(pod, name, port))
                .collect();
            if lacking.is_empty() {
                continue;
            }
            let mut offered: Vec<(Str, u16)> = pods
                .iter()
                .flat_map(|pod| &pod.containers)
                .flat_map(|container| &container.ports)
                .filter(|offered| offered.protocol == port.protocol)
                .filter_map(|offered| Some((offered.name.clone()?, offered.port)))
                .collect();
            offered.sort();
            offered.dedup();
            let place = Place::value(service.id, target_port_path(index));
            let nobody = lacking.len() == pods.len();
            let other_protocol = lacking
                .iter()
                .find_map(|pod| offered_as(pod, name))
                .filter(|found| *found != port.protocol);
            let remedy = match offered.as_slice() {
                // A port of that name and another protocol is more likely meant than one of another name.
                [(only, _)] if nobody && other_protocol.is_none() => Some(Remedy::Write {
                    place: place.clone(),
                    text: only.to_string(),
                }),
                _ => None,
            };
            advice.push(Advice {
                rule: Rule::NamedPortMissing,
                severity: Severity::Warning,
                place,
                finding: Finding::NamedPortMissing {
                    service: service.meta.object_name(),
                    name: name.clone(),
                    protocol: port.protocol,
                    lacking: lacking.iter().map(|pod| pod.meta.object_name()).collect(),
                    other_protocol,
                    selected: pods.len(),
                    offered,
                },
                evidence: lacking
                    .first()
                    .map(|pod| Evidence {
                        place: Place::value(pod.id, name_path()),
                        what: EvidenceKind::Selected(pod.meta.object_name()),
                    })
                    .into_iter()
                    .collect(),
                remedy,
            });
        }
    }
}

/// With which protocol a Pod has a port of that name.
fn offered_as(pod: &Pod, name: &str) -> Option<Protocol> {
    pod.containers
        .iter()
        .flat_map(|container| &container.ports)
        .find(|offered| offered.name.as_deref() == Some(name))
        .map(|offered| offered.protocol)
}

#[cfg(test)]
mod tests {
    use super::*;

    use super::super::testing::{pod, service, told};

    const RULE: &str = "named-port-missing";

    fn text(ports: &[&str]) -> String {
        let pods = ports
            .iter()
            .enumerate()
            .map(|(at, ports)| pod(&format!("p{at}"), "app: a", ports));
        service(
            "a",
            "selector: {app: a}, ports: [{port: 80, targetPort: http}]",
        ) + &pods.collect::<String>()
    }

    #[test]
    fn the_only_name_that_the_pods_have_is_offered() {
        let told = told(&text(&["{name: web, containerPort: 8080}"]));
        assert_eq!(told.rules(), [RULE]);
        assert_eq!((told.at(RULE), told.evidence(RULE)), ("http", vec!["p0"]));
        assert_eq!(told.mended(RULE).rules(), [] as [&str; 0]);
    }

    #[test]
    fn of_several_names_none_is_offered() {
        let told = told(&text(&[
            "{name: web, containerPort: 8080}, {name: api, containerPort: 8081}",
        ]));
        assert_eq!(told.only(RULE).remedy, None);
    }

    #[test]
    fn a_pod_that_lacks_what_others_have_is_named() {
        let told = told(&text(&[
            "{name: http, containerPort: 8080}",
            "{name: http, containerPort: 80, protocol: UDP}",
        ]));
        assert_eq!(
            (told.rules(), told.evidence(RULE)),
            (vec![RULE], vec!["p1"])
        );
        assert!(matches!(
            told.only(RULE).finding,
            Finding::NamedPortMissing {
                other_protocol: Some(Protocol::Udp),
                ..
            }
        ));
    }

    #[test]
    fn a_name_that_every_pod_has_is_found() {
        assert_eq!(
            told(&text(&["{name: http, containerPort: 8080}"; 2])).rules(),
            [] as [&str; 0]
        );
    }

    #[test]
    fn a_port_of_that_name_and_another_protocol_leaves_the_name_alone() {
        let text = service(
            "a",
            "selector: {app: a}, ports: [{port: 80, targetPort: metrics}]",
        ) + &pod(
            "p",
            "app: a",
            "{name: metrics, containerPort: 80, protocol: UDP}, {name: admin, containerPort: 81}",
        );
        assert_eq!(told(&text).only("named-port-missing").remedy, None);
    }
}
