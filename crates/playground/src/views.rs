//! What commands would print of what the cluster holds.

use cluster::admission::Reply;
use cluster::api::{EndpointSlice, Endpoints};
use cluster::controllers::Published;
use cluster::manifest::Manifest;
use cluster::{Value, kubectl, lower, yaml_out};

use crate::{Panel, View};

/// What stands in the column AGE: the playground has no clock, and says so.
const AGE: &str = "<age>";

/// The Services that the API server holds.
pub(crate) fn services(manifest: &Manifest, replies: &[Reply]) -> Vec<Value> {
    let objects = manifest.objects.iter().zip(replies);
    objects
        .filter_map(|(source, reply)| lower::stored_service(source, reply))
        .collect()
}

/// The texts of the panels "kubectl" and "Endpoints".
pub(crate) fn views(manifest: &Manifest, replies: &[Reply], published: &Published) -> Vec<View> {
    let services = services(manifest, replies);
    let mut views: Vec<View> = kubectl::views(&services, published, AGE)
        .into_iter()
        .map(|view| View {
            panel: Panel::Kubectl,
            command: view.command,
            text: view.text,
        })
        .collect();
    let endpoints = published.endpoints.iter().map(Endpoints::to_value);
    views.extend(yaml("kubectl get endpoints -A -o yaml", endpoints));
    let slices = published.slices.iter().map(EndpointSlice::to_value);
    views.extend(yaml("kubectl get endpointslices -A -o yaml", slices));
    views
}

/// Objects as YAML documents; nothing for none.
fn yaml(command: &str, objects: impl Iterator<Item = Value>) -> Option<View> {
    let documents: Vec<String> = objects.map(|object| yaml_out::document(&object)).collect();
    (!documents.is_empty()).then(|| View {
        panel: Panel::Endpoints,
        command: command.to_owned(),
        text: documents.join("---\n"),
    })
}
