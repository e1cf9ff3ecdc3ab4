//! Workloads, and the Pods that their controllers would make.

use super::{MAX_WORKLOAD_PODS, names, pod, read};
use crate::api::{Labels, ObjectMeta, Pod, Workload, WorkloadKind};
use crate::environment::NodeInfo;
use crate::manifest::ObjectId;
use crate::{Cluster, Str, Value};

/// The kind of workload that `kind` is.
pub(super) fn kind(kind: &str) -> Option<WorkloadKind> {
    Some(match kind {
        "Deployment" => WorkloadKind::Deployment,
        "ReplicaSet" => WorkloadKind::ReplicaSet,
        "StatefulSet" => WorkloadKind::StatefulSet,
        "DaemonSet" => WorkloadKind::DaemonSet,
        "Job" => WorkloadKind::Job,
        "CronJob" => WorkloadKind::CronJob,
        "ReplicationController" => WorkloadKind::ReplicationController,
        _ => return None,
    })
}

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

/// Adds the Pods of `workload` to the cluster, all running and ready.
pub(super) fn make_pods(
    workload: &Workload,
    object: &Value,
    placement: &mut Placement,
    cluster: &mut Cluster,
) {
    let Some(template) = template(workload.kind, object) else {
        return;
    };
    let maker = Maker::new(workload, object, template);
    for index in 0..workload.replicas {
        if placement.made >= MAX_WORKLOAD_PODS {
            let left = usize::try_from(workload.replicas - index).unwrap_or(usize::MAX);
            cluster.pods_left_out = cluster.pods_left_out.saturating_add(left);
            return;
        }
        let pod = maker.pod(index, placement.made, cluster);
        cluster.pods.push(pod);
        placement.made += 1;
    }
}

struct Maker<'a> {
    workload: &'a Workload,
    spec: Option<&'a Value>,
    /// What every Pod's name begins with.
    prefix: String,
    labels: Labels,
    annotations: Labels,
    /// `spec.serviceName` of a StatefulSet.
    service_name: Option<Str>,
    /// `spec.ordinals.start` of a StatefulSet.
    first_ordinal: u32,
}

impl<'a> Maker<'a> {
    fn new(workload: &'a Workload, object: &'a Value, template: &'a Value) -> Self {
        let mut labels = workload.template_labels.clone();
        let name = &workload.meta.name;
        let prefix = match workload.kind {
            WorkloadKind::Deployment => {
                let hash = names::template_hash(template);
                let prefix = format!("{name}-{hash}-");
                labels.insert("pod-template-hash".into(), hash.into());
                prefix
            }
            WorkloadKind::CronJob => format!("{name}-{}-", names::template_hash(template)),
            _ => format!("{name}-"),
        };
        let start = object.at(["spec", "ordinals", "start"]);
        Self {
            workload,
            spec: template.get("spec"),
            prefix,
            labels,
            annotations: read::labels(template.at(["metadata", "annotations"])),
            service_name: read::text(object.at(["spec", "serviceName"])),
            first_ordinal: read::int(start)
                .and_then(|start| u32::try_from(start).ok())
                .unwrap_or(0),
        }
    }

    fn pod(&self, index: u32, made: usize, cluster: &Cluster) -> Pod {
        let ordered = self.workload.kind == WorkloadKind::StatefulSet;
        let ordinal = self.first_ordinal.saturating_add(index);
        let name: Str = if ordered {
            format!("{}{ordinal}", self.prefix).into()
        } else {
            format!("{}{}", self.prefix, names::suffix(&self.prefix, index)).into()
        };
        let mut labels = self.labels.clone();
        if ordered {
            labels.insert(
                "apps.kubernetes.io/pod-index".into(),
                ordinal.to_string().into(),
            );
            labels.insert("statefulset.kubernetes.io/pod-name".into(), name.clone());
        }
        let origin = pod::Origin {
            id: self.workload.id,
            owner: Some(self.workload.meta.object_name()),
            before: cluster.pods.len(),
            node: self.node(index, made, &cluster.nodes),
            nodes: &cluster.nodes,
        };
        let meta = ObjectMeta {
            name: name.clone(),
            namespace: self.workload.meta.namespace.clone(),
            labels,
            annotations: self.annotations.clone(),
            deleting: self.workload.meta.deleting,
        };
        let mut pod = pod::pod(&origin, meta, self.spec, None);
        if ordered {
            pod.hostname = Some(name);
            pod.subdomain.clone_from(&self.service_name);
        }
        pod
    }

    /// A DaemonSet has one Pod a node; the others take the nodes in turn.
    fn node<'n>(&self, index: u32, made: usize, nodes: &'n [NodeInfo]) -> Option<&'n NodeInfo> {
        let turn = match self.workload.kind {
            WorkloadKind::DaemonSet => usize::try_from(index).unwrap_or(0),
            _ => made,
        };
        nodes.get(turn.checked_rem(nodes.len())?)
    }
}
