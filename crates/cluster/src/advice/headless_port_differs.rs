//! A headless Service has no virtual IP and no proxy: its name leads to the Pods themselves, and nothing translates `port` to
//! `targetPort`.

use super::{Advice, Finding, Place, Scope, Severity, target_port_path};
use crate::api::TargetPort;

/// Looks for headless Services whose ports differ from their target ports.
pub(super) fn check(scope: Scope<'_>, advice: &mut Vec<Advice>) {
    for service in scope
        .cluster
        .services
        .iter()
        .filter(|service| service.headless)
    {
        for (index, port) in service.ports.iter().enumerate() {
            let TargetPort::Number(target) = port.target_port else {
                continue;
            };
            if target == port.port || target == 0 {
                continue;
            }
            advice.push(Advice {
                rule: "headless-port-differs",
                severity: Severity::Warning,
                place: Place::value(service.id, target_port_path(index)),
                finding: Finding::HeadlessPortDiffers {
                    service: service.meta.object_name(),
                    port: port.port,
                    target,
                },
                evidence: Vec::new(),
                remedy: None,
            });
        }
    }
}
