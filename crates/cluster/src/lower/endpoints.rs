//! Endpoints and EndpointSlices written by hand.

use super::read;
use crate::api::{
    AddressType, EndpointAddress, EndpointConditions, EndpointPort, EndpointSlice, EndpointSubset,
    Endpoints, Hints, IpFamily, ObjectName, ObjectReference, Protocol, SliceEndpoint,
};
use crate::manifest::ObjectId;
use crate::{Str, Value};

/// An Endpoints object.
pub(super) fn endpoints(id: ObjectId, object: &Value, deleting: bool) -> Endpoints {
    Endpoints {
        id: Some(id),
        made_for: None,
        meta: read::meta(object, deleting),
        subsets: read::items(object.get("subsets"))
            .iter()
            .map(subset)
            .collect(),
    }
}

fn subset(subset: &Value) -> EndpointSubset {
    let addresses = |key| read::items(subset.get(key)).iter().map(address).collect();
    EndpointSubset {
        addresses: addresses("addresses"),
        not_ready_addresses: addresses("notReadyAddresses"),
        ports: read::items(subset.get("ports")).iter().map(port).collect(),
    }
}

fn address(address: &Value) -> EndpointAddress {
    EndpointAddress {
        ip: read::text(address.get("ip")).unwrap_or_default(),
        hostname: read::text(address.get("hostname")),
        node: read::text(address.get("nodeName")),
        target: address.get("targetRef").and_then(reference),
    }
}

fn port(port: &Value) -> EndpointPort {
    EndpointPort {
        // A slice's name may be an empty text; Endpoints drop it.
        name: port.get("name").and_then(Value::as_str).map(Str::from),
        port: read::port(port.get("port")),
        protocol: read::word(port.get("protocol"), Protocol::from_word),
        app_protocol: read::text(port.get("appProtocol")),
    }
}

fn reference(reference: &Value) -> Option<ObjectReference> {
    reference.as_map()?;
    let field = |key| read::text(reference.get(key)).unwrap_or_default();
    Some(ObjectReference {
        api_version: field("apiVersion"),
        kind: field("kind"),
        name: ObjectName {
            namespace: field("namespace"),
            name: field("name"),
        },
        uid: read::text(reference.get("uid")),
        resource_version: read::text(reference.get("resourceVersion")),
        field_path: read::text(reference.get("fieldPath")),
    })
}

/// An EndpointSlice.
pub(super) fn slice(id: ObjectId, object: &Value, deleting: bool) -> EndpointSlice {
    let metadata = |key| object.at(["metadata", key]);
    EndpointSlice {
        id: Some(id),
        made_for: None,
        meta: read::meta(object, deleting),
        generate_name: read::text(metadata("generateName")),
        owner: read::items(metadata("ownerReferences"))
            .first()
            .and_then(reference),
        address_type: match object.get("addressType").and_then(Value::as_str) {
            Some("IPv6") => AddressType::Ip(IpFamily::V6),
            Some("FQDN") => AddressType::Fqdn,
            _ => AddressType::Ip(IpFamily::V4),
        },
        endpoints: read::items(object.get("endpoints"))
            .iter()
            .map(endpoint)
            .collect(),
        ports: match read::items(object.get("ports")) {
            [] => None,
            ports => Some(ports.iter().map(port).collect()),
        },
    }
}

fn endpoint(endpoint: &Value) -> SliceEndpoint {
    let condition = |key| endpoint.at(["conditions", key]).and_then(Value::as_bool);
    SliceEndpoint {
        addresses: read::items(endpoint.get("addresses"))
            .iter()
            .filter_map(|address| read::text(Some(address)))
            .collect(),
        conditions: EndpointConditions {
            ready: condition("ready"),
            serving: condition("serving"),
            terminating: condition("terminating"),
        },
        hostname: read::text(endpoint.get("hostname")),
        node: read::text(endpoint.get("nodeName")),
        zone: read::text(endpoint.get("zone")),
        hints: endpoint.get("hints").and_then(hints),
        target: endpoint.get("targetRef").and_then(reference),
        deprecated_topology: read::labels(endpoint.get("deprecatedTopology")),
    }
}

fn hints(hints: &Value) -> Option<Hints> {
    hints.as_map()?;
    let names = |key| {
        read::items(hints.get(key))
            .iter()
            .filter_map(|hint| read::text(hint.get("name")))
            .collect()
    };
    Some(Hints {
        zones: names("forZones"),
        nodes: names("forNodes"),
    })
}
