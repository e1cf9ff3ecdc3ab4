//! What the controllers write: Endpoints and EndpointSlices.

mod budget;
mod endpoints;
mod members;
mod mirroring;
mod port_hash;
mod slices;

use std::collections::BTreeSet;

use crate::api::{EndpointSlice, Endpoints, ObjectMeta, Service, ServiceType};
use crate::selection::PodIndex;
use crate::{Cluster, Str};

pub use budget::{MOST_ENDPOINTS, affordable};

const SERVICE_NAME: &str = "kubernetes.io/service-name";
const MANAGED_BY: &str = "endpointslice.kubernetes.io/managed-by";
const HEADLESS: &str = "service.kubernetes.io/headless";
const SLICE_CONTROLLER: &str = "endpointslice-controller.k8s.io";
const MIRRORING_CONTROLLER: &str = "endpointslicemirroring-controller.k8s.io";

/// The Endpoints and EndpointSlices in force once the controllers have run, each by namespace and name.
///
/// In a real cluster the names of slices end at random; here they end in `00001`, `00002`, …, in the order of address type
/// and ports.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Published {
    /// Written by hand or by the endpoints controller.
    pub endpoints: Vec<Endpoints>,
    /// Written by hand, by the endpointslice controller, or mirrored from Endpoints.
    pub slices: Vec<EndpointSlice>,
}

/// Runs the endpoints, endpointslice and endpointslicemirroring controllers to the end.
pub fn reconcile(cluster: &Cluster) -> Published {
    let pods = PodIndex::new(cluster);
    let selecting = || {
        cluster
            .services
            .iter()
            .filter(|service| is_reconciled(service))
    };
    let names: BTreeSet<FullName<'_>> = selecting().filter_map(|it| full_name(&it.meta)).collect();
    let is_overwritten =
        |it: &&Endpoints| full_name(&it.meta).is_some_and(|it| names.contains(&it));

    let mut published = Published {
        endpoints: cluster
            .endpoints
            .iter()
            .filter(|it| !is_overwritten(it))
            .cloned()
            .collect(),
        slices: cluster
            .slices
            .iter()
            .filter(|slice| survives(slice, &names))
            .cloned()
            .collect(),
    };
    for service in selecting() {
        let made = endpoints::endpoints(service, &pods, written_for(cluster, service));
        published.endpoints.push(made);
        published
            .slices
            .extend(numbered(slices::slices(service, &pods, &cluster.nodes)));
    }
    for service in cluster
        .services
        .iter()
        .filter(|service| service.selector.is_none())
    {
        if let Some(written) = written_for(cluster, service) {
            published
                .slices
                .extend(numbered(mirroring::slices(service, written)));
        }
    }
    let name = |meta: &ObjectMeta| meta.object_name();
    published.endpoints.sort_by_cached_key(|it| name(&it.meta));
    published.slices.sort_by_cached_key(|it| name(&it.meta));
    published
}

/// Whether the endpoints and endpointslice controllers look after a Service: it selects Pods and is no mere name.
fn is_reconciled(service: &Service) -> bool {
    service.selector.is_some() && service.kind != ServiceType::ExternalName
}

type FullName<'a> = (&'a Str, &'a Str);

/// Namespace and name; fragments without a name are not each other's.
fn full_name(meta: &ObjectMeta) -> Option<FullName<'_>> {
    (!meta.name.is_empty()).then_some((&meta.namespace, &meta.name))
}

/// The Endpoints that a person wrote for `service`.
fn written_for<'a>(cluster: &'a Cluster, service: &Service) -> Option<&'a Endpoints> {
    let name = full_name(&service.meta)?;
    cluster
        .endpoints
        .iter()
        .find(|it| full_name(&it.meta) == Some(name))
}

/// Whether a slice written by hand stays. One that claims a controller's label is none of that controller's own making: the
/// endpointslice controller deletes it for a Service it looks after, the mirroring controller replaces it in any case.
fn survives(slice: &EndpointSlice, reconciled: &BTreeSet<FullName<'_>>) -> bool {
    let Some(name) = slice.meta.labels.get(SERVICE_NAME) else {
        return true;
    };
    match slice.meta.labels.get(MANAGED_BY).map(|it| &**it) {
        Some(SLICE_CONTROLLER) => !reconciled.contains(&(&slice.meta.namespace, name)),
        Some(MIRRORING_CONTROLLER) => false,
        _ => true,
    }
}

/// How much of `generateName` the API server keeps: with five made-up characters 63 in all.
const MAX_GENERATED_BASE: usize = 58;

/// Orders the slices of a Service by address type and ports, and names them.
fn numbered(mut slices: Vec<EndpointSlice>) -> Vec<EndpointSlice> {
    slices.sort_by_cached_key(port_hash::order);
    for (slice, number) in slices.iter_mut().zip(1..) {
        let base = slice.generate_name.as_deref().unwrap_or_default();
        let base: String = base.chars().take(MAX_GENERATED_BASE).collect();
        slice.meta.name = format!("{base}{number:05}").into();
    }
    slices
}

#[cfg(test)]
mod tests;
