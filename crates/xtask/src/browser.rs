//! Finds the browsers that run the tests: the system's own, installed where that can be done.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;

/// A browser that runs the tests, and how to come by it.
pub(crate) struct Browser {
    name: &'static str,
    /// The environment's variable that says where it is; the tests' configuration reads it, too.
    pub(crate) variable: &'static str,
    /// The names under which it is installed, looked for in `PATH`.
    names: &'static [&'static str],
    /// And the places in which it lies outside of it.
    places: &'static [&'static str],
    /// The Debian packages.
    packages: &'static [&'static str],
    /// Where it is to be had elsewhere.
    site: &'static str,
}

/// Chromium or Chrome, and a font that has Hangul.
pub(crate) const CHROMIUM: Browser = Browser {
    name: "Chromium or Chrome",
    variable: "CHROMIUM",
    names: &[
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "chrome",
        "microsoft-edge",
    ],
    places: &[
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "C:/Program Files/Google/Chrome/Application/chrome.exe",
        "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
    ],
    packages: &["chromium", "fonts-noto-cjk"],
    site: "https://www.google.com/chrome",
};

/// Firefox, as it is published.
pub(crate) const FIREFOX: Browser = Browser {
    name: "Firefox",
    variable: "FIREFOX",
    names: &["firefox-esr", "firefox"],
    places: &[
        "/Applications/Firefox.app/Contents/MacOS/firefox",
        "C:/Program Files/Mozilla Firefox/firefox.exe",
    ],
    packages: &["firefox-esr", "fonts-noto-cjk"],
    site: "https://www.mozilla.org/firefox",
};

impl Browser {
    /// Its path: what the environment says, or the first that is found. Debian's own is installed when there is none and it can be
    /// done without asking.
    pub(crate) fn find_or_install(&self) -> Result<PathBuf> {
        let Self { name, variable, .. } = self;
        if let Some(path) = std::env::var_os(variable).filter(|path| !path.is_empty()) {
            let path = PathBuf::from(path);
            if path.is_file() {
                return Ok(path);
            }
            bail!(
                "{variable} is set to {}, and there is no such file",
                path.display()
            );
        }
        if let Some(path) = self.find() {
            return Ok(path);
        }
        if !is_debian() || !is_root() {
            bail!(
                "the browser tests need {name}, and none was found; on Debian install it by `apt-get install {}`, elsewhere from {}, \
                 or set {variable} to its path",
                self.packages.join(" "),
                self.site,
            );
        }
        install(self.packages)?;
        self.find()
            .with_context(|| format!("Debian's {name} was installed, and is still not found"))
    }

    fn find(&self) -> Option<PathBuf> {
        let path = std::env::var_os("PATH")?;
        let directories: Vec<_> = std::env::split_paths(&path).collect();
        let named = self.names.iter().flat_map(|name| {
            directories
                .iter()
                .map(move |directory| directory.join(name))
        });
        named
            .chain(self.places.iter().map(PathBuf::from))
            .find(|file| file.is_file())
    }
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

fn is_debian() -> bool {
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    Path::new("/usr/bin/apt-get").is_file() && release.lines().any(|line| line == "ID=debian")
}

fn is_root() -> bool {
    process::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
