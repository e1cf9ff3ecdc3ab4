//! A LoadBalancer Service gets its address from a controller that Kubernetes itself does not bring; without one it stays pending.

use super::{Advice, Finding, Place, Scope, Severity};
use crate::api::ServiceType;
use crate::field::Path;

/// Looks for load balancers that the text gives no address.
pub(super) fn check(scope: Scope<'_>, advice: &mut Vec<Advice>) {
    for service in &scope.cluster.services {
        if service.kind != ServiceType::LoadBalancer || !service.load_balancer_ingress.is_empty() {
            continue;
        }
        advice.push(Advice {
            rule: "load-balancer-pending",
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
