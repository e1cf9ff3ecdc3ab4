//! `externalName` becomes a CNAME, and a CNAME names a host: an IP address there is looked up as a name and not found.

use std::net::IpAddr;

use super::{Advice, Finding, Place, Scope, Severity};
use crate::api::ServiceType;
use crate::field::Path;

/// Looks for ExternalName Services that name an address.
pub(super) fn check(scope: Scope<'_>, advice: &mut Vec<Advice>) {
    for service in &scope.cluster.services {
        let Some(name) = service
            .external_name
            .as_ref()
            .filter(|_| service.kind == ServiceType::ExternalName)
        else {
            continue;
        };
        if name.parse::<IpAddr>().is_err() {
            continue;
        }
        advice.push(Advice {
            rule: "external-name-is-address",
            severity: Severity::Warning,
            place: Place::value(
                service.id,
                Path::new("spec").child("externalName").to_owned(),
            ),
            finding: Finding::ExternalNameIsAddress {
                service: service.meta.object_name(),
                address: name.clone(),
            },
            evidence: Vec::new(),
            remedy: None,
        });
    }
}
