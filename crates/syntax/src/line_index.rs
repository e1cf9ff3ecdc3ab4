use crate::Span;

/// A place as a person counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in characters (Unicode scalar values).
    pub column: u32,
}

/// How far apart checkpoints stand, in bytes; a lookup walks over no more text than that.
const STEP: usize = 1 << 10;

/// Translates byte offsets into lines and columns, and into the UTF-16 offsets that a browser counts in.
///
/// Every method wants the text that the index was made of. An offset past the end of the text means its end, one inside a character
/// that character's start. However long the lines are, a lookup is a bisection and at most a kilobyte of text.
#[derive(Clone, Debug)]
pub struct LineIndex {
    /// Byte offset at which each line begins.
    line_starts: Vec<u32>,
    /// The three ways to count, at every so many bytes.
    checkpoints: Vec<Counts>,
    /// All of the text.
    total: Counts,
}

/// What lies before a place in the text.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    bytes: u32,
    characters: u32,
    utf16: u32,
}

/// The last number up to `most` that still `fits`, as 0 does; those that do come first.
fn last(most: u32, fits: impl Fn(u32) -> bool) -> u32 {
    let (mut low, mut high) = (0, most);
    while low < high {
        let middle = high - (high - low) / 2;
        if fits(middle) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    low
}

impl Counts {
    /// So many ASCII characters on.
    fn plus(self, ascii: u32) -> Self {
        Self {
            bytes: self.bytes + ascii,
            characters: self.characters + ascii,
            utf16: self.utf16 + ascii,
        }
    }

    fn over(self, text: &str) -> Self {
        // The bytes 10xxxxxx continue a character; one of four bytes, which begins with 11110xxx, is two units.
        let characters = text.bytes().filter(|byte| byte & 0xC0 != 0x80).count() as u32;
        let pairs = text.bytes().filter(|&byte| byte >= 0xF0).count() as u32;
        Self {
            bytes: self.bytes + text.len() as u32,
            characters: self.characters + characters,
            utf16: self.utf16 + characters + pairs,
        }
    }

    fn add(self, character: char) -> Self {
        Self {
            bytes: self.bytes + character.len_utf8() as u32,
            characters: self.characters + 1,
            utf16: self.utf16 + character.len_utf16() as u32,
        }
    }
}

impl LineIndex {
    /// Indexes `text`, which must be shorter than 4 GiB; a line ends with `\n`.
    pub fn new(text: &str) -> Self {
        let mut line_starts = vec![0];
        let mut checkpoints = vec![Counts::default()];
        let mut here = Counts::default();
        loop {
            // A checkpoint never stands inside a character.
            let start = here.bytes as usize;
            let end = text.ceil_char_boundary(checkpoints.len() * STEP);
            let piece = text.get(start..end).unwrap_or_default();
            let breaks = piece.bytes().zip(here.bytes + 1..);
            line_starts.extend(breaks.filter(|(byte, _)| *byte == b'\n').map(|(_, at)| at));
            here = here.over(piece);
            if (here.bytes as usize) < checkpoints.len() * STEP {
                break;
            }
            checkpoints.push(here);
        }
        Self {
            line_starts,
            checkpoints,
            total: here,
        }
    }

    /// How many lines the text has; one that ends with `\n` has an empty one after it.
    pub fn line_count(&self) -> u32 {
        self.line_starts.len() as u32
    }

    /// The line and column of the byte at `offset`.
    pub fn line_column(&self, text: &str, offset: u32) -> LineColumn {
        let offset = offset.min(self.total.bytes);
        let line = self.line_starts.partition_point(|&start| start <= offset);
        let start = self.line_start(line as u32);
        let characters = |at| self.find(text, |counts| counts.bytes <= at).characters;
        LineColumn {
            line: line as u32,
            column: characters(offset) - characters(start) + 1,
        }
    }

    /// The bytes of a line, counted from 1, without its line break; past the last line the text's end.
    pub fn line_span(&self, text: &str, line: u32) -> Span {
        let span = Span::new(
            self.line_start(line),
            self.line_start(line.saturating_add(1)),
        );
        let content = span
            .text(text)
            .strip_suffix('\n')
            .map(|line| line.strip_suffix('\r').unwrap_or(line));
        content.map_or(span, |content| {
            Span::new(span.start, span.start + content.len() as u32)
        })
    }

    /// The UTF-16 offset of the byte at `offset`.
    pub fn to_utf16(&self, text: &str, offset: u32) -> u32 {
        self.find(text, |counts| counts.bytes <= offset).utf16
    }

    /// The byte offset of the UTF-16 code unit at `offset`.
    pub fn from_utf16(&self, text: &str, offset: u32) -> u32 {
        self.find(text, |counts| counts.utf16 <= offset).bytes
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

    /// The byte at which a line, counted from 1, begins.
    fn line_start(&self, line: u32) -> u32 {
        let index = (line as usize).saturating_sub(1);
        self.line_starts
            .get(index)
            .copied()
            .unwrap_or(self.total.bytes)
    }

    /// The last place between two characters that is still `within` what is looked for.
    fn find(&self, text: &str, within: impl Fn(Counts) -> bool) -> Counts {
        let checkpoint = self
            .checkpoints
            .partition_point(|&counts| within(counts))
            .saturating_sub(1);
        let mut here = self
            .checkpoints
            .get(checkpoint)
            .copied()
            .unwrap_or_default();
        let next = self.checkpoints.get(checkpoint + 1);
        let step = next.unwrap_or(&self.total).bytes - here.bytes;
        if next.unwrap_or(&self.total).utf16 - here.utf16 == step {
            // All of it is ASCII: the three ways to count are one.
            return here.plus(last(step, |bytes| within(here.plus(bytes))));
        }
        for character in text.get(here.bytes as usize..).unwrap_or_default().chars() {
            let next = here.add(character);
            if !within(next) {
                break;
            }
            here = next;
        }
        here
    }
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
    fn long_lines_have_checkpoints() {
        let text = format!("{}\n{}", "한👍a".repeat(1000), "b".repeat(5000));
        let index = LineIndex::new(&text);
        let thumb = 8 * 700 + 3;
        assert_eq!(index.to_utf16(&text, thumb), 4 * 700 + 1);
        assert_eq!(index.from_utf16(&text, 4 * 700 + 1), thumb);
        assert_eq!(
            index.line_column(&text, thumb),
            LineColumn {
                line: 1,
                column: 3 * 700 + 2
            }
        );
        assert_eq!(
            index.line_column(&text, 8 * 1000 + 1 + 4000),
            LineColumn {
                line: 2,
                column: 4001
            }
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
