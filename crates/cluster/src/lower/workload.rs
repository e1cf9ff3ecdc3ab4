//! Workloads, and the Pods that their controllers would make.

use super::{MAX_WORKLOAD_PODS, names, pod, read};
use crate::api::{Controller, ObjectMeta, Pod, PodTemplate, Workload, WorkloadKind};
use crate::environment::NodeInfo;
use crate::manifest::ObjectId;
use crate::{Cluster, Str, Value};

/// A workload from its object.
pub(super) fn workload(
    id: ObjectId,
    kind: WorkloadKind,
    object: &Value,
    deleting: bool,
    nodes: &[NodeInfo],
) -> Workload {
    let template = template(kind, object);
    Workload {
        id,
        kind,
        meta: read::meta(object, deleting),
        replicas: replicas(kind, object, nodes),
        template_labels: read::labels(template.and_then(|it| it.at(["metadata", "labels"]))),
        template: None,
    }
}

/// The Pod template.
fn template(kind: WorkloadKind, object: &Value) -> Option<&Value> {
    match kind {
        WorkloadKind::CronJob => object.at(["spec", "jobTemplate", "spec", "template"]),
        _ => object.at(["spec", "template"]),
    }
}

/// How many Pods it wants. A CronJob stands for one run of its Job.
fn replicas(kind: WorkloadKind, object: &Value, nodes: &[NodeInfo]) -> u32 {
    let number = |value: Option<&Value>, default: u32| match read::int(value) {
        Some(number) => u32::try_from(number.max(0)).unwrap_or(u32::MAX),
        None => default,
    };
    let of_job = |job: Option<&Value>| {
        let field = |key| job.and_then(|job| job.get(key));
        if read::flag(field("suspend")) {
            return 0;
        }
        let parallelism = number(field("parallelism"), 1);
        parallelism.min(number(field("completions"), u32::MAX))
    };
    match kind {
        WorkloadKind::DaemonSet => u32::try_from(nodes.len()).unwrap_or(u32::MAX),
        WorkloadKind::Job => of_job(object.get("spec")),
        WorkloadKind::CronJob if read::flag(object.at(["spec", "suspend"])) => 0,
        WorkloadKind::CronJob => of_job(object.at(["spec", "jobTemplate", "spec"])),
        WorkloadKind::Deployment
        | WorkloadKind::ReplicaSet
        | WorkloadKind::StatefulSet
        | WorkloadKind::ReplicationController => number(object.at(["spec", "replicas"]), 1),
    }
}

/// What Pods have been made so far: they are dealt out over the nodes in turn.
#[derive(Default)]
pub(super) struct Placement {
    made: usize,
}

/// Adds the Pods of `workload` to the cluster, all running and ready, and keeps what they are made from.
pub(super) fn make_pods(
    workload: &mut Workload,
    object: &Value,
    placement: &mut Placement,
    cluster: &mut Cluster,
) {
    let Some(template) = template(workload.kind, object) else {
        return;
    };
    let template = pod_template(workload, object, template);
    for index in 0..workload.replicas {
        if placement.made >= MAX_WORKLOAD_PODS {
            let left = usize::try_from(workload.replicas - index).unwrap_or(usize::MAX);
            cluster.pods_left_out = cluster.pods_left_out.saturating_add(left);
            break;
        }
        // A DaemonSet has one Pod a node; the others take the nodes in turn.
        let turn = match workload.kind {
            WorkloadKind::DaemonSet => usize::try_from(index).unwrap_or(0),
            _ => placement.made,
        };
        let nodes = &cluster.nodes;
        let node = turn
            .checked_rem(nodes.len())
            .and_then(|turn| nodes.get(turn));
        let mut pod = replica(workload.kind, &template, index);
        pod::place(&mut pod, node, nodes);
        pod::give_addresses(&mut pod, cluster.pods.len(), nodes);
        cluster.pods.push(pod);
        placement.made += 1;
    }
    workload.template = Some(template);
}

/// What the Pods of `workload` have in common.
fn pod_template(workload: &Workload, object: &Value, template: &Value) -> PodTemplate {
    let mut labels = workload.template_labels.clone();
    let name = &workload.meta.name;
    let (kind, maker) = match workload.kind {
        WorkloadKind::Deployment => {
            let hash = names::template_hash(template);
            let maker = format!("{name}-{hash}");
            labels.insert("pod-template-hash".into(), hash.into());
            (WorkloadKind::ReplicaSet, maker.into())
        }
        WorkloadKind::CronJob => {
            let maker = format!("{name}-{}", names::template_hash(template));
            (WorkloadKind::Job, maker.into())
        }
        kind => (kind, name.clone()),
    };
    let meta = ObjectMeta {
        name: Str::default(),
        namespace: workload.meta.namespace.clone(),
        labels,
        annotations: read::labels(template.at(["metadata", "annotations"])),
        deleting: workload.meta.deleting,
    };
    let prefix: Str = format!("{maker}-").into();
    let controller = Controller {
        kind: kind.as_str().into(),
        name: maker,
        prefix: (kind != WorkloadKind::StatefulSet).then(|| prefix.clone()),
    };
    let mut pod = pod::made(workload, controller, meta, template.get("spec"));
    if workload.kind == WorkloadKind::StatefulSet {
        pod.subdomain = read::text(object.at(["spec", "serviceName"]));
    }
    let start = object.at(["spec", "ordinals", "start"]);
    PodTemplate {
        pod,
        prefix,
        first_ordinal: read::int(start)
            .and_then(|start| u32::try_from(start).ok())
            .unwrap_or(0),
    }
}

/// The Pod of that index, without a place and an address.
pub(crate) fn replica(kind: WorkloadKind, template: &PodTemplate, index: u32) -> Pod {
    let mut pod = template.pod.clone();
    let prefix = &template.prefix;
    if kind == WorkloadKind::StatefulSet {
        let ordinal = template.first_ordinal.saturating_add(index);
        let name: Str = format!("{prefix}{ordinal}").into();
        let labels = &mut pod.meta.labels;
        let number = ordinal.to_string().into();
        labels.insert("apps.kubernetes.io/pod-index".into(), number);
        labels.insert("statefulset.kubernetes.io/pod-name".into(), name.clone());
        pod.hostname = Some(name.clone());
        pod.meta.name = name;
    } else {
        pod.meta.name = made_up_name(prefix, index);
    }
    pod
}

/// The `index`-th name that a controller makes up for a Pod.
pub(crate) fn made_up_name(prefix: &str, index: u32) -> Str {
    format!("{prefix}{}", names::suffix(prefix, index)).into()
}
