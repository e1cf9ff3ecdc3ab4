//! Begins a rule of advice: its file, and the lines that register it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::workspace::Workspace;

pub(crate) const HELP: &str = "NAME
    begin a rule of advice: its file and the lines that register it

    NAME  its id, as its page will be called: selector-matches-nothing

    What is left to do, the compiler asks for: the check, its examples, and its words in both languages.";

const ADVICE: &str = "crates/cluster/src/advice";

pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    let [id] = arguments else {
        bail!("`new-rule` wants the id of one rule; see `cargo xtask help new-rule`");
    };
    let name = Name::parse(id)?;
    let advice = workspace.root.join(ADVICE);
    let file = advice.join(format!("{}.rs", name.file));
    if file.exists() {
        bail!("{} is there already", file.display());
    }
    fs::write(&file, name.skeleton())?;
    change(&advice.join("mod.rs"), |text| name.declared(text))?;
    change(&advice.join("rule.rs"), |text| name.registered(text))?;
    change(&advice.join("finding.rs"), |text| name.found(text))?;
    process::run(
        process::cargo()
            .args(["fmt", "--package", "cluster"])
            .current_dir(&workspace.root),
    )?;
    println!("{}\n`cargo check` says what is left to do.", file.display());
    Ok(())
}

fn change(path: &Path, by: impl Fn(&str) -> Option<String>) -> Result<()> {
    let text = fs::read_to_string(path)?;
    let changed = by(&text).with_context(|| format!("{} is not as it was", path.display()))?;
    fs::write(path, changed)?;
    Ok(())
}

/// The three ways in which a rule's name is written.
struct Name {
    /// `selector-matches-nothing`
    id: String,
    /// `selector_matches_nothing`
    file: String,
    /// `SelectorMatchesNothing`
    variant: String,
}

impl Name {
    fn parse(id: &str) -> Result<Self> {
        let words: Vec<&str> = id.split('-').collect();
        let is_word = |word: &&str| {
            word.starts_with(|first: char| first.is_ascii_lowercase())
                && word.bytes().all(|byte| byte.is_ascii_lowercase())
        };
        if !words.iter().all(is_word) {
            bail!("a rule's id is made of lower-case words with hyphens between them, not `{id}`");
        }
        let capital = |word: &&str| {
            let (first, rest) = word.split_at(1);
            first.to_ascii_uppercase() + rest
        };
        Ok(Self {
            id: id.to_owned(),
            file: words.join("_"),
            variant: words.iter().map(capital).collect(),
        })
    }

    fn skeleton(&self) -> String {
        format!(
            "//! What it sees, why that is a problem, what to do; and, if it is not certain, that it is not.\n\n\
             use super::{{Advice, Example, Scope}};\n\n\
             pub(super) const EXAMPLE: Example = Example {{\n    bad: \"\",\n    good: \"\",\n}};\n\n\
             /// Looks for what this rule is about, and pushes `Advice` with `Rule::{variant}` and `Finding::{variant}`.\n\
             pub(super) fn check(_scope: Scope<'_>, _advice: &mut Vec<Advice>) {{}}\n\n\
             #[cfg(test)]\nmod tests {{\n    use super::super::testing::{{pod, service, told}};\n\n    \
             #[test]\n    fn it_speaks() {{\n        let text = service(\"a\", \"selector: {{app: a}}, ports: [{{port: 80}}]\")\n            \
             + &pod(\"p\", \"app: a\", \"{{containerPort: 80}}\");\n        \
             assert_eq!(told(&text).rules(), [\"{id}\"]);\n    }}\n}}\n",
            variant = self.variant,
            id = self.id,
        )
    }

    /// `mod.rs` with the file's line in its place of the alphabet.
    fn declared(&self, text: &str) -> Option<String> {
        let line = format!("mod {};", self.file);
        let is_later = |other: &&str| other.starts_with("mod ") && **other > *line;
        let after = text
            .lines()
            .find(is_later)
            .or_else(|| text.lines().find(|line| *line == "#[cfg(test)]"))?;
        Some(text.replacen(after, &format!("{line}\n{after}"), 1))
    }

    /// `rule.rs` with the rule as the last.
    fn registered(&self, text: &str) -> Option<String> {
        let with_import = insert(
            text,
            "use super::{\n",
            &format!("    {},\n", self.file),
            After,
        )?;
        let line = format!("    {}: {}, \"{}\";\n", self.variant, self.file, self.id);
        insert(&with_import, "}\n\n#[cfg(test)]\n", &line, Before)
    }

    /// `finding.rs` with a variant for the evidence.
    fn found(&self, text: &str) -> Option<String> {
        let body = text.strip_suffix("}\n")?;
        Some(format!(
            "{body}    /// What `{}` found.\n    {} {{\n        /// The Service.\n        service: ObjectName,\n    }},\n}}\n",
            self.id, self.variant
        ))
    }
}

enum Side {
    Before,
    After,
}
use Side::{After, Before};

/// Puts `new` on one side of the first `anchor`.
fn insert(text: &str, anchor: &str, new: &str, side: Side) -> Option<String> {
    let at = text.find(anchor)?;
    let at = match side {
        Before => at,
        After => at + anchor.len(),
    };
    let (before, after) = text.split_at(at);
    Some([before, new, after].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_written_in_three_ways() {
        let name = Name::parse("two-ports").unwrap();
        assert_eq!((&*name.file, &*name.variant), ("two_ports", "TwoPorts"));
        for id in ["", "Two-ports", "two--ports", "two_ports", "-two"] {
            assert!(Name::parse(id).is_err(), "{id}");
        }
    }

    #[test]
    fn the_lines_find_their_places_in_the_files_as_they_are() {
        let advice = Workspace::load().unwrap().root.join(ADVICE);
        let read = |file: &str| fs::read_to_string(advice.join(file)).unwrap();
        let name = Name::parse("made-up").unwrap();
        let declared = name.declared(&read("mod.rs")).unwrap();
        assert!(declared.contains("mod loopback_only;\nmod made_up;\nmod named_port_missing;"));
        let registered = name.registered(&read("rule.rs")).unwrap();
        assert!(registered.contains("    MadeUp: made_up, \"made-up\";\n}\n"));
        let found = name.found(&read("finding.rs")).unwrap();
        assert!(found.ends_with("        service: ObjectName,\n    },\n}\n"));
    }
}
