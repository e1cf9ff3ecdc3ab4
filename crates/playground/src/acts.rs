//! What was done to the cluster, and what can be done to it, in words.

use std::collections::{BTreeMap, BTreeSet};

use cluster::Cluster;
use cluster::api::{ObjectName, Pod, PodPhase, Workload, WorkloadKind};
use cluster::manifest::ObjectId;
use cluster::overlay::{Act, Effect, Overlay};
use scene::{Scene, ids};
use words::{ActWords, Language, SceneWords};

use crate::{Deed, Does, Offer, Offers};

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
            button: (desk.words.menu)(&name.name),
            offers: desk.of_pod(pod, &name),
        })
    });
    let boxes: BTreeSet<&str> = scene.groups.iter().map(|group| &*group.id).collect();
    let nodes = cluster
        .nodes
        .iter()
        .filter(|node| boxes.contains(&*ids::node(&node.name)));
    let nodes = nodes.map(|node| Offers {
        part: ids::node(&node.name),
        name: (names.node)(&node.name),
        button: (desk.words.menu)(&node.name),
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
            does: Some(Does::Act(act)),
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
            // What kubelet runs from a file can neither be deleted nor scaled.
            Some(controller) if controller.is_node() => return offers,
            // The other one is there already.
            Some(controller) if pod.meta.deleting && !controller.waits() => String::new(),
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
                does: None,
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

#[cfg(test)]
mod tests {
    use crate::{Analysis, Does, Environment, Language, Overlay, Reading};

    fn after(text: &str, acts: &[&str]) -> Analysis {
        let mut reading = Reading::of(text, &Environment::default());
        let overlay: Overlay = acts.iter().filter_map(|act| act.parse().ok()).collect();
        reading.act(&overlay);
        reading.analysis(Language::English)
    }

    /// What is offered for `part`: each act's text form, or the label of one that cannot be done.
    fn offered(analysis: &Analysis, part: &str) -> Vec<String> {
        let offers = analysis.offers.iter().find(|offers| offers.part == part);
        let offers = offers.map(|offers| offers.offers.as_slice());
        offers
            .unwrap_or_default()
            .iter()
            .map(|offer| match &offer.does {
                Some(Does::Act(act)) => act.to_string(),
                _ => format!("({})", offer.label),
            })
            .collect()
    }

    const POD: &str = "apiVersion: v1
kind: Pod
metadata: {name: web-1}
spec: {containers: [{name: web, image: nginx}]}
";

    #[test]
    fn a_pod_is_offered_what_can_be_done_to_it() {
        let before = after(POD, &[]);
        assert_eq!(
            offered(&before, "pod:default/web-1"),
            [
                "not-ready default/web-1",
                "kill default/web-1",
                "terminate default/web-1",
                "(Scale out)"
            ]
        );
        assert_eq!(offered(&before, "node:node-1"), ["add-node"]);
        let draining = after(POD, &["terminate default/web-1", "not-ready default/web-1"]);
        assert_eq!(
            offered(&draining, "pod:default/web-1"),
            ["ready default/web-1", "kill default/web-1", "(Scale out)"]
        );
        let refused = after(&POD.replace("web-1", "web_1"), &[]);
        assert!(offered(&refused, "pod:default/web_1").is_empty());
        let full = after(POD, &["add-node"; Overlay::MOST]);
        assert_eq!(full.offers, []);
    }

    #[test]
    fn a_workload_is_scaled_by_its_pods() {
        let text = "apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: db, image: postgres}]}
";
        let offers = offered(&after(text, &[]), "pod:default/db-0");
        assert_eq!(
            offers.get(3..).unwrap_or_default(),
            [
                "scale StatefulSet default/db 2",
                "scale StatefulSet default/db 0"
            ]
        );
    }

    #[test]
    fn deeds_are_told_with_what_came_of_them() {
        let analysis = after(POD, &["kill default/web-1", "kill default/web-2"]);
        let told: Vec<(&str, bool)> = analysis
            .deeds
            .iter()
            .map(|deed| (deed.message.as_str(), deed.effective))
            .collect();
        assert_eq!(
            told,
            [
                ("killed Pod default/web-1", true),
                ("killed Pod default/web-2", false)
            ]
        );
        let card = analysis.scene.cards.iter().find(|card| card.changed);
        let description = card.map(|card| card.description.as_str());
        assert!(
            description.is_some_and(|it| it.contains("new Pod, new IP")),
            "{description:?}"
        );
    }
}
