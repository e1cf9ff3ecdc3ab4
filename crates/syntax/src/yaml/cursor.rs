//! A place in the text, and the moves a YAML scanner makes from it.

/// Where the scanner stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mark {
    /// Bytes from the start of the chunk.
    pub(super) offset: usize,
    /// Line breaks before it.
    pub(super) line: u32,
    /// Characters since the last line break.
    pub(super) column: u32,
}

/// Walks over a chunk of text; the byte 0 stands for its end.
pub(super) struct Cursor<'t> {
    text: &'t str,
    mark: Mark,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            mark: Mark::default(),
        }
    }

    pub(super) fn mark(&self) -> Mark {
        self.mark
    }

    /// The byte `n` bytes ahead. All that YAML gives a meaning to is ASCII, except three line breaks.
    pub(super) fn at(&self, n: usize) -> u8 {
        self.text
            .as_bytes()
            .get(self.mark.offset + n)
            .copied()
            .unwrap_or(0)
    }

    pub(super) fn byte(&self) -> u8 {
        self.at(0)
    }

    pub(super) fn is_end(&self) -> bool {
        self.byte() == 0
    }

    pub(super) fn is_blank(&self) -> bool {
        matches!(self.byte(), b' ' | b'\t')
    }

    /// Whether a line break begins `n` bytes ahead: also NEL, LS and PS, as YAML 1.1 has it.
    pub(super) fn is_break_at(&self, n: usize) -> bool {
        match self.at(n) {
            b'\r' | b'\n' => true,
            0xC2 => self.at(n + 1) == 0x85,
            0xE2 => self.at(n + 1) == 0x80 && matches!(self.at(n + 2), 0xA8 | 0xA9),
            _ => false,
        }
    }

    pub(super) fn is_break(&self) -> bool {
        self.is_break_at(0)
    }

    pub(super) fn is_break_or_end(&self) -> bool {
        self.is_end() || self.is_break()
    }

    /// Whether `n` bytes ahead a word has ended: a blank, a line break, or the end of the text.
    pub(super) fn ends_word_at(&self, n: usize) -> bool {
        matches!(self.at(n), 0 | b' ' | b'\t') || self.is_break_at(n)
    }

    pub(super) fn ends_word(&self) -> bool {
        self.ends_word_at(0)
    }

    /// Whether `---` or `...` stands here alone at the start of a line.
    pub(super) fn at_document_indicator(&self) -> bool {
        self.at_indicator(b'-') || self.at_indicator(b'.')
    }

    /// Whether three of `byte` stand here alone at the start of a line.
    pub(super) fn at_indicator(&self, byte: u8) -> bool {
        self.mark.column == 0 && (0..3).all(|n| self.at(n) == byte) && self.ends_word_at(3)
    }

    /// A letter, digit, `_` or `-`: what names of anchors and tags are made of.
    pub(super) fn is_name(&self) -> bool {
        matches!(self.byte(), b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'_' | b'-')
    }

    fn char_len(&self) -> usize {
        match self.byte() {
            0 => 0,
            1..=0x7F => 1,
            0x80..=0xDF => 2,
            0xE0..=0xEF => 3,
            _ => 4,
        }
    }

    /// Moves over one character that is no line break.
    pub(super) fn skip(&mut self) {
        let len = self.char_len();
        self.mark.offset += len;
        self.mark.column += u32::from(len != 0);
    }

    /// Moves over one character that is no line break, and keeps it.
    pub(super) fn read(&mut self, into: &mut String) {
        let start = self.mark.offset;
        self.skip();
        into.push_str(self.slice(start));
    }

    /// The text from `start` up to here.
    pub(super) fn slice(&self, start: usize) -> &'t str {
        self.text.get(start..self.mark.offset).unwrap_or_default()
    }

    /// The text between two places.
    pub(super) fn between(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// Moves over a line break, if one stands here; `\r\n` is one.
    pub(super) fn skip_break(&mut self) {
        let len = match self.byte() {
            b'\r' if self.at(1) == b'\n' => 2,
            b'\r' | b'\n' => 1,
            0xC2 => 2,
            0xE2 => 3,
            _ => return,
        };
        self.mark.offset += len;
        self.mark.line += 1;
        self.mark.column = 0;
    }

    /// Moves over a line break and keeps it as YAML 1.1 does: all become `\n` but LS and PS.
    pub(super) fn read_break(&mut self, into: &mut String) {
        let start = self.mark.offset;
        let unicode = self.byte() == 0xE2;
        self.skip_break();
        if unicode {
            into.push_str(self.slice(start));
        } else if self.mark.offset != start {
            into.push('\n');
        }
    }

    /// Moves over spaces, and over tabs where they are as good.
    pub(super) fn skip_spaces(&mut self, tabs: bool) {
        let rest = self.rest().iter();
        let blanks = rest.take_while(|&&byte| byte == b' ' || tabs && byte == b'\t');
        let count = blanks.count();
        self.mark.offset += count;
        self.mark.column += count as u32;
    }

    fn rest(&self) -> &'t [u8] {
        let bytes = self.text.as_bytes();
        bytes.get(self.mark.offset..).unwrap_or_default()
    }

    /// Moves over what is left of the line, up to its break: quick, because comments are long.
    pub(super) fn skip_to_break(&mut self) {
        while !self.is_break_or_end() {
            self.skip_run(|_| false);
            if !self.is_break_or_end() {
                self.skip();
            }
        }
    }

    /// Moves over the characters before the next one that `stop` names, or that might be a blank, a break or a control character.
    pub(super) fn skip_run(&mut self, stop: impl Fn(u8) -> bool) {
        let rest = self.rest();
        let mut columns = 0;
        let mut len = 0;
        for &byte in rest {
            if byte <= b' ' || byte == 0xC2 || byte == 0xE2 || stop(byte) {
                break;
            }
            len += 1;
            // The bytes 10xxxxxx continue a character.
            columns += u32::from(byte & 0xC0 != 0x80);
        }
        // 0xC2 and 0xE2 only ever begin a character, so that the run ends between two.
        self.mark.offset += len;
        self.mark.column += columns;
    }
}
