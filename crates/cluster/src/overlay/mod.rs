//! What a person does to the cluster in the picture: an [`Overlay`] of [`Act`]s over the manifest, which stays as it is written.
//!
//! [`apply`] plays the acts in order, before the endpoints controllers run, as the controllers of workloads, the scheduler and kubelet
//! would: a Pod that is killed is replaced by whoever looks after it. What became of each act stands in the cluster's [`Aftermath`].

mod aftermath;
mod apply;
mod renewal;
#[cfg(test)]
mod tests;
mod text;

use serde::{Deserialize, Serialize};

use crate::api::{ObjectName, WorkloadKind};

pub use aftermath::{Aftermath, Change, Departure, Effect, Gone, Keeper, NoEffect};
pub use apply::apply;
pub use text::ActError;

/// One thing done to the cluster.
///
/// It has one text form, which stands in links and lessons and is never changed: `not-ready default/web-1`, `ready default/web-1`,
/// `kill default/web-1`, `terminate default/web-1`, `scale Deployment default/web 3`, `add-node`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Act {
    /// The Pod's readiness probe fails from now on.
    NotReady(ObjectName),
    /// It succeeds.
    Ready(ObjectName),
    /// `kubectl delete pod`, to its end: the Pod is no more.
    Kill(ObjectName),
    /// `kubectl delete pod`, and it takes its time: it still serves while it terminates.
    Terminate(ObjectName),
    /// `kubectl scale`.
    Scale {
        /// The kind of the workload.
        kind: WorkloadKind,
        /// Its name.
        workload: ObjectName,
        /// How many Pods it shall have.
        replicas: u32,
    },
    /// Another node joins.
    AddNode,
}

/// Acts, in the order in which they were done; at most [`Overlay::MOST`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Act>")]
pub struct Overlay(Vec<Act>);

impl Overlay {
    /// More acts than this are not taken.
    pub const MOST: usize = 100;

    /// The acts.
    pub fn acts(&self) -> &[Act] {
        &self.0
    }

    /// Whether nothing was done.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Does one more thing; says whether there was room for it.
    pub fn push(&mut self, act: Act) -> bool {
        let room = self.0.len() < Self::MOST;
        if room {
            self.0.push(act);
        }
        room
    }

    /// Takes the last act back.
    pub fn undo(&mut self) -> Option<Act> {
        self.0.pop()
    }
}

impl FromIterator<Act> for Overlay {
    fn from_iter<I: IntoIterator<Item = Act>>(acts: I) -> Self {
        Self(acts.into_iter().take(Self::MOST).collect())
    }
}

impl From<Vec<Act>> for Overlay {
    fn from(acts: Vec<Act>) -> Self {
        acts.into_iter().collect()
    }
}
