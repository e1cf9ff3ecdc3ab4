//! The way of a request through the picture, and where it is drawn.

use cluster::api::Protocol;
use cluster::controllers;
use cluster::dns::Zone;
use cluster::request::{self, Client, Destination, End, Request, Series, Surroundings, Tool};

use super::*;
use crate::{Course, Drawn, Look, Trail, course, trail};

const WEB: &str = "
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web-1, labels: {app: web}}
spec: {containers: [{name: c, image: i, ports: [{containerPort: 8080}]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web-2, labels: {app: web}}
spec: {nodeName: node-2, containers: [{name: c, image: i, ports: [{containerPort: 8080}]}]}
";

fn sent(text: &str, from: Client, to: &str, tool: Tool) -> (Trail, Course) {
    let reading = Reading::of(text);
    let published = controllers::reconcile(&reading.cluster);
    let zone = Zone::of(&reading.cluster, &published);
    let request = Request {
        from,
        to: Destination::parse(to).unwrap(),
        protocol: Protocol::Tcp,
        tool,
    };
    let around = Surroundings {
        cluster: &reading.cluster,
        published: &published,
        zone: &zone,
    };
    let trace = request::send(around, &request);
    let series = Series {
        count: 100,
        pause: 0,
        seed: 1,
    };
    let counts = match &trace.end {
        End::Arrived(arrivals) => request::spread(arrivals, trace.affinity, series),
        _ => Vec::new(),
    };
    let drawn = Drawn {
        cluster: &reading.cluster,
        overview: &reading.overview,
        origins: reading.origins(),
        look: &Look::default(),
        language: Language::English,
    };
    let trail = trail(drawn, &reading.cluster, &request, &trace, &counts);
    let scene = reading.scene(Language::English);
    for part in trail.parts() {
        let cards = scene.cards.iter().map(|card| &card.id);
        let groups = scene.groups.iter().map(|group| &group.id);
        let edges = scene.edges.iter().map(|edge| &edge.id);
        let ends = scene.dead_ends.iter().map(|end| &end.id);
        let mut all = cards.chain(groups).chain(edges).chain(ends);
        assert!(all.any(|id| id == part), "{part} is drawn");
    }
    let course = course(&scene, &trail);
    (trail, course)
}

/// The cards of each way, and how it ends.
fn said(trail: &Trail) -> (Vec<String>, Option<(String, String)>) {
    let short = |id: &String| id.replace("default/", "");
    let approach = trail.approach.iter().map(|leg| &leg.ends[1]).map(short);
    let mut way = vec![
        trail
            .client
            .iter()
            .map(short)
            .chain(approach)
            .collect::<Vec<_>>()
            .join(" "),
    ];
    way.extend(trail.fan.iter().map(|fan| short(&fan.leg.ends[1])));
    let end = trail
        .end
        .as_ref()
        .map(|end| (short(&end.part), end.text.clone()));
    (way, end)
}

#[test]
fn a_request_passes_client_entry_service_and_pods() {
    let (trail, course) = sent(WEB, Client::InCluster, "web", Tool::Curl);
    assert_eq!(
        said(&trail).0,
        [
            "client:inside entry:web:cluster-ip service:web",
            "pod:web-1",
            "pod:web-2"
        ]
    );
    assert!(trail.approach.iter().all(|leg| leg.edge.is_some()));
    assert!(
        trail
            .fan
            .iter()
            .all(|fan| fan.leg.edge.is_some() && fan.odds == 0.5)
    );
    assert_eq!(trail.fan.iter().map(|fan| fan.count).sum::<u32>(), 100);
    assert_eq!(course.streams.len(), 2);
    assert!(course.streams.iter().all(|stream| stream.curves.len() == 3));
    let number = course.streams[0].number.as_ref().unwrap();
    assert_eq!(
        number.label.text,
        format!("50% · {}/100", trail.fan[0].count)
    );
    assert_eq!((course.bypasses.len(), &course.mark), (0, &None));
}

#[test]
fn a_way_without_an_edge_is_drawn_where_it_goes() {
    // A Pod may dial a node's port, although nobody needs to.
    let (trail, course) = sent(WEB, Client::Pod(0), "192.168.0.12:31001", Tool::Curl);
    assert_eq!(trail.source.as_deref(), Some("pod:default/web-1"));
    assert_eq!(trail.node.as_deref(), Some("node:node-2"));
    assert_eq!(trail.approach[0].edge, None);
    assert_eq!(course.bypasses.len(), 1);
    let (trail, course) = sent(WEB, Client::InCluster, "10.244.0.10:8080", Tool::Curl);
    assert_eq!(said(&trail).0, ["client:inside", "pod:web-1"]);
    assert_eq!(course.bypasses.len(), 1);
}

#[test]
fn a_failure_is_marked_where_it_dies() {
    let empty = WEB.replace("app: web}}", "app: other}}");
    let headless_empty = empty.replace("type: NodePort, ", "clusterIP: None, ");
    let away = "
apiVersion: v1
kind: Service
metadata: {name: away}
spec: {type: ExternalName, externalName: api.example.com}
";
    for (text, from, to, tool, part, symptom) in [
        (
            WEB,
            Client::InCluster,
            "wbe",
            Tool::Curl,
            "client:inside",
            "NXDOMAIN",
        ),
        (
            WEB,
            Client::Outside,
            "10.96.0.101",
            Tool::Curl,
            "client:outside",
            "time-out",
        ),
        (
            WEB,
            Client::InCluster,
            "web",
            Tool::Ping,
            "entry:web:cluster-ip",
            "time-out",
        ),
        (
            WEB,
            Client::InCluster,
            "10.96.0.101",
            Tool::Ping,
            "entry:web:cluster-ip",
            "time-out",
        ),
        (
            WEB,
            Client::InCluster,
            "web:81",
            Tool::Curl,
            "entry:web:cluster-ip",
            "time-out",
        ),
        (
            WEB,
            Client::Node(0),
            "192.168.0.11:31999",
            Tool::Curl,
            "node:node-1",
            "connection refused",
        ),
        (
            &empty,
            Client::InCluster,
            "web",
            Tool::Curl,
            "dead:service:web:80/TCP",
            "connection refused",
        ),
        (
            &headless_empty,
            Client::InCluster,
            "web",
            Tool::Curl,
            "client:inside",
            "NXDOMAIN",
        ),
        (
            away,
            Client::InCluster,
            "away",
            Tool::Curl,
            "dns:api.example.com",
            "leaves the cluster",
        ),
    ] {
        let (trail, course) = sent(text, from, to, tool);
        let end = said(&trail).1.unwrap();
        assert_eq!((&*end.0, &*end.1), (part, symptom), "{to}");
        let mark = course.mark.unwrap();
        assert_eq!(mark.dies, part != "dns:api.example.com");
        assert!(mark.rect.width > 40.0);
    }
}

#[test]
fn pods_on_one_card_share_a_way() {
    let pods = (0..60).map(|at| {
        format!(
            "---\napiVersion: v1\nkind: Pod\nmetadata: {{name: p{at}, labels: {{app: web}}}}\n\
             spec: {{containers: [{{name: c, image: i, ports: [{{containerPort: 8080}}]}}]}}\n"
        )
    });
    let service = WEB.split("---").next().unwrap();
    let text = service.to_owned() + &pods.collect::<String>();
    let (trail, course) = sent(&text, Client::InCluster, "web", Tool::Curl);
    assert_eq!(trail.fan.len(), 1);
    assert_eq!((trail.fan[0].count, course.streams.len()), (100, 1));
    assert!((trail.fan[0].odds - 1.0).abs() < 1e-9);
}

#[test]
fn a_headless_name_and_a_look_up_pass_the_name() {
    let headless = WEB.replace("type: NodePort, ", "clusterIP: None, ");
    let (trail, _) = sent(&headless, Client::InCluster, "web:8080", Tool::Curl);
    assert_eq!(
        said(&trail).0,
        [
            "client:inside entry:web:headless service:web",
            "pod:web-1",
            "pod:web-2"
        ]
    );
    assert!(trail.fan.iter().all(|fan| fan.leg.edge.is_some()));
    let (trail, course) = sent(WEB, Client::InCluster, "web", Tool::Nslookup);
    assert_eq!(said(&trail).0, ["client:inside entry:web:cluster-ip"]);
    assert_eq!(course.streams.len(), 1);
}
