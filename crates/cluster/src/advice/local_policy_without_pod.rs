//! `Local` traffic policies never leave the node: where a node has no ready endpoint, its requests are dropped.

use super::{Advice, Example, Finding, Place, Rule, Scope, Severity};
use crate::Str;
use crate::api::{Service, ServiceType, TrafficPolicy};
use crate::field::Path;
use crate::overview::{BackendState, ServiceView, Target};

pub(super) const EXAMPLE: Example = Example {
    bad: "\
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  internalTrafficPolicy: Local
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
  nodeName: node-1
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
  internalTrafficPolicy: Local
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
  nodeName: node-1
  containers:
  - name: web
    image: registry.example/web:1.0
    ports:
    - containerPort: 80
---
apiVersion: v1
kind: Pod
metadata:
  name: web-2
  labels:
    app: web
spec:
  nodeName: node-2
  containers:
  - name: web
    image: registry.example/web:1.0
    ports:
    - containerPort: 80
",
};

/// Looks for nodes without a ready endpoint under a `Local` policy.
pub(super) fn check(scope: Scope<'_>, advice: &mut Vec<Advice>) {
    for (service, view) in scope.services() {
        let nodes = nodes_without(scope, view);
        if nodes.is_empty() || nodes.len() == scope.cluster.nodes.len() {
            continue;
        }
        for field in local_policies(service) {
            advice.push(Advice {
                rule: Rule::LocalPolicyWithoutPod,
                severity: if field == "internalTrafficPolicy" {
                    Severity::Warning
                } else {
                    Severity::Info
                },
                place: Place::whole(service.id, Path::new("spec").child(field).to_owned()),
                finding: Finding::LocalPolicyWithoutPod {
                    service: service.meta.object_name(),
                    field,
                    nodes: nodes.clone(),
                },
                evidence: Vec::new(),
                remedy: None,
            });
        }
    }
}

/// The nodes on which no Pod of the Service is ready.
fn nodes_without(scope: Scope<'_>, view: &ServiceView) -> Vec<Str> {
    let has_ready =
        |node: &Str| {
            view.ports.iter().flat_map(|port| &port.backends).any(|backend| {
            matches!(backend.target, Target::Pod(pod) if backend.state == BackendState::Ready
                && scope.cluster.pods.get(pod).is_some_and(|pod| pod.node == *node))
        })
        };
    scope
        .cluster
        .nodes
        .iter()
        .map(|node| &node.name)
        .filter(|node| !has_ready(node))
        .cloned()
        .collect()
}

fn local_policies(service: &Service) -> impl Iterator<Item = &'static str> {
    let outside = matches!(
        service.kind,
        ServiceType::NodePort | ServiceType::LoadBalancer
    ) && service.external_traffic_policy == TrafficPolicy::Local;
    let inside = !service.headless && service.internal_traffic_policy == TrafficPolicy::Local;
    [
        (outside, "externalTrafficPolicy"),
        (inside, "internalTrafficPolicy"),
    ]
    .into_iter()
    .filter_map(|(set, field)| set.then_some(field))
}

#[cfg(test)]
mod tests {
    use super::*;

    use super::super::testing::{pod, service, told};

    fn text(policy: &str) -> String {
        service(
            "a",
            &format!("type: NodePort, selector: {{app: a}}, ports: [{{port: 80}}], {policy}"),
        ) + &pod("p", "app: a", "{containerPort: 80}")
    }

    #[test]
    fn a_node_without_a_ready_pod_drops() {
        let told = told(&text("internalTrafficPolicy: Local"));
        assert_eq!(told.rules(), ["local-policy-without-pod"]);
        assert_eq!(
            told.at("local-policy-without-pod"),
            "internalTrafficPolicy: Local"
        );
        let finding = &told.advice[0].finding;
        assert!(
            matches!(finding, Finding::LocalPolicyWithoutPod { nodes, .. } if **nodes == ["node-2".into()])
        );
    }

    #[test]
    fn outside_the_load_balancer_knows_better() {
        let told = told(&text("externalTrafficPolicy: Local"));
        assert_eq!(
            told.only("local-policy-without-pod").severity,
            Severity::Info
        );
    }

    #[test]
    fn a_pod_on_every_node_serves_all() {
        let second = pod("q", "app: a", "{containerPort: 80}")
            .replace("containers", "nodeName: node-2, containers");
        assert_eq!(
            told(&(text("internalTrafficPolicy: Local") + &second)).rules(),
            [] as [&str; 0]
        );
        assert_eq!(
            told(&text("internalTrafficPolicy: Cluster")).rules(),
            [] as [&str; 0]
        );
    }
}
