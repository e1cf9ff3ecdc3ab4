//! Every name that the cluster DNS answers for, by Service.

use std::collections::{BTreeMap, BTreeSet};

use cluster::api::ObjectName;
use cluster::dns::{Data, Zone, service_of};
use serde::{Deserialize, Serialize};
use words::{Language, PanelWords, SceneWords};

use crate::reading::World;

/// More records of one Service than this are only counted.
const SHOWN: usize = 300;
/// The search domains of more namespaces than this say nothing new.
const NAMESPACES: usize = 3;

/// The panel "DNS".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DnsTable {
    /// How names are found: a sentence for each of the first namespaces, and one for addresses.
    pub search: Vec<String>,
    /// The Services, in document order.
    pub groups: Vec<DnsGroup>,
}

/// The names of one Service.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DnsGroup {
    /// The Service.
    pub title: String,
    /// Its short names.
    pub short: String,
    /// The records.
    pub records: Vec<DnsRecord>,
    /// What is left out, or why there are none.
    pub note: Option<String>,
}

/// One record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DnsRecord {
    /// The name, fully qualified.
    pub name: String,
    /// `A`, `AAAA`, `CNAME`, `SRV`, `PTR`.
    pub kind: String,
    /// What it leads to.
    pub value: String,
}

pub(super) fn table(world: &World, language: Language) -> DnsTable {
    let words = PanelWords::of(language);
    let zone = Zone::of(&world.cluster, &world.published);
    let mut by_service: BTreeMap<ObjectName, Vec<DnsRecord>> = BTreeMap::new();
    for record in zone.records() {
        let (value, host) = match record.data {
            Data::Address(address) => (address.to_string(), record.name),
            Data::Cname(name) => (name.to_string(), record.name),
            Data::Srv { port, target } => ((words.srv)(*port, target), record.name),
            // The name of an address belongs to the Service that it leads to.
            Data::Ptr(name) => (name.to_string(), name),
        };
        if let Some(service) = service_of(host) {
            by_service.entry(service).or_default().push(DnsRecord {
                name: record.name.to_string(),
                kind: record.data.kind().to_owned(),
                value,
            });
        }
    }
    let mut names = BTreeSet::new();
    let own = world
        .cluster
        .services
        .iter()
        .filter(|service| !service.meta.name.is_empty())
        .map(|service| service.meta.object_name());
    let api = ObjectName {
        namespace: "default".into(),
        name: "kubernetes".into(),
    };
    let groups = own
        .chain([api])
        .filter(|name| names.insert(name.clone()))
        .map(|name| {
            let records = by_service.remove(&name).unwrap_or_default();
            group(words, language, &name, records)
        })
        .collect();
    let namespaces: BTreeSet<&str> = world
        .cluster
        .services
        .iter()
        .map(|service| &*service.meta.namespace)
        .collect();
    DnsTable {
        search: namespaces
            .into_iter()
            .take(NAMESPACES)
            .map(words.search)
            .chain([words.reverse.to_owned()])
            .collect(),
        groups,
    }
}

fn group(
    words: &PanelWords,
    language: Language,
    service: &ObjectName,
    mut records: Vec<DnsRecord>,
) -> DnsGroup {
    // The Service's own addresses first, the names of addresses last.
    let rank = |record: &DnsRecord| (record.kind == "PTR", record.name.starts_with('_'));
    records.sort_by_cached_key(rank);
    let left = records.len().saturating_sub(SHOWN);
    records.truncate(SHOWN);
    DnsGroup {
        title: (SceneWords::of(language).service)(&service.to_string()),
        short: (words.short_forms)(&service.name, &service.namespace),
        note: match (records.is_empty(), left) {
            (true, _) => Some(words.no_records.to_owned()),
            (false, 0) => None,
            (false, left) => Some((words.more_records)(left)),
        },
        records,
    }
}
