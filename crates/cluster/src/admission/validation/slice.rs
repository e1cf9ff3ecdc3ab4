//! EndpointSlices: `ValidateEndpointSlice` of `pkg/apis/discovery/validation`.

use std::collections::BTreeSet;

use super::meta::{self, NameRule};
use super::service::app_protocol;
use super::{Errors, ips, names};
use crate::Value;
use crate::field::Path;
use crate::schema::values::{ADDRESS_TYPES, PROTOCOLS};

const MAX_ENDPOINTS: usize = 1000;
const MAX_ADDRESSES: usize = 100;
const MAX_PORTS: usize = 20000;
const MAX_TOPOLOGY_LABELS: usize = 16;
const MAX_HINTS: usize = 8;

/// Everything that is wrong with an EndpointSlice.
pub(super) fn validate(errors: &mut Errors, object: &Value) {
    meta::object_meta(errors, object, true, NameRule::DnsSubdomain);
    let family = object.text("addressType");
    errors.one_of(Path::new("addressType"), family, &ADDRESS_TYPES);
    let list = Path::new("endpoints");
    let endpoints = object.list("endpoints");
    if endpoints.len() > MAX_ENDPOINTS {
        errors.too_many(list, endpoints.len(), MAX_ENDPOINTS);
    } else {
        for (at, item) in endpoints.iter().enumerate() {
            endpoint(errors, list.index(at), item, family);
        }
    }
    ports(errors, object);
}

fn endpoint(errors: &mut Errors, path: Path<'_>, endpoint: &Value, family: &str) {
    let addresses = path.child("addresses");
    match endpoint.list("addresses").len() {
        0 => errors.required(addresses, "must contain at least 1 address"),
        count if count > MAX_ADDRESSES => errors.too_many(addresses, count, MAX_ADDRESSES),
        _ => {}
    }
    for (at, text) in endpoint.texts("addresses").enumerate() {
        address(errors, addresses, at, text, family);
    }
    if let Some(node) = endpoint.get("nodeName").and_then(Value::as_str) {
        errors.messages(path.child("nodeName"), node, names::dns_subdomain(node));
    }
    let topology = path.child("deprecatedTopology");
    let labels = endpoint.entries("deprecatedTopology").len();
    if labels > MAX_TOPOLOGY_LABELS {
        errors.too_many(topology, labels, MAX_TOPOLOGY_LABELS);
    }
    meta::labels(errors, topology, endpoint, "deprecatedTopology");
    if let Some(hostname) = endpoint.get("hostname").and_then(Value::as_str) {
        errors.messages(path.child("hostname"), hostname, names::dns_label(hostname));
    }
    if let Some(wishes) = endpoint.get("hints") {
        hints(errors, path.child("hints"), wishes);
    }
}

fn address(errors: &mut Errors, list: Path<'_>, at: usize, text: &str, family: &str) {
    let path = list.index(at);
    if family == "FQDN" {
        fully_qualified(errors, path, text);
        return;
    }
    let wants_v6 = match family {
        "IPv4" => false,
        "IPv6" => true,
        _ => return,
    };
    let wrong = ips::valid_ip(path, text);
    if !wrong.is_empty() {
        errors.extend(wrong);
        return;
    }
    // The address of the other family is reported at the list.
    if text.contains(':') != wants_v6 {
        let detail = match wants_v6 {
            true => "must be an IPv6 address",
            false => "must be an IPv4 address",
        };
        errors.invalid(list, text, detail);
    }
    errors.extend(ips::non_special_ip(path, text));
}

/// `IsFullyQualifiedDomainName`
fn fully_qualified(errors: &mut Errors, path: Path<'_>, name: &str) {
    if name.is_empty() {
        errors.required(path, "");
        return;
    }
    let name = name.strip_suffix('.').unwrap_or(name);
    let wrong = names::dns_subdomain(name);
    if !wrong.is_empty() {
        errors.messages(path, name, wrong);
    } else if !name.contains('.') {
        let detail = "should be a domain with at least two segments separated by dots";
        errors.invalid(path, name, detail);
    } else {
        for label in name.split('.') {
            errors.messages(path, label, names::dns_label(label));
        }
    }
}

/// `validateHints`
fn hints(errors: &mut Errors, path: Path<'_>, hints: &Value) {
    let rules = [
        (
            "forZones",
            names::label_value as fn(&str) -> names::Messages,
        ),
        ("forNodes", names::dns_subdomain),
    ];
    for (field, rule) in rules {
        let list = path.child(field);
        let items = hints.list(field);
        if items.len() > MAX_HINTS {
            errors.too_many(list, items.len(), MAX_HINTS);
            return;
        }
        let mut seen = BTreeSet::new();
        for (at, item) in items.iter().enumerate() {
            let name = item.text("name");
            if seen.contains(&name) {
                errors.duplicate(list.index(at).child("name"), name);
            }
            seen.insert(name);
            errors.messages(list.index(at).child("name"), name, rule(name));
        }
    }
}

fn ports(errors: &mut Errors, object: &Value) {
    let list = Path::new("ports");
    let ports = object.list("ports");
    if ports.len() > MAX_PORTS {
        errors.too_many(list, ports.len(), MAX_PORTS);
        return;
    }
    let mut seen = BTreeSet::new();
    for (at, port) in ports.iter().enumerate() {
        let path = list.index(at);
        let name = port.text("name");
        if !name.is_empty() {
            errors.messages(path.child("name"), name, names::dns_label(name));
        }
        if seen.contains(&name) {
            errors.duplicate(path.child("name"), name);
        }
        seen.insert(name);
        if let Some(protocol) = port.get("protocol").and_then(Value::as_str)
            && !PROTOCOLS.contains(&protocol)
        {
            errors.not_supported(path.child("protocol"), protocol, &PROTOCOLS);
        }
        app_protocol(errors, path, port);
    }
}

#[cfg(test)]
mod tests {
    use crate::admission::create::testing::{created, refused};

    fn errors(fields: &str) -> Vec<String> {
        let json = format!(r#"{{"metadata": {{"name": "a"}}, {fields}}}"#);
        refused("EndpointSlice", &json)
    }

    #[test]
    fn the_type_is_told_and_addresses_are_of_it() {
        assert_eq!(
            errors(r#""endpoints": []"#),
            ["addressType: Required value"]
        );
        assert_eq!(
            errors(r#""addressType": "ipv4""#),
            [r#"addressType: Unsupported value: "ipv4": supported values: "FQDN", "IPv4", "IPv6""#]
        );
        assert_eq!(
            errors(r#""addressType": "IPv4", "endpoints": [{"addresses": ["::1"]}, {}]"#),
            [
                r#"endpoints[0].addresses: Invalid value: "::1": must be an IPv4 address"#,
                r#"endpoints[0].addresses[0]: Invalid value: "::1": may not be in the loopback range (127.0.0.0/8, ::1/128)"#,
                "endpoints[1].addresses: Required value: must contain at least 1 address",
            ]
        );
    }

    #[test]
    fn names_of_ports_are_unique_even_if_empty() {
        assert_eq!(
            errors(
                r#""addressType": "IPv4", "ports": [{"port": 1}, {"port": 2, "protocol": "tcp"}]"#
            ),
            [
                r#"ports[1].name: Duplicate value: """#,
                r#"ports[1].protocol: Unsupported value: "tcp": supported values: "SCTP", "TCP", "UDP""#,
            ]
        );
    }

    #[test]
    fn hints_and_domain_names() {
        assert_eq!(
            errors(
                r#""addressType": "FQDN", "endpoints": [{"addresses": ["a"], "hints": {"forZones": [{"name": "z"}, {"name": "z"}]}}]"#
            ),
            [
                r#"endpoints[0].addresses[0]: Invalid value: "a": should be a domain with at least two segments separated by dots"#,
                r#"endpoints[0].hints.forZones[1].name: Duplicate value: "z""#,
            ]
        );
    }

    #[test]
    fn empty_lists_are_null() {
        let json = r#"{"metadata": {"name": "a"}, "addressType": "IPv4",
            "endpoints": [{"addresses": ["10.0.0.1"], "deprecatedTopology": {"kubernetes.io/hostname": "n"}}], "ports": []}"#;
        let (slice, _) = created("EndpointSlice", json);
        assert_eq!(slice.get("ports"), Some(&crate::Value::Null));
        let endpoint = slice.list("endpoints").first().unwrap();
        assert_eq!(endpoint.text("nodeName"), "n");
        assert!(endpoint.has("conditions") && !endpoint.has("deprecatedTopology"));
    }
}
