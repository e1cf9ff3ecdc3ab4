//! The endpointslicemirroring controller: Endpoints written by hand for a Service without a selector to EndpointSlices.

use super::slices::by_address;
use super::{MANAGED_BY, MIRRORING_CONTROLLER, SERVICE_NAME, port_hash};
use crate::Str;
use crate::api::{
    AddressType, EndpointAddress, EndpointConditions, EndpointPort, EndpointSlice, Endpoints,
    IpFamily, Labels, ObjectMeta, ObjectName, ObjectReference, Service, SliceEndpoint,
};

/// How many addresses of a subset are mirrored (`--mirroring-max-endpoints-per-subset`).
const MAX_ENDPOINTS: usize = 1000;

/// Annotations that are not copied.
const LEFT_OUT: [&str; 2] = [
    "endpoints.kubernetes.io/last-change-trigger-time",
    "kubectl.kubernetes.io/last-applied-configuration",
];

/// The slices that mirror `endpoints` for `service`, not yet named: one for each set of ports and family.
pub(super) fn slices(service: &Service, endpoints: &Endpoints) -> Vec<EndpointSlice> {
    if !is_mirrored(endpoints) {
        return Vec::new();
    }
    let mut slices: Vec<EndpointSlice> = Vec::new();
    for subset in &endpoints.subsets {
        let ports = ports(&subset.ports);
        let ready = subset.addresses.iter().map(|address| (address, true));
        let not_ready = subset
            .not_ready_addresses
            .iter()
            .map(|address| (address, false));
        let valid = ready
            .chain(not_ready)
            .filter_map(|(address, ready)| endpoint(address, ready));
        for (family, endpoint) in valid.take(MAX_ENDPOINTS) {
            let address_type = AddressType::Ip(family);
            let at = slices
                .iter()
                .position(|slice| slice.address_type == address_type && slice.ports == ports);
            let at = at.unwrap_or_else(|| {
                slices.push(slice(service, endpoints, address_type, ports.clone()));
                slices.len() - 1
            });
            if let Some(slice) = slices.get_mut(at) {
                add(slice, endpoint);
            }
        }
    }
    for slice in &mut slices {
        slice.endpoints.sort_by_cached_key(by_address);
    }
    slices
}

/// `shouldMirror`
fn is_mirrored(endpoints: &Endpoints) -> bool {
    let skip = endpoints
        .meta
        .labels
        .get("endpointslice.kubernetes.io/skip-mirror");
    let leader = "control-plane.alpha.kubernetes.io/leader";
    skip.map(|it| &**it) != Some("true") && !endpoints.meta.annotations.contains_key(leader)
}

/// Adds an endpoint; one with the same address, hostname and target is there once, as it was last told.
fn add(slice: &mut EndpointSlice, endpoint: SliceEndpoint) {
    let same = |other: &SliceEndpoint| {
        let name = |it: &SliceEndpoint| it.target.as_ref().map(|target| target.name.clone());
        other.addresses == endpoint.addresses
            && other.hostname == endpoint.hostname
            && name(other) == name(&endpoint)
    };
    match slice.endpoints.iter().position(same) {
        Some(at) => {
            if let Some(slot) = slice.endpoints.get_mut(at) {
                *slot = endpoint;
            }
        }
        None if slice.endpoints.len() < MAX_ENDPOINTS => slice.endpoints.push(endpoint),
        None => {}
    }
}

fn ports(ports: &[EndpointPort]) -> Option<Vec<EndpointPort>> {
    let mut ports: Vec<EndpointPort> = ports
        .iter()
        .map(|port| EndpointPort {
            name: Some(port.name.clone().unwrap_or_default()),
            ..port.clone()
        })
        .collect();
    port_hash::sort_slice_ports(&mut ports);
    (!ports.is_empty()).then_some(ports)
}

/// `addressToEndpoint`; none for what is no IP address.
fn endpoint(address: &EndpointAddress, ready: bool) -> Option<(IpFamily, SliceEndpoint)> {
    let ip: std::net::IpAddr = address.ip.parse().ok()?;
    let ip = ip.to_canonical();
    let endpoint = SliceEndpoint {
        addresses: vec![ip.to_string().into()],
        conditions: EndpointConditions {
            ready: Some(ready),
            ..EndpointConditions::default()
        },
        hostname: address.hostname.clone(),
        node: address.node.clone(),
        target: address.target.clone(),
        ..SliceEndpoint::default()
    };
    Some((IpFamily::of(ip), endpoint))
}

fn slice(
    service: &Service,
    endpoints: &Endpoints,
    address_type: AddressType,
    ports: Option<Vec<EndpointPort>>,
) -> EndpointSlice {
    let name = &endpoints.meta.name;
    let mut labels = endpoints.meta.labels.clone();
    labels.insert(SERVICE_NAME.into(), name.clone());
    labels.insert(MANAGED_BY.into(), MIRRORING_CONTROLLER.into());
    let annotations: Labels = endpoints
        .meta
        .annotations
        .iter()
        .filter(|(key, _)| !LEFT_OUT.contains(&&***key))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    EndpointSlice {
        id: None,
        made_for: Some(service.id),
        meta: ObjectMeta {
            namespace: endpoints.meta.namespace.clone(),
            labels,
            annotations,
            ..ObjectMeta::default()
        },
        generate_name: Some(format!("{name}-").into()),
        owner: Some(ObjectReference {
            api_version: "v1".into(),
            kind: "Endpoints".into(),
            name: ObjectName {
                namespace: Str::default(),
                name: name.clone(),
            },
            ..ObjectReference::default()
        }),
        address_type,
        endpoints: Vec::new(),
        ports,
    }
}
