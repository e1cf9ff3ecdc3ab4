//! What the rules find, as data; crate `words` says it.

use crate::Str;
use crate::api::{Labels, ObjectName, Protocol};
use crate::overview::LabelDifference;

/// What was found, a variant a rule.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// A selector matches no Pod.
    SelectorMatchesNothing {
        /// The Service.
        service: ObjectName,
        /// Its selector.
        selector: Labels,
        /// The Pod that fails it by the least, and by what.
        nearest: Option<(ObjectName, Vec<LabelDifference>)>,
        /// That Pod's labels fit, but it is in another namespace.
        other_namespace: bool,
    },
    /// Selectors, and no Pods nor anything that makes them in the whole text.
    NoPodsInText {
        /// The first Service that selects.
        service: ObjectName,
        /// How many others do.
        others: usize,
    },
    /// No selected Pod, or not every one, has the port that a `targetPort` names.
    NamedPortMissing {
        /// The Service.
        service: ObjectName,
        /// The name that it looks for.
        name: Str,
        /// With which protocol.
        protocol: Protocol,
        /// The selected Pods that lack it.
        lacking: Vec<ObjectName>,
        /// With which other protocol one of them has a port of that name.
        other_protocol: Option<Protocol>,
        /// How many Pods are selected.
        selected: usize,
        /// Ports that the Pods have: name, number.
        offered: Vec<(Str, u16)>,
    },
    /// Pods are selected and none is ready.
    NothingReady {
        /// The Service.
        service: ObjectName,
        /// How many Pods are selected.
        selected: usize,
    },
    /// Endpoints whose name is no Service's.
    EndpointsWithoutService {
        /// The Endpoints.
        endpoints: ObjectName,
        /// A Service whose name is alike.
        alike: Option<ObjectName>,
    },
    /// An EndpointSlice that belongs to no Service.
    SliceWithoutService {
        /// The slice.
        slice: ObjectName,
        /// The Service that its label names, if it has one.
        wanted: Option<Str>,
        /// The Service that is probably meant.
        alike: Option<ObjectName>,
    },
    /// Endpoints are there, and none for this Service port.
    EndpointsPortNameDiffers {
        /// The Service.
        service: ObjectName,
        /// The Service port's name.
        wanted: Str,
        /// The names that the Endpoints' ports have.
        found: Vec<Str>,
    },
    /// `externalName` is an IP address.
    ExternalNameIsAddress {
        /// The Service.
        service: ObjectName,
        /// The address.
        address: Str,
    },
    /// A numeric `targetPort` that differs from the only port that the Pods declare.
    TargetPortUndeclared {
        /// The Service.
        service: ObjectName,
        /// The number that it forwards to.
        target: u16,
        /// The only one that is declared.
        declared: u16,
    },
    /// A workload has the labels that a Service selects, and its Pods do not.
    TemplateLabelsMissing {
        /// The Service.
        service: ObjectName,
        /// The workload.
        workload: ObjectName,
        /// The labels that its template lacks.
        missing: Labels,
    },
    /// Endpoints written by hand for a Service that selects Pods.
    EndpointsBesideSelector {
        /// The Service.
        service: ObjectName,
    },
    /// A selector over Pods that call themselves different applications.
    SelectorTooWide {
        /// The Service.
        service: ObjectName,
        /// The label by which they call themselves.
        key: Str,
        /// What they call themselves.
        applications: Vec<Str>,
    },
    /// HTTP through an ExternalName.
    ExternalNameOverHttp {
        /// The Service.
        service: ObjectName,
        /// The name that it stands for.
        name: Str,
    },
    /// A headless Service whose port is not its target port.
    HeadlessPortDiffers {
        /// The Service.
        service: ObjectName,
        /// Its port, which nothing translates.
        port: u16,
        /// Its target port, which clients must address.
        target: u16,
    },
    /// A load balancer without an address.
    LoadBalancerPending {
        /// The Service.
        service: ObjectName,
    },
    /// A `Local` policy, and nodes without a ready endpoint.
    LocalPolicyWithoutPod {
        /// The Service.
        service: ObjectName,
        /// Which of the two policies.
        field: &'static str,
        /// The nodes that have none.
        nodes: Vec<Str>,
    },
    /// Affinity by an address that is not the client's.
    AffinityBehindSnat {
        /// The Service.
        service: ObjectName,
    },
    /// Two Services that lead to the same Pods by the same ports.
    SameSelectorAndPort {
        /// The later one.
        service: ObjectName,
        /// The earlier one.
        other: ObjectName,
        /// The first of their ports.
        port: u16,
    },
    /// A protocol that keeps its connection, and with it its Pod.
    LongConnections {
        /// The Service.
        service: ObjectName,
        /// The port.
        port: u16,
        /// How many other ports of the text speak such a protocol too.
        others: usize,
    },
    /// Namespaces that the text uses and nobody describes.
    NamespaceAssumed {
        /// Their names, in the order of the text.
        namespaces: Vec<Str>,
    },
    /// A numeric `targetPort` that the Pods declare with another protocol.
    TargetPortProtocol {
        /// The Service.
        service: ObjectName,
        /// The number.
        target: u16,
        /// The Service port's protocol.
        protocol: Protocol,
        /// The Pods'.
        declared: Protocol,
    },
    /// An unnamed container port that a Service uses by number, beside a named one that it uses by name.
    UnnamedContainerPort {
        /// The Service.
        service: ObjectName,
        /// The unnamed port.
        number: u16,
        /// The other's name.
        named: Str,
    },
    /// A container is told to listen on a loopback address.
    LoopbackOnly {
        /// The Service that leads to it.
        service: ObjectName,
        /// The address, with its port where one is written.
        address: Str,
    },
    /// `externalName` ends in a dot.
    ExternalNameTrailingDot {
        /// The Service.
        service: ObjectName,
        /// The name without it.
        bare: Str,
    },
    /// An address or node port that a person chose.
    FixedByHand {
        /// The Service.
        service: ObjectName,
        /// `clusterIP` or `nodePort`.
        field: &'static str,
        /// What was chosen.
        value: Str,
        /// How many more of that field are chosen in the text.
        others: usize,
    },
}
