//! What stands in the table before the first Service (`setupNFTables`).

use super::Table;
use crate::proxy::NodeProxy;

pub(super) const CLUSTER_IPS: &str = "cluster-ips";
pub(super) const HAIRPIN_CONNECTIONS: &str = "hairpin-connections";
pub(super) const FIREWALL_IPS: &str = "firewall-ips";
pub(super) const NO_ENDPOINT_NODE_PORTS: &str = "no-endpoint-nodeports";
pub(super) const NO_ENDPOINT_SERVICES: &str = "no-endpoint-services";
pub(super) const SERVICE_IPS: &str = "service-ips";
pub(super) const SERVICE_NODE_PORTS: &str = "service-nodeports";
const NODE_PORT_IPS: &str = "nodeport-ips";

/// Chains that the kernel enters: name, type, hook, priority.
const BASE_CHAINS: [(&str, &str, &str, i16); 8] = [
    ("filter-prerouting-pre-dnat", "filter", "prerouting", -110),
    ("filter-output-pre-dnat", "filter", "output", -110),
    ("filter-input", "filter", "input", 0),
    ("filter-forward", "filter", "forward", 0),
    ("filter-output", "filter", "output", 0),
    ("nat-prerouting", "nat", "prerouting", -100),
    ("nat-output", "nat", "output", -100),
    ("nat-postrouting", "nat", "postrouting", 100),
];

/// Chains that are entered from those: from, condition, to.
const JUMPS: [(&str, &str, &str); 11] = [
    ("filter-input", "ct state new ", "nodeport-endpoints-check"),
    ("filter-input", "ct state new ", "service-endpoints-check"),
    ("filter-forward", "ct state new ", "service-endpoints-check"),
    ("filter-output", "ct state new ", "service-endpoints-check"),
    (
        "filter-prerouting-pre-dnat",
        "ct state new ",
        "firewall-check",
    ),
    ("filter-output-pre-dnat", "ct state new ", "firewall-check"),
    ("nat-output", "", "services"),
    ("nat-prerouting", "", "services"),
    ("nat-postrouting", "", "masquerading"),
    ("filter-forward", "ct state new ", "cluster-ips-check"),
    ("filter-output", "ct state new ", "cluster-ips-check"),
];

/// The table without Services.
pub(super) fn table(proxy: &NodeProxy) -> Table {
    let mut table = Table::new(proxy.family);
    for (name, kind, hook, priority) in BASE_CHAINS {
        let properties = format!(" {{ type {kind} hook {hook} priority {priority} ; }}");
        table.chain(name).properties = properties;
    }
    for (from, condition, to) in JUMPS {
        table.chain(to);
        table.rule(from, format!("{condition}jump {to}"));
    }
    containers(&mut table);
    if let Some(address) = proxy.address {
        table.set_element(NODE_PORT_IPS, address.to_string());
    }
    services(&mut table, proxy);
    checks(&mut table, proxy);
    masquerading(&mut table);
    table
}

fn containers(table: &mut Table) {
    let ip = table.address_type();
    let connection = format!("{ip} . {ip} . inet_proto . inet_service");
    for (name, kind, comment) in [
        (CLUSTER_IPS, ip, "Active ClusterIPs"),
        (
            HAIRPIN_CONNECTIONS,
            connection.as_str(),
            "service hairpin connections",
        ),
        (NODE_PORT_IPS, ip, "IPs that accept NodePort traffic"),
    ] {
        table.set(
            name,
            format!(" {{ type {kind} ; comment \"{comment}\" ; }}"),
        );
    }
    let address_and_port = format!("{ip} . inet_proto . inet_service : verdict");
    let port = "inet_proto . inet_service : verdict";
    for (name, kind, comment) in [
        (
            FIREWALL_IPS,
            address_and_port.as_str(),
            "destinations that are subject to LoadBalancerSourceRanges",
        ),
        (
            NO_ENDPOINT_SERVICES,
            &address_and_port,
            "vmap to drop or reject packets to services with no endpoints",
        ),
        (
            NO_ENDPOINT_NODE_PORTS,
            port,
            "vmap to drop or reject packets to service nodeports with no endpoints",
        ),
        (
            SERVICE_IPS,
            &address_and_port,
            "ClusterIP, ExternalIP and LoadBalancer IP traffic",
        ),
        (SERVICE_NODE_PORTS, port, "NodePort traffic"),
    ] {
        table.map(
            name,
            format!(" {{ type {kind} ; comment \"{comment}\" ; }}"),
        );
    }
}

/// Where the destination is translated.
fn services(table: &mut Table, proxy: &NodeProxy) {
    let ip = table.ip();
    if let Some(pods) = proxy.pod_range {
        let rule = format!(
            "{ip} daddr @{CLUSTER_IPS} {ip} saddr != {pods} mark set mark or 0x4000 \
             comment \"masquerade clusterIP traffic from outside cluster\""
        );
        table.rule("services", rule);
    }
    let by_address = format!("{ip} daddr . meta l4proto . th dport vmap @{SERVICE_IPS}");
    table.rule("services", by_address);
    let by_node_port =
        format!("{ip} daddr @{NODE_PORT_IPS} meta l4proto . th dport vmap @{SERVICE_NODE_PORTS}");
    table.rule("services", by_node_port);
}

/// Where what found no endpoint, or came from the wrong source, is refused.
fn checks(table: &mut Table, proxy: &NodeProxy) {
    let ip = table.ip();
    let connection = format!("{ip} daddr . meta l4proto . th dport");
    table.rule(
        "cluster-ips-check",
        format!(
            "{ip} daddr @{CLUSTER_IPS} reject comment \"Reject traffic to invalid ports of ClusterIPs\""
        ),
    );
    if let Some(range) = proxy.service_range {
        let rule = format!(
            "{ip} daddr {{ {range} }} drop comment \"Drop traffic to unallocated ClusterIPs\""
        );
        table.rule("cluster-ips-check", rule);
    }
    table.rule(
        "firewall-check",
        format!("{connection} vmap @{FIREWALL_IPS}"),
    );
    table.rule(
        "nodeport-endpoints-check",
        format!(
            "{ip} daddr @{NODE_PORT_IPS} meta l4proto . th dport vmap @{NO_ENDPOINT_NODE_PORTS}"
        ),
    );
    table.rule(
        "service-endpoints-check",
        format!("{connection} vmap @{NO_ENDPOINT_SERVICES}"),
    );
    let properties =
        " { comment \"helper for @no-endpoint-services / @no-endpoint-nodeports\" ; }".to_owned();
    table.chain("reject-chain").properties = properties;
    table.rule("reject-chain", "reject");
}

fn masquerading(table: &mut Table) {
    let ip = table.ip();
    table.rule(
        "masquerading",
        "mark and 0x4000 != 0 mark set mark xor 0x4000 masquerade fully-random",
    );
    table.rule(
        "masquerading",
        format!(
            "ct status dnat {ip} saddr . {ip} daddr . meta l4proto . th dport @{HAIRPIN_CONNECTIONS} \
             masquerade fully-random"
        ),
    );
}
