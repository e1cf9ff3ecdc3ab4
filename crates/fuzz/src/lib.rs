//! What must hold for whatever anybody hands in: the bodies of the fuzz targets.
//!
//! A [`Target`] takes any bytes and panics where the product breaks a promise. libFuzzer calls them (`fuzz/`, on nightly), and so does the
//! [`smoke`] on any toolchain: it replays the seeds and some thousands of changes of them, the same each time.

mod agree;
mod analysis;
mod bytes;
mod clock;
mod input;
mod lesson_file;
mod link;
mod lower;
mod mutate;
mod ranges;
pub mod smoke;
mod yaml;

/// One kind of input, and what is asked of it.
#[derive(Clone, Copy)]
pub struct Target {
    /// Its name.
    pub name: &'static str,
    /// The directories of its seeds, from the repository's root.
    pub seeds: &'static [&'static str],
    /// So many changed seeds make a smoke.
    changes: u32,
    run: fn(&[u8]),
}

const MANIFESTS: &[&str] = &[
    "fuzz/seeds/manifest",
    "fuzz/seeds/session",
    "public/examples",
];
const LINKS: &[&str] = &["fuzz/seeds/link", "tests/links/released"];
const LESSONS: &[&str] = &[
    "fuzz/seeds/lesson",
    "public/lessons/en",
    "public/lessons/ko",
];
const AGREE: &[&str] = &["fuzz/seeds/agree"];

/// All of them.
pub const TARGETS: [Target; 6] = [
    Target::new("yaml", MANIFESTS, 2000, yaml::run),
    Target::new("lower", MANIFESTS, 600, lower::run),
    Target::new("analysis", MANIFESTS, 300, analysis::run),
    Target::new("link", LINKS, 200, link::run),
    Target::new("lesson", LESSONS, 300, lesson_file::run),
    Target::new("agree", AGREE, 100, agree::run),
];

/// More of a processor's time than this is never needed: inputs are at most 64 KiB, and what goes through here is checked many times
/// over, perhaps without optimisation or with a fuzzer's counters in it.
const MOST_SECONDS: f64 = 10.0;

impl Target {
    const fn new(
        name: &'static str,
        seeds: &'static [&'static str],
        changes: u32,
        run: fn(&[u8]),
    ) -> Self {
        Self {
            name,
            seeds,
            changes,
            run,
        }
    }

    /// The target called `name`.
    pub fn find(name: &str) -> Option<Self> {
        TARGETS.into_iter().find(|target| target.name == name)
    }

    /// Hands `data` to it.
    ///
    /// # Panics
    ///
    /// If a promise is broken, or it takes longer than any input may.
    pub fn run(self, data: &[u8]) {
        let begun = clock::seconds();
        (self.run)(data);
        if let (Some(begun), Some(ended)) = (begun, clock::seconds()) {
            let took = ended - begun;
            assert!(
                took < MOST_SECONDS,
                "{} took {took:.1} s for {} bytes",
                self.name,
                data.len()
            );
        }
    }
}

/// Hands `data` to the target called `name`.
///
/// # Panics
///
/// As [`Target::run`] does, and if there is no such target.
pub fn run(name: &str, data: &[u8]) {
    let target = Target::find(name);
    assert!(target.is_some(), "there is no target {name}");
    if let Some(target) = target {
        target.run(data);
    }
}
