//! Endpoints belong to the Service of the same name; without one nothing uses them.

use super::{
    Advice, Evidence, EvidenceKind, Example, Finding, Place, Remedy, Rule, Scope, Severity,
    name_path,
};
use crate::api::{Endpoints, Service};

pub(super) const EXAMPLE: Example = Example {
    bad: "\
apiVersion: v1
kind: Service
metadata:
  name: database
spec:
  ports:
  - port: 5432
---
apiVersion: v1
kind: Endpoints
metadata:
  name: databse
subsets:
- addresses:
  - ip: 192.0.2.10
  ports:
  - port: 5432
",
    good: "\
apiVersion: v1
kind: Service
metadata:
  name: database
spec:
  ports:
  - port: 5432
---
apiVersion: v1
kind: Endpoints
metadata:
  name: database
subsets:
- addresses:
  - ip: 192.0.2.10
  ports:
  - port: 5432
",
};

/// Looks for Endpoints that no Service shares its name with.
pub(super) fn check(scope: Scope<'_>, advice: &mut Vec<Advice>) {
    for orphan in &scope.overview.orphans {
        let own = |endpoints: &&Endpoints| endpoints.id == Some(orphan.object);
        let Some(endpoints) = scope.cluster.endpoints.iter().find(own) else {
            continue;
        };
        let name = endpoints.meta.object_name();
        if name.name.is_empty() {
            continue;
        }
        let alike = orphan
            .nearest
            .and_then(|at| scope.cluster.services.get(at))
            .filter(|service| wants_endpoints(scope, service, endpoints));
        let place = Place::value(orphan.object, name_path());
        advice.push(Advice {
            rule: Rule::EndpointsWithoutService,
            severity: Severity::Warning,
            finding: Finding::EndpointsWithoutService {
                endpoints: name,
                alike: alike.map(|service| service.meta.object_name()),
            },
            evidence: alike
                .map(|service| Evidence {
                    place: Place::value(service.id, name_path()),
                    what: EvidenceKind::Nearest(service.meta.object_name()),
                })
                .into_iter()
                .collect(),
            remedy: alike.map(|service| Remedy::Write {
                place: place.clone(),
                text: service.meta.name.to_string(),
            }),
            place,
        });
    }
}

/// Whether a Service of that namespace selects nothing and has no Endpoints of its own yet.
fn wants_endpoints(scope: Scope<'_>, service: &Service, orphan: &Endpoints) -> bool {
    let name = service.meta.object_name();
    let mut others = scope.cluster.endpoints.iter();
    service.selector.is_none()
        && service.meta.namespace == orphan.meta.namespace
        && !others.any(|endpoints| endpoints.meta.object_name() == name)
}

#[cfg(test)]
mod tests {

    use super::super::testing::{endpoints, service, told};

    const RULE: &str = "endpoints-without-service";

    #[test]
    fn a_name_that_is_nearly_a_services_takes_it() {
        let text = service("database", "ports: [{port: 80}]") + &endpoints("databse", "{port: 80}");
        let told = told(&text);
        assert_eq!(told.rules(), [RULE]);
        assert_eq!(told.at(RULE), "databse");
        assert_eq!(told.evidence(RULE), ["database"]);
        assert_eq!(told.mended(RULE).rules(), [] as [&str; 0]);
    }

    #[test]
    fn nothing_is_offered_where_no_service_is_near_or_the_near_one_has_its_own() {
        let lonely = told(&endpoints("database", "{port: 80}"));
        assert_eq!(lonely.only(RULE).remedy, None);
        let text = service("web-1", "ports: [{port: 80}]")
            + &endpoints("web-1", "{port: 80}")
            + &endpoints("web-2", "{port: 80}");
        assert_eq!(told(&text).only(RULE).remedy, None);
    }

    #[test]
    fn endpoints_of_a_service_are_used() {
        let text = service("a", "ports: [{port: 80}]") + &endpoints("a", "{port: 80}");
        assert_eq!(told(&text).rules(), [] as [&str; 0]);
    }
}
