use cluster::api::TrafficPolicy;
use cluster::dns::Answer;
use cluster::overlay::Departure;
use cluster::proxy::{Condition, DropReason, Entry, Masquerade, ShortCircuit, Topology};
use cluster::request::{Client, Death, Step, Symptom};

use super::{RequestWords, ports};
use crate::Sentence;

pub(super) static WORDS: RequestWords = RequestWords {
    from: "From",
    to: "To",
    protocol: "Protocol",
    tool: "Tool",
    count: "Count",
    pause: "Pause between requests (s)",
    send: "Send",
    clear: "Clear",
    trace: "Trace",
    hint: "Choose who asks and for what, then send. Ctrl-Enter sends, too.",
    share: |odds, arrived, sent| format!("{odds} %: {arrived} of {sent}"),
    more: |count| format!("and {count} more"),
    in_cluster: "Client in the cluster",
    outside: "Client outside the cluster",
    pod: |name| format!("Pod {name}"),
    node: |name| format!("Node {name}"),
    arrived: |target, address| format!("{target} gets it at {address}."),
    answered: |target| format!("{target} answers the ping."),
    container: |name| format!("Container {name} declares this port."),
    undeclared: |port| {
        format!(
            "No container declares port {port}; if nothing listens there, the connection is refused."
        )
    },
    unknown_host: "No Pod here has this address; what answers there the playground cannot know.",
    source_kept: |source| format!("It sees the client's own address, {source}."),
    one_of: |count| format!("One of {count}, chosen anew for each connection:"),
    one_kept: |count| {
        format!("One of {count}: the first connection chooses, those after it keep it:")
    },
    found: |addresses| format!("Found: {addresses}."),
    sticky: |seconds| {
        format!(
            "Session affinity keeps this client with its Pod until {seconds} seconds pass without a connection."
        )
    },
    forgotten: |pause, seconds| {
        format!(
            "Session affinity forgets a client after {seconds} seconds without a connection. A pause of {pause} seconds is longer, so each connection chooses anew."
        )
    },
    no_host: "Type a name or an address, such as web or 10.96.0.101:80.",
    bad_port: "The port has to be a number from 1 to 65535.",
    no_client: "The chosen client is no longer in the manifest.",
};

pub(super) fn step(step: &Step, client: Client) -> String {
    match step {
        Step::LookUp(found) => {
            let asked = found
                .tried
                .last()
                .map(|tried| tried.name.to_string())
                .unwrap_or_default();
            let before = match found.tried.len() {
                0 | 1 => String::new(),
                tries => format!(" (try {tries} along the search domains)"),
            };
            match &found.answer {
                Answer::Addresses { addresses, .. } => {
                    let addresses = addresses
                        .iter()
                        .map(ToString::to_string)
                        .collect::<Vec<_>>()
                        .join(", ");
                    format!("DNS: {asked} is {addresses}{before}.")
                }
                Answer::Outside {
                    name,
                    through: Some(service),
                } => {
                    format!("DNS: {service} is a CNAME for {name}{before}.")
                }
                Answer::Outside {
                    name,
                    through: None,
                } => {
                    format!(
                        "DNS: no name of the cluster fits, so the question for {name} goes on to the DNS outside."
                    )
                }
                Answer::NotFound => format!("DNS: {asked} does not exist{before}."),
            }
        }
        Step::OtherDns { name } => match client {
            Client::Node(_) => {
                format!("A node does not ask the cluster DNS, so {name} is looked up elsewhere.")
            }
            _ => format!(
                "Outside the cluster nobody asks its DNS, so {name} is looked up elsewhere."
            ),
        },
        Step::Node {
            node,
            source,
            destination,
            port,
        } => {
            format!(
                "{node}: kube-proxy sees a new connection from {source} to {destination} port {port}."
            )
        }
        Step::Service { service, entry, .. } => match entry {
            Entry::ClusterIp => format!("That is the ClusterIP of Service {service}."),
            Entry::ExternalIp => format!("That is an external IP of Service {service}."),
            Entry::LoadBalancer => {
                format!("That is the load balancer address of Service {service}.")
            }
            Entry::NodePort => format!("That is the node port of Service {service}."),
            Entry::HealthCheck => format!("That is the health-check port of Service {service}."),
        },
        Step::Choose {
            policy,
            short_circuit,
            topology,
            condition,
            candidates,
        } => {
            let state = match condition {
                Condition::Ready => "ready",
                Condition::ServingTerminating => "terminating but still serving (nothing is ready)",
            };
            let place = match (policy, topology) {
                (TrafficPolicy::Local, _) => " on this node (traffic policy Local)",
                (_, Topology::SameZone) => " hinted for this zone",
                (_, Topology::SameNode) => " hinted for this node",
                (TrafficPolicy::Cluster, Topology::Everywhere) => "",
            };
            let anyway = match short_circuit {
                Some(ShortCircuit::Pod) => {
                    " Policy Local does not bind a Pod of the cluster, which could have reached any node."
                }
                Some(ShortCircuit::Node) => " Policy Local does not bind the node itself.",
                None => "",
            };
            let noun = if *candidates == 1 {
                "endpoint"
            } else {
                "endpoints"
            };
            format!("It has {candidates} {noun} to choose from: {state}{place}.{anyway}")
        }
        Step::Direct => {
            "No Service has this address, so nothing is translated: it goes there as it stands."
                .to_owned()
        }
    }
}

pub(super) fn masquerade(why: Masquerade, source: &str) -> String {
    let why = match why {
        Masquerade::NotFromPod => "the client is no Pod",
        Masquerade::External => {
            "so that the answer comes back through this node (externalTrafficPolicy Cluster)"
        }
        Masquerade::FromNode => "the node itself is the client",
        Masquerade::Hairpin => "the Pod reached itself through the Service",
    };
    format!("It sees {source}, the node's address: {why}.")
}

pub(super) const fn symptom(symptom: Symptom) -> &'static str {
    match symptom {
        Symptom::NameNotFound => "NXDOMAIN",
        Symptom::NoAddress => "no address",
        Symptom::Refused => "connection refused",
        Symptom::TimedOut => "time-out",
        Symptom::OutOfSight => "leaves the cluster",
    }
}

pub(super) fn death(death: &Death) -> Sentence {
    match death {
        Death::NameNotFound(name) => Sentence::new(
            format!("NXDOMAIN: nobody knows the name {name}."),
            "In the cluster a Service is name, name.namespace or name.namespace.svc.cluster.local; outside, these names do not exist.",
        ),
        Death::LeavesCluster {
            name,
            through: Some(service),
        } => Sentence::new(
            format!("{name} is outside the cluster; the playground does not follow it there."),
            format!(
                "{service} only says to look up that name. No Service address and no kube-proxy are involved."
            ),
        ),
        Death::LeavesCluster {
            name,
            through: None,
        } => Sentence::new(
            format!(
                "{name} is no name of this cluster; the playground does not follow it outside."
            ),
            "The DNS outside decides whether it exists.",
        ),
        Death::NoAddress(name) => Sentence::new(
            format!("{name} exists, but has no address."),
            "It has only records of other types.",
        ),
        Death::NoEndpoints(service) => Sentence::new(
            format!("Connection refused: Service {service} has no endpoint to send this to."),
            "kube-proxy refuses at once. The problems and the panel of endpoints say why there is none.",
        ),
        Death::Dropped(DropReason::NoLocalEndpoints) => Sentence::new(
            "Time-out: traffic policy Local, and no ready endpoint on this node.",
            "The packet is dropped without an answer, although other nodes have endpoints.",
        ),
        Death::Dropped(DropReason::SourceNotAllowed) => Sentence::new(
            "Time-out: loadBalancerSourceRanges does not hold the client's address.",
            "The packet is dropped without an answer.",
        ),
        Death::Dropped(DropReason::Localnet) => Sentence::new(
            "Time-out: the loopback address is not reached from elsewhere.",
            "The packet is dropped without an answer.",
        ),
        Death::PortNotServed {
            service,
            ports: served,
            other_protocol,
        } => Sentence::new(
            if *other_protocol {
                format!("Service {service} has this port, but not for this protocol.")
            } else {
                format!("Service {service} has this address, but not this port.")
            },
            format!(
                "It serves {}. With iptables nothing answers (time-out); with nftables the connection is refused.",
                ports(served)
            ),
        ),
        Death::NobodyThere(address) => Sentence::new(
            format!("Time-out: nothing in this manifest has the address {address}."),
            "A Pod that is gone takes its address with it; that is why clients use a Service.",
        ),
        Death::PodGone { pod, how, .. } => Sentence::new(
            format!(
                "Time-out: no Pod has this IP any more: {pod} had it until {}.",
                match how {
                    Departure::Killed => "it was killed",
                    Departure::ScaledIn => "its workload was scaled in",
                }
            ),
            "A Pod takes its address with it. Some networks say “No route to host” instead of nothing. A client that asks the Service is sent to the Pods that are there.",
        ),
        Death::OnlyInside(address) => Sentence::new(
            format!("Time-out: {address} means something only inside the cluster."),
            "From outside use a node port, a load balancer or an external IP.",
        ),
        Death::NodePortUnused { node, port } => Sentence::new(
            format!("Connection refused: nothing is known to listen on port {port} of {node}."),
            "Node ports are the ones in the column of entry points.",
        ),
        Death::VirtualIp(service) => Sentence::new(
            format!("Time-out: the ClusterIP of Service {service} answers no ping."),
            "It is a virtual IP: no interface has it. It is only a rule on every node that translates the Service's ports, and a ping has no port.",
        ),
    }
}
