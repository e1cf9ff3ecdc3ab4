//! What goes over the wire: the packed files' sizes as brotli.

use anyhow::Result;

use crate::workspace::Workspace;
use crate::{archive, stamp};

/// The names of the files that a visit needs and their sizes in bytes, the largest first.
pub(super) fn sizes(workspace: &Workspace) -> Result<Vec<(String, u64)>> {
    let dist = workspace.root.join("dist");
    let mut sizes = Vec::new();
    for file in stamp::files(&dist, &archive::is_packed)? {
        let name = file.strip_prefix(&dist)?.display().to_string();
        if name != "index.html" && !name.starts_with("assets") {
            continue;
        }
        let packed = dist.join(format!("{name}.br"));
        let sent = if packed.is_file() { packed } else { file };
        sizes.push((name, sent.metadata()?.len()));
    }
    sizes.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    Ok(sizes)
}
