//! Counting what is equal, and telling what is not.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use serde_json::{Value as Json, json};

use super::case::Case;
use super::facets::{FACETS, Outcome};

/// The longest difference that is printed, in lines; `--json` has them whole.
const LONGEST: usize = 30;

/// What came out of every case.
#[derive(Default)]
pub(super) struct Report {
    cases: Vec<(String, Vec<(&'static str, Outcome)>)>,
}

/// How often a facet is equal, unequal, not recorded.
#[derive(Clone, Copy, Default)]
struct Count {
    equal: usize,
    unequal: usize,
    not_recorded: usize,
}

impl Count {
    /// The share of equal cases in percent; all of none.
    fn percent(self) -> f64 {
        match self.equal + self.unequal {
            0 => 100.0,
            recorded => 100.0 * self.equal as f64 / recorded as f64,
        }
    }
}

impl Report {
    pub(super) fn add(&mut self, case: &Case, outcomes: Vec<(&'static str, Outcome)>) {
        self.cases.push((case.name.clone(), outcomes));
    }

    fn outcomes(&self, facet: &str) -> impl Iterator<Item = (&str, &Outcome)> {
        self.cases.iter().filter_map(move |(case, outcomes)| {
            let (_, outcome) = outcomes.iter().find(|(name, _)| *name == facet)?;
            Some((case.as_str(), outcome))
        })
    }

    fn count(&self, facet: &str) -> Count {
        let mut count = Count::default();
        for (_, outcome) in self.outcomes(facet) {
            match outcome {
                Outcome::Equal => count.equal += 1,
                Outcome::Unequal(_) => count.unequal += 1,
                Outcome::NotRecorded => count.not_recorded += 1,
            }
        }
        count
    }

    /// Cases in which every recorded facet is equal.
    pub(super) fn passed(&self) -> usize {
        let unequal = |(_, outcome): &(&str, Outcome)| matches!(outcome, Outcome::Unequal(_));
        let passed = self
            .cases
            .iter()
            .filter(|(_, outcomes)| !outcomes.iter().any(unequal));
        passed.count()
    }

    /// The other cases.
    pub(super) fn failed(&self) -> usize {
        self.cases.len() - self.passed()
    }

    /// The share of equal cases of each facet, in percent.
    pub(super) fn percentages(&self) -> BTreeMap<&'static str, f64> {
        let percent = |name| (name, self.count(name).percent());
        FACETS.iter().map(|facet| percent(facet.name)).collect()
    }

    pub(super) fn print_differences(&self, most: usize) {
        for facet in FACETS {
            let unequal = self
                .outcomes(facet.name)
                .filter_map(|(case, outcome)| match outcome {
                    Outcome::Unequal(difference) => Some((case, difference)),
                    Outcome::Equal | Outcome::NotRecorded => None,
                });
            for (case, difference) in unequal.take(most) {
                println!("{} of {case} (- recorded, + ours)", facet.name);
                let lines: Vec<&str> = difference.lines().collect();
                for line in lines.iter().take(LONGEST) {
                    println!("  {line}");
                }
                if lines.len() > LONGEST {
                    println!("  … {} more lines", lines.len() - LONGEST);
                }
                println!();
            }
        }
    }

    pub(super) fn print_table(&self) {
        println!(
            "{:<10} {:>7} {:>8} {:>13} {:>8}",
            "facet", "equal", "unequal", "not recorded", "percent"
        );
        for facet in FACETS {
            let count = self.count(facet.name);
            println!(
                "{:<10} {:>7} {:>8} {:>13} {:>8.2}",
                facet.name,
                count.equal,
                count.unequal,
                count.not_recorded,
                count.percent()
            );
        }
    }

    /// Counts and every difference.
    pub(super) fn to_json(&self) -> Json {
        let facets = FACETS.iter().map(|facet| {
            let count = self.count(facet.name);
            let counts = json!({
                "equal": count.equal, "unequal": count.unequal, "notRecorded": count.not_recorded,
                "percent": count.percent(),
            });
            (facet.name.to_owned(), counts)
        });
        let differences = FACETS.iter().flat_map(|facet| {
            self.outcomes(facet.name)
                .filter_map(|(case, outcome)| match outcome {
                    Outcome::Unequal(difference) => {
                        Some(json!({"facet": facet.name, "case": case, "difference": difference}))
                    }
                    Outcome::Equal | Outcome::NotRecorded => None,
                })
        });
        json!({
            "passed": self.passed(),
            "failed": self.failed(),
            "facets": Json::Object(facets.collect()),
            "differences": differences.collect::<Vec<Json>>(),
        })
    }

    /// An error where too little is equal: less than `at_least` says, or without it anything at all.
    pub(super) fn judge(&self, at_least: &BTreeMap<String, f64>) -> Result<()> {
        if at_least.is_empty() && self.failed() > 0 {
            bail!("{} cases differ", self.failed());
        }
        for (facet, &percent) in at_least {
            let reached = self.count(facet).percent();
            if reached < percent {
                bail!("{facet} is equal in {reached:.2} %, and {percent} % are wanted");
            }
        }
        Ok(())
    }
}
