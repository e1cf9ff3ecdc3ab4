use super::service::{IpFamily, Protocol, Service};
use super::{Labels, ObjectMeta, ObjectName};
use crate::Str;
use crate::manifest::ObjectId;

/// An Endpoints object: written by a person, or by the endpoints controller.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Endpoints {
    /// Which object of the text; none for the controller's.
    pub id: Option<ObjectId>,
    /// The Service whose selector the controller made it for; none for one written by hand.
    pub made_for: Option<ObjectId>,
    /// Name, namespace, labels.
    pub meta: ObjectMeta,
    /// `subsets`.
    pub subsets: Vec<EndpointSubset>,
}

/// Addresses that share ports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EndpointSubset {
    /// Ready ones.
    pub addresses: Vec<EndpointAddress>,
    /// The others.
    pub not_ready_addresses: Vec<EndpointAddress>,
    /// The ports that all of them offer.
    pub ports: Vec<EndpointPort>,
}

/// An address of a subset.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EndpointAddress {
    /// `ip`.
    pub ip: Str,
    /// `hostname`.
    pub hostname: Option<Str>,
    /// `nodeName`.
    pub node: Option<Str>,
    /// `targetRef`.
    pub target: Option<ObjectReference>,
}

/// A port of a subset or a slice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EndpointPort {
    /// `name`, matched with the Service port's.
    pub name: Option<Str>,
    /// `port`; a slice without one means every port.
    pub port: Option<u16>,
    /// `protocol`.
    pub protocol: Protocol,
    /// `appProtocol`.
    pub app_protocol: Option<Str>,
}

/// An EndpointSlice: written by a person, or by the endpointslice or mirroring controller.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EndpointSlice {
    /// Which object of the text; none for the controllers'.
    pub id: Option<ObjectId>,
    /// The Service that a controller made it for; none for one written by hand.
    pub made_for: Option<ObjectId>,
    /// Name, namespace, labels.
    pub meta: ObjectMeta,
    /// `metadata.generateName`, which the controllers set.
    pub generate_name: Option<Str>,
    /// `metadata.ownerReferences`: the Service or Endpoints that the controllers made it for.
    pub owner: Option<ObjectReference>,
    /// `addressType`.
    pub address_type: AddressType,
    /// `endpoints`.
    pub endpoints: Vec<SliceEndpoint>,
    /// `ports`; none is `null`: a Pod lacks the named port.
    pub ports: Option<Vec<EndpointPort>>,
}

impl EndpointSlice {
    /// The Service it belongs to, by its `kubernetes.io/service-name` label.
    pub fn service(&self) -> Option<ObjectName> {
        let name = self.meta.labels.get("kubernetes.io/service-name")?;
        Some(ObjectName {
            namespace: self.meta.namespace.clone(),
            name: name.clone(),
        })
    }

    /// Whether it is a slice of `service`. Those that a controller made know it even where Services share a name or have none.
    pub fn belongs_to(&self, service: &Service) -> bool {
        match self.made_for {
            Some(id) => id == service.id,
            None => self.service() == Some(service.meta.object_name()),
        }
    }
}

/// `addressType` of a slice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressType {
    /// Addresses of a family.
    Ip(IpFamily),
    /// Names, which kube-proxy ignores.
    Fqdn,
}

impl Default for AddressType {
    fn default() -> Self {
        Self::Ip(IpFamily::V4)
    }
}

/// One endpoint of a slice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SliceEndpoint {
    /// `addresses`; kube-proxy uses the first.
    pub addresses: Vec<Str>,
    /// `conditions`.
    pub conditions: EndpointConditions,
    /// `hostname`.
    pub hostname: Option<Str>,
    /// `nodeName`.
    pub node: Option<Str>,
    /// `zone`.
    pub zone: Option<Str>,
    /// `hints`.
    pub hints: Option<Hints>,
    /// `targetRef`.
    pub target: Option<ObjectReference>,
    /// `deprecatedTopology`.
    pub deprecated_topology: Labels,
}

/// `conditions` of an endpoint, as written: none means unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EndpointConditions {
    /// `ready`; unknown counts as true.
    pub ready: Option<bool>,
    /// `serving`; unknown counts as `ready`.
    pub serving: Option<bool>,
    /// `terminating`; unknown counts as false.
    pub terminating: Option<bool>,
}

/// `hints` of an endpoint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// `forZones`.
    pub zones: Vec<Str>,
    /// `forNodes`.
    pub nodes: Vec<Str>,
}

/// A reference to another object.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ObjectReference {
    /// `apiVersion`; empty where it is not set.
    pub api_version: Str,
    /// `kind`.
    pub kind: Str,
    /// `namespace` and `name`.
    pub name: ObjectName,
    /// `uid`, where the text has one.
    pub uid: Option<Str>,
    /// `resourceVersion`, where the text has one.
    pub resource_version: Option<Str>,
    /// `fieldPath`, where the text has one.
    pub field_path: Option<Str>,
}
