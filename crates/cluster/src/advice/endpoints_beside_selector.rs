//! Endpoints written by hand for a Service that has a selector: the endpoints controller overwrites them within moments. Those that
//! `kubectl get` printed are the controller's own and say so.

use crate::api::Endpoints;

use super::{
    Advice, Evidence, EvidenceKind, Example, Finding, Place, Rule, Scope, Severity, name_path,
    selector_path,
};

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
    - containerPort: 80
---
apiVersion: v1
kind: Endpoints
metadata:
  name: web
subsets:
- addresses:
  - ip: 192.0.2.10
  ports:
  - port: 80
",
    good: "\
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  ports:
  - port: 80
---
apiVersion: v1
kind: Endpoints
metadata:
  name: web
subsets:
- addresses:
  - ip: 192.0.2.10
  ports:
  - port: 80
",
};

/// Looks for Endpoints whose Service selects Pods.
pub(super) fn check(scope: Scope<'_>, advice: &mut Vec<Advice>) {
    for endpoints in &scope.cluster.endpoints {
        let name = endpoints.meta.object_name();
        let service = scope
            .cluster
            .services
            .iter()
            .find(|service| service.selector.is_some() && service.meta.object_name() == name);
        let (Some(id), Some(service)) = (endpoints.id, service) else {
            continue;
        };
        if is_the_controllers(endpoints) {
            continue;
        }
        advice.push(Advice {
            rule: Rule::EndpointsBesideSelector,
            severity: Severity::Warning,
            place: Place::value(id, name_path()),
            finding: Finding::EndpointsBesideSelector {
                service: name.clone(),
            },
            evidence: vec![Evidence {
                place: Place::whole(service.id, selector_path()),
                what: EvidenceKind::Service(name),
            }],
            remedy: None,
        });
    }
}

/// Whether the controller left its marks, or somebody wrote down which Pod stands behind an address.
fn is_the_controllers(endpoints: &Endpoints) -> bool {
    let meta = &endpoints.meta;
    let addresses = endpoints
        .subsets
        .iter()
        .flat_map(|subset| subset.addresses.iter().chain(&subset.not_ready_addresses));
    meta.labels
        .contains_key("endpoints.kubernetes.io/managed-by")
        || meta
            .annotations
            .contains_key("endpoints.kubernetes.io/last-change-trigger-time")
        || addresses
            .filter_map(|address| address.target.as_ref())
            .any(|target| target.uid.is_some())
}

#[cfg(test)]
mod tests {

    use super::super::testing::{endpoints, pod, service, told};

    const RULE: &str = "endpoints-beside-selector";

    fn text(endpoints: &str) -> String {
        service("a", "selector: {app: a}, ports: [{port: 80}]")
            + &pod("p", "app: a", "{containerPort: 80}")
            + endpoints
    }

    #[test]
    fn endpoints_of_a_service_that_selects_are_overwritten() {
        let told = told(&text(&endpoints("a", "{port: 80}")));
        assert_eq!(told.rules(), [RULE]);
        assert_eq!(told.at(RULE), "a");
        assert_eq!(told.evidence(RULE), ["selector: {app: a}"]);
    }

    #[test]
    fn the_controllers_own_and_those_of_others_stay() {
        let printed = endpoints(
            "a, labels: {endpoints.kubernetes.io/managed-by: endpoint-controller}",
            "{port: 80}",
        );
        assert_eq!(told(&text(&printed)).rules(), [] as [&str; 0]);
        let of_a_pod = endpoints("a", "{port: 80}").replace(
            "{ip: 10.9.0.1}",
            "{ip: 10.9.0.1, targetRef: {kind: Pod, name: p, uid: u}}",
        );
        assert_eq!(told(&text(&of_a_pod)).rules(), [] as [&str; 0]);
        let other = service("b", "ports: [{port: 80}]") + &endpoints("b", "{port: 80}");
        assert_eq!(told(&text(&other)).rules(), [] as [&str; 0]);
    }
}
