//! The endpointslicemirroring controller: Endpoints written by hand for a Service without a selector to EndpointSlices.

use std::collections::BTreeMap;

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
    let mut mirrors: Vec<Mirror> = Vec::new();
    for subset in &endpoints.subsets {
        let ports = ports(&subset.ports);
        let ready = subset.addresses.iter().map(|it| (it, true));
        let not_ready = subset.not_ready_addresses.iter().map(|it| (it, false));
        let all = ready.chain(not_ready);
        let valid = all.filter_map(|(address, ready)| endpoint(address, ready));
        for (family, endpoint) in valid.take(MAX_ENDPOINTS) {
            let address_type = AddressType::Ip(family);
            let same =
                |it: &Mirror| it.slice.address_type == address_type && it.slice.ports == ports;
            let at = mirrors.iter().position(same).unwrap_or_else(|| {
                let slice = slice(service, endpoints, address_type, ports.clone());
                mirrors.push(Mirror::new(slice));
                mirrors.len() - 1
            });
            if let Some(mirror) = mirrors.get_mut(at) {
                mirror.add(endpoint);
            }
        }
    }
    mirrors.into_iter().map(Mirror::into_slice).collect()
}

/// A slice that is being filled.
struct Mirror {
    slice: EndpointSlice,
    /// Where in the slice an endpoint stands.
    places: BTreeMap<Identity, usize>,
}

/// Address, hostname and target: an endpoint with the same is there once.
type Identity = (Vec<Str>, Option<Str>, Option<ObjectName>);

impl Mirror {
    const fn new(slice: EndpointSlice) -> Self {
        Self {
            slice,
            places: BTreeMap::new(),
        }
    }

    /// Adds an endpoint, as it is told last; what does not fit is left out.
    fn add(&mut self, endpoint: SliceEndpoint) {
        let target = endpoint.target.as_ref().map(|target| target.name.clone());
        let identity = (
            endpoint.addresses.clone(),
            endpoint.hostname.clone(),
            target,
        );
        let at = match self.places.get(&identity) {
            Some(&at) => at,
            None => self.slice.endpoints.len(),
        };
        match self.slice.endpoints.get_mut(at) {
            Some(slot) => *slot = endpoint,
            None if at < MAX_ENDPOINTS => {
                self.places.insert(identity, at);
                self.slice.endpoints.push(endpoint);
            }
            None => {}
        }
    }

    fn into_slice(mut self) -> EndpointSlice {
        self.slice.endpoints.sort_by_cached_key(by_address);
        self.slice
    }
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
