use crate::api::{EndpointSlice, Endpoints, Pod, Service, Workload};
use crate::environment::NodeInfo;
use crate::overlay::Aftermath;

/// Everything that routing looks at, before the controllers have run.
#[derive(Clone, Debug, Default)]
pub struct Cluster {
    /// Services, in document order.
    pub services: Vec<Service>,
    /// Pods, their own and the workloads', in document order.
    pub pods: Vec<Pod>,
    /// Workloads.
    pub workloads: Vec<Workload>,
    /// Endpoints as written.
    pub endpoints: Vec<Endpoints>,
    /// EndpointSlices as written.
    pub slices: Vec<EndpointSlice>,
    /// The nodes.
    pub nodes: Vec<NodeInfo>,
    /// Pods that workloads want and that were not made: there are too many.
    pub pods_left_out: usize,
    /// Services that are not looked at, from the end: all together have more endpoints than are worked out
    /// ([`affordable`](crate::controllers::affordable)).
    pub services_left_out: usize,
    /// What an overlay has done to it.
    pub aftermath: Aftermath,
}
