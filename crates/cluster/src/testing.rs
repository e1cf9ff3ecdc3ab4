//! What tests share: clusters from YAML, without the API server in between.

use syntax::yaml::Budget;

use crate::admission::Reply;
use crate::manifest::{self, Manifest};
use crate::{Cluster, Environment, lower};

/// The replies of a server that takes everything as it is written, fills in nothing and gives out nothing.
pub(crate) fn accept_all(manifest: &Manifest) -> Vec<Reply> {
    manifest
        .objects
        .iter()
        .map(|_| Reply::accepted(None))
        .collect()
}

/// The objects of `text` as they are written.
pub(crate) fn cluster(text: &str) -> Cluster {
    cluster_in(&Environment::default(), text)
}

/// The objects of `text` as they are written, in `environment`.
pub(crate) fn cluster_in(environment: &Environment, text: &str) -> Cluster {
    let manifest = manifest::read(text, Budget::default());
    let replies = accept_all(&manifest);
    lower::cluster(&manifest, &replies, environment, lower::Include::Accepted)
}
