//! Anchors, aliases, tags and directives.

use super::cursor::Mark;
use super::scanner::{Result, Scanner};
use super::token::{Token, TokenKind};

impl<'t> Scanner<'t> {
    /// `&name` or `*name`.
    pub(super) fn scan_anchor(&mut self, kind: TokenKind) -> Result<Token<'t>> {
        let start = self.cursor.mark();
        self.cursor.skip();
        let name = self.scan_name();
        let ended = self.cursor.ends_word()
            || matches!(
                self.cursor.byte(),
                b'?' | b':' | b',' | b']' | b'}' | b'%' | b'@' | b'`'
            );
        if name.is_empty() || !ended {
            return self.problem(
                start,
                "did not find expected alphabetic or numeric character",
            );
        }
        Ok(Token::with_text(kind, start, self.cursor.mark(), name))
    }

    fn scan_name(&mut self) -> &'t str {
        let start = self.cursor.mark().offset;
        while self.cursor.is_name() {
            self.cursor.skip();
        }
        self.cursor.slice(start)
    }

    /// `!<uri>`, `!suffix`, `!handle!suffix` or `!`.
    pub(super) fn scan_tag(&mut self) -> Result<Token<'t>> {
        let start = self.cursor.mark();
        let (handle, suffix) = if self.cursor.at(1) == b'<' {
            self.cursor.skip();
            self.cursor.skip();
            let suffix = self.scan_tag_uri("", start)?;
            if self.cursor.byte() != b'>' {
                return self.problem(start, "did not find the expected '>'");
            }
            self.cursor.skip();
            (String::new(), suffix)
        } else {
            let handle = self.scan_tag_handle(false, start)?;
            if handle.len() > 1 && handle.ends_with('!') {
                let suffix = self.scan_tag_uri("", start)?;
                (handle, suffix)
            } else {
                // It was no handle, but the beginning of the suffix.
                let suffix = self.scan_tag_uri(&handle, start)?;
                if suffix.is_empty() {
                    (suffix, "!".to_owned())
                } else {
                    ("!".to_owned(), suffix)
                }
            }
        };
        if !self.cursor.ends_word() {
            return self.problem(start, "did not find expected whitespace or line break");
        }
        let mut token = Token::with_text(TokenKind::Tag, start, self.cursor.mark(), handle);
        token.suffix = suffix.into();
        Ok(token)
    }

    fn scan_tag_handle(&mut self, directive: bool, start: Mark) -> Result<String> {
        if self.cursor.byte() != b'!' {
            return self.problem(start, "did not find expected '!'");
        }
        self.cursor.skip();
        let mut handle = format!("!{}", self.scan_name());
        if self.cursor.byte() == b'!' {
            self.cursor.read(&mut handle);
        } else if directive && handle != "!" {
            return self.problem(start, "did not find expected '!'");
        }
        Ok(handle)
    }

    /// The characters of a URI, after those of `head` without its `!`.
    fn scan_tag_uri(&mut self, head: &str, start: Mark) -> Result<String> {
        let mut uri = head.get(1..).unwrap_or_default().as_bytes().to_vec();
        let mut any = !head.is_empty();
        loop {
            match self.cursor.byte() {
                b'%' => self.scan_uri_escapes(start, &mut uri)?,
                byte @ (b';' | b'/' | b'?' | b':' | b'@' | b'&' | b'=' | b'+' | b'$' | b','
                | b'.' | b'!' | b'~' | b'*' | b'\'' | b'(' | b')' | b'[' | b']') => {
                    uri.push(byte);
                    self.cursor.skip();
                }
                byte if self.cursor.is_name() => {
                    uri.push(byte);
                    self.cursor.skip();
                }
                _ => break,
            }
            any = true;
        }
        if any {
            Ok(String::from_utf8_lossy(&uri).into_owned())
        } else {
            self.problem(start, "did not find expected tag URI")
        }
    }

    /// One character as `%XX` octets of its UTF-8 form.
    fn scan_uri_escapes(&mut self, start: Mark, into: &mut Vec<u8>) -> Result<()> {
        let mut left = None;
        while left != Some(0) {
            let digits = (hex(self.cursor.at(1)), hex(self.cursor.at(2)));
            let (b'%', (Some(high), Some(low))) = (self.cursor.byte(), digits) else {
                return self.problem(start, "did not find URI escaped octet");
            };
            let octet = (high << 4 | low) as u8;
            left = match left {
                None => match octet {
                    0..=0x7F => Some(0),
                    0xC0..=0xDF => Some(1),
                    0xE0..=0xEF => Some(2),
                    0xF0..=0xF7 => Some(3),
                    _ => return self.problem(start, "found an incorrect leading UTF-8 octet"),
                },
                Some(_) if octet & 0xC0 != 0x80 => {
                    return self.problem(start, "found an incorrect trailing UTF-8 octet");
                }
                Some(count) => Some(count - 1),
            };
            into.push(octet);
            for _ in 0..3 {
                self.cursor.skip();
            }
        }
        Ok(())
    }

    /// `%YAML 1.1` or `%TAG !x! prefix`.
    pub(super) fn scan_directive(&mut self) -> Result<Token<'t>> {
        let start = self.cursor.mark();
        self.cursor.skip();
        let name = self.scan_name();
        if name.is_empty() {
            return self.problem(start, "could not find expected directive name");
        }
        if !self.cursor.ends_word() {
            return self.problem(start, "found unexpected non-alphabetical character");
        }
        let mut token = Token::new(TokenKind::VersionDirective, start, start);
        match name {
            "YAML" => token.text = self.scan_version(start)?.into(),
            "TAG" => {
                token.kind = TokenKind::TagDirective;
                let (handle, prefix) = self.scan_tag_directive(start)?;
                (token.text, token.suffix) = (handle.into(), prefix.into());
            }
            _ => return self.problem(start, "found unknown directive name"),
        }
        token.end = self.cursor.mark();
        self.skip_blanks();
        if self.cursor.byte() == b'#' {
            self.cursor.skip_to_break();
        }
        if !self.cursor.is_break_or_end() {
            return self.problem(start, "did not find expected comment or line break");
        }
        self.cursor.skip_break();
        Ok(token)
    }

    pub(super) fn skip_blanks(&mut self) {
        while self.cursor.is_blank() {
            self.cursor.skip();
        }
    }

    fn scan_version(&mut self, start: Mark) -> Result<String> {
        self.skip_blanks();
        let major = self.scan_version_number(start)?;
        if self.cursor.byte() != b'.' {
            return self.problem(start, "did not find expected digit or '.' character");
        }
        self.cursor.skip();
        let minor = self.scan_version_number(start)?;
        Ok(format!("{major}.{minor}"))
    }

    fn scan_version_number(&mut self, start: Mark) -> Result<u32> {
        let mut value = 0;
        let mut length = 0;
        while let digit @ b'0'..=b'9' = self.cursor.byte() {
            length += 1;
            if length > 2 {
                return self.problem(start, "found extremely long version number");
            }
            value = value * 10 + u32::from(digit - b'0');
            self.cursor.skip();
        }
        if length == 0 {
            return self.problem(start, "did not find expected version number");
        }
        Ok(value)
    }

    fn scan_tag_directive(&mut self, start: Mark) -> Result<(String, String)> {
        self.skip_blanks();
        let handle = self.scan_tag_handle(true, start)?;
        if !self.cursor.is_blank() {
            return self.problem(start, "did not find expected whitespace");
        }
        self.skip_blanks();
        let prefix = self.scan_tag_uri("", start)?;
        if !self.cursor.ends_word() {
            return self.problem(start, "did not find expected whitespace or line break");
        }
        Ok((handle, prefix))
    }
}

/// The value of a hexadecimal digit.
pub(super) fn hex(byte: u8) -> Option<u32> {
    char::from(byte).to_digit(16)
}
