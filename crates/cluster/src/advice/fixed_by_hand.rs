//! A `nodePort` or `clusterIP` that a person chose: it must be free in the cluster at the moment of creation, once in all of it, and
//! the same manifest cannot be applied in a second namespace.
//!
//! Worth knowing, no more: some addresses have to be known beforehand. What `kubectl get` printed was chosen by the server and says
//! nothing.

use super::{Advice, Example, Finding, Place, Rule, Scope, Severity};
use crate::Str;
use crate::api::Service;
use crate::field::{FieldPath, Path};

pub(super) const EXAMPLE: Example = Example {
    bad: "\
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  clusterIP: 10.96.0.80
  selector:
    app: web
  ports:
  - port: 80
---
apiVersion: v1
kind: Pod
metadata:
  name: web-1
  labels:
    app: web
spec:
  containers:
  - name: web
    image: registry.example/web:1.0
    ports:
    - containerPort: 80
",
    good: "\
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
  - port: 80
---
apiVersion: v1
kind: Pod
metadata:
  name: web-1
  labels:
    app: web
spec:
  containers:
  - name: web
    image: registry.example/web:1.0
    ports:
    - containerPort: 80
",
};

/// Names the first clusterIP and the first nodePort that are fixed, and how many more there are.
pub(super) fn check(scope: Scope<'_>, advice: &mut Vec<Advice>) {
    let by_hand = || {
        let services = scope.cluster.services.iter();
        services.filter(|service| {
            let source = scope.manifest.object(service.id);
            source.is_some_and(|source| !source.is_printed())
        })
    };
    tell(
        scope,
        "clusterIP",
        by_hand()
            .filter(|service| !service.cluster_ips.is_empty())
            .map(|service| (service, Path::new("spec").child("clusterIP").to_owned())),
        advice,
    );
    tell(
        scope,
        "nodePort",
        by_hand().flat_map(|service| {
            let ports = 0..service.ports.len();
            ports.map(move |index| {
                let port = Path::new("spec");
                let port = port.child("ports");
                (service, port.index(index).child("nodePort").to_owned())
            })
        }),
        advice,
    );
}

fn tell<'a>(
    scope: Scope<'_>,
    field: &'static str,
    places: impl Iterator<Item = (&'a Service, FieldPath)>,
    advice: &mut Vec<Advice>,
) {
    let mut written = places.filter_map(|(service, path)| {
        let text = written(scope, service, &path)?;
        Some((service, path, text))
    });
    let Some((service, path, value)) = written.next() else {
        return;
    };
    advice.push(Advice {
        rule: Rule::FixedByHand,
        severity: Severity::Info,
        place: Place::whole(service.id, path),
        finding: Finding::FixedByHand {
            service: service.meta.object_name(),
            field,
            value,
            others: written.count(),
        },
        evidence: Vec::new(),
        remedy: None,
    });
}

/// The address or port that stands in the text; `""` and 0 ask for any.
fn written(scope: Scope<'_>, service: &Service, path: &FieldPath) -> Option<Str> {
    let value = scope.manifest.object(service.id)?.find(path)?.value;
    match (value.as_str(), value.as_int()) {
        (Some("" | "None"), _) | (_, Some(0)) => None,
        (Some(address), _) => Some(address.into()),
        (_, Some(number)) => Some(number.to_string().into()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use super::super::testing::{pod, service, told};

    const RULE: &str = "fixed-by-hand";

    fn text(spec: &str) -> String {
        service("a", &format!("selector: {{app: a}}, {spec}"))
            + &pod("p", "app: a", "{containerPort: 80}")
    }

    #[test]
    fn a_chosen_node_port_is_told_once() {
        let ports = "ports: [{name: a, port: 80, nodePort: 30080}, {name: b, port: 81, targetPort: 80, nodePort: 30081}]";
        let told = told(&text(&format!("type: NodePort, {ports}")));
        assert_eq!(
            (told.rules(), told.at(RULE)),
            (vec![RULE], "nodePort: 30080")
        );
        assert!(matches!(
            &told.only(RULE).finding,
            Finding::FixedByHand { value, others: 1, .. } if **value == *"30080"
        ));
    }

    #[test]
    fn a_chosen_address_is_told() {
        let told = told(&text("clusterIP: 10.96.0.7, ports: [{port: 80}]"));
        assert_eq!(told.at(RULE), "clusterIP: 10.96.0.7");
    }

    #[test]
    fn what_the_server_chose_is_not() {
        assert_eq!(
            told(&text("type: NodePort, ports: [{port: 80}]")).rules(),
            [] as [&str; 0]
        );
        assert_eq!(
            told(&text("clusterIP: None, ports: [{port: 80}]")).rules(),
            [] as [&str; 0]
        );
        let printed = text("clusterIP: 10.96.0.7, ports: [{port: 80}]").replacen(
            "name: a}",
            "name: a, uid: 5d1c7b0e, resourceVersion: '7'}",
            1,
        );
        assert_eq!(told(&printed).rules(), [] as [&str; 0]);
    }
}
