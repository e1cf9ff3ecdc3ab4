//! Random clusters, and packets through them: what a route says and where the printed rules lead is the same.

use std::net::IpAddr;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::node;
use super::recorded::{answers, packet};
use crate::Str;
use crate::api::{
    AddressType, EndpointConditions, EndpointPort, EndpointSlice, Hints, IpFamily,
    LoadBalancerIngress, ObjectMeta, Protocol, Service, ServicePort, ServiceType, SessionAffinity,
    SliceEndpoint, TargetPort, TrafficPolicy,
};
use crate::manifest::ObjectId;
use crate::proxy::{Network, NodeProxy, Packet, World, disagreement};

#[test]
fn rules_lead_where_routes_say_for_recorded_packets() {
    for answer in answers() {
        for family in [IpFamily::V4, IpFamily::V6] {
            let proxy = NodeProxy::new(&answer.world(), &node(), family);
            let packets = answer
                .routes()
                .iter()
                .map(|route| packet(route).expect("a packet"));
            let packets = packets.filter(|packet| IpFamily::of(packet.destination) == family);
            assert_eq!(disagreement(&proxy, packets), None, "{}", answer.name);
        }
    }
}

/// The random part of a Service; addresses and ports that must differ come from its place.
#[derive(Clone, Debug)]
struct Plan {
    kind: ServiceType,
    protocols: Vec<Protocol>,
    affinity: bool,
    internal: TrafficPolicy,
    external: TrafficPolicy,
    external_ip: bool,
    load_balancer: bool,
    source_ranges: Vec<&'static str>,
    endpoints: Vec<EndpointPlan>,
}

#[derive(Clone, Debug)]
struct EndpointPlan {
    place: u8,
    ports: Index,
    conditions: (Option<bool>, Option<bool>, Option<bool>),
    node: Option<&'static str>,
    zone_hint: Option<&'static str>,
    node_hint: Option<&'static str>,
}

fn endpoint_plan() -> impl Strategy<Value = EndpointPlan> {
    let usually =
        |usual: bool| option::weighted(0.8, prop::bool::weighted(if usual { 0.7 } else { 0.3 }));
    (
        10_u8..16,
        any::<Index>(),
        (usually(true), usually(true), usually(false)),
        option::weighted(0.9, select(vec!["node-1", "node-2"])),
        option::weighted(0.7, select(vec!["zone-a", "zone-b"])),
        option::weighted(0.5, select(vec!["node-1", "node-2"])),
    )
        .prop_map(
            |(place, ports, conditions, node, zone_hint, node_hint)| EndpointPlan {
                place,
                ports,
                conditions,
                node,
                zone_hint,
                node_hint,
            },
        )
}

fn plan() -> impl Strategy<Value = Plan> {
    let policy = || select(vec![TrafficPolicy::Cluster, TrafficPolicy::Local]);
    let ranges = vec![
        "10.0.0.0/8",
        "192.168.0.0/16",
        "203.0.113.0/24",
        "fd00:192::/32",
        "2001:db8::/32",
    ];
    (
        select(vec![
            ServiceType::ClusterIp,
            ServiceType::NodePort,
            ServiceType::LoadBalancer,
        ]),
        vec(
            select(vec![Protocol::Tcp, Protocol::Udp, Protocol::Sctp]),
            1..3,
        ),
        any::<bool>(),
        (policy(), policy()),
        any::<bool>(),
        any::<bool>(),
        vec(select(ranges), 0..3),
        vec(endpoint_plan(), 0..5),
    )
        .prop_map(
            |(
                kind,
                protocols,
                affinity,
                policies,
                external_ip,
                load_balancer,
                source_ranges,
                endpoints,
            )| Plan {
                kind,
                protocols,
                affinity,
                internal: policies.0,
                external: policies.1,
                external_ip,
                load_balancer: load_balancer && kind == ServiceType::LoadBalancer,
                source_ranges,
                endpoints,
            },
        )
}

/// The addresses of a family, by what they are for.
struct Addresses(IpFamily);

impl Addresses {
    fn make(&self, v4: [u8; 4], v6: [u16; 8]) -> IpAddr {
        match self.0 {
            IpFamily::V4 => v4.into(),
            IpFamily::V6 => v6.into(),
        }
    }

    fn cluster_ip(&self, service: usize) -> IpAddr {
        let last = 101 + service as u8;
        self.make(
            [10, 96, 0, last],
            [0xfd00, 0x10, 0x96, 0, 0, 0, 0, last.into()],
        )
    }

    /// Services may share one external IP, and then contend for a port.
    fn external_ip(&self) -> IpAddr {
        self.make([198, 51, 100, 1], [0x2001, 0xdb8, 1, 0, 0, 0, 0, 1])
    }

    fn load_balancer(&self, service: usize) -> IpAddr {
        let last = 50 + service as u8;
        self.make(
            [203, 0, 113, last],
            [0x2001, 0xdb8, 0, 0, 0, 0, 0, last.into()],
        )
    }

    fn pod(&self, place: u8) -> IpAddr {
        self.make(
            [10, 244, 0, place],
            [0xfd00, 0x10, 0x244, 0, 0, 0, 0, place.into()],
        )
    }

    fn node(&self, last: u8, group: u16) -> IpAddr {
        self.make(
            [192, 168, 0, last],
            [0xfd00, 0x192, 0x168, 0, 0, 0, 0, group],
        )
    }

    fn sources(&self, services: usize) -> Vec<IpAddr> {
        let mut sources: Vec<IpAddr> = [10, 11, 12, 250].map(|place| self.pod(place)).into();
        sources.extend([self.node(11, 0x11), self.node(12, 0x12), self.loopback()]);
        sources.push(self.make([203, 0, 113, 9], [0x2001, 0xdb8, 0, 0, 0, 0, 0, 9]));
        sources.extend((0..services).map(|service| self.load_balancer(service)));
        sources
    }

    fn destinations(&self, services: usize) -> Vec<IpAddr> {
        let mut destinations = vec![self.external_ip(), self.pod(10), self.loopback()];
        destinations.extend([self.node(11, 0x11), self.node(12, 0x12)]);
        destinations.extend((0..services).map(|service| self.cluster_ip(service)));
        destinations.extend((0..services).map(|service| self.load_balancer(service)));
        destinations
    }

    fn loopback(&self) -> IpAddr {
        self.make([127, 0, 0, 1], [0, 0, 0, 0, 0, 0, 0, 1])
    }
}

fn node_port(service: usize, port: usize) -> u16 {
    30001 + 10 * service as u16 + port as u16
}

const HEALTH_CHECK: u16 = 30100;

fn meta(name: &str) -> ObjectMeta {
    ObjectMeta {
        name: name.into(),
        namespace: "default".into(),
        ..ObjectMeta::default()
    }
}

fn service(index: usize, plan: &Plan, addresses: &Addresses) -> Service {
    let external = plan.kind != ServiceType::ClusterIp;
    let port = |(place, protocol): (usize, &Protocol)| ServicePort {
        name: format!("p{place}").into(),
        protocol: *protocol,
        port: 80 + place as u16,
        target_port: TargetPort::Number(8080),
        node_port: external.then(|| node_port(index, place)),
        app_protocol: None,
    };
    Service {
        id: ObjectId(0),
        meta: meta(&format!("web-{index}")),
        kind: plan.kind,
        selector: None,
        ports: plan.protocols.iter().enumerate().map(port).collect(),
        cluster_ips: vec![addresses.cluster_ip(index)],
        headless: false,
        ip_families: vec![addresses.0],
        ip_family_policy: None,
        external_ips: plan
            .external_ip
            .then(|| addresses.external_ip())
            .into_iter()
            .collect(),
        external_name: None,
        session_affinity: match plan.affinity {
            true => SessionAffinity::ClientIp {
                timeout_seconds: 60,
            },
            false => SessionAffinity::None,
        },
        internal_traffic_policy: plan.internal,
        external_traffic_policy: plan.external,
        traffic_distribution: None,
        publish_not_ready_addresses: false,
        health_check_node_port: Some(HEALTH_CHECK + index as u16),
        load_balancer_ip: None,
        load_balancer_source_ranges: plan
            .source_ranges
            .iter()
            .map(|range| Str::from(*range))
            .collect(),
        load_balancer_class: None,
        load_balancer_ingress: plan
            .load_balancer
            .then(|| LoadBalancerIngress {
                ip: Some(addresses.load_balancer(index)),
                ..LoadBalancerIngress::default()
            })
            .into_iter()
            .collect(),
    }
}

/// A slice for each endpoint: they may offer different ports.
fn slices(index: usize, plan: &Plan, addresses: &Addresses) -> Vec<EndpointSlice> {
    let slice = |(number, endpoint): (usize, &EndpointPlan)| {
        let mut meta = meta(&format!("web-{index}-{number}"));
        let service = format!("web-{index}");
        meta.labels
            .insert("kubernetes.io/service-name".into(), service.into());
        let (ready, serving, terminating) = endpoint.conditions;
        let offered = 1 + endpoint.ports.index(plan.protocols.len());
        let ports = plan.protocols.iter().take(offered).enumerate();
        EndpointSlice {
            meta,
            address_type: AddressType::Ip(addresses.0),
            endpoints: vec![SliceEndpoint {
                addresses: vec![addresses.pod(endpoint.place).to_string().into()],
                conditions: EndpointConditions {
                    ready,
                    serving,
                    terminating,
                },
                node: endpoint.node.map(Str::from),
                hints: Some(Hints {
                    zones: endpoint.zone_hint.map(Str::from).into_iter().collect(),
                    nodes: endpoint.node_hint.map(Str::from).into_iter().collect(),
                }),
                ..SliceEndpoint::default()
            }],
            ports: Some(
                ports
                    .map(|(place, protocol)| EndpointPort {
                        name: Some(format!("p{place}").into()),
                        port: Some(8080 + place as u16),
                        protocol: *protocol,
                        app_protocol: None,
                    })
                    .collect(),
            ),
            ..EndpointSlice::default()
        }
    };
    plan.endpoints.iter().enumerate().map(slice).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rules_lead_where_routes_say(
        family in select(vec![IpFamily::V4, IpFamily::V6]),
        plans in vec(plan(), 1..4),
    ) {
        let addresses = Addresses(family);
        let planned = || plans.iter().enumerate();
        let services: Vec<Service> =
            planned().map(|(index, plan)| service(index, plan, &addresses)).collect();
        let slices: Vec<EndpointSlice> =
            planned().flat_map(|(index, plan)| slices(index, plan, &addresses)).collect();
        let world = World { services: &services, slices: &slices, network: Network::default() };
        let proxy = NodeProxy::new(&world, &node(), family);
        let mut ports = vec![80, 81, 82, HEALTH_CHECK];
        ports.extend(planned().map(|(index, _)| node_port(index, 0)));
        let mut packets = Vec::new();
        for source in addresses.sources(plans.len()) {
            for destination in addresses.destinations(plans.len()) {
                for port in &ports {
                    for protocol in [Protocol::Tcp, Protocol::Udp] {
                        packets.push(Packet { source, destination, port: *port, protocol });
                    }
                }
            }
        }
        prop_assert_eq!(disagreement(&proxy, packets), None);
    }
}
