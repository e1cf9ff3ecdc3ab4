//! What the scanner finds, and what it stumbles over.

use std::borrow::Cow;

use super::cursor::Mark;

/// The kinds of token in libyaml's grammar of YAML 1.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    StreamStart,
    StreamEnd,
    VersionDirective,
    TagDirective,
    DocumentStart,
    DocumentEnd,
    BlockSequenceStart,
    BlockMappingStart,
    BlockEnd,
    FlowSequenceStart,
    FlowSequenceEnd,
    FlowMappingStart,
    FlowMappingEnd,
    BlockEntry,
    FlowEntry,
    Key,
    Value,
    Alias,
    Anchor,
    Tag,
    PlainScalar,
    QuotedScalar,
}

/// A token and where it stands; one that only marks a place (a block's start or end, an implied key) is empty.
#[derive(Clone, Debug)]
pub(super) struct Token<'t> {
    pub(super) kind: TokenKind,
    pub(super) start: Mark,
    pub(super) end: Mark,
    /// A scalar's value, a name, a tag's handle, the version.
    pub(super) text: Cow<'t, str>,
    /// A tag's suffix, a directive's prefix.
    pub(super) suffix: Cow<'t, str>,
}

impl<'t> Token<'t> {
    pub(super) fn new(kind: TokenKind, start: Mark, end: Mark) -> Self {
        Self::with_text(kind, start, end, "")
    }

    pub(super) fn with_text(
        kind: TokenKind,
        start: Mark,
        end: Mark,
        text: impl Into<Cow<'t, str>>,
    ) -> Self {
        Self {
            kind,
            start,
            end,
            text: text.into(),
            suffix: Cow::Borrowed(""),
        }
    }
}

/// Who stumbled: go-yaml counts lines differently for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Scanner,
    Parser,
}

/// Why a text is not YAML.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    /// go-yaml's words.
    pub(super) text: Cow<'static, str>,
    pub(super) stage: Stage,
    /// Where it was noticed.
    pub(super) mark: Mark,
    /// Where the thing that cannot be finished began.
    pub(super) context: Mark,
}

impl Problem {
    /// The line that go-yaml v2 names (`parser.fail`): one too low for a parser's mark, and none at all in the first line.
    pub(super) fn line(&self) -> Option<u32> {
        let line = match (self.mark.line, self.stage) {
            (0, _) => self.context.line,
            (line, Stage::Scanner) => line + 1,
            (line, Stage::Parser) => line,
        };
        (line != 0).then_some(line)
    }
}
