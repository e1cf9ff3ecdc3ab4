//! How long links are, beside those that others make.

use anyhow::{Context, Result, bail};
use serde_json::Value as Json;
use share::State;

use super::numbers::median;
use crate::workspace::Workspace;
use crate::{node, process};

/// The median length that is promised, in percent of what zlib at level 9 and base64url make of the same text.
const PROMISED: f64 = 45.0;

pub(super) fn links(workspace: &Workspace) -> Result<()> {
    node::install(workspace)?;
    let others = process::output(&mut node::script(workspace, "tests/links/others.mjs"))?;
    let others: Vec<Json> = serde_json::from_str(&others).context("others.mjs prints JSON")?;
    println!(
        "{:<32} {:>6} {:>6} {:>8} {:>8} {:>6} {:>7}",
        "", "text", "zlib", "mermaid", "lz-str.", "ours", "of zlib"
    );
    let mut shares = Vec::new();
    for example in &others {
        let text = example["text"].as_str().context("a text")?;
        let state = State {
            text: text.to_owned(),
            ..State::default()
        };
        let link = share::link(&state).context("a held example is small enough")?;
        let zlib = example["zlib"].as_u64().context("a length")?;
        let percent = 100.0 * link.len() as f64 / zlib as f64;
        println!(
            "{:<32} {:>6} {zlib:>6} {:>8} {:>8} {:>6} {percent:>5.1} %",
            example["name"].as_str().unwrap_or_default(),
            text.len(),
            example["mermaid"],
            example["lzString"],
            link.len(),
        );
        shares.push(percent);
    }
    let median = median(&shares).context("there is no held example")?;
    println!("median {median:.1} % of zlib with base64url; promised {PROMISED} %");
    if median > PROMISED {
        bail!("links are longer than promised");
    }
    Ok(())
}
