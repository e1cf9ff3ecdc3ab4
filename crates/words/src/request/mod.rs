//! What became of a request, step by step.

mod english;
mod korean;

use cluster::request::{Client, Death, Step, Symptom};

use crate::{Language, Sentence};

/// The words of the simulator that are not sentences about one request.
#[derive(Clone, Copy, Debug)]
pub struct RequestWords {
    /// The field of who asks.
    pub from: &'static str,
    /// The field of what is asked for.
    pub to: &'static str,
    /// The field of the protocol.
    pub protocol: &'static str,
    /// The field of the program.
    pub tool: &'static str,
    /// The field of how often.
    pub count: &'static str,
    /// The field of the seconds from one request to the next.
    pub pause: &'static str,
    /// The button.
    pub send: &'static str,
    /// The button that puts the request away.
    pub clear: &'static str,
    /// The name of the answer.
    pub trace: &'static str,
    /// Before anything was sent.
    pub hint: &'static str,
    /// The odds in percent, and how many of how many requests arrived.
    pub share: fn(&str, u32, u32) -> String,
    /// How many places are not shown.
    pub more: fn(usize) -> String,
    /// The client that is some Pod.
    pub in_cluster: &'static str,
    /// The client that is outside.
    pub outside: &'static str,
    /// A Pod as a client: `default/web-1`.
    pub pod: fn(&str) -> String,
    /// A node as a client.
    pub node: fn(&str) -> String,
    /// Arrived at a Pod, or an address: where, and its address and port.
    pub arrived: fn(&str, &str) -> String,
    /// An answer to a ping.
    pub answered: fn(&str) -> String,
    /// The container that declares the port.
    pub container: fn(&str) -> String,
    /// No container declares the port.
    pub undeclared: fn(u16) -> String,
    /// What stands at an address outside cannot be known.
    pub unknown_host: &'static str,
    /// The source address that the Pod sees is the client's.
    pub source_kept: fn(&str) -> String,
    /// One of several: the odds of each.
    pub one_of: fn(usize) -> String,
    /// One of several, which the next connections keep.
    pub one_kept: fn(usize) -> String,
    /// A name was found: its addresses.
    pub found: fn(&str) -> String,
    /// The client keeps its Pod for so many seconds.
    pub sticky: fn(u32) -> String,
    /// The client's pauses are longer than the affinity remembers it: both in seconds.
    pub forgotten: fn(u32, u32) -> String,
    /// The destination cannot be read: no host.
    pub no_host: &'static str,
    /// The destination cannot be read: no port number.
    pub bad_port: &'static str,
    /// The client is no longer there.
    pub no_client: &'static str,
}

impl RequestWords {
    /// The words in `language`.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &english::WORDS,
            Language::Korean => &korean::WORDS,
        }
    }
}

/// A step of a request, in `language`. `client` made it.
pub fn step(language: Language, step: &Step, client: Client) -> String {
    match language {
        Language::English => english::step(step, client),
        Language::Korean => korean::step(step),
    }
}

/// How a request died: the symptom as a person meets it, and why.
pub fn death(language: Language, death: &Death) -> Sentence {
    match language {
        Language::English => english::death(death),
        Language::Korean => korean::death(death),
    }
}

/// What a person sees of a request that died, in a few words: `connection refused`.
pub const fn symptom(language: Language, symptom: Symptom) -> &'static str {
    match language {
        Language::English => english::symptom(symptom),
        Language::Korean => korean::symptom(symptom),
    }
}

/// Why a Pod sees a node's address in place of the client's.
pub fn masquerade(language: Language, why: cluster::proxy::Masquerade, source: &str) -> String {
    match language {
        Language::English => english::masquerade(why, source),
        Language::Korean => korean::masquerade(why, source),
    }
}

fn ports(ports: &[(u16, cluster::api::Protocol)]) -> String {
    ports
        .iter()
        .map(|(port, protocol)| format!("{port}/{protocol}"))
        .collect::<Vec<_>>()
        .join(", ")
}
