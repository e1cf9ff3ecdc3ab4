use std::net::IpAddr;

use super::{Client, Death, Request, Step, Surroundings};
use crate::Str;
use crate::dns::{Answer, DOMAIN};

/// What a person typed: a name or an address, and a port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// The name or address.
    pub host: Str,
    /// The port.
    pub port: u16,
}

/// Why a destination cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DestinationError {
    /// There is no host.
    NoHost,
    /// The port is no number from 1 to 65535.
    BadPort,
}

impl Destination {
    /// Reads `web`, `web:8080`, `http://web.prod/path`, `[fd00::1]:80`; the port is that of the scheme, or 80.
    ///
    /// # Errors
    ///
    /// Without a host, or with a port that is none.
    pub fn parse(text: &str) -> Result<Self, DestinationError> {
        let text = text.trim();
        let (scheme, rest) = text.split_once("://").unwrap_or(("http", text));
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let (host, port) = split_port(authority);
        if host.is_empty() {
            return Err(DestinationError::NoHost);
        }
        let port = match port {
            Some(port) => port
                .parse()
                .ok()
                .filter(|port| *port != 0)
                .ok_or(DestinationError::BadPort)?,
            None if scheme == "https" => 443,
            None => 80,
        };
        Ok(Self {
            host: host.into(),
            port,
        })
    }
}

/// Host and port; an IPv6 address stands in brackets where a port follows.
fn split_port(authority: &str) -> (&str, Option<&str>) {
    if let Some((host, rest)) = authority
        .strip_prefix('[')
        .and_then(|rest| rest.split_once(']'))
    {
        return (host, rest.strip_prefix(':'));
    }
    if authority.parse::<IpAddr>().is_ok() {
        return (authority, None);
    }
    match authority.rsplit_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    }
}

/// The addresses that the destination stands for, IPv4 first; an address stands for itself.
pub(super) fn addresses(
    around: Surroundings<'_>,
    request: &Request,
    steps: &mut Vec<Step>,
) -> Result<Vec<IpAddr>, Death> {
    let host = &request.to.host;
    if let Ok(address) = host.parse() {
        return Ok(vec![address]);
    }
    let namespace = match request.from {
        Client::Pod(index) => match around.cluster.pods.get(index) {
            // With the host's network a Pod's default policy is the host's DNS, as for the node itself.
            Some(pod) if pod.host_network => return other_dns(host, steps),
            Some(pod) => pod.meta.namespace.clone(),
            None => return Err(Death::NameNotFound(host.clone())),
        },
        Client::InCluster => "default".into(),
        Client::Node(_) | Client::Outside => return other_dns(host, steps),
    };
    let found = around.zone.look_up(host, &namespace);
    let answer = found.answer.clone();
    steps.push(Step::LookUp(found));
    match answer {
        Answer::NotFound => Err(Death::NameNotFound(host.clone())),
        Answer::Outside { name, through } => Err(unknown(name, through)),
        Answer::Addresses { name, addresses } if addresses.is_empty() => {
            Err(Death::NoAddress(name))
        }
        Answer::Addresses { mut addresses, .. } => {
            addresses.sort();
            // A client takes a family and stays with it; IPv4 sorts first.
            let family = addresses.first().map(IpAddr::is_ipv4);
            addresses.retain(|address| Some(address.is_ipv4()) == family);
            Ok(addresses)
        }
    }
}

fn other_dns(name: &Str, steps: &mut Vec<Step>) -> Result<Vec<IpAddr>, Death> {
    steps.push(Step::OtherDns { name: name.clone() });
    Err(unknown(name.clone(), None))
}

/// A name that is not the cluster's: one label alone exists nowhere else, and neither do the cluster's own names; of others only the
/// DNS out there knows.
fn unknown(name: Str, through: Option<Str>) -> Death {
    let bare = name.trim_end_matches('.');
    if through.is_none() && (!bare.contains('.') || bare.ends_with(DOMAIN)) {
        return Death::NameNotFound(name);
    }
    Death::LeavesCluster { name, through }
}
