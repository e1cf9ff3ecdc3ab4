//! Draws a manifest: `cargo run -p scene --example picture -- FILE.yaml [ko] [dark] > picture.svg`

use std::collections::BTreeSet;
use std::error::Error;
use std::io::Write as _;
use std::{env, fs, io};

use cluster::lower::Include;
use cluster::{Environment, admission, controllers, lower, manifest, overview};
use scene::{Origins, Theme};
use words::Language;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let file = arguments.first().ok_or("which file?")?;
    let has = |word: &str| arguments.iter().any(|argument| argument == word);
    let text = fs::read_to_string(file)?;

    let manifest = manifest::read(&text, syntax::yaml::Budget::default());
    let environment = Environment::default();
    let replies = admission::admit(&manifest, &environment);
    let refused: BTreeSet<_> = replies
        .iter()
        .zip(0..)
        .filter(|(reply, _)| reply.is_refused())
        .map(|(_, at)| manifest::ObjectId(at))
        .collect();
    let cluster = lower::cluster(&manifest, &replies, &environment, Include::Everything);
    let published = controllers::reconcile(&cluster);
    let overview = overview::overview(&cluster, &published);
    let origins = Origins {
        sources: &manifest.objects,
        refused: &refused,
    };
    let language = if has("ko") {
        Language::Korean
    } else {
        Language::English
    };
    let theme = if has("dark") {
        Theme::Dark
    } else {
        Theme::Light
    };
    let scene = scene::draw(
        &cluster,
        &overview,
        &origins,
        &scene::Look::default(),
        language,
    );
    io::stdout().write_all(scene::svg(&scene, theme).as_bytes())?;
    Ok(())
}
