use cluster::why::{Finding, NoLadder, Reach, Readiness, Rules, Rung};

use super::{Fit, fit, list, phase};
use crate::Sentence;

pub(super) fn rung(rung: &Rung) -> Sentence {
    let (title, text) = match rung {
        Rung::Refused => (
            "Accepted".to_owned(),
            "The API server refuses this Pod, so it does not exist. The list of problems says why."
                .to_owned(),
        ),
        Rung::Namespace { wanted, found } if wanted == found => (
            "Namespace".to_owned(),
            format!("Service and Pod are both in {wanted}."),
        ),
        Rung::Namespace { wanted, found } => (
            "Namespace".to_owned(),
            format!("The Service is in {wanted} and selects only there; the Pod is in {found}."),
        ),
        Rung::Label { key, wanted, found } => (
            format!("Label {key}"),
            match found {
                Some(found) if found == wanted => {
                    format!("The selector wants {key}={wanted}, and the Pod has it.")
                }
                Some(found) => {
                    format!("The selector wants {key}={wanted}; the Pod has {key}={found}.")
                }
                None => format!("The selector wants {key}={wanted}; the Pod has no label {key}."),
            },
        ),
        Rung::Number { port, declared } => (
            "Port".to_owned(),
            if declared.is_empty() {
                format!(
                    "targetPort is {port}. No container declares it, and a number needs no declaration: what counts is that something listens there."
                )
            } else {
                format!("targetPort is {port}, which a container declares.")
            },
        ),
        Rung::Name {
            name,
            found,
            offered,
        } => (
            "Port".to_owned(),
            match found {
                Some(port) => format!("targetPort is the name {name}, which is {port} in this Pod."),
                None if offered.is_empty() => {
                    format!("targetPort is the name {name}; no port of the Pod has a name.")
                }
                None => format!(
                    "targetPort is the name {name}; the Pod's ports are named {}.",
                    list(offered)
                ),
            },
        ),
        Rung::Protocol {
            wanted,
            found,
            must,
        } => (
            "Protocol".to_owned(),
            match fit(*wanted, found, *must) {
                Fit::Same => format!("Service port and container port are both {wanted}."),
                Fit::Undeclared => {
                    format!("The Service port is {wanted}; the Pod declares nothing against it.")
                }
                Fit::Harmless => format!(
                    "The Service port is {wanted}; a container declares the number for {}, which hinders nothing.",
                    list(found)
                ),
                Fit::Useless => format!(
                    "The Service port is {wanted}; the Pod's port of that name is {}, so it does not count.",
                    list(found)
                ),
            },
        ),
        Rung::Phase(it) if rung.holds() => {
            ("Phase".to_owned(), format!("The Pod's phase is {}.", phase(*it)))
        }
        Rung::Phase(it) => (
            "Phase".to_owned(),
            format!(
                "The Pod's phase is {}: a Pod that has ended gets no endpoint.",
                phase(*it)
            ),
        ),
        Rung::Address { wanted, found } => (
            "Address".to_owned(),
            match (found.is_empty(), rung.holds()) {
                (_, true) => format!("The Service wants {}; the Pod has {}.", list(wanted), list(found)),
                (true, false) => "The Pod has no address yet.".to_owned(),
                (false, false) => format!(
                    "The Service wants {}; the Pod has only {}.",
                    list(wanted),
                    list(found)
                ),
            },
        ),
        Rung::Slice(slice) => (
            "EndpointSlice".to_owned(),
            match slice {
                Some(name) => format!("EndpointSlice {name} lists the Pod."),
                None => "No EndpointSlice lists the Pod at this port: its node is not known.".to_owned(),
            },
        ),
        Rung::Ready(readiness) => (
            "Readiness".to_owned(),
            match readiness {
                Readiness::Ready => "The Pod is ready.",
                Readiness::Published => {
                    "The Pod is not ready, and publishNotReadyAddresses says not to mind."
                }
                Readiness::StandsIn => {
                    "The Pod is terminating. It still serves, and as nothing else is ready it gets the requests."
                }
                Readiness::Terminating => "The Pod is terminating: it gets no new requests.",
                Readiness::NotReady => {
                    "The Pod is not ready: it is listed, but gets no requests."
                }
            }
            .to_owned(),
        ),
        Rung::Reach(reach) => (
            "Reached".to_owned(),
            match reach {
                Reach::Everywhere => "Clients on every node get here.".to_owned(),
                Reach::ByName => {
                    "There is no virtual IP: the Service's name has this Pod's address.".to_owned()
                }
                Reach::Local(nodes) if nodes.is_empty() => {
                    "internalTrafficPolicy is Local, and no client's node has this Pod.".to_owned()
                }
                Reach::Local(nodes) => format!(
                    "internalTrafficPolicy is Local: only clients on {} get here.",
                    list(nodes)
                ),
                Reach::Hinted(nodes) if nodes.is_empty() => {
                    "The ClusterIP leads here from no node.".to_owned()
                }
                Reach::Hinted(nodes) => format!(
                    "Hints of trafficDistribution: only clients on {} get here.",
                    list(nodes)
                ),
            },
        ),
    };
    Sentence::new(title, text)
}

pub(super) fn check(finding: &Finding) -> Sentence {
    let counted = |number: usize, noun: &str| {
        format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
    };
    let (question, answer) = match finding {
        Finding::Exists(true) => ("Does the Service exist?", "Yes: the API server takes it.".to_owned()),
        Finding::Exists(false) => (
            "Does the Service exist?",
            "No: the API server refuses it, so there is nothing more to ask. The list of problems says why.".to_owned(),
        ),
        Finding::Name { addresses, alias, name } => (
            "Does DNS know its name?",
            match alias {
                Some(alias) => format!("Yes: it stands for {alias}."),
                None if addresses.is_empty() => format!("No address for {name}."),
                None => format!("Yes: {}.", some(addresses)),
            },
        ),
        Finding::ClusterIp(addresses) => (
            "Does it have a ClusterIP?",
            if addresses.is_empty() {
                "No, and it is not meant to.".to_owned()
            } else {
                format!("Yes: {}.", list(addresses))
            },
        ),
        Finding::Selector(count) => (
            "Does its selector match Pods?",
            match count {
                None => "It has no selector.".to_owned(),
                Some(0) => "No Pod in its namespace has all the labels.".to_owned(),
                Some(count) => format!("Yes: {}.", counted(*count, "Pod")),
            },
        ),
        Finding::Endpoints { endpoints: 0, .. } => {
            ("Does it have endpoints?", "None at this port.".to_owned())
        }
        Finding::Endpoints { endpoints, slices } => (
            "Does it have endpoints?",
            format!(
                "Yes: {} in {}, ready or not.",
                match endpoints {
                    1 => "1 address".to_owned(),
                    several => format!("{several} addresses"),
                },
                counted(*slices, "EndpointSlice")
            ),
        ),
        Finding::Ports { of: 0, .. } => ("Does targetPort fit the Pods?", "There is no Pod to look at.".to_owned()),
        Finding::Ports { target, found, of, declared } => (
            "Does targetPort fit the Pods?",
            match (found, declared) {
                (0, _) => format!("No Pod has a port {target} of this protocol."),
                (_, 0) => format!("{target} is a number, which no Pod declares: it works if something listens there."),
                _ => format!("{target} leads to a port of {found} of {}.", counted(*of, "Pod")),
            },
        ),
        Finding::Ready { of: 0, .. } => ("Are the Pods ready?", "There is no Pod to look at.".to_owned()),
        Finding::Ready { ready, of } => (
            "Are the Pods ready?",
            format!("{ready} of {} can get requests.", counted(*of, "Pod")),
        ),
        Finding::Rules { node, rules } => (
            "Does kube-proxy write its rules?",
            match rules {
                Rules::Choose(count) => format!("On {node} a connection goes to one of {}.", counted(*count, "endpoint")),
                Rules::Reject => format!("On {node} connections are refused: there is no endpoint to send them to."),
                Rules::Drop => format!("On {node} connections are dropped: with policy Local it has no endpoint of its own."),
                Rules::Missing => format!("On {node} there is no rule for it."),
            },
        ),
    };
    Sentence::new(question, answer)
}

/// The first addresses and how many more there are.
fn some(addresses: &[std::net::IpAddr]) -> String {
    const SHOWN: usize = 4;
    let shown = list(addresses.iter().take(SHOWN));
    match addresses.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

pub(super) const fn no_ladder(why: NoLadder) -> &'static str {
    match why {
        NoLadder::Refused => "The API server refuses this Service, so no Pod stands behind it.",
        NoLadder::ExternalName => {
            "This Service is a name for another name. No Pod stands behind it, and kube-proxy leaves it alone."
        }
        NoLadder::NoSelector => {
            "This Service has no selector, so no Pod is chosen. Its endpoints are the ones that somebody writes."
        }
    }
}
