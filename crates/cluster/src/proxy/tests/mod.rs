mod agreement;
mod recorded;

use super::{
    Condition, DropReason, Entry, Masquerade, Network, NoRule, NodeProxy, Outcome, Packet,
    RejectReason, Route, ShortCircuit, Spread, Topology, World,
};
use crate::api::{IpFamily, Protocol, SessionAffinity, TrafficPolicy};
use crate::{Cluster, Environment, NodeInfo, testing};

const POD: &str = "10.244.0.250";
const NODE: &str = "192.168.0.11";
const OUTSIDE: &str = "203.0.113.9";

fn node() -> NodeInfo {
    let environment = Environment::default();
    environment.nodes.first().expect("a node").clone()
}

/// A Service `default/web` with the port 80 at 10.96.0.101, and one slice with the endpoints.
fn web(spec: &str, endpoints: &[&str]) -> Cluster {
    let endpoints = endpoints.join(", ");
    testing::cluster(&format!(
        "apiVersion: v1
kind: Service
metadata: {{name: web, namespace: default}}
spec: {{clusterIP: 10.96.0.101, clusterIPs: [10.96.0.101], {spec}}}
status: {{loadBalancer: {{ingress: [{{ip: 203.0.113.50}}, {{ip: 203.0.113.51, ipMode: Proxy}}]}}}}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {{name: web-1, namespace: default, labels: {{kubernetes.io/service-name: web}}}}
addressType: IPv4
ports: [{{name: '', port: 8080, protocol: TCP}}]
endpoints: [{endpoints}]
"
    ))
}

const CLUSTER_IP: &str = "type: ClusterIP, ports: [{port: 80, protocol: TCP}]";
const LOAD_BALANCER: &str = "type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 31901, \
                             ports: [{port: 80, protocol: TCP, nodePort: 31001}]";

const HERE: &str = "{addresses: [10.244.0.10], nodeName: node-1, conditions: {ready: true}, hints: {forZones: [{name: zone-a}]}}";
const THERE: &str = "{addresses: [10.244.1.20], nodeName: node-2, conditions: {ready: true}, hints: {forZones: [{name: zone-b}]}}";
const UNHINTED: &str = "{addresses: [10.244.1.21], nodeName: node-2, conditions: {ready: true}}";
const LEAVING: &str = "{addresses: [10.244.0.11], nodeName: node-1, \
                       conditions: {ready: false, serving: true, terminating: true}}";
const UNREADY: &str = "{addresses: [10.244.0.12], nodeName: node-1, conditions: {ready: false}}";

fn proxy(cluster: &Cluster, family: IpFamily) -> NodeProxy {
    let world = World {
        services: &cluster.services,
        slices: &cluster.slices,
        network: Network::default(),
    };
    NodeProxy::new(&world, &node(), family)
}

fn route(cluster: &Cluster, source: &str, destination: &str, port: u16) -> Route {
    proxy(cluster, IpFamily::V4).route(&Packet {
        source: source.parse().expect("a source"),
        destination: destination.parse().expect("a destination"),
        port,
        protocol: Protocol::Tcp,
    })
}

fn spread(route: Route) -> Spread {
    match route.outcome {
        Outcome::Spread(spread) => spread,
        other => panic!("no endpoint was chosen: {other:?}"),
    }
}

fn addresses(spread: &Spread) -> Vec<String> {
    let backends = spread.backends.iter();
    backends
        .map(|backend| backend.address.ip().to_string())
        .collect()
}

fn masquerades(spread: &Spread) -> Vec<Option<Masquerade>> {
    let backends = spread.backends.iter();
    backends.map(|backend| backend.masquerade).collect()
}

#[test]
fn a_cluster_ip_spreads_evenly_over_what_is_ready() {
    let cluster = web(CLUSTER_IP, &[HERE, UNHINTED, UNREADY, LEAVING]);
    let route = route(&cluster, POD, "10.96.0.101", 80);
    assert_eq!(route.hit.expect("a hit").entry, Entry::ClusterIp);
    let spread = spread(route);
    assert_eq!(addresses(&spread), ["10.244.0.10", "10.244.1.21"]);
    assert_eq!(masquerades(&spread), [None, None]);
    let half = |odds: f64| (odds - 0.5).abs() < 1e-9;
    assert!(spread.backends.iter().all(|backend| half(backend.odds)));
    assert_eq!(spread.affinity, SessionAffinity::None);
}

#[test]
fn what_is_no_pods_or_returns_to_its_sender_is_masqueraded() {
    let cluster = web(CLUSTER_IP, &[HERE, UNHINTED]);
    let from_outside = spread(route(&cluster, OUTSIDE, "10.96.0.101", 80));
    assert_eq!(
        masquerades(&from_outside),
        [Some(Masquerade::NotFromPod); 2]
    );
    let from_endpoint = spread(route(&cluster, "10.244.0.10", "10.96.0.101", 80));
    assert_eq!(
        masquerades(&from_endpoint),
        [Some(Masquerade::Hairpin), None]
    );
}

#[test]
fn what_still_serves_stands_in_where_nothing_is_ready() {
    let cluster = web(CLUSTER_IP, &[UNREADY, LEAVING]);
    let spread = spread(route(&cluster, POD, "10.96.0.101", 80));
    assert_eq!(spread.condition, Condition::ServingTerminating);
    assert_eq!(addresses(&spread), ["10.244.0.11"]);
}

#[test]
fn hints_count_where_every_ready_endpoint_has_one() {
    let hinted = web(CLUSTER_IP, &[HERE, THERE, UNREADY]);
    let same_zone = spread(route(&hinted, POD, "10.96.0.101", 80));
    assert_eq!(same_zone.topology, Topology::SameZone);
    assert_eq!(addresses(&same_zone), ["10.244.0.10"]);

    let one_without = web(CLUSTER_IP, &[HERE, THERE, UNHINTED]);
    let everywhere = spread(route(&one_without, POD, "10.96.0.101", 80));
    assert_eq!(everywhere.topology, Topology::Everywhere);
    assert_eq!(everywhere.backends.len(), 3);

    let other_zone = web(CLUSTER_IP, &[THERE]);
    let everywhere = spread(route(&other_zone, POD, "10.96.0.101", 80));
    assert_eq!(everywhere.topology, Topology::Everywhere);
}

#[test]
fn nothing_usable_is_refused() {
    let cluster = web(CLUSTER_IP, &[UNREADY]);
    let outcome = route(&cluster, POD, "10.96.0.101", 80).outcome;
    assert_eq!(outcome, Outcome::Reject(RejectReason::NoEndpoints));
}

#[test]
fn internal_policy_local_drops_where_endpoints_are_elsewhere() {
    let spec = format!("{CLUSTER_IP}, internalTrafficPolicy: Local");
    let outcome = route(&web(&spec, &[UNHINTED]), POD, "10.96.0.101", 80).outcome;
    assert_eq!(outcome, Outcome::Drop(DropReason::NoLocalEndpoints));
    let local = spread(route(
        &web(&spec, &[HERE, UNHINTED]),
        POD,
        "10.96.0.101",
        80,
    ));
    assert_eq!(local.policy, TrafficPolicy::Local);
    assert_eq!(addresses(&local), ["10.244.0.10"]);
}

#[test]
fn external_policy_local_binds_only_who_comes_from_outside() {
    let cluster = web(LOAD_BALANCER, &[UNHINTED]);
    let outcome = route(&cluster, OUTSIDE, NODE, 31001).outcome;
    assert_eq!(outcome, Outcome::Drop(DropReason::NoLocalEndpoints));

    let from_pod = spread(route(&cluster, POD, NODE, 31001));
    assert_eq!(from_pod.short_circuit, Some(ShortCircuit::Pod));
    assert_eq!(masquerades(&from_pod), [None]);

    let from_node = spread(route(&cluster, NODE, "203.0.113.50", 80));
    assert_eq!(from_node.short_circuit, Some(ShortCircuit::Node));
    assert_eq!(masquerades(&from_node), [Some(Masquerade::FromNode)]);

    let local = spread(route(
        &web(LOAD_BALANCER, &[HERE]),
        OUTSIDE,
        "203.0.113.50",
        80,
    ));
    assert_eq!(local.policy, TrafficPolicy::Local);
    assert_eq!(masquerades(&local), [None]);
}

#[test]
fn source_ranges_guard_the_load_balancer_and_not_the_node_port() {
    let spec = format!("{LOAD_BALANCER}, loadBalancerSourceRanges: [' 10.0.0.0/8']");
    let cluster = web(&spec, &[HERE]);
    let outcome = route(&cluster, OUTSIDE, "203.0.113.50", 80).outcome;
    assert_eq!(outcome, Outcome::Drop(DropReason::SourceNotAllowed));
    spread(route(&cluster, POD, "203.0.113.50", 80));
    spread(route(&cluster, OUTSIDE, NODE, 31001));
}

#[test]
fn what_is_nobodys_is_left_alone() {
    let cluster = web(LOAD_BALANCER, &[UNREADY]);
    let reason =
        |source, destination, port| match route(&cluster, source, destination, port).outcome {
            Outcome::NoRule(reason) => reason,
            other => panic!("a rule applied: {other:?}"),
        };
    assert_eq!(reason(POD, "10.96.0.102", 80), NoRule::NotAService);
    assert_eq!(reason(POD, "203.0.113.51", 80), NoRule::NotAService);
    assert_eq!(reason(POD, "192.168.0.12", 31001), NoRule::NotAService);
    assert_eq!(
        reason(POD, "10.96.0.101", 443),
        NoRule::OtherPort { service_index: 0 }
    );
    assert_eq!(reason(NODE, "203.0.113.50", 80), NoRule::UncheckedFromNode);
    assert_eq!(reason(OUTSIDE, NODE, 31901), NoRule::HealthCheck);
}

#[test]
fn some_services_are_not_for_kube_proxy() {
    for spec in [
        "type: ExternalName, externalName: example.com, ports: [{port: 80}]",
        "clusterIP: None, ports: [{port: 80}]",
    ] {
        let text =
            format!("{{apiVersion: v1, kind: Service, metadata: {{name: web}}, spec: {{{spec}}}}}");
        assert!(
            proxy(&testing::cluster(&text), IpFamily::V4)
                .ports
                .is_empty()
        );
    }
    let mut cluster = web(CLUSTER_IP, &[HERE]);
    assert!(proxy(&cluster, IpFamily::V6).ports.is_empty());
    for service in &mut cluster.services {
        let label = "service.kubernetes.io/service-proxy-name".into();
        service.meta.labels.insert(label, "other".into());
    }
    assert!(proxy(&cluster, IpFamily::V4).ports.is_empty());
}

#[test]
fn iptables_of_a_service() {
    let spec = format!(
        "{LOAD_BALANCER}, sessionAffinity: ClientIP, sessionAffinityConfig: {{clientIP: {{timeoutSeconds: 60}}}}"
    );
    let text = proxy(&web(&spec, &[HERE, UNHINTED]), IpFamily::V4).iptables();
    let rules = |chain: &str| -> Vec<&str> {
        let prefix = format!("-A {chain}");
        text.lines()
            .filter_map(|line| line.strip_prefix(&prefix))
            .collect()
    };
    assert_eq!(
        rules("KUBE-SVC-"),
        [
            "LOLE4ISW44XBNF3G -m comment --comment \"default/web cluster IP\" -m tcp -p tcp -d 10.96.0.101 --dport 80 \
             ! -s 10.244.0.0/16 -j KUBE-MARK-MASQ",
            "LOLE4ISW44XBNF3G -m comment --comment \"default/web -> 10.244.0.10:8080\" -m recent --name KUBE-SEP-26PC3CYOE6X4RRUP \
             --rcheck --seconds 60 --reap -j KUBE-SEP-26PC3CYOE6X4RRUP",
            "LOLE4ISW44XBNF3G -m comment --comment \"default/web -> 10.244.1.21:8080\" -m recent --name KUBE-SEP-YM42NSEHD4RXKE7I \
             --rcheck --seconds 60 --reap -j KUBE-SEP-YM42NSEHD4RXKE7I",
            "LOLE4ISW44XBNF3G -m comment --comment \"default/web -> 10.244.0.10:8080\" -m statistic --mode random \
             --probability 0.5000000000 -j KUBE-SEP-26PC3CYOE6X4RRUP",
            "LOLE4ISW44XBNF3G -m comment --comment \"default/web -> 10.244.1.21:8080\" -j KUBE-SEP-YM42NSEHD4RXKE7I",
        ]
    );
}

#[test]
fn nftables_of_a_service() {
    let text = proxy(&web(CLUSTER_IP, &[HERE, UNHINTED]), IpFamily::V4).nftables();
    let name = "service-PFISGYVC-default/web/tcp/";
    let expected = format!(
        "add rule ip kube-proxy {name} meta l4proto tcp dnat ip addr . port to numgen random mod 2 \
         map {{ 0 : 10.244.0.10 . 8080 , 1 : 10.244.1.21 . 8080 }}"
    );
    assert!(text.lines().any(|line| line == expected), "{text}");
    let hairpins = text
        .lines()
        .filter(|line| line.contains("element ip kube-proxy hairpin"));
    assert_eq!(hairpins.count(), 1, "only the endpoint on this node");
}
