//! Packs the static site.

use std::path::Path;

use anyhow::{Result, bail};

use crate::stamp::{self, Fingerprint};
use crate::wasm::{self, Profile};
use crate::workspace::Workspace;
use crate::{archive, node, process, rules};

pub(crate) const HELP: &str = "[--zip]
    pack the static site into dist/

    The site works under any path of any static host. A `.br` and a `.gz` lie beside each file that gains by it.
    Nothing is done if dist/ is already what the sources make.

    --zip  also make service-playground.zip of it: one file to unpack beside any web server";

/// What the site is made of. The tests and the other commands are not.
const SOURCES: &[&str] = &[
    ".cargo",
    "Cargo.lock",
    "Cargo.toml",
    "crates",
    "package-lock.json",
    "package.json",
    "public",
    "web",
];

pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    let mut zip = false;
    for argument in arguments {
        match argument.as_str() {
            "--zip" => zip = true,
            _ => bail!("`dist` does not know `{argument}`; see `cargo xtask help dist`"),
        }
    }
    if build(workspace)? {
        report(workspace)?;
    } else {
        println!("dist/ is up to date");
    }
    if zip {
        let place = archive::write(&workspace.root.join("dist"))?;
        println!("{}", place.display());
    }
    Ok(())
}

/// Makes `dist/` what the sources say. Says whether there was anything to do.
pub(crate) fn build(workspace: &Workspace) -> Result<bool> {
    let root = &workspace.root;
    let rustc = process::output(std::process::Command::new("rustc").arg("-vV"))?;
    let sources: Vec<_> = SOURCES.iter().map(|source| root.join(source)).collect();
    let inputs = Fingerprint::of(&sources, &|path| is_no_source(root, path), rustc)?;
    stamp::once(
        &workspace.target.join("xtask/dist.stamp"),
        inputs,
        &root.join("dist"),
        || {
            node::install(workspace)?;
            rules::build(workspace)?;
            wasm::build(workspace, Profile::Release)?;
            process::run(node::tool(workspace, "vite/bin/vite.js").args([
                "build",
                "--logLevel",
                "warn",
                "web",
            ]))
        },
    )
}

/// Of this program only the parts that make the Wasm and the rules' pages belong to the product.
fn is_no_source(root: &Path, path: &Path) -> bool {
    let Ok(path) = path.strip_prefix(root) else {
        return false;
    };
    let tool = path.starts_with("crates/xtask/src") && path != Path::new("crates/xtask/src");
    let made = path.starts_with("web/pkg") || path.starts_with("public/rules");
    let makes =
        ["wasm.rs", "rules.rs", "split"].map(|part| Path::new("crates/xtask/src").join(part));
    made || tool && !makes.iter().any(|part| path.starts_with(part))
}

/// What a visitor downloads, largest first.
fn report(workspace: &Workspace) -> Result<()> {
    let dist = workspace.root.join("dist");
    let mut rows = Vec::new();
    for file in stamp::files(&dist, &archive::is_packed)? {
        let size = |path: &Path| path.metadata().map(|metadata| metadata.len()).ok();
        let packed = dist.join(format!("{}.br", file.display()));
        rows.push((size(&file).unwrap_or_default(), size(&packed), file));
    }
    rows.sort_by(|one, other| other.cmp(one));
    for (size, packed, file) in rows {
        let packed = packed.map_or_else(String::new, |packed| format!("{packed:>9} as brotli"));
        println!(
            "{size:>9} {packed:<19} {}",
            file.strip_prefix(&workspace.root)
                .unwrap_or(&file)
                .display()
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bindings_and_other_commands_are_no_sources_of_the_site() {
        let skipped = |path: &str| is_no_source(Path::new("/w"), &Path::new("/w").join(path));
        assert!(skipped("web/pkg"));
        assert!(skipped("public/rules"));
        assert!(skipped("crates/xtask/src/test.rs"));
        for path in [
            "web",
            "web/src/app.rs",
            "crates/xtask/src",
            "crates/xtask/src/rules.rs",
            "crates/xtask/src/split/cut.rs",
            "crates/xtask/src/wasm.rs",
            "crates/xtask/Cargo.toml",
        ] {
            assert!(!skipped(path), "{path}");
        }
    }
}
