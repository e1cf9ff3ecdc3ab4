//! kube-proxy chooses a Pod once a connection, not once a request: protocols that keep one connection open stay with one Pod.

use super::{Advice, Example, Finding, Place, Rule, Scope, Severity};
use crate::api::{ServicePort, ServiceType};
use crate::field::Path;

pub(super) const EXAMPLE: Example = Example {
    bad: "\
apiVersion: v1
kind: Service
metadata:
  name: api
spec:
  selector:
    app: api
  ports:
  - name: grpc
    port: 80
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
  name: api
spec:
  clusterIP: None
  selector:
    app: api
  ports:
  - name: grpc
    port: 80
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

/// Looks for ports whose name or `appProtocol` says gRPC or HTTP/2, on Services with a virtual IP. Who has one often has many, so
/// the first is told, and how many more there are.
pub(super) fn check(scope: Scope<'_>, advice: &mut Vec<Advice>) {
    let mut found = scope
        .cluster
        .services
        .iter()
        .filter(|service| !service.headless && service.kind != ServiceType::ExternalName)
        .flat_map(|service| {
            let ports = service.ports.iter().enumerate();
            ports.map(move |(index, port)| (service, index, port))
        })
        .filter(|(_, _, port)| keeps_connections(port));
    let Some((service, index, port)) = found.next() else {
        return;
    };
    advice.push(Advice {
        rule: Rule::LongConnections,
        severity: Severity::Info,
        place: Place::whole(
            service.id,
            Path::new("spec").child("ports").index(index).to_owned(),
        ),
        finding: Finding::LongConnections {
            service: service.meta.object_name(),
            port: port.port,
            others: found.count(),
        },
        evidence: Vec::new(),
        remedy: None,
    });
}

fn keeps_connections(port: &ServicePort) -> bool {
    let words = [Some(&port.name), port.app_protocol.as_ref()];
    words.into_iter().flatten().any(|word| {
        let mut parts = word.split(['-', '/', '.']);
        parts.any(|part| matches!(part.to_ascii_lowercase().as_str(), "grpc" | "h2c" | "http2"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    use super::super::testing::{pod, service, told};

    const RULE: &str = "long-connections";

    fn text(first: &str, second: &str) -> String {
        service(
            "a",
            &format!("selector: {{app: a}}, ports: [{first}, {second}]"),
        ) + &pod("p", "app: a", "{containerPort: 80}, {containerPort: 81}")
    }

    #[test]
    fn the_first_of_many_is_told() {
        let told = told(
            &text("{name: web, port: 80}", "{name: grpc-api, port: 81}")
                .repeat(2)
                .replacen("name: a}", "name: b}", 1),
        );
        assert_eq!(told.at(RULE), "{name: grpc-api, port: 81}");
        assert!(matches!(
            told.only(RULE).finding,
            Finding::LongConnections {
                port: 81,
                others: 1,
                ..
            }
        ));
    }

    #[test]
    fn the_protocol_may_be_named_by_itself() {
        let told = told(&text(
            "{name: web, port: 80, appProtocol: kubernetes.io/h2c}",
            "{name: x, port: 81}",
        ));
        assert_eq!(told.rules(), [RULE]);
    }

    #[test]
    fn where_the_client_chooses_or_the_name_only_begins_alike_nothing_is_said() {
        assert_eq!(
            told(&text("{name: grpcurl, port: 80}", "{name: x, port: 81}")).rules(),
            [] as [&str; 0]
        );
        let headless = text("{name: grpc, port: 80}", "{name: x, port: 81}")
            .replace("spec: {selector", "spec: {clusterIP: None, selector");
        assert_eq!(told(&headless).rules(), [] as [&str; 0]);
    }
}
