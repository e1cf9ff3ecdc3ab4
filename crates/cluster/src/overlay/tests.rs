use proptest::prelude::*;

use super::{Act, ActError, Change, Effect, Keeper, NoEffect, Overlay, apply};
use crate::Cluster;
use crate::api::{ObjectName, WorkloadKind};
use crate::testing::cluster;

/// The seed's two Pods.
const PODS: &str = "{kind: Pod, metadata: {name: web-1, labels: {app: web}}}
---
{kind: Pod, metadata: {name: web-2, labels: {app: web}}}
";

const DEPLOYMENT: &str =
    "{kind: Deployment, metadata: {name: web}, spec: {replicas: 2, template: {}}}";
const STATEFUL_SET: &str =
    "{kind: StatefulSet, metadata: {name: db}, spec: {replicas: 2, template: {}}}";
const DAEMON_SET: &str = "{kind: DaemonSet, metadata: {name: agent}, spec: {template: {}}}";

fn overlay(acts: &[&str]) -> Overlay {
    let acts: Result<_, ActError> = acts.iter().map(|act| act.parse()).collect();
    acts.expect("acts")
}

fn after(text: &str, acts: &[&str]) -> Cluster {
    apply(&cluster(text), &overlay(acts))
}

/// Each Pod: its name, address and node, and `!` for one that is not ready, `…` for one that terminates.
fn pods(cluster: &Cluster) -> Vec<String> {
    let told = cluster.pods.iter().map(|pod| {
        let ip = pod.ips.first().map(ToString::to_string);
        let state = match (pod.meta.deleting, pod.ready) {
            (true, _) => " …",
            (_, false) => " !",
            _ => "",
        };
        format!(
            "{} {} {}{state}",
            pod.meta.name,
            ip.unwrap_or_default(),
            pod.node
        )
    });
    told.collect()
}

fn names(cluster: &Cluster) -> Vec<&str> {
    cluster.pods.iter().map(|pod| &*pod.meta.name).collect()
}

fn effect(cluster: &Cluster) -> &Effect {
    cluster.aftermath.effects.last().expect("an effect")
}

#[test]
fn a_pod_that_stands_alone_comes_back_as_itself_elsewhere() {
    let cluster = after(PODS, &["kill default/web-1"]);
    assert_eq!(
        pods(&cluster),
        ["web-1 10.244.0.12 node-2", "web-2 10.244.0.11 node-1"]
    );
    assert!(
        matches!(
            effect(&cluster),
            Effect::Replaced {
                keeper: Keeper::Nobody,
                ..
            }
        ),
        "{:?}",
        effect(&cluster)
    );
    let gone = cluster.aftermath.had([10, 244, 0, 10].into());
    assert_eq!(
        gone.map(|gone| gone.pod.to_string()).as_deref(),
        Some("default/web-1")
    );
    let twice = after(PODS, &["kill default/web-1", "kill default/web-1"]);
    assert_eq!(pods(&twice)[0], "web-1 10.244.0.13 node-1");
    let pinned = after(
        "{kind: Pod, metadata: {name: a}, spec: {nodeName: node-2}}",
        &["kill default/a"],
    );
    assert_eq!(pods(&pinned), ["a 10.244.0.11 node-2"]);
}

#[test]
fn a_controller_replaces_its_pod_as_it_names_them() {
    let before = cluster(DEPLOYMENT);
    let first = names(&before)[0].to_owned();
    let killed = after(DEPLOYMENT, &[&format!("kill default/{first}")]);
    let now = names(&killed)[0];
    assert_ne!(now, first);
    assert_eq!(now[..now.len() - 5], first[..first.len() - 5]);
    assert!(matches!(
        effect(&killed),
        Effect::Replaced { keeper: Keeper::Controller { kind, .. }, .. } if &**kind == "ReplicaSet"
    ));
    assert_eq!(
        pods(&after(STATEFUL_SET, &["kill default/db-0"])),
        ["db-0 10.244.0.12 node-2", "db-1 10.244.0.11 node-2"]
    );
    let agent = names(&cluster(DAEMON_SET))[0].to_owned();
    let killed = after(DAEMON_SET, &[&format!("kill default/{agent}")]);
    assert_ne!(names(&killed)[0], agent);
    assert_eq!(&*killed.pods[0].node, "node-1");
}

#[test]
fn a_printed_pod_is_replaced_by_its_owner() {
    let text = "kind: Pod
metadata:
  name: web-7d4b9c6f5d-abcde
  ownerReferences: [{kind: ReplicaSet, name: web-7d4b9c6f5d, controller: true}]
spec: {nodeName: node-1}
status: {phase: Running, podIP: 10.42.3.254, conditions: [{type: Ready, status: 'False'}]}
";
    let killed = after(text, &["kill default/web-7d4b9c6f5d-abcde"]);
    let [pod] = pods(&killed).try_into().expect("a Pod");
    assert!(
        pod.starts_with("web-7d4b9c6f5d-") && !pod.contains("abcde"),
        "{pod}"
    );
    assert!(
        pod.ends_with(" 10.42.4.1 node-2 !"),
        "no place in a /24 is left, and what was not sound is not: {pod}"
    );
}

#[test]
fn who_knows_no_made_up_names_gives_the_old_one() {
    let owned = |kind: &str, more: &str| {
        format!(
            "kind: Pod
metadata: {{name: db-1{more}, ownerReferences: [{{kind: {kind}, name: db, controller: true}}]}}
"
        )
    };
    let kill = |text: &str| after(text, &["kill default/db-1"]);
    assert_eq!(names(&kill(&owned("Cluster", ""))), ["db-1"]);
    let renamed = kill(&owned("Rollout", ", generateName: db-"));
    assert!(names(&renamed)[0].starts_with("db-") && names(&renamed)[0] != "db-1");
    let mirror = kill(&owned("Node", ""));
    assert_eq!(effect(&mirror), &Effect::Nothing(NoEffect::Mirror));
}

#[test]
fn readiness_comes_and_goes() {
    let not_ready = after(PODS, &["not-ready default/web-2"]);
    assert_eq!(pods(&not_ready)[1], "web-2 10.244.0.11 node-1 !");
    assert_eq!(not_ready.aftermath.pods.len(), 1);
    let ready = after(PODS, &["not-ready default/web-2", "ready default/web-2"]);
    assert_eq!(ready.pods, cluster(PODS).pods);
    assert_eq!(ready.aftermath.pods.len(), 0);
    let renewed = after(PODS, &["not-ready default/web-2", "kill default/web-2"]);
    assert!(renewed.pods[1].ready, "a new container is probed anew");
}

#[test]
fn a_terminating_pod_stays_until_it_is_killed() {
    let alone = after(PODS, &["terminate default/web-1"]);
    assert_eq!(
        pods(&alone),
        ["web-1 10.244.0.10 node-1 …", "web-2 10.244.0.11 node-1"]
    );
    let first = names(&cluster(DEPLOYMENT))[0].to_owned();
    let terminate = format!("terminate default/{first}");
    let draining = after(DEPLOYMENT, &[&terminate]);
    assert_eq!(draining.pods.len(), 3, "a ReplicaSet does not wait");
    let ended = after(DEPLOYMENT, &[&terminate, &format!("kill default/{first}")]);
    assert_eq!(names(&ended), names(&draining)[1..]);
    assert!(matches!(effect(&ended), Effect::Ended { .. }));
    let ordered = after(STATEFUL_SET, &["terminate default/db-0"]);
    assert_eq!(names(&ordered), ["db-0", "db-1"]);
    let ordered = after(
        STATEFUL_SET,
        &["terminate default/db-0", "kill default/db-0"],
    );
    assert_eq!(pods(&ordered)[0], "db-0 10.244.0.12 node-2");
}

#[test]
fn scaling_adds_where_there_is_room_and_takes_the_newest() {
    let out = after(DEPLOYMENT, &["scale Deployment default/web 4"]);
    let nodes: Vec<&str> = out.pods.iter().map(|pod| &*pod.node).collect();
    assert_eq!(nodes, ["node-1", "node-2", "node-1", "node-2"]);
    assert_eq!(out.workloads[0].replicas, 4);
    let back = after(
        DEPLOYMENT,
        &[
            "scale Deployment default/web 4",
            "scale Deployment default/web 2",
        ],
    );
    assert_eq!(back.pods, cluster(DEPLOYMENT).pods);
    let first = names(&cluster(DEPLOYMENT))[0].to_owned();
    let sick = after(
        DEPLOYMENT,
        &[
            &format!("not-ready default/{first}"),
            "scale Deployment default/web 1",
        ],
    );
    assert_eq!(
        names(&sick),
        names(&cluster(DEPLOYMENT))[1..],
        "not ready goes first"
    );
    let ordered = after(
        STATEFUL_SET,
        &[
            "scale StatefulSet default/db 1",
            "scale StatefulSet default/db 3",
        ],
    );
    assert_eq!(names(&ordered), ["db-0", "db-1", "db-2"]);
    let from_none = DEPLOYMENT.replace("replicas: 2", "replicas: 0");
    assert_eq!(
        after(&from_none, &["scale Deployment default/web 2"])
            .pods
            .len(),
        2
    );
}

#[test]
fn scaling_knows_a_limit() {
    let most = "scale Deployment default/web 4000000000";
    let out = after(DEPLOYMENT, &[most]);
    assert_eq!(out.pods.len(), 20_000);
    assert_eq!(out.pods_left_out, 3_999_980_000);
    let back = after(DEPLOYMENT, &[most, "scale Deployment default/web 1"]);
    assert_eq!((back.pods.len(), back.pods_left_out), (1, 0));
}

#[test]
fn a_node_joins_and_is_used() {
    let joined = after(
        &format!("{DAEMON_SET}\n---\n{DEPLOYMENT}"),
        &["add-node", "scale Deployment default/web 3"],
    );
    let node = joined.nodes.last().expect("a node");
    assert_eq!(
        (
            &*node.name,
            node.address.to_string().as_str(),
            node.zone.as_deref()
        ),
        ("node-3", "192.168.0.13", Some("zone-a"))
    );
    let there: Vec<&str> = joined
        .pods
        .iter()
        .filter(|pod| pod.node == node.name)
        .map(|pod| pod.meta.name.split('-').next().unwrap_or_default())
        .collect();
    assert_eq!(there, ["agent", "web"]);
    assert_eq!(
        joined.aftermath.effects[0],
        Effect::NodeAdded {
            node: "node-3".into(),
            pods: 1
        }
    );
}

#[test]
fn what_cannot_be_done_is_said_and_changes_nothing() {
    let no = |text, act, why| {
        let after = after(text, &[act]);
        assert_eq!(effect(&after), &Effect::Nothing(why), "{act}");
        assert_eq!(after.pods, cluster(text).pods);
        assert!(after.aftermath.pods.is_empty());
    };
    no(PODS, "kill default/web-3", NoEffect::NoPod);
    no(PODS, "kill other/web-1", NoEffect::NoPod);
    no(PODS, "ready default/web-1", NoEffect::AlreadySo);
    no(PODS, "scale Deployment default/web 3", NoEffect::NoWorkload);
    no(
        DEPLOYMENT,
        "scale Deployment default/web 2",
        NoEffect::AlreadySo,
    );
    no(
        DAEMON_SET,
        "scale DaemonSet default/agent 3",
        NoEffect::NotScalable,
    );
    let pending = "{kind: Pod, metadata: {name: a}, status: {phase: Pending}}";
    no(pending, "ready default/a", NoEffect::NotRunning);
    no(pending, "terminate default/a", NoEffect::NotRunning);
}

#[test]
fn changes_are_told_by_the_pod_as_it_is_now() {
    let after = after(PODS, &["kill default/web-1", "terminate default/web-2"]);
    let changes: Vec<(String, Change)> = after
        .aftermath
        .pods
        .iter()
        .map(|(name, change)| (name.to_string(), *change))
        .collect();
    assert_eq!(
        changes,
        [
            ("default/web-1".to_owned(), Change::Replaced),
            ("default/web-2".to_owned(), Change::Terminating),
        ]
    );
}

#[test]
fn what_is_no_act_says_why() {
    let errors = [
        ("", ActError::Verb),
        ("delete default/web-1", ActError::Verb),
        ("kill", ActError::Name),
        ("kill web-1", ActError::Name),
        ("kill a/b/c", ActError::Name),
        ("kill default/", ActError::Name),
        ("kill default/web-1 now", ActError::TooMuch),
        ("add-node node-3", ActError::TooMuch),
        ("scale Service default/web 3", ActError::Kind),
        ("scale Deployment default/web", ActError::Replicas),
        ("scale Deployment default/web -1", ActError::Replicas),
    ];
    for (text, error) in errors {
        assert_eq!(text.parse::<Act>(), Err(error), "{text}");
    }
}

#[test]
fn an_overlay_holds_so_many_acts() {
    let mut overlay: Overlay = (0..500).map(|_| Act::AddNode).collect();
    assert_eq!(overlay.acts().len(), Overlay::MOST);
    assert!(!overlay.push(Act::AddNode));
    overlay.undo();
    assert!(overlay.push(Act::AddNode));
}

fn any_act() -> impl Strategy<Value = Act> {
    let name = |pattern| {
        (pattern, "[a-z][a-z0-9.-]{0,9}").prop_map(|(namespace, name): (String, String)| {
            ObjectName {
                namespace: namespace.into(),
                name: name.into(),
            }
        })
    };
    let pod = || name("default|[a-z]{1,5}");
    let kind = prop::sample::select(vec![
        WorkloadKind::Deployment,
        WorkloadKind::ReplicaSet,
        WorkloadKind::StatefulSet,
        WorkloadKind::DaemonSet,
        WorkloadKind::Job,
        WorkloadKind::CronJob,
        WorkloadKind::ReplicationController,
    ]);
    prop_oneof![
        pod().prop_map(Act::NotReady),
        pod().prop_map(Act::Ready),
        pod().prop_map(Act::Kill),
        pod().prop_map(Act::Terminate),
        (kind, pod(), any::<u32>()).prop_map(|(kind, workload, replicas)| Act::Scale {
            kind,
            workload,
            replicas
        }),
        Just(Act::AddNode),
    ]
}

proptest! {
    #[test]
    fn the_text_form_is_the_act(act in any_act()) {
        prop_assert_eq!(act.to_string().parse(), Ok(act));
    }

    #[test]
    fn acts_keep_names_and_addresses_apart(picks in prop::collection::vec((0_u8..6, 0_usize..40), 0..30)) {
        let text = [PODS, DEPLOYMENT, STATEFUL_SET, DAEMON_SET].join("\n---\n");
        let base = cluster(&text);
        let mut overlay = Overlay::default();
        for (verb, pick) in picks {
            let now = apply(&base, &overlay);
            let pod = now.pods[pick % now.pods.len()].meta.object_name();
            overlay.push(match verb {
                0 => Act::NotReady(pod),
                1 => Act::Ready(pod),
                2 => Act::Kill(pod),
                3 => Act::Terminate(pod),
                4 => format!("scale Deployment default/web {pick}").parse().expect("an act"),
                _ => Act::AddNode,
            });
        }
        let after = apply(&base, &overlay);
        prop_assert_eq!(after.aftermath.effects.len(), overlay.acts().len());
        let mut names: Vec<_> = after.pods.iter().map(|pod| pod.meta.object_name()).collect();
        let mut ips: Vec<_> = after.pods.iter().flat_map(|pod| &pod.ips).collect();
        let gone = after.aftermath.gone.iter().flat_map(|gone| &gone.ips);
        ips.extend(gone);
        let counts = (names.len(), ips.len());
        names.sort();
        names.dedup();
        ips.sort();
        ips.dedup();
        prop_assert_eq!((names.len(), ips.len()), counts);
        let changed = |name: &ObjectName| after.pods.iter().any(|pod| pod.meta.object_name() == *name);
        prop_assert!(after.aftermath.pods.keys().all(changed));
        prop_assert_eq!(after.pods, apply(&base, &overlay).pods);
    }
}
