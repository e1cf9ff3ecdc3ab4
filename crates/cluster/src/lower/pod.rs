//! Pods, and the status that is in force for each.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::read;
use crate::api::Protocol;
use crate::api::{Container, ContainerPort, ObjectMeta, ObjectName, Pod, PodPhase, ProbeKind};
use crate::environment::NodeInfo;
use crate::manifest::ObjectId;
use crate::{Str, Value};

/// The first address that is given out to Pods is this much above the Pod ranges' beginning.
const FIRST_POD_ADDRESS: u32 = 10;

/// Where a Pod comes from and which place among the Pods it has.
pub(super) struct Origin<'a> {
    /// The object whose text describes it.
    pub(super) id: ObjectId,
    /// The workload that makes it.
    pub(super) owner: Option<ObjectName>,
    /// How many Pods come before it.
    pub(super) before: usize,
    /// Where it runs unless its text says.
    pub(super) node: Option<&'a NodeInfo>,
    /// Every node.
    pub(super) nodes: &'a [NodeInfo],
}

/// A Pod from `metadata`, its `spec` and the `status` that its text brings.
///
/// A Pod whose text has no status is running, ready, and has addresses given out in the order of the Pods; one on the host's
/// network has its node's.
pub(super) fn pod(
    origin: &Origin<'_>,
    meta: ObjectMeta,
    spec: Option<&Value>,
    status: Option<&Value>,
) -> Pod {
    let field = |key| spec.and_then(|spec| spec.get(key));
    let node = read::text(field("nodeName"))
        .or_else(|| origin.node.map(|node| node.name.clone()))
        .unwrap_or_default();
    let host_network = read::flag(field("hostNetwork"));
    let state = match status.filter(|status| says_something(status)) {
        Some(status) => State::written(status),
        None => State {
            phase: PodPhase::Running,
            ready: true,
            ips: addresses(origin, &node, host_network),
        },
    };
    Pod {
        id: origin.id,
        owner: origin.owner.clone(),
        meta,
        node,
        containers: containers(spec),
        host_network,
        hostname: read::text(field("hostname")),
        subdomain: read::text(field("subdomain")),
        phase: state.phase,
        ready: state.ready,
        ips: state.ips,
    }
}

/// Whether a status is more than the `status: {}` that generators leave behind.
fn says_something(status: &Value) -> bool {
    status.as_map().is_some_and(|status| !status.is_empty())
}

struct State {
    phase: PodPhase,
    ready: bool,
    ips: Vec<IpAddr>,
}

impl State {
    fn written(status: &Value) -> Self {
        let mut ips: Vec<IpAddr> = read::items(status.get("podIPs"))
            .iter()
            .filter_map(|entry| read::ip(entry.get("ip")))
            .collect();
        if ips.is_empty() {
            ips.extend(read::ip(status.get("podIP")));
        }
        Self {
            phase: match status.get("phase").and_then(Value::as_str) {
                Some("Running") => PodPhase::Running,
                Some("Succeeded") => PodPhase::Succeeded,
                Some("Failed") => PodPhase::Failed,
                Some("Unknown") => PodPhase::Unknown,
                _ => PodPhase::Pending,
            },
            ready: read::items(status.get("conditions"))
                .iter()
                .find(|condition| condition.get("type").and_then(Value::as_str) == Some("Ready"))
                .is_some_and(|condition| {
                    condition.get("status").and_then(Value::as_str) == Some("True")
                }),
            ips,
        }
    }
}

fn addresses(origin: &Origin<'_>, node: &Str, host_network: bool) -> Vec<IpAddr> {
    if host_network {
        let node = origin.nodes.iter().find(|info| info.name == *node);
        return node
            .or(origin.node)
            .map(|node| node.address)
            .into_iter()
            .collect();
    }
    let number = u32::try_from(origin.before)
        .unwrap_or(u32::MAX)
        .saturating_add(FIRST_POD_ADDRESS);
    let v4 = u32::from(Ipv4Addr::new(10, 244, 0, 0)).saturating_add(number);
    let v6 = u128::from(Ipv6Addr::new(0xfd00, 0x10, 0x244, 0, 0, 0, 0, 0)) + u128::from(number);
    vec![Ipv4Addr::from(v4).into(), Ipv6Addr::from(v6).into()]
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
