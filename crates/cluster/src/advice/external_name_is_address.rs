//! `externalName` becomes a CNAME, and a CNAME names a host: an IP address there is looked up as a name and not found.

use std::net::IpAddr;

use super::{Advice, Example, Finding, Place, Rule, Scope, Severity};
use crate::api::ServiceType;
use crate::field::Path;

pub(super) const EXAMPLE: Example = Example {
    bad: "\
apiVersion: v1
kind: Service
metadata:
  name: database
spec:
  type: ExternalName
  externalName: 192.0.2.10
",
    good: "\
apiVersion: v1
kind: Service
metadata:
  name: database
spec:
  type: ExternalName
  externalName: db.example.com
",
};

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
            rule: Rule::ExternalNameIsAddress,
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

#[cfg(test)]
mod tests {

    use super::super::testing::{service, told};

    #[test]
    fn an_address_is_no_name() {
        let told = told(&service("a", "type: ExternalName, externalName: 10.0.0.1"));
        assert_eq!(told.rules(), ["external-name-is-address"]);
        assert_eq!(told.at("external-name-is-address"), "10.0.0.1");
    }

    #[test]
    fn a_name_may_look_like_one() {
        let told = told(&service(
            "a",
            "type: ExternalName, externalName: 10.0.0.1.nip.io",
        ));
        assert_eq!(told.rules(), [] as [&str; 0]);
    }
}
