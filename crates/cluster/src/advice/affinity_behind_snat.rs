//! `ClientIP` affinity goes by the address that a node sees. Whatever hides clients behind one address (a load balancer, a proxy,
//! another node's masquerade) sends all of them to one Pod.

use super::{Advice, Finding, Place, Scope, Severity};
use crate::api::{ServiceType, SessionAffinity, TrafficPolicy};
use crate::field::Path;

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
            rule: "affinity-behind-snat",
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
