//! Plays acts on a cluster.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use super::aftermath::{Aftermath, Change, Departure, Effect, Gone, Keeper, NoEffect};
use super::renewal::{Spread, Supply};
use super::{Act, Overlay};
use crate::api::{Controller, ObjectName, Pod, PodPhase, PodTemplate, Workload, WorkloadKind};
use crate::lower::{self, MAX_WORKLOAD_PODS};
use crate::{Cluster, Str};

/// What makes a Pod cheaper to delete: `controller.kubernetes.io/pod-deletion-cost`.
const DELETION_COST: &str = "controller.kubernetes.io/pod-deletion-cost";

/// `cluster` after the acts of `overlay`, one after the other. Everything comes to rest before the next one: what a controller makes
/// runs, and is ready unless its text says otherwise.
pub fn apply(cluster: &Cluster, overlay: &Overlay) -> Cluster {
    let mut stage = Stage::of(cluster);
    for act in overlay.acts() {
        let effect = stage.play(act).unwrap_or_else(Effect::Nothing);
        stage.aftermath.effects.push(effect);
    }
    stage.leave()
}

/// A cluster on which acts are played.
struct Stage {
    cluster: Cluster,
    pods: Vec<Actor>,
    supply: Supply,
    aftermath: Aftermath,
    /// How many Pods workloads have made in all.
    made: usize,
}

/// A Pod, and what is not in its object.
struct Actor {
    pod: Pod,
    /// Whether one like it, newly made, gets ready.
    sound: bool,
    /// Whether the text has it as it is now, its readiness aside.
    original: bool,
    /// It terminates, and its controller has made another one already.
    replaced: bool,
}

impl Stage {
    fn of(cluster: &Cluster) -> Self {
        let mut cluster = cluster.clone();
        let supply = Supply::of(&cluster);
        let pods = std::mem::take(&mut cluster.pods);
        let made = pods.iter().filter(|pod| pod.owner.is_some()).count();
        Self {
            pods: pods.into_iter().map(Actor::of_text).collect(),
            aftermath: std::mem::take(&mut cluster.aftermath),
            made,
            cluster,
            supply,
        }
    }

    fn leave(self) -> Cluster {
        Cluster {
            pods: self.pods.into_iter().map(|actor| actor.pod).collect(),
            aftermath: self.aftermath,
            ..self.cluster
        }
    }

    fn play(&mut self, act: &Act) -> Result<Effect, NoEffect> {
        match act {
            Act::Ready(pod) => self.make_ready(pod, true),
            Act::NotReady(pod) => self.make_ready(pod, false),
            Act::Kill(pod) => self.kill(pod),
            Act::Terminate(pod) => self.terminate(pod),
            Act::Scale {
                kind,
                workload,
                replicas,
            } => self.scale(*kind, workload, *replicas),
            Act::AddNode => Ok(self.add_node()),
        }
    }

    fn position(&self, name: &ObjectName) -> Result<usize, NoEffect> {
        let is_it = |actor: &Actor| {
            actor.pod.meta.name == name.name && actor.pod.meta.namespace == name.namespace
        };
        self.pods.iter().position(is_it).ok_or(NoEffect::NoPod)
    }

    fn make_ready(&mut self, name: &ObjectName, ready: bool) -> Result<Effect, NoEffect> {
        let at = self.position(name)?;
        let actor = self.pods.get_mut(at).ok_or(NoEffect::NoPod)?;
        if actor.pod.phase != PodPhase::Running {
            return Err(NoEffect::NotRunning);
        }
        if actor.pod.ready == ready {
            return Err(NoEffect::AlreadySo);
        }
        actor.pod.ready = ready;
        if actor.original && ready == actor.sound {
            self.aftermath.pods.remove(name);
        } else {
            let change = if ready {
                Change::Ready
            } else {
                Change::NotReady
            };
            self.aftermath.pods.insert(name.clone(), change);
        }
        Ok(Effect::Readiness {
            pod: name.clone(),
            ready,
        })
    }

    fn kill(&mut self, name: &ObjectName) -> Result<Effect, NoEffect> {
        let at = self.position(name)?;
        let actor = self.pods.get(at).ok_or(NoEffect::NoPod)?;
        if is_mirror(&actor.pod) {
            return Err(NoEffect::Mirror);
        }
        let comes_back = !actor.replaced && !self.is_left_to_go(&actor.pod);
        let successor = comes_back.then(|| self.successor(at)).flatten();
        let Some(successor) = successor else {
            self.remove(&BTreeSet::from([at]), Departure::Killed);
            return Ok(Effect::Ended { pod: name.clone() });
        };
        let effect = Effect::Replaced {
            pod: name.clone(),
            by: successor.pod.meta.object_name(),
            ip: successor.pod.ips.first().copied(),
            node: successor.pod.node.clone(),
            keeper: keeper(&successor.pod),
        };
        self.remove(&BTreeSet::from([at]), Departure::Killed);
        self.add(at, vec![successor], Change::Replaced);
        Ok(effect)
    }

    fn terminate(&mut self, name: &ObjectName) -> Result<Effect, NoEffect> {
        let at = self.position(name)?;
        let actor = self.pods.get(at).ok_or(NoEffect::NoPod)?;
        if actor.pod.meta.deleting {
            return Err(NoEffect::AlreadySo);
        }
        if actor.pod.phase != PodPhase::Running {
            return Err(NoEffect::NotRunning);
        }
        let keeper = keeper(&actor.pod);
        if is_mirror(&actor.pod) {
            return Err(NoEffect::Mirror);
        }
        let at_once = is_replaced_at_once(&actor.pod);
        let successor = at_once.then(|| self.successor(at)).flatten();
        let made = successor.as_ref().map(|actor| actor.pod.meta.object_name());
        if let Some(actor) = self.pods.get_mut(at) {
            actor.pod.meta.deleting = true;
            actor.original = false;
            actor.replaced = made.is_some();
        }
        self.aftermath
            .pods
            .insert(name.clone(), Change::Terminating);
        if let Some(successor) = successor {
            self.add(at + 1, vec![successor], Change::Replaced);
        }
        Ok(Effect::Terminating {
            pod: name.clone(),
            successor: made,
            keeper,
        })
    }

    fn scale(
        &mut self,
        kind: WorkloadKind,
        name: &ObjectName,
        replicas: u32,
    ) -> Result<Effect, NoEffect> {
        let is_it = |workload: &&mut Workload| {
            workload.kind == kind && workload.meta.object_name() == *name
        };
        let workload = self.cluster.workloads.iter_mut().find(is_it);
        let workload = workload.ok_or(NoEffect::NoWorkload)?;
        if !kind.is_scalable() {
            return Err(NoEffect::NotScalable);
        }
        if workload.template.is_none() || workload.meta.deleting {
            return Err(NoEffect::NoWorkload);
        }
        let before = workload.replicas;
        if before == replicas {
            return Err(NoEffect::AlreadySo);
        }
        workload.replicas = replicas;
        let workload = workload.clone();
        let members = self.members(&workload);
        let size = |replicas| usize::try_from(replicas).unwrap_or(usize::MAX);
        let wanted = size(replicas);
        let left_out = &mut self.cluster.pods_left_out;
        *left_out = left_out.saturating_sub(size(before).saturating_sub(members.len()));
        if members.len() > wanted {
            let excess = members.len() - wanted;
            let leaving = self.least_wanted(&workload, members, excess);
            self.remove(&leaving, Departure::ScaledIn);
        } else {
            self.scale_out(&workload, members.len(), wanted - members.len());
        }
        Ok(Effect::Scaled {
            kind,
            workload: name.clone(),
            before,
            now: replicas,
        })
    }

    /// The Pods that count for `workload`, by their places. One of a StatefulSet counts until it is gone.
    fn members(&self, workload: &Workload) -> Vec<usize> {
        let ordered = workload.kind == WorkloadKind::StatefulSet;
        let counts = |pod: &Pod| {
            pod.owner.is_some() && pod.id == workload.id && (ordered || !pod.meta.deleting)
        };
        let members = self.pods.iter().enumerate();
        let members = members.filter(|(_, actor)| counts(&actor.pod));
        members.map(|(at, _)| at).collect()
    }

    /// Which `excess` of `members` a controller deletes: of a StatefulSet the last ones, else those that `ActivePodsWithRanks` puts
    /// first, the newest being the last.
    fn least_wanted(
        &self,
        workload: &Workload,
        mut members: Vec<usize>,
        excess: usize,
    ) -> BTreeSet<usize> {
        if workload.kind != WorkloadKind::StatefulSet {
            let pod = |at: &usize| self.pods.get(*at).map(|actor| &actor.pod);
            let mut together: BTreeMap<&Str, usize> = BTreeMap::new();
            for pod in members.iter().filter_map(pod) {
                *together.entry(&pod.node).or_default() += 1;
            }
            members.sort_by_cached_key(|at| {
                let pod = pod(at);
                (
                    pod.map(|pod| !pod.ready),
                    pod.map(|pod| Reverse(deletion_cost(pod))),
                    pod.and_then(|pod| together.get(&pod.node)).copied(),
                    *at,
                )
            });
        }
        members.into_iter().rev().take(excess).collect()
    }

    fn scale_out(&mut self, workload: &Workload, have: usize, count: usize) {
        let Some(template) = &workload.template else {
            return;
        };
        let room = MAX_WORKLOAD_PODS.saturating_sub(self.made);
        let left_out = count.saturating_sub(room);
        self.cluster.pods_left_out = self.cluster.pods_left_out.saturating_add(left_out);
        self.made += count.min(room);
        let pods = self.pods.iter().map(|actor| &actor.pod);
        let mut spread = Spread::of(&template.pod, pods);
        let mut added = Vec::new();
        for index in have..have + count.min(room) {
            let Some(mut pod) = self.replica(workload, template, index) else {
                break;
            };
            let node = spread.next(&self.cluster.nodes, None);
            lower::place(&mut pod, node, &self.cluster.nodes);
            self.supply
                .give_addresses(&mut pod, &[], &self.cluster.nodes);
            added.push(Actor::new(pod, true));
        }
        self.add(self.end_of(workload), added, Change::Added);
    }

    /// Another Pod of `workload`, without a place and addresses: the `index`-th of a StatefulSet, else one with a new name.
    fn replica(
        &mut self,
        workload: &Workload,
        template: &PodTemplate,
        index: usize,
    ) -> Option<Pod> {
        let index = u32::try_from(index).ok()?;
        let mut pod = lower::replica(workload.kind, template, index);
        if workload.kind != WorkloadKind::StatefulSet {
            let namespace = &workload.meta.namespace;
            pod.meta.name = self.supply.name(namespace, &template.prefix)?;
        }
        Some(pod)
    }

    fn add_node(&mut self) -> Effect {
        let node = self.supply.node(&self.cluster.nodes);
        let name = node.name.clone();
        self.cluster.nodes.push(node);
        self.aftermath.nodes.push(name.clone());
        let mut pods = 0;
        for workload in self.cluster.workloads.clone() {
            if workload.kind != WorkloadKind::DaemonSet || workload.meta.deleting {
                continue;
            }
            let template = workload.template.as_ref();
            let template = template.filter(|template| !template.pod.pinned);
            let Some(mut pod) = template.and_then(|it| self.replica(&workload, it, 0)) else {
                continue;
            };
            pod.node = name.clone();
            self.supply
                .give_addresses(&mut pod, &[], &self.cluster.nodes);
            let added = vec![Actor::new(pod, true)];
            self.add(self.end_of(&workload), added, Change::Added);
            pods += 1;
        }
        Effect::NodeAdded { node: name, pods }
    }

    /// The place behind the last Pod of `workload`.
    fn end_of(&self, workload: &Workload) -> usize {
        let before = |actor: &Actor| actor.pod.id <= workload.id;
        self.pods.iter().rposition(before).map_or(0, |at| at + 1)
    }

    /// Whether nobody replaces `pod` once it is gone: it belongs to a workload that is being deleted, or it has ended.
    fn is_left_to_go(&self, pod: &Pod) -> bool {
        let ended = matches!(pod.phase, PodPhase::Succeeded | PodPhase::Failed);
        let owned = pod.owner.is_some();
        let mut workloads = self.cluster.workloads.iter();
        let deleting =
            workloads.any(|workload| owned && workload.id == pod.id && workload.meta.deleting);
        deleting || (ended && is_replaced_at_once(pod))
    }

    /// What is made in the place of the Pod at `at`.
    fn successor(&mut self, at: usize) -> Option<Actor> {
        let Actor {
            pod: before, sound, ..
        } = self.pods.get(at)?;
        let sound = *sound;
        let mut pod = before.clone();
        pod.meta.deleting = false;
        pod.ready = sound;
        if pod.phase != PodPhase::Pending {
            pod.phase = PodPhase::Running;
        }
        let controller = pod.controller.as_ref();
        let same_node = pod.pinned || controller.is_some_and(|it| &*it.kind == "DaemonSet");
        if let Some(prefix) = controller.and_then(|controller| controller.prefix.as_ref()) {
            pod.meta.name = self.supply.name(&pod.meta.namespace, prefix)?;
        }
        if !same_node {
            let others = self.pods.iter().enumerate();
            let others = others.filter(|(place, _)| *place != at);
            let others = others.map(|(_, actor)| &actor.pod);
            let mut spread = Spread::of(&pod, others);
            let old = std::mem::take(&mut pod.node);
            let node = spread.next(&self.cluster.nodes, Some(&old));
            lower::place(&mut pod, node, &self.cluster.nodes);
        }
        let old = std::mem::take(&mut pod.ips);
        if pod.phase == PodPhase::Running {
            self.supply
                .give_addresses(&mut pod, &old, &self.cluster.nodes);
        }
        Some(Actor::new(pod, sound))
    }

    /// Puts new Pods before the one at `at`.
    fn add(&mut self, at: usize, actors: Vec<Actor>, change: Change) {
        for actor in &actors {
            let name = actor.pod.meta.object_name();
            self.supply.take_name(name.clone());
            self.aftermath.pods.insert(name, change);
        }
        let at = at.min(self.pods.len());
        self.pods.splice(at..at, actors);
    }

    fn remove(&mut self, leaving: &BTreeSet<usize>, how: Departure) {
        let pods = std::mem::take(&mut self.pods);
        for (at, actor) in pods.into_iter().enumerate() {
            if !leaving.contains(&at) {
                self.pods.push(actor);
                continue;
            }
            let name = actor.pod.meta.object_name();
            self.aftermath.pods.remove(&name);
            self.aftermath.gone.push(Gone {
                pod: name,
                ips: actor.pod.ips,
                how,
            });
        }
    }
}

impl Actor {
    /// A Pod as the text has it.
    fn of_text(pod: Pod) -> Self {
        let ended = matches!(pod.phase, PodPhase::Succeeded | PodPhase::Failed);
        Self {
            sound: pod.ready || ended,
            original: true,
            replaced: pod.meta.deleting && is_replaced_at_once(&pod),
            pod,
        }
    }

    /// A Pod that was just made.
    fn new(pod: Pod, sound: bool) -> Self {
        Self {
            pod,
            sound,
            original: false,
            replaced: false,
        }
    }
}

/// Whether a controller makes another Pod as soon as `pod` terminates.
fn is_replaced_at_once(pod: &Pod) -> bool {
    let controller = pod.controller.as_ref();
    controller.is_some_and(|controller| !controller.waits())
}

fn is_mirror(pod: &Pod) -> bool {
    let controller = pod.controller.as_ref();
    controller.is_some_and(Controller::is_node)
}

fn keeper(pod: &Pod) -> Keeper {
    match &pod.controller {
        None => Keeper::Nobody,
        Some(controller) => Keeper::Controller {
            kind: controller.kind.clone(),
            name: controller.name.clone(),
        },
    }
}

fn deletion_cost(pod: &Pod) -> i32 {
    let cost = pod.meta.annotations.get(DELETION_COST);
    cost.and_then(|cost| cost.parse().ok()).unwrap_or(0)
}

impl Aftermath {
    /// The Pod that had `address` last, if nobody has it now.
    pub fn had(&self, address: IpAddr) -> Option<&Gone> {
        let mut gone = self.gone.iter().rev();
        gone.find(|gone| gone.ips.contains(&address))
    }
}
