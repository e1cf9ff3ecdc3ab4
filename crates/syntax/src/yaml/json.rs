//! JSON as Go's `encoding/json` scans it, with its words for what is wrong.

use std::borrow::Cow;

use super::parser::{Event, EventKind};
use super::properties::hex;

/// Why a text is not JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    /// Go's words.
    pub(super) text: String,
    /// The byte that it is about.
    pub(super) at: usize,
    /// Whether that is a byte too many or a wrong one (`json.SyntaxError`), not the end of the text.
    pub(super) has_offset: bool,
}

/// How the scan of a value ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum End {
    /// There was nothing but white space.
    Nothing,
    /// The value ends here.
    At(usize),
    /// The receiver of the events wanted no more.
    Stopped,
}

/// What may come next.
#[derive(Clone, Copy)]
enum Next {
    Value,
    ItemOrEnd,
    KeyOrEnd,
    Key,
    Colon,
    CommaOrEnd,
}

/// Reads one value from `start` on as events; `receive` says whether to go on.
pub(super) fn read_value(
    text: &str,
    start: usize,
    receive: &mut dyn FnMut(Event<'_>) -> bool,
) -> Result<End, Problem> {
    let mut reader = Reader { text, at: start };
    let mut next = Next::Value;
    // Whether each open collection is an object.
    let mut open: Vec<bool> = Vec::new();
    let mut first = true;
    loop {
        reader.skip_space();
        let from = reader.at;
        let Some(byte) = reader.byte() else {
            return if first {
                Ok(End::Nothing)
            } else {
                Err(reader.cut_short())
            };
        };
        first = false;
        let scalar = match (next, byte) {
            (Next::KeyOrEnd, b'}') | (Next::ItemOrEnd, b']') => None,
            (Next::CommaOrEnd, b'}') if open.last() == Some(&true) => None,
            (Next::CommaOrEnd, b']') if open.last() == Some(&false) => None,
            (Next::Value | Next::ItemOrEnd, b'{' | b'[') => {
                reader.at += 1;
                open.push(byte == b'{');
                next = if byte == b'{' {
                    Next::KeyOrEnd
                } else {
                    Next::ItemOrEnd
                };
                let kind = if byte == b'{' {
                    EventKind::MappingStart
                } else {
                    EventKind::SequenceStart
                };
                if !receive(event(kind, from, reader.at)) {
                    return Ok(End::Stopped);
                }
                continue;
            }
            (Next::Value | Next::ItemOrEnd, _) => Some(reader.scalar()?),
            (Next::Key | Next::KeyOrEnd, b'"') => Some((reader.string()?, false)),
            (Next::Key | Next::KeyOrEnd, _) => {
                return Err(reader.wrong("looking for beginning of object key string"));
            }
            (Next::Colon, b':') => {
                reader.at += 1;
                next = Next::Value;
                continue;
            }
            (Next::Colon, _) => return Err(reader.wrong("after object key")),
            (Next::CommaOrEnd, b',') => {
                reader.at += 1;
                next = if open.last() == Some(&true) {
                    Next::Key
                } else {
                    Next::Value
                };
                continue;
            }
            (Next::CommaOrEnd, _) => {
                let object = open.last() == Some(&true);
                return Err(reader.wrong(if object {
                    "after object key:value pair"
                } else {
                    "after array element"
                }));
            }
        };
        let mut event = match scalar {
            Some((value, implicit)) => {
                let mut event = event(EventKind::Scalar, from, reader.at);
                (event.value, event.implicit) = (value.into(), implicit);
                event
            }
            None => {
                reader.at += 1;
                open.pop();
                event(
                    if byte == b'}' {
                        EventKind::MappingEnd
                    } else {
                        EventKind::SequenceEnd
                    },
                    from,
                    reader.at,
                )
            }
        };
        let is_key = matches!(next, Next::Key) || matches!(next, Next::KeyOrEnd) && byte != b'}';
        next = if is_key {
            Next::Colon
        } else {
            Next::CommaOrEnd
        };
        event.line = 0;
        if !receive(event) {
            return Ok(End::Stopped);
        }
        if open.is_empty() {
            return Ok(End::At(reader.at));
        }
    }
}

fn event(kind: EventKind, start: usize, end: usize) -> Event<'static> {
    Event {
        kind,
        anchor: None,
        tag: None,
        value: Cow::Borrowed(""),
        implicit: true,
        line: 0,
        start,
        end,
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.byte(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    fn cut_short(&self) -> Problem {
        Problem {
            text: "unexpected EOF".to_owned(),
            at: self.at,
            has_offset: false,
        }
    }

    /// The byte that stands here is wrong. Go takes it for a character, so that one of a longer UTF-8 form looks foreign.
    fn wrong(&self, context: &str) -> Problem {
        let Some(byte) = self.byte() else {
            return self.cut_short();
        };
        let shown = match byte {
            b'\'' => r"\'".to_owned(),
            b'"' => "\"".to_owned(),
            _ => {
                let mut quoted = String::new();
                super::syntax_of_go::quote(char::from(byte).encode_utf8(&mut [0; 4]), &mut quoted);
                quoted.trim_matches('"').to_owned()
            }
        };
        Problem {
            text: format!("invalid character '{shown}' {context}"),
            at: self.at,
            has_offset: true,
        }
    }

    /// A value that is no collection, and whether its text tells its type.
    fn scalar(&mut self) -> Result<(String, bool), Problem> {
        let from = self.at;
        match self.byte() {
            Some(b'"') => return Ok((self.string()?, false)),
            Some(b't') => self.literal("true")?,
            Some(b'f') => self.literal("false")?,
            Some(b'n') => self.literal("null")?,
            Some(b'-' | b'0'..=b'9') => self.number()?,
            _ => return Err(self.wrong("looking for beginning of value")),
        }
        Ok((
            self.text.get(from..self.at).unwrap_or_default().to_owned(),
            true,
        ))
    }

    fn literal(&mut self, word: &str) -> Result<(), Problem> {
        for expected in word.bytes() {
            if self.byte() != Some(expected) {
                return Err(self.wrong(&format!(
                    "in literal {word} (expecting '{}')",
                    char::from(expected)
                )));
            }
            self.at += 1;
        }
        Ok(())
    }

    fn number(&mut self) -> Result<(), Problem> {
        if self.byte() == Some(b'-') {
            self.at += 1;
        }
        match self.byte() {
            Some(b'0') => self.at += 1,
            Some(b'1'..=b'9') => self.digits(),
            _ => return Err(self.wrong("in numeric literal")),
        }
        if self.byte() == Some(b'.') {
            self.at += 1;
            if !matches!(self.byte(), Some(b'0'..=b'9')) {
                return Err(self.wrong("after decimal point in numeric literal"));
            }
            self.digits();
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.byte(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            if !matches!(self.byte(), Some(b'0'..=b'9')) {
                return Err(self.wrong("in exponent of numeric literal"));
            }
            self.digits();
        }
        Ok(())
    }

    fn digits(&mut self) {
        while matches!(self.byte(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
    }

    fn string(&mut self) -> Result<String, Problem> {
        let mut value = String::new();
        self.at += 1;
        loop {
            let from = self.at;
            while !matches!(self.byte(), None | Some(b'"' | b'\\' | 0..=0x1F)) {
                self.at += 1;
            }
            value.push_str(self.text.get(from..self.at).unwrap_or_default());
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(value);
                }
                Some(b'\\') => {
                    self.at += 1;
                    self.escape(&mut value)?;
                }
                _ => return Err(self.wrong("in string literal")),
            }
        }
    }

    fn escape(&mut self, value: &mut String) -> Result<(), Problem> {
        let literal = match self.byte() {
            Some(b'b') => '\x08',
            Some(b'f') => '\x0C',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(byte @ (b'\\' | b'/' | b'"')) => char::from(byte),
            Some(b'u') => {
                self.at += 1;
                let unit = self.unicode_escape()?;
                let character = self.surrogate_pair(unit)?;
                value.push(character);
                return Ok(());
            }
            _ => return Err(self.wrong("in string escape code")),
        };
        self.at += 1;
        value.push(literal);
        Ok(())
    }

    fn unicode_escape(&mut self) -> Result<u32, Problem> {
        let mut unit = 0;
        for _ in 0..4 {
            match self.byte().and_then(hex) {
                Some(digit) => unit = unit << 4 | digit,
                None => return Err(self.wrong("in \\u hexadecimal character escape")),
            }
            self.at += 1;
        }
        Ok(unit)
    }

    /// The character of a UTF-16 unit and, if it needs one, the escape after it; a lone surrogate becomes U+FFFD.
    fn surrogate_pair(&mut self, unit: u32) -> Result<char, Problem> {
        if let Some(character) = char::from_u32(unit) {
            return Ok(character);
        }
        let after = self.at;
        if unit < 0xDC00 && self.text.as_bytes().get(after..after + 2) == Some(b"\\u") {
            self.at += 2;
            let low = self.unicode_escape()?;
            if (0xDC00..0xE000).contains(&low)
                && let Some(character) =
                    char::from_u32(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
            {
                return Ok(character);
            }
            self.at = after;
        }
        Ok(char::REPLACEMENT_CHARACTER)
    }
}
