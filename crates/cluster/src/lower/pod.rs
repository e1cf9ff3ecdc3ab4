//! Pods, and the status that is in force for each.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::read;
use crate::Value;
use crate::api::{
    Container, ContainerPort, Controller, ObjectMeta, Pod, PodPhase, ProbeKind, Protocol, Workload,
};
use crate::environment::NodeInfo;
use crate::manifest::ObjectId;

/// The first address that is given out to Pods is this much above the Pod ranges' beginning.
const FIRST_POD_ADDRESS: u32 = 10;

/// A Pod of the text, the one after `before` others, from its `metadata`, its `spec` and the `status` that the text brings.
///
/// A Pod whose text has no status is running, ready, and has addresses given out in the order of the Pods; one on the host's
/// network has its node's.
pub(super) fn written(
    id: ObjectId,
    meta: ObjectMeta,
    object: &Value,
    status: Option<&Value>,
    before: usize,
    nodes: &[NodeInfo],
) -> Pod {
    let controller = controller(object);
    let mut pod = pod(id, meta, object.get("spec"));
    // What a scheduler chose stands where a person can write it, too: whose controller makes another Pod gives it a choice again.
    pod.pinned &= controller.is_none();
    pod.controller = controller;
    place(&mut pod, nodes.first(), nodes);
    match status.filter(|status| says_something(status)) {
        Some(status) => set_status(&mut pod, status),
        None => give_addresses(&mut pod, before, nodes),
    }
    pod
}

/// What the Pods of `workload` have in common, from its template's `spec`.
pub(super) fn made(
    workload: &Workload,
    controller: Controller,
    meta: ObjectMeta,
    spec: Option<&Value>,
) -> Pod {
    Pod {
        owner: Some(workload.meta.object_name()),
        controller: Some(controller),
        ..pod(workload.id, meta, spec)
    }
}

/// A Pod as its spec says, running and ready, without addresses; without a node unless the spec names it.
fn pod(id: ObjectId, meta: ObjectMeta, spec: Option<&Value>) -> Pod {
    let field = |key| spec.and_then(|spec| spec.get(key));
    let node = read::text(field("nodeName"));
    Pod {
        id,
        owner: None,
        controller: None,
        meta,
        pinned: node.is_some(),
        node: node.unwrap_or_default(),
        containers: containers(spec),
        host_network: read::flag(field("hostNetwork")),
        hostname: read::text(field("hostname")),
        subdomain: read::text(field("subdomain")),
        phase: PodPhase::Running,
        ready: true,
        ips: Vec::new(),
    }
}

/// The entry of `metadata.ownerReferences` that is a controller (`GetControllerOf`).
fn controller(object: &Value) -> Option<Controller> {
    let owners = read::items(object.at(["metadata", "ownerReferences"]));
    let owner = owners
        .iter()
        .find(|owner| read::flag(owner.get("controller")))?;
    let kind = read::text(owner.get("kind"))?;
    let name = read::text(owner.get("name"))?;
    let prefix = match &*kind {
        "ReplicaSet" | "ReplicationController" | "DaemonSet" | "Job" => {
            Some(format!("{name}-").into())
        }
        "StatefulSet" | "Node" => None,
        _ => read::text(object.at(["metadata", "generateName"])),
    };
    Some(Controller { kind, name, prefix })
}

/// Puts `pod` on `node`, unless its spec names another one.
pub(crate) fn place(pod: &mut Pod, node: Option<&NodeInfo>, nodes: &[NodeInfo]) {
    if pod.node.is_empty()
        && let Some(node) = node.or(nodes.first())
    {
        pod.node.clone_from(&node.name);
    }
}

/// Whether a status is more than the `status: {}` that generators leave behind.
fn says_something(status: &Value) -> bool {
    status.as_map().is_some_and(|status| !status.is_empty())
}

fn set_status(pod: &mut Pod, status: &Value) {
    pod.ips = read::items(status.get("podIPs"))
        .iter()
        .filter_map(|entry| read::ip(entry.get("ip")))
        .collect();
    if pod.ips.is_empty() {
        pod.ips.extend(read::ip(status.get("podIP")));
    }
    pod.phase = match status.get("phase").and_then(Value::as_str) {
        Some("Running") => PodPhase::Running,
        Some("Succeeded") => PodPhase::Succeeded,
        Some("Failed") => PodPhase::Failed,
        Some("Unknown") => PodPhase::Unknown,
        _ => PodPhase::Pending,
    };
    pod.ready = read::items(status.get("conditions"))
        .iter()
        .find(|condition| condition.get("type").and_then(Value::as_str) == Some("Ready"))
        .is_some_and(|condition| condition.get("status").and_then(Value::as_str) == Some("True"));
}

/// Gives `pod` the addresses of the Pod that comes after `before` others; one on the host's network has its node's.
pub(crate) fn give_addresses(pod: &mut Pod, before: usize, nodes: &[NodeInfo]) {
    if pod.host_network {
        let node = nodes.iter().find(|info| info.name == pod.node);
        let node = node.or(nodes.first());
        pod.ips = node.map(|node| node.address).into_iter().collect();
        return;
    }
    let number = u32::try_from(before)
        .unwrap_or(u32::MAX)
        .saturating_add(FIRST_POD_ADDRESS);
    let v4 = u32::from(Ipv4Addr::new(10, 244, 0, 0)).saturating_add(number);
    let v6 = u128::from(Ipv6Addr::new(0xfd00, 0x10, 0x244, 0, 0, 0, 0, 0)) + u128::from(number);
    pod.ips = vec![Ipv4Addr::from(v4).into(), Ipv6Addr::from(v6).into()];
}

/// Containers, then sidecars: the order in which `FindPort` looks for a named port.
fn containers(spec: Option<&Value>) -> Vec<Container> {
    let listed = |key: &str, sidecar: bool| -> Vec<Container> {
        read::items(spec.and_then(|spec| spec.get(key)))
            .iter()
            .enumerate()
            .filter(|(_, value)| !sidecar || keeps_running(value))
            .map(|(index, value)| container(value, sidecar, index))
            .collect()
    };
    let mut containers = listed("containers", false);
    containers.extend(listed("initContainers", true));
    containers
}

/// Whether an init container is a sidecar: it keeps running beside the containers.
fn keeps_running(init_container: &Value) -> bool {
    init_container.get("restartPolicy").and_then(Value::as_str) == Some("Always")
}

fn container(value: &Value, sidecar: bool, index: usize) -> Container {
    Container {
        name: read::text(value.get("name")).unwrap_or_default(),
        image: read::text(value.get("image")).unwrap_or_default(),
        ports: read::items(value.get("ports"))
            .iter()
            .map(container_port)
            .collect(),
        readiness: value.get("readinessProbe").and_then(probe),
        sidecar,
        index,
    }
}

fn container_port(port: &Value) -> ContainerPort {
    ContainerPort {
        name: read::text(port.get("name")),
        port: read::port(port.get("containerPort")).unwrap_or(0),
        protocol: read::word(port.get("protocol"), Protocol::from_word),
        host_port: read::port(port.get("hostPort")),
    }
}

fn probe(probe: &Value) -> Option<ProbeKind> {
    [
        ("httpGet", ProbeKind::Http),
        ("tcpSocket", ProbeKind::Tcp),
        ("grpc", ProbeKind::Grpc),
        ("exec", ProbeKind::Exec),
    ]
    .into_iter()
    .find_map(|(key, kind)| probe.get(key).map(|_| kind))
}
