//! Each stage of an analysis, natively: criterion measures, this reads what it wrote.

use std::fs;

use anyhow::{Context, Result};
use serde_json::Value as Json;

use super::inputs::Size;
use crate::process;
use crate::workspace::Workspace;

/// The stages, as `crates/playground/benches/stages.rs` names them; the last two are the whole.
const STAGES: [&str; 6] = ["read", "admit", "resolve", "advise", "analyze", "layout"];

/// A stage, and how long it takes for each of [`Size::ALL`], in milliseconds.
pub(super) struct Stage {
    pub(super) name: &'static str,
    pub(super) times: Vec<f64>,
}

pub(super) fn measure(workspace: &Workspace) -> Result<Vec<Stage>> {
    let mut cargo = process::cargo();
    cargo
        .args(["bench", "--package", "playground", "--bench", "stages"])
        .args(["--", "--noplot"])
        .current_dir(&workspace.root);
    process::run(&mut cargo)?;
    let stage = |name: &'static str| {
        let times = Size::ALL.into_iter().map(|size| {
            let place = workspace
                .target
                .join("criterion")
                .join(name)
                .join(size.name())
                .join("new/estimates.json");
            let text = fs::read_to_string(&place)
                .with_context(|| format!("cannot read {}", place.display()))?;
            estimate(&text).with_context(|| format!("{} has no median", place.display()))
        });
        Ok(Stage {
            name,
            times: times.collect::<Result<_>>()?,
        })
    };
    STAGES.into_iter().map(stage).collect()
}

/// The median of criterion's `estimates.json`, in milliseconds.
fn estimate(estimates: &str) -> Option<f64> {
    let estimates: Json = serde_json::from_str(estimates).ok()?;
    let nanoseconds = estimates.get("median")?.get("point_estimate")?.as_f64()?;
    Some(nanoseconds / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn criterion_counts_in_nanoseconds() {
        let estimates =
            r#"{"mean": {"point_estimate": 9.0}, "median": {"point_estimate": 2500000.0}}"#;
        assert_eq!(estimate(estimates), Some(2.5));
        assert_eq!(estimate("{}"), None);
    }
}
