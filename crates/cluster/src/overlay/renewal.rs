//! Names, addresses and places for what is made while a cluster runs.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::api::{ObjectName, Pod};
use crate::environment::NodeInfo;
use crate::{Cluster, Str, lower};

/// So often another name or address is tried, and no more.
const TRIES: usize = 100_000;

/// What is still free: nothing is given out twice, so that nobody takes a new Pod for one that is gone.
pub(super) struct Supply {
    addresses: BTreeSet<IpAddr>,
    names: BTreeSet<ObjectName>,
    /// How many names and how many addresses have been given out: where the search for the next one begins.
    named: usize,
    addressed: usize,
}

impl Supply {
    pub(super) fn of(cluster: &Cluster) -> Self {
        let pods = cluster.pods.iter().flat_map(|pod| pod.ips.iter().copied());
        let nodes = cluster.nodes.iter().map(|node| node.address);
        let services = cluster.services.iter();
        let services = services.flat_map(|service| service.cluster_ips.iter().copied());
        let names = cluster.pods.iter().map(|pod| pod.meta.object_name());
        Self {
            addresses: pods.chain(nodes).chain(services).collect(),
            names: names.collect(),
            named: cluster.pods.len(),
            addressed: cluster.pods.len(),
        }
    }

    /// Another Pod has this name now.
    pub(super) fn take_name(&mut self, name: ObjectName) {
        self.names.insert(name);
    }

    /// A name that a controller makes up and that no Pod has had.
    pub(super) fn name(&mut self, namespace: &Str, prefix: &str) -> Option<Str> {
        for _ in 0..TRIES {
            let index = u32::try_from(self.named).ok()?;
            self.named += 1;
            let name = ObjectName {
                namespace: namespace.clone(),
                name: lower::made_up_name(prefix, index),
            };
            if !self.names.contains(&name) {
                return Some(name.name);
            }
        }
        None
    }

    /// Gives `pod` addresses that nobody has had: the ones after `before`, those of the Pod in whose place it is made, else the ones
    /// after those of every Pod so far. On the host's network it gets its node's.
    pub(super) fn give_addresses(&mut self, pod: &mut Pod, before: &[IpAddr], nodes: &[NodeInfo]) {
        if pod.host_network {
            lower::give_addresses(pod, 0, nodes);
            return;
        }
        if !before.is_empty() {
            let next = before.iter().filter_map(|before| self.after(*before));
            pod.ips = next.collect();
            self.addresses.extend(&pod.ips);
            return;
        }
        for _ in 0..TRIES {
            lower::give_addresses(pod, self.addressed, nodes);
            self.addressed += 1;
            if pod.ips.iter().all(|ip| !self.addresses.contains(ip)) {
                self.addresses.extend(&pod.ips);
                return;
            }
        }
        pod.ips.clear();
    }

    /// The first address after `before` that nobody has had and a host can have.
    fn after(&self, before: IpAddr) -> Option<IpAddr> {
        let mut address = before;
        for _ in 0..TRIES {
            address = match address {
                IpAddr::V4(v4) => Ipv4Addr::from(u32::from(v4).checked_add(1)?).into(),
                IpAddr::V6(v6) => Ipv6Addr::from(u128::from(v6).checked_add(1)?).into(),
            };
            let of_host = match address {
                IpAddr::V4(v4) => !matches!(v4.octets(), [.., 0 | 255]),
                IpAddr::V6(_) => true,
            };
            if of_host && !self.addresses.contains(&address) {
                return Some(address);
            }
        }
        None
    }

    /// A node like `nodes`, the next in number: in the zone that has the fewest.
    pub(super) fn node(&mut self, nodes: &[NodeInfo]) -> NodeInfo {
        let last = nodes.last();
        let stem = last.map(|last| {
            last.name
                .trim_end_matches(|digit: char| digit.is_ascii_digit())
        });
        let stem = stem.filter(|stem| last.is_some_and(|last| stem.len() < last.name.len()));
        let stem = stem.unwrap_or("node-");
        let names = (1..).map(|number| Str::from(format!("{stem}{number}")));
        let mut free = names
            .skip(nodes.len())
            .take(TRIES)
            .filter(|name| nodes.iter().all(|node| node.name != *name));
        let address = last.map_or(IpAddr::V4(Ipv4Addr::new(192, 168, 0, 10)), |last| {
            last.address
        });
        let address = self.after(address).unwrap_or(address);
        self.addresses.insert(address);
        let mut zones: Vec<(&Str, usize)> = Vec::new();
        for zone in nodes.iter().filter_map(|node| node.zone.as_ref()) {
            match zones.iter_mut().find(|(known, _)| *known == zone) {
                Some((_, count)) => *count += 1,
                None => zones.push((zone, 1)),
            }
        }
        let zone = zones.into_iter().min_by_key(|(_, count)| *count);
        NodeInfo {
            name: free.next().unwrap_or_default(),
            address,
            zone: zone.map(|(zone, _)| zone.clone()),
        }
    }
}

/// How Pods stand on the nodes, in the eyes of a scheduler that looks for a place for another one.
///
/// A real scheduler weighs more (resources, images, affinities); in an even cluster it ends where this does: with the node that has the
/// fewest Pods of the same controller (`PodTopologySpread`), then the fewest Pods (`NodeResourcesFit`).
pub(super) struct Spread(BTreeMap<Str, (usize, usize)>);

impl Spread {
    /// How `pods` stand, for one more like `pod`.
    pub(super) fn of<'a>(pod: &Pod, pods: impl Iterator<Item = &'a Pod>) -> Self {
        let mut counts: BTreeMap<Str, (usize, usize)> = BTreeMap::new();
        for other in pods {
            let count = counts.entry(other.node.clone()).or_default();
            let like = pod.controller.is_some()
                && other.controller == pod.controller
                && other.meta.namespace == pod.meta.namespace;
            count.0 += usize::from(like);
            count.1 += 1;
        }
        Self(counts)
    }

    /// The node for the next one; one other than `avoided`, where there is one, so that it can be seen that the place is not kept.
    pub(super) fn next<'a>(
        &mut self,
        nodes: &'a [NodeInfo],
        avoided: Option<&Str>,
    ) -> Option<&'a NodeInfo> {
        let avoided = avoided.filter(|_| nodes.len() > 1);
        let free = nodes.iter().filter(|node| Some(&node.name) != avoided);
        let node = free.min_by_key(|node| self.0.get(&node.name).copied().unwrap_or_default())?;
        let count = self.0.entry(node.name.clone()).or_default();
        count.0 += 1;
        count.1 += 1;
        Some(node)
    }
}
