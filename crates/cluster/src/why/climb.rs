//! One Pod after another, up the ladder.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, SocketAddr};

use super::{Ladder, Reach, Readiness, Rung, Scope};
use crate::Str;
use crate::api::{
    ContainerPort, EndpointSlice, IpFamily, Labels, ObjectName, Pod, Protocol, Service,
    ServicePort, TargetPort,
};
use crate::proxy::{Condition, Network, NodeProxy, World};

/// What every ladder to one Service port needs.
pub(super) struct Climb<'a> {
    service: &'a Service,
    selector: &'a Labels,
    port: Option<&'a ServicePort>,
    families: Vec<IpFamily>,
    /// The slices that list a Pod at this port, by its name and address.
    listed: BTreeMap<(ObjectName, IpAddr), Listed>,
    use_of: BTreeMap<SocketAddr, Use>,
    every_node: usize,
}

/// Where a Pod is listed.
struct Listed {
    slice: Str,
    /// Its ports there; none for a Service without ports.
    ports: Vec<u16>,
    ready: bool,
}

/// Which nodes send requests to an endpoint.
#[derive(Default)]
struct Use {
    nodes: Vec<Str>,
    stands_in: bool,
}

impl<'a> Climb<'a> {
    pub(super) fn new(
        scope: Scope<'a>,
        service: &'a Service,
        selector: &'a Labels,
        port: Option<usize>,
    ) -> Self {
        let slices: Vec<EndpointSlice> = scope
            .published
            .slices
            .iter()
            .filter(|slice| slice.belongs_to(service))
            .cloned()
            .collect();
        let use_of = match port {
            Some(port) if !service.headless => uses(scope, service, port, &slices),
            _ => BTreeMap::new(),
        };
        let port = port.and_then(|port| service.ports.get(port));
        Self {
            service,
            selector,
            port,
            families: families(service),
            listed: listed(&slices, port),
            use_of,
            every_node: scope.cluster.nodes.len(),
        }
    }

    pub(super) fn ladder(&self, at: usize, pod: &Pod) -> Ladder {
        let mut rungs = Vec::new();
        self.climb(pod, &mut rungs);
        Ladder { pod: at, rungs }
    }

    /// Takes one rung after the other; none where one does not hold.
    fn climb(&self, pod: &Pod, rungs: &mut Vec<Rung>) -> Option<()> {
        let mut step = |rung: Rung| {
            let holds = rung.holds();
            rungs.push(rung);
            holds.then_some(())
        };
        step(Rung::Namespace {
            wanted: self.service.meta.namespace.clone(),
            found: pod.meta.namespace.clone(),
        })?;
        for (key, wanted) in self.selector {
            step(Rung::Label {
                key: key.clone(),
                wanted: wanted.clone(),
                found: pod.meta.labels.get(key).cloned(),
            })?;
        }
        if let Some(port) = self.port {
            step(target(pod, port))?;
            step(protocol(pod, port))?;
        }
        step(Rung::Phase(pod.phase))?;
        step(Rung::Address {
            wanted: self.families.clone(),
            found: pod.ips.clone(),
        })?;
        let listed: Vec<(IpAddr, &Listed)> = pod
            .ips
            .iter()
            .filter_map(|ip| Some((*ip, self.listed.get(&(pod.meta.object_name(), *ip))?)))
            .collect();
        let first = listed.first().map(|(_, listed)| *listed);
        step(Rung::Slice(first.map(|listed| listed.slice.clone())))?;
        let used: Vec<&Use> = listed
            .iter()
            .flat_map(|(ip, listed)| listed.ports.iter().map(|port| SocketAddr::new(*ip, *port)))
            .filter_map(|address| self.use_of.get(&address))
            .collect();
        let ready = first.is_some_and(|listed| listed.ready);
        let stands_in = used.iter().any(|used| used.stands_in);
        step(Rung::Ready(self.readiness(pod, ready, stands_in)))?;
        step(Rung::Reach(self.reach(&used)))
    }

    const fn readiness(&self, pod: &Pod, ready: bool, stands_in: bool) -> Readiness {
        let well = pod.ready && !pod.meta.deleting;
        match (ready, pod.meta.deleting) {
            (true, _) if well || !self.service.publish_not_ready_addresses => Readiness::Ready,
            (true, _) => Readiness::Published,
            (false, true) if stands_in => Readiness::StandsIn,
            (false, true) => Readiness::Terminating,
            (false, false) => Readiness::NotReady,
        }
    }

    fn reach(&self, used: &[&Use]) -> Reach {
        use crate::api::TrafficPolicy;
        if self.service.headless {
            return Reach::ByName;
        }
        let nodes: BTreeSet<&Str> = used.iter().flat_map(|used| &used.nodes).collect();
        if nodes.len() == self.every_node && self.every_node > 0 {
            return Reach::Everywhere;
        }
        let nodes = nodes.into_iter().cloned().collect();
        match self.service.internal_traffic_policy {
            TrafficPolicy::Local => Reach::Local(nodes),
            TrafficPolicy::Cluster => Reach::Hinted(nodes),
        }
    }
}

/// The port of `pod` that a Service port leads to.
fn target(pod: &Pod, port: &ServicePort) -> Rung {
    let ports = || ports(pod);
    match &port.target_port {
        TargetPort::Number(number) => Rung::Number {
            port: *number,
            declared: ports()
                .filter(|declared| declared.port == *number)
                .map(|declared| declared.protocol)
                .collect(),
        },
        TargetPort::Name(name) => {
            let named = || ports().filter(|offered| offered.name.as_ref() == Some(name));
            let fitting = named().find(|offered| offered.protocol == port.protocol);
            Rung::Name {
                name: name.clone(),
                found: fitting.or_else(|| named().next()).map(|found| found.port),
                offered: ports().filter_map(|offered| offered.name.clone()).collect(),
            }
        }
    }
}

fn protocol(pod: &Pod, port: &ServicePort) -> Rung {
    let is_meant = |declared: &&ContainerPort| match &port.target_port {
        TargetPort::Number(number) => declared.port == *number,
        TargetPort::Name(name) => declared.name.as_ref() == Some(name),
    };
    let found: BTreeSet<Protocol> = ports(pod)
        .filter(is_meant)
        .map(|declared| declared.protocol)
        .collect();
    Rung::Protocol {
        wanted: port.protocol,
        found: found.into_iter().collect(),
        must: super::names_target(&port.target_port),
    }
}

fn ports(pod: &Pod) -> impl Iterator<Item = &ContainerPort> {
    pod.containers.iter().flat_map(|container| &container.ports)
}

/// The families that the endpointslice controller makes slices for.
fn families(service: &Service) -> Vec<IpFamily> {
    let mut families = service.ip_families.clone();
    if families.is_empty() {
        families.extend(service.cluster_ips.iter().map(|ip| IpFamily::of(*ip)));
    }
    if families.is_empty() {
        families.push(IpFamily::V4);
    }
    families
}

/// The Pods that `slices` list at `port`; at any, without one.
fn listed(
    slices: &[EndpointSlice],
    port: Option<&ServicePort>,
) -> BTreeMap<(ObjectName, IpAddr), Listed> {
    let mut found = BTreeMap::new();
    for slice in slices {
        let ports: Vec<u16> = slice
            .ports
            .iter()
            .flatten()
            .filter(|offered| {
                port.is_some_and(|port| {
                    offered.name.as_deref().unwrap_or_default() == &*port.name
                        && offered.protocol == port.protocol
                })
            })
            .filter_map(|offered| offered.port)
            .collect();
        if port.is_some() && ports.is_empty() {
            continue;
        }
        for endpoint in &slice.endpoints {
            let target = endpoint.target.as_ref().filter(|it| &*it.kind == "Pod");
            let address = endpoint.addresses.first().and_then(|it| it.parse().ok());
            let (Some(target), Some(address)) = (target, address) else {
                continue;
            };
            found
                .entry((target.name.clone(), address))
                .or_insert_with(|| Listed {
                    slice: slice.meta.name.clone(),
                    ports: ports.clone(),
                    ready: endpoint.conditions.ready != Some(false),
                });
        }
    }
    found
}

/// Which nodes send requests to the ClusterIP's port on to which endpoint.
fn uses(
    scope: Scope<'_>,
    service: &Service,
    port: usize,
    slices: &[EndpointSlice],
) -> BTreeMap<SocketAddr, Use> {
    let world = World {
        services: std::slice::from_ref(service),
        slices,
        network: Network::default(),
    };
    let mut uses: BTreeMap<SocketAddr, Use> = BTreeMap::new();
    for node in &scope.cluster.nodes {
        for family in [IpFamily::V4, IpFamily::V6] {
            let proxy = NodeProxy::new(&world, node, family);
            for (proxied, categories) in &proxy.ports {
                if proxied.port_index != port {
                    continue;
                }
                let (chosen, condition) = if proxied.internal_local {
                    (&categories.local, categories.local_condition)
                } else {
                    (&categories.cluster, categories.cluster_condition)
                };
                for endpoint in chosen.iter().filter_map(|at| proxied.endpoints.get(*at)) {
                    let entry = uses.entry(endpoint.address).or_default();
                    entry.nodes.push(node.name.clone());
                    entry.stands_in = condition == Condition::ServingTerminating;
                }
            }
        }
    }
    uses
}
