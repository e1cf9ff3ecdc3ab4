//! A selector that matches no Pod leaves the Service without endpoints: every connection is refused.
//!
//! The nearest Pod is named, with the label that differs, or the namespace that does. A text that has no Pods at all, nor anything
//! that makes them, says nothing about the selectors in it; that is told once, and only as worth knowing.

use super::{
    Advice, Evidence, EvidenceKind, Example, Finding, Place, Remedy, Rule, Scope, Severity, ends,
    labels_path, selector_path,
};
use crate::field::Path;
use crate::manifest::{ObjectId, Part};
use crate::overview::{DeadEnd, NearMiss};

pub(super) const EXAMPLE: Example = Example {
    bad: "\
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: wep
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

/// Looks for Services whose every port is dead because nothing matches.
pub(super) fn check(scope: Scope<'_>, advice: &mut Vec<Advice>) {
    if scope.cluster.pods.is_empty() && scope.cluster.workloads.is_empty() {
        advice.extend(no_pods(scope));
        return;
    }
    for (index, (service, view)) in scope.services().enumerate() {
        let Some(selector) = &service.selector else {
            continue;
        };
        if !ends(view, &DeadEnd::NoPodMatches) {
            continue;
        }
        let near = scope
            .overview
            .unmatched
            .iter()
            .filter_map(|unmatched| {
                let near = unmatched
                    .nearest
                    .as_ref()
                    .filter(|near| near.service == index)?;
                Some((scope.cluster.pods.get(unmatched.pod)?, near))
            })
            .min_by_key(|(_, near)| distance(near));
        advice.push(Advice {
            rule: Rule::SelectorMatchesNothing,
            severity: Severity::Warning,
            place: Place::whole(service.id, selector_path()),
            finding: Finding::SelectorMatchesNothing {
                service: service.meta.object_name(),
                selector: selector.clone(),
                nearest: near.map(|(pod, near)| (pod.meta.object_name(), near.differences.clone())),
                other_namespace: near.is_some_and(|(_, near)| near.other_namespace),
            },
            evidence: near
                .map(|(pod, _)| Evidence {
                    place: Place {
                        object: pod.id,
                        field: labels_path(),
                        part: Part::Whole,
                    },
                    what: EvidenceKind::Nearest(pod.meta.object_name()),
                })
                .into_iter()
                .collect(),
            remedy: near.and_then(|(_, near)| remedy(service.id, near)),
        });
    }
}

/// How far a Pod is from the selector; less is nearer. A slip of the hand comes before a Pod that has nothing to do with it.
fn distance(near: &NearMiss) -> (bool, usize, usize) {
    let strange = near
        .differences
        .iter()
        .filter(|difference| difference.alike.is_none())
        .count();
    (!near.close, strange, near.differences.len())
}

/// The first Service that waits for Pods of which the text knows nothing.
fn no_pods(scope: Scope<'_>) -> Option<Advice> {
    let mut waiting = scope
        .services()
        .filter(|(_, view)| ends(view, &DeadEnd::NoPodMatches))
        .map(|(service, _)| service);
    let service = waiting.next()?;
    Some(Advice {
        rule: Rule::SelectorMatchesNothing,
        severity: Severity::Info,
        place: Place::whole(service.id, selector_path()),
        finding: Finding::NoPodsInText {
            service: service.meta.object_name(),
            others: waiting.count(),
        },
        evidence: Vec::new(),
        remedy: None,
    })
}

/// Where one label is all that differs, and it looks like a slip, the selector can take the Pod's: its value, or its key.
fn remedy(service: ObjectId, near: &NearMiss) -> Option<Remedy> {
    let [difference] = near.differences.as_slice() else {
        return None;
    };
    let (key, value) = difference.alike.as_ref()?;
    if near.other_namespace {
        return None;
    }
    let spec = Path::new("spec");
    let selector = spec.child("selector");
    let field = selector.key(&difference.key).to_owned();
    let (part, text) = match (*key == difference.key, *value == difference.wanted) {
        (true, false) => (Part::Value, value),
        (false, true) => (Part::Key, key),
        _ => return None,
    };
    Some(Remedy::Write {
        place: Place {
            object: service,
            field,
            part,
        },
        text: text.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    use super::super::testing::{document, pod, service, told};

    const RULE: &str = "selector-matches-nothing";

    fn text(selector: &str, labels: &str) -> String {
        service(
            "a",
            &format!("selector: {{{selector}}}, ports: [{{port: 80}}]"),
        ) + &pod("p", labels, "{containerPort: 80}")
    }

    #[test]
    fn a_slip_in_the_value_is_mended() {
        let told = told(&text("app: frontend", "app: frontned"));
        assert_eq!(
            (told.rules(), told.only(RULE).severity),
            (vec![RULE], Severity::Warning)
        );
        assert_eq!(told.at(RULE), "selector: {app: frontend}");
        assert_eq!(told.evidence(RULE), ["labels: {app: frontned}"]);
        assert_eq!(told.mended(RULE).rules(), [] as [&str; 0]);
    }

    #[test]
    fn a_slip_is_nearer_than_a_stranger() {
        let stranger = pod("other", "", "{containerPort: 80}");
        let told = told(&(stranger + &text("app: frontend", "app: frontned")));
        assert_eq!(told.evidence(RULE), ["labels: {app: frontned}"]);
    }

    #[test]
    fn the_same_value_under_another_key_is_mended() {
        let told = told(&text("tier: front, app: web", "tier: front, run: web"));
        assert_eq!(told.rules(), [RULE]);
        assert_eq!(told.mended(RULE).rules(), [] as [&str; 0]);
    }

    #[test]
    fn what_is_no_slip_is_not_mended() {
        assert_eq!(
            told(&text("app: web", "app: database")).only(RULE).remedy,
            None
        );
        assert_eq!(
            told(&text("app: web, tier: front", "app: wep"))
                .only(RULE)
                .remedy,
            None
        );
    }

    #[test]
    fn a_pod_in_another_namespace_is_named_and_not_mended() {
        let told =
            told(&text("app: a", "app: a").replace("{name: p,", "{name: p, namespace: prod,"));
        let finding = &told.only(RULE).finding;
        assert!(matches!(
            finding,
            Finding::SelectorMatchesNothing {
                other_namespace: true,
                ..
            }
        ));
        assert_eq!(told.only(RULE).remedy, None);
    }

    #[test]
    fn a_text_without_pods_says_nothing_about_selectors() {
        let services = ["a", "b"].map(|name| {
            service(
                name,
                &format!("selector: {{app: {name}}}, ports: [{{port: 80}}]"),
            )
        });
        let told = told(&services.concat());
        assert_eq!(
            (told.rules(), told.only(RULE).severity),
            (vec![RULE], Severity::Info)
        );
        assert!(matches!(
            told.only(RULE).finding,
            Finding::NoPodsInText { others: 1, .. }
        ));
    }

    #[test]
    fn a_workload_makes_pods_that_can_be_missed() {
        let template = "{metadata: {labels: {app: b}}, spec: {containers: [{name: b, image: 'registry.local/b:1'}]}}";
        let spec = format!(
            "spec: {{replicas: 0, selector: {{matchLabels: {{app: b}}}}, template: {template}}}"
        );
        let text = service("a", "selector: {app: a}, ports: [{port: 80}]")
            + &document("apps/v1", "Deployment", "b", &spec);
        assert_eq!(told(&text).only(RULE).severity, Severity::Warning);
    }

    #[test]
    fn a_selector_that_matches_is_not_told() {
        assert_eq!(
            told(&text("app: a", "app: a, tier: front")).rules(),
            [] as [&str; 0]
        );
    }
}
