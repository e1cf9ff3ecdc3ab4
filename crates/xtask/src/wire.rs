//! What goes over the wire: the packed files' sizes as brotli.

use anyhow::{Result, bail};

use crate::workspace::Workspace;
use crate::{archive, stamp};

/// So many bytes a first visit may fetch. It only ever gets less; `cargo xtask test` holds it.
const FIRST_VISIT: u64 = 540_000;

/// A visit fetches these when somebody begins to do something; their names begin so.
const LATER: &[&str] = &["assets/web_rest", "assets/later"];

/// A file of the site.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct File {
    pub(crate) name: String,
    /// Bytes as they are sent.
    pub(crate) sent: u64,
    /// Whether a first visit fetches it.
    pub(crate) at_first: bool,
}

/// The files that the page is made of, the largest first.
pub(crate) fn files(workspace: &Workspace) -> Result<Vec<File>> {
    let dist = workspace.root.join("dist");
    let mut files = Vec::new();
    for file in stamp::files(&dist, &archive::is_packed)? {
        let name = file.strip_prefix(&dist)?.display().to_string();
        if name != "index.html" && !name.starts_with("assets") {
            continue;
        }
        let packed = dist.join(format!("{name}.br"));
        let sent = if packed.is_file() { packed } else { file };
        files.push(File {
            at_first: !LATER.iter().any(|later| name.starts_with(later)),
            sent: sent.metadata()?.len(),
            name,
        });
    }
    files.sort_by_key(|file| std::cmp::Reverse(file.sent));
    Ok(files)
}

/// The bytes of a first visit.
pub(crate) fn first_visit(files: &[File]) -> u64 {
    (files.iter())
        .filter(|file| file.at_first)
        .map(|file| file.sent)
        .sum()
}

/// Fails if a first visit fetches more than it did.
pub(crate) fn hold(workspace: &Workspace) -> Result<()> {
    let sent = first_visit(&files(workspace)?);
    println!("a first visit fetches {sent} bytes; {FIRST_VISIT} are allowed");
    if sent > FIRST_VISIT {
        bail!(
            "a first visit has grown: `cargo xtask first-visit` looks anew at which functions it needs"
        );
    }
    Ok(())
}
