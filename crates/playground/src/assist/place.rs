//! Where in an object a caret stands, by the lines around it: the tree of a document has no place for what is not written yet.

use std::collections::BTreeSet;

/// One step from an object inwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step<'a> {
    /// The value of that key.
    Key(&'a str),
    /// An item of a list; which one does not matter.
    Item,
}

/// Where a caret stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place<'a> {
    /// The way from the document's root to what is written here: for a key, to the mapping around it.
    pub(super) path: Vec<Step<'a>>,
    /// What stands before the caret of the word that is being written.
    pub(super) word: &'a str,
    /// The byte at which that word begins.
    pub(super) from: usize,
    /// The column of that word, in bytes.
    pub(super) column: usize,
    /// What is written.
    pub(super) what: Written<'a>,
}

/// What is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Written<'a> {
    /// A key, or an item of a list that is a plain value.
    Key {
        /// The keys that the mapping has already.
        siblings: BTreeSet<&'a str>,
        /// The key is there already, with its colon: only its name is changed.
        renamed: bool,
    },
    /// The value after a key, the last step of the path.
    Value,
}

/// A line without its indentation: where its dashes stand, and its key.
struct Line<'a> {
    dashes: Vec<usize>,
    /// Where what follows the dashes begins.
    column: usize,
    rest: &'a str,
}

impl<'a> Line<'a> {
    fn read(line: &'a str) -> Self {
        let mut dashes = Vec::new();
        let mut rest = line.trim_start_matches(' ');
        loop {
            let column = line.len().saturating_sub(rest.len());
            match rest.strip_prefix('-') {
                Some(after) if after.is_empty() || after.starts_with(' ') => {
                    dashes.push(column);
                    rest = after.trim_start_matches(' ');
                }
                _ => {
                    return Self {
                        dashes,
                        column,
                        rest,
                    };
                }
            }
        }
    }

    /// None for a line that holds nothing, or only a comment.
    fn of_text(line: &'a str) -> Option<Self> {
        let line = Self::read(line.trim_end());
        let nothing = line.rest.is_empty() && line.dashes.is_empty();
        (!nothing && !line.rest.starts_with('#')).then_some(line)
    }

    /// Its key and what follows the colon.
    fn entry(&self) -> Option<(&'a str, &'a str)> {
        entry(self.rest)
    }

    fn first_column(&self) -> usize {
        self.dashes.first().copied().unwrap_or(self.column)
    }
}

/// `key: value` or `key:`.
fn entry(text: &str) -> Option<(&str, &str)> {
    let (key, value) = match text.split_once(": ") {
        Some((key, value)) => (key, value.trim()),
        None => (text.trim_end().strip_suffix(':')?, ""),
    };
    let quoted = |quote| key.strip_prefix(quote)?.strip_suffix(quote);
    let key = quoted('"').or_else(|| quoted('\'')).unwrap_or(key);
    is_plain(key).then_some((key, value))
}

/// Whether a word needs no thought about YAML: names, numbers, label keys.
fn is_plain(word: &str) -> bool {
    word.chars().all(is_plain_char)
}

fn is_plain_char(of: char) -> bool {
    of.is_alphanumeric() || matches!(of, '-' | '_' | '.' | '/')
}

/// Where `caret`, a byte of `text`, stands; none in comments, in text blocks, in flow collections and in quoted values.
pub(super) fn find(text: &str, caret: usize) -> Option<Place<'_>> {
    let before = text.get(..caret)?;
    let after = text.get(caret..)?;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let written = before.get(start..)?;
    let behind = after.lines().next().unwrap_or_default();
    let line = Line::read(written);
    if line.rest.starts_with('#') || written.starts_with("---") {
        return None;
    }
    let value = line.rest.split_once(": ");
    let value = value.map(|(key, value)| (key, value.trim_start_matches(' ')));
    let word = value.map_or(line.rest, |(_, value)| value);
    if !is_plain(word) {
        return None;
    }
    let mut climb = Climb::new(&line);
    let mut siblings = BTreeSet::new();
    if !above(before.get(..start)?).all(|above| climb.on(&above, &mut siblings)) {
        return None;
    }
    let mut path = climb.path;
    path.reverse();
    let what = match value {
        Some((key, _)) => {
            let (key, _) = entry(line.rest.get(..=key.len())?)?;
            path.push(Step::Key(key));
            Written::Value
        }
        None => {
            let next = after.split_once('\n').map_or("", |(_, next)| next);
            siblings.extend(below(next, line.column));
            let rest = behind.trim_start_matches(is_plain_char);
            Written::Key {
                siblings,
                renamed: rest.starts_with(':'),
            }
        }
    };
    Some(Place {
        path,
        word,
        from: caret.saturating_sub(word.len()),
        column: line.column,
        what,
    })
}

/// The lines of a document before the caret's, from below.
fn above(text: &str) -> impl Iterator<Item = Line<'_>> {
    text.lines()
        .rev()
        .take_while(|line| !line.starts_with("---"))
        .filter_map(Line::of_text)
}

/// The keys at `column` that follow in the same mapping.
fn below(text: &str, column: usize) -> impl Iterator<Item = &str> {
    text.lines()
        .take_while(|line| !line.starts_with("---"))
        .filter_map(Line::of_text)
        .take_while(move |line| line.first_column() >= column)
        .filter(move |line| line.first_column() == column)
        .filter_map(|line| line.entry().map(|(key, _)| key))
}

/// The way from a line to the root, from inside.
struct Climb<'a> {
    path: Vec<Step<'a>>,
    /// The column of the outermost thing so far.
    column: usize,
    /// That thing is a dash: its list may stand at the column of its key.
    dash: bool,
    /// Still in the mapping of the caret itself.
    inside: bool,
}

impl<'a> Climb<'a> {
    fn new(line: &Line<'a>) -> Self {
        let first = line.first_column();
        let dash = !line.dashes.is_empty();
        Self {
            path: line.dashes.iter().map(|_| Step::Item).collect(),
            column: first,
            dash,
            inside: !dash,
        }
    }

    /// Takes one line further up into account. False where it shows that this is no place for keys: text that goes on.
    fn on(&mut self, line: &Line<'a>, siblings: &mut BTreeSet<&'a str>) -> bool {
        let outer = line.column < self.column || (self.dash && line.column == self.column);
        match line.entry() {
            Some((key, value)) if outer => {
                let holds = value.is_empty() || value.starts_with(['#', '&', '!']);
                if !holds {
                    return false;
                }
                self.path.push(Step::Key(key));
                self.go_to(line.column, false);
            }
            Some((key, _)) if line.column == self.column && self.inside => {
                siblings.insert(key);
            }
            None if line.column < self.column && !line.rest.is_empty() => return false,
            _ => {}
        }
        for &column in line.dashes.iter().rev() {
            if column < self.column {
                self.path.push(Step::Item);
                self.go_to(column, true);
            }
        }
        true
    }

    fn go_to(&mut self, column: usize, dash: bool) {
        self.column = column;
        self.dash = dash;
        self.inside = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str) -> Option<String> {
        let caret = text.find('|')?;
        let text = text.replacen('|', "", 1);
        let place = find(&text, caret)?;
        let path: Vec<&str> = place
            .path
            .iter()
            .map(|step| match step {
                Step::Key(key) => key,
                Step::Item => "*",
            })
            .collect();
        let what = match place.what {
            Written::Key { siblings, renamed } => {
                let siblings: Vec<&str> = siblings.into_iter().collect();
                format!(
                    "key {}{}",
                    siblings.join(","),
                    if renamed { " renamed" } else { "" }
                )
            }
            Written::Value => "value".to_owned(),
        };
        Some(format!("{} {:?} {what}", path.join("."), place.word))
    }

    #[test]
    fn the_way_in_is_read_from_the_indentation() {
        for (text, expected) in [
            ("ki|", " \"ki\" key "),
            ("spec:\n  ty|", "spec \"ty\" key "),
            (
                "kind: A\nspec:\n  a: 1\n  |\n  b: 2\n\nc: 3",
                "spec \"\" key a,b",
            ),
            (
                "spec:\n  ports:\n  - po|\n    name: a\n  - x: 1",
                "spec.ports.* \"po\" key name",
            ),
            (
                "spec:\n  ports:\n    - port: 1\n      |",
                "spec.ports.* \"\" key port",
            ),
            (
                "spec:\n  ports:\n  - port: 1\n  ty|",
                "spec \"ty\" key ports",
            ),
            ("- addresses:\n  - |", "*.addresses.* \"\" key "),
            ("spec:\n  type: Cl|", "spec.type \"Cl\" value"),
            ("spec:\n  ty|pe: a", "spec \"ty\" key  renamed"),
            ("a: 1\n---\n|", " \"\" key "),
        ] {
            assert_eq!(place(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn there_is_no_place_in_text_comments_and_flow() {
        for text in [
            "# a|",
            "data: >\n  te|",
            "a: {b|}",
            "a: \"b|\"",
            "a: b\n  c|",
            "a: b # c|",
        ] {
            assert_eq!(place(text), None, "{text}");
        }
    }
}
