//! A file as the rules look at it: its lines, which of them are tests, and what of them is code.

/// A text file of ours.
pub(super) struct Source {
    /// From the root, with `/`.
    pub(super) path: String,
    pub(super) text: String,
    /// The text of a Rust file with comments and the insides of literals blanked out, line for
    /// line; of any other, the text.
    code: String,
    /// For each line, whether it is only there for tests.
    tests: Vec<bool>,
}

/// One line of a file.
pub(super) struct Line<'a> {
    /// From 1.
    pub(super) number: usize,
    pub(super) text: &'a str,
    pub(super) code: &'a str,
    pub(super) is_test: bool,
}

impl Source {
    pub(super) fn new(path: String, text: String) -> Self {
        let is_rust = path.ends_with(".rs");
        let code = if is_rust {
            blanked(&text)
        } else {
            text.clone()
        };
        let count = text.lines().count();
        let tests = if is_test_file(&path) {
            vec![true; count]
        } else if is_rust {
            test_lines(&code)
        } else {
            vec![false; count]
        };
        Self {
            path,
            text,
            code,
            tests,
        }
    }

    /// Counts the whole file as one that is only there for tests.
    pub(super) fn become_test(&mut self) {
        self.tests.fill(true);
    }

    /// The files that this one declares under `#[cfg(test)]` as modules: their paths without `.rs`
    /// or `/mod.rs`.
    pub(super) fn test_modules(&self) -> Vec<String> {
        let Some(path) = self.path.strip_suffix(".rs") else {
            return Vec::new();
        };
        let (directory, stem) = path.rsplit_once('/').unwrap_or(("", path));
        let below = match stem {
            "lib" | "main" | "mod" => directory,
            _ => path,
        };
        let marked = self.lines().filter(|line| line.is_test);
        marked
            .filter_map(|line| {
                let declared = line.code.trim().strip_suffix(';')?;
                let (before, name) = declared.rsplit_once(' ')?;
                before.ends_with("mod").then(|| format!("{below}/{name}"))
            })
            .collect()
    }

    pub(super) fn extension(&self) -> &str {
        self.path.rsplit_once('.').map_or("", |(_, end)| end)
    }

    /// The crate it belongs to: the name of a directory of `crates/`, or `web`.
    pub(super) fn crate_name(&self) -> Option<&str> {
        let mut parts = self.path.split('/');
        match (parts.next()?, parts.next()?) {
            ("crates", name) => Some(name),
            ("web", _) => Some("web"),
            _ => None,
        }
    }

    pub(super) fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let both = self.text.lines().zip(self.code.lines());
        both.zip(&self.tests)
            .enumerate()
            .map(|(index, ((text, code), &is_test))| Line {
                number: index + 1,
                text,
                code,
                is_test,
            })
    }
}

/// Files that hold nothing but tests, by where they lie and how they are called.
fn is_test_file(path: &str) -> bool {
    let mut parts = path.rsplit('/');
    let stem = parts
        .next()
        .unwrap_or_default()
        .split('.')
        .next()
        .unwrap_or_default();
    stem == "tests"
        || stem.ends_with("_tests")
        || parts.any(|part| part == "tests" || part == "benches")
}

/// Marks the items under `#[cfg(test)]`.
fn test_lines(code: &str) -> Vec<bool> {
    let mut marks = Vec::new();
    // Within such an item: how many braces are open, once its first is.
    let mut depth: Option<usize> = None;
    for line in code.lines() {
        if depth.is_none() && line.trim_start().starts_with("#[cfg(test)]") {
            depth = Some(0);
        }
        marks.push(depth.is_some());
        for character in line.chars() {
            depth = match (depth, character) {
                (Some(open), '{') => Some(open + 1),
                (Some(0), ';') | (Some(1), '}') => None,
                (Some(open), '}') => Some(open.saturating_sub(1)),
                (depth, _) => depth,
            };
        }
    }
    marks
}

/// Rust with its comments and the insides of its literals as spaces.
fn blanked(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (token, is_code) = match opaque_length(rest) {
            Some(length) => (length, false),
            None => (word_length(rest).unwrap_or(first.len_utf8()), true),
        };
        let (token, after) = rest.split_at_checked(token).unwrap_or((rest, ""));
        if is_code {
            code.push_str(token);
        } else {
            code.extend(
                token
                    .chars()
                    .map(|character| if character == '\n' { '\n' } else { ' ' }),
            );
        }
        rest = after;
    }
    code
}

/// A word is taken whole, so that its last letter is not mistaken for a literal's prefix.
fn word_length(rest: &str) -> Option<usize> {
    let end = rest.find(|character: char| !character.is_alphanumeric() && character != '_');
    Some(end.unwrap_or(rest.len())).filter(|&length| length > 0)
}

/// How long the comment or literal is that `rest` begins with, in bytes; `None` if it begins with
/// code.
fn opaque_length(rest: &str) -> Option<usize> {
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return Some(block_comment_length(rest));
    }
    let unprefixed = rest.trim_start_matches(['b', 'c', 'r']);
    let prefix = rest.len() - unprefixed.len();
    let is_raw = rest.starts_with('r') || prefix == 2 && !rest.starts_with("rb");
    if prefix <= 2 && is_raw {
        let quoted = unprefixed.trim_start_matches('#');
        let hashes = unprefixed.len() - quoted.len();
        let inside = quoted.strip_prefix('"')?;
        let end = format!("\"{}", "#".repeat(hashes));
        let length = inside
            .find(&end)
            .map_or(inside.len(), |length| length + end.len());
        return Some(prefix + hashes + 1 + length);
    }
    if prefix <= 1 && unprefixed.starts_with('"') {
        return Some(prefix + quoted_length(unprefixed, '"'));
    }
    if prefix <= 1 && unprefixed.starts_with('\'') {
        let mut characters = unprefixed.chars().skip(1);
        let (first, second) = (characters.next()?, characters.next());
        // Otherwise it is a lifetime.
        let is_character = first == '\\' || second == Some('\'');
        return is_character.then(|| prefix + quoted_length(unprefixed, '\''));
    }
    None
}

/// Comments of this form nest.
fn block_comment_length(rest: &str) -> usize {
    let mut depth = 0usize;
    let mut length = 0;
    while let Some((_, after)) = rest
        .split_at_checked(length)
        .filter(|(_, after)| !after.is_empty())
    {
        if after.starts_with("/*") {
            depth += 1;
            length += 2;
        } else if after.starts_with("*/") {
            depth -= 1;
            length += 2;
            if depth == 0 {
                break;
            }
        } else {
            length += after.chars().next().map_or(1, char::len_utf8);
        }
    }
    length
}

/// From quote to quote; a backslash takes the next character along.
fn quoted_length(rest: &str, quote: char) -> usize {
    let mut characters = rest.char_indices().skip(1);
    while let Some((index, character)) = characters.next() {
        if character == '\\' {
            characters.next();
        } else if character == quote {
            return index + 1;
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_the_insides_of_literals_are_no_code() {
        for (text, code) in [
            ("a // b\nc", "a     \nc"),
            ("a /* b /* c */ d */ e", "a                   e"),
            (r#"f("x\"y") + g"#, "f(      ) + g"),
            (r##"r#"a"b"# + r"c" + br"d""##, "         +      +      "),
            ("'x' + '\\'' + b'y'", "    +      +     "),
            ("fn f<'a>(x: &'a str)", "fn f<'a>(x: &'a str)"),
            ("r#type.number", "r#type.number"),
            ("var\"s\"", "var   "),
            ("\"open", "     "),
        ] {
            assert_eq!(blanked(text), code, "{text}");
        }
    }

    #[test]
    fn items_for_tests_are_marked_to_their_closing_brace() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() { \"}\" }\n}\nfn c() {}\n#[cfg(test)]\nuse x;\nfn d() {}\n";
        let source = Source::new("crates/syntax/src/a.rs".to_owned(), text.to_owned());
        let tests: Vec<bool> = source.lines().map(|line| line.is_test).collect();
        assert_eq!(
            tests,
            [false, true, true, true, true, false, true, true, false]
        );
    }

    #[test]
    fn modules_for_tests_may_be_files() {
        let names = |path: &str| {
            let text = "mod a;\n#[cfg(test)]\npub(crate) mod b;\n#[cfg(test)]\nmod c {}\n";
            Source::new(path.to_owned(), text.to_owned()).test_modules()
        };
        assert_eq!(names("crates/x/src/lib.rs"), ["crates/x/src/b"]);
        assert_eq!(names("crates/x/src/y.rs"), ["crates/x/src/y/b"]);
    }

    #[test]
    fn some_files_are_tests_as_a_whole() {
        assert!(is_test_file("crates/cluster/src/proxy/tests.rs"));
        assert!(is_test_file("crates/cluster/tests/random.rs"));
        assert!(is_test_file("tests/e2e/fixtures.ts"));
        assert!(!is_test_file("crates/xtask/src/test.rs"));
    }

    #[test]
    fn a_file_knows_its_crate() {
        let name = |path: &str| {
            Source::new(path.to_owned(), String::new())
                .crate_name()
                .map(str::to_owned)
        };
        assert_eq!(name("crates/words/src/lib.rs").as_deref(), Some("words"));
        assert_eq!(name("web/src/app.rs").as_deref(), Some("web"));
        assert_eq!(name("README.md"), None);
    }
}
