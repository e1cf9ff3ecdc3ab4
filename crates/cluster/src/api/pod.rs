use std::net::IpAddr;

use super::service::Protocol;
use super::{ObjectMeta, ObjectName};
use crate::Str;
use crate::manifest::ObjectId;

/// A Pod, its own object or made from a workload's template.
#[derive(Clone, Debug, PartialEq)]
pub struct Pod {
    /// Which object of the text made it: the Pod's own, or the workload.
    pub id: ObjectId,
    /// The workload whose template it is from.
    pub owner: Option<ObjectName>,
    /// Whose controller looks after it, by `metadata.ownerReferences`; the object need not be in the text.
    pub controller: Option<Controller>,
    /// Name, namespace, labels.
    pub meta: ObjectMeta,
    /// `spec.nodeName`, or the node it was placed on.
    pub node: Str,
    /// Whether it can run on that node only: its own text or its template names it, not the scheduler.
    pub pinned: bool,
    /// Init containers that keep running (`restartPolicy: Always`) and containers, in the order in which port names resolve.
    pub containers: Vec<Container>,
    /// `spec.hostNetwork`.
    pub host_network: bool,
    /// `spec.hostname`.
    pub hostname: Option<Str>,
    /// `spec.subdomain`.
    pub subdomain: Option<Str>,
    /// `status.phase`; Running where the text has no status.
    pub phase: PodPhase,
    /// The `Ready` condition; true where the text has no status.
    pub ready: bool,
    /// `status.podIPs`, primary first; empty while none is given.
    pub ips: Vec<IpAddr>,
}

/// The object of a Pod's namespace whose controller replaces it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Controller {
    /// `ReplicaSet`, `StatefulSet`, `DaemonSet`, `Job`, …
    pub kind: Str,
    /// Its name.
    pub name: Str,
    /// What the names that it makes up begin with; none where another Pod in the place of this one gets this one's name.
    pub prefix: Option<Str>,
}

impl Controller {
    /// Whether it makes another Pod only when the old one is gone, not as soon as that one terminates (`FilterActivePods`).
    pub fn waits(&self) -> bool {
        self.prefix.is_none() || &*self.kind == "DaemonSet"
    }

    /// Whether it is a node: kubelet runs such a Pod from a file there, and the object only mirrors it.
    pub fn is_node(&self) -> bool {
        &*self.kind == "Node"
    }
}

/// A container as far as routing cares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Container {
    /// `name`.
    pub name: Str,
    /// `image`.
    pub image: Str,
    /// `ports`.
    pub ports: Vec<ContainerPort>,
    /// Its readiness probe, if it has one.
    pub readiness: Option<ProbeKind>,
    /// Where it stands in the Pod: `spec.initContainers` for a sidecar, else `spec.containers`.
    pub sidecar: bool,
    /// Its index in that list.
    pub index: usize,
}

/// A port that a container declares.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ContainerPort {
    /// `name`.
    pub name: Option<Str>,
    /// `containerPort`.
    pub port: u16,
    /// `protocol`.
    pub protocol: Protocol,
    /// `hostPort`.
    pub host_port: Option<u16>,
}

/// How a readiness probe asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProbeKind {
    /// `httpGet`.
    Http,
    /// `tcpSocket`.
    Tcp,
    /// `grpc`.
    Grpc,
    /// `exec`.
    Exec,
}

/// `status.phase`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum PodPhase {
    /// Not started yet.
    Pending,
    /// Running.
    #[default]
    Running,
    /// Ended well.
    Succeeded,
    /// Ended badly.
    Failed,
    /// The node does not answer.
    Unknown,
}
