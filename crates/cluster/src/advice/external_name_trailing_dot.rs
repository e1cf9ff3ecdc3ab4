//! `externalName` is a whole name already: a dot at its end adds nothing, and what reads the field besides the DNS may take it for
//! a part of the name.
//!
//! Not certain: cluster DNS servers write the dot themselves, so lookups work either way.

use super::{Advice, Example, Finding, Place, Remedy, Rule, Scope, Severity};
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
  externalName: db.example.com.
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

/// Looks for ExternalName Services whose name ends in a dot.
pub(super) fn check(scope: Scope<'_>, advice: &mut Vec<Advice>) {
    for service in &scope.cluster.services {
        let Some(bare) = service
            .external_name
            .as_ref()
            .filter(|_| service.kind == ServiceType::ExternalName)
            .and_then(|name| name.strip_suffix('.'))
        else {
            continue;
        };
        let place = Place::value(
            service.id,
            Path::new("spec").child("externalName").to_owned(),
        );
        advice.push(Advice {
            rule: Rule::ExternalNameTrailingDot,
            severity: Severity::Info,
            place: place.clone(),
            finding: Finding::ExternalNameTrailingDot {
                service: service.meta.object_name(),
                bare: bare.into(),
            },
            evidence: Vec::new(),
            remedy: Some(Remedy::Write {
                place,
                text: bare.to_owned(),
            }),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{service, told};

    const RULE: &str = "external-name-trailing-dot";

    #[test]
    fn the_dot_goes() {
        let told = told(&service(
            "a",
            "type: ExternalName, externalName: db.example.com.",
        ));
        assert_eq!(told.rules(), [RULE]);
        assert_eq!(told.at(RULE), "db.example.com.");
        assert_eq!(told.mended(RULE).rules(), [] as [&str; 0]);
    }

    #[test]
    fn a_name_without_one_is_fine() {
        let text = service("a", "type: ExternalName, externalName: db.example.com");
        assert_eq!(told(&text).rules(), [] as [&str; 0]);
    }
}
