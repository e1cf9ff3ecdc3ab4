//! Serves the page on this machine.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, bail};

use crate::server::Site;
use crate::wasm::{self, Profile};
use crate::workspace::Workspace;
use crate::{dist, node, rules, stamp};

pub(crate) const HELP: &str = "[--port N] [--dev]
    build the page and serve it on http://127.0.0.1:8080

    --port N  another port
    --dev     quick builds; the page is built and loaded again when a source changes";

/// How often `--dev` looks whether a Rust source has changed. Vite itself watches the rest.
const GLANCE: Duration = Duration::from_millis(500);

#[derive(Debug, PartialEq, Eq)]
struct Options {
    port: u16,
    dev: bool,
}

pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    let options = parse(arguments)?;
    if options.dev {
        return develop(workspace, options.port);
    }
    dist::build(workspace)?;
    let address = Site::new(workspace.root.join("dist"), "/").serve(options.port)?;
    println!("Service Playground: {address}\nCtrl-C ends it.");
    loop {
        std::thread::park();
    }
}

fn parse(arguments: &[String]) -> Result<Options> {
    let mut options = Options {
        port: 8080,
        dev: false,
    };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--dev" => options.dev = true,
            "--port" => {
                let port = rest.next().context("--port wants a number")?;
                options.port = port
                    .parse()
                    .with_context(|| format!("`{port}` is no port"))?;
            }
            _ => bail!("`serve` does not know `{argument}`; see `cargo xtask help serve`"),
        }
    }
    Ok(options)
}

/// Vite serves and reloads; this builds the Wasm again whenever a Rust source changes.
fn develop(workspace: &Workspace, port: u16) -> Result<()> {
    node::install(workspace)?;
    let mut seen = glance(workspace)?;
    rules::build(workspace)?;
    wasm::build(workspace, Profile::Dev)?;
    let port = port.to_string();
    let mut vite = node::tool(workspace, "vite/bin/vite.js")
        .args(["web", "--port", &port])
        // Never written to; its end tells Vite that this program has ended.
        .stdin(Stdio::piped())
        .spawn()?;
    loop {
        std::thread::sleep(GLANCE);
        if let Some(status) = vite.try_wait()? {
            bail!("the development server ended ({status})");
        }
        let now = glance(workspace)?;
        if now != seen {
            seen = now;
            // The compiler has said what is wrong; the next change is the next chance.
            if let Err(error) = wasm::build(workspace, Profile::Dev) {
                eprintln!("{error:#}");
            }
        }
    }
}

/// The Rust sources of the page, and when each was last written.
fn glance(workspace: &Workspace) -> Result<Vec<(PathBuf, Option<SystemTime>)>> {
    let skip = |path: &Path| path.ends_with("web/pkg") || path.ends_with("crates/xtask");
    let mut seen = Vec::new();
    for directory in ["crates", "web"] {
        for file in stamp::files(&workspace.root.join(directory), &skip)? {
            if file.extension().is_some_and(|end| end == "rs") {
                let written = file
                    .metadata()
                    .and_then(|metadata| metadata.modified())
                    .ok();
                seen.push((file, written));
            }
        }
    }
    Ok(seen)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(arguments: &[&str]) -> Result<Options> {
        parse(
            &arguments
                .iter()
                .map(|&argument| argument.to_owned())
                .collect::<Vec<_>>(),
        )
    }

    #[test]
    fn reads_its_arguments() {
        assert_eq!(
            parsed(&[]).unwrap(),
            Options {
                port: 8080,
                dev: false
            }
        );
        assert_eq!(
            parsed(&["--dev", "--port", "9000"]).unwrap(),
            Options {
                port: 9000,
                dev: true
            }
        );
        assert!(parsed(&["--port"]).is_err());
        assert!(parsed(&["--port", "65536"]).is_err());
        assert!(parsed(&["--open"]).is_err());
    }
}
