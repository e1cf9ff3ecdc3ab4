//! Endpoints and EndpointSlices as the API server would return them.

use super::{
    AddressType, EndpointAddress, EndpointPort, EndpointSlice, EndpointSubset, Endpoints, Labels,
    ObjectMeta, ObjectReference, SliceEndpoint,
};
use crate::{Map, Str, Value};

impl Endpoints {
    /// The object as JSON, without what a server adds at random: `uid`, `resourceVersion`, times.
    pub fn to_value(&self) -> Value {
        let mut object = header("v1", "Endpoints");
        object.insert("metadata", metadata(&self.meta));
        let subsets: Vec<Value> = self.subsets.iter().map(subset).collect();
        if !subsets.is_empty() {
            object.insert("subsets", subsets);
        }
        object.into()
    }
}

impl EndpointSlice {
    /// The object as JSON, without what a server adds at random: `uid`, `resourceVersion`, times.
    pub fn to_value(&self) -> Value {
        let mut object = header("discovery.k8s.io/v1", "EndpointSlice");
        let mut metadata = metadata(&self.meta);
        set(&mut metadata, "generateName", self.generate_name.as_ref());
        if let Some(owner) = &self.owner {
            let mut reference = Map::new();
            reference.insert("apiVersion", owner.api_version.clone());
            reference.insert("blockOwnerDeletion", true);
            reference.insert("controller", true);
            reference.insert("kind", owner.kind.clone());
            reference.insert("name", owner.name.name.clone());
            set(&mut reference, "uid", owner.uid.as_ref());
            metadata.insert("ownerReferences", vec![reference.into()]);
        }
        object.insert("metadata", metadata);
        let address_type = match self.address_type {
            AddressType::Ip(family) => family.as_str(),
            AddressType::Fqdn => "FQDN",
        };
        object.insert("addressType", address_type);
        let endpoints: Vec<Value> = self.endpoints.iter().map(endpoint).collect();
        object.insert("endpoints", list_or_null(endpoints));
        let ports: Vec<Value> = self.ports.iter().flatten().map(port).collect();
        object.insert("ports", list_or_null(ports));
        object.into()
    }
}

fn header(api_version: &'static str, kind: &'static str) -> Map {
    let mut object = Map::new();
    object.insert("apiVersion", api_version);
    object.insert("kind", kind);
    object
}

fn metadata(meta: &ObjectMeta) -> Map {
    let mut metadata = Map::new();
    set_labels(&mut metadata, "annotations", &meta.annotations);
    set_labels(&mut metadata, "labels", &meta.labels);
    metadata.insert("name", meta.name.clone());
    metadata.insert("namespace", meta.namespace.clone());
    metadata
}

/// The server's storage does not tell an empty list from none.
fn list_or_null(items: Vec<Value>) -> Value {
    if items.is_empty() {
        Value::Null
    } else {
        Value::List(items)
    }
}

fn set(map: &mut Map, key: &'static str, text: Option<&Str>) {
    if let Some(text) = text {
        map.insert(key, text.clone());
    }
}

fn set_labels(map: &mut Map, key: &'static str, labels: &Labels) {
    if !labels.is_empty() {
        let labels = labels
            .iter()
            .map(|(key, value)| (key.clone(), value.clone().into()));
        map.insert(key, labels.collect::<Map>());
    }
}

fn subset(subset: &EndpointSubset) -> Value {
    let mut map = Map::new();
    let lists = [
        (
            "addresses",
            subset.addresses.iter().map(address).collect::<Vec<Value>>(),
        ),
        (
            "notReadyAddresses",
            subset.not_ready_addresses.iter().map(address).collect(),
        ),
        ("ports", subset.ports.iter().map(port).collect()),
    ];
    for (key, items) in lists {
        if !items.is_empty() {
            map.insert(key, items);
        }
    }
    map.into()
}

fn address(address: &EndpointAddress) -> Value {
    let mut map = Map::new();
    set(&mut map, "hostname", address.hostname.as_ref());
    map.insert("ip", address.ip.clone());
    set(&mut map, "nodeName", address.node.as_ref());
    if let Some(target) = &address.target {
        map.insert("targetRef", reference(target));
    }
    map.into()
}

fn port(port: &EndpointPort) -> Value {
    let mut map = Map::new();
    set(&mut map, "appProtocol", port.app_protocol.as_ref());
    set(&mut map, "name", port.name.as_ref());
    if let Some(number) = port.port {
        map.insert("port", i64::from(number));
    }
    map.insert("protocol", port.protocol.as_str());
    map.into()
}

fn reference(target: &ObjectReference) -> Value {
    let mut map = Map::new();
    for (key, text) in [
        ("apiVersion", &target.api_version),
        ("kind", &target.kind),
        ("name", &target.name.name),
        ("namespace", &target.name.namespace),
    ] {
        set(&mut map, key, Some(text).filter(|text| !text.is_empty()));
    }
    set(&mut map, "fieldPath", target.field_path.as_ref());
    set(
        &mut map,
        "resourceVersion",
        target.resource_version.as_ref(),
    );
    set(&mut map, "uid", target.uid.as_ref());
    map.into()
}

fn endpoint(endpoint: &SliceEndpoint) -> Value {
    let mut map = Map::new();
    let addresses: Vec<Value> = endpoint
        .addresses
        .iter()
        .cloned()
        .map(Value::from)
        .collect();
    map.insert("addresses", addresses);
    let mut conditions = Map::new();
    for (key, value) in [
        ("ready", endpoint.conditions.ready),
        ("serving", endpoint.conditions.serving),
        ("terminating", endpoint.conditions.terminating),
    ] {
        if let Some(value) = value {
            conditions.insert(key, value);
        }
    }
    map.insert("conditions", conditions);
    set_labels(
        &mut map,
        "deprecatedTopology",
        &endpoint.deprecated_topology,
    );
    if let Some(hints) = &endpoint.hints {
        let mut of_hints = Map::new();
        for (key, names) in [("forNodes", &hints.nodes), ("forZones", &hints.zones)] {
            if !names.is_empty() {
                of_hints.insert(key, names.iter().map(named).collect::<Vec<Value>>());
            }
        }
        map.insert("hints", of_hints);
    }
    set(&mut map, "hostname", endpoint.hostname.as_ref());
    set(&mut map, "nodeName", endpoint.node.as_ref());
    if let Some(target) = &endpoint.target {
        map.insert("targetRef", reference(target));
    }
    set(&mut map, "zone", endpoint.zone.as_ref());
    map.into()
}

fn named(name: &Str) -> Value {
    let mut map = Map::new();
    map.insert("name", name.clone());
    map.into()
}
