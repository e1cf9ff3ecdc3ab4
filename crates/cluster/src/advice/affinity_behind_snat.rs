//! `ClientIP` affinity goes by the address that a node sees. Whatever hides clients behind one address (a load balancer, a proxy,
//! another node's masquerade) sends all of them to one Pod.

use super::{Advice, Example, Finding, Place, Rule, Scope, Severity};
use crate::api::{ServiceType, SessionAffinity, TrafficPolicy};
use crate::field::Path;

pub(super) const EXAMPLE: Example = Example {
    bad: "\
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: NodePort
  sessionAffinity: ClientIP
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
",
    good: "\
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  sessionAffinity: ClientIP
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
",
};

/// Looks for affinity on Services that outsiders reach through any node.
pub(super) fn check(scope: Scope<'_>, advice: &mut Vec<Advice>) {
    for service in &scope.cluster.services {
        let reached_through_any_node = matches!(
            service.kind,
            ServiceType::NodePort | ServiceType::LoadBalancer
        ) && service.external_traffic_policy
            == TrafficPolicy::Cluster;
        if service.session_affinity == SessionAffinity::None || !reached_through_any_node {
            continue;
        }
        advice.push(Advice {
            rule: Rule::AffinityBehindSnat,
            severity: Severity::Info,
            place: Place::whole(
                service.id,
                Path::new("spec").child("sessionAffinity").to_owned(),
            ),
            finding: Finding::AffinityBehindSnat {
                service: service.meta.object_name(),
            },
            evidence: Vec::new(),
            remedy: None,
        });
    }
}

#[cfg(test)]
mod tests {

    use super::super::testing::{pod, service, told};

    fn rules(spec: &str) -> Vec<&'static str> {
        let pod = pod("a", "app: a", "{containerPort: 80}");
        told(
            &(service(
                "a",
                &format!(
                    "selector: {{app: a}}, ports: [{{port: 80}}], sessionAffinity: ClientIP, {spec}"
                ),
            ) + &pod),
        )
        .rules()
    }

    #[test]
    fn affinity_is_by_the_address_that_any_node_sees() {
        assert_eq!(rules("type: NodePort"), ["affinity-behind-snat"]);
        let text = service(
            "a",
            "type: NodePort, ports: [{port: 80}], sessionAffinity: ClientIP",
        );
        assert_eq!(
            told(&text).at("affinity-behind-snat"),
            "sessionAffinity: ClientIP"
        );
    }

    #[test]
    fn inside_the_cluster_or_on_one_node_clients_keep_their_addresses() {
        assert_eq!(rules("type: ClusterIP"), [] as [&str; 0]);
        let local = rules("type: NodePort, externalTrafficPolicy: Local");
        assert!(!local.contains(&"affinity-behind-snat"));
    }
}
