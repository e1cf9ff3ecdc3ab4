//! Sets of cases packed into one file: a line of JSON a case, gzip around it.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::bufread::GzDecoder;
use flate2::write::GzEncoder;
use serde_json::{Value as Json, json};

use super::case::{Case, text};

/// How the name of a packed set ends.
const ENDING: &str = ".jsonl.gz";

/// Writes `cases` to `file`.
pub(super) fn write(file: &Path, cases: &[Case]) -> Result<()> {
    let out = File::create(file).with_context(|| format!("cannot write {}", file.display()))?;
    let mut out = GzEncoder::new(out, Compression::best());
    for case in cases {
        // Text packs best as text; what is none stands as a list of bytes.
        let manifest = match std::str::from_utf8(&case.manifest) {
            Ok(text) => json!(text),
            Err(_) => json!(case.manifest),
        };
        let line = json!({"name": case.name, "manifest": manifest, "answer": case.answer});
        writeln!(out, "{line}")?;
    }
    out.finish()?;
    println!("{} cases in {}", cases.len(), file.display());
    Ok(())
}

/// Reads what [`write`] wrote.
pub(super) fn read(file: &Path) -> Result<Vec<Case>> {
    let packed = File::open(file).with_context(|| format!("cannot read {}", file.display()))?;
    let lines = BufReader::new(GzDecoder::new(BufReader::new(packed))).lines();
    lines
        .map(|line| {
            let mut line: Json = serde_json::from_str(&line?)?;
            let answer = line.get_mut("answer").map(Json::take);
            let manifest = match line.get_mut("manifest").map(Json::take) {
                Some(Json::String(text)) => text.into_bytes(),
                bytes => serde_json::from_value(bytes.unwrap_or_default())?,
            };
            Ok(Case {
                name: text(&line, "name").to_owned(),
                manifest,
                answer: answer.context("a case without an answer")?,
            })
        })
        .collect::<Result<_>>()
        .with_context(|| format!("{} is no packed set of cases", file.display()))
}

/// The packed sets in `directory`, by name.
pub(super) fn list(directory: &Path) -> Result<Vec<PathBuf>> {
    let mut sets = Vec::new();
    let entries = std::fs::read_dir(directory);
    for entry in entries.with_context(|| format!("cannot read {}", directory.display()))? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(ENDING) {
            sets.push(path);
        }
    }
    sets.sort();
    Ok(sets)
}
