//! What may stand in a file.

use super::Finding;
use super::layers::is_core;
use super::source::{Line, Source};

/// A file longer than this, without its tests, is about more than one thing.
const MAX_LINES: usize = 800;

/// Stands in a file's first lines if a command wrote it; such a file may be long.
const GENERATED: &str = concat!("@", "generated");

/// What the core never says in code outside of tests, and why. A name is matched whole.
const NOT_IN_CORE: &[(&str, &str)] = &[
    ("HashMap", "its order is random: use BTreeMap or a Vec"),
    (
        "HashSet",
        "its order is random: use BTreeSet or a sorted Vec",
    ),
    ("RandomState", "the same input gives the same output"),
    ("std::time", "the core has no clock: a time is an argument"),
    ("rand::", "the core has no chance: a seed is an argument"),
    ("std::env", "the core knows no machine"),
    ("std::fs", "the core reads no files: a text is an argument"),
    ("std::io", "the core neither reads nor writes"),
    ("std::process", "the core knows no machine"),
    ("std::thread", "the core knows no threads: Wasm has one"),
    ("print!", "the core returns what it has to say"),
    ("println!", "the core returns what it has to say"),
    ("eprint!", "the core returns what it has to say"),
    ("eprintln!", "the core returns what it has to say"),
    ("dbg!", "the core returns what it has to say"),
    (
        ".unwrap()",
        "the core never panics: say what happens otherwise",
    ),
    (
        ".expect(",
        "the core never panics: say what happens otherwise",
    ),
    (
        "panic!",
        "the core never panics: return an error or a diagnostic",
    ),
    (
        "unreachable!",
        "the core never panics: let the types say it, or return something harmless",
    ),
    (
        "unimplemented!",
        "the core never panics: leave it out until it is there",
    ),
    (
        "todo!",
        "the core never panics: leave it out until it is there",
    ),
];

/// Where Korean may stand. Elsewhere a sentence has escaped from `words`.
const KOREAN: &[&str] = &[
    "crates/words/",
    "docs/",
    "public/examples/",
    "public/lessons/",
    // What is said when there is no Wasm, and so no words.
    "web/index.html",
];

pub(super) fn check(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut say = |line: usize, message: String| {
        findings.push(Finding {
            path: source.path.clone(),
            line,
            message,
        });
    };
    if let Some(message) = too_long(source) {
        say(0, message);
    }
    if is_crate_root(&source.path) && !source.text.starts_with("//!") {
        say(
            1,
            "a crate begins by saying what it is for: `//! …`".to_owned(),
        );
    }
    let mut before = "";
    for line in source.lines() {
        for message in [
            unfinished(source, &line),
            left_out(source, &line),
            unexplained(source, &line, before),
            ruled_off(&line),
            escaped_korean(source, &line),
        ]
        .into_iter()
        .flatten()
        {
            say(line.number, message);
        }
        for message in not_in_core(source, &line) {
            say(line.number, message);
        }
        before = line.text;
    }
    findings
}

fn is_crate_root(path: &str) -> bool {
    path.ends_with("/src/lib.rs") || path.ends_with("/src/main.rs")
}

fn is_code(source: &Source) -> bool {
    matches!(source.extension(), "css" | "js" | "mjs" | "rs" | "ts")
}

fn too_long(source: &Source) -> Option<String> {
    if !is_code(source)
        || source
            .text
            .lines()
            .take(3)
            .any(|line| line.contains(GENERATED))
    {
        return None;
    }
    let count = source.lines().filter(|line| !line.is_test).count();
    (count > MAX_LINES).then(|| {
        format!("{count} lines without tests, and {MAX_LINES} are enough: it is about two things")
    })
}

fn unfinished(source: &Source, line: &Line<'_>) -> Option<String> {
    let words = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("XX", "X"),
    ];
    let word = words.into_iter().find(|word| has(line.text, word))?;
    let quoted = source.extension() == "md" && line.text.contains(&format!("`{word}`"));
    (!quoted).then(|| format!("{word}: do it now, or write down in an issue what is missing"))
}

/// Tests that are there and do not run.
fn left_out(source: &Source, line: &Line<'_>) -> Option<String> {
    let marks: &[&str] = match source.extension() {
        "rs" => &["#[ignore"],
        "js" | "mjs" | "ts" => &[".only(", ".skip(", ".fixme("],
        _ => return None,
    };
    let mark = marks.iter().find(|mark| line.code.contains(*mark))?;
    Some(format!("`{mark}`: every test runs, always"))
}

/// A lint that is switched off without a word.
fn unexplained(source: &Source, line: &Line<'_>, before: &str) -> Option<String> {
    let code = line.code.trim();
    let allows = source.extension() == "rs"
        && (code.starts_with("#[allow(") || code.starts_with("#![allow("));
    // The attribute may go on for some lines, and end in its reason.
    let from_here = source.lines().skip(line.number - 1);
    let attribute = from_here.take_while(|at| {
        at.number == line.number || !code.ends_with(")]") && at.code.trim() != ")]"
    });
    let explained = line.text.contains("//")
        || before.trim_start().starts_with("//")
        || attribute
            .map(|at| at.code)
            .any(|code| code.contains("reason ="));
    (allows && !explained)
        .then(|| "a lint is allowed without a reason: put one into a comment".to_owned())
}

/// Lines drawn with punctuation.
fn ruled_off(line: &Line<'_>) -> Option<String> {
    let text = line.text.trim();
    let comment = ["//", "#", "/*", "<!--"]
        .iter()
        .find_map(|start| text.strip_prefix(start))?;
    let drawn = ["-----", "=====", "*****", "#####", "/////", "─────"]
        .iter()
        .any(|rule| comment.contains(rule));
    drawn.then(|| {
        "a rule drawn in a comment: a heading in words, or a module of its own, says more"
            .to_owned()
    })
}

fn escaped_korean(source: &Source, line: &Line<'_>) -> Option<String> {
    let may = line.is_test
        || source.extension() == "md"
        || KOREAN.iter().any(|start| source.path.starts_with(start));
    // Letters alone, letters as keyboards write them, syllables.
    let blocks = [
        '\u{1100}'..='\u{11ff}',
        '\u{3130}'..='\u{318f}',
        '\u{ac00}'..='\u{d7a3}',
    ];
    let korean = |character| blocks.iter().any(|block| block.contains(&character));
    (!may && line.text.contains(korean))
        .then(|| "Korean outside of `words`: sentences live there".to_owned())
}

fn not_in_core(source: &Source, line: &Line<'_>) -> Vec<String> {
    // A program that shows how the core is used is not of the core.
    let shows = source.path.contains("/examples/");
    let is_core = source.extension() == "rs" && !shows && source.crate_name().is_some_and(is_core);
    if !is_core || line.is_test {
        return Vec::new();
    }
    let said = NOT_IN_CORE.iter().filter(|(name, _)| has(line.code, name));
    said.map(|(name, why)| format!("`{name}`: {why}")).collect()
}

/// Whether `text` has `name` with no letter right before it or, if the name ends in one, right
/// after.
fn has(text: &str, name: &str) -> bool {
    let part_of_word = |character: char| character.is_alphanumeric() || character == '_';
    let (starts, ends) = (name.starts_with(part_of_word), name.ends_with(part_of_word));
    text.match_indices(name).any(|(index, _)| {
        let (before, rest) = text.split_at_checked(index).unwrap_or_default();
        let after = rest.strip_prefix(name).unwrap_or_default();
        let goes_on = ends && after.starts_with(part_of_word);
        let began_before = starts && before.ends_with(part_of_word);
        !(began_before || goes_on)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(path: &str, text: &str) -> Vec<String> {
        let findings = check(&Source::new(path.to_owned(), text.to_owned()));
        findings.iter().map(ToString::to_string).collect()
    }

    fn said(path: &str, text: &str) -> String {
        messages(path, text).join("\n")
    }

    #[test]
    fn the_core_neither_panics_nor_guesses() {
        let path = "crates/cluster/src/a.rs";
        assert_eq!(
            messages(path, "fn a() {\n    b().unwrap();\n}\n"),
            [
                "crates/cluster/src/a.rs:2: `.unwrap()`: the core never panics: say what happens otherwise"
            ]
        );
        for text in [
            "use std::collections::HashMap;",
            "println!()",
            "x.expect(y)",
            "std::time::Instant::now()",
            "panic!()",
        ] {
            assert_eq!(messages(path, text).len(), 1, "{text}");
        }
        for text in [
            "b().unwrap_or(1)",
            "// .unwrap() panics",
            "\"panic!\"",
            "my_println!()",
            "#[cfg(test)]\nfn a() { b().unwrap() }",
        ] {
            assert_eq!(messages(path, text), Vec::<String>::new(), "{text}");
        }
        assert_eq!(said("crates/xtask/src/a.rs", "println!()"), "");
    }

    #[test]
    fn nothing_is_left_for_later() {
        let later = concat!("// TO", "DO: later");
        assert!(said("web/boot/page.ts", later).contains("do it now"));
        assert_eq!(said("web/boot/page.ts", "// TODOS"), "");
        assert_eq!(said("CONTRIBUTING.md", concat!("No `TO", "DO` stays.")), "");
    }

    #[test]
    fn every_test_runs() {
        assert!(
            said(
                "crates/cluster/src/a.rs",
                "#[cfg(test)]\nmod tests {\n#[ignore]\nfn a() {}\n}"
            )
            .contains(":3: ")
        );
        assert!(said("tests/e2e/a.spec.ts", "test.skip(\"a\")").contains("`.skip(`"));
        assert_eq!(said("crates/cluster/src/a.rs", "a.iter().skip(1)"), "");
    }

    #[test]
    fn a_lint_is_allowed_for_a_reason() {
        for (text, count) in [
            ("#[allow(\n    dead_code,\n    reason = \"x\"\n)]", 0),
            ("#[allow(\n    dead_code\n)]\nlet reason = 1;", 1),
            ("#[allow(dead_code)]\nlet reason = 1;", 1),
        ] {
            assert_eq!(
                messages("crates/cluster/src/a.rs", text).len(),
                count,
                "{text}"
            );
        }
        assert!(
            said("crates/cluster/src/a.rs", "#[allow(dead_code)]").contains("without a reason")
        );
        assert_eq!(
            said(
                "crates/cluster/src/a.rs",
                "// Kubernetes calls it so.\n#[allow(non_snake_case)]"
            ),
            ""
        );
        assert_eq!(
            said(
                "crates/cluster/src/a.rs",
                "#[allow(non_snake_case, reason = \"upstream\")]"
            ),
            ""
        );
    }

    #[test]
    fn files_stay_small_but_for_their_tests() {
        let long = "fn a() {}\n".repeat(801);
        assert!(said("crates/cluster/src/a.rs", &long).contains("801 lines"));
        assert_eq!(
            said(
                "crates/cluster/src/a.rs",
                &format!("// {GENERATED}\n{long}")
            ),
            ""
        );
        assert_eq!(
            said(
                "crates/cluster/src/a.rs",
                &format!("#[cfg(test)]\nmod tests {{\n{long}}}\n")
            ),
            ""
        );
        assert_eq!(said("crates/cluster/src/tests.rs", &long), "");
    }

    #[test]
    fn sentences_live_in_words() {
        assert!(said("crates/scene/src/a.rs", "let a = \"서비스\";").contains("Korean"));
        assert_eq!(said("crates/words/src/ko.rs", "let a = \"서비스\";"), "");
        assert_eq!(
            said(
                "crates/scene/src/a.rs",
                "#[cfg(test)]\nfn a() { \"서비스\"; }"
            ),
            ""
        );
    }

    #[test]
    fn crates_say_what_they_are_for_and_nothing_is_ruled_off() {
        assert!(said("crates/scene/src/lib.rs", "mod a;").contains("begins by saying"));
        assert_eq!(
            said("crates/scene/src/lib.rs", "//! The picture.\nmod a;"),
            ""
        );
        assert!(said("crates/scene/src/a.rs", "// ---------- parts").contains("drawn"));
        assert_eq!(said("crates/scene/src/a.rs", "let a = \"------\";"), "");
    }
}
