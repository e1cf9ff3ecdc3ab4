//! Random clusters: on every node and for both families, the routes that the simulator shows and the rules that are printed say the same.

use std::net::IpAddr;

use cluster::api::{IpFamily, Protocol};
use cluster::lower::{self, Include};
use cluster::overlay::{self, Act, Overlay};
use cluster::proxy::{Network, NodeProxy, Packet, World, disagreement};
use cluster::{Cluster, Environment, admission, controllers, manifest};
use syntax::yaml::Budget;

use crate::bytes::Bytes;

/// More packets than this are not sent through one node's rules.
const MOST_PACKETS: usize = 400;

pub(crate) fn run(data: &[u8]) {
    let mut bytes = Bytes(data);
    let text = manifest_of(&mut bytes);
    let environment = Environment::default();
    let manifest = manifest::read(&text, Budget::default());
    let replies = admission::admit(&manifest, &environment);
    let lowered = lower::cluster(&manifest, &replies, &environment, Include::Accepted);
    let acts: Overlay = (0..bytes.below(4))
        .flat_map(|_| act(&mut bytes, &lowered))
        .collect();
    let cluster = overlay::apply(&lowered, &acts);
    let published = controllers::reconcile(&cluster);
    let world = World {
        services: &cluster.services,
        slices: &published.slices,
        network: Network::default(),
    };
    for node in &cluster.nodes {
        for family in [IpFamily::V4, IpFamily::V6] {
            let proxy = NodeProxy::new(&world, node, family);
            let packets = packets(&cluster, &proxy, bytes.byte());
            let found = disagreement(&proxy, packets);
            assert!(found.is_none(), "on {} in\n{text}\n{found:#?}", node.name);
        }
    }
}

/// From everywhere to everywhere; of too many some, as `turn` has it.
fn packets(cluster: &Cluster, proxy: &NodeProxy, turn: u8) -> Vec<Packet> {
    let addresses =
        |list: &[&str]| -> Vec<IpAddr> { list.iter().flat_map(|text| text.parse()).collect() };
    let mut places = match proxy.family {
        IpFamily::V4 => addresses(&[
            "203.0.113.9",
            "10.244.0.250",
            "127.0.0.1",
            "10.96.0.77",
            "10.0.0.5",
        ]),
        IpFamily::V6 => addresses(&["2001:db8::9", "fd00:10:244::fa", "::1", "fd00:10:96::77"]),
    };
    places.extend(proxy.address);
    places.extend(
        cluster
            .pods
            .iter()
            .take(4)
            .flat_map(|pod| pod.ips.iter().copied()),
    );
    for (port, _) in &proxy.ports {
        places.push(port.cluster_ip);
        places.extend(port.external_ips.iter().chain(&port.load_balancer_ips));
        places.extend(
            port.endpoints
                .iter()
                .take(4)
                .map(|endpoint| endpoint.address.ip()),
        );
    }
    places.retain(|place| IpFamily::of(*place) == proxy.family);
    places.sort();
    places.dedup();
    let mut ports: Vec<u16> = vec![80, 8080];
    for (port, _) in &proxy.ports {
        ports.push(port.port);
        ports.extend(
            port.node_port
                .into_iter()
                .chain(port.health_check_node_port),
        );
    }
    ports.sort_unstable();
    ports.dedup();
    let mut packets = Vec::new();
    for source in &places {
        for destination in &places {
            for port in &ports {
                for protocol in [Protocol::Tcp, Protocol::Udp, Protocol::Sctp] {
                    let (source, destination, port) = (*source, *destination, *port);
                    packets.push(Packet {
                        source,
                        destination,
                        port,
                        protocol,
                    });
                }
            }
        }
    }
    let every = packets.len() / MOST_PACKETS + 1;
    packets
        .into_iter()
        .skip(usize::from(turn) % every)
        .step_by(every)
        .collect()
}

fn act(bytes: &mut Bytes<'_>, cluster: &Cluster) -> Option<Act> {
    let pods = &cluster.pods;
    let pod = pods.get(bytes.below(pods.len()))?.meta.object_name();
    let line = match bytes.below(6) {
        0 => format!("kill {pod}"),
        1 => format!("terminate {pod}"),
        2 => format!("not-ready {pod}"),
        3 => format!("ready {pod}"),
        4 => format!("scale Deployment default/made {}", bytes.below(5)),
        _ => "add-node".to_owned(),
    };
    line.parse().ok()
}

/// A manifest that bytes decide.
fn manifest_of(bytes: &mut Bytes<'_>) -> String {
    let mut documents = Vec::new();
    for index in 0..=bytes.below(3) {
        documents.push(service(bytes, index));
    }
    for index in 0..bytes.below(6) {
        documents.push(pod(bytes, index));
    }
    for index in 0..bytes.below(3) {
        documents.push(slice(bytes, index));
    }
    if bytes.once_in(3) {
        documents.push(endpoints(bytes));
    }
    if bytes.once_in(3) {
        documents.push(deployment(bytes));
    }
    documents.join("---\n")
}

const LABELS: [&str; 4] = ["{app: a}", "{app: b}", "{app: a, tier: x}", "{tier: x}"];
const PROTOCOLS: [&str; 3] = ["TCP", "UDP", "SCTP"];
const POLICIES: [&str; 2] = ["Cluster", "Local"];

fn service(bytes: &mut Bytes<'_>, index: usize) -> String {
    let kind = bytes.one_of(&["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"]);
    let mut spec = format!("  type: {kind}\n");
    if !bytes.once_in(4) {
        spec.push_str(&format!("  selector: {}\n", bytes.one_of(&LABELS)));
    }
    if kind == "ExternalName" {
        spec.push_str("  externalName: example.com\n");
    }
    if bytes.once_in(8) {
        spec.push_str("  clusterIP: None\n");
    }
    let families = bytes.one_of(&[
        "",
        "  ipFamilyPolicy: PreferDualStack\n",
        "  ipFamilies: [IPv6]\n",
        "  ipFamilyPolicy: RequireDualStack\n  ipFamilies: [IPv6, IPv4]\n",
    ]);
    spec.push_str(families);
    if bytes.once_in(3) {
        let seconds = 1 + bytes.below(200);
        spec.push_str("  sessionAffinity: ClientIP\n");
        spec.push_str(&format!(
            "  sessionAffinityConfig: {{clientIP: {{timeoutSeconds: {seconds}}}}}\n"
        ));
    }
    spec.push_str(&format!(
        "  internalTrafficPolicy: {}\n",
        bytes.one_of(&POLICIES)
    ));
    if kind != "ClusterIP" && kind != "ExternalName" {
        spec.push_str(&format!(
            "  externalTrafficPolicy: {}\n",
            bytes.one_of(&POLICIES)
        ));
    }
    if bytes.once_in(4) {
        spec.push_str("  trafficDistribution: PreferSameZone\n");
    }
    if bytes.once_in(4) {
        spec.push_str("  publishNotReadyAddresses: true\n");
    }
    if bytes.once_in(3) {
        let ips = bytes.one_of(&[
            "198.51.100.1",
            "198.51.100.2",
            "2001:db8:1::1",
            "192.168.0.11",
        ]);
        spec.push_str(&format!("  externalIPs: [\"{ips}\"]\n"));
    }
    if kind == "LoadBalancer" && bytes.once_in(2) {
        let ranges = bytes.one_of(&[
            "10.0.0.0/8",
            "203.0.113.0/24",
            "192.168.0.0/16",
            "2001:db8::/32",
            "0.0.0.0/0",
        ]);
        spec.push_str(&format!("  loadBalancerSourceRanges: [\"{ranges}\"]\n"));
    }
    spec.push_str("  ports:\n");
    for place in 0..=bytes.below(2) {
        let target = bytes.one_of(&["8080", "http", "8081", "dns"]);
        let protocol = bytes.one_of(&PROTOCOLS);
        let port = 80 + bytes.below(3);
        spec.push_str(&format!(
            "  - {{name: p{place}, port: {port}, protocol: {protocol}, targetPort: {target}}}\n"
        ));
    }
    let mut status = String::new();
    if kind == "LoadBalancer" && !bytes.once_in(3) {
        let mode = bytes.one_of(&["VIP", "Proxy"]);
        let last = 50 + bytes.below(3);
        status = format!(
            "status:\n  loadBalancer:\n    ingress:\n    - {{ip: 203.0.113.{last}, ipMode: {mode}}}\n    - {{ip: \"2001:db8::{last}\"}}\n"
        );
    }
    format!("apiVersion: v1\nkind: Service\nmetadata: {{name: svc-{index}}}\nspec:\n{spec}{status}")
}

fn pod(bytes: &mut Bytes<'_>, index: usize) -> String {
    let labels = bytes.one_of(&LABELS);
    let spec = pod_spec(bytes, "  ");
    let deleted = if bytes.once_in(6) {
        ", deletionTimestamp: \"2026-01-01T00:00:00Z\""
    } else {
        ""
    };
    let status = match bytes.below(5) {
        0 => "status: {phase: Pending}\n",
        1 => "status: {phase: Running, conditions: [{type: Ready, status: \"False\"}]}\n",
        2 => "status: {phase: Succeeded}\n",
        _ => "",
    };
    format!(
        "apiVersion: v1\nkind: Pod\nmetadata: {{name: pod-{index}, labels: {labels}{deleted}}}\nspec:\n{spec}{status}"
    )
}

fn pod_spec(bytes: &mut Bytes<'_>, indent: &str) -> String {
    let mut spec = String::new();
    let node = bytes.one_of(&[
        "",
        "nodeName: node-2",
        "nodeName: node-1",
        "nodeName: node-3",
    ]);
    let network = bytes.one_of(&["", "", "", "hostNetwork: true"]);
    for line in [node, network] {
        if !line.is_empty() {
            spec.push_str(&format!("{indent}{line}\n"));
        }
    }
    let port = 8080 + bytes.below(2);
    let name = bytes.one_of(&["http", "dns"]);
    let protocol = bytes.one_of(&PROTOCOLS);
    spec.push_str(&format!(
        "{indent}containers:\n{indent}- {{name: c, image: i, ports: [{{name: {name}, containerPort: {port}, protocol: {protocol}}}]}}\n"
    ));
    spec
}

fn slice(bytes: &mut Bytes<'_>, index: usize) -> String {
    let (family, address) = match bytes.below(2) {
        0 => ("IPv4", "10.244.0."),
        _ => ("IPv6", "fd00:10:244::"),
    };
    let owner = bytes.below(3);
    let mut text = format!(
        "apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {{name: slice-{index}, labels: {{kubernetes.io/service-name: svc-{owner}}}}}\n\
         addressType: {family}\nports:\n"
    );
    for place in 0..=bytes.below(2) {
        let protocol = bytes.one_of(&PROTOCOLS);
        let port = 8080 + bytes.below(2);
        text.push_str(&format!(
            "- {{name: p{place}, port: {port}, protocol: {protocol}}}\n"
        ));
    }
    text.push_str("endpoints:\n");
    for _ in 0..=bytes.below(4) {
        let last = 10 + bytes.below(8);
        let conditions = bytes.one_of(&[
            "{}",
            "{ready: true}",
            "{ready: false}",
            "{ready: false, serving: true, terminating: true}",
            "{ready: true, serving: false, terminating: true}",
            "{ready: false, serving: false, terminating: true}",
        ]);
        let node = bytes.one_of(&["", ", nodeName: node-1", ", nodeName: node-2"]);
        let hints = bytes.one_of(&[
            "",
            ", hints: {forZones: [{name: zone-a}]}",
            ", hints: {forZones: [{name: zone-b}]}",
            ", hints: {forZones: [{name: zone-a}], forNodes: [{name: node-2}]}",
        ]);
        text.push_str(&format!(
            "- {{addresses: [\"{address}{last}\"], conditions: {conditions}{node}{hints}}}\n"
        ));
    }
    text
}

fn endpoints(bytes: &mut Bytes<'_>) -> String {
    let owner = bytes.below(3);
    let (ready, unready) = (10 + bytes.below(8), 20 + bytes.below(4));
    let port = 8080 + bytes.below(2);
    let protocol = bytes.one_of(&PROTOCOLS);
    format!(
        "apiVersion: v1\nkind: Endpoints\nmetadata: {{name: svc-{owner}}}\nsubsets:\n- addresses: [{{ip: 10.9.0.{ready}}}, {{ip: 10.9.0.99, nodeName: node-2}}]\n  \
         notReadyAddresses: [{{ip: 10.9.0.{unready}}}]\n  ports: [{{name: p0, port: {port}, protocol: {protocol}}}]\n"
    )
}

fn deployment(bytes: &mut Bytes<'_>) -> String {
    let replicas = bytes.below(5);
    let labels = bytes.one_of(&LABELS);
    let spec = pod_spec(bytes, "      ");
    format!(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: made}}\nspec:\n  replicas: {replicas}\n  selector: {{matchLabels: {labels}}}\n  \
         template:\n    metadata: {{labels: {labels}}}\n    spec:\n{spec}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A builder that makes what the API server refuses tests nothing.
    #[test]
    fn most_of_what_is_built_is_accepted() {
        let environment = Environment::default();
        let (mut accepted, mut all) = (0, 0);
        for seed in 0_u32..200 {
            let data: Vec<u8> = (0..120_u32)
                .map(|place| {
                    (seed.wrapping_mul(2_654_435_761) ^ place.wrapping_mul(40_503)).to_le_bytes()[1]
                })
                .collect();
            let text = manifest_of(&mut Bytes(&data));
            let manifest = manifest::read(&text, Budget::default());
            let replies = admission::admit(&manifest, &environment);
            all += replies.len();
            accepted += replies.iter().filter(|reply| !reply.is_refused()).count();
        }
        assert!(accepted * 10 > all * 6, "{accepted} of {all}");
    }
}
