//! What nearly fits: Pods that no Service selects, Endpoints that no Service claims.

use std::collections::BTreeMap;

use super::{LabelDifference, NearMiss, Orphan, OrphanAddress, UnmatchedPod};
use crate::api::{EndpointPort, EndpointSlice, Endpoints, Labels, ObjectName, Pod};
use crate::selection::selector_of;
use crate::{Cluster, Str};

/// So many pairs of Pod and Service are compared at most; Pods with equal labels count once.
const BUDGET: usize = 50_000;

/// The Pods that are not `claimed`, each with the Service that it misses by the least.
pub(super) fn unmatched(cluster: &Cluster, claimed: &[bool]) -> Vec<UnmatchedPod> {
    let mut budget = BUDGET;
    let mut known: BTreeMap<(&str, &Labels), Option<NearMiss>> = BTreeMap::new();
    let free = cluster
        .pods
        .iter()
        .enumerate()
        .zip(claimed)
        .filter(|(_, claimed)| !**claimed);
    free.map(|((at, pod), _)| UnmatchedPod {
        pod: at,
        nearest: known
            .entry((&pod.meta.namespace, &pod.meta.labels))
            .or_insert_with(|| nearest(cluster, pod, &mut budget))
            .clone(),
    })
    .collect()
}

/// How far a Pod is from a selector; less is nearer. The Pods of the Service's own namespace come first, then the fewest differences.
type Distance = (bool, usize, usize, usize);

fn nearest(cluster: &Cluster, pod: &Pod, budget: &mut usize) -> Option<NearMiss> {
    let mut best: Option<(Distance, NearMiss)> = None;
    let mut in_namespace = 0;
    for (at, service) in cluster.services.iter().enumerate() {
        let Some(selector) = selector_of(service) else {
            continue;
        };
        *budget = budget.checked_sub(1)?;
        let other_namespace = service.meta.namespace != pod.meta.namespace;
        in_namespace += usize::from(!other_namespace);
        let differences = differences(selector, &pod.meta.labels);
        let slips = differences
            .iter()
            .filter(|difference| difference.alike.is_some())
            .count();
        let fitting = selector.len() - differences.len();
        let close = slips == differences.len() || fitting > 0;
        // Across namespaces only a full fit tells anything; `differences` is never empty in the Pod's own.
        if other_namespace && !differences.is_empty() {
            continue;
        }
        let distance = (
            !close,
            differences.len() - slips,
            differences.len(),
            usize::MAX - fitting,
        );
        if best.as_ref().is_none_or(|(least, _)| distance < *least) {
            let miss = NearMiss {
                service: at,
                differences,
                other_namespace,
                close,
            };
            best = Some((distance, miss));
        }
    }
    // Where nothing is close, the only Service there is still worth naming, and of several none.
    best.map(|(_, miss)| miss)
        .filter(|miss| miss.close || in_namespace == 1)
}

/// What `selector` wants and `labels` lack or have otherwise.
fn differences(selector: &Labels, labels: &Labels) -> Vec<LabelDifference> {
    let unmet = selector
        .iter()
        .filter(|(key, value)| labels.get(*key) != Some(*value));
    unmet
        .map(|(key, wanted)| {
            let found = labels.get(key);
            let own = found
                .filter(|value| is_slip(wanted, value))
                .map(|value| (key, value));
            let other = || {
                labels.iter().find(|(other, value)| {
                    let key_slip =
                        is_slip(key, other) && (*value == wanted || is_slip(wanted, value));
                    // The same value under a key that the selector does not use: run=web for app=web.
                    let other_key = *value == wanted && !selector.contains_key(*other);
                    key_slip || other_key
                })
            };
            let alike = own.or_else(|| if found.is_none() { other() } else { None });
            LabelDifference {
                key: key.clone(),
                wanted: wanted.clone(),
                found: found.cloned(),
                alike: alike.map(|(key, value)| (key.clone(), value.clone())),
            }
        })
        .collect()
}

/// Whether `found` looks like a slip of a hand that meant `wanted`: another case, or a letter or two. A different number is none:
/// `v1` and `v2` are both meant.
fn is_slip(wanted: &str, found: &str) -> bool {
    if wanted == found {
        return false;
    }
    if wanted.eq_ignore_ascii_case(found) {
        return true;
    }
    let letters = |text: &str| text.replace(|c: char| c.is_ascii_digit(), "");
    let numbered = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    if numbered(wanted) && numbered(found) && letters(wanted) == letters(found) {
        return false;
    }
    let shorter = wanted.len().min(found.len());
    let allowed = match shorter {
        0..=2 => return false,
        3..=5 => 1,
        _ => 2,
    };
    // Lengths bound the distance from below: most pairs need no table.
    wanted.len().abs_diff(found.len()) <= allowed && strsim::osa_distance(wanted, found) <= allowed
}

/// The Endpoints and EndpointSlices of the text that belong to no Service.
pub(super) fn orphans(cluster: &Cluster) -> Vec<Orphan> {
    let names: BTreeMap<ObjectName, usize> = cluster
        .services
        .iter()
        .enumerate()
        .map(|(at, service)| (service.meta.object_name(), at))
        .collect();
    let mut budget = BUDGET;
    let mut orphan = |object, wants: Option<ObjectName>, addresses| {
        if wants.as_ref().is_some_and(|name| names.contains_key(name)) {
            return None;
        }
        let nearest = wants
            .as_ref()
            .and_then(|name| similar(cluster, name, &mut budget));
        Some(Orphan {
            object,
            wants,
            addresses,
            nearest,
        })
    };
    let mut found = Vec::new();
    for endpoints in &cluster.endpoints {
        if let Some(object) = endpoints.id {
            let wants = Some(endpoints.meta.object_name());
            found.extend(orphan(object, wants, addresses_of(endpoints)));
        }
    }
    for slice in &cluster.slices {
        if let Some(object) = slice.id {
            found.extend(orphan(object, slice.service(), addresses_of_slice(slice)));
        }
    }
    found
}

/// The Service whose name `name` seems to mean.
fn similar(cluster: &Cluster, name: &ObjectName, budget: &mut usize) -> Option<usize> {
    let like = |service: &ObjectName| {
        let same = service.name == name.name;
        same || service.namespace == name.namespace && is_slip(&service.name, &name.name)
    };
    let at_most = (*budget).min(cluster.services.len());
    *budget -= at_most;
    cluster
        .services
        .iter()
        .take(at_most)
        .position(|service| like(&service.meta.object_name()))
}

fn addresses_of(endpoints: &Endpoints) -> Vec<OrphanAddress> {
    let subsets = endpoints.subsets.iter().flat_map(|subset| {
        let all = subset.addresses.iter().chain(&subset.not_ready_addresses);
        all.filter_map(|address| orphan_address(&address.ip, &subset.ports))
    });
    subsets.collect()
}

fn addresses_of_slice(slice: &EndpointSlice) -> Vec<OrphanAddress> {
    let ports = slice.ports.as_deref().unwrap_or_default();
    let first = slice
        .endpoints
        .iter()
        .filter_map(|endpoint| endpoint.addresses.first());
    first
        .filter_map(|address| orphan_address(address, ports))
        .collect()
}

fn orphan_address(address: &Str, ports: &[EndpointPort]) -> Option<OrphanAddress> {
    let numbered = |port: &EndpointPort| Some((port.port?, port.protocol));
    Some(OrphanAddress {
        address: address.parse().ok()?,
        ports: ports.iter().filter_map(numbered).collect(),
    })
}
