//! KubeDiagrams (PyPI) draws manifests too, with Python and graphviz: how long it takes for the same text.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use super::inputs::{self, Size};
use super::numbers::median;
use crate::workspace::Workspace;
use crate::{browser, process};

/// The Debian packages that it needs: the program, and what its Python binding is built from.
const PACKAGES: &[&str] = &["graphviz", "libgraphviz-dev"];
/// So often is each size drawn.
const TIMES: usize = 3;
/// Larger ones keep graphviz busy for minutes.
pub(super) const SIZES: [Size; 2] = [Size::S, Size::M];

/// The version, and the time for each of [`SIZES`] in milliseconds.
pub(super) struct Drawn {
    pub(super) version: String,
    pub(super) times: Vec<f64>,
}

pub(super) fn measure(workspace: &Workspace) -> Result<Drawn> {
    let directory = workspace.target.join("bench/kubediagrams");
    let python = directory.join("bin/python");
    let tool = directory.join("bin/kube-diagrams");
    if !tool.is_file() {
        if let Err(error) = browser::install(PACKAGES) {
            println!("{error}; going on with what is here");
        }
        process::run(Command::new("python3").args(["-m", "venv"]).arg(&directory))?;
        let install = ["-m", "pip", "install", "--quiet", "KubeDiagrams"];
        process::run(Command::new(&python).args(install))?;
    }
    let version = "import importlib.metadata as all; print(all.version('KubeDiagrams'))";
    let version = process::output(Command::new(&python).args(["-c", version]))?;
    let times = SIZES.into_iter().map(|size| {
        let text = directory.join(format!("{}.yaml", size.name()));
        std::fs::write(&text, inputs::text(size))?;
        let times: Result<Vec<f64>> = (0..TIMES)
            .map(|_| draw(&tool, &text, &directory.join("drawn.svg")))
            .collect();
        median(&times?).context("it was drawn at least once")
    });
    Ok(Drawn {
        version: version.trim().to_owned(),
        times: times.collect::<Result<_>>()?,
    })
}

fn draw(tool: &Path, text: &Path, picture: &Path) -> Result<f64> {
    let begun = Instant::now();
    let status = Command::new(tool)
        .arg("--output")
        .arg(picture)
        .arg(text)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .context("cannot run kube-diagrams")?;
    if !status.success() {
        bail!("kube-diagrams failed ({status})");
    }
    Ok(begun.elapsed().as_secs_f64() * 1000.0)
}
