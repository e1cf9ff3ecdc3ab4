//! What the controllers write: Endpoints and EndpointSlices.

use crate::Cluster;
use crate::api::{EndpointSlice, Endpoints};

/// The Endpoints and EndpointSlices in force once the controllers have run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Published {
    /// Written by hand or by the endpoints controller.
    pub endpoints: Vec<Endpoints>,
    /// Written by hand, by the endpointslice controller, or mirrored from Endpoints.
    pub slices: Vec<EndpointSlice>,
}

/// Runs the endpoints, endpointslice and endpointslicemirroring controllers to the end.
pub fn reconcile(_cluster: &Cluster) -> Published {
    Published::default()
}
