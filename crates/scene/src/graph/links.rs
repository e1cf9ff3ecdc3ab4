//! The edges from Services to what stands behind them.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use cluster::api::{IpFamily, Service};
use cluster::overview::{Backend, BackendState, ClientScope, EntryPoint, Target};
use syntax::Span;

use super::backends::{Backends, behind};
use super::{End, Graph, Link, Subject, port_text};
use crate::model::EdgeState;

/// What the edges from one Service port to one card have in common.
#[derive(Default)]
struct Bundle {
    /// By family: the sums of shares.
    shares: BTreeMap<IpFamily, f64>,
    state: Option<BackendState>,
    clients: Option<ClientScope>,
    translations: Vec<String>,
    pod: Option<usize>,
}

/// Adds the edges from the Service at `lane`, drawn as `card`, to its backends.
pub(super) fn add(
    graph: &mut Graph,
    subject: Subject<'_>,
    backends: &mut Backends,
    lane: usize,
    card: usize,
) {
    let Some(service) = subject.cluster.services.get(lane) else {
        return;
    };
    let Some(view) = subject.overview.services.get(lane) else {
        return;
    };
    for point in &view.entry_points {
        if let EntryPoint::ExternalName(name) = point {
            let to = backends.dns_name(graph, subject, name);
            add_alias(graph, subject, service, [card, to]);
        }
    }
    for (port, found) in behind(service, view) {
        let mut bundles: BTreeMap<End, Bundle> = BTreeMap::new();
        let protocol = port
            .and_then(|port| service.ports.get(port))
            .map(|port| port.protocol);
        for backend in found {
            let Some(to) = backends.card(backend) else {
                continue;
            };
            let key = port_text(backend.port, protocol.unwrap_or_default());
            let rows = graph.cards.get(to).map_or(&[][..], |card| &card.rows);
            // Without a port it is the whole Pod that a name leads to.
            let row = rows.iter().position(|row| row.key == key);
            let end = End {
                card: to,
                row: row.filter(|_| backend.port != 0),
            };
            bundles.entry(end).or_default().add(service, port, backend);
        }
        let many = bundles.len() > 1;
        let from = End {
            card,
            row: Some(port.unwrap_or(0)),
        };
        for (to, bundle) in bundles {
            add_link(graph, subject, service, port, [from, to], bundle, many);
        }
    }
}

impl Bundle {
    fn add(&mut self, service: &Service, port: Option<usize>, backend: &Backend) {
        let family = IpFamily::of(backend.address);
        *self.shares.entry(family).or_default() += backend.share;
        self.state = Some(backend.state);
        self.clients = Some(match self.clients.take() {
            Some(known) if known != backend.clients => ClientScope::Anyone,
            _ => backend.clients.clone(),
        });
        if let Target::Pod(pod) = backend.target {
            self.pod.get_or_insert(pod);
        }
        let virtual_ip = service
            .cluster_ips
            .iter()
            .find(|address| IpFamily::of(**address) == family);
        let number = port
            .and_then(|port| service.ports.get(port))
            .map(|port| port.port);
        // More than a few are never shown.
        if self.translations.len() > 2 {
            return;
        }
        if let (Some(ip), Some(number), false) = (virtual_ip, number, service.headless) {
            let from = SocketAddr::new(*ip, number);
            let to = SocketAddr::new(backend.address, backend.port);
            self.translations.push(format!("{from} → {to}"));
        }
    }
}

fn add_link(
    graph: &mut Graph,
    subject: Subject<'_>,
    service: &Service,
    port: Option<usize>,
    ends: [End; 2],
    bundle: Bundle,
    many: bool,
) {
    let words = subject.words;
    let pod = bundle.pod.and_then(|pod| subject.cluster.pods.get(pod));
    let refused = subject.origins.refused(service.id)
        || pod.is_some_and(|pod| subject.origins.refused(pod.id));
    let backend_state = bundle.state.unwrap_or(BackendState::Ready);
    let state = match backend_state {
        _ if refused => EdgeState::Refused,
        BackendState::Ready => EdgeState::Live,
        BackendState::NotReady | BackendState::Terminating => EdgeState::NotReady,
        BackendState::ServingTerminating => EdgeState::Terminating,
    };
    let mut notes = Vec::new();
    match backend_state {
        BackendState::Ready => {}
        BackendState::NotReady => notes.push(words.not_ready_note),
        BackendState::ServingTerminating => notes.push(words.still_serving),
        BackendState::Terminating => notes.push(words.terminating_note),
    }
    if refused {
        notes.push(words.refused_note);
    }
    let first_family = service.cluster_ips.first().map(|ip| IpFamily::of(*ip));
    let primary = first_family.and_then(|family| bundle.shares.get(&family));
    let share = primary.or_else(|| bundle.shares.values().next()).copied();
    let share = share
        .filter(|_| (many || state != EdgeState::Live) && !service.headless)
        .map(|share| share_text(subject, share, bundle.clients.as_ref()));
    let (id, name) = graph.edge_id_and_name(ends, words, &notes);
    let mut origins: Vec<Span> = Vec::new();
    origins.extend(port.and_then(|port| subject.origins.service_port(service, port)));
    origins.extend(subject.origins.selector(service));
    if let (Some(pod), Some(selector)) = (pod, &service.selector) {
        let keys = selector
            .keys()
            .filter(|key| pod.meta.labels.contains_key(*key));
        origins.extend(keys.filter_map(|key| subject.origins.label(pod, key)));
    }
    let [_, to] = ends;
    let row = graph
        .cards
        .get(to.card)
        .and_then(|card| card.rows.get(to.row?));
    origins.extend(row.map(|row| row.origins.clone()).unwrap_or_default());
    let few = bundle.translations.len() <= 2;
    graph.links.push(Link {
        id,
        from: ends[0],
        to,
        state,
        name,
        share,
        translation: (few && !bundle.translations.is_empty())
            .then(|| bundle.translations.join("\n")),
        origins,
    });
}

/// `50%`, `50% on node-1`
fn share_text(subject: Subject<'_>, share: f64, clients: Option<&ClientScope>) -> String {
    let share = percent(share);
    match clients {
        Some(ClientScope::Node(place) | ClientScope::Zone(place)) => {
            (subject.words.share_in)(&share, place)
        }
        _ => share,
    }
}

/// `50%`, `<1%`
pub(crate) fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if percent > 0.0 && percent < 1.0 {
        "<1%".to_owned()
    } else {
        format!("{percent:.0}%")
    }
}

/// The edge from an ExternalName to the name that it stands for.
fn add_alias(graph: &mut Graph, subject: Subject<'_>, service: &Service, [from, to]: [usize; 2]) {
    let words = subject.words;
    let ends = [from, to].map(|card| End { card, row: None });
    let refused = subject.origins.refused(service.id);
    let notes: &[&str] = if refused { &[words.refused_note] } else { &[] };
    let (id, name) = graph.edge_id_and_name(ends, words, notes);
    let origins: Vec<Span> = subject.origins.external_name(service).into_iter().collect();
    if let Some(card) = graph.cards.get_mut(to) {
        card.origins.extend(origins.clone());
    }
    graph.links.push(Link {
        id,
        from: ends[0],
        to: ends[1],
        state: if refused {
            EdgeState::Refused
        } else {
            EdgeState::Live
        },
        name,
        share: Some(words.alias.to_owned()),
        translation: None,
        origins,
    });
}
