//! What a YAML error means: go-yaml's words, and what stands where it gave up.

use syntax::Span;
use syntax::yaml::{ErrorSource, SyntaxError};

use super::Explanation;

/// Characters that mean something to YAML, or nothing, at the beginning of a value.
const RESERVED: [char; 9] = ['@', '`', '%', '*', '&', '!', '|', '>', '?'];

impl Explanation {
    /// What `error` in `text` means.
    pub fn of_syntax(text: &str, error: &SyntaxError) -> Self {
        match error.source {
            ErrorSource::Json { .. } => return Self::ReadAsJson,
            ErrorSource::Separator => return Self::Separator,
            ErrorSource::Yaml | ErrorSource::Conversion => {}
        }
        let has = |words: &str| error.problem.contains(words);
        let slip = Slip::of(text, error.span);
        let next = slip.after.chars().next();
        if error.span.text(text).trim() == "..." {
            Self::Ellipsis
        } else if hidden_colon(text, error.span).is_some() {
            Self::HiddenColon
        } else if has("could not find expected ':'") {
            Self::ColonMissing
        } else if has("control characters") {
            Self::ControlCharacter
        } else if has("did not find expected ',' or")
            || has("unexpected end of stream")
            || has("unexpected document indicator")
        {
            Self::Unclosed
        } else if has("unknown anchor") {
            Self::UnknownAnchor
        } else if has("tab character") || has("cannot start any token") && next == Some('\t') {
            Self::Tab
        } else if let Some((_, reserved)) = slip.stray(&error.problem) {
            Self::StrayCharacter(reserved)
        } else if has("mapping values are not allowed") {
            slip.colon()
        } else if has("cannot start any token") {
            Self::ReservedCharacter(next.unwrap_or_default())
        } else if has("expected alphabetic or numeric character") {
            Self::Anchor
        } else if has("expected comment or line break") {
            Self::BlockText
        } else if has("expected whitespace or line break") {
            Self::ReservedCharacter('!')
        } else if has("expected '-' indicator") {
            Self::HyphenMissing
        } else if has("block sequence entries are not allowed") {
            Self::HyphenUnexpected
        } else if has("expected node content") {
            match next {
                Some(closing @ (',' | ']' | '}')) => Self::ReservedCharacter(closing),
                _ => Self::Unclosed,
            }
        } else if has("did not find expected") {
            slip.key()
        } else {
            Self::NotYaml
        }
    }
}

/// Where the character stands that slipped in before a bracket or quote, if that is what `error` is about.
pub(crate) fn stray(text: &str, error: &SyntaxError) -> Option<Span> {
    let slip = Slip::of(text, error.span);
    let (at, character) = slip.stray(&error.problem)?;
    let start = u32::try_from(slip.line_start + at).ok()?;
    Some(Span::new(start, start + character.len_utf8() as u32))
}

/// Where a space and a `#` make a comment of the colon of a key, on the line of `span` or on the nearest above it.
pub(crate) fn hidden_colon(text: &str, span: Span) -> Option<Span> {
    let slip = Slip::of(text, span);
    let line = [slip.before, slip.after].concat();
    let above = slip.line_above().unwrap_or_default();
    let above_start = slip.above.rfind(above)?;
    let lines = [(slip.line_start, line.as_str()), (above_start, above)];
    lines.into_iter().find_map(|(start, line)| {
        let at = line.find(" #:")?;
        let key = line.get(..at)?.trim_start().trim_start_matches("- ");
        let is_key = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let start = u32::try_from(start + at).ok()?;
        is_key.then(|| Span::new(start, start + 2))
    })
}

/// The line on which go-yaml gave up.
struct Slip<'t> {
    /// Where it begins in the text.
    line_start: usize,
    /// The text before the line.
    above: &'t str,
    /// The line up to the place.
    before: &'t str,
    /// The line from the place on.
    after: &'t str,
}

impl<'t> Slip<'t> {
    fn of(text: &'t str, span: Span) -> Self {
        let (before, after) = text
            .split_at_checked(span.start as usize)
            .unwrap_or((text, ""));
        let line_start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let (above, before) = before.split_at_checked(line_start).unwrap_or(("", before));
        Self {
            line_start,
            above,
            before,
            after: after.split(['\n', '\r']).next().unwrap_or_default(),
        }
    }

    /// A reserved character that stands directly before a bracket or a quote, where a value begins; where in the line.
    fn stray(&self, problem: &str) -> Option<(usize, char)> {
        let anywhere = problem.contains("mapping values are not allowed");
        if !anywhere
            && ![
                "cannot start any token",
                "expected alphabetic or numeric character",
                "expected whitespace or line break",
                "expected comment or line break",
            ]
            .iter()
            .any(|words| problem.contains(words))
        {
            return None;
        }
        let line = self.before.chars().chain(self.after.chars().take(2));
        let characters: Vec<char> = line.collect();
        let mut at = 0;
        let mut found = None;
        for pair in characters.windows(2) {
            let [character, next] = pair else { break };
            // go-yaml notices at once, unless the character makes text of what follows.
            let near = anywhere || at + 2 >= self.before.len();
            if near
                && RESERVED.contains(character)
                && matches!(next, '{' | '[' | '"' | '\'')
                && self.before.get(..at).is_none_or(begins_value)
            {
                found = Some((at, *character));
            }
            at += character.len_utf8();
        }
        found
    }

    /// What a colon means that cannot be one.
    fn colon(&self) -> Explanation {
        if self.before.contains(": ") {
            return Explanation::SecondColon;
        }
        match self.line_above() {
            Some(line) if !line.contains(':') => Explanation::ColonMissing,
            Some(_) => Explanation::TooFarRight,
            None => Explanation::SecondColon,
        }
    }

    /// What it means that no key can begin here.
    fn key(&self) -> Explanation {
        let complete = self.before.trim_end().ends_with(['}', ']', '"', '\'']);
        if self.after.starts_with(',') {
            Explanation::CommaOutside
        } else if self.after.starts_with("- ") || self.after.trim_end() == "-" {
            Explanation::HyphenUnexpected
        } else if complete
            && self
                .after
                .starts_with(|next: char| next.is_ascii_alphanumeric())
        {
            Explanation::LineBreakMissing
        } else {
            Explanation::Indentation
        }
    }

    /// The nearest line above that says something.
    fn line_above(&self) -> Option<&'t str> {
        self.above
            .lines()
            .rev()
            .map(str::trim)
            .find(|line| !line.is_empty() && !line.starts_with('#'))
    }
}

/// Whether a value may begin after `before` on its line.
fn begins_value(before: &str) -> bool {
    let written = before.trim_end();
    written.is_empty()
        || written.ends_with(['[', '{', ','])
        || written.len() < before.len() && written.ends_with([':', '-'])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of the first broken document of `text`.
    fn of(text: &str) -> Explanation {
        let stream = syntax::yaml::read(text, Default::default());
        let mut errors = stream.documents.iter().filter_map(|it| it.error.as_ref());
        Explanation::of_syntax(text, errors.next().expect(text))
    }

    #[test]
    fn a_character_that_slipped_in_is_named() {
        for character in ['@', '`', '%', '*', '&', '!', '|'] {
            let text = format!("kind: Pod\nmetadata: {character}{{name: web}}\n");
            assert_eq!(of(&text), Explanation::StrayCharacter(character), "{text}");
        }
        assert_eq!(
            of("metadata: ?{name: web}\n"),
            Explanation::StrayCharacter('?')
        );
        assert_eq!(
            of("spec:\n  containers: ![{name: web}]\n"),
            Explanation::StrayCharacter('!')
        );
        assert_eq!(
            of("spec:\n  externalName: !\"db.example\"\n"),
            Explanation::StrayCharacter('!')
        );
    }

    #[test]
    fn a_reserved_character_may_be_meant() {
        assert_eq!(of("name: @web\n"), Explanation::ReservedCharacter('@'));
        assert_eq!(of("name: `web`\n"), Explanation::ReservedCharacter('`'));
        assert_eq!(of("name: |web\n"), Explanation::BlockText);
        assert_eq!(
            of("a: \"it is @{here}\"\nname: @web\n"),
            Explanation::ReservedCharacter('@')
        );
    }

    #[test]
    fn a_colon_too_many_is_on_its_line_or_below_a_value() {
        assert_eq!(of("image: web: 1\n"), Explanation::SecondColon);
        assert_eq!(of("metadata: web\n  name: web\n"), Explanation::TooFarRight);
        assert_eq!(of("metadata\n  name: web\n"), Explanation::ColonMissing);
    }

    #[test]
    fn a_comment_may_hide_a_colon() {
        assert_eq!(of("a: 1\nb #: 2\nc: 3\n"), Explanation::HiddenColon);
        assert_eq!(of("a:\n    b: 1\n  c: 2 #: d\n"), Explanation::Indentation);
    }

    #[test]
    fn lists_and_keys_do_not_mix() {
        assert_eq!(of("- a: 1\nb: 2\n"), Explanation::HyphenMissing);
        assert_eq!(of("a: 1\n- b: 2\n"), Explanation::HyphenUnexpected);
        assert_eq!(of("a: [1] - b: 2\n"), Explanation::HyphenUnexpected);
    }

    #[test]
    fn what_follows_a_complete_value_is_named() {
        assert_eq!(of("a: {b: 1},\nc: 2\n"), Explanation::CommaOutside);
        assert_eq!(of("a: {b: 1} c: 2\n"), Explanation::LineBreakMissing);
        assert_eq!(of("a:\n    b: 1\n  c: 2\n"), Explanation::Indentation);
    }

    #[test]
    fn a_value_that_never_comes_is_no_matter_of_indentation() {
        assert_eq!(of("a: [\n---\nb: 1\n"), Explanation::Unclosed);
        assert_eq!(of("a: [, 1]\n"), Explanation::ReservedCharacter(','));
        assert_eq!(of("a: ]\n"), Explanation::ReservedCharacter(']'));
    }

    #[test]
    fn tabs_and_what_nobody_sees_are_named() {
        assert_eq!(of("a:\n\tb: 1\n"), Explanation::Tab);
        assert_eq!(of("a: \"b\u{1}\"\n"), Explanation::ControlCharacter);
        assert_eq!(of("a: [1\nb: 2\n"), Explanation::Unclosed);
        assert_eq!(of("{a: 1\nb: 2\n"), Explanation::ReadAsJson);
        assert_eq!(of("a: 1\nname web\nb: 2\n"), Explanation::ColonMissing);
    }
}
