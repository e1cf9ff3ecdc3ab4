use crate::Span;

/// A place as a person counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in characters (Unicode scalar values).
    pub column: u32,
}

/// Translates byte offsets into lines and columns, and into the UTF-16 offsets that a browser counts in.
///
/// A lookup finds its line by bisection and walks over that line alone; over none at all where the line is ASCII. Every method wants
/// the text that the index was made of. An offset past the end of the text means its end, one inside a character that character's start.
#[derive(Clone, Debug)]
pub struct LineIndex {
    lines: Vec<Line>,
    /// The length of the text in bytes.
    length: u32,
}

/// Where a line begins.
#[derive(Clone, Copy, Debug, Default)]
struct Line {
    byte: u32,
    utf16: u32,
    /// Whether each of its characters is one byte long.
    ascii: bool,
}

impl LineIndex {
    /// Indexes `text`; a line ends with `\n`.
    pub fn new(text: &str) -> Self {
        let mut lines = Vec::new();
        let mut start = Line::default();
        // What follows the last `\n` is a line too, even if it is empty.
        for line in text.split('\n') {
            start.ascii = line.is_ascii();
            lines.push(start);
            let utf16 = if start.ascii {
                line.len()
            } else {
                line.encode_utf16().count()
            };
            start.byte = start
                .byte
                .saturating_add(line.len() as u32)
                .saturating_add(1);
            start.utf16 = start.utf16.saturating_add(utf16 as u32).saturating_add(1);
        }
        Self {
            lines,
            length: text.len() as u32,
        }
    }

    /// How many lines the text has; one that ends with `\n` has an empty one after it.
    pub fn line_count(&self) -> u32 {
        self.lines.len() as u32
    }

    /// The line and column of the byte at `offset`.
    pub fn line_column(&self, text: &str, offset: u32) -> LineColumn {
        let offset = offset.min(self.length);
        let number = self
            .lines
            .partition_point(|line| line.byte <= offset)
            .max(1);
        let line = self.line(number - 1);
        let within = offset - line.byte;
        let column = if line.ascii {
            within
        } else {
            before(text, line.byte, within).count() as u32
        };
        LineColumn {
            line: number as u32,
            column: column + 1,
        }
    }

    /// The bytes of a line, counted from 1, without its line break; past the last line the text's end.
    pub fn line_span(&self, text: &str, line: u32) -> Span {
        let start = self
            .lines
            .get((line as usize).saturating_sub(1))
            .map_or(self.length, |line| line.byte);
        let end = self
            .lines
            .get(line.max(1) as usize)
            .map_or(self.length, |line| line.byte - 1);
        let span = Span::new(start, end);
        match span.text(text).strip_suffix('\r') {
            Some(content) => Span::new(start, start + content.len() as u32),
            None => span,
        }
    }

    /// The UTF-16 offset of the byte at `offset`.
    pub fn to_utf16(&self, text: &str, offset: u32) -> u32 {
        let offset = offset.min(self.length);
        let line = self.line(
            self.lines
                .partition_point(|line| line.byte <= offset)
                .saturating_sub(1),
        );
        let within = offset - line.byte;
        if line.ascii {
            return line.utf16 + within;
        }
        line.utf16
            + before(text, line.byte, within)
                .map(|character| character.len_utf16() as u32)
                .sum::<u32>()
    }

    /// The byte offset of the UTF-16 code unit at `offset`.
    pub fn from_utf16(&self, text: &str, offset: u32) -> u32 {
        let line = self.line(
            self.lines
                .partition_point(|line| line.utf16 <= offset)
                .saturating_sub(1),
        );
        let within = offset - line.utf16;
        if line.ascii {
            return line.byte.saturating_add(within).min(self.length);
        }
        let mut units = 0;
        let mut byte = line.byte;
        for character in text.get(line.byte as usize..).unwrap_or_default().chars() {
            units += character.len_utf16() as u32;
            if units > within {
                break;
            }
            byte += character.len_utf8() as u32;
        }
        byte
    }

    /// The UTF-16 offsets of a span's start and end.
    pub fn span_to_utf16(&self, text: &str, span: Span) -> (u32, u32) {
        (
            self.to_utf16(text, span.start),
            self.to_utf16(text, span.end),
        )
    }

    /// The span between two UTF-16 offsets.
    pub fn span_from_utf16(&self, text: &str, start: u32, end: u32) -> Span {
        Span::new(self.from_utf16(text, start), self.from_utf16(text, end))
    }

    fn line(&self, index: usize) -> Line {
        self.lines.get(index).copied().unwrap_or_default()
    }
}

/// The characters that lie wholly in the first `length` bytes from `start` on.
fn before(text: &str, start: u32, length: u32) -> impl Iterator<Item = char> {
    let rest = text.get(start as usize..).unwrap_or_default();
    rest.char_indices()
        .take_while(move |(at, character)| at + character.len_utf8() <= length as usize)
        .map(|(_, character)| character)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a: 서비스\r\nb: 👍🏽 x\n\nlast";

    fn at(text: &str, needle: &str) -> u32 {
        text.find(needle).unwrap() as u32
    }

    #[test]
    fn counts_columns_in_characters() {
        let index = LineIndex::new(TEXT);
        let place = |needle| index.line_column(TEXT, at(TEXT, needle));
        assert_eq!(place("스"), LineColumn { line: 1, column: 6 });
        assert_eq!(place("x"), LineColumn { line: 2, column: 7 });
        assert_eq!(place("last"), LineColumn { line: 4, column: 1 });
        assert_eq!(index.line_count(), 4);
    }

    #[test]
    fn an_offset_past_the_end_is_the_end() {
        let index = LineIndex::new(TEXT);
        assert_eq!(
            index.line_column(TEXT, 9999),
            LineColumn { line: 4, column: 5 }
        );
        assert_eq!(
            index.to_utf16(TEXT, 9999),
            TEXT.encode_utf16().count() as u32
        );
        assert_eq!(index.from_utf16(TEXT, 9999), TEXT.len() as u32);
        assert_eq!(
            LineIndex::new("").line_column("", 3),
            LineColumn { line: 1, column: 1 }
        );
    }

    #[test]
    fn every_character_survives_the_way_to_utf16_and_back() {
        let index = LineIndex::new(TEXT);
        let mut units = 0;
        for (byte, character) in TEXT.char_indices() {
            assert_eq!(index.to_utf16(TEXT, byte as u32), units);
            assert_eq!(index.from_utf16(TEXT, units), byte as u32);
            units += character.len_utf16() as u32;
        }
    }

    #[test]
    fn an_offset_inside_a_character_is_its_start() {
        let index = LineIndex::new(TEXT);
        let thumb = at(TEXT, "👍");
        assert_eq!(index.to_utf16(TEXT, thumb + 2), index.to_utf16(TEXT, thumb));
        assert_eq!(
            index.from_utf16(TEXT, index.to_utf16(TEXT, thumb) + 1),
            thumb
        );
    }

    #[test]
    fn a_line_has_no_line_break() {
        let index = LineIndex::new(TEXT);
        let line = |number| index.line_span(TEXT, number).text(TEXT);
        assert_eq!(
            ["a: 서비스", "b: 👍🏽 x", "", "last", ""],
            [line(1), line(2), line(3), line(4), line(5)]
        );
    }

    #[test]
    fn spans_go_both_ways() {
        let index = LineIndex::new(TEXT);
        let span = Span::new(at(TEXT, "서"), at(TEXT, "last"));
        let (start, end) = index.span_to_utf16(TEXT, span);
        assert_eq!(index.span_from_utf16(TEXT, start, end), span);
    }
}
