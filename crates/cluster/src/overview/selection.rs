//! Which Pods a Service selects, found through an index of labels: clusters have many Pods and many Services.

use std::collections::BTreeMap;

use super::selects;
use crate::api::{Pod, Service, ServiceType};

/// The Pods by namespace and label.
pub(super) struct PodIndex<'a> {
    pods: &'a [Pod],
    by_label: BTreeMap<(&'a str, &'a str, &'a str), Vec<usize>>,
}

impl<'a> PodIndex<'a> {
    pub(super) fn new(pods: &'a [Pod]) -> Self {
        let mut by_label: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (at, pod) in pods.iter().enumerate() {
            for (key, value) in &pod.meta.labels {
                let label: (&str, &str, &str) = (&pod.meta.namespace, key, value);
                by_label.entry(label).or_default().push(at);
            }
        }
        Self { pods, by_label }
    }

    /// The Pods that the controllers look at for `service`, in order. An ExternalName gets no endpoints whatever it selects
    /// (`syncService` of the endpointslice controller).
    pub(super) fn selected_by(&self, service: &Service) -> Vec<usize> {
        let Some(selector) = selector_of(service) else {
            return Vec::new();
        };
        let rarest = selector
            .iter()
            .map(|(key, value)| self.with_label(&service.meta.namespace, key, value))
            .min_by_key(|pods| pods.len());
        let fits = |at: &usize| {
            self.pods
                .get(*at)
                .is_some_and(|pod| selects(selector, &pod.meta.labels))
        };
        rarest
            .unwrap_or_default()
            .iter()
            .copied()
            .filter(fits)
            .collect()
    }

    fn with_label<'b>(&'b self, namespace: &'b str, key: &'b str, value: &'b str) -> &'b [usize] {
        self.by_label
            .get(&(namespace, key, value))
            .map_or(&[], Vec::as_slice)
    }
}

/// The selector by which the controllers find Pods for `service`, if they look for any.
pub(super) fn selector_of(service: &Service) -> Option<&crate::api::Labels> {
    let selector = service.selector.as_ref()?;
    (service.kind != ServiceType::ExternalName && !selector.is_empty()).then_some(selector)
}
