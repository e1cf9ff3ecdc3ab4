//! The objects that routing is about, typed, as Kubernetes names their fields.
//!
//! They are made from admitted [`Value`](crate::Value)s and carry no spans: a [`FieldPath`](crate::field::FieldPath) and the
//! object's [`Source`](crate::manifest::Source) find the text. Only fields that the playground reasons about are here; the
//! whole object stays in its `Value`.

mod endpoints;
mod meta;
mod pod;
mod service;
mod to_value;
mod workload;

pub use endpoints::{
    AddressType, EndpointAddress, EndpointConditions, EndpointPort, EndpointSlice, EndpointSubset,
    Endpoints, Hints, ObjectReference, SliceEndpoint,
};
pub use meta::{Labels, ObjectMeta, ObjectName};
pub use pod::{Container, ContainerPort, Controller, Pod, PodPhase, ProbeKind};
pub use service::{
    IpFamily, IpFamilyPolicy, LoadBalancerIngress, Protocol, Service, ServicePort, ServiceType,
    SessionAffinity, TargetPort, TrafficDistribution, TrafficPolicy,
};
pub use workload::{PodTemplate, Workload, WorkloadKind};
