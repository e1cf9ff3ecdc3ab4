//! How much the controllers take on: a thousand Services that all select a thousand Pods are a million endpoints, in a short text.

use crate::Cluster;
use crate::api::Service;
use crate::selection::PodIndex;

/// More endpoints than this, of all Services and their ports together, are not worked out.
pub const MOST_ENDPOINTS: usize = 200_000;

/// How many of the Services, from the first on, have no more than [`MOST_ENDPOINTS`] together.
pub fn affordable(cluster: &Cluster) -> usize {
    let ports = |service: &Service| service.ports.len().max(1);
    let all: usize = cluster.services.iter().map(ports).sum();
    if all.saturating_mul(cluster.pods.len()) <= MOST_ENDPOINTS {
        return cluster.services.len();
    }
    let pods = PodIndex::new(cluster);
    let mut left = MOST_ENDPOINTS;
    let affordable = cluster.services.iter().take_while(|service| {
        // Looks at no more Pods than are left, so that finding out costs no more either.
        let most = left / ports(service);
        let endpoints = pods.picked_by(service).take(most + 1).count() * ports(service);
        let rest = left.checked_sub(endpoints);
        left = rest.unwrap_or_default();
        rest.is_some()
    });
    affordable.count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn what_is_selected_again_and_again_counts_again() {
        let web = |count| {
            format!(
                "{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: web}}, spec: {{replicas: {count}, selector: {{matchLabels: {{app: web}}}}, template: {{metadata: {{labels: {{app: web}}}}, spec: {{containers: [{{name: c, image: i}}]}}}}}}}}\n"
            )
        };
        let service = |at| {
            format!(
                "---\n{{apiVersion: v1, kind: Service, metadata: {{name: s{at}}}, spec: {{selector: {{app: web}}, ports: [{{port: 80, name: a}}, {{port: 81, name: b}}]}}}}\n"
            )
        };
        let services: String = (0..12).map(service).collect();
        let afforded = |pods| affordable(&testing::cluster(&(web(pods) + &services)));
        assert_eq!(afforded(100), 12);
        assert_eq!(afforded(10_000), 10);
        assert_eq!(afforded(20_000), 5);
    }
}
