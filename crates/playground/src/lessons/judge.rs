use std::collections::BTreeSet;
use std::net::IpAddr;

use cluster::Value;
use cluster::api::Protocol;
use cluster::dns::Zone;
use cluster::overview::{BackendState, Target};
use cluster::request::{self, Arrival, Death, Destination, End, Request, Symptom as Seen, Trace};
use lesson::{
    Check, Expected, FieldCheck, FieldStep, Outcome, RequestCheck, Sent, SourceSeen, Symptom,
};

use super::{Done, Judged, ask};
use crate::reading::{Reading, World};
use crate::{Ask, Summary, panels};

/// Looks at one manifest with the eyes of a lesson's goals.
pub(super) struct Judge<'a> {
    reading: &'a Reading,
    done: &'a Done,
    summary: &'a Summary,
    zone: Zone,
}

impl<'a> Judge<'a> {
    pub(super) fn new(reading: &'a Reading, done: &'a Done, summary: &'a Summary) -> Self {
        let world = &reading.held;
        Self {
            reading,
            done,
            summary,
            zone: Zone::of(&world.cluster, &world.published),
        }
    }

    pub(super) fn goal(&self, check: &Check) -> Judged {
        match check {
            Check::Request(check) => self.request(check),
            Check::NoErrors => none_of(self.summary.errors),
            Check::NoWarnings => none_of(self.summary.errors + self.summary.warnings),
            Check::Endpoints { service, ready } => self.endpoints(service, *ready),
            Check::Field(check) => self.field(check),
            Check::Act(wanted) => {
                let acts = self.done.overlay.acts();
                Judged {
                    met: acts
                        .iter()
                        .any(|act| act.verb() == wanted || act.to_string() == *wanted),
                    found: listed(acts.iter().map(ToString::to_string)),
                }
            }
            Check::Sent(sent) => self.sent(sent),
        }
    }

    fn world(&self) -> &'a World {
        &self.reading.held
    }

    fn request(&self, check: &RequestCheck) -> Judged {
        let request = match self.read(&ask(&check.request)) {
            Ok(request) => request,
            Err(found) => return Judged { met: false, found },
        };
        let trace = self.follow(&request);
        let (met, found) = match (&check.outcome, &trace.end) {
            (Outcome::Fails(wanted), End::Died(death)) => {
                let symptom = symptom(death);
                let met = matches!(wanted, Symptom::Any) || *wanted == symptom;
                (met, symptom.as_str().to_owned())
            }
            (Outcome::Reaches(_), End::Died(death)) => (false, symptom(death).as_str().to_owned()),
            (outcome, End::Found(addresses)) => {
                let met = matches!(outcome, Outcome::Reaches(wanted) if exactly(addresses, wanted, is_address));
                (met, listed(addresses.iter().map(ToString::to_string)))
            }
            (outcome, End::Arrived(arrivals)) => {
                let met = matches!(outcome, Outcome::Reaches(wanted)
                    if exactly(arrivals, wanted, |arrival, wanted| self.is_at(arrival, wanted)));
                (met, listed(arrivals.iter().map(|it| self.place(it))))
            }
        };
        let source = check.source.is_none_or(|wanted| {
            matches!(&trace.end, End::Arrived(arrivals) if arrivals
                .iter()
                .all(|arrival| arrival.masquerade.is_none() == (wanted == SourceSeen::Kept)))
        });
        Judged {
            met: met && source,
            found: match source {
                true => found,
                false => format!("{found} (source {})", sources(&trace)),
            },
        }
    }

    /// The request that `ask` states; a node may be named where its address is meant.
    fn read(&self, ask: &Ask) -> Result<Request, String> {
        let cluster = &self.world().cluster;
        let from = panels::client(cluster, &ask.from).ok_or_else(|| format!("no {}", ask.from))?;
        let mut to = Destination::parse(&ask.to).map_err(|_| ask.to.clone())?;
        if let Some(node) = cluster.nodes.iter().find(|node| node.name == to.host) {
            to.host = node.address.to_string().into();
        }
        Ok(Request {
            from,
            to,
            protocol: Protocol::from_word(&ask.protocol).unwrap_or_default(),
            tool: panels::tool(&ask.tool),
        })
    }

    fn follow(&self, request: &Request) -> Trace {
        let world = self.world();
        let around = request::Surroundings {
            cluster: &world.cluster,
            published: &world.published,
            zone: &self.zone,
        };
        request::send(around, request)
    }

    /// Where a request arrived: the Pod's name, else the address.
    fn place(&self, arrival: &Arrival) -> String {
        self.pod(arrival)
            .unwrap_or_else(|| arrival.address.to_string())
    }

    fn pod(&self, arrival: &Arrival) -> Option<String> {
        let pod = self.world().cluster.pods.get(arrival.pod?)?;
        Some(pod.meta.object_name().to_string())
    }

    fn is_at(&self, arrival: &Arrival, wanted: &str) -> bool {
        match self.pod(arrival) {
            Some(pod) if wanted.contains('/') => match wanted.strip_suffix('*') {
                Some(start) => pod.starts_with(start),
                None => pod == wanted,
            },
            _ => arrival.address.to_string() == wanted || is_address(&arrival.address.ip(), wanted),
        }
    }

    fn endpoints(&self, service: &str, ready: u32) -> Judged {
        let world = self.world();
        let services = world.cluster.services.iter();
        let found = services
            .zip(&world.overview.services)
            .find(|(object, _)| object.meta.object_name().to_string() == service);
        let Some((_, view)) = found else {
            return Judged {
                met: false,
                found: format!("no Service {service}"),
            };
        };
        let backends = view.ports.iter().flat_map(|port| &port.backends);
        let places: BTreeSet<(Option<usize>, Option<IpAddr>)> = backends
            .chain(&view.addresses)
            .filter(|backend| backend.state == BackendState::Ready)
            .map(|backend| match backend.target {
                Target::Pod(pod) => (Some(pod), None),
                Target::Address => (None, Some(backend.address)),
            })
            .collect();
        Judged {
            met: u32::try_from(places.len()) == Ok(ready),
            found: places.len().to_string(),
        }
    }

    fn field(&self, check: &FieldCheck) -> Judged {
        let object = self.object(check);
        if object.is_none() && !(check.path.is_empty() && check.expected == Expected::Absent) {
            let lesson::ObjectRef {
                kind,
                namespace,
                name,
            } = &check.object;
            return Judged {
                met: false,
                found: format!("no {kind} {namespace}/{name}"),
            };
        }
        let field = object.and_then(|object| {
            check
                .path
                .iter()
                .try_fold(object, |value, step| match step {
                    FieldStep::Key(key) => value.get(key),
                    FieldStep::Index(index) => value.items().get(*index),
                })
        });
        let field = field.filter(|value| !value.is_null());
        Judged {
            met: match &check.expected {
                Expected::Set => field.is_some(),
                Expected::Absent => field.is_none(),
                Expected::Equals(wanted) => field.is_some_and(|value| equal(value, wanted, 0)),
            },
            found: field.map(written).unwrap_or_default(),
        }
    }

    /// The object as the API server stores it.
    fn object(&self, check: &FieldCheck) -> Option<&'a Value> {
        let wanted = &check.object;
        let text = |object: &Value, path: [&str; 2]| {
            object.at(path).and_then(Value::as_str).map(str::to_owned)
        };
        let replies = self.reading.replies.iter();
        replies
            .filter(|reply| reply.is_created())
            .filter_map(|reply| reply.object.as_ref())
            .find(|object| {
                let namespace = text(object, ["metadata", "namespace"]);
                object.get("kind").and_then(Value::as_str) == Some(&wanted.kind)
                    && text(object, ["metadata", "name"]).as_ref() == Some(&wanted.name)
                    && namespace.is_none_or(|namespace| namespace == wanted.namespace)
            })
    }

    fn sent(&self, wanted: &Sent) -> Judged {
        let Some(sent) = &self.done.ask else {
            return Judged::default();
        };
        let same = |wanted: &Option<String>, sent: &str| {
            wanted.as_deref().is_none_or(|wanted| wanted == sent)
        };
        let met = same(&wanted.from, &sent.from)
            && same(&wanted.protocol, &sent.protocol)
            && same(&wanted.tool, &sent.tool)
            && wanted.count.is_none_or(|count| count <= sent.count)
            && wanted.pause.is_none_or(|pause| pause <= sent.pause)
            && wanted.to.as_deref().is_none_or(|to| self.leads(sent, to));
        Judged {
            met,
            found: format!(
                "{} {} -> {} {} x{}",
                sent.tool, sent.from, sent.to, sent.protocol, sent.count
            ),
        }
    }

    /// Whether `sent` asks for what `to` names: the same words, or a name and an address of the same.
    fn leads(&self, sent: &Ask, to: &str) -> bool {
        let address = |to: &str| {
            let ask = Ask {
                to: to.to_owned(),
                tool: "nslookup".to_owned(),
                ..sent.clone()
            };
            let request = self.read(&ask).ok()?;
            match self.follow(&request).end {
                End::Found(addresses) => Some((addresses, request.to.port)),
                _ => Some((Vec::new(), 0)),
            }
        };
        if sent.to.trim() == to {
            return true;
        }
        let (asked, wanted) = (address(&sent.to), address(to));
        asked == wanted && asked.is_some_and(|(addresses, _)| !addresses.is_empty())
    }
}

fn none_of(count: usize) -> Judged {
    Judged {
        met: count == 0,
        found: count.to_string(),
    }
}

/// Whether everything found is wanted, and everything wanted found.
fn exactly<T>(found: &[T], wanted: &[String], is: impl Fn(&T, &str) -> bool) -> bool {
    found
        .iter()
        .all(|one| wanted.iter().any(|wanted| is(one, wanted)))
        && wanted
            .iter()
            .all(|wanted| found.iter().any(|one| is(one, wanted)))
}

fn is_address(address: &IpAddr, wanted: &str) -> bool {
    wanted.parse() == Ok(*address)
}

/// Many names without the later ones.
fn listed(names: impl Iterator<Item = String>) -> String {
    let names: Vec<String> = names.take(12).collect();
    names.join(", ")
}

fn sources(trace: &Trace) -> String {
    match &trace.end {
        End::Arrived(arrivals) => listed(arrivals.iter().map(|it| it.source.to_string())),
        _ => String::new(),
    }
}

/// What the client sees of a request's death, in the words of a lesson.
const fn symptom(death: &Death) -> Symptom {
    match death.symptom() {
        Seen::NameNotFound => Symptom::Nxdomain,
        Seen::NoAddress => Symptom::NoAddress,
        Seen::Refused => Symptom::Refused,
        Seen::TimedOut => Symptom::Timeout,
        Seen::OutOfSight => Symptom::LeavesCluster,
    }
}

/// Deeper values than this are equal to nothing.
const DEEPEST: usize = 32;

/// Whether a stored value is the wanted one; the order of an object's fields does not matter.
fn equal(value: &Value, wanted: &lesson::Value, depth: usize) -> bool {
    if depth > DEEPEST {
        return false;
    }
    let deeper = depth + 1;
    match (value, wanted) {
        (Value::Null, lesson::Value::Null) => true,
        (Value::Bool(value), lesson::Value::Bool(wanted)) => value == wanted,
        (Value::Int(value), lesson::Value::Int(wanted)) => value == wanted,
        (Value::Float(value), lesson::Value::Float(wanted)) => value == wanted,
        (Value::String(value), lesson::Value::String(wanted)) => **value == **wanted,
        (Value::List(values), lesson::Value::List(wanted)) => {
            values.len() == wanted.len()
                && values
                    .iter()
                    .zip(wanted)
                    .all(|(value, wanted)| equal(value, wanted, deeper))
        }
        (Value::Map(map), lesson::Value::Map(wanted)) => {
            map.len() == wanted.len()
                && wanted.iter().all(|(key, wanted)| {
                    map.get(key)
                        .is_some_and(|value| equal(value, wanted, deeper))
                })
        }
        _ => false,
    }
}

/// A value as a person would write it, if it is short.
fn written(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(flag) => flag.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::String(text) => format!("\"{text}\""),
        Value::List(items) => format!("[{}]", items.len()),
        Value::Map(map) => format!("{{{}}}", map.len()),
    }
}
