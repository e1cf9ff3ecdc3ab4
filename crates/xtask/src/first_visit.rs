//! Measures which functions a first visit runs.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use flate2::{Compression, GzBuilder};

use crate::server::Site;
use crate::workspace::Workspace;
use crate::{browser, dist, node, process, split, stamp, wasm};

pub(crate) const HELP: &str = "
    measure which functions a first visit runs, and write web/first-visit.txt.gz

    Those functions are in the part of the Wasm that every visit fetches; the others are fetched when somebody begins to do something.
    To be run when the first part has grown: a function that is new, or was renamed, is taken for one that a visit does not need.";

/// Keeps hold of a module's exports: stands before the first line of the page's and the worker's scripts.
const HOLD: &str = "const made=WebAssembly.instantiate;WebAssembly.instantiate=async(...given)=>{const instance=await made(...given);globalThis.marks=instance.exports;return instance};";

pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    if !arguments.is_empty() {
        bail!("`first-visit` takes no arguments");
    }
    let chromium = browser::CHROMIUM.find_or_install()?;
    dist::build(workspace)?;
    let whole = fs::read(wasm::whole(workspace))
        .context("the site is older than its parts: delete dist/ and begin anew")?;
    let (marked, names) = split::with_marks(&whole)?;
    let site = workspace.target.join("xtask/marked");
    copy_with(&workspace.root.join("dist"), &site, &marked)?;
    let address = Site::new(site, "/").serve(0)?;
    let mut visit = node::script(workspace, "tests/first-visit/visit.mjs");
    let ran = process::output(visit.env("SITE", address).env("CHROMIUM", chromium))?;
    let ran: Vec<usize> = serde_json::from_str(&ran).context("visit.mjs prints numbers")?;
    let names: BTreeSet<&str> = (ran.iter())
        .filter_map(|number| names.get(*number))
        .map(String::as_str)
        .filter(|name| !name.is_empty())
        .collect();
    let profile = workspace.root.join(wasm::PROFILE);
    // `write` puts no time and no name of a file into it: the same names make the same bytes.
    let mut file = GzBuilder::new().write(fs::File::create(&profile)?, Compression::best());
    for name in &names {
        writeln!(file, "{name}")?;
    }
    file.finish()?;
    println!("{}: {} functions", profile.display(), names.len());
    Ok(())
}

/// The packed site with the marked module in place of the first part, and scripts that keep hold of it.
fn copy_with(dist: &Path, site: &Path, marked: &[u8]) -> Result<()> {
    if site.exists() {
        fs::remove_dir_all(site)?;
    }
    for file in stamp::files(dist, &|_| false)? {
        let place = site.join(file.strip_prefix(dist)?);
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        if let Some(directory) = place.parent() {
            fs::create_dir_all(directory)?;
        }
        match name.as_ref() {
            // The server would send the packed form.
            _ if name.ends_with(".br") || name.ends_with(".gz") => {}
            _ if name.starts_with("web_bg") => fs::write(&place, marked)?,
            "index.html" => fs::write(&place, without_integrity(&fs::read_to_string(&file)?))?,
            _ if name.ends_with(".js")
                && ["index", "worker"]
                    .iter()
                    .any(|script| name.starts_with(script)) =>
            {
                fs::write(&place, format!("{HOLD}{}", fs::read_to_string(&file)?))?;
            }
            _ => drop(fs::copy(&file, &place)?),
        }
    }
    Ok(())
}

/// The scripts are not those whose hashes the page names.
fn without_integrity(html: &str) -> String {
    let mut parts = html.split(" integrity=\"");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str(part.split_once('"').map_or("", |(_, after)| after));
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_taken_out_of_the_page() {
        let html = r#"<script src="a.js" integrity="sha384-x"></script><link href="b.css" integrity="sha384-y">"#;
        assert_eq!(
            without_integrity(html),
            r#"<script src="a.js"></script><link href="b.css">"#
        );
    }
}
