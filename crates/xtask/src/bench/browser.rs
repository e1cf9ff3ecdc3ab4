//! A keystroke in the packed site, in Chromium: `tests/bench/speed.spec.ts` presses the keys and writes down what came of it.

use std::fs;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::inputs::{self, Size};
use crate::server::Site;
use crate::workspace::Workspace;
use crate::{browser, dist, node, process};

/// What was measured in one size.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Page {
    /// The browser's version.
    pub(super) browser: String,
    /// The day.
    pub(super) date: String,
    /// The length of the text.
    pub(super) bytes: f64,
    /// None where the page gave no answer, within its own ten seconds.
    pub(super) keystrokes: Option<Keystrokes>,
    /// How long other parsers took.
    pub(super) parsers: Parsers,
}

/// What was measured of some keystrokes. Lengths of time are in milliseconds, memory in bytes.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Keystrokes {
    pub(super) strokes: Vec<Stroke>,
    pub(super) long_tasks: LongTasks,
    pub(super) memory: Memory,
}

#[derive(Debug, Deserialize)]
pub(super) struct Stroke {
    pub(super) analyze: f64,
    pub(super) layout: f64,
    pub(super) render: f64,
    pub(super) whole: f64,
}

/// Times in which the page's thread did one thing for more than 50 ms.
#[derive(Debug, Deserialize)]
pub(super) struct LongTasks {
    /// From the paste to the first picture, and whatever follows it.
    pub(super) opening: Vec<f64>,
    pub(super) typing: Vec<f64>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Memory {
    pub(super) page: f64,
    pub(super) worker: f64,
}

#[derive(Debug, Deserialize)]
pub(super) struct Parsers {
    #[serde(rename = "js-yaml")]
    pub(super) js_yaml: Vec<f64>,
    pub(super) yaml: Vec<f64>,
}

/// Measures every size, in the order of [`Size::ALL`].
pub(super) fn measure(workspace: &Workspace) -> Result<Vec<Page>> {
    let chromium = browser::CHROMIUM.find_or_install()?;
    dist::build(workspace)?;
    let directory = workspace.target.join("bench");
    fs::create_dir_all(&directory)?;
    for size in Size::ALL {
        fs::write(
            directory.join(format!("{}.yaml", size.name())),
            inputs::text(size),
        )?;
    }
    let address = Site::new(workspace.root.join("dist"), "/").serve(0)?;
    let mut playwright = node::tool(workspace, "@playwright/test/cli.js");
    playwright
        .args(["test", "--config", "tests/bench"])
        .env("BENCH", &directory)
        .env("CHROMIUM", chromium)
        .env("SITE", address);
    process::run(&mut playwright)?;
    let results = Size::ALL.into_iter().map(|size| {
        let place = directory.join(format!("{}.json", size.name()));
        let text = fs::read_to_string(&place)
            .with_context(|| format!("cannot read {}", place.display()))?;
        serde_json::from_str(&text)
            .with_context(|| format!("{} is not what is expected", place.display()))
    });
    results.collect()
}
