//! What the API server refuses, in its own words and order.

mod endpoints;
mod errors;
mod ips;
mod meta;
mod names;
mod service;
mod slice;

use crate::Value;
use crate::field::FieldError;
use errors::Errors;

pub(crate) use ips::{cidr_warnings, ip_warning, parse_sloppy};
pub(crate) use meta::RANDOM_SUFFIX;
pub(crate) use names::dns_label;
pub(crate) use service::{cluster_ip_fields, externally_accessible, needs_health_check};

/// Every mistake in an object of `kind` whose defaults are filled in.
pub(crate) fn validate(kind: &str, object: &Value) -> Vec<FieldError> {
    let mut errors = Errors::default();
    match kind {
        "Service" => service::validate(&mut errors, object),
        "Endpoints" => endpoints::validate(&mut errors, object),
        "EndpointSlice" => slice::validate(&mut errors, object),
        _ => {}
    }
    errors.into_vec()
}
