//! What a real Kubernetes answered, as far as kube-proxy is concerned: the Services and slices it saw, and the connections that were
//! tried. Read from the recorded answers where they lie beside the repository; without them the tests that need
//! them have nothing to compare.

use std::net::IpAddr;
use std::path::Path;

use serde_json::Value as Json;

use crate::api::Protocol;
use crate::proxy::{Network, Packet, World};
use crate::{Cluster, testing};

/// One recorded answer.
pub(super) struct Answer {
    pub(super) name: String,
    cluster: Cluster,
    json: Json,
}

/// Every answer that has rules.
pub(super) fn answers() -> Vec<Answer> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance");
    let sets = ["seed", "admission", "clusters"].map(|set| root.join(set).join("answers"));
    let files = sets
        .iter()
        .filter_map(|set| std::fs::read_dir(set).ok())
        .flatten()
        .flatten();
    let mut answers: Vec<Answer> = files.filter_map(|file| answer(&file.path())).collect();
    answers.sort_by(|one, other| one.name.cmp(&other.name));
    answers
}

fn answer(path: &Path) -> Option<Answer> {
    let json: Json = serde_json::from_slice(&std::fs::read(path).ok()?).ok()?;
    json.get("kube_proxy_iptables")?;
    let objects: Vec<String> = ["services", "endpointSlices"]
        .iter()
        .filter_map(|key| json.get(key)?.as_array())
        .flatten()
        .map(Json::to_string)
        .collect();
    Some(Answer {
        name: path.file_stem()?.to_string_lossy().into_owned(),
        cluster: testing::cluster(&objects.join("\n---\n")),
        json,
    })
}

impl Answer {
    /// The recorded world.
    pub(super) fn world(&self) -> World<'_> {
        World {
            services: &self.cluster.services,
            slices: &self.cluster.slices,
            network: Network::default(),
        }
    }

    /// The recorded routes.
    pub(super) fn routes(&self) -> &[Json] {
        self.json
            .get("routes")
            .and_then(Json::as_array)
            .map_or(&[], Vec::as_slice)
    }
}

/// The packet of a recorded route.
pub(super) fn packet(route: &Json) -> Option<Packet> {
    let address = |key: &str| route.get(key)?.as_str()?.parse::<IpAddr>().ok();
    Some(Packet {
        source: address("source")?,
        destination: address("to")?,
        port: route.get("port")?.as_u64()?.try_into().ok()?,
        protocol: Protocol::from_word(route.get("protocol")?.as_str()?)?,
    })
}
