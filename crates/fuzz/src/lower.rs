//! From a text to what a cluster would make of it: every object is answered, and what is said about it stands in the text.

use cluster::admission::{self, Verdict};
use cluster::advice::{self, Scope};
use cluster::api::{EndpointSlice, Endpoints};
use cluster::field::FieldPath;
use cluster::lower::{self, Include};
use cluster::manifest::{self, Manifest, Part, Source};
use cluster::overlay::{self, Act, Overlay};
use cluster::{Cluster, Environment, controllers, mishap, overview, yaml_out};
use syntax::yaml::Budget;

use crate::input::Input;
use crate::yaml::stands;

/// The longest text.
const LONGEST: usize = 16 << 10;

pub(crate) fn run(data: &[u8]) {
    let input = Input::of(data);
    let text = input.text(LONGEST);
    let acts: Overlay = input.script().flat_map(str::parse::<Act>).collect();
    let manifest = manifest::read(&text, Budget::default());
    for environment in [Environment::default(), Environment::literal()] {
        read(&text, &manifest, &environment, &acts);
    }
    for mishap in mishap::mishaps(&text, &manifest) {
        stands(mishap.edit.span, &text);
    }
}

fn read(text: &str, manifest: &Manifest, environment: &Environment, acts: &Overlay) {
    let replies = admission::admit(manifest, environment);
    assert_eq!(manifest.objects.len(), replies.len());
    for (source, reply) in manifest.objects.iter().zip(&replies) {
        let accepted = reply.verdict == Verdict::Accepted;
        assert_eq!(accepted, reply.message.is_empty(), "{}", reply.message);
        for error in &reply.decoding {
            stands(error.span, text);
            located(source, &error.field, text);
        }
        for cause in &reply.causes {
            located(source, &cause.field, text);
        }
    }
    let output = admission::create_output(manifest, environment, "f.yaml");
    assert!(output.is_empty() || output.ends_with('\n'));
    for include in [Include::Accepted, Include::Everything] {
        let lowered = lower::cluster(manifest, &replies, environment, include);
        let cluster = overlay::apply(&lowered, acts);
        for cluster in [&lowered, &cluster] {
            let published = controllers::reconcile(cluster);
            let overview = overview::overview(cluster, &published);
            let scope = Scope {
                manifest,
                replies: &replies,
                cluster,
                published: &published,
                overview: &overview,
            };
            advice::advise(scope);
            for value in published.endpoints.iter().map(Endpoints::to_value) {
                yaml_out::document(&value);
            }
            for value in published.slices.iter().map(EndpointSlice::to_value) {
                yaml_out::document(&value);
            }
            counted(cluster);
        }
    }
}

fn located(source: &Source, field: &FieldPath, text: &str) {
    for part in [Part::Key, Part::Value, Part::Whole] {
        stands(source.locate(field, part), text);
    }
}

/// However many replicas somebody wants: 20,000, and so many more for those that an act makes.
fn counted(cluster: &Cluster) {
    let pods = cluster.pods.len();
    assert!(pods <= 60_000, "{pods} Pods");
}
