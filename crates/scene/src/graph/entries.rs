//! Clients, and what they can address.

use std::net::IpAddr;

use cluster::api::{Service, ServiceType};
use cluster::overview::EntryPoint;
use syntax::Span;

use super::{
    Block, CardSpec, End, Graph, Home, Link, RowSpec, Subject, Text, number_text, port_text,
};
use crate::ids;
use crate::model::{CardKind, CardState, EdgeState, LabelRole};

const OUTSIDE: usize = 0;
const INSIDE: usize = 1;
const ON_NODE: usize = 2;

/// Adds the clients, at the places that [`add`] knows them by.
pub(super) fn add_clients(graph: &mut Graph, subject: Subject<'_>) {
    let words = subject.words;
    for (id, title, name) in [
        (ids::CLIENT_OUTSIDE, words.outside, words.client_outside),
        (ids::CLIENT_INSIDE, words.inside, words.client_inside),
        (ids::CLIENT_ON_NODE, words.on_node, words.client_on_node),
    ] {
        graph.add(CardSpec {
            id: id.to_owned(),
            kind: CardKind::Client,
            state: CardState::Normal,
            name: name.to_owned(),
            title: title.to_owned(),
            badge: None,
            members: Vec::new(),
            changed: false,
            blocks: Vec::new(),
            rows: Vec::new(),
            origins: Vec::new(),
            home: Home::Free,
        });
    }
}

/// Takes away the clients that can reach nothing, and closes the gaps.
pub(super) fn drop_idle_clients(graph: &mut Graph) {
    for client in [ON_NODE, INSIDE, OUTSIDE] {
        if graph.links.iter().any(|link| link.from.card == client) {
            continue;
        }
        graph.cards.remove(client);
        graph.backends.close_gap(client);
        let ends = graph
            .links
            .iter_mut()
            .flat_map(|link| [&mut link.from.card, &mut link.to.card]);
        for card in ends.chain(graph.stubs.iter_mut().map(|stub| &mut stub.card)) {
            *card -= usize::from(*card > client);
        }
    }
}

/// A row of an entry point, and the row of the Service that it leads to.
struct EntryRow {
    row: RowSpec,
    service_row: Option<usize>,
}

/// A kind of entry point of one Service.
struct Entry {
    kind: &'static str,
    title: &'static str,
    badge: Option<String>,
    blocks: Vec<Block>,
    rows: Vec<EntryRow>,
    /// Who is drawn as dialling it: those for whom it is the way in. A node resolves no cluster names, and a Pod has no need of a
    /// node's port.
    clients: &'static [usize],
    pending: bool,
}

/// Adds the entry points of a Service, with edges from the clients and to the Service's `card`.
pub(super) fn add(graph: &mut Graph, subject: Subject<'_>, lane: usize, card: usize) {
    let Some(service) = subject.cluster.services.get(lane) else {
        return;
    };
    let Some(view) = subject.overview.services.get(lane) else {
        return;
    };
    let words = subject.words;
    let service_id = service.meta.object_name();
    let service_name = graph.cards.get(card).map(|card| card.name.clone());
    let refused = subject.origins.refused(service.id);
    for entry in of_service(subject, service, &view.entry_points) {
        let title = (words.entry_of)(entry.title, service_name.as_deref().unwrap_or_default());
        let (rows, targets): (Vec<RowSpec>, Vec<Option<usize>>) = entry
            .rows
            .into_iter()
            .map(|row| (row.row, row.service_row))
            .unzip();
        let origins: Vec<Span> = rows.iter().flat_map(|row| row.origins.clone()).collect();
        let name_origin = subject.origins.name(service.id);
        let id = graph.registry.unique(ids::entry(&service_id, entry.kind));
        let from = graph.add(CardSpec {
            id,
            kind: CardKind::Entry,
            state: if entry.pending {
                CardState::Pending
            } else {
                CardState::Normal
            },
            name: title,
            title: entry.title.to_owned(),
            badge: entry.badge,
            members: Vec::new(),
            changed: false,
            blocks: entry.blocks,
            rows,
            origins: name_origin.into_iter().chain(origins).collect(),
            home: Home::Lane(lane),
        });
        let state = match (refused, entry.pending) {
            (true, _) => EdgeState::Refused,
            (false, true) => EdgeState::NotReady,
            (false, false) => EdgeState::Live,
        };
        for (row, service_row) in targets.into_iter().enumerate() {
            let here = End {
                card: from,
                row: Some(row),
            };
            let there = End {
                card,
                row: service_row,
            };
            let clients = entry.clients.iter().map(|&card| End { card, row: None });
            let dialled = clients.map(|client| [client, here]);
            for ends in dialled.chain([[here, there]]) {
                let note = match state {
                    EdgeState::Refused => Some(words.refused_note),
                    EdgeState::NotReady => Some(words.pending_note),
                    EdgeState::Live | EdgeState::Terminating => None,
                };
                let notes: Vec<&str> = note.into_iter().collect();
                let (id, name) = graph.edge_id_and_name(ends, words, &notes);
                let row_origins = graph
                    .cards
                    .get(from)
                    .and_then(|card| card.rows.get(row))
                    .map(|row| row.origins.clone());
                graph.links.push(Link {
                    id,
                    from: ends[0],
                    to: ends[1],
                    state,
                    name,
                    share: None,
                    translation: None,
                    origins: row_origins.unwrap_or_default(),
                });
            }
        }
    }
}

/// The entry points of `service`, a card each.
fn of_service(subject: Subject<'_>, service: &Service, points: &[EntryPoint]) -> Vec<Entry> {
    let words = subject.words;
    let mut entries = Vec::new();
    if service.kind == ServiceType::ExternalName {
        entries.push(name_entry(
            subject,
            service,
            "external-name",
            words.dns_title,
            words.alias,
        ));
        return entries;
    }
    if service.headless {
        entries.push(name_entry(
            subject,
            service,
            "headless",
            words.headless,
            words.no_virtual_ip,
        ));
        return entries;
    }
    let mut cluster_ips = Vec::new();
    let mut balancers = Vec::new();
    let mut external_ips = Vec::new();
    let mut node_ports = Vec::new();
    for point in points {
        match point {
            EntryPoint::ClusterIp(address) => cluster_ips.push(*address),
            EntryPoint::LoadBalancer(address) => balancers.push(address.clone()),
            EntryPoint::ExternalIp(address) => external_ips.push(*address),
            EntryPoint::NodePort { port, service_port } => node_ports.push((*port, *service_port)),
            EntryPoint::Dns { .. } | EntryPoint::ExternalName(_) => {}
        }
    }
    if let Some((first, others)) = cluster_ips.split_first() {
        let mut blocks = vec![dns_line(service)];
        blocks.extend(others.iter().map(|address| Block::Line {
            left: Text::new(LabelRole::MonoQuiet, address.to_string()),
            right: None,
        }));
        entries.push(Entry {
            kind: "cluster-ip",
            title: words.cluster_ip,
            badge: Some(words.virtual_ip.to_owned()),
            blocks,
            rows: address_rows(subject, service, &[first.to_string()]),
            clients: &[INSIDE, ON_NODE],
            pending: false,
        });
    }
    if !node_ports.is_empty() {
        let rows = node_ports.iter().map(|(number, index)| {
            let protocol = service.ports.get(*index).map(|port| port.protocol);
            let key = port_text(*number, protocol.unwrap_or_default());
            EntryRow {
                row: RowSpec {
                    left: Text::new(LabelRole::Note, words.node_address),
                    right: Some(Text::new(LabelRole::Mono, format!(":{number}"))),
                    key,
                    dead: false,
                    origins: subject
                        .origins
                        .node_port(service, *index)
                        .into_iter()
                        .collect(),
                },
                service_row: Some(*index),
            }
        });
        entries.push(Entry {
            kind: "node-port",
            title: words.every_node,
            badge: Some((words.nodes)(subject.cluster.nodes.len())),
            blocks: Vec::new(),
            rows: rows.collect(),
            clients: &[OUTSIDE, ON_NODE],
            pending: false,
        });
    }
    if !balancers.is_empty() {
        let pending = balancers.iter().all(Option::is_none);
        let shown: Vec<String> = balancers
            .iter()
            .map(|address| address.as_deref().unwrap_or("—").to_owned())
            .collect();
        entries.push(Entry {
            kind: "load-balancer",
            title: words.load_balancer,
            badge: pending.then(|| words.pending.to_owned()),
            blocks: Vec::new(),
            rows: address_rows(subject, service, &shown),
            clients: &[OUTSIDE],
            pending,
        });
    }
    if !external_ips.is_empty() {
        let shown: Vec<String> = external_ips.iter().map(IpAddr::to_string).collect();
        entries.push(Entry {
            kind: "external-ip",
            title: words.external_ip,
            badge: None,
            blocks: Vec::new(),
            rows: address_rows(subject, service, &shown),
            clients: &[OUTSIDE],
            pending: false,
        });
    }
    entries
}

/// A row for each address and port.
fn address_rows(subject: Subject<'_>, service: &Service, addresses: &[String]) -> Vec<EntryRow> {
    let ports = service.ports.iter().enumerate();
    ports
        .flat_map(|(index, port)| {
            addresses.iter().map(move |address| EntryRow {
                row: RowSpec {
                    key: port_text(port.port, port.protocol),
                    left: Text::new(LabelRole::Mono, address.clone()),
                    right: Some(Text::new(
                        LabelRole::Mono,
                        format!(":{}", number_text(port.port)),
                    )),
                    dead: false,
                    origins: subject
                        .origins
                        .service_port(service, index)
                        .into_iter()
                        .collect(),
                },
                service_row: Some(index),
            })
        })
        .collect()
}

/// `web.default`, as a Pod of any namespace can say it.
fn short_name(service: &Service) -> String {
    format!("{}.{}", service.meta.name, service.meta.namespace)
}

fn dns_line(service: &Service) -> Block {
    Block::Line {
        left: Text::new(LabelRole::MonoQuiet, short_name(service)),
        right: Some(Text::new(LabelRole::Note, "DNS")),
    }
}

/// A name that leads to the Service as a whole: DNS does not know ports.
fn name_entry(
    subject: Subject<'_>,
    service: &Service,
    kind: &'static str,
    title: &'static str,
    badge: &str,
) -> Entry {
    Entry {
        kind,
        title,
        badge: Some(badge.to_owned()),
        blocks: Vec::new(),
        rows: vec![EntryRow {
            row: RowSpec {
                key: String::new(),
                left: Text::new(LabelRole::Mono, short_name(service)),
                right: Some(Text::new(LabelRole::Note, "DNS")),
                dead: false,
                origins: subject.origins.name(service.id).into_iter().collect(),
            },
            service_row: None,
        }],
        clients: &[INSIDE],
        pending: false,
    }
}
