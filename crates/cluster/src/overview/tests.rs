use std::net::IpAddr;

use super::*;
use crate::api::{
    Container, ContainerPort, EndpointAddress, EndpointConditions, EndpointPort, EndpointSlice,
    EndpointSubset, Endpoints, Hints, IpFamily, ObjectMeta, ObjectReference, Pod, PodPhase,
    Service, ServicePort, ServiceType, SessionAffinity, SliceEndpoint, TargetPort, TrafficPolicy,
};
use crate::environment::Environment;

fn labels(pairs: &[(&str, &str)]) -> Labels {
    pairs
        .iter()
        .map(|(key, value)| ((*key).into(), (*value).into()))
        .collect()
}

fn meta(name: &str, pairs: &[(&str, &str)]) -> ObjectMeta {
    ObjectMeta {
        name: name.into(),
        namespace: "default".into(),
        labels: labels(pairs),
        ..ObjectMeta::default()
    }
}

fn service(name: &str, selector: &[(&str, &str)], ports: Vec<ServicePort>) -> Service {
    Service {
        id: ObjectId(0),
        meta: meta(name, &[]),
        kind: ServiceType::ClusterIp,
        selector: (!selector.is_empty()).then(|| labels(selector)),
        ports,
        cluster_ips: vec![IpAddr::from([10, 96, 0, 101])],
        headless: false,
        ip_families: vec![IpFamily::V4],
        ip_family_policy: None,
        external_ips: Vec::new(),
        external_name: None,
        session_affinity: SessionAffinity::None,
        internal_traffic_policy: TrafficPolicy::Cluster,
        external_traffic_policy: TrafficPolicy::Cluster,
        traffic_distribution: None,
        publish_not_ready_addresses: false,
        health_check_node_port: None,
        load_balancer_ip: None,
        load_balancer_source_ranges: Vec::new(),
        load_balancer_class: None,
        load_balancer_ingress: Vec::new(),
    }
}

fn port(name: &str, port: u16, target: TargetPort) -> ServicePort {
    ServicePort {
        name: name.into(),
        protocol: Protocol::Tcp,
        port,
        target_port: target,
        node_port: None,
        app_protocol: None,
    }
}

fn http() -> Vec<ServicePort> {
    vec![port("http", 80, TargetPort::Name("http".into()))]
}

fn pod(name: &str, pairs: &[(&str, &str)], last: u8) -> Pod {
    Pod {
        id: ObjectId(1),
        owner: None,
        controller: None,
        meta: meta(name, pairs),
        node: "node-1".into(),
        pinned: false,
        containers: vec![Container {
            ports: vec![ContainerPort {
                name: Some("http".into()),
                port: 8080,
                ..ContainerPort::default()
            }],
            ..Container::default()
        }],
        host_network: false,
        hostname: None,
        subdomain: None,
        phase: PodPhase::Running,
        ready: true,
        ips: vec![IpAddr::from([10, 244, 0, last])],
    }
}

/// An endpoint of Pod `name`; `conditions` are ready, serving, terminating.
fn endpoint(name: &str, last: u8, node: &str, conditions: [bool; 3]) -> SliceEndpoint {
    let [ready, serving, terminating] = conditions.map(Some);
    SliceEndpoint {
        addresses: vec![format!("10.244.0.{last}").into()],
        conditions: EndpointConditions {
            ready,
            serving,
            terminating,
        },
        node: Some(node.into()),
        target: Some(ObjectReference {
            kind: "Pod".into(),
            name: meta(name, &[]).object_name(),
            ..ObjectReference::default()
        }),
        ..SliceEndpoint::default()
    }
}

const READY: [bool; 3] = [true, true, false];
const NOT_READY: [bool; 3] = [false, false, false];
const DRAINING: [bool; 3] = [false, true, true];

fn slice(service: &str, port_name: &str, endpoints: Vec<SliceEndpoint>) -> EndpointSlice {
    EndpointSlice {
        meta: meta("slice", &[("kubernetes.io/service-name", service)]),
        ports: Some(vec![EndpointPort {
            name: Some(port_name.into()),
            port: Some(8080),
            ..EndpointPort::default()
        }]),
        endpoints,
        ..EndpointSlice::default()
    }
}

fn look(services: Vec<Service>, pods: Vec<Pod>, slices: Vec<EndpointSlice>) -> Overview {
    let cluster = Cluster {
        services,
        pods,
        nodes: Environment::default().nodes,
        ..Cluster::default()
    };
    let published = Published {
        slices,
        ..Published::default()
    };
    overview(&cluster, &published)
}

/// The shares of the first Service's first port.
fn shares(overview: &Overview) -> Vec<f64> {
    overview.services[0].ports[0]
        .backends
        .iter()
        .map(|backend| backend.share)
        .collect()
}

fn dead(overview: &Overview) -> Option<&DeadEnd> {
    overview.services[0].ports[0].dead.as_ref()
}

fn web() -> [(&'static str, &'static str); 1] {
    [("app", "web")]
}

#[test]
fn ready_endpoints_share_equally_and_others_get_nothing() {
    let found = look(
        vec![service("web", &web(), http())],
        vec![
            pod("a", &web(), 1),
            pod("b", &web(), 2),
            pod("c", &web(), 3),
        ],
        vec![slice(
            "web",
            "http",
            vec![
                endpoint("a", 1, "node-1", READY),
                endpoint("b", 2, "node-1", NOT_READY),
                endpoint("c", 3, "node-2", READY),
            ],
        )],
    );
    assert_eq!(shares(&found), [0.5, 0.0, 0.5]);
    assert_eq!(dead(&found), None);
    assert_eq!(found.services[0].selected, [0, 1, 2]);
    assert_eq!(
        found.services[0].ports[0].backends[1].target,
        Target::Pod(1)
    );
    assert!(found.unmatched.is_empty());
}

#[test]
fn terminating_endpoints_serve_where_nothing_is_ready() {
    let ends = |first| {
        look(
            vec![service("web", &web(), http())],
            vec![pod("a", &web(), 1), pod("b", &web(), 2)],
            vec![slice(
                "web",
                "http",
                vec![
                    endpoint("a", 1, "node-1", first),
                    endpoint("b", 2, "node-1", DRAINING),
                ],
            )],
        )
    };
    assert_eq!(shares(&ends(NOT_READY)), [0.0, 1.0]);
    assert_eq!(shares(&ends(READY)), [1.0, 0.0]);
}

#[test]
fn a_local_policy_shares_per_node() {
    let mut local = service("web", &web(), http());
    local.internal_traffic_policy = TrafficPolicy::Local;
    let endpoints = vec![
        endpoint("a", 1, "node-1", READY),
        endpoint("b", 2, "node-2", READY),
        endpoint("c", 3, "node-2", READY),
    ];
    let found = look(
        vec![local.clone()],
        Vec::new(),
        vec![slice("web", "http", endpoints)],
    );
    assert_eq!(shares(&found), [1.0, 0.5, 0.5]);
    assert_eq!(
        found.services[0].ports[0].backends[0].clients,
        ClientScope::Node("node-1".into())
    );
    let elsewhere = vec![endpoint("a", 1, "gone", READY)];
    let found = look(
        vec![local],
        Vec::new(),
        vec![slice("web", "http", elsewhere)],
    );
    assert_eq!(dead(&found), Some(&DeadEnd::NothingLocal));
}

#[test]
fn zone_hints_count_only_if_every_ready_endpoint_has_them() {
    let hinted = |zone: Option<&str>, name: &str, last| SliceEndpoint {
        hints: zone.map(|zone| Hints {
            zones: vec![zone.into()],
            ..Hints::default()
        }),
        ..endpoint(name, last, "node-1", READY)
    };
    let look = |second| {
        let endpoints = vec![hinted(Some("zone-a"), "a", 1), hinted(second, "b", 2)];
        look(
            vec![service("web", &web(), http())],
            Vec::new(),
            vec![slice("web", "http", endpoints)],
        )
    };
    assert_eq!(shares(&look(Some("zone-b"))), [1.0, 1.0]);
    assert_eq!(shares(&look(None)), [0.5, 0.5]);
    // Clients in a zone without endpoints use all: here everyone gets the same.
    let same = look(Some("zone-a"));
    assert_eq!(shares(&same), [0.5, 0.5]);
    let clients = |at: usize| &same.services[0].ports[0].backends[at].clients;
    assert_eq!([clients(0), clients(1)], [&ClientScope::Anyone; 2]);
}

#[test]
fn every_way_to_die_has_its_reason() {
    let none = || look(vec![service("web", &web(), http())], Vec::new(), Vec::new());
    assert_eq!(dead(&none()), Some(&DeadEnd::NoPodMatches));

    let mut pending = pod("a", &web(), 1);
    pending.ips.clear();
    let found = look(
        vec![service("web", &web(), http())],
        vec![pending],
        Vec::new(),
    );
    assert_eq!(dead(&found), Some(&DeadEnd::NoRunningPod));

    let admin = vec![port("admin", 9000, TargetPort::Name("admin".into()))];
    let unset = EndpointSlice {
        ports: None,
        ..slice("web", "", vec![endpoint("a", 1, "node-1", READY)])
    };
    let found = look(
        vec![service("web", &web(), admin)],
        vec![pod("a", &web(), 1)],
        vec![unset],
    );
    let expected = DeadEnd::NoNamedPort {
        name: "admin".into(),
        protocol: Protocol::Tcp,
    };
    assert_eq!(dead(&found), Some(&expected));
    assert_eq!(found.services[0].ports[0].lacking, [0]);

    let endpoints = vec![endpoint("a", 1, "node-1", NOT_READY)];
    let found = look(
        vec![service("web", &web(), http())],
        vec![pod("a", &web(), 1)],
        vec![slice("web", "http", endpoints)],
    );
    assert_eq!(dead(&found), Some(&DeadEnd::NothingReady));

    let found = look(vec![service("web", &[], http())], Vec::new(), Vec::new());
    assert_eq!(dead(&found), Some(&DeadEnd::NoSelectorNoEndpoints));

    let endpoints = vec![endpoint("a", 1, "node-1", READY)];
    let found = look(
        vec![service("web", &[], http())],
        Vec::new(),
        vec![slice("web", "metrics", endpoints)],
    );
    let expected = DeadEnd::NoEndpointPort {
        name: "http".into(),
    };
    assert_eq!(dead(&found), Some(&expected));
}

#[test]
fn an_address_of_no_pod_is_an_address() {
    let mut outside = endpoint("", 77, "node-1", READY);
    outside.target = None;
    outside.addresses = vec!["11.11.11.11".into()];
    let found = look(
        vec![service("db", &[], http())],
        vec![pod("a", &web(), 1)],
        vec![slice("db", "http", vec![outside])],
    );
    assert_eq!(
        found.services[0].ports[0].backends[0].target,
        Target::Address
    );
}

#[test]
fn entry_points_follow_the_type() {
    let mut balanced = service("web", &web(), http());
    balanced.kind = ServiceType::LoadBalancer;
    balanced.ports[0].node_port = Some(31_001);
    let found = look(vec![balanced.clone()], Vec::new(), Vec::new());
    let dns = |headless| EntryPoint::Dns {
        name: "web.default.svc.cluster.local".into(),
        headless,
    };
    let node_port = EntryPoint::NodePort {
        port: 31_001,
        service_port: 0,
    };
    let expected = [
        dns(false),
        EntryPoint::ClusterIp([10, 96, 0, 101].into()),
        node_port,
        EntryPoint::LoadBalancer(None),
    ];
    assert_eq!(found.services[0].entry_points, expected);

    balanced.headless = true;
    let found = look(vec![balanced.clone()], Vec::new(), Vec::new());
    assert_eq!(found.services[0].entry_points, [dns(true)]);

    balanced.kind = ServiceType::ExternalName;
    balanced.headless = false;
    balanced.external_name = Some("api.example.com".into());
    let found = look(vec![balanced], vec![pod("a", &web(), 1)], Vec::new());
    let expected = [
        dns(false),
        EntryPoint::ExternalName("api.example.com".into()),
    ];
    assert_eq!(found.services[0].entry_points, expected);
    assert_eq!(found.services[0].ports[0].dead, None);
    assert_eq!(found.unmatched.len(), 1);
}

#[test]
fn a_headless_service_without_ports_leads_to_addresses() {
    let mut headless = service("db", &web(), Vec::new());
    headless.headless = true;
    headless.cluster_ips.clear();
    let portless = EndpointSlice {
        ports: Some(Vec::new()),
        ..slice("db", "", vec![endpoint("a", 1, "node-1", READY)])
    };
    let found = look(vec![headless], vec![pod("a", &web(), 1)], vec![portless]);
    let [backend] = found.services[0].addresses.as_slice() else {
        panic!("one address: {:?}", found.services);
    };
    assert_eq!((backend.port, backend.share), (0, 0.0));
    assert_eq!(found.services[0].dead, None);
}

/// The near miss of a Pod with `pairs` to a Service that selects `selector`, and one that selects something else.
fn near(selector: &[(&str, &str)], pairs: &[(&str, &str)]) -> Option<NearMiss> {
    let services = vec![
        service("other", &[("tier", "queue")], http()),
        service("web", selector, http()),
    ];
    look(services, vec![pod("p", pairs, 1)], Vec::new()).unmatched[0]
        .nearest
        .clone()
}

#[test]
fn a_slip_of_the_hand_is_near() {
    let miss = near(&web(), &[("app", "wbe")]).unwrap();
    assert_eq!((miss.service, miss.close), (1, true));
    let expected = LabelDifference {
        key: "app".into(),
        wanted: "web".into(),
        found: Some("wbe".into()),
        alike: Some(("app".into(), "wbe".into())),
    };
    assert_eq!(miss.differences, [expected]);
    for pairs in [
        [("app", "Web")],
        [("ap", "web")],
        [("run", "web")],
        [("App", "web")],
    ] {
        assert!(near(&web(), &pairs).is_some(), "{pairs:?}");
    }
}

#[test]
fn another_version_or_another_app_is_not() {
    assert_eq!(near(&[("app", "web1")], &[("app", "web2")]), None);
    assert_eq!(near(&web(), &[("app", "api")]), None);
    assert_eq!(near(&web(), &[]), None);
}

#[test]
fn part_of_a_selector_is_near() {
    let selector = [("app", "web"), ("tier", "front")];
    let miss = near(&selector, &[("app", "web")]).unwrap();
    assert!(miss.close);
    assert_eq!(miss.differences.len(), 1);
    assert_eq!(miss.differences[0].found, None);
}

#[test]
fn the_right_labels_in_another_namespace_are_near() {
    let mut elsewhere = pod("p", &web(), 1);
    elsewhere.meta.namespace = "prod".into();
    let found = look(
        vec![service("web", &web(), http())],
        vec![elsewhere],
        Vec::new(),
    );
    let miss = found.unmatched[0].nearest.as_ref().unwrap();
    assert!(miss.other_namespace && miss.close && miss.differences.is_empty());
}

#[test]
fn the_only_service_is_the_nearest_even_if_far() {
    let services = vec![service("web", &web(), http())];
    let found = look(services, vec![pod("p", &[], 1)], Vec::new());
    let miss = found.unmatched[0].nearest.as_ref().unwrap();
    assert!(!miss.close);
}

#[test]
fn endpoints_without_a_service_are_orphans() {
    let endpoints = |name: &str| Endpoints {
        id: Some(ObjectId(3)),
        meta: meta(name, &[]),
        subsets: vec![EndpointSubset {
            addresses: vec![EndpointAddress {
                ip: "11.11.11.11".into(),
                ..EndpointAddress::default()
            }],
            ports: vec![EndpointPort {
                port: Some(5432),
                ..EndpointPort::default()
            }],
            ..EndpointSubset::default()
        }],
        ..Endpoints::default()
    };
    let cluster = Cluster {
        services: vec![service("postgres", &[], http())],
        endpoints: vec![endpoints("postgres"), endpoints("postgers")],
        ..Cluster::default()
    };
    let found = overview(&cluster, &Published::default()).orphans;
    let [orphan] = found.as_slice() else {
        panic!("one orphan: {found:?}");
    };
    assert_eq!(orphan.nearest, Some(0));
    assert_eq!(orphan.addresses[0].ports, [(5432, Protocol::Tcp)]);
}
