//! What was reached is kept: a file of percentages that only rises.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::report::Report;

/// Fails where `report` is worse than `file` says, and writes what is better into it.
pub(super) fn turn(file: &Path, report: &Report) -> Result<()> {
    let kept = read(file)?;
    report.judge(&kept)?;
    let raised = raised(&kept, &report.percentages());
    if raised != kept {
        let text = serde_json::to_string_pretty(&raised)? + "\n";
        std::fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))?;
        println!("{} is raised", file.display());
    }
    Ok(())
}

/// The percentages in `file`.
pub(super) fn read(file: &Path) -> Result<BTreeMap<String, f64>> {
    let text =
        std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let kept: BTreeMap<String, f64> = serde_json::from_str(&text)?;
    if kept.is_empty() {
        bail!("{} keeps nothing", file.display());
    }
    Ok(kept)
}

/// The better of both, rounded down to a hundredth so that the file reads well.
fn raised(kept: &BTreeMap<String, f64>, reached: &BTreeMap<&str, f64>) -> BTreeMap<String, f64> {
    let mut raised = kept.clone();
    for (&facet, &percent) in reached {
        let percent = (percent * 100.0).floor() / 100.0;
        let slot = raised.entry(facet.to_owned()).or_insert(percent);
        *slot = slot.max(percent);
    }
    raised
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_only_rises() {
        let kept = BTreeMap::from([("routes".to_owned(), 90.0), ("verdict".to_owned(), 99.5)]);
        let reached = BTreeMap::from([("routes", 91.239), ("verdict", 80.0), ("causes", 10.0)]);
        let expected = [("causes", 10.0), ("routes", 91.23), ("verdict", 99.5)];
        let expected = expected.map(|(facet, percent)| (facet.to_owned(), percent));
        assert_eq!(raised(&kept, &reached), BTreeMap::from(expected));
    }
}
