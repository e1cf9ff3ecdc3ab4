use cluster::advice::{EvidenceKind, Finding};
use cluster::api::ObjectName;
use cluster::overview::LabelDifference;

use super::{Sentence, some_of, terms};

pub(super) fn finding(finding: &Finding) -> Sentence {
    match finding {
        Finding::SelectorMatchesNothing { service, selector, nearest, other_namespace } => Sentence::new(
            format!("The selector {} of Service {service} matches no Pod.", terms(selector)),
            nearest.as_ref().map_or_else(
                || "A Service without endpoints refuses every connection. Add a Pod with these labels, or correct the selector.".to_owned(),
                |(pod, differences)| nearest_pod(pod, differences, *other_namespace),
            ),
        ),
        Finding::NoPodsInText { service, others } => Sentence::new(
            match others {
                0 => format!("This text has no Pods, so what Service {service} selects cannot be known."),
                _ => format!("This text has no Pods, so what Service {service} and {others} more select cannot be known."),
            },
            "Paste the Pods too, or the Deployment that makes them: kubectl get svc,pods -o yaml prints both.",
        ),
        Finding::NamedPortMissing { service, name, protocol, lacking, other_protocol, selected, offered } => {
            let offered = offered.iter().map(|(name, port)| format!("{name} ({port})")).collect::<Vec<_>>().join(", ");
            let instead = if let Some(other) = other_protocol {
                format!("They have {name} as {other}.")
            } else if offered.is_empty() { "They name no port of that protocol.".to_owned() } else { format!("They have: {offered}.") };
            if lacking.len() == *selected {
                Sentence::new(
                    format!("No Pod behind Service {service} has a {protocol} port named {name}."),
                    format!("Connections to this Service port are refused. {instead}"),
                )
            } else {
                Sentence::new(
                    format!("{} of {selected} Pods behind Service {service} lack a {protocol} port named {name}.", lacking.len()),
                    format!(
                        "They get none of its requests: {}.",
                        some_of(lacking, |rest| format!(" and {rest} more"))
                    ),
                )
            }
        }
        Finding::NothingReady { service, selected } => Sentence::new(
            match selected {
                1 => format!("The only Pod behind Service {service} is not ready."),
                _ => format!("None of the {selected} Pods behind Service {service} is ready."),
            },
            "Requests go to ready Pods only, so every connection is refused. Look at the readiness probe: kubectl describe pod says why it fails.",
        ),
        Finding::EndpointsWithoutService { endpoints, alike } => Sentence::new(
            format!("No Service is called {endpoints}, so nothing uses these Endpoints."),
            alike.as_ref().map_or_else(
                || "Endpoints belong to the Service with the same name in the same namespace.".to_owned(),
                |service| format!("Endpoints belong to the Service with the same name; {service} looks like the one that was meant."),
            ),
        ),
        Finding::SliceWithoutService { slice, wanted, alike } => Sentence::new(
            match wanted {
                Some(wanted) => format!("EndpointSlice {slice} belongs to Service {wanted}, and there is none of that name here."),
                None => format!("EndpointSlice {slice} has no label kubernetes.io/service-name, so no Service uses it."),
            },
            match alike {
                Some(service) => format!("The label kubernetes.io/service-name ties a slice to its Service: {} looks like the one that is meant.", service.name),
                None => "The label kubernetes.io/service-name names the Service, in the same namespace, that a slice belongs to.".to_owned(),
            },
        ),
        Finding::EndpointsPortNameDiffers { service, wanted, found } => Sentence::new(
            format!("The Endpoints of Service {service} have no port {}.", named(wanted)),
            format!(
                "A Service port finds its endpoints by name. Here the Endpoints have: {}.",
                found.iter().map(|name| named(name)).collect::<Vec<_>>().join(", ")
            ),
        ),
        Finding::ExternalNameIsAddress { service, address } => Sentence::new(
            format!("Service {service} has the address {address} as its externalName."),
            "externalName becomes a CNAME record, and that names a host: the address would be looked up as a name and not be found. For an address, leave the selector out and write an EndpointSlice.",
        ),
        Finding::TargetPortUndeclared { service, target, declared } => Sentence::new(
            format!("Service {service} forwards to port {target}, and its Pods declare only {declared}."),
            format!("Declaring a container port is optional, so this may be right. If the program listens on {declared}, connections are refused."),
        ),
        Finding::TemplateLabelsMissing { service, workload, missing } => Sentence::new(
            format!("{workload} has the labels that Service {service} selects, but its Pods do not."),
            format!("A Service selects Pods: put {} under spec.template.metadata.labels.", terms(missing)),
        ),
        Finding::EndpointsBesideSelector { service } => Sentence::new(
            format!("Service {service} has a selector, so the endpoints controller overwrites these Endpoints."),
            "Remove the selector to write Endpoints by hand, or remove the Endpoints to let the selector choose Pods.",
        ),
        Finding::SelectorTooWide { service, key, applications } => Sentence::new(
            format!("The selector of Service {service} catches Pods of several applications: {}.", applications.join(", ")),
            format!("Requests are spread over all of them. If that is not meant, add {key} to the selector."),
        ),
        Finding::ExternalNameOverHttp { service, name } => Sentence::new(
            format!("Clients of Service {service} reach {name}, but their requests still carry the Service's own name."),
            "ExternalName is a CNAME: the Host header and the name in TLS stay as the client wrote them, and many servers refuse those.",
        ),
        Finding::HeadlessPortDiffers { service, port, target } => Sentence::new(
            format!("Service {service} is headless, so nothing translates port {port} to {target}."),
            format!("Its name leads to the Pods' own addresses; clients have to connect to port {target}."),
        ),
        Finding::LoadBalancerPending { service } => Sentence::new(
            format!("Service {service} waits for a load balancer: its EXTERNAL-IP stays <pending> until a controller gives it one."),
            "Kubernetes itself brings no such controller; clouds do, and MetalLB and others elsewhere. Its node ports work already.",
        ),
        Finding::LocalPolicyWithoutPod { service, field, nodes } => Sentence::new(
            format!("With {field}: Local, requests that reach {} find no ready Pod of Service {service} there and are dropped.", nodes.join(", ")),
            if *field == "externalTrafficPolicy" {
                "A load balancer leaves such nodes out by their health check; a client that addresses the node itself waits in vain."
            } else {
                "Pods on such a node cannot reach the Service, although it has ready Pods elsewhere."
            },
        ),
        Finding::AffinityBehindSnat { service } => Sentence::new(
            format!("Service {service} keeps a client with one Pod by the address that the node sees."),
            "Clients behind one load balancer, proxy or NAT share an address and so a Pod.",
        ),
        Finding::SameSelectorAndPort { service, other, port } => Sentence::new(
            format!("Service {service} leads to the same Pods by the same port {port} as Service {other}."),
            "If one is a copy of the other, its selector may still have to be changed.",
        ),
        Finding::LongConnections { service, port, others } => Sentence::new(
            match others {
                0 => format!("Port {port} of Service {service} speaks a protocol that keeps its connection, and with it its Pod."),
                _ => format!("Port {port} of Service {service} and {others} more speak a protocol that keeps its connection, and with it its Pod."),
            },
            "A Pod is chosen once a connection, not once a request. Use a headless Service with balancing in the client, or a proxy that understands the protocol.",
        ),
        Finding::NamespaceAssumed { namespaces } => Sentence::new(
            match namespaces.as_slice() {
                [one] => format!("Namespace {one} is taken to exist."),
                several => format!("Namespaces {} are taken to exist.", several.join(", ")),
            },
            "The text has no such Namespace object. A cluster without it would answer: not found.",
        ),
        Finding::TargetPortProtocol { service, target, protocol, declared } => Sentence::new(
            format!("Service {service} forwards {protocol} to port {target}, and its Pods declare it as {declared}."),
            format!("A declaration opens nothing, so this may be right. If the program speaks {declared} only, it never sees these packets."),
        ),
        Finding::UnnamedContainerPort { service, number, named } => Sentence::new(
            format!("Service {service} uses container port {named} by its name, and port {number} beside it by its number."),
            "The container port has no name. With one, its number could change without touching the Service.",
        ),
        Finding::LoopbackOnly { service, address } => Sentence::new(
            format!("{address} may keep the program to its own Pod, and connections through Service {service} refused."),
            "A loopback address is reached from inside the Pod only, however healthy the endpoints look. If this says where the program listens, make it 0.0.0.0 or ::.",
        ),
        Finding::ExternalNameTrailingDot { service, bare } => Sentence::new(
            format!("The externalName of Service {service} ends in a dot."),
            format!("A CNAME holds a whole name anyway. DNS works with it; what else reads the field may not find {bare} in it."),
        ),
        Finding::FixedByHand { service, field, value, others } => Sentence::new(
            match others {
                0 => format!("The {field} {value} of Service {service} is fixed by hand."),
                _ => format!("The {field} {value} of Service {service} is fixed by hand, and {others} more."),
            },
            "Each is given out once in a cluster; if it is taken, the Service is refused. Leave the field out to get a free one.",
        ),
    }
}

pub(super) fn evidence(what: &EvidenceKind) -> String {
    match what {
        EvidenceKind::Nearest(name) => format!("{name} comes nearest"),
        EvidenceKind::Service(name) => format!("Service {name}"),
        EvidenceKind::Selected(name) => format!("{name} is selected"),
    }
}

fn nearest_pod(pod: &ObjectName, differences: &[LabelDifference], other_namespace: bool) -> String {
    if other_namespace {
        return format!(
            "Pod {pod} has the labels, but a Service selects only in its own namespace."
        );
    }
    let differences = differences
        .iter()
        .map(|difference| match (&difference.found, &difference.alike) {
            (Some(found), _) => format!(
                "{}={found} instead of {}",
                difference.key, difference.wanted
            ),
            (None, Some((key, value))) => format!(
                "{key}={value} instead of {}={}",
                difference.key, difference.wanted
            ),
            (None, None) => format!("no label {}", difference.key),
        })
        .collect::<Vec<_>>()
        .join(", ");
    format!("Pod {pod} comes nearest: it has {differences}.")
}

fn named(name: &str) -> String {
    if name.is_empty() {
        "without a name".to_owned()
    } else {
        format!("named {name}")
    }
}
