//! A manifest and what a real Kubernetes answered to it.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value as Json;

use super::pack;

/// One recorded case.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub(super) name: String,
    /// The manifest, byte for byte as it was sent.
    pub(super) manifest: Vec<u8>,
    pub(super) answer: Json,
}

impl Case {
    /// The documents of the answer.
    pub(super) fn documents(&self) -> &[Json] {
        list(&self.answer, "documents")
    }

    /// How many documents there are to compare. Where kubectl could not split the text, nothing is recorded of the rest.
    pub(super) fn documents_at_most(&self) -> usize {
        match self.answer.get("splitError") {
            Some(_) => self.documents().len(),
            None => usize::MAX,
        }
    }

    /// The namespace of the Services, if there are any; the cases never mix.
    pub(super) fn namespace(&self) -> &str {
        let service = list(&self.answer, "services").first();
        service.map_or("default", |service| text(&service["metadata"], "namespace"))
    }
}

/// The items of a list field; none where it is missing.
pub(super) fn list<'a>(json: &'a Json, key: &str) -> &'a [Json] {
    json.get(key)
        .and_then(Json::as_array)
        .map_or(&[], Vec::as_slice)
}

/// A text field; empty where it is missing.
pub(super) fn text<'a>(json: &'a Json, key: &str) -> &'a str {
    json.get(key).and_then(Json::as_str).unwrap_or_default()
}

/// The cases of a directory or of a packed set, by name.
pub(super) fn read(path: &Path) -> Result<Vec<Case>> {
    if path.is_file() {
        return pack::read(path);
    }
    let packed = pack::list(path)?;
    if !packed.is_empty() {
        let sets: Vec<Vec<Case>> = packed
            .iter()
            .map(|set| pack::read(set))
            .collect::<Result<_>>()?;
        return Ok(sets.concat());
    }
    let answers = path.join("answers");
    let entries = std::fs::read_dir(&answers)
        .with_context(|| format!("{} holds no cases", path.display()))?;
    let mut cases = Vec::new();
    for entry in entries {
        let answer = entry?.path();
        let Some(name) = answer.file_stem().and_then(|stem| stem.to_str()) else {
            continue;
        };
        let file = path.join("cases").join(format!("{name}.yaml"));
        let manifest =
            std::fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        cases.push(Case {
            name: name.to_owned(),
            manifest,
            answer: serde_json::from_slice(&std::fs::read(&answer)?)
                .with_context(|| format!("{} is no JSON", answer.display()))?,
        });
    }
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(cases)
}
