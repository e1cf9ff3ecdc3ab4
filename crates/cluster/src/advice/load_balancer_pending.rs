//! A LoadBalancer Service gets its address from a controller that Kubernetes itself does not bring; without one it stays pending.

use super::{Advice, Example, Finding, Place, Rule, Scope, Severity};
use crate::api::ServiceType;
use crate::field::Path;

pub(super) const EXAMPLE: Example = Example {
    bad: "\
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: LoadBalancer
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
  type: LoadBalancer
  selector:
    app: web
  ports:
  - port: 80
status:
  loadBalancer:
    ingress:
    - ip: 203.0.113.7
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

/// Looks for load balancers that the text gives no address.
pub(super) fn check(scope: Scope<'_>, advice: &mut Vec<Advice>) {
    for service in &scope.cluster.services {
        if service.kind != ServiceType::LoadBalancer || !service.load_balancer_ingress.is_empty() {
            continue;
        }
        advice.push(Advice {
            rule: Rule::LoadBalancerPending,
            severity: Severity::Info,
            place: Place::whole(service.id, Path::new("spec").child("type").to_owned()),
            finding: Finding::LoadBalancerPending {
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

    #[test]
    fn a_load_balancer_waits_for_its_address() {
        let service = service(
            "a",
            "type: LoadBalancer, selector: {app: a}, ports: [{port: 80}]",
        );
        let text = service + &pod("p", "app: a", "{containerPort: 80}");
        assert_eq!(told(&text).rules(), ["load-balancer-pending"]);
        assert_eq!(
            told(&text).at("load-balancer-pending"),
            "type: LoadBalancer"
        );
        let served = text.replacen(
            "---",
            "status: {loadBalancer: {ingress: [{ip: 203.0.113.7}]}}\n---",
            1,
        );
        assert_eq!(told(&served).rules(), [] as [&str; 0]);
    }
}
