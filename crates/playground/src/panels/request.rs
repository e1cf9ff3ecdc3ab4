//! The simulator: who can ask for what, and what becomes of it, in words.

use cluster::Cluster;
use cluster::api::{ObjectName, Protocol, Service, SessionAffinity};
use cluster::overview::EntryPoint;
use cluster::request::{
    self, Arrival, Client, Destination, DestinationError, End, Request, Series, Step, Tool, Trace,
};
use scene::ids;
use serde::{Deserialize, Serialize};
use words::{Language, RequestWords, SceneWords};

use crate::TextRange;
use crate::places::Places;
use crate::reading::World;

/// The panel "Request": what its form offers, and what became of the request that was sent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RequestTold {
    /// Who can ask.
    pub from: Vec<Choice>,
    /// What can be asked for; anything else can be typed.
    pub to: Vec<Choice>,
    /// Whether a pause between requests can matter: some Service has a session affinity, which ends after a time.
    pub pauses: bool,
    /// What became of the request, if one was sent.
    pub told: Option<Told>,
}

/// One choice of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What stands for it in an [`Ask`].
    pub value: String,
    /// What a person reads.
    pub label: String,
}

/// A request as the form states it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// The [`Choice::value`] of who asks.
    pub from: String,
    /// A name or address with an optional port, as typed.
    pub to: String,
    /// `TCP`, `UDP` or `SCTP`.
    pub protocol: String,
    /// `curl`, `ping` or `nslookup`.
    pub tool: String,
    /// How often, 1 to [`MOST_REQUESTS`].
    pub count: u32,
    /// So many seconds pass from one request to the next, up to [`LONGEST_PAUSE`].
    pub pause: u32,
    /// What the draws begin with: the same seed draws the same.
    pub seed: u64,
}

/// No pause is longer than two days: the longest time-out of a session affinity is one.
pub const LONGEST_PAUSE: u32 = 2 * 86_400;
/// More requests than this are not drawn one by one.
pub const MOST_REQUESTS: u32 = 10_000;

/// What became of a request.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// The steps, in order.
    pub steps: Vec<ToldStep>,
    /// How it ended, in a sentence.
    pub end: String,
    /// Why, and what to do about it.
    pub help: String,
    /// Whether it got where it was meant to.
    pub ok: bool,
    /// Where it may arrive, with odds and counts; one for a certain end, none for a failure.
    pub spread: Vec<Share>,
    /// The ids of the cards along its way, to be lit.
    pub lit: Vec<String>,
}

/// A step, told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldStep {
    /// The sentence.
    pub text: String,
    /// The YAML that it goes by.
    pub ranges: Vec<TextRange>,
}

/// One place where a request may arrive.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// Its card's id.
    pub id: String,
    /// Its name: `Pod default/web-1`.
    pub name: String,
    /// Address and port.
    pub address: String,
    /// The odds, 0 to 1.
    pub odds: f64,
    /// How many of the requests arrived there.
    pub count: u32,
    /// What it sees: the source address, the container.
    pub notes: Vec<String>,
}

const IN_CLUSTER: &str = "in-cluster";
const OUTSIDE: &str = "outside";
/// So many Pods are offered as clients and destinations; a longer list helps nobody, and any address can be typed.
const OFFERED_PODS: usize = 200;

/// What the form offers for `world`, and what becomes of `ask` there.
pub(super) fn panel(
    world: &World,
    sources: &[cluster::manifest::Source],
    places: Places<'_>,
    ask: Option<&Ask>,
    language: Language,
) -> RequestTold {
    let words = RequestWords::of(language);
    let choice = |value: String, label: String| Choice { value, label };
    let mut from = vec![choice(IN_CLUSTER.to_owned(), words.in_cluster.to_owned())];
    let pods = world.cluster.pods.iter().take(OFFERED_PODS);
    from.extend(pods.clone().map(|pod| {
        let name = pod.meta.object_name();
        choice(ids::pod(&name), (words.pod)(&name.to_string()))
    }));
    from.extend(
        world
            .cluster
            .nodes
            .iter()
            .map(|node| choice(ids::node(&node.name), (words.node)(&node.name))),
    );
    from.push(choice(OUTSIDE.to_owned(), words.outside.to_owned()));

    let mut to = Vec::new();
    for (service, view) in world.cluster.services.iter().zip(&world.overview.services) {
        let name = service.meta.object_name();
        let label = (SceneWords::of(language).service)(&name.to_string());
        for entry in &view.entry_points {
            for address in addresses(world, &service.ports, entry) {
                to.push(choice(address.clone(), format!("{address} · {label}")));
            }
        }
    }
    for pod in pods {
        let port = pod
            .containers
            .iter()
            .flat_map(|container| &container.ports)
            .map(|port| port.port)
            .next();
        if let Some(ip) = pod.ips.first() {
            let address = with_port(&ip.to_string(), port.unwrap_or(80));
            to.push(choice(
                address.clone(),
                format!(
                    "{address} · {}",
                    (words.pod)(&pod.meta.object_name().to_string())
                ),
            ));
        }
    }
    let told = ask.map(|ask| tell(world, sources, places, ask, language));
    let sticky = |service: &Service| service.session_affinity != SessionAffinity::None;
    RequestTold {
        from,
        to,
        pauses: world.cluster.services.iter().any(sticky),
        told,
    }
}

/// What a client would type to address `entry`, once a port.
fn addresses(
    world: &World,
    ports: &[cluster::api::ServicePort],
    entry: &EntryPoint,
) -> Vec<String> {
    let each = |host: &str| -> Vec<String> {
        ports
            .iter()
            .map(|port| with_port(host, port.port))
            .collect()
    };
    match entry {
        EntryPoint::Dns { name, headless } => {
            let short = name.split(".svc.").next().unwrap_or(name);
            let short = short.strip_suffix(".default").unwrap_or(short);
            if *headless {
                let target = |port: &cluster::api::ServicePort| match port.target_port {
                    cluster::api::TargetPort::Number(number) => number,
                    cluster::api::TargetPort::Name(_) => port.port,
                };
                return ports
                    .iter()
                    .map(|port| with_port(short, target(port)))
                    .collect();
            }
            each(short)
        }
        EntryPoint::ClusterIp(address) | EntryPoint::ExternalIp(address) => {
            each(&address.to_string())
        }
        EntryPoint::LoadBalancer(Some(address)) => each(address),
        EntryPoint::LoadBalancer(None) | EntryPoint::ExternalName(_) => Vec::new(),
        EntryPoint::NodePort { port, .. } => world
            .cluster
            .nodes
            .iter()
            .map(|node| with_port(&node.address.to_string(), *port))
            .collect(),
    }
}

fn with_port(host: &str, port: u16) -> String {
    if host.contains(':') {
        format!("[{host}]:{port}")
    } else {
        format!("{host}:{port}")
    }
}

/// Sends what the form asks for, and tells what became of it.
fn tell(
    world: &World,
    sources: &[cluster::manifest::Source],
    places: Places<'_>,
    ask: &Ask,
    language: Language,
) -> Told {
    let teller = Teller {
        world,
        sources,
        places,
        words: RequestWords::of(language),
        language,
    };
    match teller.request(ask) {
        Ok(request) => {
            let zone = cluster::dns::Zone::of(&world.cluster, &world.published);
            let around = request::Surroundings {
                cluster: &world.cluster,
                published: &world.published,
                zone: &zone,
            };
            teller.told(&request, &request::send(around, &request), ask)
        }
        Err(sentence) => Told {
            end: sentence.to_owned(),
            ..Told::default()
        },
    }
}

/// The client that a form's choice stands for, if it is there.
pub(crate) fn client(cluster: &Cluster, from: &str) -> Option<Client> {
    match from {
        IN_CLUSTER => Some(Client::InCluster),
        OUTSIDE => Some(Client::Outside),
        other => {
            let pod = cluster
                .pods
                .iter()
                .position(|pod| ids::pod(&pod.meta.object_name()) == other);
            let node = cluster
                .nodes
                .iter()
                .position(|node| ids::node(&node.name) == other);
            pod.map(Client::Pod).or(node.map(Client::Node))
        }
    }
}

/// The program of that name.
pub(crate) fn tool(name: &str) -> Tool {
    match name {
        "ping" => Tool::Ping,
        "nslookup" => Tool::Nslookup,
        _ => Tool::Curl,
    }
}

#[derive(Clone, Copy)]
struct Teller<'a> {
    world: &'a World,
    sources: &'a [cluster::manifest::Source],
    places: Places<'a>,
    words: &'static RequestWords,
    language: Language,
}

impl Teller<'_> {
    /// The request that the form states, or why it states none.
    fn request(self, ask: &Ask) -> Result<Request, &'static str> {
        let from = client(&self.world.cluster, &ask.from);
        let to = Destination::parse(&ask.to).map_err(|error| match error {
            DestinationError::NoHost => self.words.no_host,
            DestinationError::BadPort => self.words.bad_port,
        })?;
        Ok(Request {
            from: from.ok_or(self.words.no_client)?,
            to,
            protocol: Protocol::from_word(&ask.protocol).unwrap_or_default(),
            tool: tool(&ask.tool),
        })
    }

    fn told(self, request: &Request, trace: &Trace, ask: &Ask) -> Told {
        let mut told = Told {
            steps: trace
                .steps
                .iter()
                .map(|step| self.step(step, request.from))
                .collect(),
            lit: self.lit(request, trace),
            ..Told::default()
        };
        match &trace.end {
            End::Died(death) => {
                let sentence = words::death(self.language, death);
                told.end = sentence.message;
                told.help = sentence.help;
            }
            End::Found(addresses) => {
                let addresses = addresses
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join(", ");
                told.end = (self.words.found)(&addresses);
                told.ok = true;
            }
            End::Arrived(arrivals) => {
                let series = Series {
                    count: ask.count.clamp(1, MOST_REQUESTS),
                    pause: ask.pause.min(LONGEST_PAUSE),
                    seed: ask.seed,
                };
                let counts = request::spread(arrivals, trace.affinity, series);
                told.spread = arrivals
                    .iter()
                    .zip(counts)
                    .map(|(arrival, count)| self.share(request, arrival, count))
                    .collect();
                told.ok = true;
                told.end = match arrivals.as_slice() {
                    [only] if request.tool == Tool::Ping => (self.words.answered)(&self.name(only)),
                    [only] => (self.words.arrived)(&self.name(only), &only.address.to_string()),
                    several => match trace.affinity {
                        SessionAffinity::ClientIp { timeout_seconds }
                            if series.pause <= timeout_seconds =>
                        {
                            (self.words.one_kept)(several.len())
                        }
                        _ => (self.words.one_of)(several.len()),
                    },
                };
                if let SessionAffinity::ClientIp { timeout_seconds } = trace.affinity {
                    told.help = if series.pause <= timeout_seconds {
                        (self.words.sticky)(timeout_seconds)
                    } else {
                        (self.words.forgotten)(series.pause, timeout_seconds)
                    };
                }
            }
        }
        told
    }

    fn step(self, step: &Step, client: Client) -> ToldStep {
        let ranges = match step {
            Step::Service { index, .. } => self
                .world
                .cluster
                .services
                .get(*index)
                .and_then(|service| self.sources.get(service.id.0 as usize))
                .map(|source| {
                    let name: cluster::field::FieldPath = cluster::field::Path::new("metadata")
                        .child("name")
                        .to_owned();
                    self.places
                        .range(source.locate(&name, cluster::manifest::Part::Whole))
                })
                .into_iter()
                .collect(),
            _ => Vec::new(),
        };
        ToldStep {
            text: words::step(self.language, step, client),
            ranges,
        }
    }

    fn share(self, request: &Request, arrival: &Arrival, count: u32) -> Share {
        let mut notes = Vec::new();
        if request.tool == Tool::Curl {
            let source = arrival.source.to_string();
            match (arrival.pod, &arrival.container) {
                (None, _) => notes.push(self.words.unknown_host.to_owned()),
                (Some(_), Some(container)) => notes.push((self.words.container)(container)),
                (Some(_), None) => notes.push((self.words.undeclared)(arrival.address.port())),
            }
            notes.push(match arrival.masquerade {
                Some(why) => words::masquerade(self.language, why, &source),
                None => (self.words.source_kept)(&source),
            });
        }
        Share {
            id: self.id(arrival),
            name: self.name(arrival),
            address: arrival.address.to_string(),
            odds: arrival.odds,
            count,
            notes,
        }
    }

    fn pod_name(self, arrival: &Arrival) -> Option<ObjectName> {
        Some(
            self.world
                .cluster
                .pods
                .get(arrival.pod?)?
                .meta
                .object_name(),
        )
    }

    fn name(self, arrival: &Arrival) -> String {
        let node = self
            .world
            .cluster
            .nodes
            .iter()
            .find(|node| node.address == arrival.address.ip());
        match (self.pod_name(arrival), node) {
            (Some(pod), _) => (self.words.pod)(&pod.to_string()),
            (None, Some(node)) => (self.words.node)(&node.name),
            (None, None) => arrival.address.ip().to_string(),
        }
    }

    fn id(self, arrival: &Arrival) -> String {
        self.pod_name(arrival).map_or_else(
            || ids::endpoint(&arrival.address.ip().to_string()),
            |pod| ids::pod(&pod),
        )
    }

    /// The cards along the way: who asks, the Service, where it arrives.
    fn lit(self, request: &Request, trace: &Trace) -> Vec<String> {
        let mut lit = vec![match request.from {
            Client::Outside => ids::CLIENT_OUTSIDE.to_owned(),
            Client::Pod(index) => self
                .world
                .cluster
                .pods
                .get(index)
                .map(|pod| ids::pod(&pod.meta.object_name()))
                .unwrap_or_default(),
            Client::InCluster => ids::CLIENT_INSIDE.to_owned(),
            Client::Node(index) => self
                .world
                .cluster
                .nodes
                .get(index)
                .map(|node| ids::node(&node.name))
                .unwrap_or_default(),
        }];
        lit.extend(trace.steps.iter().filter_map(|step| match step {
            Step::Service { service, .. } => Some(ids::service(service)),
            _ => None,
        }));
        if let End::Arrived(arrivals) = &trace.end {
            lit.extend(arrivals.iter().map(|arrival| self.id(arrival)));
        }
        lit
    }
}
