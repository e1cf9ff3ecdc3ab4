//! `conformance`: how far the product agrees with what a real Kubernetes answered.
//!
//! [`case`] reads recorded cases, from a directory or packed; [`product`] asks the product the same; [`facets`] compares, a function a
//! facet; [`report`] counts and prints.

mod canonical;
mod case;
mod diff;
mod facets;
mod pack;
mod product;
mod ratchet;
mod report;
mod routes;
mod rules;
mod tables;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use self::case::Case;
use self::facets::{FACETS, Outcome};
use self::product::Product;
use self::report::Report;
use crate::workspace::Workspace;

pub(crate) const HELP: &str = "DIR… [--at-least FACET=PERCENT]… [--facet FACET]… [--json FILE]
    compare the product with what a real Kubernetes answered

    DIR  holds cases/NAME.yaml and answers/NAME.json, or packed sets; a packed set may be named itself
    --at-least FACET=PERCENT  succeed when FACET is equal in so many cases; without it, when all is equal
    --ratchet FILE            the same for every facet that FILE holds, and raise what is better now
    --facet FACET             look at FACET only
    --differences N           print at most N differences of each facet; 3 unless told
    --json FILE               write every difference to FILE
    --pack FILE               write the cases to FILE, packed, instead of comparing";

/// What the command line asks for.
#[derive(Default)]
struct Wishes {
    sets: Vec<PathBuf>,
    json: Option<PathBuf>,
    pack: Option<PathBuf>,
    at_least: BTreeMap<String, f64>,
    facets: Vec<String>,
    ratchet: Option<PathBuf>,
    differences: Option<usize>,
}

pub(crate) fn run(_workspace: &Workspace, arguments: &[String]) -> Result<()> {
    let wishes = Wishes::parse(arguments)?;
    let mut cases = Vec::new();
    for set in &wishes.sets {
        cases.extend(case::read(set)?);
    }
    if let Some(file) = &wishes.pack {
        return pack::write(file, &cases);
    }
    let report = measure(&cases, &wishes.facets);
    report.print_differences(wishes.differences.unwrap_or(3));
    report.print_table();
    if let Some(file) = &wishes.json {
        let text = serde_json::to_string_pretty(&report.to_json())?;
        std::fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))?;
    }
    println!("{} passed, {} failed", report.passed(), report.failed());
    match &wishes.ratchet {
        Some(file) => ratchet::turn(file, &report),
        None => report.judge(&wishes.at_least),
    }
}

impl Wishes {
    fn parse(arguments: &[String]) -> Result<Self> {
        let mut wishes = Self::default();
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let mut value = || {
                let value = arguments.next();
                value.with_context(|| format!("{argument} needs a value"))
            };
            match argument.as_str() {
                "--json" => wishes.json = Some(value()?.into()),
                "--ratchet" => wishes.ratchet = Some(value()?.into()),
                "--pack" => wishes.pack = Some(value()?.into()),
                "--facet" => wishes.facets.push(known_facet(value()?)?),
                "--differences" => wishes.differences = Some(value()?.parse()?),
                "--at-least" => {
                    let (facet, percent) = value()?
                        .split_once('=')
                        .context("--at-least wants FACET=PERCENT")?;
                    wishes
                        .at_least
                        .insert(known_facet(facet)?, percent.parse()?);
                }
                option if option.starts_with("--") => bail!("there is no option {option}"),
                path => wishes.sets.push(path.into()),
            }
        }
        if wishes.sets.is_empty() {
            bail!("name at least one directory of cases");
        }
        Ok(wishes)
    }
}

fn known_facet(name: &str) -> Result<String> {
    if FACETS.iter().any(|facet| facet.name == name) {
        return Ok(name.to_owned());
    }
    let names: Vec<&str> = FACETS.iter().map(|facet| facet.name).collect();
    bail!("there is no facet {name}; there are {}", names.join(", "))
}

/// Compares every facet of every case, or only those that are named.
fn measure(cases: &[Case], only: &[String]) -> Report {
    let mut report = Report::default();
    for case in cases {
        let outcomes = FACETS
            .iter()
            .filter(|facet| only.is_empty() || only.iter().any(|name| name == facet.name));
        let product = catch_unwind(|| Product::of(&case.manifest));
        let outcomes = outcomes.map(|facet| {
            let compared = product
                .as_ref()
                .map(|product| catch_unwind(AssertUnwindSafe(|| (facet.compare)(case, product))));
            let outcome = match compared {
                Ok(Ok(outcome)) => outcome,
                _ => Outcome::Unequal("the product panicked".to_owned()),
            };
            (facet.name, outcome)
        });
        report.add(case, outcomes.collect());
    }
    report
}

#[cfg(test)]
mod tests;
