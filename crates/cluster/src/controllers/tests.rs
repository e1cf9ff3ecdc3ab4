use crate::api::{EndpointSlice, SliceEndpoint};
use crate::controllers::{Published, reconcile};
use crate::testing::cluster;

fn published(text: &str) -> Published {
    reconcile(&cluster(text))
}

/// `name: ports; address state, …` a line.
fn told(slices: &[EndpointSlice]) -> Vec<String> {
    let state = |endpoint: &SliceEndpoint| {
        let is = |condition: Option<bool>| match condition {
            None => '?',
            Some(true) => 'y',
            Some(false) => 'n',
        };
        let it = endpoint.conditions;
        format!(
            "{} {}{}{}",
            endpoint.addresses.join("+"),
            is(it.ready),
            is(it.serving),
            is(it.terminating)
        )
    };
    let told = |slice: &EndpointSlice| {
        let ports: Vec<String> = slice
            .ports
            .iter()
            .flatten()
            .map(|port| {
                format!(
                    "{}={}",
                    port.name.as_deref().unwrap_or("?"),
                    port.port.unwrap_or(0)
                )
            })
            .collect();
        let endpoints: Vec<String> = slice.endpoints.iter().map(state).collect();
        format!(
            "{}: {}; {}",
            slice.meta.name,
            ports.join(" "),
            endpoints.join(", ")
        )
    };
    slices.iter().map(told).collect()
}

const WEB: &str = "kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: http}, {name: raw, port: 81}]}
---
";

fn pod(name: &str, port: &str, rest: &str) -> String {
    format!(
        "kind: Pod
metadata: {{name: {name}, labels: {{app: web}}}}
spec: {{containers: [{{name: c, ports: [{{name: http, containerPort: {port}}}]}}]}}
{rest}---
"
    )
}

#[test]
fn pods_that_resolve_a_name_to_different_numbers_go_to_different_slices() {
    let text = [
        WEB,
        &pod("a", "8080", ""),
        &pod("b", "9090", ""),
        &pod("c", "8080", ""),
    ]
    .concat();
    assert_eq!(
        told(&published(&text).slices),
        [
            "web-00001: http=8080 raw=81; 10.244.0.10 yyn, 10.244.0.12 yyn",
            "web-00002: raw=81 http=9090; 10.244.0.11 yyn",
        ]
    );
}

#[test]
fn a_selector_that_matches_nothing_leaves_an_empty_slice() {
    let published = published(WEB);
    assert_eq!(told(&published.slices), ["web-00001: ; "]);
    assert_eq!(
        published
            .endpoints
            .iter()
            .map(|it| it.subsets.len())
            .sum::<usize>(),
        0
    );
}

#[test]
fn a_terminating_pod_serves_in_slices_and_leaves_endpoints() {
    let status = "status: {phase: Running, podIP: 10.244.0.9, conditions: [{type: Ready, status: 'True'}]}\n";
    let dying = pod("a", "80", status).replace(
        "name: a,",
        "name: a, deletionTimestamp: 2026-01-01T00:00:00Z,",
    );
    let published = published(&[WEB, &dying].concat());
    assert_eq!(
        told(&published.slices),
        ["web-00001: raw=81 http=80; 10.244.0.9 nyy"]
    );
    assert!(published.endpoints.iter().all(|it| it.subsets.is_empty()));
}

#[test]
fn a_finished_pod_is_no_endpoint() {
    let status = "status: {phase: Succeeded, podIP: 10.244.0.9}\n";
    let published = published(&[WEB, &pod("a", "80", status)].concat());
    assert_eq!(told(&published.slices), ["web-00001: ; "]);
}

#[test]
fn unready_pods_are_kept_apart_unless_they_are_to_be_published() {
    let status = "status: {phase: Running, podIP: 10.244.0.9}\n";
    let text = [WEB, &pod("a", "80", status), &pod("b", "80", "")].concat();
    let addresses = |text: &str| -> Vec<(usize, usize)> {
        let endpoints = published(text).endpoints;
        let subsets = endpoints.iter().flat_map(|it| &it.subsets);
        subsets
            .map(|it| (it.addresses.len(), it.not_ready_addresses.len()))
            .collect()
    };
    assert_eq!(addresses(&text), [(1, 1)]);
    let told_all = text.replace(
        "spec: {selector",
        "spec: {publishNotReadyAddresses: true, selector",
    );
    assert_eq!(addresses(&told_all), [(2, 0)]);
}

#[test]
fn endpoints_written_by_hand_are_mirrored_for_a_service_without_a_selector() {
    let published = published(
        "{kind: Service, metadata: {name: db}, spec: {ports: [{port: 80}]}}
---
kind: Endpoints
metadata: {name: db, labels: {a: b}}
subsets:
- {addresses: [{ip: 192.0.2.9}, {ip: 2001:db8::9}], notReadyAddresses: [{ip: 192.0.2.8}], ports: [{port: 5432}]}
",
    );
    assert_eq!(
        told(&published.slices),
        [
            "db-00001: =5432; 192.0.2.8 n??, 192.0.2.9 y??",
            "db-00002: =5432; 2001:db8::9 y??",
        ]
    );
    assert!(
        published
            .slices
            .iter()
            .all(|it| it.meta.labels.contains_key("a"))
    );
    assert_eq!(published.endpoints.len(), 1);
}

#[test]
fn endpoints_written_by_hand_for_a_selecting_service_are_overwritten() {
    let text = [
        WEB,
        "{kind: Endpoints, metadata: {name: web}, subsets: [{addresses: [{ip: 192.0.2.9}]}]}",
    ]
    .concat();
    let published = published(&text);
    let written: Vec<bool> = published
        .endpoints
        .iter()
        .map(|it| it.id.is_some())
        .collect();
    assert_eq!(written, [false]);
    assert_eq!(told(&published.slices), ["web-00001: ; "]);
}

#[test]
fn a_slice_holds_a_hundred() {
    let mut text = WEB.to_owned();
    for number in 0..101 {
        text += &pod(&format!("p{number}"), "80", "");
    }
    let sizes: Vec<usize> = published(&text)
        .slices
        .iter()
        .map(|it| it.endpoints.len())
        .collect();
    assert_eq!(sizes, [100, 1]);
}

#[test]
fn more_than_a_thousand_addresses_are_cut() {
    let text = "kind: Deployment
metadata: {name: web}
spec: {replicas: 1001, template: {metadata: {labels: {app: web}}}}
---
{kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 80}]}}
";
    let published = published(text);
    let cut = published.endpoints.iter().flat_map(|it| &it.subsets);
    assert_eq!(cut.map(|it| it.addresses.len()).collect::<Vec<_>>(), [1000]);
    let annotated = |it: &crate::api::Endpoints| {
        it.meta
            .annotations
            .contains_key("endpoints.kubernetes.io/over-capacity")
    };
    assert!(published.endpoints.iter().all(annotated));
    assert_eq!(published.slices.len(), 11);
}

#[test]
fn traffic_distribution_hints_at_zone_and_node() {
    let text = [WEB, &pod("a", "80", "")].concat();
    let with = |distribution: &str| {
        text.replace(
            "spec: {selector",
            &format!("spec: {{trafficDistribution: {distribution}, selector"),
        )
    };
    let hints = |text: &str| -> Vec<(String, String)> {
        let slices = published(text).slices;
        let hints = slices
            .iter()
            .flat_map(|it| &it.endpoints)
            .filter_map(|it| it.hints.as_ref());
        hints
            .map(|it| (it.zones.join(" "), it.nodes.join(" ")))
            .collect()
    };
    assert_eq!(hints(&text), []);
    assert_eq!(
        hints(&with("PreferClose")),
        [("zone-a".to_owned(), String::new())]
    );
    assert_eq!(
        hints(&with("PreferSameNode")),
        [("zone-a".to_owned(), "node-1".to_owned())]
    );
}

#[test]
fn services_without_names_keep_their_own_slices() {
    let cluster = cluster(
        "{kind: Service, spec: {selector: {app: a}}}\n---\n{kind: Service, spec: {selector: {app: b}}}",
    );
    let published = reconcile(&cluster);
    for service in &cluster.services {
        let own = published
            .slices
            .iter()
            .filter(|slice| slice.belongs_to(service));
        assert_eq!(own.count(), 1);
    }
}
