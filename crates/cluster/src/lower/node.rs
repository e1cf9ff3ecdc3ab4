//! Nodes.

use std::net::{IpAddr, Ipv4Addr};

use super::read;
use crate::environment::NodeInfo;
use crate::{Str, Value};

const ZONE_LABEL: &str = "topology.kubernetes.io/zone";

/// A node from its object, the `before`-th of the text; one without a status gets an address like those of the environment.
pub(super) fn node(object: &Value, status: Option<&Value>, before: usize) -> NodeInfo {
    let address = read::items(status.and_then(|status| status.get("addresses")))
        .iter()
        .filter(|entry| entry.get("type").and_then(Value::as_str) == Some("InternalIP"))
        .find_map(|entry| read::ip(entry.get("address")));
    let meta = read::meta(object, false);
    NodeInfo {
        name: meta.name,
        address: address.unwrap_or_else(|| made_up_address(before)),
        zone: meta.labels.get(ZONE_LABEL).cloned(),
    }
}

/// A node that a Pod names and nobody describes.
pub(super) fn assumed(name: Str, before: usize) -> NodeInfo {
    NodeInfo {
        name,
        address: made_up_address(before),
        zone: None,
    }
}

/// 192.168.0.11 for the first node, .12 for the second, and so on.
fn made_up_address(before: usize) -> IpAddr {
    let first = u32::from(Ipv4Addr::new(192, 168, 0, 11));
    let number = u32::try_from(before).unwrap_or(u32::MAX);
    Ipv4Addr::from(first.saturating_add(number)).into()
}
