//! From admitted objects to the typed ones that routing reasons about.
//!
//! The API server clears `status` and `metadata.deletionTimestamp` when an object is created. A text that brings them speaks of a
//! cluster that already runs, so they are read from the text and count as if kubelet, cloud provider or a `kubectl delete` had
//! set them afterwards.

mod endpoints;
mod names;
mod node;
mod pod;
mod read;
mod service;
mod text;
mod workload;

use std::borrow::Cow;

use crate::admission::{Reply, Verdict};
use crate::api::{Pod, WorkloadKind};
use crate::environment::NodeInfo;
use crate::manifest::{Manifest, ObjectId, Source};
use crate::{Cluster, Environment, Value};

pub(crate) use pod::{give_addresses, place};
#[cfg(test)]
pub(crate) use text::from_node;
pub use text::{stored_service, written};
pub(crate) use workload::{made_up_name, replica};

/// How many Pods workloads may make in all; `replicas: 1000000000` is a slip, not a wish.
pub(crate) const MAX_WORKLOAD_PODS: usize = 20_000;

/// What admission writes for the end of a generated name. Several Pods may be told apart by nothing else, so they get letters.
const RANDOM: &str = "<random>";

/// Which objects to take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Include {
    /// What was created: the truth.
    Accepted,
    /// Also what it refused, as far as it could be read: enough for a picture.
    Everything,
}

/// The objects of `manifest`, typed, with the statuses that are in force. `replies` are those of [`crate::admission::admit`].
pub fn cluster(
    manifest: &Manifest,
    replies: &[Reply],
    environment: &Environment,
    include: Include,
) -> Cluster {
    let items: Vec<Item<'_>> = manifest
        .objects
        .iter()
        .zip(replies)
        .zip(0..)
        .filter(|((_, reply), _)| include == Include::Everything || reply.is_created())
        .filter_map(|((source, reply), at)| Item::new(ObjectId(at), source, reply))
        .collect();
    lower(&items, environment)
}

/// Whether routing looks at objects of this kind: those that [`cluster`] takes, and Namespaces, which admission looks at.
pub fn is_modelled(source: &Source) -> bool {
    let version = source.api_version.as_deref();
    source
        .kind
        .as_deref()
        .is_some_and(|kind| kind == "Namespace" || Kind::named(version, kind).is_some())
}

/// An object on its way.
struct Item<'a> {
    id: ObjectId,
    kind: Kind,
    object: Cow<'a, Value>,
    status: Option<Value>,
    deleting: bool,
}

impl<'a> Item<'a> {
    /// Nothing for a kind that routing does not look at.
    fn new(id: ObjectId, source: &Source, reply: &'a Reply) -> Option<Self> {
        let object = match &reply.object {
            Some(object) if reply.verdict == Verdict::Undecodable => {
                Cow::Owned(text::mended(object.clone(), source))
            }
            Some(object) => Cow::Borrowed(object),
            None => Cow::Owned(text::written(source)),
        };
        Some(Self {
            id,
            kind: Kind::of(&object)?,
            status: text::status(source),
            deleting: text::deleting(source),
            object,
        })
    }

    /// The object with the text's own status in the place of the server's.
    fn with_status(&self) -> Cow<'_, Value> {
        match &self.status {
            Some(status) => Cow::Owned(text::merge_status(&self.object, status)),
            None => Cow::Borrowed(&self.object),
        }
    }
}

/// The kinds that become typed objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Service,
    Pod,
    Endpoints,
    EndpointSlice,
    Node,
    Workload(WorkloadKind),
}

impl Kind {
    /// By `kind`; a group of somebody else's (Knative has a `Service` too) makes it another kind, a missing one does not.
    fn of(object: &Value) -> Option<Self> {
        let version = object.get("apiVersion").and_then(Value::as_str);
        Self::named(version, object.get("kind")?.as_str()?)
    }

    fn named(version: Option<&str>, kind: &str) -> Option<Self> {
        let group = version
            .and_then(|version| version.split_once('/'))
            .map(|(group, _)| group);
        if !matches!(group, None | Some("apps" | "batch" | "discovery.k8s.io")) {
            return None;
        }
        Some(match kind {
            "Service" => Self::Service,
            "Pod" => Self::Pod,
            "Endpoints" => Self::Endpoints,
            "EndpointSlice" => Self::EndpointSlice,
            "Node" => Self::Node,
            kind => Self::Workload(WorkloadKind::from_word(kind)?),
        })
    }
}

fn lower(items: &[Item<'_>], environment: &Environment) -> Cluster {
    let mut cluster = Cluster {
        nodes: nodes(items, environment),
        ..Cluster::default()
    };
    let mut placement = workload::Placement::default();
    for item in items {
        match item.kind {
            Kind::Service => {
                let object = item.with_status();
                cluster
                    .services
                    .push(service::service(item.id, &object, item.deleting));
            }
            Kind::Pod => {
                let pod = written_pod(item, &cluster.nodes, cluster.pods.len());
                cluster.pods.push(pod);
            }
            Kind::Endpoints => {
                let endpoints = endpoints::endpoints(item.id, &item.object, item.deleting);
                cluster.endpoints.push(endpoints);
            }
            Kind::EndpointSlice => {
                let slice = endpoints::slice(item.id, &item.object, item.deleting);
                cluster.slices.push(slice);
            }
            Kind::Node => {}
            Kind::Workload(kind) => {
                let mut workload =
                    workload::workload(item.id, kind, &item.object, item.deleting, &cluster.nodes);
                if environment.workloads_make_pods {
                    workload::make_pods(&mut workload, &item.object, &mut placement, &mut cluster);
                }
                cluster.workloads.push(workload);
            }
        }
    }
    cluster
}

fn written_pod(item: &Item<'_>, nodes: &[NodeInfo], before: usize) -> Pod {
    let mut meta = read::meta(&item.object, item.deleting);
    if let Some(prefix) = read::text(item.object.at(["metadata", "generateName"]))
        && (*meta.name == *prefix || meta.name.ends_with(RANDOM))
    {
        meta.name = format!("{prefix}{}", names::suffix(&prefix, item.id.0)).into();
    }
    let status = item.status.as_ref();
    pod::written(item.id, meta, &item.object, status, before, nodes)
}

/// The text's own nodes, else the environment's; then those that Pods name, if the environment lets them be assumed.
fn nodes(items: &[Item<'_>], environment: &Environment) -> Vec<NodeInfo> {
    let mut nodes = Vec::new();
    for item in items.iter().filter(|item| item.kind == Kind::Node) {
        nodes.push(node::node(&item.object, item.status.as_ref(), nodes.len()));
    }
    if nodes.is_empty() {
        nodes.clone_from(&environment.nodes);
    }
    if environment.assume_nodes {
        for item in items.iter().filter(|item| item.kind == Kind::Pod) {
            let Some(name) = read::text(item.object.at(["spec", "nodeName"])) else {
                continue;
            };
            if !nodes.iter().any(|node| node.name == name) {
                nodes.push(node::assumed(name, nodes.len()));
            }
        }
    }
    nodes
}

#[cfg(test)]
mod tests;
