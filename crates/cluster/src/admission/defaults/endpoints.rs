use super::{default, items};
use crate::Value;

/// `SetDefaults_Endpoints`
pub(super) fn endpoints(object: &mut Value) {
    let Some(object) = object.as_map_mut() else {
        return;
    };
    for subset in items(object, "subsets") {
        for port in items(subset, "ports") {
            default(port, "protocol", "TCP");
        }
    }
}

/// `SetDefaults_EndpointPort` of `discovery/v1`, and `dropTopologyOnV1`: the deprecated topology tells the node, and goes.
pub(super) fn slice(object: &mut Value) {
    let Some(object) = object.as_map_mut() else {
        return;
    };
    for port in items(object, "ports") {
        default(port, "name", "");
        default(port, "protocol", "TCP");
    }
    for endpoint in items(object, "endpoints") {
        let topology = endpoint.remove("deprecatedTopology");
        let host = topology
            .as_ref()
            .and_then(|topology| topology.get("kubernetes.io/hostname"));
        if let Some(Value::String(node)) = host
            && !node.is_empty()
        {
            default(endpoint, "nodeName", node.clone());
        }
    }
    // No list is null, not empty.
    for list in ["endpoints", "ports"] {
        if object.get(list).is_none_or(|list| list.items().is_empty()) {
            object.insert(list, Value::Null);
        }
    }
}
