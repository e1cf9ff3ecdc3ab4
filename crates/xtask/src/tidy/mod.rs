//! The house's rules, held by a test and not by memory.
//!
//! One module a kind of rule. A rule is a function from what it reads to findings; it has no other
//! effect, so its own tests hand it small texts.

mod code;
mod layers;
mod licences;
mod links;
mod locks;
mod source;

use std::fmt;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use self::source::Source;
use crate::stamp;
use crate::workspace::Workspace;

pub(crate) const HELP: &str = "
    check the house's own rules: who may know whom, and what the core never does

    Every finding names a file, a line, and what to do.";

/// Whole directories that hold nothing of ours, or what is wrong on purpose, by their path from the root.
const NOT_OURS: &[&str] = &[
    ".git",
    "dist",
    "fuzz/artifacts",
    "fuzz/corpus",
    "fuzz/seeds",
    "fuzz/target",
    "node_modules",
    "playwright-report",
    "public/rules",
    "target",
    "test-results",
    "web/pkg",
];

/// Files that people write, by how their names end. Pictures and recorded data are not read.
const WRITTEN: &[&str] = &["css", "html", "js", "md", "mjs", "rs", "toml", "ts", "yml"];

/// One breach of one rule.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    /// From the root, with `/`.
    path: String,
    /// From 1; 0 for the file as a whole.
    line: usize,
    message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.path, self.message),
            line => write!(f, "{}:{line}: {}", self.path, self.message),
        }
    }
}

pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    if let Some(argument) = arguments.first() {
        bail!("`tidy` takes no arguments, not `{argument}`");
    }
    let sources = read(workspace)?;
    let mut findings = layers::check(workspace);
    for source in &sources {
        findings.extend(code::check(source));
    }
    findings.extend(links::check(&sources, &|path| {
        workspace.root.join(path).exists()
    }));
    for (file, check) in [
        ("Cargo.lock", locks::cargo as locks::Check),
        ("package-lock.json", locks::npm),
    ] {
        let text = fs::read_to_string(workspace.root.join(file))
            .with_context(|| format!("cannot read {file}"))?;
        findings.extend(check(&text));
    }
    let deny = workspace.root.join("deny.toml");
    let deny = fs::read_to_string(deny).context("cannot read deny.toml")?;
    findings.extend(licences::check(&deny, &workspace.metadata()?));
    if findings.is_empty() {
        println!("tidy: {} files, nothing to say", sources.len());
        return Ok(());
    }
    findings.sort();
    for finding in &findings {
        println!("{finding}");
    }
    bail!("{} to put right", findings.len())
}

fn read(workspace: &Workspace) -> Result<Vec<Source>> {
    let from_root = |path: &Path| {
        let path = path.strip_prefix(&workspace.root).unwrap_or(path);
        path.to_string_lossy().replace('\\', "/")
    };
    let not_ours =
        |path: &Path| path == workspace.target || NOT_OURS.contains(&from_root(path).as_str());
    let mut sources = Vec::new();
    for file in stamp::files(&workspace.root, &not_ours)? {
        let written = file
            .extension()
            .is_some_and(|end| WRITTEN.iter().any(|&one| end == one));
        if written {
            let text = fs::read_to_string(&file)
                .with_context(|| format!("{} is not text", file.display()))?;
            sources.push(Source::new(from_root(&file), text));
        }
    }
    let tests: Vec<_> = sources.iter().flat_map(Source::test_modules).collect();
    for source in &mut sources {
        let name = source.path.trim_end_matches(".rs").trim_end_matches("/mod");
        if tests.iter().any(|test| test == name) {
            source.become_test();
        }
    }
    Ok(sources)
}
