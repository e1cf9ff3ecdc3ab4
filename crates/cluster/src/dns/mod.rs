//! What the cluster DNS answers, as the Kubernetes DNS-based service discovery specification (1.1.0) has it.
//!
//! [`Zone::of`] holds every record; [`Zone::look_up`] asks for a name as a Pod's resolver does, search domains and all.

mod lookup;
mod zone;

pub use lookup::{Answer, LookUp, Tried};
pub use zone::{Data, Record, Zone, service_of};

/// The cluster's domain.
pub const DOMAIN: &str = "cluster.local";
