//! The Warning headers that come with an object that was created.

mod pod;
mod service;

use super::validation::{dns_label, ip_warning, name_of};
use crate::Value;
use crate::field::Path;

/// What the server warns of, in order.
pub(crate) fn of(kind: &str, object: &Value) -> Vec<String> {
    match kind {
        "Service" => service::warnings(object),
        "Pod" => pod::pod(object),
        "Endpoints" => endpoints(object),
        "EndpointSlice" => slice(object),
        "Deployment" | "ReplicaSet" | "StatefulSet" | "DaemonSet" | "ReplicationController" => {
            pod::template(kind, object)
        }
        _ => Vec::new(),
    }
}

/// `endpointsStrategy.WarningsOnCreate`
fn endpoints(object: &Value) -> Vec<String> {
    let mut warnings =
        vec!["v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice".into()];
    let subsets = Path::new("subsets");
    for (at, subset) in object.list("subsets").iter().enumerate() {
        let path = subsets.index(at);
        for list in ["addresses", "notReadyAddresses"] {
            for (at, address) in subset.list(list).iter().enumerate() {
                let path = path.child(list);
                let path = path.index(at);
                warnings.extend(ip_warning(path.child("ip"), address.text("ip")));
            }
        }
    }
    warnings
}

/// `endpointSliceStrategy.WarningsOnCreate`
fn slice(object: &Value) -> Vec<String> {
    let mut warnings = Vec::new();
    if object.text("addressType") == "FQDN" {
        warnings.push("spec.addressType: FQDN endpoints are deprecated".into());
    }
    let manager = object.at([
        "metadata",
        "labels",
        "endpointslice.kubernetes.io/managed-by",
    ]);
    // The controllers write tidy addresses.
    let controllers = [
        "endpointslice-controller.k8s.io",
        "endpointslicemirroring-controller.k8s.io",
    ];
    if manager
        .and_then(Value::as_str)
        .is_some_and(|name| controllers.contains(&name))
    {
        return warnings;
    }
    let endpoints = Path::new("endpoints");
    for (at, endpoint) in object.list("endpoints").iter().enumerate() {
        let path = endpoints.index(at);
        let path = path.child("addresses");
        for (at, address) in endpoint.texts("addresses").enumerate() {
            warnings.extend(ip_warning(path.index(at), address));
        }
    }
    warnings
}

/// A name that becomes part of a hostname should be a DNS label.
fn hostname_warning(object: &Value, place: &str) -> Option<String> {
    let wrong = dns_label(&name_of(object.part("metadata")));
    (!wrong.is_empty()).then(|| {
        let wrong = wrong.join(" ");
        format!(
            "metadata.name: this is used in {place}, which can result in surprising behavior; a DNS label is recommended: [{wrong}]"
        )
    })
}
