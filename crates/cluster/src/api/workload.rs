use super::{Labels, ObjectMeta, Pod};
use crate::Str;
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
    /// What its Pods are made from; none where the cluster's controllers make none.
    pub template: Option<PodTemplate>,
}

/// What the Pods of a workload have in common.
#[derive(Clone, Debug, PartialEq)]
pub struct PodTemplate {
    /// A Pod without a name of its own, and without addresses.
    pub pod: Pod,
    /// What every Pod's name begins with.
    pub prefix: Str,
    /// The number of a StatefulSet's first Pod: `spec.ordinals.start`.
    pub first_ordinal: u32,
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

/// The kinds by their names.
const WORKLOAD_KINDS: [(&str, WorkloadKind); 7] = [
    ("Deployment", WorkloadKind::Deployment),
    ("ReplicaSet", WorkloadKind::ReplicaSet),
    ("StatefulSet", WorkloadKind::StatefulSet),
    ("DaemonSet", WorkloadKind::DaemonSet),
    ("Job", WorkloadKind::Job),
    ("CronJob", WorkloadKind::CronJob),
    ("ReplicationController", WorkloadKind::ReplicationController),
];

impl WorkloadKind {
    /// The kind as it is written: `Deployment`.
    pub fn as_str(self) -> &'static str {
        let mut kinds = WORKLOAD_KINDS.iter();
        kinds
            .find(|(_, kind)| *kind == self)
            .map_or("", |(word, _)| word)
    }

    /// The kind that is written so.
    pub fn from_word(word: &str) -> Option<Self> {
        let mut kinds = WORKLOAD_KINDS.iter();
        kinds
            .find(|(known, _)| *known == word)
            .map(|(_, kind)| *kind)
    }

    /// Whether it has a number of replicas that can be set (`kubectl scale`).
    pub const fn is_scalable(self) -> bool {
        matches!(
            self,
            Self::Deployment | Self::ReplicaSet | Self::StatefulSet | Self::ReplicationController
        )
    }
}
