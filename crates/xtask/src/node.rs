//! The JavaScript tools: installed from the lock file, run by node.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::process;
use crate::stamp::{self, Fingerprint};
use crate::workspace::Workspace;

/// Installs what package-lock.json names, unless that is what is there.
pub(crate) fn install(workspace: &Workspace) -> Result<()> {
    let root = &workspace.root;
    let inputs = ["package.json", "package-lock.json", ".npmrc"].map(|file| root.join(file));
    let inputs = Fingerprint::of(&inputs, &|_| false, ())?;
    let modules = root.join("node_modules");
    // npm writes this file last; comparing all 200 MB each time would take longer than it is worth.
    let installed = modules.join(".package-lock.json");
    stamp::once(&modules.join(".xtask-stamp"), inputs, &installed, || {
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        // The browser is the system's own (see `browser`): no other is fetched.
        let mut command = Command::new(npm);
        command
            .arg("ci")
            .current_dir(root)
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        process::run(&mut command)
            .context("node 20.19 or newer, with npm, is needed to pack and to test the page")
    })?;
    Ok(())
}

/// Asks npm's registry what is known against the packages. A registry that does not answer says nothing against them.
pub(crate) fn audit(workspace: &Workspace) -> Result<()> {
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let said = Command::new(npm)
        .args(["audit", "--json"])
        .current_dir(&workspace.root)
        .output()
        .context("npm is needed")?;
    match vulnerabilities(&said.stdout) {
        None => println!("npm audit: the registry gave no answer"),
        Some(0) => println!("npm audit: nothing known"),
        Some(some) => bail!("{some} known vulnerabilities: see `npm audit`"),
    }
    Ok(())
}

/// How many vulnerabilities `npm audit --json` tells of; none where it tells of a failure instead.
fn vulnerabilities(said: &[u8]) -> Option<u64> {
    let said: Value = serde_json::from_slice(said).ok()?;
    said.pointer("/metadata/vulnerabilities/total")?.as_u64()
}

/// A tool from `node_modules`, given its script: `vite/bin/vite.js`.
pub(crate) fn tool(workspace: &Workspace, path: &str) -> Command {
    script(workspace, Path::new("node_modules").join(path))
}

/// A script of the repository, given its path.
pub(crate) fn script(workspace: &Workspace, path: impl AsRef<Path>) -> Command {
    let mut command = Command::new("node");
    command
        .arg(workspace.root.join(path))
        .current_dir(&workspace.root);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_of_the_network_is_no_finding() {
        let found = br#"{"metadata": {"vulnerabilities": {"high": 2, "total": 2}}}"#;
        assert_eq!(vulnerabilities(found), Some(2));
        assert_eq!(vulnerabilities(br#"{"message": "405", "error": {}}"#), None);
        assert_eq!(vulnerabilities(b""), None);
    }
}
