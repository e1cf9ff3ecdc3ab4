use super::{Labels, ObjectMeta};
use crate::manifest::ObjectId;

/// An object that makes Pods from a template.
#[derive(Clone, Debug, PartialEq)]
pub struct Workload {
    /// Which object of the text.
    pub id: ObjectId,
    /// Its kind.
    pub kind: WorkloadKind,
    /// Name, namespace, labels.
    pub meta: ObjectMeta,
    /// How many Pods it wants: `replicas`, the nodes of a DaemonSet, `parallelism` of a Job.
    pub replicas: u32,
    /// The labels of its template.
    pub template_labels: Labels,
}

/// The kinds that make Pods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkloadKind {
    /// apps/v1 Deployment.
    Deployment,
    /// apps/v1 ReplicaSet.
    ReplicaSet,
    /// apps/v1 StatefulSet.
    StatefulSet,
    /// apps/v1 DaemonSet.
    DaemonSet,
    /// batch/v1 Job.
    Job,
    /// batch/v1 CronJob.
    CronJob,
    /// v1 ReplicationController.
    ReplicationController,
}
