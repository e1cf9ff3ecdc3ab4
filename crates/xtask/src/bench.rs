//! What is promised in numbers, measured.

mod browser;
mod inputs;
mod kubediagrams;
mod links;
mod machine;
mod native;
mod numbers;
mod report;

use anyhow::{Context, Result, bail};

use crate::bench::inputs::Size;
use crate::wire;
use crate::workspace::Workspace;

pub(crate) const HELP: &str = "[links | text SIZE]
    measure what is promised in numbers

    With nothing named: how long a keystroke takes in the packed site, in Chromium, beside npm's yaml and js-yaml which only parse; each
    stage natively; KubeDiagrams; memory; what goes over the wire. Prints it and writes it to docs/benchmarks.md. Some ten minutes, and
    some more to build; the machine should have nothing else to do.

    text     prints the manifest that is measured: S, M, L or XL
    links    how long the links of tests/links/held/ are, beside zlib with base64url, mermaid-live-editor's scheme and lz-string;
             fails if the median is above 45 % of zlib's";

pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    match arguments {
        [] => everything(workspace),
        [what] if what == "links" => links::links(workspace),
        [what, size] if what == "text" => {
            let size = Size::ALL.into_iter().find(|known| known.name() == size);
            print!("{}", inputs::text(size.context("a size is S, M, L or XL")?));
            Ok(())
        }
        _ => bail!("`bench` does not know that; see `cargo xtask help bench`"),
    }
}

fn everything(workspace: &Workspace) -> Result<()> {
    let pages = browser::measure(workspace)?;
    let stages = native::measure(workspace)?;
    let report = report::write(&report::Measured {
        machine: machine::description(),
        pages,
        stages,
        drawn: kubediagrams::measure(workspace),
        wire: wire::files(workspace)?,
    });
    println!("\n{report}");
    let place = workspace.root.join("docs/benchmarks.md");
    std::fs::write(&place, report).with_context(|| format!("cannot write {}", place.display()))
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
}
