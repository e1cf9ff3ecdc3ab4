use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use super::{Arrival, Client, Death, End, Request, Step, Surroundings, Tool};
use crate::NodeInfo;
use crate::api::{IpFamily, Pod, Service, SessionAffinity, TrafficPolicy};
use crate::proxy::{self, NoRule, Outcome, Packet, Route, World};

/// The address of a Pod that is not in the text, last in the first node's range.
const SOME_POD: (Ipv4Addr, Ipv6Addr) = (
    Ipv4Addr::new(10, 244, 0, 250),
    Ipv6Addr::new(0xfd00, 0x10, 0x244, 0, 0, 0, 0, 0xfa),
);
/// Somebody outside, from the ranges for documentation.
const SOMEBODY: (Ipv4Addr, Ipv6Addr) = (
    Ipv4Addr::new(203, 0, 113, 9),
    Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 9),
);

/// Follows the request to each of `addresses` in equal parts, as clients choose among several; what happens to the first is told.
pub(super) fn follow(
    around: Surroundings<'_>,
    request: &Request,
    addresses: &[IpAddr],
    steps: &mut Vec<Step>,
) -> (End, SessionAffinity) {
    let share = 1.0 / addresses.len().max(1) as f64;
    let mut arrivals = Vec::new();
    let mut affinity = SessionAffinity::None;
    let mut death = None;
    for (index, address) in addresses.iter().enumerate() {
        let mut told = Vec::new();
        let (end, sticks) = to_address(around, request, *address, &mut told);
        match end {
            End::Arrived(some) => {
                arrivals.extend(some.into_iter().map(|arrival| Arrival {
                    odds: arrival.odds * share,
                    ..arrival
                }));
            }
            End::Died(why) => death = death.or(Some(why)),
            End::Found(_) => {}
        }
        if index == 0 {
            steps.extend(told);
            affinity = sticks;
        }
    }
    match death {
        Some(death) if arrivals.is_empty() => (End::Died(death), affinity),
        _ => (End::Arrived(arrivals), affinity),
    }
}

fn to_address(
    around: Surroundings<'_>,
    request: &Request,
    address: IpAddr,
    steps: &mut Vec<Step>,
) -> (End, SessionAffinity) {
    let died = |death| (End::Died(death), SessionAffinity::None);
    if request.tool == Tool::Ping {
        return (ping(around, address), SessionAffinity::None);
    }
    if request.from == Client::Outside && is_inside_only(around, address) {
        return died(Death::OnlyInside(address));
    }
    if address.is_loopback() {
        return (
            own_loopback(around, request, address),
            SessionAffinity::None,
        );
    }
    let Some(node) = looked_at_on(around, request.from, address) else {
        return died(Death::NobodyThere(address));
    };
    let source = source_of(around, request.from, IpFamily::of(address));
    let packet = Packet {
        source,
        destination: address,
        port: request.to.port,
        protocol: request.protocol,
    };
    steps.push(Step::Node {
        node: node.name.clone(),
        source,
        destination: address,
        port: packet.port,
    });
    let world = World {
        services: &around.cluster.services,
        slices: &around.published.slices,
        network: proxy::Network::default(),
    };
    let route = world.route(node, &packet);
    decided(around, &packet, node, route, steps)
}

/// What kube-proxy decided.
fn decided(
    around: Surroundings<'_>,
    packet: &Packet,
    node: &NodeInfo,
    route: Route,
    steps: &mut Vec<Step>,
) -> (End, SessionAffinity) {
    let service = |index: usize| {
        around
            .cluster
            .services
            .get(index)
            .map(|service| service.meta.object_name())
            .unwrap_or_default()
    };
    let hit = route.hit.map(|hit| (service(hit.service_index), hit));
    if let Some((service, hit)) = &hit {
        steps.push(Step::Service {
            service: service.clone(),
            index: hit.service_index,
            port: hit.port_index,
            entry: hit.entry,
        });
    }
    let name = hit.map(|(service, _)| service).unwrap_or_default();
    let end = match route.outcome {
        Outcome::Spread(spread) => {
            steps.push(Step::Choose {
                policy: spread.policy,
                short_circuit: spread.short_circuit,
                topology: spread.topology,
                condition: spread.condition,
                candidates: spread.backends.len(),
            });
            let arrivals = spread
                .backends
                .into_iter()
                .map(|backend| {
                    let seen = if backend.masquerade.is_some() {
                        node_address(node, packet.destination)
                    } else {
                        packet.source
                    };
                    arrival(
                        around,
                        backend.address,
                        backend.odds,
                        seen,
                        backend.masquerade,
                    )
                })
                .collect();
            return (End::Arrived(arrivals), spread.affinity);
        }
        Outcome::Reject(_) => End::Died(Death::NoEndpoints(name)),
        Outcome::Drop(reason) => End::Died(Death::Dropped(reason)),
        Outcome::NoRule(NoRule::OtherPort { service_index }) => {
            match around.cluster.services.get(service_index) {
                Some(service) => End::Died(port_not_served(service, packet)),
                None => End::Died(Death::NobodyThere(packet.destination)),
            }
        }
        Outcome::NoRule(NoRule::UncheckedFromNode) => End::Died(Death::NoEndpoints(name)),
        Outcome::NoRule(NoRule::NotAService | NoRule::HealthCheck) => {
            directly(around, packet, steps)
        }
    };
    (end, SessionAffinity::None)
}

/// What nobody translates goes to the address as it stands.
fn directly(around: Surroundings<'_>, packet: &Packet, steps: &mut Vec<Step>) -> End {
    let address = SocketAddr::new(packet.destination, packet.port);
    if let Some(node) = node_of(around, packet.destination)
        && pod_listening(around, address).is_none()
    {
        return End::Died(Death::NodePortUnused {
            node: node.name.clone(),
            port: packet.port,
        });
    }
    if pod_at(around, packet.destination).is_none() {
        return End::Died(nobody_at(around, packet.destination));
    }
    steps.push(Step::Direct);
    End::Arrived(vec![arrival(around, address, 1.0, packet.source, None)])
}

fn port_not_served(service: &Service, packet: &Packet) -> Death {
    Death::PortNotServed {
        service: service.meta.object_name(),
        ports: service
            .ports
            .iter()
            .map(|port| (port.port, port.protocol))
            .collect(),
        other_protocol: service.ports.iter().any(|port| port.port == packet.port),
    }
}

fn arrival(
    around: Surroundings<'_>,
    address: SocketAddr,
    odds: f64,
    source: IpAddr,
    masquerade: Option<proxy::Masquerade>,
) -> Arrival {
    let pod = pod_listening(around, address).or_else(|| pod_at(around, address.ip()));
    let container = pod
        .and_then(|pod| around.cluster.pods.get(pod))
        .and_then(|pod| {
            let declares = |container: &&crate::api::Container| {
                container
                    .ports
                    .iter()
                    .any(|port| port.port == address.port())
            };
            pod.containers
                .iter()
                .find(declares)
                .map(|container| container.name.clone())
        });
    Arrival {
        pod,
        address,
        odds,
        source,
        masquerade,
        container,
    }
}

/// A virtual IP is on no interface; Pods and nodes answer.
fn ping(around: Surroundings<'_>, address: IpAddr) -> End {
    let virtual_ip = around
        .cluster
        .services
        .iter()
        .find(|service| service.cluster_ips.contains(&address));
    match (
        virtual_ip,
        pod_at(around, address),
        node_of(around, address),
    ) {
        (Some(service), _, _) => End::Died(Death::VirtualIp(service.meta.object_name())),
        (None, None, None) => End::Died(nobody_at(around, address)),
        _ => End::Arrived(vec![Arrival {
            pod: pod_at(around, address),
            address: SocketAddr::new(address, 0),
            odds: 1.0,
            source: address,
            masquerade: None,
            container: None,
        }]),
    }
}

/// `localhost`, to a Pod, is the Pod itself.
fn own_loopback(around: Surroundings<'_>, request: &Request, address: IpAddr) -> End {
    let Client::Pod(index) = request.from else {
        return End::Died(Death::NobodyThere(address));
    };
    let own = around
        .cluster
        .pods
        .get(index)
        .and_then(|pod| pod.ips.first())
        .copied()
        .unwrap_or(address);
    let here = arrival(
        around,
        SocketAddr::new(own, request.to.port),
        1.0,
        address,
        None,
    );
    End::Arrived(vec![Arrival {
        address: SocketAddr::new(address, request.to.port),
        ..here
    }])
}

/// The node whose kube-proxy sees the packet: the client's, or where the client is outside, the one that it addresses. A load
/// balancer sends to a node that its health check passes: with the policy `Local` one that has an endpoint.
fn looked_at_on<'a>(
    around: Surroundings<'a>,
    from: Client,
    address: IpAddr,
) -> Option<&'a NodeInfo> {
    let nodes = &around.cluster.nodes;
    if let Some(node) = node_of(around, address) {
        return Some(node);
    }
    match from {
        Client::Pod(index) => {
            let pod = around.cluster.pods.get(index)?;
            nodes
                .iter()
                .find(|node| node.name == pod.node)
                .or(nodes.first())
        }
        Client::InCluster => nodes.first(),
        Client::Node(index) => nodes.get(index),
        Client::Outside => {
            let balanced = around.cluster.services.iter().find(|service| {
                service
                    .load_balancer_ingress
                    .iter()
                    .any(|ingress| ingress.ip == Some(address))
            });
            let local =
                balanced.filter(|service| service.external_traffic_policy == TrafficPolicy::Local);
            local
                .and_then(|service| node_with_endpoint(around, service))
                .or(nodes.first())
        }
    }
}

fn node_with_endpoint<'a>(around: Surroundings<'a>, service: &Service) -> Option<&'a NodeInfo> {
    let name = service.meta.object_name();
    let slices = || {
        around
            .published
            .slices
            .iter()
            .filter(|slice| slice.service().as_ref() == Some(&name))
    };
    around.cluster.nodes.iter().find(|node| {
        slices().flat_map(|slice| &slice.endpoints).any(|endpoint| {
            endpoint.node.as_ref() == Some(&node.name) && endpoint.conditions.ready != Some(false)
        })
    })
}

fn source_of(around: Surroundings<'_>, from: Client, family: IpFamily) -> IpAddr {
    let of_family = |(four, six): (Ipv4Addr, Ipv6Addr)| match family {
        IpFamily::V4 => IpAddr::V4(four),
        IpFamily::V6 => IpAddr::V6(six),
    };
    match from {
        Client::Pod(index) => around
            .cluster
            .pods
            .get(index)
            .and_then(|pod| {
                pod.ips
                    .iter()
                    .copied()
                    .find(|ip| IpFamily::of(*ip) == family)
            })
            .unwrap_or_else(|| of_family(SOME_POD)),
        Client::InCluster => of_family(SOME_POD),
        Client::Node(index) => around
            .cluster
            .nodes
            .get(index)
            .map_or_else(|| of_family(SOME_POD), |node| node.address),
        Client::Outside => of_family(SOMEBODY),
    }
}

fn node_address(node: &NodeInfo, like: IpAddr) -> IpAddr {
    if node.address.is_ipv4() == like.is_ipv4() {
        node.address
    } else {
        like
    }
}

/// A ClusterIP or a Pod's address: outside the cluster nothing leads there.
fn is_inside_only(around: Surroundings<'_>, address: IpAddr) -> bool {
    let cluster_ip = around
        .cluster
        .services
        .iter()
        .any(|service| service.cluster_ips.contains(&address));
    let pod = pod_at(around, address)
        .and_then(|pod| around.cluster.pods.get(pod))
        .is_some_and(|pod| !pod.host_network);
    cluster_ip || pod || around.cluster.aftermath.had(address).is_some()
}

/// Nobody has `address`: perhaps somebody had.
fn nobody_at(around: Surroundings<'_>, address: IpAddr) -> Death {
    match around.cluster.aftermath.had(address) {
        None => Death::NobodyThere(address),
        Some(gone) => Death::PodGone {
            address,
            pod: gone.pod.clone(),
            how: gone.how,
        },
    }
}

fn node_of<'a>(around: Surroundings<'a>, address: IpAddr) -> Option<&'a NodeInfo> {
    around
        .cluster
        .nodes
        .iter()
        .find(|node| node.address == address)
}

fn pod_at(around: Surroundings<'_>, address: IpAddr) -> Option<usize> {
    around
        .cluster
        .pods
        .iter()
        .position(|pod| pod.ips.contains(&address))
}

/// Of the Pods that share an address (the host's network) the one that declares the port.
fn pod_listening(around: Surroundings<'_>, address: SocketAddr) -> Option<usize> {
    let listens = |pod: &Pod| {
        pod.ips.contains(&address.ip())
            && pod
                .containers
                .iter()
                .flat_map(|container| &container.ports)
                .any(|port| port.port == address.port())
    };
    around.cluster.pods.iter().position(listens)
}
