//! A selector that catches Pods of two applications spreads requests over both.
//!
//! Not certain: the labels that name an application are a convention, and a Service over several versions is common. So it is
//! told only where the Pods' own names for their application differ and the selector names none.

use super::{Advice, Finding, Place, Scope, Severity, selected, selector_path};
use crate::Str;

/// The labels that name an application, by convention.
const APPLICATION: [&str; 3] = ["app.kubernetes.io/name", "app", "k8s-app"];

/// Looks for Services over Pods that call themselves different applications.
pub(super) fn check(scope: Scope<'_>, advice: &mut Vec<Advice>) {
    for service in &scope.cluster.services {
        let Some(selector) = &service.selector else {
            continue;
        };
        if APPLICATION.iter().any(|key| selector.contains_key(*key)) {
            continue;
        }
        let Some((key, applications)) = APPLICATION.iter().find_map(|key| {
            let mut values: Vec<Str> = selected(scope.cluster, service)
                .filter_map(|pod| pod.meta.labels.get(*key).cloned())
                .collect();
            values.sort();
            values.dedup();
            (values.len() > 1).then_some((*key, values))
        }) else {
            continue;
        };
        advice.push(Advice {
            rule: "selector-too-wide",
            severity: Severity::Info,
            place: Place::whole(service.id, selector_path()),
            finding: Finding::SelectorTooWide {
                service: service.meta.object_name(),
                key: key.into(),
                applications,
            },
            evidence: Vec::new(),
            remedy: None,
        });
    }
}
