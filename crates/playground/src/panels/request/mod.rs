//! The simulator: who can ask for what, and what becomes of it, in words.

mod evidence;
mod tell;

use cluster::api::{Service, SessionAffinity};
use cluster::overview::EntryPoint;
use scene::{Look, Trail, ids};
use serde::{Deserialize, Serialize};
use words::{Language, RequestWords, SceneWords};

use super::WherePlace;
use crate::reading::{Reading, World};

pub(super) use tell::Asked;
pub(crate) use tell::{client, tool};

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
    pub told: Option<Box<Told>>,
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
    /// What it passes of the picture.
    pub trail: Trail,
    /// Where what decides a failure stands.
    pub places: Vec<WherePlace>,
}

/// A step, told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldStep {
    /// The sentence.
    pub text: String,
    /// The ids of what it is about in the picture.
    pub parts: Vec<String>,
    /// Where what it goes by stands.
    pub places: Vec<WherePlace>,
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
    /// Where it stands.
    pub places: Vec<WherePlace>,
}

const IN_CLUSTER: &str = "in-cluster";
const OUTSIDE: &str = "outside";
/// So many Pods are offered as clients and destinations; a longer list helps nobody, and any address can be typed.
const OFFERED_PODS: usize = 200;

/// What the form offers, and what becomes of `ask`.
pub(super) fn panel(
    reading: &Reading,
    look: &Look,
    ask: Option<&Ask>,
    language: Language,
) -> RequestTold {
    let world = &reading.held;
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
    let told = ask.map(|ask| Box::new(tell::tell(reading, look, ask, language)));
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
