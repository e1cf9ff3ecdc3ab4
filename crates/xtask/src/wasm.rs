//! Makes `web/pkg` from the Rust sources: the Wasm, its bindings, and their types.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::stamp::{self, Fingerprint};
use crate::workspace::Workspace;
use crate::{node, process};

const TARGET: &str = "wasm32-unknown-unknown";

/// The features that rustc's Wasm uses. All of wasm-opt's would let it write imports that browsers
/// refuse.
const FEATURES: &[&str] = &[
    "bulk-memory",
    "bulk-memory-opt",
    "multivalue",
    "mutable-globals",
    "nontrapping-float-to-int",
    "reference-types",
    "sign-ext",
];

/// How much work goes into the Wasm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Profile {
    /// Quick to build, with names in it: for `serve --dev`.
    Dev,
    /// Small and fast: what is published.
    Release,
}

/// Builds the Wasm and its bindings into `web/pkg`.
pub(crate) fn build(workspace: &Workspace, profile: Profile) -> Result<()> {
    add_target()?;
    let mut cargo = process::cargo();
    cargo
        .args(["build", "--package", "web", "--lib", "--target", TARGET])
        .current_dir(&workspace.root);
    if let Some(flag) = nameless_paths() {
        cargo.env("CARGO_ENCODED_RUSTFLAGS", flag);
    }
    let directory = match profile {
        Profile::Dev => "debug",
        Profile::Release => {
            cargo.arg("--release");
            "release"
        }
    };
    process::run(&mut cargo)?;

    let raw = workspace
        .target
        .join(TARGET)
        .join(directory)
        .join("web.wasm");
    let inputs = Fingerprint::of(std::slice::from_ref(&raw), &|_| false, (profile, FEATURES))?;
    let pkg = workspace.root.join("web/pkg");
    let stamp = workspace.target.join("xtask/pkg.stamp");
    stamp::once(&stamp, inputs, &pkg, || {
        let made = workspace.target.join("xtask/pkg");
        bind(&raw, &made, profile)?;
        if profile == Profile::Release {
            optimise(workspace, &made.join("web_bg.wasm"))?;
        }
        hand_over(&made, &pkg)
    })?;
    Ok(())
}

/// A panic's message names the source file. The path up to the crates is this machine's own: it would
/// tell whose it is, and make the same sources into different bytes elsewhere.
fn nameless_paths() -> Option<OsString> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")))?;
    let mut flag = OsString::from("--remap-path-prefix=");
    flag.push(home.join("registry").join("src"));
    flag.push("=crates");
    Some(flag)
}

/// Has rustup add the target, unless it is there. A toolchain without rustup must bring it along.
fn add_target() -> Result<()> {
    let sysroot = process::output(Command::new("rustc").args(["--print", "sysroot"]))?;
    let libraries: PathBuf = [sysroot.trim(), "lib", "rustlib", TARGET, "lib"]
        .iter()
        .collect();
    if libraries.is_dir() {
        return Ok(());
    }
    process::run(Command::new("rustup").args(["target", "add", TARGET]))
        .with_context(|| format!("the Rust target {TARGET} is needed, and rustup could not add it"))
}

/// Writes the JavaScript and TypeScript side of every `#[wasm_bindgen]` item beside the Wasm.
fn bind(raw: &Path, made: &Path, profile: Profile) -> Result<()> {
    // What an earlier build left must not stay: the packer would still find it.
    if made.exists() {
        fs::remove_dir_all(made).with_context(|| format!("cannot empty {}", made.display()))?;
    }
    Bindgen::new()
        .input_path(raw)
        .web(true)?
        .typescript(true)
        // The page and the worker are handed the one compiled module; neither looks for a file
        // itself.
        .omit_default_module_path(true)
        .remove_name_section(profile == Profile::Release)
        .remove_producers_section(true)
        .generate(made)
        .context("cannot write the bindings")
}

fn optimise(workspace: &Workspace, wasm: &Path) -> Result<()> {
    node::install(workspace)?;
    let before = fs::metadata(wasm)?.len();
    let mut command = node::tool(workspace, "binaryen/bin/wasm-opt");
    command
        // Not `-Oz`: what it does with locals saves a tenth of the bytes before brotli and costs a tenth after it,
        // because code that is alike no longer looks alike. What counts is what goes over the wire.
        .arg("-O1")
        .args(FEATURES.iter().map(|feature| format!("--enable-{feature}")));
    process::run(command.arg(wasm).arg("-o").arg(wasm))?;
    let after = fs::metadata(wasm)?.len();
    if after == 0 || after > before {
        bail!("wasm-opt made {before} bytes into {after}");
    }
    println!(
        "web_bg.wasm: {} KB, {} KB before wasm-opt",
        after / 1024,
        before / 1024
    );
    Ok(())
}

/// Puts what was made into its place, file by file: a development server that looks at this moment
/// finds a file or its successor, never none.
fn hand_over(made: &Path, pkg: &Path) -> Result<()> {
    let all = |_: &Path| false;
    let mut kept = Vec::new();
    for file in stamp::files(made, &all)? {
        let place = pkg.join(file.strip_prefix(made)?);
        if let Some(directory) = place.parent() {
            fs::create_dir_all(directory)?;
        }
        fs::copy(&file, &place).with_context(|| format!("cannot write {}", place.display()))?;
        kept.push(place);
    }
    for place in stamp::files(pkg, &all)? {
        if !kept.contains(&place) {
            fs::remove_file(&place)?;
        }
    }
    Ok(())
}
