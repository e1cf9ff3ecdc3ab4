//! What the product says to a manifest.

use cluster::admission::{Reply, admit};
use cluster::controllers::{Published, reconcile};
use cluster::lower::{self, Include};
use cluster::manifest::{self, Manifest};
use cluster::{Cluster, Environment, Value};
use serde_json::Value as Json;
use syntax::yaml::Budget;

/// Every answer of the product to one text, in the cluster that the recorded answers come from.
pub(super) struct Product {
    pub(super) environment: Environment,
    pub(super) manifest: Manifest,
    pub(super) replies: Vec<Reply>,
    pub(super) cluster: Cluster,
    pub(super) published: Published,
}

impl Product {
    pub(super) fn of(text: &str) -> Self {
        let environment = Environment::literal();
        let manifest = manifest::read(text, Budget::default());
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

/// The same value as `serde_json` has it.
pub(super) fn json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(value) => Json::from(*value),
        Value::Int(number) => Json::from(*number),
        Value::Float(number) => Json::from(*number),
        Value::String(text) => Json::from(&**text),
        Value::List(items) => items.iter().map(json).collect(),
        Value::Map(map) => {
            let fields = map
                .iter()
                .map(|(key, value)| (key.to_string(), json(value)));
            Json::Object(fields.collect())
        }
    }
}
