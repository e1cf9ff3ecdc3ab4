//! What is promised in numbers, measured.

mod inputs;

use anyhow::{Context, Result, bail};
use serde_json::Value as Json;
use share::State;

use crate::bench::inputs::Size;
use crate::workspace::Workspace;
use crate::{node, process};

pub(crate) const HELP: &str = "links | text SIZE
    measure what is promised in numbers

    text     prints the manifest that is measured: S, M, L or XL
    links    how long the links of tests/links/held/ are, beside zlib with base64url, mermaid-live-editor's scheme and lz-string;
             fails if the median is above 45 % of zlib's";

/// The median length that is promised, in percent of what zlib at level 9 and base64url make of the same text.
const PROMISED: f64 = 45.0;

pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    match arguments {
        [what] if what == "links" => links(workspace),
        [what, size] if what == "text" => {
            let size = Size::ALL.into_iter().find(|known| known.name() == size);
            print!("{}", inputs::text(size.context("a size is S, M, L or XL")?));
            Ok(())
        }
        _ => bail!("`bench` measures `links`; see `cargo xtask help bench`"),
    }
}

fn links(workspace: &Workspace) -> Result<()> {
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
    let median = median(&mut shares).context("there is no held example")?;
    println!("median {median:.1} % of zlib with base64url; promised {PROMISED} %");
    if median > PROMISED {
        bail!("links are longer than promised");
    }
    Ok(())
}

fn median(numbers: &mut [f64]) -> Option<f64> {
    numbers.sort_by(f64::total_cmp);
    let last = numbers.len().checked_sub(1)?;
    let (low, high) = (numbers.get(last / 2)?, numbers.get(last.div_ceil(2))?);
    Some((low + high) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_measured_is_what_it_says_and_without_a_mistake() {
        for size in [Size::S, Size::M, Size::L] {
            let text = inputs::text(size);
            let reading = playground::Reading::of(&text, &playground::Environment::default());
            let analysis = reading.analysis(playground::Language::English);
            let counted = (analysis.summary.services, analysis.summary.pods);
            assert_eq!(counted, size.services_and_pods());
            assert_eq!(analysis.summary.errors, 0);
        }
    }

    #[test]
    fn the_median_is_the_middle() {
        assert_eq!(median(&mut [3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&mut [4.0, 1.0, 2.0, 3.0]), Some(2.5));
        assert_eq!(median(&mut []), None);
    }
}
