//! Hands the core whatever may come.

use std::fs;
use std::process::Command;

use ::fuzz::{TARGETS, Target, smoke};
use anyhow::{Context, Result, bail};

use crate::process;
use crate::workspace::Workspace;

pub(crate) const HELP: &str = "smoke | TARGET [--minutes N]
    hand seeds, changes of them, and whatever a fuzzer thinks of to the core

    smoke    every target over its seeds and some thousands of changes of them, the same each time
    TARGET   cargo-fuzz on yaml, lower, analysis, link, lesson or agree, until it finds something or is
             stopped, or for N minutes; needs nightly and `cargo install cargo-fuzz`";

/// The largest input that a fuzzer makes.
const LONGEST: u32 = 16 << 10;

pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["smoke"] => smoke_all(workspace),
        [name] => find(name).and_then(|target| fuzz(workspace, target, None)),
        [name, "--minutes", minutes] => {
            let minutes = minutes.parse().context("minutes are a number")?;
            find(name).and_then(|target| fuzz(workspace, target, Some(minutes)))
        }
        _ => bail!("see `cargo xtask help fuzz`"),
    }
}

fn find(name: &str) -> Result<Target> {
    Target::find(name).with_context(|| format!("there is no target `{name}`"))
}

/// What breaks a target is kept below the build's directory, to become a seed once it is mended.
fn smoke_all(workspace: &Workspace) -> Result<()> {
    let mut failed = 0;
    for target in TARGETS {
        let outcome = smoke::run(target, &workspace.root)
            .with_context(|| format!("cannot read the seeds of {}", target.name))?;
        let seconds = outcome.seconds.map(|seconds| format!(" in {seconds:.1} s"));
        println!(
            "{:<10} {:>5} inputs{}",
            target.name,
            outcome.inputs,
            seconds.unwrap_or_default()
        );
        let kept = workspace.target.join("fuzz-smoke");
        for (number, (name, data)) in outcome.broken.iter().enumerate() {
            fs::create_dir_all(&kept)?;
            let file = kept.join(format!("{}-{number}", target.name));
            fs::write(&file, data)?;
            eprintln!("{}: {name}; kept as {}", target.name, file.display());
        }
        failed += outcome.broken.len();
    }
    if failed > 0 {
        bail!("{failed} inputs broke a promise");
    }
    Ok(())
}

fn fuzz(workspace: &Workspace, target: Target, minutes: Option<u32>) -> Result<()> {
    let corpus = workspace.root.join("fuzz/corpus").join(target.name);
    fs::create_dir_all(&corpus)?;
    let mut command = Command::new("rustup");
    // The core has no unsafe code: what a sanitizer of memory could find is not there.
    command
        .args([
            "run",
            "nightly",
            "cargo",
            "fuzz",
            "run",
            "--sanitizer",
            "none",
        ])
        .arg(target.name)
        .arg(corpus)
        .args(target.seeds.iter().map(|seeds| workspace.root.join(seeds)))
        .arg("--")
        .arg(format!("-max_len={LONGEST}"))
        .arg(format!(
            "-dict={}",
            workspace.root.join("fuzz/words.dict").display()
        ))
        .args(["-timeout=60", "-rss_limit_mb=3000"])
        .args(minutes.map(|minutes| format!("-max_total_time={}", minutes * 60)))
        .current_dir(&workspace.root)
        .env_remove("CARGO");
    process::run(&mut command).context("needs nightly, and `cargo install cargo-fuzz --locked`")
}
