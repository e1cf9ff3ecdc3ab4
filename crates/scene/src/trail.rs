//! What a request passes of the picture: cards and edges by their ids, and where it dies.

use std::collections::BTreeMap;
use std::net::IpAddr;

use cluster::Cluster;
use cluster::api::{ObjectName, ServiceType};
use cluster::overview::Overview;
use cluster::proxy::{DropReason, Entry};
use cluster::request::{Arrival, Client, Death, End as Outcome, Request, Step, Symptom, Trace};
use serde::{Deserialize, Serialize};
use words::{Language, SceneWords};

use crate::graph::{Graph, Home, Link, Subject, port_text};
use crate::look::Shown;
use crate::model::CardKind;
use crate::{Look, Origins, ids};

/// The way of a request through the picture. Everything is named by its id; what the picture does not show is left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Trail {
    /// The Pod or the node that asks, where it is one of those drawn.
    pub source: Option<String>,
    /// The client's card.
    pub client: Option<String>,
    /// What is addressed.
    pub entry: Option<String>,
    /// The Service.
    pub service: Option<String>,
    /// The node on which kube-proxy looks at it.
    pub node: Option<String>,
    /// From the client to the Service, as far as it comes.
    pub approach: Vec<Leg>,
    /// From there to each card where it may arrive.
    pub fan: Vec<Fan>,
    /// Where it ends otherwise.
    pub end: Option<Mark>,
}

/// From one card to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leg {
    /// The ids of the cards.
    pub ends: [String; 2],
    /// The edge between them; a request may go where none is drawn, past every Service.
    pub edge: Option<String>,
}

/// One of the cards where a request may arrive.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fan {
    /// The way there.
    pub leg: Leg,
    /// The odds, 0 to 1.
    pub odds: f64,
    /// How many requests arrived there.
    pub count: u32,
}

/// Where a request ends without an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The card, node or dead end.
    pub part: String,
    /// What a person sees of it: `connection refused`.
    pub text: String,
    /// It dies there; else it goes on where nobody can follow.
    pub dies: bool,
}

impl Trail {
    /// The ids of all that the request passes.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        let cards = [&self.source, &self.client, &self.entry, &self.service];
        let legs = self.approach.iter().chain(
            self.fan
                .iter()
                .filter(|fan| fan.count > 0)
                .map(|fan| &fan.leg),
        );
        let on_legs = legs.flat_map(|leg| leg.ends.iter().chain(&leg.edge));
        cards
            .into_iter()
            .flatten()
            .chain(on_legs)
            .chain(self.end.iter().map(|end| &end.part))
            .map(String::as_str)
    }
}

/// What [`draw`](crate::draw) draws.
#[derive(Clone, Copy, Debug)]
pub struct Drawn<'a> {
    /// The objects.
    pub cluster: &'a Cluster,
    /// The view of them.
    pub overview: &'a Overview,
    /// Where they stand.
    pub origins: Origins<'a>,
    /// What is drawn of them.
    pub look: &'a Look,
    /// The language of marks.
    pub language: Language,
}

/// The trail of `request` through the picture, as `trace` has it. `held` is the cluster that was asked, into which the trace's indices
/// lead; `counts` says how many requests arrived at each of the trace's arrivals.
pub fn trail(
    drawn: Drawn<'_>,
    held: &Cluster,
    request: &Request,
    trace: &Trace,
    counts: &[u32],
) -> Trail {
    let shown = Shown::of(drawn.cluster, drawn.overview, drawn.look);
    let subject = Subject {
        cluster: drawn.cluster,
        overview: drawn.overview,
        origins: &drawn.origins,
        shown: &shown,
        words: SceneWords::of(drawn.language),
        language: drawn.language,
    };
    let finder = Finder {
        graph: &Graph::of(subject),
        subject,
        held,
        request,
        trace,
    };
    let mut trail = finder.approach();
    match &trace.end {
        Outcome::Arrived(arrivals) => trail.fan = finder.fan(&trail, arrivals, counts),
        Outcome::Found(_) => {}
        Outcome::Died(death) => {
            let symptom = death.symptom();
            trail.fan = finder.alias(&trail, death);
            trail.end = finder.place_of(&trail, death).map(|part| Mark {
                part,
                text: words::symptom(drawn.language, symptom).to_owned(),
                dies: symptom != Symptom::OutOfSight,
            });
        }
    }
    trail
}

/// What of a Service was addressed.
struct Addressed {
    service: ObjectName,
    /// By what; a name that leads to no virtual IP is none of these.
    entry: Option<Entry>,
    port: Option<usize>,
    address: Option<IpAddr>,
}

struct Finder<'a> {
    graph: &'a Graph,
    subject: Subject<'a>,
    held: &'a Cluster,
    request: &'a Request,
    trace: &'a Trace,
}

impl Finder<'_> {
    fn approach(&self) -> Trail {
        let node = self.trace.steps.iter().find_map(|step| match step {
            Step::Node { node, .. } => self.node(node),
            _ => None,
        });
        let mut trail = Trail {
            source: self.source(),
            client: self.client().and_then(|card| self.id(card)),
            node,
            ..Trail::default()
        };
        let Some(addressed) = self.addressed() else {
            return trail;
        };
        let Some((entry, service)) = self.cards_of(&addressed) else {
            return trail;
        };
        trail.entry = entry.and_then(|card| self.id(card));
        let (Some(client), Some(entry)) = (self.client(), entry) else {
            return trail;
        };
        let row = self.row(entry, service, &addressed);
        let dialled = self.leg(client, entry, |link| row.is_none() || link.to.row == row);
        trail.approach.extend(dialled);
        if self.stops_at_entry() {
            return trail;
        }
        trail.service = self.id(service);
        let on = self.leg(entry, service, |link| row.is_none() || link.from.row == row);
        trail.approach.extend(on);
        trail
    }

    /// The addressed Service and what of it, by what the steps and the end say.
    fn addressed(&self) -> Option<Addressed> {
        let address = self.trace.steps.iter().find_map(|step| match step {
            Step::Node { destination, .. } => Some(*destination),
            _ => None,
        });
        let typed = self.request.to.host.parse().ok();
        let hit = self.trace.steps.iter().find_map(|step| match step {
            Step::Service {
                service,
                port,
                entry,
                ..
            } => Some(Addressed {
                service: service.clone(),
                entry: Some(*entry),
                port: Some(*port),
                address,
            }),
            _ => None,
        });
        let by_address = |service: &ObjectName| Addressed {
            service: service.clone(),
            entry: self.entry_of(service, address.or(typed)),
            port: None,
            address: address.or(typed),
        };
        hit.or_else(|| match &self.trace.end {
            Outcome::Died(Death::PortNotServed { service, .. } | Death::VirtualIp(service)) => {
                Some(by_address(service))
            }
            _ => None,
        })
        .or_else(|| {
            let service = self.trace.named()?;
            let of_service = self.held.services.iter();
            let of_service = of_service.filter(|it| it.meta.object_name() == service);
            let virtual_ip = of_service
                .clone()
                .any(|it| !it.headless && it.kind != ServiceType::ExternalName);
            Some(Addressed {
                service,
                entry: virtual_ip.then_some(Entry::ClusterIp),
                port: None,
                address,
            })
        })
    }

    /// What `address` is to a Service; its name stands for its ClusterIP.
    fn entry_of(&self, service: &ObjectName, address: Option<IpAddr>) -> Option<Entry> {
        let Some(address) = address else {
            return Some(Entry::ClusterIp);
        };
        let mut services = self.held.services.iter();
        let service = services.find(|it| it.meta.object_name() == *service)?;
        let balanced = |ip: Option<IpAddr>| ip == Some(address);
        if service.external_ips.contains(&address) {
            Some(Entry::ExternalIp)
        } else if service
            .load_balancer_ingress
            .iter()
            .any(|ingress| balanced(ingress.ip))
        {
            Some(Entry::LoadBalancer)
        } else {
            Some(Entry::ClusterIp)
        }
    }

    /// The request gets no further than the address that it dials.
    fn stops_at_entry(&self) -> bool {
        match &self.trace.end {
            Outcome::Found(_) => true,
            Outcome::Died(death) => matches!(
                death,
                Death::PortNotServed { .. }
                    | Death::VirtualIp(_)
                    | Death::NoAddress(_)
                    | Death::Dropped(DropReason::SourceNotAllowed)
            ),
            Outcome::Arrived(_) => false,
        }
    }

    /// The cards of the entry point, where one is drawn, and of the Service.
    fn cards_of(&self, addressed: &Addressed) -> Option<(Option<usize>, usize)> {
        let mut services = self.subject.cluster.services.iter();
        let lane = services.position(|service| {
            service.meta.object_name() == addressed.service
                && !self.subject.origins.refused(service.id)
        })?;
        let kinds: &[&str] = match addressed.entry {
            Some(Entry::ClusterIp) => &["cluster-ip"],
            Some(Entry::ExternalIp) => &["external-ip"],
            Some(Entry::LoadBalancer) => &["load-balancer"],
            Some(Entry::NodePort | Entry::HealthCheck) => &["node-port"],
            None => &["headless", "external-name"],
        };
        let of_lane = |kind: CardKind| {
            let cards = self.graph.cards.iter().enumerate();
            cards.filter(move |(_, card)| card.kind == kind && card.home == Home::Lane(lane))
        };
        let entry_ids: Vec<String> = kinds
            .iter()
            .map(|kind| ids::entry(&addressed.service, kind))
            .collect();
        let entry = of_lane(CardKind::Entry).find(|(_, card)| entry_ids.contains(&card.id));
        let (service, _) = of_lane(CardKind::Service).next()?;
        Some((entry.map(|(at, _)| at), service))
    }

    /// The entry point's row that leads to the addressed port; of several the one with the address.
    fn row(&self, entry: usize, service: usize, addressed: &Addressed) -> Option<usize> {
        let rows = || {
            let links = self.graph.links.iter();
            links
                .filter(|link| link.from.card == entry && link.to.card == service)
                .filter(|link| addressed.port.is_none() || link.to.row == addressed.port)
                .filter_map(|link| link.from.row)
        };
        let address = addressed.address.map(|address| address.to_string());
        let shows = |row: &usize| {
            let row = self
                .graph
                .cards
                .get(entry)
                .and_then(|card| card.rows.get(*row));
            row.is_some_and(|row| Some(&row.left.text) == address.as_ref())
        };
        rows().find(shows).or_else(|| rows().next())
    }

    /// The leg between two cards: by the first edge that `fits`, else by any, else by none.
    fn leg(&self, from: usize, to: usize, fits: impl Fn(&Link) -> bool) -> Option<Leg> {
        let between = || {
            let links = self.graph.links.iter();
            links.filter(|link| link.from.card == from && link.to.card == to)
        };
        let link = between()
            .find(|link| fits(link))
            .or_else(|| between().next());
        Some(Leg {
            ends: [self.id(from)?, self.id(to)?],
            edge: link.map(|link| link.id.clone()),
        })
    }

    /// The cards where it may arrive; Pods on one card together.
    fn fan(&self, trail: &Trail, arrivals: &[Arrival], counts: &[u32]) -> Vec<Fan> {
        let Some(from) = self.last_card(trail) else {
            return Vec::new();
        };
        let port = self.addressed().and_then(|addressed| addressed.port);
        let mut fans: BTreeMap<usize, Fan> = BTreeMap::new();
        let counts = counts.iter().copied().chain(std::iter::repeat(0));
        for (arrival, count) in arrivals.iter().zip(counts) {
            let Some(card) = self.card_of(arrival) else {
                continue;
            };
            let key = port_text(arrival.address.port(), self.request.protocol);
            let at_port = |link: &Link| {
                let rows = self
                    .graph
                    .cards
                    .get(card)
                    .map_or(&[][..], |card| &card.rows);
                let row = link.to.row.and_then(|row| rows.get(row));
                let ends_there = row.is_none_or(|row| row.key == key);
                ends_there && (port.is_none() || link.from.row == port)
            };
            let Some(leg) = self.leg(from, card, at_port) else {
                continue;
            };
            let fan = fans.entry(card).or_insert(Fan {
                leg,
                odds: 0.0,
                count: 0,
            });
            fan.odds += arrival.odds;
            fan.count += count;
        }
        fans.into_values().collect()
    }

    /// What an ExternalName leads to.
    fn alias(&self, trail: &Trail, death: &Death) -> Vec<Fan> {
        let Death::LeavesCluster {
            name,
            through: Some(_),
        } = death
        else {
            return Vec::new();
        };
        let id = ids::dns_name(name);
        let to = self.graph.cards.iter().position(|card| card.id == id);
        let leg = self
            .last_card(trail)
            .zip(to)
            .and_then(|(from, to)| self.leg(from, to, |_| true));
        let fan = leg.map(|leg| Fan {
            leg,
            odds: 1.0,
            count: 1,
        });
        fan.into_iter().collect()
    }

    /// Where it dies.
    fn place_of(&self, trail: &Trail, death: &Death) -> Option<String> {
        let client = || trail.client.clone().or_else(|| trail.source.clone());
        let place = match death {
            Death::NameNotFound(_)
            | Death::NobodyThere(_)
            | Death::PodGone { .. }
            | Death::OnlyInside(_)
            | Death::Dropped(DropReason::Localnet) => client(),
            Death::LeavesCluster { .. } => {
                let there = trail.fan.first();
                there.map(|fan| fan.leg.ends[1].clone()).or_else(client)
            }
            Death::NodePortUnused { node, .. } => self.node(node),
            Death::NoAddress(_)
            | Death::PortNotServed { .. }
            | Death::VirtualIp(_)
            | Death::Dropped(DropReason::SourceNotAllowed) => trail.entry.clone(),
            Death::NoEndpoints(_) => self.dead_end(trail),
            Death::Dropped(DropReason::NoLocalEndpoints) => trail.service.clone(),
        };
        place.or_else(client)
    }

    /// The dead end at the addressed port, else its Service.
    fn dead_end(&self, trail: &Trail) -> Option<String> {
        let service = trail.service.as_ref()?;
        let port = self.addressed()?.port;
        let stub =
            self.graph.stubs.iter().find(|stub| {
                self.id(stub.card).as_ref() == Some(service) && stub.rows.contains(&port)
            });
        Some(stub.map_or_else(|| service.clone(), |stub| stub.id.clone()))
    }

    /// The card that the way has led to so far.
    fn last_card(&self, trail: &Trail) -> Option<usize> {
        let last = trail.service.as_ref().or(trail.client.as_ref())?;
        self.graph.cards.iter().position(|card| card.id == *last)
    }

    fn client(&self) -> Option<usize> {
        let id = match self.request.from {
            Client::Outside => ids::CLIENT_OUTSIDE,
            Client::InCluster | Client::Pod(_) => ids::CLIENT_INSIDE,
            Client::Node(_) => ids::CLIENT_ON_NODE,
        };
        self.graph.cards.iter().position(|card| card.id == id)
    }

    fn source(&self) -> Option<String> {
        match self.request.from {
            Client::Pod(index) => self.id(self.pod(index)?),
            Client::Node(index) => self.node(&self.held.nodes.get(index)?.name),
            Client::InCluster | Client::Outside => None,
        }
    }

    fn node(&self, name: &str) -> Option<String> {
        let id = ids::node(name);
        let mut groups = self.graph.groups.iter();
        groups.find(|group| group.id == id).map(|_| id)
    }

    /// The card on which a Pod of the asked cluster is drawn.
    fn pod(&self, index: usize) -> Option<usize> {
        let name = self.held.pods.get(index)?.meta.object_name();
        let mut pods = self.subject.cluster.pods.iter();
        let drawn = pods.position(|pod| {
            pod.meta.object_name() == name && !self.subject.origins.refused(pod.id)
        })?;
        self.graph.backends.pod(drawn)
    }

    fn card_of(&self, arrival: &Arrival) -> Option<usize> {
        match arrival.pod {
            Some(pod) => self.pod(pod),
            None => self.graph.backends.address(arrival.address.ip()),
        }
    }

    fn id(&self, card: usize) -> Option<String> {
        self.graph.cards.get(card).map(|card| card.id.clone())
    }
}
