//! What the acts have done, for those who tell it.

use std::collections::BTreeMap;
use std::net::IpAddr;

use crate::Str;
use crate::api::{ObjectName, WorkloadKind};

/// What the acts of an overlay have done to a cluster, beside changing its objects.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Aftermath {
    /// What became of each act, in order.
    pub effects: Vec<Effect>,
    /// The Pods that are not as the text has them, each with what happened to it last.
    pub pods: BTreeMap<ObjectName, Change>,
    /// The nodes that have joined.
    pub nodes: Vec<Str>,
    /// The Pods that are no more, in the order of their going.
    pub gone: Vec<Gone>,
}

/// What happened to a Pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It was made ready.
    Ready,
    /// It was made not ready.
    NotReady,
    /// It is terminating.
    Terminating,
    /// It is new, in the place of one that was killed or is terminating; a name may have been used before.
    Replaced,
    /// It is new: a workload was scaled out or a node has joined.
    Added,
}

/// A Pod that is no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// Its name; another may have it now.
    pub pod: ObjectName,
    /// The addresses that it had.
    pub ips: Vec<IpAddr>,
    /// How it went.
    pub how: Departure,
}

/// How a Pod went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Departure {
    /// It was killed.
    Killed,
    /// Its workload was scaled in.
    ScaledIn,
}

/// What an act did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The Pod's `Ready` condition is true or false now.
    Readiness {
        /// The Pod.
        pod: ObjectName,
        /// Whether it is ready.
        ready: bool,
    },
    /// The Pod is no more, and another one is there.
    Replaced {
        /// The one that is no more.
        pod: ObjectName,
        /// The other one; a StatefulSet gives it the same name.
        by: ObjectName,
        /// The other one's first address.
        ip: Option<IpAddr>,
        /// The other one's node.
        node: Str,
        /// Who made the other one.
        keeper: Keeper,
    },
    /// The Pod is no more. Whoever looks after it has made another one before, or wants none.
    Ended {
        /// The Pod.
        pod: ObjectName,
    },
    /// The Pod is terminating.
    Terminating {
        /// The Pod.
        pod: ObjectName,
        /// The Pod that its controller has made in its place already.
        successor: Option<ObjectName>,
        /// Who looks after it.
        keeper: Keeper,
    },
    /// A workload has another number of Pods.
    Scaled {
        /// Its kind.
        kind: WorkloadKind,
        /// Its name.
        workload: ObjectName,
        /// The number before.
        before: u32,
        /// The number now.
        now: u32,
    },
    /// A node has joined.
    NodeAdded {
        /// Its name.
        node: Str,
        /// The Pods that DaemonSets have put there.
        pods: usize,
    },
    /// None.
    Nothing(NoEffect),
}

/// Who sees to it that there is a Pod.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keeper {
    /// Nobody: the Pod stands alone, and somebody has to create it anew, as `kubectl replace --force` does.
    Nobody,
    /// A controller's object: its kind and name.
    Controller {
        /// `ReplicaSet`, `StatefulSet`, …
        kind: Str,
        /// Its name.
        name: Str,
    },
}

/// Why an act does nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoEffect {
    /// There is no such Pod.
    NoPod,
    /// There is no such workload.
    NoWorkload,
    /// Workloads of this kind have no number of replicas that could be set.
    NotScalable,
    /// It is so already.
    AlreadySo,
    /// The Pod does not run: it is neither ready nor does it terminate slowly.
    NotRunning,
    /// The Pod mirrors one that kubelet runs from a file: without the object it runs on, and the object comes back.
    Mirror,
}
