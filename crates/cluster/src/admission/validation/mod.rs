//! What the API server refuses, in its own words and order.

mod container;
mod dns;
mod endpoints;
mod env;
mod errors;
mod ips;
mod meta;
mod names;
mod pod;
mod probe;
mod resources;
mod scheduling;
mod security;
mod service;
mod slice;
mod storage;
mod volume;
mod workload;

use crate::Value;
use crate::field::FieldError;
use errors::Errors;

pub(crate) use ips::{cidr_warnings, ip_warning, parse_sloppy};
pub(crate) use meta::{RANDOM_SUFFIX, name_of};
pub(crate) use names::dns_label;
pub(crate) use service::{cluster_ip_fields, externally_accessible, needs_health_check};

/// Every mistake in an object of `kind` whose defaults are filled in.
pub(crate) fn validate(kind: &str, object: &Value) -> Vec<FieldError> {
    let mut errors = Errors::default();
    match kind {
        "Service" => service::validate(&mut errors, object),
        "Endpoints" => endpoints::validate(&mut errors, object),
        "EndpointSlice" => slice::validate(&mut errors, object),
        "Pod" => pod::validate(&mut errors, object),
        "Namespace" => meta::namespace(&mut errors, object),
        "Deployment"
        | "ReplicaSet"
        | "StatefulSet"
        | "DaemonSet"
        | "ReplicationController"
        | "Job"
        | "CronJob" => workload::validate(&mut errors, kind, object),
        _ => {}
    }
    errors.into_vec()
}
