use syntax::{LineIndex, Span};

use crate::{TextRange, WherePlace};

/// Translates byte spans of one text into what people and browsers count.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Places<'a> {
    text: &'a str,
    lines: &'a LineIndex,
}

/// Where a span begins and ends, in lines and columns from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Extent {
    pub(crate) line: u32,
    pub(crate) column: u32,
    pub(crate) end_line: u32,
    pub(crate) end_column: u32,
}

impl<'a> Places<'a> {
    pub(crate) const fn new(text: &'a str, lines: &'a LineIndex) -> Self {
        Self { text, lines }
    }

    /// All of the text.
    pub(crate) const fn whole(self) -> &'a str {
        self.text
    }

    /// The text that `span` covers.
    pub(crate) fn text(self, span: Span) -> &'a str {
        span.text(self.text)
    }

    /// `span` in UTF-16 code units.
    pub(crate) fn range(self, span: Span) -> TextRange {
        TextRange {
            start: self.lines.to_utf16(self.text, span.start),
            end: self.lines.to_utf16(self.text, span.end),
        }
    }

    /// `span` in lines and columns.
    pub(crate) fn extent(self, span: Span) -> Extent {
        let start = self.lines.line_column(self.text, span.start);
        let end = self.lines.line_column(self.text, span.end);
        Extent {
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }

    /// The line of `span`'s beginning.
    pub(crate) fn line(self, span: Span) -> u32 {
        self.lines.line_column(self.text, span.start).line
    }

    /// `span` up to the end of its first line: enough to point at something long.
    pub(crate) fn first_line(self, span: Span) -> Span {
        let line = self
            .text(span)
            .lines()
            .next()
            .unwrap_or_default()
            .trim_end();
        Span::new(span.start, span.start + line.len() as u32)
    }

    /// A place to go to: of something long its first line. `label` says which line that is.
    pub(crate) fn place(self, label: fn(u32) -> String, span: Span) -> WherePlace {
        let span = self.first_line(span);
        WherePlace {
            label: label(self.line(span)),
            range: self.range(span),
        }
    }
}
