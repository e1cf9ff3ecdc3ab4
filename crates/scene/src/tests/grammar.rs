use std::net::IpAddr;

use cluster::overview::overview;
use words::Language;

use super::{Reading, scene};
use crate::{
    Card, CardKind, CardState, Chip, ChipState, Edge, EdgeState, Label, Look, Scene, SocketState,
    Theme, svg,
};

const WEB: &str = "
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
  - {name: http, port: 80, targetPort: http}
";

fn pod(name: &str, app: &str, more: &str) -> String {
    format!(
        "
---
apiVersion: v1
kind: Pod
metadata: {{name: {name}, labels: {{app: {app}, v: '1'}}}}
spec:
  containers:
  - {{name: c, image: i, ports: [{{name: http, containerPort: 8080}}]}}
{more}"
    )
}

const NOT_READY: &str = "status: {phase: Running, conditions: [{type: Ready, status: 'False'}], podIP: 10.1.1.1, podIPs: [{ip: 10.1.1.1}]}";

fn names(scene: &Scene, kind: CardKind) -> Vec<&str> {
    let cards = scene.cards.iter().filter(|card| card.kind == kind);
    cards.map(|card| card.name.as_str()).collect()
}

/// The edges from Services, with their pills.
fn routes(scene: &Scene) -> Vec<(&str, EdgeState, Option<&str>)> {
    let from_services = |edge: &&Edge| edge.ends[0].starts_with("service:");
    let pill = |edge: &'_ Edge| edge.pill.as_ref().map(|pill| pill.label.text.clone());
    scene
        .edges
        .iter()
        .filter(from_services)
        .map(|edge| {
            let share = pill(edge).and(edge.pill.as_ref());
            (
                edge.name.as_str(),
                edge.state,
                share.map(|pill| pill.label.text.as_str()),
            )
        })
        .collect()
}

fn card<'a>(scene: &'a Scene, name: &str) -> &'a Card {
    let found = scene.cards.iter().find(|card| card.name == name);
    found.unwrap_or_else(|| panic!("no {name} in {:?}", names_of_all(scene)))
}

fn names_of_all(scene: &Scene) -> Vec<&str> {
    scene.cards.iter().map(|card| card.name.as_str()).collect()
}

fn texts(labels: &[Label]) -> Vec<&str> {
    labels.iter().map(|label| label.text.as_str()).collect()
}

fn chips(chips: &[Chip]) -> Vec<(&str, ChipState)> {
    chips
        .iter()
        .map(|chip| (chip.label.text.as_str(), chip.state))
        .collect()
}

fn reasons(scene: &Scene) -> Vec<String> {
    let reason = |lines: &[Label]| texts(lines).join(" ");
    scene
        .dead_ends
        .iter()
        .map(|end| reason(&end.lines))
        .collect()
}

#[test]
fn nothing_gives_nothing() {
    assert_eq!(scene(""), Scene::default());
}

#[test]
fn requests_run_from_the_client_to_the_pods() {
    let text = format!(
        "{WEB}{}{}{}",
        pod("web-1", "web", ""),
        pod("web-2", "web", ""),
        pod("web-3", "web", NOT_READY)
    );
    let scene = scene(&text);
    assert_eq!(
        names(&scene, CardKind::Client),
        ["Client in the cluster", "Client on a node"]
    );
    assert_eq!(
        names(&scene, CardKind::Entry),
        ["ClusterIP of Service default/web"]
    );
    assert_eq!(names(&scene, CardKind::Service), ["Service default/web"]);
    assert_eq!(
        names(&scene, CardKind::Backend),
        [
            "Pod default/web-1",
            "Pod default/web-2",
            "Pod default/web-3"
        ]
    );
    let expected = [
        (
            "Service default/web port 80/TCP to Pod default/web-1 port 8080/TCP",
            EdgeState::Live,
            Some("50%"),
        ),
        (
            "Service default/web port 80/TCP to Pod default/web-2 port 8080/TCP",
            EdgeState::Live,
            Some("50%"),
        ),
        (
            "Service default/web port 80/TCP to Pod default/web-3 port 8080/TCP, not ready",
            EdgeState::NotReady,
            Some("0%"),
        ),
    ];
    assert_eq!(routes(&scene), expected);
    let groups: Vec<_> = scene
        .groups
        .iter()
        .map(|group| group.name.as_str())
        .collect();
    assert_eq!(groups, ["Node node-1"]);
    let web_3 = card(&scene, "Pod default/web-3");
    assert_eq!(web_3.state, CardState::NotReady);
    assert_eq!(texts(&web_3.labels)[..2], ["web-3", "Not ready"]);
    let lit = [("app=web", ChipState::Lit), ("v=1", ChipState::Plain)];
    assert_eq!(chips(&web_3.chips), lit);
}

#[test]
fn an_edge_lights_the_service_and_the_pod() {
    let text = format!("{WEB}{}", pod("web-1", "web", ""));
    let scene = scene(&text);
    let edge = scene.edges.last().unwrap();
    let lit: Vec<&str> = edge.origins.iter().map(|span| span.text(&text)).collect();
    let expected = [
        "{name: http, port: 80, targetPort: http}",
        "selector: {app: web}",
        "app: web",
        "{name: http, containerPort: 8080}",
    ];
    assert_eq!(lit, expected);
    assert_eq!(
        edge.translation.as_deref(),
        Some("10.96.0.101:80 → 10.244.0.10:8080")
    );
    let clicked = card(&scene, "Service default/web").origins.first();
    assert_eq!(clicked.map(|span| span.text(&text)), Some("name: web"));
}

#[test]
fn a_pod_of_a_workload_lights_its_template() {
    let text = format!(
        "{WEB}
---
apiVersion: apps/v1
kind: Deployment
metadata: {{name: web}}
spec:
  selector: {{matchLabels: {{app: web}}}}
  template:
    metadata: {{labels: {{app: web}}}}
    spec: {{containers: [{{name: c, image: i, ports: [{{name: http, containerPort: 80}}]}}]}}
"
    );
    let scene = scene(&text);
    let edge = scene.edges.last().unwrap();
    let lit: Vec<&str> = edge.origins.iter().map(|span| span.text(&text)).collect();
    assert_eq!(lit[2..], ["app: web", "{name: http, containerPort: 80}"]);
}

#[test]
fn the_outside_is_drawn_only_where_it_reaches_something() {
    let text = "
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: LoadBalancer
  externalIPs: [80.11.12.10]
  ports:
  - {port: 80, nodePort: 31234}
";
    let scene = scene(text);
    assert_eq!(
        names(&scene, CardKind::Client),
        [
            "Client in the cluster",
            "Client on a node",
            "Client outside the cluster"
        ]
    );
    assert_eq!(
        names(&scene, CardKind::Entry),
        [
            "ClusterIP of Service default/web",
            "Every node of Service default/web",
            "Load balancer of Service default/web",
            "External IP of Service default/web",
        ]
    );
    let balancer = card(&scene, "Load balancer of Service default/web");
    assert_eq!(balancer.state, CardState::Pending);
    let pending = scene
        .edges
        .iter()
        .filter(|edge| edge.name.ends_with(", pending"));
    assert_eq!(pending.count(), 2);
    assert!(scene.edges.iter().any(|edge| edge.name
        == "Every node of Service default/web port 31234/TCP to Service default/web port 80/TCP"));
}

#[test]
fn an_external_name_leads_to_a_dns_name() {
    let scene = scene(
        "{apiVersion: v1, kind: Service, metadata: {name: api}, spec: {type: ExternalName, externalName: api.example.com}}",
    );
    assert_eq!(
        names(&scene, CardKind::Backend),
        ["DNS name api.example.com"]
    );
    let edge = scene.edges.last().unwrap();
    assert_eq!(edge.name, "Service default/api to DNS name api.example.com");
}

#[test]
fn a_headless_service_translates_nothing() {
    let text = format!(
        "{}{}",
        WEB.replace("spec:", "spec:\n  clusterIP: None"),
        pod("web-1", "web", "")
    );
    let scene = scene(&text);
    assert_eq!(
        names(&scene, CardKind::Entry),
        ["Headless name of Service default/web"]
    );
    // A node does not ask the cluster's DNS.
    assert_eq!(names(&scene, CardKind::Client), ["Client in the cluster"]);
    let edge = scene.edges.last().unwrap();
    assert_eq!((&edge.translation, &edge.pill), (&None, &None));
}

#[test]
fn addresses_without_a_pod_are_endpoints() {
    let text = "
{apiVersion: v1, kind: Service, metadata: {name: db}, spec: {ports: [{port: 80, targetPort: 9376}]}}
---
{apiVersion: v1, kind: Endpoints, metadata: {name: db}, subsets: [{addresses: [{ip: 11.11.11.11}], ports: [{port: 9376}]}]}
---
{apiVersion: v1, kind: Endpoints, metadata: {name: bd2}, subsets: [{addresses: [{ip: 22.22.22.22}], ports: [{port: 9376}]}]}
";
    let scene = scene(text);
    assert_eq!(
        names(&scene, CardKind::Backend),
        ["Endpoint 11.11.11.11", "Endpoint 22.22.22.22"]
    );
    let route = "Service default/db port 80/TCP to Endpoint 11.11.11.11 port 9376/TCP";
    assert_eq!(routes(&scene), [(route, EdgeState::Live, None)]);
    let orphan = card(&scene, "Endpoint 22.22.22.22");
    assert_eq!(orphan.state, CardState::Unmatched);
    assert!(
        orphan
            .description
            .contains("No Service is named default/bd2")
    );
}

#[test]
fn dead_ends_tell_their_reason_once() {
    let text = WEB.replace(
        "  - {name: http",
        "  - {name: admin, port: 9000, targetPort: admin}\n  - {name: http",
    );
    let alone = scene(&text);
    assert_eq!(
        reasons(&alone),
        ["No Pod matches the selector: connection refused"]
    );
    assert_eq!(alone.dead_ends[0].curves.len(), 2);
    let selector = &card(&alone, "Service default/web").chips;
    assert_eq!(chips(selector), [("app=web", ChipState::Missed)]);

    let with_pod = scene(&format!("{text}{}", pod("web-1", "web", "")));
    let expected = "No selected Pod has a TCP port named “admin”: connection refused";
    assert_eq!(reasons(&with_pod), [expected]);
    assert_eq!(
        with_pod.dead_ends[0].name,
        format!("Service default/web port 9000/TCP: {expected}")
    );
    let sockets = &card(&with_pod, "Service default/web").sockets;
    let dead = sockets
        .iter()
        .filter(|socket| socket.state == SocketState::Dead);
    assert_eq!(dead.count(), 1);
}

#[test]
fn a_port_that_some_pods_lack_is_told_at_them() {
    let other = pod("web-2", "web", "").replace("name: http", "name: https");
    let scene = scene(&format!("{WEB}{}{other}", pod("web-1", "web", "")));
    assert_eq!(scene.dead_ends, []);
    let lacking = card(&scene, "Pod default/web-2");
    assert!(texts(&lacking.labels).contains(&"no port named “http”"));
    assert_eq!(lacking.sockets.len(), 1);
    assert_eq!(lacking.sockets[0].state, SocketState::Dead);
}

#[test]
fn a_pod_that_no_service_selects_says_by_how_little() {
    let scene = scene(&format!("{WEB}{}", pod("wbe-1", "wbe", "")));
    let pod = card(&scene, "Pod default/wbe-1");
    assert_eq!(pod.state, CardState::Unmatched);
    assert_eq!(chips(&pod.chips)[0], ("app=wbe", ChipState::Missed));
    assert!(
        pod.description
            .contains("Service default/web wants app=web")
    );
}

#[test]
fn what_the_server_refuses_is_drawn_and_marked() {
    let text = WEB.replace("port: 80", "port: 80, nodePort: 31234");
    let scene = scene(&format!("{text}{}", pod("web-1", "web", "")));
    let service = card(&scene, "Service default/web");
    assert_eq!(service.state, CardState::Refused);
    assert!(texts(&service.labels).contains(&"ClusterIP · Refused"));
    assert!(
        routes(&scene).iter().all(|(name, state, _)| {
            *state == EdgeState::Refused && name.ends_with(", refused")
        })
    );
}

#[test]
fn a_service_shows_the_policies_that_are_not_the_default() {
    let text = WEB.replace(
        "spec:",
        "spec:\n  sessionAffinity: ClientIP\n  internalTrafficPolicy: Local",
    );
    let scene = scene(&text);
    let service = card(&scene, "Service default/web");
    let shown = texts(&service.labels).join(" ");
    assert!(
        shown.contains("sessionAffinity ClientIP internalTrafficPolicy Local"),
        "{shown}"
    );
}

#[test]
fn pods_alone_are_drawn_alone() {
    let scene = scene(&pod("web-1", "web", ""));
    assert_eq!(names_of_all(&scene), ["Pod default/web-1"]);
    assert_eq!(scene.cards[0].state, CardState::Normal);
    assert_eq!(scene.columns.len(), 1);
}

#[test]
fn an_undeclared_port_still_has_its_row() {
    let text = WEB.replace("targetPort: http", "targetPort: 9999");
    let scene = scene(&format!("{text}{}", pod("web-1", "web", "")));
    let route = "Service default/web port 80/TCP to Pod default/web-1 port 9999/TCP";
    assert_eq!(routes(&scene), [(route, EdgeState::Live, None)]);
    assert!(texts(&card(&scene, "Pod default/web-1").labels).contains(&"undeclared"));
}

#[test]
fn equal_pods_fold_from_forty_on() {
    let pods = |count: usize| -> String {
        (0..count)
            .map(|at| pod(&format!("web-{at}"), "web", ""))
            .collect()
    };
    let few = scene(&format!("{WEB}{}", pods(39)));
    assert_eq!(names(&few, CardKind::Backend).len(), 39);
    let many = scene(&format!("{WEB}{}", pods(40)));
    assert_eq!(
        names(&many, CardKind::Backend),
        ["Pod default/web-0 and 39 more"]
    );
    let folded = card(&many, "Pod default/web-0 and 39 more");
    assert_eq!(folded.count(), 40);
    assert_eq!(folded.members[39], "default/web-39");
    assert_eq!(folded.id, "pod:default/web-0");

    let text = format!("{WEB}{}", pods(40));
    let look = Look {
        unfolded: [folded.id.clone()].into(),
        ..Look::default()
    };
    let unfolded = Reading::of(&text).seen(&look, Language::English);
    assert_eq!(names(&unfolded, CardKind::Backend).len(), 40);
    assert_eq!(card(&unfolded, "Pod default/web-0").id, folded.id);
}

#[test]
fn ten_thousand_pods_make_a_small_picture() {
    let mut reading = Reading::of(&format!("{WEB}{}", pod("web-0", "web", "")));
    let template = reading.cluster.pods[0].clone();
    for at in 1..10_000_u32 {
        let mut pod = template.clone();
        pod.meta.name = format!("web-{at}").into();
        // All different: only what Services send there is alike.
        pod.meta.labels.insert("n".into(), at.to_string().into());
        pod.node = format!("node-{}", at % 300).into();
        pod.ips = vec![IpAddr::from((0x0a00_0000 + at).to_be_bytes())];
        reading.cluster.pods.push(pod);
    }
    let published = cluster::controllers::reconcile(&reading.cluster);
    reading.overview = overview(&reading.cluster, &published);
    let scene = reading.scene(Language::English);
    assert!(scene.cards.len() < 120, "{} cards", scene.cards.len());
    assert!(scene.groups.is_empty(), "no box holds Pods of many nodes");
    let behind: usize = scene
        .cards
        .iter()
        .filter(|card| card.kind == CardKind::Backend)
        .map(Card::count)
        .sum();
    assert_eq!(behind, 10_000);
}

#[test]
fn korean_changes_the_words_and_nothing_else() {
    let text = format!("{WEB}{}", pod("web-1", "web", NOT_READY));
    let reading = Reading::of(&text);
    let (english, korean) = (
        reading.scene(Language::English),
        reading.scene(Language::Korean),
    );
    let ids = |scene: &Scene| -> Vec<String> {
        let cards = scene.cards.iter().map(|card| card.id.clone());
        cards
            .chain(scene.edges.iter().map(|edge| edge.id.clone()))
            .collect()
    };
    assert_eq!(ids(&english), ids(&korean));
    let edge = &korean.edges.last().unwrap().name;
    let expected =
        "서비스 default/web 포트 80/TCP에서 파드 default/web-1 포트 8080/TCP로, 준비되지 않음";
    assert_eq!(edge, expected);
}

#[test]
fn a_file_holds_what_xml_can_hold() {
    let text = WEB.replace("app: web", "app: \"<&>\\\"\"");
    let file = svg(&scene(&text), Theme::Light);
    assert!(file.starts_with("<svg "));
    assert!(file.contains("app=&lt;&amp;&gt;&quot;"));
}

#[test]
fn a_look_at_one_service_leaves_out_the_others() {
    let other = WEB
        .replace("name: web", "name: api")
        .replace("app: web", "app: api");
    let text = format!(
        "{WEB}---{other}{}{}{}",
        pod("web-1", "web", ""),
        pod("web-2", "wbe", ""),
        pod("api-1", "api", "")
    );
    let reading = Reading::of(&text);
    let seen = |look: &Look| {
        let scene = reading.seen(look, Language::English);
        let of = |kind| -> Vec<String> {
            let names = names(&scene, kind);
            names.into_iter().map(str::to_owned).collect()
        };
        (of(CardKind::Service), of(CardKind::Backend))
    };
    let service = |name: &str| Look {
        service: Some(name.to_owned()),
        ..Look::default()
    };
    let (services, pods) = seen(&service("default/web"));
    assert_eq!(services, ["Service default/web"]);
    // Its near miss is part of it.
    assert_eq!(pods, ["Pod default/web-1", "Pod default/web-2"]);
    let (services, pods) = seen(&service("default/gone"));
    assert_eq!((services.len(), pods.len()), (2, 3));
}

#[test]
fn a_look_at_one_namespace_leaves_out_the_others() {
    let there = "{apiVersion: v1, kind: Pod, metadata: {name: far, namespace: prod}, spec: {containers: [{name: app, image: app}]}}";
    let text = format!("{WEB}{}---\n{there}\n", pod("web-1", "web", ""));
    let reading = Reading::of(&text);
    let look = Look {
        namespace: Some("prod".to_owned()),
        ..Look::default()
    };
    let scene = reading.seen(&look, Language::English);
    assert_eq!(names_of_all(&scene), ["Pod prod/far"]);
}
