//! Finds the browser that runs the tests: the system's own, installed where that can be done.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;

/// The names under which Chromium and Chrome are installed, looked for in `PATH`.
const NAMES: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
];

/// And the places in which they lie outside of it.
const PLACES: &[&str] = &[
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
];

/// The Debian packages: the browser, and a font that has Hangul.
const PACKAGES: &[&str] = &["chromium", "fonts-noto-cjk"];

/// The browser's path: what the environment's `CHROMIUM` says, or the first that is found. Debian's
/// own is installed when there is none and it can be done without asking.
pub(crate) fn find_or_install() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("CHROMIUM").filter(|path| !path.is_empty()) {
        let path = PathBuf::from(path);
        if path.is_file() {
            return Ok(path);
        }
        bail!(
            "CHROMIUM is set to {}, and there is no such file",
            path.display()
        );
    }
    if let Some(path) = find() {
        return Ok(path);
    }
    if !is_debian() || !is_root() {
        bail!(
            "the browser tests need Chromium or Chrome, and none was found; on Debian install it by \
             `apt-get install {}`, elsewhere from https://www.google.com/chrome, or set CHROMIUM to its path",
            PACKAGES.join(" ")
        );
    }
    install(PACKAGES)?;
    find().context("Debian's chromium was installed, and is still not found")
}

/// Installs packages of Debian, where that can be done without asking.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    if !is_debian() || !is_root() {
        bail!(
            "`apt-get install {}` is needed, and cannot be done here",
            packages.join(" ")
        );
    }
    let apt = || {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    process::run(apt().args(["update", "-q"]))?;
    process::run(
        apt()
            .args(["install", "-q", "-y", "--no-install-recommends"])
            .args(packages),
    )
}

fn find() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let directories: Vec<_> = std::env::split_paths(&path).collect();
    let named = NAMES.iter().flat_map(|name| {
        directories
            .iter()
            .map(move |directory| directory.join(name))
    });
    named
        .chain(PLACES.iter().map(PathBuf::from))
        .find(|file| file.is_file())
}

fn is_debian() -> bool {
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    Path::new("/usr/bin/apt-get").is_file() && release.lines().any(|line| line == "ID=debian")
}

fn is_root() -> bool {
    process::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
