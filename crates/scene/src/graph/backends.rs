//! What stands behind the Services, and the edges that lead there.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use cluster::api::{Protocol, Service, TargetPort};
use cluster::overview::{Backend, BackendState, Orphan, Target};
use words::ActWords;

use super::fold::{self, Likeness};
use super::pods::{self, Facts, Use, rank};
use super::{Block, CardSpec, Graph, GroupSpec, Home, RowSpec, Subject, Text, port_text};
use crate::ids;
use crate::model::{CardKind, CardState, LabelRole};

/// Where the cards of backends are found.
#[derive(Default)]
pub(crate) struct Backends {
    pod_cards: Vec<Option<usize>>,
    address_cards: BTreeMap<IpAddr, usize>,
    names: BTreeMap<String, usize>,
}

impl Backends {
    /// Adds the cards of every Pod, address and DNS name.
    pub(super) fn new(graph: &mut Graph, subject: Subject<'_>) -> Self {
        let (facts, addresses) = facts(subject);
        let mut backends = Self {
            pod_cards: vec![None; subject.cluster.pods.len()],
            address_cards: BTreeMap::new(),
            names: BTreeMap::new(),
        };
        backends.add_pods(graph, subject, &facts);
        add_empty_nodes(graph, subject);
        backends.add_addresses(graph, subject, &addresses);
        backends
    }

    fn add_pods(&mut self, graph: &mut Graph, subject: Subject<'_>, facts: &[Facts<'_>]) {
        let pods = &subject.cluster.pods;
        let shown: Vec<usize> = (0..pods.len())
            .filter(|at| subject.shown.pod(*at))
            .collect();
        let key = |at: usize, likeness| {
            let (pod, facts) = (pods.get(at)?, facts.get(at)?);
            Some(pods::key(subject, pod, facts, likeness))
        };
        let opened = |at: usize| {
            let id = pods.get(at).map(|pod| ids::pod(&pod.meta.object_name()));
            id.is_some_and(|id| subject.shown.unfolded(&id))
        };
        let folded = fold::fold(&shown, key, opened);
        let any_node = folded.likeness == Likeness::TrafficOnAnyNode;
        let mut groups: BTreeMap<&str, usize> = BTreeMap::new();
        let first_of = |bundle: &Vec<usize>| bundle.first().copied();
        let mut first: Vec<(usize, &Vec<usize>)> = folded
            .bundles
            .iter()
            .filter_map(|bundle| Some((first_of(bundle)?, bundle)))
            .collect();
        let nodes = subject.cluster.nodes.iter().zip(0_usize..);
        let ranks: BTreeMap<&str, usize> = nodes.map(|(node, at)| (&*node.name, at)).collect();
        let node_of = |at: usize| pods.get(at).map_or("", |pod| &*pod.node);
        first.sort_by_key(|(at, _)| {
            let unmatched = facts
                .get(*at)
                .is_some_and(|facts| facts.unmatched.is_some());
            let rank = ranks.get(node_of(*at)).copied().unwrap_or(usize::MAX);
            (rank, node_of(*at), unmatched)
        });
        for (at, bundle) in first {
            let (Some(pod), Some(facts)) = (pods.get(at), facts.get(at)) else {
                continue;
            };
            // Pods of several nodes are in no node's box: their card stands beside its Service.
            let home = if any_node && bundle.len() > 1 {
                Home::Free
            } else {
                let node = node_of(at);
                let group = groups.entry(node);
                Home::Group(*group.or_insert_with(|| add_group(graph, subject, node)))
            };
            let names = bundle.iter().filter_map(|at| pods.get(*at));
            let bundled = pods::Bundle {
                names: names
                    .map(|pod| pod.meta.object_name().to_string())
                    .collect(),
                likeness: folded.likeness,
            };
            let card = pods::card(graph, subject, pod, facts, bundled, home);
            let card = graph.add(card);
            for member in bundle {
                if let Some(slot) = self.pod_cards.get_mut(*member) {
                    *slot = Some(card);
                }
            }
        }
    }

    fn add_addresses(
        &mut self,
        graph: &mut Graph,
        subject: Subject<'_>,
        addresses: &BTreeMap<IpAddr, Address<'_>>,
    ) {
        let all: Vec<(&IpAddr, &Address)> = addresses.iter().collect();
        let key = |at: usize, _| {
            all.get(at)
                .map_or_else(String::new, |(_, address)| address.key())
        };
        let opened = |at: usize| {
            let id = all.get(at).map(|(ip, _)| ids::endpoint(&ip.to_string()));
            id.is_some_and(|id| subject.shown.unfolded(&id))
        };
        let every: Vec<usize> = (0..all.len()).collect();
        for bundle in fold::fold(&every, key, opened).bundles {
            let members: Vec<_> = bundle.iter().filter_map(|at| all.get(*at)).collect();
            let Some((ip, address)) = members.first() else {
                continue;
            };
            let names = members.iter().map(|(ip, _)| ip.to_string()).collect();
            let card = address_card(graph, subject, **ip, address, names);
            let card = graph.add(card);
            self.address_cards
                .extend(members.into_iter().map(|(ip, _)| (**ip, card)));
        }
    }

    pub(super) fn card(&self, backend: &Backend) -> Option<usize> {
        match backend.target {
            Target::Pod(pod) => self.pod(pod),
            Target::Address => self.address(backend.address),
        }
    }

    /// The card on which a Pod is drawn, by its index.
    pub(crate) fn pod(&self, index: usize) -> Option<usize> {
        self.pod_cards.get(index).copied().flatten()
    }

    /// The card of an address that no Pod has.
    pub(crate) fn address(&self, address: IpAddr) -> Option<usize> {
        self.address_cards.get(&address).copied()
    }

    /// A card before these is gone, and each moves up.
    pub(super) fn close_gap(&mut self, gone: usize) {
        let pods = self.pod_cards.iter_mut().flatten();
        let addresses = self.address_cards.values_mut();
        for card in pods.chain(addresses).chain(self.names.values_mut()) {
            *card -= usize::from(*card > gone);
        }
    }

    /// The card of what an ExternalName stands for.
    pub(super) fn dns_name(
        &mut self,
        graph: &mut Graph,
        subject: Subject<'_>,
        name: &str,
    ) -> usize {
        let words = subject.words;
        *self.names.entry(name.to_owned()).or_insert_with(|| {
            graph.add(CardSpec {
                id: ids::dns_name(name),
                kind: CardKind::Backend,
                state: CardState::Normal,
                name: (words.dns_name)(name),
                title: name.to_owned(),
                badge: Some(words.dns_title.to_owned()),
                members: Vec::new(),
                changed: false,
                blocks: Vec::new(),
                rows: Vec::new(),
                origins: Vec::new(),
                home: Home::Free,
            })
        })
    }
}

/// An address that no Pod has.
#[derive(Default)]
struct Address<'a> {
    uses: BTreeSet<Use>,
    orphan: Option<&'a Orphan>,
    orphan_ports: Vec<(u16, Protocol)>,
}

impl Address<'_> {
    fn key(&self) -> String {
        let orphan = self.orphan.map(|orphan| orphan.object);
        format!("{:?}|{orphan:?}|{:?}", self.uses, self.orphan_ports)
    }
}

/// Turns the overview round: what every Pod and address is to the Services.
fn facts<'a>(subject: Subject<'a>) -> (Vec<Facts<'a>>, BTreeMap<IpAddr, Address<'a>>) {
    let mut facts = vec![Facts::default(); subject.cluster.pods.len()];
    let mut addresses: BTreeMap<IpAddr, Address> = BTreeMap::new();
    let services = subject
        .cluster
        .services
        .iter()
        .zip(&subject.overview.services);
    let services = services
        .enumerate()
        .filter(|(at, _)| subject.shown.service(*at));
    for (at, (service, view)) in services {
        for pod in &view.selected {
            if let Some(facts) = facts.get_mut(*pod) {
                facts.selected_by.push(at);
            }
        }
        for (port, view) in service.ports.iter().zip(&view.ports) {
            // Where all lack it the Service's dead end says so, once.
            if let (TargetPort::Name(name), None) = (&port.target_port, &view.dead) {
                for pod in &view.lacking {
                    if let Some(facts) = facts.get_mut(*pod) {
                        facts.lacks.insert(name.clone());
                    }
                }
            }
        }
        for (port, backends) in behind(service, view) {
            let protocol = port
                .and_then(|port| service.ports.get(port))
                .map(|port| port.protocol);
            for backend in backends {
                let used = Use {
                    service: at,
                    port,
                    number: backend.port,
                    protocol: protocol.unwrap_or_default(),
                    state: rank(backend.state),
                };
                match backend.target {
                    Target::Pod(pod) => {
                        if let Some(facts) = facts.get_mut(pod) {
                            facts.uses.insert(used);
                        }
                    }
                    Target::Address => {
                        addresses
                            .entry(backend.address)
                            .or_default()
                            .uses
                            .insert(used);
                    }
                }
            }
        }
    }
    // Where there are no Services at all, nothing is amiss with a Pod.
    let services = !subject.cluster.services.is_empty();
    for unmatched in subject.overview.unmatched.iter().filter(|_| services) {
        // A Pod may be reached by hand-written endpoints although nothing selects it.
        if let Some(facts) = facts
            .get_mut(unmatched.pod)
            .filter(|facts| facts.uses.is_empty())
        {
            facts.unmatched = Some(unmatched);
        }
    }
    let orphans = subject.overview.orphans.iter();
    for orphan in orphans.filter(|orphan| subject.shown.orphan(orphan)) {
        for found in &orphan.addresses {
            let address = addresses.entry(found.address).or_default();
            if address.uses.is_empty() {
                address.orphan = Some(orphan);
                address.orphan_ports.extend(&found.ports);
            }
        }
    }
    (facts, addresses)
}

/// The endpoints of each port of a Service, and those that belong to none.
pub(super) fn behind<'a>(
    service: &Service,
    view: &'a cluster::overview::ServiceView,
) -> impl Iterator<Item = (Option<usize>, &'a [Backend])> + use<'a> {
    let ports = view.ports.iter().enumerate();
    let portless = service
        .ports
        .is_empty()
        .then_some((None, &view.addresses[..]));
    ports
        .map(|(at, port)| (Some(at), &port.backends[..]))
        .chain(portless)
}

/// A node that a person added is seen before a Pod runs there.
fn add_empty_nodes(graph: &mut Graph, subject: Subject<'_>) {
    for node in &subject.cluster.aftermath.nodes {
        let id = ids::node(node);
        if !graph.groups.iter().any(|group| group.id == id) {
            let group = add_group(graph, subject, node);
            let title = ActWords::of(subject.language).no_pod_yet;
            graph.add(CardSpec {
                id: ids::empty_node(node),
                kind: CardKind::Backend,
                state: CardState::Unmatched,
                name: format!("{}: {title}", (subject.words.node)(node)),
                title: title.to_owned(),
                badge: None,
                members: Vec::new(),
                changed: true,
                blocks: Vec::new(),
                rows: Vec::new(),
                origins: Vec::new(),
                home: Home::Group(group),
            });
        }
    }
}

fn add_group(graph: &mut Graph, subject: Subject<'_>, node: &str) -> usize {
    let words = subject.words;
    let known = subject
        .cluster
        .nodes
        .iter()
        .find(|info| &*info.name == node);
    let title = match (known, node) {
        (Some(info), _) => format!("{node} · {}", info.address),
        (None, "") => words.no_node.to_owned(),
        (None, _) => node.to_owned(),
    };
    let acts = ActWords::of(subject.language);
    let joined = subject
        .cluster
        .aftermath
        .nodes
        .iter()
        .any(|it| **it == *node);
    let title = match joined {
        true => format!("{title} · {} {}", acts.mark, acts.joined),
        false => title,
    };
    let name = if node.is_empty() { &title } else { node };
    graph.groups.push(GroupSpec {
        id: ids::node(node),
        name: (words.node)(name),
        title,
        origins: Vec::new(),
    });
    graph.groups.len() - 1
}

fn address_card(
    graph: &mut Graph,
    subject: Subject<'_>,
    ip: IpAddr,
    address: &Address<'_>,
    members: Vec<String>,
) -> CardSpec {
    let words = subject.words;
    let text = ip.to_string();
    let count = members.len();
    let mut ports: Vec<(u16, Protocol)> = address
        .uses
        .iter()
        .map(|used| (used.number, used.protocol))
        .chain(address.orphan_ports.iter().copied())
        .filter(|(number, _)| *number != 0)
        .collect();
    ports.sort_unstable();
    ports.dedup();
    let rows = ports.into_iter().map(|(number, protocol)| {
        let key = port_text(number, protocol);
        RowSpec {
            left: Text::new(LabelRole::Note, words.port),
            right: Some(Text::new(LabelRole::Mono, key.clone())),
            key,
            dead: false,
            origins: Vec::new(),
        }
    });
    let states = || address.uses.iter().map(|used| used.state);
    let (state, badge) = if address.orphan.is_some() {
        (CardState::Unmatched, words.no_service)
    } else if states().all(|state| state == rank(BackendState::Ready)) {
        (CardState::Normal, words.address)
    } else if states().any(|state| state == rank(BackendState::NotReady)) {
        (CardState::NotReady, words.not_ready)
    } else {
        (CardState::Terminating, words.terminating)
    };
    let mut blocks = Vec::new();
    let mut origins = Vec::new();
    if let Some(orphan) = address.orphan {
        origins.extend(subject.origins.name(orphan.object));
        let reason = match &orphan.wants {
            Some(name) => (words.orphan)(&name.to_string()),
            None => words.orphan_slice.to_owned(),
        };
        blocks.push(Block::Prose(Text::new(LabelRole::Bad, reason)));
        let nearest = orphan
            .nearest
            .and_then(|at| subject.cluster.services.get(at));
        if let Some(service) = nearest {
            let name = (words.service)(&service.meta.object_name().to_string());
            blocks.push(Block::Prose(Text::new(
                LabelRole::Note,
                (words.perhaps)(&name),
            )));
        }
    }
    CardSpec {
        id: graph.registry.unique(ids::endpoint(&text)),
        kind: CardKind::Backend,
        state,
        name: match count {
            1 => (words.endpoint)(&text),
            _ => (words.endpoints)(&text, count - 1),
        },
        title: text,
        badge: Some(match count {
            1 => badge.to_owned(),
            _ => format!("{badge} · × {count}"),
        }),
        members: several(members),
        changed: false,
        blocks,
        rows: rows.collect(),
        origins,
        home: Home::Free,
    }
}

/// The names on a folded card; a card for one has none but its own.
pub(super) fn several(names: Vec<String>) -> Vec<String> {
    if names.len() > 1 { names } else { Vec::new() }
}
