use std::net::SocketAddr;

use crate::proxy::ProxiedPort;
use crate::proxy::hash::short_hash;

/// The most that nftables allows, less the longest prefix.
const LONGEST: usize = 256 - 16;

/// What follows the prefix in the names of a Service port's chains: `ULMVA6XW-ns1/svc1/tcp/p80`.
pub(super) fn service_name(port: &ProxiedPort) -> String {
    hashed(&plain(port))
}

/// What follows the prefix in the names of an endpoint's chain and set: `5OJB2KTY-ns1/svc1/tcp/p80__10.180.0.1/80`.
pub(super) fn endpoint_name(port: &ProxiedPort, endpoint: SocketAddr) -> String {
    let ip = endpoint.ip().to_string().replace(':', ".");
    hashed(&format!("{}__{ip}/{}", plain(port), endpoint.port()))
}

fn plain(port: &ProxiedPort) -> String {
    let protocol = port.protocol_word();
    format!("{}/{protocol}/{}", port.service, port.port_name)
}

/// `hashAndTruncate`.
fn hashed(name: &str) -> String {
    let whole = format!("{}-{name}", short_hash(name, 8));
    if whole.len() <= LONGEST {
        return whole;
    }
    let head: String = whole.chars().take(LONGEST - 3).collect();
    head + "..."
}
