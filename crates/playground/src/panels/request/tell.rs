//! Sends what the form asks for, and tells what became of it.

use cluster::Cluster;
use cluster::api::{ObjectName, Protocol, SessionAffinity};
use cluster::request::{
    self, Arrival, Client, Destination, DestinationError, End, Request, Series, Tool, Trace,
};
use scene::{Look, ids};
use words::{Language, RequestWords};

use super::evidence::Evidence;
use super::{Ask, IN_CLUSTER, LONGEST_PAUSE, MOST_REQUESTS, OUTSIDE, Share, Told, ToldStep};
use crate::reading::{Reading, World};

pub(super) fn tell(reading: &Reading, look: &Look, ask: &Ask, language: Language) -> Told {
    match Asked::of(&reading.held, ask, language) {
        Ok(asked) => Teller {
            reading,
            look,
            words: RequestWords::of(language),
            language,
        }
        .told(&asked, ask),
        Err(sentence) => Told {
            end: sentence.to_owned(),
            ..Told::default()
        },
    }
}

/// What the form asks for, and what became of it.
pub(in crate::panels) struct Asked {
    pub(in crate::panels) request: Request,
    pub(in crate::panels) trace: Trace,
    /// How many requests arrived at each of the trace's arrivals.
    pub(in crate::panels) counts: Vec<u32>,
}

impl Asked {
    /// Sends it; says why not where the form states no request.
    pub(in crate::panels) fn of(
        world: &World,
        ask: &Ask,
        language: Language,
    ) -> Result<Self, &'static str> {
        let request = request(world, ask, RequestWords::of(language))?;
        let zone = cluster::dns::Zone::of(&world.cluster, &world.published);
        let around = request::Surroundings {
            cluster: &world.cluster,
            published: &world.published,
            zone: &zone,
        };
        let trace = request::send(around, &request);
        let counts = match &trace.end {
            End::Arrived(arrivals) => request::spread(arrivals, trace.affinity, series(ask)),
            End::Found(_) | End::Died(_) => Vec::new(),
        };
        Ok(Self {
            request,
            trace,
            counts,
        })
    }
}

fn series(ask: &Ask) -> Series {
    Series {
        count: ask.count.clamp(1, MOST_REQUESTS),
        pause: ask.pause.min(LONGEST_PAUSE),
        seed: ask.seed,
    }
}

/// The request that the form states, or why it states none.
fn request(world: &World, ask: &Ask, words: &RequestWords) -> Result<Request, &'static str> {
    let from = client(&world.cluster, &ask.from);
    let to = Destination::parse(&ask.to).map_err(|error| match error {
        DestinationError::NoHost => words.no_host,
        DestinationError::BadPort => words.bad_port,
    })?;
    Ok(Request {
        from: from.ok_or(words.no_client)?,
        to,
        protocol: Protocol::from_word(&ask.protocol).unwrap_or_default(),
        tool: tool(&ask.tool),
    })
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
    reading: &'a Reading,
    look: &'a Look,
    words: &'static RequestWords,
    language: Language,
}

impl Teller<'_> {
    fn told(self, asked: &Asked, ask: &Ask) -> Told {
        let Asked {
            request,
            trace,
            counts,
        } = asked;
        let drawn = self.reading.drawn(self.look, self.language);
        let held = &self.reading.held.cluster;
        let trail = scene::trail(drawn, held, request, trace, counts);
        let evidence = Evidence {
            reading: self.reading,
            request,
            trace,
            trail: &trail,
            language: self.language,
        };
        let steps = trace.steps.iter().map(|step| ToldStep {
            text: words::step(self.language, step, request.from),
            parts: evidence.parts(step),
            places: evidence.places(step),
        });
        let mut told = Told {
            steps: steps.collect(),
            ..Told::default()
        };
        match &trace.end {
            End::Died(death) => {
                let sentence = words::death(self.language, death);
                told.end = sentence.message;
                told.help = sentence.help;
                told.places = evidence.of_death(death);
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
                let shares = arrivals.iter().zip(counts);
                told.spread = shares
                    .map(|(arrival, count)| self.share(&evidence, arrival, *count))
                    .collect();
                told.ok = true;
                let pause = series(ask).pause;
                told.end = self.end(request, trace, arrivals, pause);
                if let SessionAffinity::ClientIp { timeout_seconds } = trace.affinity {
                    told.help = if pause <= timeout_seconds {
                        (self.words.sticky)(timeout_seconds)
                    } else {
                        (self.words.forgotten)(pause, timeout_seconds)
                    };
                }
            }
        }
        told.trail = trail;
        told
    }

    fn end(self, request: &Request, trace: &Trace, arrivals: &[Arrival], pause: u32) -> String {
        match arrivals {
            [only] if request.tool == Tool::Ping => (self.words.answered)(&self.name(only)),
            [only] => (self.words.arrived)(&self.name(only), &only.address.to_string()),
            several => match trace.affinity {
                SessionAffinity::ClientIp { timeout_seconds } if pause <= timeout_seconds => {
                    (self.words.one_kept)(several.len())
                }
                _ => (self.words.one_of)(several.len()),
            },
        }
    }

    fn share(self, evidence: &Evidence<'_>, arrival: &Arrival, count: u32) -> Share {
        let mut notes = Vec::new();
        if evidence.request.tool == Tool::Curl {
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
            places: evidence.of_arrival(arrival),
        }
    }

    fn pod_name(self, arrival: &Arrival) -> Option<ObjectName> {
        let pods = &self.reading.held.cluster.pods;
        Some(pods.get(arrival.pod?)?.meta.object_name())
    }

    fn name(self, arrival: &Arrival) -> String {
        let mut nodes = self.reading.held.cluster.nodes.iter();
        let node = nodes.find(|node| node.address == arrival.address.ip());
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
}
