//! Endpoints: `ValidateEndpoints` of `pkg/apis/core/validation`.

use super::meta::{self, NameRule};
use super::service::{PROTOCOLS, app_protocol};
use super::{Errors, ips, names};
use crate::Value;
use crate::field::Path;

/// Everything that is wrong with an Endpoints object.
pub(super) fn validate(errors: &mut Errors, object: &Value) {
    meta::object_meta(errors, object, true, NameRule::DnsSubdomain);
    let subsets = Path::new("subsets");
    for (at, subset) in object.list("subsets").iter().enumerate() {
        let path = subsets.index(at);
        let lists = ["addresses", "notReadyAddresses"];
        if lists.iter().all(|list| subset.list(list).is_empty()) {
            errors.required(path, "must specify `addresses` or `notReadyAddresses`");
        }
        for list in lists {
            for (at, item) in subset.list(list).iter().enumerate() {
                address(errors, path.child(list).index(at), item);
            }
        }
        let ports = subset.list("ports");
        for (at, item) in ports.iter().enumerate() {
            port(errors, path.child("ports").index(at), item, ports.len() > 1);
        }
    }
}

fn address(errors: &mut Errors, path: Path<'_>, address: &Value) {
    let ip = address.text("ip");
    errors.extend(ips::valid_ip(path.child("ip"), ip));
    let hostname = address.text("hostname");
    if !hostname.is_empty() {
        errors.messages(path.child("hostname"), hostname, names::dns_label(hostname));
    }
    if let Some(node) = address.get("nodeName").and_then(Value::as_str) {
        errors.messages(path.child("nodeName"), node, names::dns_subdomain(node));
    }
    errors.extend(ips::non_special_ip(path.child("ip"), ip));
}

fn port(errors: &mut Errors, path: Path<'_>, port: &Value, name_required: bool) {
    match port.text("name") {
        "" if name_required => errors.required(path.child("name"), ""),
        "" => {}
        name => errors.messages(path.child("name"), name, names::dns_label(name)),
    }
    let number = port.int("port");
    errors.messages(path.child("port"), number, names::port_number(number));
    errors.one_of(path.child("protocol"), port.text("protocol"), &PROTOCOLS);
    app_protocol(errors, path, port);
}
