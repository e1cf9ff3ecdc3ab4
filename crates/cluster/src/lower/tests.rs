use std::net::IpAddr;

use super::Include;
use crate::Environment;
use crate::api::{PodPhase, ServiceType, TargetPort};
use crate::testing::{cluster, cluster_in};

fn ips(pod: &crate::api::Pod) -> String {
    let ips: Vec<String> = pod.ips.iter().map(IpAddr::to_string).collect();
    ips.join(" ")
}

#[test]
fn pods_without_a_status_run_and_get_addresses_in_their_order() {
    let cluster = cluster(
        "{kind: Pod, metadata: {name: a}}
---
{kind: Pod, metadata: {name: b}, spec: {hostNetwork: true, nodeName: node-2}, status: {}}
---
{kind: Pod, metadata: {name: c}}
",
    );
    let [a, b, c] = cluster.pods.as_slice() else {
        panic!("{:?}", cluster.pods);
    };
    assert_eq!(
        (ips(a).as_str(), &*a.node),
        ("10.244.0.10 fd00:10:244::a", "node-1")
    );
    assert_eq!((ips(b).as_str(), &*b.node), ("192.168.0.12", "node-2"));
    assert_eq!(ips(c), "10.244.0.12 fd00:10:244::c");
    assert!(a.ready && a.phase == PodPhase::Running);
}

#[test]
fn pods_with_generated_names_are_told_apart() {
    let cluster = cluster(
        "{kind: Pod, metadata: {generateName: a-}}
---
{kind: Pod, metadata: {generateName: a-, name: a-<random>}}
---
{kind: Pod, metadata: {generateName: a-, name: b}}
",
    );
    let names: Vec<&str> = cluster.pods.iter().map(|pod| &*pod.meta.name).collect();
    let [first, second, third] = names.as_slice() else {
        panic!("{names:?}");
    };
    assert!(
        first.starts_with("a-") && second.starts_with("a-") && first != second,
        "{names:?}"
    );
    assert_eq!(*third, "b");
}

#[test]
fn a_written_status_counts_and_so_does_a_deletion() {
    let cluster = cluster(
        "kind: Pod
metadata: {name: a, deletionTimestamp: 2026-01-01T00:00:00Z}
status: {phase: Running, podIP: 10.244.1.7, conditions: [{type: Ready, status: 'False'}]}
---
kind: Pod
metadata: {name: b}
status: {phase: Pending}
",
    );
    let [a, b] = cluster.pods.as_slice() else {
        panic!("{:?}", cluster.pods);
    };
    assert_eq!(
        (ips(a).as_str(), a.ready, a.meta.deleting),
        ("10.244.1.7", false, true)
    );
    assert_eq!(
        (ips(b).as_str(), b.ready, b.phase),
        ("", false, PodPhase::Pending)
    );
}

#[test]
fn a_fragment_gives_what_it_has() {
    let cluster = cluster(
        "{kind: Service, spec: {type: NodePort, ports: [{port: '80', targetPort: ''}, {targetPort: web}, 7]}}",
    );
    let [service] = cluster.services.as_slice() else {
        panic!("{:?}", cluster.services);
    };
    assert_eq!(service.kind, ServiceType::NodePort);
    assert_eq!(
        (&*service.meta.name, &*service.meta.namespace),
        ("", "default")
    );
    let ports: Vec<(u16, TargetPort)> = service
        .ports
        .iter()
        .map(|port| (port.port, port.target_port.clone()))
        .collect();
    let named = TargetPort::Name("web".into());
    assert_eq!(
        ports,
        [
            (80, TargetPort::Number(80)),
            (0, named),
            (0, TargetPort::Number(0))
        ]
    );
}

#[test]
fn what_is_refused_for_its_type_is_drawn_as_it_was_meant() {
    let text = "apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: NodePort, selector: {version: 2}, ports: [{name: http, port: '80', nodePort: '30080'}, {name: raw, port: 81}]}
";
    let manifest = crate::manifest::read(text, syntax::yaml::Budget::default());
    let environment = Environment::default();
    let replies = crate::admission::admit(&manifest, &environment);
    let lowered = |include| crate::lower::cluster(&manifest, &replies, &environment, include);
    assert_eq!(lowered(Include::Accepted).services, []);
    let drawn = lowered(Include::Everything).services;
    let ports: Vec<(u16, Option<u16>)> = drawn
        .iter()
        .flat_map(|service| &service.ports)
        .map(|port| (port.port, port.node_port))
        .collect();
    assert_eq!(ports.first(), Some(&(80, Some(30080))));
    assert_eq!(ports.get(1).map(|(port, _)| *port), Some(81));
    let selector = drawn
        .first()
        .and_then(|it| it.selector.as_ref()?.get("version"));
    assert_eq!(selector.map(|it| &**it), Some("2"));
}

#[test]
fn match_labels_of_a_service_are_drawn_as_its_labels() {
    let text = "apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {matchLabels: {app: web}}, ports: [{port: 80}]}
";
    let manifest = crate::manifest::read(text, syntax::yaml::Budget::default());
    let environment = Environment::default();
    let replies = crate::admission::admit(&manifest, &environment);
    let drawn = crate::lower::cluster(&manifest, &replies, &environment, Include::Everything);
    let labels = drawn.services.first().and_then(|it| it.selector.as_ref());
    let labels: Vec<_> = labels.into_iter().flatten().collect();
    assert_eq!(labels, [(&"app".into(), &"web".into())]);
}

#[test]
fn somebody_elses_service_is_none() {
    let cluster =
        cluster("{apiVersion: serving.knative.dev/v1, kind: Service, metadata: {name: a}}");
    assert_eq!(cluster.services, []);
}

#[test]
fn named_ports_are_looked_for_in_containers_before_sidecars() {
    let cluster = cluster(
        "kind: Pod
spec:
  initContainers:
  - {name: setup}
  - {name: proxy, restartPolicy: Always}
  containers: [{name: web}]
",
    );
    let containers: Vec<(&str, bool, usize)> = cluster
        .pods
        .iter()
        .flat_map(|pod| &pod.containers)
        .map(|it| (&*it.name, it.sidecar, it.index))
        .collect();
    assert_eq!(containers, [("web", false, 0), ("proxy", true, 1)]);
}

const DEPLOYMENT: &str = "apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, ports: [{containerPort: 8080}]}]}
";

#[test]
fn workloads_make_pods_spread_over_the_nodes() {
    let cluster = cluster(DEPLOYMENT);
    let nodes: Vec<&str> = cluster.pods.iter().map(|pod| &*pod.node).collect();
    assert_eq!(nodes, ["node-1", "node-2", "node-1"]);
    for pod in &cluster.pods {
        assert!(pod.meta.name.starts_with("web-"), "{}", pod.meta.name);
        assert_eq!(pod.meta.labels.get("app").map(|it| &**it), Some("web"));
        assert!(pod.meta.labels.contains_key("pod-template-hash"));
    }
    assert_eq!(cluster_in(&Environment::literal(), DEPLOYMENT).pods, []);
}

#[test]
fn a_stateful_set_numbers_its_pods_and_a_daemon_set_covers_the_nodes() {
    let cluster = cluster(
        "{kind: StatefulSet, metadata: {name: db}, spec: {replicas: 2, serviceName: dbs, template: {}}}
---
{kind: DaemonSet, metadata: {name: agent}, spec: {template: {}}}
---
{kind: Node, metadata: {name: a}}
---
{kind: Node, metadata: {name: b, labels: {topology.kubernetes.io/zone: z}}}
---
{kind: Node, metadata: {name: c}, status: {addresses: [{type: InternalIP, address: 10.0.0.3}]}}
",
    );
    let pods: Vec<(&str, Option<&str>, Option<&str>)> = cluster
        .pods
        .iter()
        .map(|pod| {
            (
                &*pod.node,
                pod.hostname.as_deref(),
                pod.subdomain.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        pods,
        [
            ("a", Some("db-0"), Some("dbs")),
            ("b", Some("db-1"), Some("dbs")),
            ("a", None, None),
            ("b", None, None),
            ("c", None, None),
        ]
    );
    let addresses: Vec<String> = cluster
        .nodes
        .iter()
        .map(|it| it.address.to_string())
        .collect();
    assert_eq!(addresses, ["192.168.0.11", "192.168.0.12", "10.0.0.3"]);
    assert_eq!(
        cluster.nodes.get(1).and_then(|it| it.zone.as_deref()),
        Some("z")
    );
}

#[test]
fn a_slip_in_replicas_does_not_drown_the_page() {
    let cluster = cluster(
        "{kind: Deployment, metadata: {name: a}, spec: {replicas: 2000000000, template: {}}}",
    );
    assert_eq!(cluster.pods.len(), 20_000);
    assert_eq!(cluster.pods_left_out, 1_999_980_000);
}

#[test]
fn a_node_that_only_a_pod_names_is_assumed_unless_all_is_literal() {
    let text = "{kind: Pod, metadata: {name: a}, spec: {nodeName: worker-7}}";
    let names = |environment| -> Vec<String> {
        let nodes = cluster_in(&environment, text).nodes;
        nodes.iter().map(|node| node.name.to_string()).collect()
    };
    assert_eq!(
        names(Environment::default()),
        ["node-1", "node-2", "worker-7"]
    );
    assert_eq!(names(Environment::literal()), ["node-1", "node-2"]);
}

#[test]
fn what_kubectl_never_sends_is_not_created() {
    let text =
        "{apiVersion: '', kind: Service, metadata: {name: web}, spec: {ports: [{port: 80}]}}";
    let manifest = crate::manifest::read(text, syntax::yaml::Budget::default());
    let environment = Environment::default();
    let replies = crate::admission::admit(&manifest, &environment);
    let services = |include| {
        let cluster = crate::lower::cluster(&manifest, &replies, &environment, include);
        cluster.services.len()
    };
    assert_eq!(services(Include::Accepted), 0);
    assert_eq!(services(Include::Everything), 1);
}
