//! Which Pods a Service selects, found through an index of labels: clusters have many Pods and many Services.

use std::collections::{BTreeMap, BTreeSet};

use crate::Cluster;
use crate::api::{Labels, Pod, Service, ServiceType};
use crate::overview::selects;

/// The Pods by label and namespace, as far as a selector asks for it. The value stands first: it differs the soonest.
pub(crate) struct PodIndex<'a> {
    pods: &'a [Pod],
    by_label: BTreeMap<(&'a str, &'a str, &'a str), Vec<usize>>,
}

impl<'a> PodIndex<'a> {
    pub(crate) fn new(cluster: &'a Cluster) -> Self {
        let mut by_label: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        let mut keys: BTreeSet<&str> = BTreeSet::new();
        for service in &cluster.services {
            for (key, value) in service.selector.iter().flatten() {
                keys.insert(key);
                let label: (&str, &str, &str) = (value, key, &service.meta.namespace);
                by_label.entry(label).or_default();
            }
        }
        for (at, pod) in cluster.pods.iter().enumerate() {
            for (key, value) in &pod.meta.labels {
                if keys.contains(&**key)
                    && let Some(pods) = by_label.get_mut(&(&**value, &**key, &*pod.meta.namespace))
                {
                    pods.push(at);
                }
            }
        }
        Self {
            pods: &cluster.pods,
            by_label,
        }
    }

    /// The Pods that the selector of `service` picks, in order, each with its index.
    pub(crate) fn picked_by(&self, service: &'a Service) -> impl Iterator<Item = (usize, &'a Pod)> {
        let selector = service.selector.as_ref();
        let rarest = selector
            .into_iter()
            .flatten()
            .map(|(key, value)| self.with_label(&service.meta.namespace, key, value))
            .min_by_key(|pods| pods.len());
        let pods = rarest.unwrap_or_default().iter();
        pods.filter_map(|&at| Some((at, self.pods.get(at)?)))
            .filter(move |(_, pod)| selector.is_some_and(|it| selects(it, &pod.meta.labels)))
    }

    fn with_label<'b>(&'b self, namespace: &'b str, key: &'b str, value: &'b str) -> &'b [usize] {
        let pods = self.by_label.get(&(value, key, namespace));
        pods.map(Vec::as_slice).unwrap_or_default()
    }
}

/// The selector by which the controllers find Pods for `service`, if they look for any. An ExternalName gets no endpoints whatever it
/// selects (`syncService` of the endpointslice controller).
pub(crate) fn selector_of(service: &Service) -> Option<&Labels> {
    let selector = service.selector.as_ref()?;
    (service.kind != ServiceType::ExternalName && !selector.is_empty()).then_some(selector)
}
