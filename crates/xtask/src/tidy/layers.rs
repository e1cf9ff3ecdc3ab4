//! Who may know whom.

use super::Finding;
use crate::workspace::Workspace;

/// The crates from the ground up. Each may know those of the floors below its own, and no other.
const FLOORS: &[&[&str]] = &[
    &["syntax"],
    &["cluster", "lesson"],
    &["words"],
    &["scene", "share"],
    &["playground"],
    &["fuzz"],
    &["web", "xtask"],
];

/// The only crate that knows there is a browser.
const PAGE: &str = "web";

/// What a browser is made of, by the beginning of the crates' names.
const BROWSER: &[&str] = &["gloo", "js-sys", "wasm-bindgen", "web-sys", "yew"];

/// A tool for the build, not a part of the page, whatever its name begins with.
const TOOL: &str = "wasm-bindgen-cli-support";

/// What would make an answer depend on more than the question.
const CHANCE: &[&str] = &["chrono", "fastrand", "getrandom", "jiff", "rand", "time"];

pub(super) fn check(workspace: &Workspace) -> Vec<Finding> {
    let mut findings = Vec::new();
    for package in &workspace.packages {
        let manifest = package
            .directory
            .strip_prefix(&workspace.root)
            .unwrap_or(&package.directory);
        let path = manifest
            .join("Cargo.toml")
            .to_string_lossy()
            .replace('\\', "/");
        for dependency in &package.dependencies {
            if let Some(message) = refused(&package.name, dependency) {
                findings.push(Finding {
                    path: path.clone(),
                    line: 0,
                    message,
                });
            }
        }
        if floor(&package.name).is_none() {
            let message = format!(
                "crate `{}` has no floor yet: give it one in tidy's FLOORS",
                package.name
            );
            findings.push(Finding {
                path,
                line: 0,
                message,
            });
        }
    }
    findings
}

/// Whether a crate is of the core: it answers, and touches neither a browser nor this machine.
pub(super) fn is_core(name: &str) -> bool {
    !matches!(name, "fuzz" | "web" | "xtask")
}

fn floor(name: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&name))
}

/// Why a crate may not name a dependency, in whatever table of its manifest.
fn refused(name: &str, dependency: &str) -> Option<String> {
    if let (Some(own), Some(other)) = (floor(name), floor(dependency)) {
        return (other >= own).then(|| {
            format!("`{name}` may not know `{dependency}`: dependencies go down the floors, never up or across")
        });
    }
    let is_browser =
        dependency != TOOL && BROWSER.iter().any(|start| dependency.starts_with(start));
    if is_browser && name != PAGE {
        return Some(format!(
            "`{name}` may not know `{dependency}`: only `{PAGE}` knows the browser"
        ));
    }
    if is_core(name) && CHANCE.contains(&dependency) {
        return Some(format!(
            "`{name}` may not know `{dependency}`: the same input gives the same output"
        ));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knowledge_goes_down() {
        assert_eq!(refused("playground", "scene"), None);
        assert_eq!(refused("words", "syntax"), None);
        assert_eq!(refused("xtask", "playground"), None);
        assert!(
            refused("syntax", "cluster")
                .unwrap()
                .contains("`syntax` may not know `cluster`")
        );
        assert!(refused("scene", "share").is_some());
        assert!(refused("xtask", "web").is_some());
    }

    #[test]
    fn only_the_page_knows_the_browser() {
        assert_eq!(refused("web", "yew"), None);
        assert_eq!(refused("xtask", "wasm-bindgen-cli-support"), None);
        for dependency in [
            "wasm-bindgen",
            "wasm-bindgen-futures",
            "web-sys",
            "gloo-timers",
            "yew",
        ] {
            assert!(refused("scene", dependency).is_some(), "{dependency}");
        }
    }

    #[test]
    fn the_core_takes_no_chances() {
        assert!(refused("cluster", "rand").is_some());
        assert_eq!(refused("xtask", "rand"), None);
    }
}
