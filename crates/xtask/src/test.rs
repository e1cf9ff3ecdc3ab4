//! Every test there is, in the order in which a mistake is found soonest.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::server::Site;
use crate::wasm::{self, Profile};
use crate::workspace::Workspace;
use crate::{bench, browser, dist, fuzz, lessons, node, process, tidy, wire};

pub(crate) const HELP: &str = "[host] [wasm] [web] [browser]
    run every test, or only the parts that are named

    host     formatting, lints, the house's own rules, the lessons, the tests of every crate, fuzzing's smoke
    wasm     the same core as Wasm, run by node
    web      the types of the TypeScript; the packed site and its size
    browser  the packed site in Chromium and Firefox, under a path as on a shared host";

/// Part of the tests: what a person may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Host,
    Wasm,
    Web,
    Browser,
}

/// One thing that passes or fails.
struct Step {
    part: Part,
    name: &'static str,
    run: fn(&Workspace) -> Result<()>,
}

const STEPS: &[Step] = &[
    step(Part::Host, "format", format),
    step(Part::Host, "tidy", |workspace| tidy::run(workspace, &[])),
    step(Part::Host, "lints", lints),
    step(Part::Host, "lessons", |workspace| {
        lessons::run(workspace, &[])
    }),
    step(Part::Host, "crates", crates),
    step(Part::Host, "fuzz", |workspace| {
        fuzz::run(workspace, &["smoke".to_owned()])
    }),
    step(Part::Wasm, "Wasm", answers),
    step(Part::Web, "TypeScript", types),
    step(Part::Web, "npm audit", node::audit),
    step(Part::Web, "site", site),
    step(Part::Browser, "browser", in_browser),
];

const fn step(part: Part, name: &'static str, run: fn(&Workspace) -> Result<()>) -> Step {
    Step { part, name, run }
}

pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    let parts = parse(arguments)?;
    let steps = STEPS
        .iter()
        .filter(|step| parts.is_empty() || parts.contains(&step.part));
    let mut done: Vec<(&str, Duration, Result<()>)> = Vec::new();
    for step in steps {
        println!("\nxtask test: {}", step.name);
        let begun = Instant::now();
        let outcome = (step.run)(workspace);
        if let Err(error) = &outcome {
            eprintln!("error: {error:#}");
        }
        done.push((step.name, begun.elapsed(), outcome));
    }
    println!();
    for (name, took, outcome) in &done {
        let verdict = if outcome.is_ok() { "ok" } else { "FAILED" };
        println!("{name:<20} {:>7.1} s  {verdict}", took.as_secs_f64());
    }
    let failed = done.iter().filter(|step| step.2.is_err()).count();
    println!("{} passed, {failed} failed", done.len() - failed);
    if failed > 0 {
        bail!("not every test passed");
    }
    Ok(())
}

fn parse(arguments: &[String]) -> Result<Vec<Part>> {
    let part = |argument: &String| match argument.as_str() {
        "host" => Ok(Part::Host),
        "wasm" => Ok(Part::Wasm),
        "web" => Ok(Part::Web),
        "browser" => Ok(Part::Browser),
        _ => bail!("`test` has no part `{argument}`; see `cargo xtask help test`"),
    };
    arguments.iter().map(part).collect()
}

fn format(workspace: &Workspace) -> Result<()> {
    process::run(
        process::cargo()
            .args(["fmt", "--all", "--check"])
            .current_dir(&workspace.root),
    )
}

fn lints(workspace: &Workspace) -> Result<()> {
    let arguments = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ];
    process::run(
        process::cargo()
            .args(arguments)
            .current_dir(&workspace.root),
    )
}

fn crates(workspace: &Workspace) -> Result<()> {
    process::run(
        process::cargo()
            .args(["test", "--workspace"])
            .current_dir(&workspace.root),
    )
}

/// The Wasm as it is published, called from node; and the links of every version, read by another inflater.
fn answers(workspace: &Workspace) -> Result<()> {
    wasm::build(workspace, Profile::Release)?;
    let mut node = Command::new("node");
    process::run(
        node.args(["--test", "tests/wasm/", "tests/links/"])
            .current_dir(&workspace.root),
    )?;
    bench::run(workspace, &["links".to_owned()])
}

/// The bindings lie in `web/pkg`, with types: the Wasm must be built first.
fn types(workspace: &Workspace) -> Result<()> {
    node::install(workspace)?;
    wasm::build(workspace, Profile::Release)?;
    for project in ["web", "web/tsconfig.node.json", "tests/e2e", "tests/bench"] {
        process::run(node::tool(workspace, "typescript/bin/tsc").args(["--project", project]))?;
    }
    Ok(())
}

fn site(workspace: &Workspace) -> Result<()> {
    dist::build(workspace)?;
    wire::hold(workspace)
}

/// Playwright's tests, against the packed site below a path.
fn in_browser(workspace: &Workspace) -> Result<()> {
    let browsers = [browser::CHROMIUM, browser::FIREFOX];
    let found = browsers
        .iter()
        .map(|browser| Ok((browser.variable, browser.find_or_install()?)))
        .collect::<Result<Vec<_>>>()?;
    dist::build(workspace)?;
    let address = Site::new(workspace.root.join("dist"), "/some/path/").serve(0)?;
    let mut playwright = node::tool(workspace, "@playwright/test/cli.js");
    playwright
        .args(["test", "--config", "tests/e2e"])
        .envs(found)
        .env("SITE", address);
    process::run(&mut playwright)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_named_or_all_are_run() {
        assert_eq!(parse(&[]).unwrap(), []);
        assert_eq!(
            parse(&["web".to_owned(), "host".to_owned()]).unwrap(),
            [Part::Web, Part::Host]
        );
        assert!(parse(&["everything".to_owned()]).is_err());
    }
}
