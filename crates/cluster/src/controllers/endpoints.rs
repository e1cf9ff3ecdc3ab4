//! The endpoints controller (`pkg/controller/endpoint`): a Service with a selector to Endpoints.

use std::collections::BTreeMap;

use super::members;
use super::{HEADLESS, port_hash};
use crate::Str;
use crate::api::IpFamily;
use crate::api::{
    EndpointAddress, EndpointPort, EndpointSubset, Endpoints, Labels, ObjectMeta, ObjectReference,
    Pod, Service,
};
use crate::selection::PodIndex;

/// How many addresses an Endpoints object holds at most.
const MAX_ADDRESSES: usize = 1000;

const OVER_CAPACITY: &str = "endpoints.kubernetes.io/over-capacity";

/// The Endpoints of `service`. Of one that a person wrote `before` only the annotations stay.
pub(super) fn endpoints<'a>(
    service: &'a Service,
    pods: &PodIndex<'a>,
    before: Option<&Endpoints>,
) -> Endpoints {
    let mut subsets = subsets(service, pods);
    let mut annotations = before
        .map(|it| it.meta.annotations.clone())
        .unwrap_or_default();
    if truncate(&mut subsets) {
        annotations.insert(OVER_CAPACITY.into(), "truncated".into());
    } else {
        annotations.remove(OVER_CAPACITY);
    }
    Endpoints {
        id: None,
        made_for: Some(service.id),
        meta: ObjectMeta {
            name: service.meta.name.clone(),
            namespace: service.meta.namespace.clone(),
            labels: labels(service),
            annotations,
            deleting: false,
        },
        subsets,
    }
}

fn labels(service: &Service) -> Labels {
    let mut labels = service.meta.labels.clone();
    if members::has_cluster_ip(service) {
        labels.remove(HEADLESS);
    } else {
        labels.insert(HEADLESS.into(), Str::default());
    }
    let managed_by = "endpoints.kubernetes.io/managed-by";
    labels.insert(managed_by.into(), "endpoint-controller".into());
    labels
}

/// An address and whether it is ready, for one port.
type Offer = (usize, bool);

/// Packs addresses that offer the same ports together (`RepackSubsets`).
fn subsets<'a>(service: &'a Service, pods: &PodIndex<'a>) -> Vec<EndpointSubset> {
    let tolerate = service.publish_not_ready_addresses;
    let mut addresses: Vec<EndpointAddress> = Vec::new();
    let mut offers: Vec<(Option<EndpointPort>, Vec<Offer>)> = Vec::new();
    for (_, pod) in pods
        .picked_by(service)
        .filter(|(_, pod)| members::may_be_endpoint(pod, tolerate))
    {
        let Some(address) = address(service, pod) else {
            continue;
        };
        let at = addresses.len();
        addresses.push(address);
        let ready = tolerate || pod.ready;
        for port in ports(service, pod) {
            match offers.iter_mut().find(|(other, _)| *other == port) {
                Some((_, offer)) => offer.push((at, ready)),
                None => offers.push((port, vec![(at, ready)])),
            }
        }
    }
    let mut sets: BTreeMap<Vec<Offer>, Vec<EndpointPort>> = BTreeMap::new();
    for (port, offer) in offers {
        sets.entry(offer).or_default().extend(port);
    }
    // Document order of the first address; where upstream hashes in UIDs, any order is as true.
    sets.into_iter()
        .map(|(offers, ports)| subset(&addresses, &offers, ports))
        .collect()
}

fn subset(
    addresses: &[EndpointAddress],
    offers: &[Offer],
    mut ports: Vec<EndpointPort>,
) -> EndpointSubset {
    port_hash::sort_subset_ports(&mut ports);
    let chosen = |wanted: bool| -> Vec<EndpointAddress> {
        let mut chosen: Vec<EndpointAddress> = offers
            .iter()
            .filter(|(_, ready)| *ready == wanted)
            .filter_map(|&(at, _)| addresses.get(at).cloned())
            .collect();
        // Byte order of the text: 10.244.0.10 before 10.244.0.9.
        chosen.sort_by(|a, b| a.ip.cmp(&b.ip));
        chosen
    };
    EndpointSubset {
        addresses: chosen(true),
        not_ready_addresses: chosen(false),
        ports,
    }
}

/// The ports that `pod` offers. A headless Service needs none and then offers the bare address.
fn ports(service: &Service, pod: &Pod) -> Vec<Option<EndpointPort>> {
    if service.ports.is_empty() && service.headless {
        return vec![None];
    }
    let mut ports: Vec<Option<EndpointPort>> = Vec::new();
    for port in &service.ports {
        let Some(number) = members::find_port(pod, port) else {
            continue;
        };
        let port = Some(EndpointPort {
            name: (!port.name.is_empty()).then(|| port.name.clone()),
            port: Some(number),
            protocol: port.protocol,
            app_protocol: port.app_protocol.clone(),
        });
        if !ports.contains(&port) {
            ports.push(port);
        }
    }
    ports
}

/// `podToEndpointAddressForService`: the Pod's first address of the Service's first family.
fn address(service: &Service, pod: &Pod) -> Option<EndpointAddress> {
    let family = members::families(service).first().copied()?;
    let ip = pod.ips.iter().find(|&&ip| IpFamily::of(ip) == family)?;
    Some(EndpointAddress {
        ip: ip.to_string().into(),
        hostname: members::hostname(pod, service),
        node: (!pod.node.is_empty()).then(|| pod.node.clone()),
        target: Some(ObjectReference {
            kind: "Pod".into(),
            name: pod.meta.object_name(),
            ..ObjectReference::default()
        }),
    })
}

/// Cuts the addresses down to the limit, ready ones first, each subset by its share (`truncateEndpoints`).
fn truncate(subsets: &mut [EndpointSubset]) -> bool {
    let ready: usize = subsets.iter().map(|subset| subset.addresses.len()).sum();
    let not_ready: usize = subsets
        .iter()
        .map(|subset| subset.not_ready_addresses.len())
        .sum();
    if ready + not_ready <= MAX_ADDRESSES {
        return false;
    }
    let cut_ready = ready > MAX_ADDRESSES;
    let (room, total) = if cut_ready {
        (MAX_ADDRESSES, ready)
    } else {
        (MAX_ADDRESSES - ready, not_ready)
    };
    let mut left = room;
    for subset in subsets {
        let list = if cut_ready {
            subset.not_ready_addresses.clear();
            &mut subset.addresses
        } else {
            &mut subset.not_ready_addresses
        };
        let share = (list.len() * room).div_ceil(total.max(1)).min(left);
        list.truncate(share);
        left -= list.len();
    }
    true
}
