//! The card of a Pod, or of several equal ones.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use cluster::Str;
use cluster::api::{ContainerPort, IpFamily, ObjectName, Pod, PodPhase, Protocol};
use cluster::overlay::Change;
use cluster::overview::{BackendState, NearMiss, UnmatchedPod};
use words::ActWords;

use super::backends::several;
use super::fold::Likeness;
use super::{Block, CardSpec, Graph, Home, RowSpec, Subject, Text, port_text};
use crate::ids;
use crate::model::{CardKind, CardState, ChipState, LabelRole};

/// So many labels are shown; the others are counted.
const LABELS_AT_MOST: usize = 6;

/// Labels that tell the Pods of one owner apart and nothing else.
const OWN_LABELS: [&str; 3] = [
    "apps.kubernetes.io/pod-index",
    "batch.kubernetes.io/job-completion-index",
    "statefulset.kubernetes.io/pod-name",
];

/// Labels that the API server and the controllers give, and nobody wrote: shown only where a selector wants them.
const GIVEN_LABELS: [&str; 9] = [
    "apps.kubernetes.io/pod-index",
    "batch.kubernetes.io/controller-uid",
    "batch.kubernetes.io/job-completion-index",
    "controller-revision-hash",
    "controller-uid",
    "pod-template-hash",
    "statefulset.kubernetes.io/pod-name",
    "topology.kubernetes.io/region",
    "topology.kubernetes.io/zone",
];

/// What a Service port makes of a Pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Use {
    pub(super) service: usize,
    pub(super) port: Option<usize>,
    pub(super) number: u16,
    pub(super) protocol: Protocol,
    pub(super) state: u8,
}

/// The Pods that a card stands for, and in what they are equal.
pub(super) struct Bundle {
    pub(super) names: Vec<String>,
    pub(super) likeness: Likeness,
}

impl Bundle {
    fn count(&self) -> usize {
        self.names.len()
    }

    /// Whether all have the same labels and ports, and miss the same Service.
    fn alike(&self) -> bool {
        self.count() == 1 || self.likeness == Likeness::Everything
    }
}

/// A number that tells states apart.
pub(super) const fn rank(state: BackendState) -> u8 {
    match state {
        BackendState::Ready => 0,
        BackendState::NotReady => 1,
        BackendState::ServingTerminating => 2,
        BackendState::Terminating => 3,
    }
}

/// What the overview knows of each Pod.
#[derive(Clone, Default)]
pub(super) struct Facts<'a> {
    /// The Service ports that lead to it.
    pub(super) uses: BTreeSet<Use>,
    /// The Services that select it.
    pub(super) selected_by: Vec<usize>,
    /// Names that a `targetPort` looks for and it lacks.
    pub(super) lacks: BTreeSet<Str>,
    /// Set if nothing selects it.
    pub(super) unmatched: Option<&'a UnmatchedPod>,
}

/// By what two Pods are equal. What tells them apart the soonest stands first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key<'a> {
    uses: &'a BTreeSet<Use>,
    selected_by: &'a [usize],
    lacks: &'a BTreeSet<Str>,
    refused: bool,
    phase: PodPhase,
    ready: bool,
    deleting: bool,
    change: Option<Change>,
    matched: bool,
    node: Option<&'a str>,
    details: Option<Details<'a>>,
}

/// What only counts where everything does.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Details<'a> {
    namespace: &'a str,
    owner: Option<&'a ObjectName>,
    labels: Vec<(&'a Str, &'a Str)>,
    ports: Vec<&'a [ContainerPort]>,
    nearest: Option<&'a NearMiss>,
}

pub(super) fn key<'a>(
    subject: Subject<'_>,
    pod: &'a Pod,
    facts: &'a Facts<'a>,
    likeness: Likeness,
) -> Key<'a> {
    let nearest = facts.unmatched.and_then(|pod| pod.nearest.as_ref());
    let everything = likeness == Likeness::Everything;
    Key {
        uses: &facts.uses,
        selected_by: &facts.selected_by,
        lacks: &facts.lacks,
        refused: subject.origins.refused(pod.id),
        phase: pod.phase,
        ready: pod.ready,
        deleting: pod.meta.deleting,
        change: change(subject, pod),
        matched: facts.unmatched.is_none(),
        node: (likeness != Likeness::TrafficOnAnyNode).then_some(&*pod.node),
        details: everything.then(|| Details {
            namespace: &pod.meta.namespace,
            owner: pod.owner.as_ref(),
            labels: pod
                .meta
                .labels
                .iter()
                .filter(|(key, _)| !is_own(key))
                .collect(),
            ports: pod
                .containers
                .iter()
                .map(|container| container.ports.as_slice())
                .collect(),
            nearest,
        }),
    }
}

/// What a person did to it.
fn change(subject: Subject<'_>, pod: &Pod) -> Option<Change> {
    let changes = &subject.cluster.aftermath.pods;
    // Where nothing was done, no name has to be looked for.
    let change = (!changes.is_empty()).then(|| changes.get(&pod.meta.object_name()));
    change.flatten().copied()
}

fn is_own(key: &str) -> bool {
    OWN_LABELS.contains(&key)
}

/// The card of the Pods `members`, which are equal.
pub(super) fn card(
    graph: &mut Graph,
    subject: Subject<'_>,
    pod: &Pod,
    facts: &Facts<'_>,
    bundle: Bundle,
    home: Home,
) -> CardSpec {
    let count = bundle.count();
    let words = subject.words;
    let name = pod.meta.object_name();
    let refused = subject.origins.refused(pod.id);
    let title = if name.name.is_empty() {
        words.nameless
    } else {
        &name.name
    };
    let full_name = format!("{}/{title}", name.namespace);
    let (state, badge) = state(subject, pod, facts, refused);
    let change = change(subject, pod);
    let mut origins: Vec<_> = subject.origins.name(pod.id).into_iter().collect();
    for key in lit_keys(subject, facts) {
        origins.extend(subject.origins.label(pod, key));
    }
    CardSpec {
        id: graph.registry.unique(ids::pod(&name)),
        kind: CardKind::Backend,
        state,
        name: match count {
            1 => (words.pod)(&full_name),
            _ => (words.pods)(&full_name, count - 1),
        },
        title: title.to_owned(),
        badge: Some(match count {
            1 => badge,
            _ => format!("{badge} · × {count}"),
        }),
        blocks: blocks(subject, pod, facts, &bundle),
        rows: rows(subject, pod, facts, &bundle),
        members: several(bundle.names),
        changed: change.is_some(),
        origins,
        home,
    }
}

fn state(subject: Subject<'_>, pod: &Pod, facts: &Facts<'_>, refused: bool) -> (CardState, String) {
    let words = subject.words;
    let (state, badge) = match pod.phase {
        PodPhase::Running if pod.meta.deleting => (CardState::Terminating, words.terminating),
        PodPhase::Running if pod.ready => (CardState::Normal, words.ready),
        PodPhase::Running => (CardState::NotReady, words.not_ready),
        phase => (CardState::NotReady, (words.phase)(phase)),
    };
    if refused {
        return (CardState::Refused, format!("{badge} · {}", words.refused));
    }
    if facts.unmatched.is_some() {
        return (
            CardState::Unmatched,
            format!("{badge} · {}", words.no_service),
        );
    }
    (state, badge.to_owned())
}

/// The keys of the labels by which Services select it.
fn lit_keys<'a>(subject: Subject<'a>, facts: &Facts<'_>) -> BTreeSet<&'a Str> {
    facts
        .selected_by
        .iter()
        .filter_map(|at| subject.cluster.services.get(*at))
        .filter_map(|service| service.selector.as_ref())
        .flat_map(|selector| selector.keys())
        .collect()
}

fn blocks(subject: Subject<'_>, pod: &Pod, facts: &Facts<'_>, bundle: &Bundle) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(change) = change(subject, pod) {
        let mark = ActWords::of(subject.language).mark;
        let text = format!("{mark} {}", words::changed(subject.language, change));
        blocks.push(Block::Line {
            left: Text::new(LabelRole::Act, text),
            right: None,
        });
    }
    let namespace = (&*pod.meta.namespace != "default").then(|| &*pod.meta.namespace);
    // A family that no Service here speaks is noise beside one that they do.
    let spoken = |address: &IpAddr| {
        let family = IpFamily::of(*address);
        let mut services = subject.cluster.services.iter();
        services.any(|service| service.ip_families.contains(&family))
    };
    let primary = pod.ips.first();
    let mut addresses = pod
        .ips
        .iter()
        .filter(|address| Some(*address) == primary || spoken(address));
    let first = addresses.next().map(|address| match bundle.count() {
        1 => address.to_string(),
        _ => format!("{address} …"),
    });
    if first.is_some() || namespace.is_some() {
        blocks.push(Block::Line {
            left: Text::new(LabelRole::MonoQuiet, first.unwrap_or_default()),
            right: namespace.map(|namespace| Text::new(LabelRole::Note, namespace)),
        });
    }
    if bundle.count() == 1 {
        blocks.extend(addresses.map(|address| Block::Line {
            left: Text::new(LabelRole::MonoQuiet, address.to_string()),
            right: None,
        }));
    }
    if bundle.count() > 1 && bundle.likeness == Likeness::TrafficOnAnyNode {
        blocks.push(Block::Line {
            left: Text::new(LabelRole::Note, subject.words.many_nodes),
            right: None,
        });
    }
    let chips = chips(subject, pod, facts, bundle);
    if !chips.is_empty() {
        blocks.push(Block::Chips {
            caption: None,
            chips,
        });
    }
    let near_miss = near_miss(subject, facts).filter(|_| bundle.alike());
    blocks.extend(near_miss.map(|text| Block::Prose(Text::new(LabelRole::Bad, text))));
    blocks
}

/// Which Service would nearly select it, and what it wants.
fn near_miss(subject: Subject<'_>, facts: &Facts<'_>) -> Option<String> {
    let words = subject.words;
    let nearest = facts.unmatched?.nearest.as_ref()?;
    let service = subject.cluster.services.get(nearest.service)?;
    let name = (words.service)(&service.meta.object_name().to_string());
    if nearest.differences.is_empty() {
        return Some((words.other_namespace)(&name));
    }
    let terms = nearest.differences.iter();
    let terms: Vec<_> = terms
        .map(|difference| format!("{}={}", difference.key, difference.wanted))
        .collect();
    Some((words.wants)(&name, &terms.join(", ")))
}

/// Its labels: those that matter first.
fn chips(
    subject: Subject<'_>,
    pod: &Pod,
    facts: &Facts<'_>,
    bundle: &Bundle,
) -> Vec<(String, ChipState)> {
    let lit = lit_keys(subject, facts);
    let nearest = facts.unmatched.and_then(|pod| pod.nearest.as_ref());
    let differences = nearest.map_or(&[][..], |miss| &miss.differences);
    let missed = |key: &Str| {
        differences.iter().any(|difference| {
            let alike = difference
                .alike
                .as_ref()
                .is_some_and(|(alike, _)| alike == key);
            difference.key == *key || alike
        })
    };
    let mut chips: Vec<(String, ChipState)> = pod
        .meta
        .labels
        .iter()
        .filter(|(key, _)| bundle.count() == 1 || !is_own(key))
        .filter(|(key, _)| lit.contains(key) || bundle.alike())
        .filter(|(key, _)| lit.contains(key) || !GIVEN_LABELS.contains(&&***key))
        .map(|(key, value)| {
            let state = if lit.contains(key) {
                ChipState::Lit
            } else if missed(key) {
                ChipState::Missed
            } else {
                ChipState::Plain
            };
            (format!("{key}={value}"), state)
        })
        .collect();
    chips.sort_by_key(|(_, state)| *state == ChipState::Plain);
    let hidden = chips.len().saturating_sub(LABELS_AT_MOST);
    if hidden > 1 {
        chips.truncate(LABELS_AT_MOST);
        chips.push((format!("+{hidden}"), ChipState::Plain));
    }
    chips
}

/// A row for each port that a container declares, that a Service leads to, or that one looks for in vain.
fn rows(subject: Subject<'_>, pod: &Pod, facts: &Facts<'_>, bundle: &Bundle) -> Vec<RowSpec> {
    let words = subject.words;
    let mut rows: Vec<RowSpec> = Vec::new();
    let mut known: BTreeMap<(u16, Protocol), usize> = BTreeMap::new();
    for container in &pod.containers {
        for (index, port) in container.ports.iter().enumerate() {
            let mut uses = facts.uses.iter();
            let used = uses.any(|used| (used.number, used.protocol) == (port.port, port.protocol));
            if !used && !bundle.alike() {
                continue;
            }
            let origin = subject.origins.container_port(pod, container, index);
            let at = *known
                .entry((port.port, port.protocol))
                .or_insert(rows.len());
            if let Some(row) = rows.get_mut(at) {
                row.origins.extend(origin);
                add_name(&mut row.left, port.name.as_deref());
                continue;
            }
            let key = port_text(port.port, port.protocol);
            rows.push(RowSpec {
                left: match &port.name {
                    Some(name) => Text::new(LabelRole::Mono, &**name),
                    None => Text::new(LabelRole::Note, words.unnamed),
                },
                right: Some(Text::new(LabelRole::Mono, key.clone())),
                key,
                dead: false,
                origins: origin.into_iter().collect(),
            });
        }
    }
    for used in &facts.uses {
        if used.number == 0 || known.contains_key(&(used.number, used.protocol)) {
            continue;
        }
        known.insert((used.number, used.protocol), rows.len());
        let key = port_text(used.number, used.protocol);
        rows.push(RowSpec {
            left: Text::new(LabelRole::Note, words.undeclared),
            right: Some(Text::new(LabelRole::Mono, key.clone())),
            key,
            dead: false,
            origins: Vec::new(),
        });
    }
    for name in &facts.lacks {
        rows.push(RowSpec {
            key: format!("lacks {name}"),
            left: Text::new(LabelRole::Bad, (words.lacks_port)(name)),
            right: None,
            dead: true,
            origins: Vec::new(),
        });
    }
    rows
}

/// Adds a further name of the same port.
fn add_name(shown: &mut Text, name: Option<&str>) {
    let Some(name) = name.filter(|name| *name != shown.text) else {
        return;
    };
    if shown.role == LabelRole::Mono {
        shown.text = format!("{}, {name}", shown.text);
    } else {
        *shown = Text::new(LabelRole::Mono, name);
    }
}
