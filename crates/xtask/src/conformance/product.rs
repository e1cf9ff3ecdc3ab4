//! What the product says to a manifest.

use cluster::admission::{Reply, admit};
use cluster::controllers::{Published, reconcile};
use cluster::lower::{self, Include};
use cluster::manifest::{self, Manifest};
use cluster::{Cluster, Environment, Value};
use syntax::yaml::{self, Budget, ErrorSource};

/// Every answer of the product to one text, in the cluster that the recorded answers come from.
pub(super) struct Product {
    pub(super) environment: Environment,
    pub(super) manifest: Manifest,
    pub(super) replies: Vec<Reply>,
    pub(super) cluster: Cluster,
    pub(super) published: Published,
}

impl Product {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let environment = Environment::literal();
        let (_, stream) = yaml::read_bytes(bytes, Budget::default());
        let mut manifest = manifest::find(stream);
        keep_recorded(&mut manifest);
        let replies = admit(&manifest, &environment);
        let cluster = lower::cluster(&manifest, &replies, &environment, Include::Accepted);
        let published = reconcile(&cluster);
        Self {
            environment,
            manifest,
            replies,
            cluster,
            published,
        }
    }

    /// The Services that the API server holds.
    pub(super) fn services(&self) -> Vec<Value> {
        self.manifest
            .objects
            .iter()
            .zip(&self.replies)
            .filter_map(|(source, reply)| lower::stored_service(source, reply))
            .collect()
    }
}

/// Drops what no answer tells of. A document that is not YAML counts once, even if it is a List of which some items could be read;
/// one that a bad separator ends is lost, and nothing is read after it, nor after JSON that is broken.
fn keep_recorded(manifest: &mut Manifest) {
    let source = |at: usize| Some(manifest.documents.get(at)?.error.as_ref()?.source);
    let mut last = None;
    let mut ended = false;
    let kept = manifest.objects.iter().map(|object| {
        let first = last.replace(object.document) != Some(object.document);
        let error = source(object.document);
        let lost = matches!(error, Some(ErrorSource::Separator));
        let kept = !ended && !lost && (first || error.is_none());
        ended |= lost || matches!(error, Some(ErrorSource::Json { .. }));
        kept
    });
    let mut kept = kept.collect::<Vec<_>>().into_iter();
    manifest.objects.retain(|_| kept.next().unwrap_or_default());
}
