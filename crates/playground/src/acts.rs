//! What was done to the cluster, and what can be done to it, in words.

use std::collections::{BTreeMap, BTreeSet};

use cluster::Cluster;
use cluster::api::{ObjectName, Pod, PodPhase, Workload, WorkloadKind};
use cluster::manifest::ObjectId;
use cluster::overlay::{Act, Effect, Overlay};
use scene::{Scene, ids};
use words::{ActWords, Language, SceneWords};

use crate::{Deed, Offer, Offers};

/// What was done, and what came of it.
pub(crate) fn deeds(overlay: &Overlay, cluster: &Cluster, language: Language) -> Vec<Deed> {
    let acts = overlay.acts().iter().zip(&cluster.aftermath.effects);
    acts.map(|(act, effect)| {
        let sentence = words::deed(language, act, effect);
        Deed {
            message: sentence.message,
            help: sentence.help,
            effective: !matches!(effect, Effect::Nothing(_)),
        }
    })
    .collect()
}

/// What can be done to the parts of `scene`, as long as `overlay` has room. `cluster` is the one that the API server holds: nothing can be
/// done to what it refuses.
pub(crate) fn offers(
    scene: &Scene,
    overlay: &Overlay,
    cluster: &Cluster,
    language: Language,
) -> Vec<Offers> {
    if overlay.acts().len() >= Overlay::MOST {
        return Vec::new();
    }
    let parts: BTreeSet<&str> = scene.cards.iter().map(|card| &*card.id).collect();
    let desk = Desk {
        words: ActWords::of(language),
        workloads: cluster
            .workloads
            .iter()
            .map(|workload| (workload.id, workload))
            .collect(),
        language,
    };
    let names = SceneWords::of(language);
    let pods = cluster.pods.iter().filter_map(|pod| {
        let name = pod.meta.object_name();
        let part = ids::pod(&name);
        parts.contains(&*part).then(|| Offers {
            part,
            name: (names.pod)(&name.to_string()),
            offers: desk.of_pod(pod, &name),
        })
    });
    let nodes = scene.groups.iter().map(|group| Offers {
        part: group.id.clone(),
        name: group.name.clone(),
        offers: vec![desk.offer(Act::AddNode, 0, desk.words.add_node)],
    });
    pods.chain(nodes).collect()
}

struct Desk<'a> {
    words: &'static ActWords,
    workloads: BTreeMap<ObjectId, &'a Workload>,
    language: Language,
}

impl Desk<'_> {
    fn offer(&self, act: Act, now: u32, note: impl Into<String>) -> Offer {
        Offer {
            label: words::offer(self.language, &act, now),
            note: note.into(),
            act: Some(act),
        }
    }

    fn of_pod(&self, pod: &Pod, name: &ObjectName) -> Vec<Offer> {
        let mut offers = Vec::new();
        let running = pod.phase == PodPhase::Running;
        if running {
            let act = match pod.ready {
                true => Act::NotReady(name.clone()),
                false => Act::Ready(name.clone()),
            };
            offers.push(self.offer(act, 0, ""));
        }
        let note = match &pod.controller {
            None => self.words.kill_alone.to_owned(),
            Some(controller) => (self.words.kill_owned)(&controller.kind),
        };
        offers.push(self.offer(Act::Kill(name.clone()), 0, note));
        if running && !pod.meta.deleting {
            let act = Act::Terminate(name.clone());
            offers.push(self.offer(act, 0, self.words.terminate));
        }
        offers.extend(self.scale(pod));
        offers
    }

    /// Scaling its workload out and in, or why that cannot be done.
    fn scale(&self, pod: &Pod) -> Vec<Offer> {
        let workload = self.workloads.get(&pod.id).filter(|_| pod.owner.is_some());
        let why_not = match (workload, &pod.controller) {
            (Some(workload), _) if workload.kind.is_scalable() => None,
            (Some(workload), _) if workload.kind == WorkloadKind::DaemonSet => {
                Some(self.words.daemon_set.to_owned())
            }
            (Some(workload), _) => Some((self.words.not_scalable)(workload.kind.as_str())),
            (None, Some(controller)) => {
                Some((self.words.elsewhere)(&controller.kind, &controller.name))
            }
            (None, None) => Some(self.words.alone.to_owned()),
        };
        if let Some(note) = why_not {
            return vec![Offer {
                label: self.words.scale_out.to_owned(),
                note,
                act: None,
            }];
        }
        let Some(workload) = workload else {
            return Vec::new();
        };
        let now = workload.replicas;
        let name = workload.meta.object_name();
        let note = format!("{} {name}", workload.kind.as_str());
        let to = |replicas: Option<u32>| {
            let act = Act::Scale {
                kind: workload.kind,
                workload: name.clone(),
                replicas: replicas?,
            };
            Some(self.offer(act, now, note.clone()))
        };
        [now.checked_add(1), now.checked_sub(1)]
            .into_iter()
            .filter_map(to)
            .collect()
    }
}
