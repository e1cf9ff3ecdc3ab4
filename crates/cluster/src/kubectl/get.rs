//! `kubectl get`: the tables of `pkg/printers/internalversion`.

use std::collections::BTreeSet;

use super::table::Table;
use super::{first_three, host_port, labels, list, number, or_none, text};
use crate::Value;
use crate::api::{AddressType, EndpointSlice, EndpointSubset, Endpoints};

/// Blanks between columns.
const PADDING: usize = 3;

/// `kubectl get svc -o wide` for the Services of one namespace; nothing when there are none.
pub fn get_services_wide(services: &[&Value], age: &str) -> String {
    let mut services = services.to_vec();
    services.sort_by_key(|service| text(service, ["metadata", "name"]));
    let mut table = Table::default();
    table.row([
        "NAME",
        "TYPE",
        "CLUSTER-IP",
        "EXTERNAL-IP",
        "PORT(S)",
        "AGE",
        "SELECTOR",
    ]);
    for service in &services {
        let cluster_ip = service.at(["spec", "clusterIPs"]).map(Value::items);
        let cluster_ip = cluster_ip
            .and_then(|ips| ips.first()?.as_str())
            .unwrap_or("<none>");
        table.row([
            text(service, ["metadata", "name"]),
            text(service, ["spec", "type"]),
            cluster_ip,
            &external_ip(service),
            &or_none(ports(service)),
            age,
            &labels(service.at(["spec", "selector"])),
        ]);
    }
    write(table, services.len())
}

/// `kubectl get endpoints` for the Endpoints of one namespace; nothing when there are none.
pub fn get_endpoints(endpoints: &[&Endpoints], age: &str) -> String {
    let mut table = Table::default();
    table.row(["NAME", "ENDPOINTS", "AGE"]);
    for endpoints in endpoints {
        let shown = match endpoints.subsets.as_slice() {
            [] => "<none>".to_owned(),
            subsets => first_three(subsets.iter().flat_map(ready_addresses)),
        };
        table.row([&endpoints.meta.name, &shown, age]);
    }
    write(table, endpoints.len())
}

/// `kubectl get endpointslices` for the slices of one namespace; nothing when there are none.
pub fn get_endpoint_slices(slices: &[&EndpointSlice], age: &str) -> String {
    let mut table = Table::default();
    table.row(["NAME", "ADDRESSTYPE", "PORTS", "ENDPOINTS", "AGE"]);
    for slice in slices {
        let ports = slice
            .ports
            .iter()
            .flatten()
            .map(|port| match (port.port, &port.name) {
                (Some(number), _) => number.to_string(),
                (None, Some(name)) => name.to_string(),
                (None, None) => "*".to_owned(),
            });
        let addresses = slice
            .endpoints
            .iter()
            .flat_map(|endpoint| &endpoint.addresses);
        let address_type = match slice.address_type {
            AddressType::Ip(family) => family.as_str(),
            AddressType::Fqdn => "FQDN",
        };
        table.row([
            &slice.meta.name,
            address_type,
            &or_unset(first_three(ports)),
            &or_unset(first_three(addresses.map(ToString::to_string))),
            age,
        ]);
    }
    write(table, slices.len())
}

fn write(table: Table, rows: usize) -> String {
    if rows == 0 {
        String::new()
    } else {
        table.write(PADDING)
    }
}

fn or_unset(text: String) -> String {
    if text.is_empty() {
        "<unset>".to_owned()
    } else {
        text
    }
}

/// `getServiceExternalIP`
fn external_ip(service: &Value) -> String {
    let written = list(service, ["spec", "externalIPs"]);
    match text(service, ["spec", "type"]) {
        "ExternalName" => text(service, ["spec", "externalName"]).to_owned(),
        "LoadBalancer" => {
            let all: Vec<String> = load_balancer(service).into_iter().chain(written).collect();
            match all.join(",") {
                none if none.is_empty() => "<pending>".to_owned(),
                some => some,
            }
        }
        _ => or_none(written.unwrap_or_default()),
    }
}

/// Addresses or names of the load balancer, in byte order.
fn load_balancer(service: &Value) -> Option<String> {
    let ingress = service.at(["status", "loadBalancer", "ingress"])?.items();
    let shown: BTreeSet<&str> = ingress
        .iter()
        .map(|entry| match text(entry, ["ip"]) {
            "" => text(entry, ["hostname"]),
            ip => ip,
        })
        .filter(|shown| !shown.is_empty())
        .collect();
    let shown: Vec<&str> = shown.into_iter().collect();
    (!shown.is_empty()).then(|| shown.join(","))
}

/// `makePortString`
fn ports(service: &Value) -> String {
    let ports = service
        .at(["spec", "ports"])
        .map(Value::items)
        .unwrap_or_default();
    let shown: Vec<String> = ports
        .iter()
        .map(|port| {
            let protocol = text(port, ["protocol"]);
            match (number(port, ["port"]), number(port, ["nodePort"])) {
                (port, 0) => format!("{port}/{protocol}"),
                (port, node_port) => format!("{port}:{node_port}/{protocol}"),
            }
        })
        .collect();
    shown.join(",")
}

/// `formatEndpoints`: every ready address with every port.
fn ready_addresses(subset: &EndpointSubset) -> Vec<String> {
    let addresses = || subset.addresses.iter().map(|address| &*address.ip);
    if subset.ports.is_empty() {
        return addresses().map(str::to_owned).collect();
    }
    let ports = subset.ports.iter().filter_map(|port| port.port);
    ports
        .flat_map(|port| addresses().map(move |ip| host_port(ip, port)))
        .collect()
}
