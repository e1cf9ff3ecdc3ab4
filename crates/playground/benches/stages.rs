//! How long each stage of an analysis takes: `cargo bench --package playground`.
//!
//! Throughput is bytes of the manifest. `analyze` is all that does not depend on a language, freeing what it made included; `layout` is what
//! follows: the sentences, the picture, the places in UTF-16. They are the page's own two measures of these names.

// The macros of criterion make public functions, and the house's lint asks for a doc comment.
#![allow(missing_docs)]

#[path = "../../xtask/src/bench/inputs.rs"]
mod inputs;

use std::hint::black_box;
use std::time::Duration;

use cluster::controllers::{self, Published};
use cluster::lower::Include;
use cluster::manifest::Manifest;
use cluster::overview::{self, Overview};
use cluster::{Cluster, admission, advice, lower, manifest};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use inputs::Size;
use playground::{Environment, Language, Reading};
use syntax::yaml::Budget;

fn resolve(
    manifest: &Manifest,
    replies: &[admission::Reply],
    environment: &Environment,
) -> (Cluster, Published, Overview) {
    let cluster = lower::cluster(manifest, replies, environment, Include::Accepted);
    let published = controllers::reconcile(&cluster);
    let overview = overview::overview(&cluster, &published);
    (cluster, published, overview)
}

fn stages(criterion: &mut Criterion) {
    let environment = Environment::default();
    for size in Size::ALL {
        let text = inputs::text(size);
        let manifest = manifest::read(&text, Budget::default());
        let replies = admission::admit(&manifest, &environment);
        let (cluster, published, overview) = resolve(&manifest, &replies, &environment);
        let scope = advice::Scope {
            manifest: &manifest,
            replies: &replies,
            cluster: &cluster,
            published: &published,
            overview: &overview,
        };
        let reading = Reading::of(&text, &environment);

        let mut bench = |stage: &str, run: &dyn Fn()| {
            let mut group = criterion.benchmark_group(stage);
            group.throughput(Throughput::Bytes(text.len() as u64));
            let name = BenchmarkId::from_parameter(size.name());
            group.bench_function(name, |bencher| bencher.iter(run));
            group.finish();
        };
        bench("read", &|| {
            black_box(manifest::read(&text, Budget::default()));
        });
        bench("admit", &|| {
            black_box(admission::admit(&manifest, &environment));
        });
        bench("resolve", &|| {
            black_box(resolve(&manifest, &replies, &environment));
        });
        bench("advise", &|| {
            black_box(advice::advise(scope));
        });
        bench("analyze", &|| {
            black_box(Reading::of(&text, &environment));
        });
        bench("layout", &|| {
            black_box(reading.analysis(Language::English));
        });
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1));
    targets = stages
}
criterion_main!(benches);
