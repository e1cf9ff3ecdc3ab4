//! `kubectl describe svc`: `describeService` of `k8s.io/kubectl/pkg/describe`.

use super::table::Table;
use super::{host_port, labels, list, number, or_none, sorted, text};
use crate::Value;
use crate::api::{EndpointPort, EndpointSlice, ObjectName};

/// Blanks between columns.
const PADDING: usize = 2;

/// An annotation longer than this gets lines of its own, cut to this length.
const MAX_ANNOTATION: usize = 140;

/// How many endpoints of a port are shown.
const MAX_ENDPOINTS: usize = 3;

/// An annotation that is not shown.
const LAST_APPLIED: &str = "kubectl.kubernetes.io/last-applied-configuration";

/// `kubectl describe svc` for the Services of one namespace. Events are shown for a single one only; there are none.
pub fn describe_services(services: &[&Value], slices: &[&EndpointSlice]) -> String {
    let mut services = services.to_vec();
    services.sort_by_key(|service| text(service, ["metadata", "name"]));
    let single = services.len() == 1;
    let texts: Vec<String> = services
        .iter()
        .map(|service| describe(service, slices, single))
        .collect();
    texts.join("\n\n")
}

fn describe(service: &Value, slices: &[&EndpointSlice], events: bool) -> String {
    let name = ObjectName {
        namespace: text(service, ["metadata", "namespace"]).into(),
        name: text(service, ["metadata", "name"]).into(),
    };
    let of_service = |slice: &&&EndpointSlice| slice.service().as_ref() == Some(&name);
    let slices: Vec<&EndpointSlice> = slices.iter().filter(of_service).copied().collect();
    let field = |key| text(service, ["spec", key]);
    let listed = |key| list(service, ["spec", key]).unwrap_or_default();

    let mut table = Table::default();
    table.row(["Name:", &name.name]);
    table.row(["Namespace:", &name.namespace]);
    write_labels(&mut table, service);
    write_annotations(&mut table, service);
    table.row(["Selector:", &labels(service.at(["spec", "selector"]))]);
    table.row(["Type:", field("type")]);
    optional(&mut table, "IP Family Policy:", field("ipFamilyPolicy"));
    table.row(["IP Families:", &or_none(listed("ipFamilies"))]);
    table.row(["IP:", field("clusterIP")]);
    table.row(["IPs:", &or_none(listed("clusterIPs"))]);
    optional(&mut table, "External IPs:", &listed("externalIPs"));
    optional(
        &mut table,
        "Desired LoadBalancer IP:",
        field("loadBalancerIP"),
    );
    optional(&mut table, "External Name:", field("externalName"));
    optional(&mut table, "LoadBalancer Ingress:", &ingress(service));
    for port in service
        .at(["spec", "ports"])
        .map(Value::items)
        .unwrap_or_default()
    {
        write_port(&mut table, port, &slices);
    }
    table.row(["Session Affinity:", field("sessionAffinity")]);
    optional(
        &mut table,
        "External Traffic Policy:",
        field("externalTrafficPolicy"),
    );
    optional(
        &mut table,
        "Internal Traffic Policy:",
        field("internalTrafficPolicy"),
    );
    let health_check = match number(service, ["spec", "healthCheckNodePort"]) {
        0 => String::new(),
        port => port.to_string(),
    };
    optional(&mut table, "HealthCheck NodePort:", &health_check);
    optional(
        &mut table,
        "LoadBalancer Source Ranges:",
        &listed("loadBalancerSourceRanges"),
    );
    optional(
        &mut table,
        "Traffic Distribution:",
        field("trafficDistribution"),
    );
    if events {
        table.row(["Events:", "<none>"]);
    }
    table.write(PADDING)
}

/// A line that is left out where there is nothing to tell.
fn optional(table: &mut Table, title: &str, text: &str) {
    if !text.is_empty() {
        table.row([title, text]);
    }
}

/// `printLabelsMultiline`
fn write_labels(table: &mut Table, service: &Value) {
    let labels = sorted(service.at(["metadata", "labels"]));
    if labels.is_empty() {
        table.row(["Labels:", "<none>"]);
    }
    for (at, (key, value)) in labels.into_iter().enumerate() {
        let title = if at == 0 { "Labels:" } else { "" };
        table.row([title, &format!("{key}={value}")]);
    }
}

/// `printAnnotationsMultiline`
fn write_annotations(table: &mut Table, service: &Value) {
    let mut annotations = sorted(service.at(["metadata", "annotations"]));
    annotations.retain(|(key, _)| *key != LAST_APPLIED);
    if annotations.is_empty() {
        table.row(["Annotations:", "<none>"]);
    }
    for (at, (key, value)) in annotations.into_iter().enumerate() {
        let title = if at == 0 { "Annotations:" } else { "" };
        let value = value.strip_suffix('\n').unwrap_or(value);
        if key.len() + value.len() + 2 > MAX_ANNOTATION || value.contains('\n') {
            table.line(&format!("{title}\t{key}:"));
            for line in value.split('\n') {
                table.line(&format!("\t  {}", shorten(line, MAX_ANNOTATION - 2)));
            }
        } else {
            table.line(&format!("{title}\t{key}: {value}"));
        }
    }
}

/// `text` cut after `length` bytes, at a character's end.
fn shorten(text: &str, length: usize) -> String {
    if text.len() <= length {
        return text.to_owned();
    }
    let cut = (0..=length).rev().find_map(|at| text.get(..at));
    format!("{}...", cut.unwrap_or_default())
}

/// `buildIngressString`
fn ingress(service: &Value) -> String {
    let entries = service
        .at(["status", "loadBalancer", "ingress"])
        .map(Value::items);
    let shown: Vec<String> = entries
        .unwrap_or_default()
        .iter()
        .map(
            |entry| match (text(entry, ["ip"]), text(entry, ["ipMode"])) {
                ("", _) => text(entry, ["hostname"]).to_owned(),
                (ip, "") => ip.to_owned(),
                (ip, mode) => format!("{ip} ({mode})"),
            },
        )
        .collect();
    shown.join(", ")
}

fn write_port(table: &mut Table, port: &Value, slices: &[&EndpointSlice]) {
    let protocol = text(port, ["protocol"]);
    let name = text(port, ["name"]);
    let shown = if name.is_empty() { "<unset>" } else { name };
    table.row([
        "Port:",
        shown,
        &format!("{}/{protocol}", number(port, ["port"])),
    ]);
    let target = match text(port, ["targetPort"]) {
        "" => number(port, ["targetPort"]).to_string(),
        name => name.to_owned(),
    };
    table.row(["TargetPort:", &format!("{target}/{protocol}")]);
    optional(table, "AppProtocol:", text(port, ["appProtocol"]));
    let node_port = number(port, ["nodePort"]);
    if node_port != 0 {
        table.row(["NodePort:", shown, &format!("{node_port}/{protocol}")]);
    }
    table.row(["Endpoints:", &endpoints(slices, name)]);
}

/// `formatEndpointSlices`: three of the ready endpoints with the port of that name, without a port where a slice has none.
///
/// kubectl says that there are more as soon as it looks at another endpoint, ready or not: hence `+ 0 more...`.
fn endpoints(slices: &[&EndpointSlice], name: &str) -> String {
    if slices.is_empty() {
        return "<none>".to_owned();
    }
    let is_named = |port: &&EndpointPort| port.name.as_deref().unwrap_or_default() == name;
    let mut shown: Vec<String> = Vec::new();
    let (mut more, mut ready) = (false, 0);
    for slice in slices {
        let ports: Vec<Option<u16>> = match slice.ports.as_deref() {
            None | Some([]) => vec![None],
            Some(ports) => ports
                .iter()
                .filter(is_named)
                .map(|port| port.port)
                .collect(),
        };
        for port in ports {
            for endpoint in &slice.endpoints {
                more |= shown.len() == MAX_ENDPOINTS;
                if endpoint.conditions.ready == Some(false) {
                    continue;
                }
                ready += 1;
                if !more {
                    let address = endpoint.addresses.first().map_or("", |address| address);
                    shown.push(match port {
                        Some(port) => host_port(address, port),
                        None => address.to_owned(),
                    });
                }
            }
        }
    }
    let told = shown.join(",");
    if more {
        format!("{told} + {} more...", ready - shown.len())
    } else {
        told
    }
}
