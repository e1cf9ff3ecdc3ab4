//! Where things are, as cargo itself says.

use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process;

/// The workspace, its packages, and the directory for whatever is built.
pub(crate) struct Workspace {
    pub(crate) root: PathBuf,
    pub(crate) target: PathBuf,
    pub(crate) packages: Vec<Package>,
}

/// A member of the workspace, and what its manifest names.
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) directory: PathBuf,
    /// The names in all of its manifest's tables of dependencies.
    pub(crate) dependencies: Vec<String>,
}

impl Workspace {
    /// Asks cargo. Reads manifests only: no network, no lock.
    pub(crate) fn load() -> Result<Self> {
        let text = process::output(process::cargo().args([
            "metadata",
            "--no-deps",
            "--format-version",
            "1",
        ]))?;
        Self::read(&text).context("`cargo metadata` said something unexpected")
    }

    /// What cargo knows of every crate in the lock file.
    pub(crate) fn metadata(&self) -> Result<Value> {
        let mut cargo = process::cargo();
        cargo.args(["metadata", "--locked", "--format-version", "1"]);
        let text = process::output(cargo.current_dir(&self.root))?;
        serde_json::from_str(&text).context("`cargo metadata` said something unexpected")
    }

    fn read(metadata: &str) -> Result<Self> {
        let metadata: Value = serde_json::from_str(metadata)?;
        let mut packages = Vec::new();
        for package in list(&metadata, "packages")? {
            let mut directory = PathBuf::from(text(package, "manifest_path")?);
            directory.pop();
            let dependencies = list(package, "dependencies")?
                .iter()
                .map(|dependency| text(dependency, "name"))
                .collect::<Result<_>>()?;
            packages.push(Package {
                name: text(package, "name")?,
                directory,
                dependencies,
            });
        }
        Ok(Self {
            root: text(&metadata, "workspace_root")?.into(),
            target: text(&metadata, "target_directory")?.into(),
            packages,
        })
    }
}

fn text(value: &Value, key: &str) -> Result<String> {
    let text = value.get(key).and_then(Value::as_str);
    Ok(text.with_context(|| format!("no text `{key}`"))?.to_owned())
}

fn list<'a>(value: &'a Value, key: &str) -> Result<&'a [Value]> {
    let list = value.get(key).and_then(Value::as_array);
    Ok(list.with_context(|| format!("no list `{key}`"))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_cargo_prints() {
        let workspace = Workspace::read(
            r#"{"workspace_root": "/w", "target_directory": "/t", "packages": [{
                "name": "words", "manifest_path": "/w/crates/words/Cargo.toml",
                "dependencies": [{"name": "serde", "kind": null}, {"name": "proptest", "kind": "dev"}]
            }]}"#,
        )
        .unwrap();
        assert_eq!(workspace.target, PathBuf::from("/t"));
        let words = &workspace.packages[0];
        assert_eq!(words.directory, PathBuf::from("/w/crates/words"));
        assert_eq!(words.dependencies, ["serde", "proptest"]);
    }
}
