//! ExternalName changes a name, not a request: the `Host` header and the TLS name stay those of the Service.

use super::{Advice, Example, Finding, Place, Rule, Scope, Severity};
use crate::api::{Service, ServicePort, ServiceType};
use crate::field::Path;

pub(super) const EXAMPLE: Example = Example {
    bad: "\
apiVersion: v1
kind: Service
metadata:
  name: api
spec:
  type: ExternalName
  externalName: api.example.com
  ports:
  - port: 443
",
    good: "\
apiVersion: v1
kind: Service
metadata:
  name: database
spec:
  type: ExternalName
  externalName: db.example.com
  ports:
  - port: 5432
",
};

/// Looks for ExternalName Services whose ports speak HTTP.
pub(super) fn check(scope: Scope<'_>, advice: &mut Vec<Advice>) {
    for service in scope
        .cluster
        .services
        .iter()
        .filter(|service| service.kind == ServiceType::ExternalName)
    {
        let Some(name) = named_host(service) else {
            continue;
        };
        if !service.ports.iter().any(speaks_http) {
            continue;
        }
        advice.push(Advice {
            rule: Rule::ExternalNameOverHttp,
            severity: Severity::Info,
            place: Place::value(
                service.id,
                Path::new("spec").child("externalName").to_owned(),
            ),
            finding: Finding::ExternalNameOverHttp {
                service: service.meta.object_name(),
                name: name.into(),
            },
            evidence: Vec::new(),
            remedy: None,
        });
    }
}

/// The name, unless it is an address: that is another rule's.
fn named_host(service: &Service) -> Option<&str> {
    service
        .external_name
        .as_deref()
        .filter(|name| name.parse::<std::net::IpAddr>().is_err())
}

fn speaks_http(port: &ServicePort) -> bool {
    matches!(port.port, 80 | 443 | 8080 | 8443) || port.name.starts_with("http")
}

#[cfg(test)]
mod tests {

    use super::super::testing::{service, told};

    fn rules(name: &str, port: &str) -> Vec<&'static str> {
        told(&service(
            "a",
            &format!("type: ExternalName, externalName: {name}, ports: [{port}]"),
        ))
        .rules()
    }

    #[test]
    fn http_carries_the_name_that_the_client_wrote() {
        assert_eq!(
            rules("example.com", "{port: 443}"),
            ["external-name-over-http"]
        );
        assert_eq!(
            rules("example.com", "{port: 9000, name: http-api}"),
            ["external-name-over-http"]
        );
    }

    #[test]
    fn other_protocols_carry_none_and_addresses_are_another_rules() {
        assert_eq!(rules("example.com", "{port: 5432}"), [] as [&str; 0]);
        assert_eq!(
            rules("10.0.0.1", "{port: 80}"),
            ["external-name-is-address"]
        );
    }
}
