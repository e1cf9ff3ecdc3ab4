//! A selector that matches no Pod leaves the Service without endpoints: every connection is refused.
//!
//! The nearest Pod is named, with the label that differs, or the namespace that does.

use super::{
    Advice, Evidence, EvidenceKind, Finding, Place, Remedy, Scope, Severity, labels_path,
    selector_path,
};
use crate::field::Path;
use crate::manifest::Part;
use crate::overview::{DeadEnd, NearMiss};

/// Looks for Services whose every port is dead because nothing matches.
pub(super) fn check(scope: Scope<'_>, advice: &mut Vec<Advice>) {
    for (index, (service, view)) in scope.services().enumerate() {
        let Some(selector) = &service.selector else {
            continue;
        };
        if !view
            .ports
            .iter()
            .any(|port| port.dead == Some(DeadEnd::NoPodMatches))
        {
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
            .min_by_key(|(_, near)| near.differences.len());
        advice.push(Advice {
            rule: "selector-matches-nothing",
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

/// Where one value is all that differs, and it looks like a slip, the selector can take the Pod's.
fn remedy(service: crate::manifest::ObjectId, near: &NearMiss) -> Option<Remedy> {
    let [difference] = near.differences.as_slice() else {
        return None;
    };
    let found = difference.found.as_ref()?;
    let (_, value) = difference.alike.as_ref()?;
    (found == value && !near.other_namespace).then(|| Remedy {
        place: Place::value(
            service,
            Path::new("spec")
                .child("selector")
                .key(&difference.key)
                .to_owned(),
        ),
        text: crate::yaml_out::scalar(found),
    })
}
