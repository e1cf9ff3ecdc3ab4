//! A numeric `targetPort` that is not the one port that the selected Pods declare.
//!
//! Only worth knowing: declaring a container port is optional, and a program may listen on a port that nobody declared.

use super::{
    Advice, Evidence, EvidenceKind, Finding, Place, Scope, Severity, name_path, selected,
    target_port_path,
};
use crate::api::{Pod, TargetPort};

/// Looks for numbers that differ from the only declared port.
pub(super) fn check(scope: Scope<'_>, advice: &mut Vec<Advice>) {
    for service in &scope.cluster.services {
        for (index, port) in service.ports.iter().enumerate() {
            let TargetPort::Number(target) = port.target_port else {
                continue;
            };
            let pods: Vec<&Pod> = selected(scope.cluster, service).collect();
            let mut declared: Vec<u16> = pods
                .iter()
                .flat_map(|pod| &pod.containers)
                .flat_map(|container| &container.ports)
                .filter(|declared| declared.protocol == port.protocol)
                .map(|declared| declared.port)
                .collect();
            declared.sort_unstable();
            declared.dedup();
            let ([only], Some(pod)) = (declared.as_slice(), pods.first()) else {
                continue;
            };
            if *only == target || target == 0 {
                continue;
            }
            advice.push(Advice {
                rule: "target-port-undeclared",
                severity: Severity::Info,
                place: Place::value(service.id, target_port_path(index)),
                finding: Finding::TargetPortUndeclared {
                    service: service.meta.object_name(),
                    target,
                    declared: *only,
                },
                evidence: vec![Evidence {
                    place: Place::value(pod.id, name_path()),
                    what: EvidenceKind::Selected(pod.meta.object_name()),
                }],
                remedy: None,
            });
        }
    }
}
