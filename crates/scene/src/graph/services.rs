//! The cards of Services, and where their routes die.

use std::collections::{BTreeMap, BTreeSet};

use cluster::Str;
use cluster::api::{Service, ServiceType, SessionAffinity, TargetPort, TrafficPolicy};
use cluster::overview::{DeadEnd, ServiceView};

use super::{Block, CardSpec, Graph, Home, RowSpec, Stub, Subject, Text, number_text, port_text};
use crate::ids;
use crate::model::{CardKind, CardState, ChipState, LabelRole};

pub(super) fn card(
    graph: &mut Graph,
    subject: Subject<'_>,
    offered: &OfferedLabels<'_>,
    lane: usize,
    service: &Service,
    view: &ServiceView,
) -> CardSpec {
    let words = subject.words;
    let name = service.meta.object_name();
    let refused = subject.origins.refused(service.id);
    let kind = service.kind.as_str();
    let title = if name.name.is_empty() {
        words.nameless
    } else {
        &name.name
    };
    let origins = &subject.origins;
    CardSpec {
        id: graph.registry.unique(ids::service(&name)),
        kind: CardKind::Service,
        state: if refused {
            CardState::Refused
        } else {
            CardState::Normal
        },
        name: (words.service)(&format!("{}/{title}", name.namespace)),
        title: title.to_owned(),
        badge: Some(if refused {
            format!("{kind} · {}", words.refused)
        } else if service.headless {
            format!("{kind} · {}", words.headless_type)
        } else {
            kind.to_owned()
        }),
        members: Vec::new(),
        changed: false,
        blocks: blocks(subject, offered, service, view),
        rows: rows(subject, service),
        origins: origins
            .name(service.id)
            .into_iter()
            .chain(origins.selector(service))
            .collect(),
        home: Home::Lane(lane),
    }
}

fn blocks(
    subject: Subject<'_>,
    offered: &OfferedLabels<'_>,
    service: &Service,
    view: &ServiceView,
) -> Vec<Block> {
    let words = subject.words;
    let mut blocks = Vec::new();
    if &*service.meta.namespace != "default" {
        blocks.push(Block::Line {
            left: Text::new(LabelRole::Note, words.namespace),
            right: Some(Text::new(LabelRole::MonoQuiet, &*service.meta.namespace)),
        });
    }
    match &service.selector {
        // An ExternalName selects nothing, whatever it says.
        Some(selector) if service.kind != ServiceType::ExternalName => {
            let namespace = &service.meta.namespace;
            let state = |(key, value): (&Str, &Str)| {
                let label: Label<'_> = (namespace, key, value);
                if !view.selected.is_empty() || offered.contains(&label) {
                    ChipState::Lit
                } else {
                    ChipState::Missed
                }
            };
            blocks.push(Block::Chips {
                caption: Some(words.selector),
                chips: selector
                    .iter()
                    .map(|(key, value)| (format!("{key}={value}"), state((key, value))))
                    .collect(),
            });
        }
        _ if service.kind == ServiceType::ExternalName => {}
        _ => blocks.push(Block::Line {
            left: Text::new(LabelRole::Note, words.no_selector),
            right: None,
        }),
    }
    blocks.extend(
        policies(service)
            .into_iter()
            .map(|(field, value)| Block::Line {
                left: Text::new(LabelRole::Note, field),
                right: Some(Text::new(LabelRole::MonoQuiet, value)),
            }),
    );
    blocks
}

/// What decides where requests go beside selector and readiness, where it is not the default: the field's name and its value.
fn policies(service: &Service) -> Vec<(&'static str, &'static str)> {
    let mut found = Vec::new();
    let is_external_name = service.kind == ServiceType::ExternalName;
    if service.publish_not_ready_addresses && !is_external_name {
        found.push(("publishNotReadyAddresses", "true"));
    }
    // The rest is for kube-proxy, which leaves these alone.
    if service.headless || is_external_name {
        return found;
    }
    if matches!(service.session_affinity, SessionAffinity::ClientIp { .. }) {
        found.push(("sessionAffinity", "ClientIP"));
    }
    for (field, policy) in [
        ("internalTrafficPolicy", service.internal_traffic_policy),
        ("externalTrafficPolicy", service.external_traffic_policy),
    ] {
        if policy != TrafficPolicy::default() {
            found.push((field, policy.as_str()));
        }
    }
    if let Some(distribution) = service.traffic_distribution {
        found.push(("trafficDistribution", distribution.as_str()));
    }
    found
}

/// Namespace, key and value.
type Label<'a> = (&'a str, &'a str, &'a str);

/// The terms of selectors that match nothing which some Pod fulfils nevertheless.
pub(super) type OfferedLabels<'a> = BTreeSet<Label<'a>>;

pub(super) fn offered_labels(subject: Subject<'_>) -> OfferedLabels<'_> {
    let services = subject
        .cluster
        .services
        .iter()
        .zip(&subject.overview.services);
    let mut wanted: OfferedLabels<'_> = BTreeSet::new();
    for (service, _) in services.filter(|(_, view)| view.selected.is_empty()) {
        let terms = service.selector.iter().flatten();
        wanted.extend(
            terms.map(|(key, value)| -> Label<'_> { (&service.meta.namespace, key, value) }),
        );
    }
    if wanted.is_empty() {
        return wanted;
    }
    let pods = subject.cluster.pods.iter();
    let labels = pods.flat_map(|pod| {
        let labels = pod.meta.labels.iter();
        labels.map(|(key, value)| -> Label<'_> { (&pod.meta.namespace, key, value) })
    });
    labels.filter(|label| wanted.contains(label)).collect()
}

fn rows(subject: Subject<'_>, service: &Service) -> Vec<RowSpec> {
    if service.kind == ServiceType::ExternalName {
        return Vec::new();
    }
    let row = |(index, port): (usize, &cluster::api::ServicePort)| {
        let number = port_text(port.port, port.protocol);
        let left = if port.name.is_empty() {
            number.clone()
        } else {
            format!("{} {number}", port.name)
        };
        RowSpec {
            key: number,
            left: Text::new(LabelRole::Mono, left),
            right: Some(Text::new(
                LabelRole::Mono,
                format!("→ {}", target_text(&port.target_port)),
            )),
            dead: false,
            origins: subject
                .origins
                .service_port(service, index)
                .into_iter()
                .collect(),
        }
    };
    let mut rows: Vec<RowSpec> = service.ports.iter().enumerate().map(row).collect();
    if rows.is_empty() && service.headless {
        rows.push(RowSpec {
            key: String::new(),
            left: Text::new(LabelRole::Note, subject.words.any_port),
            right: None,
            dead: false,
            origins: subject.origins.name(service.id).into_iter().collect(),
        });
    }
    rows
}

fn target_text(target: &TargetPort) -> String {
    match target {
        TargetPort::Number(number) => number_text(*number),
        TargetPort::Name(name) => name.to_string(),
    }
}

/// Adds where the routes of a Service die: one stub a reason, whatever the number of rows.
pub(super) fn add_stubs(
    graph: &mut Graph,
    subject: Subject<'_>,
    card: usize,
    service: &Service,
    view: &ServiceView,
) {
    let mut reasons: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut order = Vec::new();
    let ports = view.ports.iter().map(|port| port.dead.as_ref());
    for (row, dead) in ports.chain([view.dead.as_ref()]).enumerate() {
        // Without ports the Service's own reason stands at the only row.
        let row = if service.ports.is_empty() { 0 } else { row };
        // What of a refused Service could not be read cannot match: its error says more.
        let refused = subject.origins.refused(service.id);
        let dead = dead.filter(|dead| !refused || **dead != DeadEnd::NoAddressOfFamily);
        if let Some(dead) = dead {
            let reason = (subject.words.dead_end)(dead, service.headless);
            let rows = reasons.entry(reason.clone()).or_default();
            if rows.is_empty() {
                order.push(reason);
            }
            rows.push(row);
        }
    }
    for reason in order {
        let rows = reasons.remove(&reason).unwrap_or_default();
        let Some(spec) = graph.cards.get_mut(card) else {
            return;
        };
        for &row in &rows {
            if let Some(row) = spec.rows.get_mut(row) {
                row.dead = true;
            }
        }
        let first = rows.first().and_then(|row| spec.rows.get(*row));
        let key = first.map_or("", |row| &row.key);
        let id = ids::dead_end(&spec.id, key);
        let name = match first {
            Some(row) if !row.key.is_empty() => (subject.words.at_port)(&spec.name, &row.key),
            _ => spec.name.clone(),
        };
        let name = format!("{name}: {reason}");
        let ports = rows
            .iter()
            .filter_map(|row| subject.origins.service_port(service, *row));
        let origins = ports.chain(subject.origins.selector(service)).collect();
        let id = graph.registry.unique(id);
        graph.stubs.push(Stub {
            id,
            name,
            card,
            rows: rows.into_iter().map(Some).collect(),
            reason,
            origins,
        });
    }
}
