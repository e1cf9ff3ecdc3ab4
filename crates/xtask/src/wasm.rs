//! Makes `web/pkg` from the Rust sources: the Wasm, its bindings, and their types.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use flate2::read::GzDecoder;
use wasm_bindgen_cli_support::Bindgen;

use crate::stamp::{self, Fingerprint};
use crate::workspace::Workspace;
use crate::{node, process, split};

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

/// The functions that a first visit runs; `cargo xtask first-visit` writes it.
pub(crate) const PROFILE: &str = "web/first-visit.txt.gz";
const FIRST: &str = "web_bg.wasm";
const REST: &str = "web_rest.wasm";
/// A module with nothing in it.
const EMPTY: &[u8] = b"\0asm\x01\0\0\0";

/// The module as it was before it was divided, with its symbols.
pub(crate) fn whole(workspace: &Workspace) -> PathBuf {
    workspace.target.join("xtask/whole.wasm")
}

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
    let mut flags: Vec<_> = nameless_paths().into_iter().collect();
    let directory = match profile {
        Profile::Dev => "debug",
        Profile::Release => {
            cargo.arg("--release");
            // The splitter follows them from the code to its constants.
            flags.push("-Clink-arg=--emit-relocs".into());
            // Names that tell one instance of a generic function from another.
            flags.push("-Csymbol-mangling-version=v0".into());
            "release"
        }
    };
    cargo.env("CARGO_ENCODED_RUSTFLAGS", flags.join(OsStr::new("\u{1f}")));
    process::run(&mut cargo)?;

    let raw = workspace
        .target
        .join(TARGET)
        .join(directory)
        .join("web.wasm");
    let inputs = [raw.clone(), workspace.root.join(PROFILE)];
    let inputs = Fingerprint::of(&inputs, &|_| false, (profile, FEATURES))?;
    let pkg = workspace.root.join("web/pkg");
    let stamp = workspace.target.join("xtask/pkg.stamp");
    stamp::once(&stamp, inputs, &pkg, || {
        let made = workspace.target.join("xtask/pkg");
        bind(&raw, &made, profile)?;
        let (first, rest) = (made.join(FIRST), made.join(REST));
        match profile {
            // In one piece: the rest is an empty module that nobody asks for.
            Profile::Dev => fs::write(&rest, EMPTY)?,
            Profile::Release => {
                optimise(workspace, &first)?;
                divide(workspace, &raw, &first, &rest)?;
            }
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
        .input_bytes("web", split::without_relocations(&fs::read(raw)?)?)
        .web(true)?
        .typescript(true)
        // The page and the worker are handed the one compiled module; neither looks for a file
        // itself.
        .omit_default_module_path(true)
        // The splitter goes by the symbols; it leaves none behind.
        .demangle(profile == Profile::Dev)
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
        .args(["-O1", "-g"])
        .args(FEATURES.iter().map(|feature| format!("--enable-{feature}")));
    process::run(command.arg(wasm).arg("-o").arg(wasm))?;
    let after = fs::metadata(wasm)?.len();
    if after == 0 || after > before {
        bail!("wasm-opt made {before} bytes into {after}");
    }
    Ok(())
}

/// Divides the module into what a first visit runs and the rest.
fn divide(workspace: &Workspace, raw: &Path, first: &Path, rest: &Path) -> Result<()> {
    let profile = workspace.root.join(PROFILE);
    let profile =
        fs::File::open(&profile).with_context(|| format!("cannot open {}", profile.display()))?;
    let profile = io::read_to_string(GzDecoder::new(profile))?;
    let parts = split::cut(
        &fs::read(raw)?,
        &fs::read(first)?,
        &split::Profile::read(&profile),
    )?;
    // In one piece it is needed once more: to see what a first visit runs.
    fs::rename(first, whole(workspace))?;
    fs::write(first, &parts.first)?;
    fs::write(rest, &parts.rest)?;
    println!(
        "{FIRST}: {} KB, and {} KB for later",
        parts.first.len() / 1024,
        parts.rest.len() / 1024
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
