//! From a fuzzer's bytes to a text that a person could have pasted, and what is then done with it.

use std::borrow::Cow;

/// Begins and ends a piece of the text that is to be repeated.
const REPEAT: char = '\u{1}';
/// Stands for the number of the repetition, within such a piece.
const NUMBER: char = '\u{2}';
/// Ends the text; what follows is a script.
const SCRIPT: char = '\u{3}';

/// What bytes mean.
pub(crate) struct Input<'a> {
    /// The text, as it stands before any repetition.
    text: Cow<'a, str>,
}

impl<'a> Input<'a> {
    pub(crate) fn of(data: &'a [u8]) -> Self {
        Self {
            text: String::from_utf8_lossy(data),
        }
    }

    /// The text: what stands between two marks is repeated until there are `longest` bytes, so that a small input finds what grows too
    /// fast.
    pub(crate) fn text(&self, longest: usize) -> String {
        let text = self.text.split(SCRIPT).next().unwrap_or_default();
        let mut parts = text.splitn(3, REPEAT);
        let (head, piece, tail) = (parts.next(), parts.next(), parts.next());
        let mut out = head.unwrap_or_default().to_owned();
        let (Some(piece), Some(tail)) = (piece.filter(|piece| !piece.is_empty()), tail) else {
            out.push_str(text.get(out.len()..).unwrap_or_default());
            return cut(out, longest);
        };
        for number in 0.. {
            let next = piece.replace(NUMBER, &number.to_string());
            if out.len() + next.len() + tail.len() > longest {
                break;
            }
            out.push_str(&next);
        }
        out.push_str(tail);
        cut(out, longest)
    }

    /// The lines of the script.
    pub(crate) fn script(&self) -> impl Iterator<Item = &str> {
        self.text.split(SCRIPT).skip(1).flat_map(str::lines)
    }
}

/// `text` up to `longest` bytes.
fn cut(mut text: String, longest: usize) -> String {
    text.truncate(text.floor_char_boundary(longest));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marked_piece_is_repeated_with_its_number() {
        let text = |data: &str, longest| Input::of(data.as_bytes()).text(longest);
        assert_eq!(text("a: 1\n", 100), "a: 1\n");
        assert_eq!(text("[\u{1}k\u{2},\u{1}]", 11), "[k0,k1,k2,]");
        assert_eq!(text("a\u{1}b", 100), "a\u{1}b");
        assert_eq!(text("a한", 2), "a");
    }

    #[test]
    fn a_script_follows_the_text() {
        let input = Input::of(b"a: 1\n\x03kill default/web\nadd-node");
        assert_eq!(input.text(100), "a: 1\n");
        let lines: Vec<_> = input.script().collect();
        assert_eq!(lines, ["kill default/web", "add-node"]);
    }
}
