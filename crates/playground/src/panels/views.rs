//! What commands would print of what the cluster holds.

use cluster::admission::Reply;
use cluster::api::{EndpointSlice, Endpoints};
use cluster::controllers::Published;
use cluster::manifest::Manifest;
use cluster::{Value, kubectl, lower, yaml_out};

use serde::{Deserialize, Serialize};

/// Text as a command would print it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// The command that prints it.
    pub command: String,
    /// What it prints.
    pub text: String,
}

/// What stands in the column AGE: the playground has no clock, and says so.
const AGE: &str = "<age>";

/// The Services that the API server holds, but for the `left_out` last: nothing is known of their endpoints.
pub(crate) fn services(manifest: &Manifest, replies: &[Reply], left_out: usize) -> Vec<Value> {
    let objects = manifest.objects.iter().zip(replies);
    let mut services: Vec<Value> = objects
        .filter_map(|(source, reply)| lower::stored_service(source, reply))
        .collect();
    services.truncate(services.len().saturating_sub(left_out));
    services
}

/// What kubectl prints.
pub(super) fn kubectl(services: &[Value], published: &Published) -> Vec<View> {
    kubectl::views(services, published, AGE)
        .into_iter()
        .map(|view| View {
            command: view.command,
            text: view.text,
        })
        .collect()
}

/// What the controllers write.
pub(super) fn endpoints(published: &Published) -> Vec<View> {
    let endpoints = published.endpoints.iter().map(Endpoints::to_value);
    let slices = published.slices.iter().map(EndpointSlice::to_value);
    [
        yaml("kubectl get endpoints -A -o yaml", endpoints),
        yaml("kubectl get endpointslices -A -o yaml", slices),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Objects as YAML documents; nothing for none.
fn yaml(command: &str, objects: impl Iterator<Item = Value>) -> Option<View> {
    let documents: Vec<String> = objects.map(|object| yaml_out::document(&object)).collect();
    (!documents.is_empty()).then(|| View {
        command: command.to_owned(),
        text: documents.join("---\n"),
    })
}
