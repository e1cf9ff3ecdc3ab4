//! Scalars: plain, quoted, and block.

use std::borrow::Cow;

use super::cursor::Mark;
use super::properties::hex;
use super::scanner::{Result, Scanner};
use super::token::{Token, TokenKind};

/// Line breaks and blanks met inside a scalar, until it is known what they fold to.
#[derive(Default)]
struct Folding {
    /// Where the blanks stand that no line break follows so far.
    blanks: (usize, usize),
    first_break: String,
    more_breaks: String,
    /// Whether a line break was met.
    broken: bool,
}

impl Folding {
    /// Adds what the breaks stand for, and forgets them.
    fn flush(&mut self, into: &mut String) {
        // One break is a space, more are one fewer; LS and PS are kept.
        if !self.first_break.starts_with('\n') {
            into.push_str(&self.first_break);
        } else if self.more_breaks.is_empty() {
            into.push(' ');
        }
        into.push_str(&self.more_breaks);
        self.first_break.clear();
        self.more_breaks.clear();
        self.broken = false;
    }
}

/// Adds `text` to a scalar, which borrows it as long as that is all there is.
fn append<'t>(value: &mut Cow<'t, str>, text: &'t str) {
    if value.is_empty() {
        *value = Cow::Borrowed(text);
    } else if !text.is_empty() {
        value.to_mut().push_str(text);
    }
}

impl<'t> Scanner<'t> {
    /// Takes in the blank or line break that stands here.
    fn fold(&mut self, folding: &mut Folding) {
        if self.cursor.is_blank() {
            if folding.broken {
                self.cursor.skip();
            } else {
                let start = self.cursor.mark().offset;
                self.cursor.skip();
                if folding.blanks.1 != start {
                    folding.blanks.0 = start;
                }
                folding.blanks.1 = self.cursor.mark().offset;
            }
        } else if folding.broken {
            self.cursor.read_break(&mut folding.more_breaks);
        } else {
            folding.blanks = (0, 0);
            self.cursor.read_break(&mut folding.first_break);
            folding.broken = true;
        }
    }

    pub(super) fn scan_plain_scalar(&mut self) -> Result<Token<'t>> {
        let start = self.cursor.mark();
        let mut end = start;
        // What the lines so far fold to, and where the text begins that is not in it yet.
        let mut value = String::new();
        let mut from = start.offset;
        let mut folding = Folding::default();
        let indent = self.indent + 1;
        let flow = self.flow_level > 0;
        let special =
            |byte| byte == b':' || flow && matches!(byte, b',' | b'?' | b'[' | b']' | b'{' | b'}');
        loop {
            if self.cursor.at_document_indicator() || self.cursor.byte() == b'#' {
                break;
            }
            while !self.cursor.ends_word() {
                let byte = self.cursor.byte();
                if if byte == b':' {
                    self.cursor.ends_word_at(1)
                } else {
                    special(byte)
                } {
                    break;
                }
                if folding.broken {
                    value.push_str(self.cursor.between(from, end.offset));
                    folding.flush(&mut value);
                    from = self.cursor.mark().offset;
                }
                self.cursor.skip();
                self.cursor.skip_run(special);
                end = self.cursor.mark();
            }
            if !(self.cursor.is_blank() || self.cursor.is_break()) {
                break;
            }
            while self.cursor.is_blank() || self.cursor.is_break() {
                if folding.broken
                    && i64::from(self.cursor.mark().column) < indent
                    && self.cursor.byte() == b'\t'
                {
                    return self.problem(start, "found a tab character that violates indentation");
                }
                self.fold(&mut folding);
            }
            if !flow && i64::from(self.cursor.mark().column) < indent {
                break;
            }
        }
        if folding.broken {
            self.key_allowed = true;
        }
        let last = self.cursor.between(from, end.offset);
        let value = if value.is_empty() {
            Cow::Borrowed(last)
        } else {
            Cow::Owned(value + last)
        };
        Ok(Token::with_text(TokenKind::PlainScalar, start, end, value))
    }

    pub(super) fn scan_quoted_scalar(&mut self, single: bool) -> Result<Token<'t>> {
        let start = self.cursor.mark();
        let quote = if single { b'\'' } else { b'"' };
        let mut value = Cow::Borrowed("");
        let mut folding = Folding::default();
        self.cursor.skip();
        loop {
            if self.cursor.at_document_indicator() {
                return self.problem(start, "found unexpected document indicator");
            }
            if self.cursor.is_end() {
                return self.problem(start, "found unexpected end of stream");
            }
            while !self.cursor.ends_word() {
                let byte = self.cursor.byte();
                if single && byte == quote && self.cursor.at(1) == quote {
                    value.to_mut().push('\'');
                    self.cursor.skip();
                    self.cursor.skip();
                } else if byte == quote {
                    break;
                } else if !single && byte == b'\\' && self.cursor.is_break_at(1) {
                    self.cursor.skip();
                    self.cursor.skip_break();
                    folding.broken = true;
                    break;
                } else if !single && byte == b'\\' {
                    self.scan_escape(start, value.to_mut())?;
                } else {
                    let from = self.cursor.mark().offset;
                    self.cursor.skip();
                    self.cursor.skip_run(|byte| byte == quote || byte == b'\\');
                    append(&mut value, self.cursor.slice(from));
                }
            }
            if self.cursor.byte() == quote {
                break;
            }
            while self.cursor.is_blank() || self.cursor.is_break() {
                self.fold(&mut folding);
            }
            if folding.broken {
                folding.flush(value.to_mut());
            } else {
                let (from, to) = std::mem::take(&mut folding.blanks);
                append(&mut value, self.cursor.between(from, to));
            }
        }
        self.cursor.skip();
        Ok(Token::with_text(
            TokenKind::QuotedScalar,
            start,
            self.cursor.mark(),
            value,
        ))
    }

    /// A `\` and what it escapes. go-yaml knows `\'`, and not YAML 1.2's `\/`.
    fn scan_escape(&mut self, start: Mark, value: &mut String) -> Result<()> {
        let (literal, digits) = match self.cursor.at(1) {
            b'0' => ('\0', 0),
            b'a' => ('\x07', 0),
            b'b' => ('\x08', 0),
            b't' | b'\t' => ('\t', 0),
            b'n' => ('\n', 0),
            b'v' => ('\x0B', 0),
            b'f' => ('\x0C', 0),
            b'r' => ('\r', 0),
            b'e' => ('\x1B', 0),
            byte @ (b' ' | b'"' | b'\'' | b'\\') => (char::from(byte), 0),
            b'N' => ('\u{85}', 0),
            b'_' => ('\u{A0}', 0),
            b'L' => ('\u{2028}', 0),
            b'P' => ('\u{2029}', 0),
            b'x' => ('x', 2),
            b'u' => ('u', 4),
            b'U' => ('U', 8),
            _ => return self.problem(start, "found unknown escape character"),
        };
        self.cursor.skip();
        self.cursor.skip();
        if digits == 0 {
            value.push(literal);
            return Ok(());
        }
        let mut code = 0;
        for n in 0..digits {
            let Some(digit) = hex(self.cursor.at(n)) else {
                return self.problem(start, "did not find expected hexdecimal number");
            };
            code = code << 4 | digit;
        }
        let Some(character) = char::from_u32(code) else {
            return self.problem(start, "found invalid Unicode character escape code");
        };
        value.push(character);
        for _ in 0..digits {
            self.cursor.skip();
        }
        Ok(())
    }

    pub(super) fn scan_block_scalar(&mut self, literal: bool) -> Result<Token<'t>> {
        let start = self.cursor.mark();
        self.cursor.skip();
        let (keep, strip, increment) = self.scan_block_header(start)?;
        // The place where the text ends, for a person: not in the next line, as libyaml has it.
        let mut end = self.cursor.mark();
        self.skip_blanks();
        if self.cursor.byte() == b'#' {
            self.cursor.skip_to_break();
        }
        if !self.cursor.is_break_or_end() {
            return self.problem(start, "did not find expected comment or line break");
        }
        self.cursor.skip_break();

        let mut indent = increment.map_or(0, |increment| self.indent.max(0) + increment);
        let mut value = String::new();
        let mut last_break = String::new();
        let mut empty_lines = String::new();
        let mut after_blank = false;
        self.scan_block_breaks(&mut indent, &mut empty_lines, start)?;
        while i64::from(self.cursor.mark().column) == indent && !self.cursor.is_end() {
            let blank = self.cursor.is_blank();
            if !literal && last_break.starts_with('\n') && !after_blank && !blank {
                if empty_lines.is_empty() {
                    value.push(' ');
                }
            } else {
                value.push_str(&last_break);
            }
            last_break.clear();
            value.push_str(&empty_lines);
            empty_lines.clear();
            after_blank = blank;
            let from = self.cursor.mark().offset;
            self.cursor.skip_to_break();
            value.push_str(self.cursor.slice(from));
            end = self.cursor.mark();
            self.cursor.read_break(&mut last_break);
            self.scan_block_breaks(&mut indent, &mut empty_lines, start)?;
        }
        if !strip {
            value.push_str(&last_break);
        }
        if keep {
            value.push_str(&empty_lines);
        }
        Ok(Token::with_text(TokenKind::QuotedScalar, start, end, value))
    }

    /// The `+` or `-` and the digit that may follow `|` in either order: keep, strip, indentation.
    fn scan_block_header(&mut self, start: Mark) -> Result<(bool, bool, Option<i64>)> {
        let mut chomping = 0;
        let mut increment = None;
        for _ in 0..2 {
            match self.cursor.byte() {
                byte @ (b'+' | b'-') if chomping == 0 => chomping = byte,
                b'0' if increment.is_none() => {
                    return self.problem(start, "found an indentation indicator equal to 0");
                }
                byte @ b'1'..=b'9' if increment.is_none() => {
                    increment = Some(i64::from(byte - b'0'));
                }
                _ => break,
            }
            self.cursor.skip();
        }
        Ok((chomping == b'+', chomping == b'-', increment))
    }

    /// Moves over indentation and empty lines; the first line that is not empty sets an `indent` of 0.
    fn scan_block_breaks(
        &mut self,
        indent: &mut i64,
        breaks: &mut String,
        start: Mark,
    ) -> Result<()> {
        let mut widest = 0;
        loop {
            let inside = |column: u32| *indent == 0 || i64::from(column) < *indent;
            while inside(self.cursor.mark().column) && self.cursor.byte() == b' ' {
                self.cursor.skip();
            }
            let column = self.cursor.mark().column;
            widest = widest.max(i64::from(column));
            if inside(column) && self.cursor.byte() == b'\t' {
                return self.problem(
                    start,
                    "found a tab character where an indentation space is expected",
                );
            }
            if !self.cursor.is_break() {
                break;
            }
            self.cursor.read_break(breaks);
        }
        if *indent == 0 {
            *indent = widest.max(self.indent + 1).max(1);
        }
        Ok(())
    }
}
