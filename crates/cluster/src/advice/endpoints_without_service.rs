//! Endpoints belong to the Service of the same name, an EndpointSlice to the one that its label names; without one nothing uses them.

use super::{
    Advice, Evidence, EvidenceKind, Example, Finding, Place, Remedy, Rule, Scope, Severity,
    name_path,
};
use crate::Str;
use crate::api::{EndpointSlice, Endpoints, Service};
use crate::field::Path;

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

const SERVICE_NAME: &str = "kubernetes.io/service-name";

/// Looks for Endpoints that no Service shares its name with, and for slices whose label names none.
pub(super) fn check(scope: Scope<'_>, advice: &mut Vec<Advice>) {
    for orphan in &scope.overview.orphans {
        let its = |slice: &&EndpointSlice| slice.id == Some(orphan.object);
        if let Some(slice) = scope.cluster.slices.iter().find(its) {
            advice.extend(of_slice(scope, slice, orphan.nearest));
            continue;
        }
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

/// What is to say of a slice that somebody wrote. What a controller made of a Service that the text leaves out is in order.
fn of_slice(scope: Scope<'_>, slice: &EndpointSlice, nearest: Option<usize>) -> Option<Advice> {
    let object = slice.id?;
    if slice.owner.is_some() || slice.generate_name.is_some() {
        return None;
    }
    let wanted: Option<Str> = slice.service().map(|service| service.name);
    let alike = match &wanted {
        Some(_) => nearest.and_then(|at| scope.cluster.services.get(at)),
        // By custom a slice is called as its Service, with an ending.
        None => scope.cluster.services.iter().find(|service| {
            let ending = slice.meta.name.strip_prefix(&*service.meta.name);
            ending.is_some_and(|ending| ending.is_empty() || ending.starts_with('-'))
        }),
    };
    let alike = alike.filter(|service| {
        service.selector.is_none() && service.meta.namespace == slice.meta.namespace
    });
    let metadata = Path::new("metadata");
    let labels = metadata.child("labels");
    let place = match &wanted {
        Some(_) => Place::value(object, labels.key(SERVICE_NAME).to_owned()),
        None => Place::value(object, name_path()),
    };
    Some(Advice {
        rule: Rule::EndpointsWithoutService,
        severity: Severity::Warning,
        finding: Finding::SliceWithoutService {
            slice: slice.meta.object_name(),
            wanted: wanted.clone(),
            alike: alike.map(|service| service.meta.object_name()),
        },
        evidence: alike
            .map(|service| Evidence {
                place: Place::value(service.id, name_path()),
                what: EvidenceKind::Nearest(service.meta.object_name()),
            })
            .into_iter()
            .collect(),
        remedy: alike
            .filter(|_| wanted.is_some())
            .map(|service| Remedy::Write {
                place: place.clone(),
                text: service.meta.name.to_string(),
            }),
        place,
    })
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

    use super::super::testing::{document, endpoints, service, told};

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

    fn slice(labels: &str) -> String {
        document(
            "discovery.k8s.io/v1",
            "EndpointSlice",
            &format!("database-1, {labels}"),
            "addressType: IPv4\nports: [{port: 80}]\nendpoints: [{addresses: [192.0.2.9]}]",
        )
    }

    #[test]
    fn a_slice_without_its_label_is_nobodys() {
        let service = service("database", "ports: [{port: 80}]");
        let lonely = told(&(service.clone() + &slice("labels: {app: database}")));
        assert_eq!(lonely.rules(), [RULE]);
        assert_eq!(lonely.at(RULE), "database-1");
        assert_eq!(lonely.evidence(RULE), ["database"]);
        let slip =
            told(&(service.clone() + &slice("labels: {kubernetes.io/service-name: databse}")));
        assert_eq!(slip.at(RULE), "databse");
        assert_eq!(slip.mended(RULE).rules(), [] as [&str; 0]);
        let right = slice("labels: {kubernetes.io/service-name: database}");
        assert_eq!(told(&(service + &right)).rules(), [] as [&str; 0]);
    }

    #[test]
    fn a_slice_that_a_controller_made_may_stand_alone() {
        let made = "generateName: database-, labels: {kubernetes.io/service-name: database}";
        assert_eq!(told(&slice(made)).rules(), [] as [&str; 0]);
    }

    #[test]
    fn endpoints_of_a_service_are_used() {
        let text = service("a", "ports: [{port: 80}]") + &endpoints("a", "{port: 80}");
        assert_eq!(told(&text).rules(), [] as [&str; 0]);
    }
}
