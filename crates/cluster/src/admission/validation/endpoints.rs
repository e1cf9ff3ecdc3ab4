//! Endpoints: `ValidateEndpoints` of `pkg/apis/core/validation`.

use super::meta::{self, NameRule};
use super::service::app_protocol;
use super::{Errors, ips, names};
use crate::Value;
use crate::field::Path;
use crate::schema::values::PROTOCOLS;

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

#[cfg(test)]
mod tests {
    use crate::admission::create::testing::refused;

    fn errors(subset: &str) -> Vec<String> {
        let json = format!(r#"{{"metadata": {{"name": "a"}}, "subsets": [{subset}]}}"#);
        refused("Endpoints", &json)
    }

    #[test]
    fn a_subset_needs_addresses() {
        assert_eq!(
            errors("{}"),
            ["subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`"]
        );
        assert_eq!(
            errors(r#"{"notReadyAddresses": [{"ip": "10.0.0.1"}]}"#),
            [""; 0]
        );
    }

    #[test]
    fn an_address_is_judged_twice() {
        assert_eq!(
            errors(r#"{"addresses": [{"ip": "x", "nodeName": "N"}]}"#).len(),
            3
        );
        assert_eq!(
            errors(r#"{"addresses": [{"ip": "127.0.0.1", "hostname": "a.b"}]}"#),
            [
                r#"subsets[0].addresses[0].hostname: Invalid value: "a.b": must not contain dots"#,
                r#"subsets[0].addresses[0].ip: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)"#,
            ]
        );
    }

    #[test]
    fn several_ports_need_names() {
        assert_eq!(
            errors(
                r#"{"addresses": [{"ip": "10.0.0.1"}], "ports": [{"port": 0, "name": "a"}, {"port": 1}]}"#
            ),
            [
                "subsets[0].ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive",
                "subsets[0].ports[1].name: Required value",
            ]
        );
    }
}
