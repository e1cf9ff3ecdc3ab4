mod grammar;
mod invariants;
mod trail;

use std::collections::BTreeSet;

use cluster::admission;
use cluster::lower::{self, Include};
use cluster::manifest::{self, Manifest, ObjectId};
use cluster::overview::{self, Overview};
use cluster::{Cluster, Environment, controllers};
use words::Language;

use crate::{Look, Origins, Scene, draw};

/// A text, read as the playground reads it.
struct Reading {
    manifest: Manifest,
    refused: BTreeSet<ObjectId>,
    cluster: Cluster,
    overview: Overview,
}

impl Reading {
    fn of(text: &str) -> Self {
        let manifest = manifest::read(text, syntax::yaml::Budget::default());
        let environment = Environment::default();
        let replies = admission::admit(&manifest, &environment);
        let refused = replies
            .iter()
            .zip(0..)
            .filter(|(reply, _)| reply.is_refused())
            .map(|(_, at)| ObjectId(at))
            .collect();
        let cluster = lower::cluster(&manifest, &replies, &environment, Include::Everything);
        let published = controllers::reconcile(&cluster);
        let overview = overview::overview(&cluster, &published);
        Self {
            manifest,
            refused,
            cluster,
            overview,
        }
    }

    fn origins(&self) -> Origins<'_> {
        Origins {
            sources: &self.manifest.objects,
            refused: &self.refused,
        }
    }

    fn scene(&self, language: Language) -> Scene {
        self.seen(&Look::default(), language)
    }

    fn seen(&self, look: &Look, language: Language) -> Scene {
        draw(
            &self.cluster,
            &self.overview,
            &self.origins(),
            look,
            language,
        )
    }
}

fn scene(text: &str) -> Scene {
    Reading::of(text).scene(Language::English)
}
