use cluster::overlay::{Act, Change, Effect, Keeper, NoEffect};

use super::ActWords;

pub(super) static WORDS: ActWords = ActWords {
    done: "Done here, not in the YAML",
    undo: "Undo",
    undo_all: "Undo all",
    menu: |name| format!("Actions on {name}"),
    no_effect: "no effect",
    mark: "✱",
    joined: "joined",
    no_pod_yet: "No Pod here yet",
    alone: "A Pod that stands alone cannot be scaled. A Deployment makes copies of its Pod.",
    daemon_set: "A DaemonSet runs one Pod on each node. Add a node, and it gets one.",
    elsewhere: |kind, name| {
        format!("Its {kind} {name} is not in the manifest, so there is nothing to scale.")
    },
    not_scalable: |kind| format!("A {kind} has no number of replicas to set."),
    kill_alone: "Nothing recreates a Pod that stands alone. The playground does it for you, as kubectl replace --force would.",
    kill_owned: |kind| format!("Its {kind} makes another one."),
    terminate: "Deleted, but still serving during its grace period. New connections go to it only while no other Pod is ready.",
    add_node: "New Pods may run there; every DaemonSet puts one there.",
    unfold: |count| format!("Show all {count}, one by one"),
    fold: "Fold again",
    too_many: "Too many for one picture. Choose one Service or namespace in the search first.",
    scale_out: "Scale out",
};

pub(super) fn offer(act: &Act, now: u32) -> String {
    match act {
        Act::NotReady(_) => "Make not ready".to_owned(),
        Act::Ready(_) => "Make ready".to_owned(),
        Act::Kill(_) => "Kill".to_owned(),
        Act::Terminate(_) => "Terminate slowly".to_owned(),
        Act::Scale { replicas, .. } if *replicas > now => format!("Scale out to {replicas}"),
        Act::Scale { replicas, .. } => format!("Scale in to {replicas}"),
        Act::AddNode => "Add a node".to_owned(),
    }
}

pub(super) fn deed(act: &Act) -> String {
    match act {
        Act::NotReady(pod) => format!("made Pod {pod} not ready"),
        Act::Ready(pod) => format!("made Pod {pod} ready"),
        Act::Kill(pod) => format!("killed Pod {pod}"),
        Act::Terminate(pod) => format!("terminated Pod {pod} slowly"),
        Act::Scale {
            kind,
            workload,
            replicas,
        } => format!("scaled {} {workload} to {replicas}", kind.as_str()),
        Act::AddNode => "added a node".to_owned(),
    }
}

pub(super) fn effect(effect: &Effect) -> String {
    match effect {
        Effect::Readiness { ready: true, pod } => {
            format!("Pod {pod} is ready: Services send it new connections.")
        }
        Effect::Readiness { ready: false, pod } => format!(
            "Pod {pod} runs on, but its readiness probe fails: Services send new connections to ready Pods, unless they publish not-ready addresses."
        ),
        Effect::Replaced {
            pod,
            by,
            ip,
            node,
            keeper,
        } => {
            let ip = ip.map_or_else(|| "no IP yet".to_owned(), |ip| format!("IP {ip}"));
            match keeper {
                Keeper::Nobody => format!(
                    "Pod {pod} stands alone: in a real cluster it would stay gone. Here it is as if you had created it again (kubectl replace --force): {ip}, on {node}."
                ),
                Keeper::Controller { kind, name } if pod == by => {
                    format!(
                        "{kind} {name} has made Pod {by} again, under its old name: {ip}, on {node}."
                    )
                }
                Keeper::Controller { kind, name } => {
                    format!("{kind} {name} has made Pod {by} in its place: {ip}, on {node}.")
                }
            }
        }
        Effect::Ended { pod } => format!("Pod {pod} is gone, and nothing comes in its place."),
        Effect::Terminating {
            pod,
            successor,
            keeper,
        } => {
            let state = format!(
                "Pod {pod} still serves, but gets new connections only while no other is ready."
            );
            match (successor, keeper) {
                (Some(next), Keeper::Controller { kind, name }) => {
                    format!("{state} {kind} {name} has made Pod {next} already.")
                }
                (_, Keeper::Controller { kind, name }) => {
                    format!("{state} {kind} {name} makes it again once it is gone: kill it.")
                }
                (_, Keeper::Nobody) => state,
            }
        }
        Effect::Scaled {
            kind,
            workload,
            before,
            now,
        } => format!(
            "{} {workload} has {now} replicas instead of {before}.",
            kind.as_str()
        ),
        Effect::NodeAdded { node, pods: 0 } => {
            format!("{node} has joined; no Pod runs there yet. New ones may.")
        }
        Effect::NodeAdded { node, pods: 1 } => {
            format!("{node} has joined, and a DaemonSet has put a Pod there.")
        }
        Effect::NodeAdded { node, pods } => {
            format!("{node} has joined, and DaemonSets have put {pods} Pods there.")
        }
        Effect::Nothing(why) => match why {
            NoEffect::NoPod => "No effect: there is no such Pod now.",
            NoEffect::NoWorkload => "No effect: there is no such workload now.",
            NoEffect::NotScalable => "No effect: workloads of this kind cannot be scaled.",
            NoEffect::AlreadySo => "No effect: it is so already.",
            NoEffect::NotRunning => "No effect: the Pod does not run.",
            NoEffect::Mirror => {
                "No effect: kubelet runs this Pod from a file on its node, and it goes on as it is."
            }
        }
        .to_owned(),
    }
}

pub(super) fn changed(change: Change) -> &'static str {
    match change {
        Change::Ready => "made ready",
        Change::NotReady => "made not ready",
        Change::Terminating => "terminating slowly",
        Change::Replaced => "new Pod, new IP",
        Change::Added => "new Pod",
    }
}
