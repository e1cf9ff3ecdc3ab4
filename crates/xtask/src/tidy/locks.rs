//! The lock files say the same on every machine.

use super::Finding;

/// What reads a lock file.
pub(super) type Check = fn(&str) -> Vec<Finding>;

/// The one place from which crates come; cargo writes it however it is reached.
const CRATES: &str = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";

/// Cargo.lock: every crate comes from crates.io, and the two halves of wasm-bindgen are of one
/// version.
pub(super) fn cargo(text: &str) -> Vec<Finding> {
    let finding = |line, message: String| Finding {
        path: "Cargo.lock".to_owned(),
        line,
        message,
    };
    let mut findings = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.starts_with("source = ") && line != CRATES {
            findings.push(finding(
                index + 1,
                format!("crates come from crates.io, and this is {line}"),
            ));
        }
    }
    let (library, tool) = ("wasm-bindgen", "wasm-bindgen-cli-support");
    if version(text, library) != version(text, tool) {
        findings.push(finding(
            0,
            format!("`{library}` and `{tool}` are of two versions: the page would not start"),
        ));
    }
    findings
}

/// package-lock.json: versions and hashes, and no address of the registry that happened to be
/// asked.
pub(super) fn npm(text: &str) -> Vec<Finding> {
    let addresses = text
        .lines()
        .enumerate()
        .filter(|(_, line)| line.trim_start().starts_with("\"resolved\": \"http"));
    addresses
        .map(|(index, _)| Finding {
            path: "package-lock.json".to_owned(),
            line: index + 1,
            message: "names a registry: `npm install` here, with the .npmrc of this project, leaves it out".to_owned(),
        })
        .collect()
}

/// The version of a crate, of which there is one.
fn version<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let mut lines = text
        .lines()
        .skip_while(|line| *line != format!("name = \"{name}\""));
    lines.nth(1)?.strip_prefix("version = ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crates_come_from_one_place() {
        assert_eq!(
            cargo(&format!("name = \"a\"\nversion = \"1\"\n{CRATES}\n")),
            []
        );
        let mirror =
            "name = \"a\"\nversion = \"1\"\nsource = \"registry+https://mirror.example/index\"\n";
        assert_eq!(cargo(mirror)[0].line, 3);
    }

    #[test]
    fn the_bindings_are_written_by_the_version_that_reads_them() {
        let lock = |tool: &str| {
            format!(
                "name = \"wasm-bindgen\"\nversion = \"0.2.1\"\n\nname = \"wasm-bindgen-cli-support\"\nversion = \"{tool}\"\n"
            )
        };
        assert_eq!(cargo(&lock("0.2.1")), []);
        assert!(cargo(&lock("0.2.2"))[0].message.contains("two versions"));
    }

    #[test]
    fn npm_names_no_registry() {
        assert_eq!(npm("\"integrity\": \"sha512-x\""), []);
        assert_eq!(
            npm("{\n  \"resolved\": \"https://mirror.example/a.tgz\",")[0].line,
            2
        );
    }
}
