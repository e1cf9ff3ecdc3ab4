//! A Service port finds its endpoints by name: hand-written Endpoints or slices whose port has another name, or none, are not used.

use super::{
    Advice, Evidence, EvidenceKind, Example, Finding, Place, Remedy, Rule, Scope, Severity,
    name_path,
};
use crate::Str;
use crate::api::{EndpointPort, ObjectName, Service};
use crate::field::{FieldPath, Path};
use crate::manifest::ObjectId;
use crate::overview::DeadEnd;

pub(super) const EXAMPLE: Example = Example {
    bad: "\
apiVersion: v1
kind: Service
metadata:
  name: database
spec:
  ports:
  - name: postgres
    port: 5432
---
apiVersion: v1
kind: Endpoints
metadata:
  name: database
subsets:
- addresses:
  - ip: 192.0.2.10
  ports:
  - name: db
    port: 5432
",
    good: "\
apiVersion: v1
kind: Service
metadata:
  name: database
spec:
  ports:
  - name: postgres
    port: 5432
---
apiVersion: v1
kind: Endpoints
metadata:
  name: database
subsets:
- addresses:
  - ip: 192.0.2.10
  ports:
  - name: postgres
    port: 5432
",
};

/// Looks for Service ports that found no port of their name.
pub(super) fn check(scope: Scope<'_>, advice: &mut Vec<Advice>) {
    for (service, view) in scope.services() {
        for (index, port) in view.ports.iter().enumerate() {
            let Some(DeadEnd::NoEndpointPort { name: wanted }) = &port.dead else {
                continue;
            };
            let ports = Written::find(scope, service);
            let mut found: Vec<Str> = ports
                .iter()
                .map(|port| port.name.clone().unwrap_or_default())
                .collect();
            found.sort();
            found.dedup();
            advice.push(Advice {
                rule: Rule::EndpointsPortNameDiffers,
                severity: Severity::Warning,
                place: Place::whole(
                    service.id,
                    Path::new("spec").child("ports").index(index).to_owned(),
                ),
                finding: Finding::EndpointsPortNameDiffers {
                    service: service.meta.object_name(),
                    wanted: wanted.clone(),
                    found,
                },
                evidence: ports.first().map(Written::evidence).into_iter().collect(),
                remedy: remedy(service, &ports, wanted),
            });
        }
    }
}

/// A port that a person wrote.
struct Written<'a> {
    object: ObjectId,
    holder: ObjectName,
    name: &'a Option<Str>,
    path: FieldPath,
}

impl<'a> Written<'a> {
    /// Those of the Endpoints and slices of `service`.
    fn find(scope: Scope<'a>, service: &Service) -> Vec<Self> {
        let own = service.meta.object_name();
        let mut found = Vec::new();
        let endpoints = scope.cluster.endpoints.iter();
        for endpoints in endpoints.filter(|endpoints| endpoints.meta.object_name() == own) {
            let Some(object) = endpoints.id else { continue };
            for (index, subset) in endpoints.subsets.iter().enumerate() {
                let subsets = Path::new("subsets");
                let holder = subsets.index(index);
                found.extend(Self::list(
                    object,
                    &own,
                    holder.child("ports"),
                    &subset.ports,
                ));
            }
        }
        let slices = scope.cluster.slices.iter();
        for slice in slices.filter(|slice| slice.belongs_to(service)) {
            let (Some(object), Some(ports)) = (slice.id, &slice.ports) else {
                continue;
            };
            let name = slice.meta.object_name();
            found.extend(Self::list(object, &name, Path::new("ports"), ports));
        }
        found
    }

    fn list(
        object: ObjectId,
        holder: &ObjectName,
        list: Path<'_>,
        ports: &'a [EndpointPort],
    ) -> Vec<Self> {
        let ports = ports.iter().enumerate();
        ports
            .map(|(index, port)| Self {
                object,
                holder: holder.clone(),
                name: &port.name,
                path: list.index(index).child("name").to_owned(),
            })
            .collect()
    }

    fn evidence(&self) -> Evidence {
        Evidence {
            place: Place::value(self.object, name_path()),
            what: EvidenceKind::Nearest(self.holder.clone()),
        }
    }
}

/// One port here and one there, both with a name: the written one can take the Service's.
fn remedy(service: &Service, ports: &[Written<'_>], wanted: &Str) -> Option<Remedy> {
    let ([port], [_], false) = (ports, service.ports.as_slice(), wanted.is_empty()) else {
        return None;
    };
    port.name
        .as_ref()
        .filter(|name| !name.is_empty() && *name != wanted)?;
    Some(Remedy::Write {
        place: Place::value(port.object, port.path.clone()),
        text: wanted.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    use super::super::testing::{document, endpoints, service, told};

    const RULE: &str = "endpoints-port-name-differs";

    #[test]
    fn a_service_port_finds_its_endpoints_by_name() {
        let named = service("a", "ports: [{name: web, port: 80}]");
        let told = told(&(named + &endpoints("a", "{name: http, port: 8080}")));
        assert_eq!(told.rules(), [RULE]);
        assert_eq!(told.at(RULE), "{name: web, port: 80}");
        assert_eq!(told.evidence(RULE), ["a"]);
        assert_eq!(told.mended(RULE).rules(), [] as [&str; 0]);
    }

    #[test]
    fn where_nobody_has_a_name_or_both_the_same_all_is_well() {
        let unnamed = service("a", "ports: [{port: 80}]") + &endpoints("a", "{port: 8080}");
        assert_eq!(told(&unnamed).rules(), [] as [&str; 0]);
        let named = service("a", "ports: [{name: web, port: 80}]")
            + &endpoints("a", "{name: web, port: 8080}");
        assert_eq!(told(&named).rules(), [] as [&str; 0]);
    }

    #[test]
    fn slices_have_names_too() {
        let slice = document(
            "discovery.k8s.io/v1",
            "EndpointSlice",
            "a-1, labels: {kubernetes.io/service-name: a}",
            "addressType: IPv4\nports: [{name: http, port: 8080, protocol: TCP}]\nendpoints: [{addresses: [10.9.0.1]}]",
        );
        let told = told(&(service("a", "ports: [{name: web, port: 80}]") + &slice));
        let finding = &told.only(RULE).finding;
        assert!(
            matches!(finding, Finding::EndpointsPortNameDiffers { found, .. } if **found == ["http".into()])
        );
        assert_eq!(told.mended(RULE).rules(), [] as [&str; 0]);
    }
}
