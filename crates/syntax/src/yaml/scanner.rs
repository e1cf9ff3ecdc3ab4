//! Text to tokens, as go-yaml v2 does it: YAML 1.1, with its very words for what is wrong.
//!
//! The hard part of YAML's lexing is the simple key: that `a` in `a: 1` is a key is known only at the colon. So a token that might
//! be a key is held back in a queue until the colon comes, or can no longer come (another line, or 1024 characters on).

use std::collections::VecDeque;

use super::cursor::{Cursor, Mark};
use super::token::{Problem, Stage, Token, TokenKind};

/// A key without `?` must end within so many characters.
const LONGEST_SIMPLE_KEY: u32 = 1024;

/// The place of a token that becomes a key if a colon follows.
#[derive(Clone, Copy)]
struct SimpleKey {
    /// In block context at the block's own indentation nothing but a key can stand.
    required: bool,
    /// The number of the token that would be the key.
    token: usize,
    mark: Mark,
}

/// What is known of keys in one flow collection.
#[derive(Clone, Copy, Default)]
struct Level {
    key: Option<SimpleKey>,
    /// The number of the last possible key; before the first one that of the bracket, as in go-yaml. So once an empty pair of brackets
    /// closes, go-yaml no longer holds it back to see whether it is a key: after `a: 1`, a line `{}: 2` is an error.
    token: usize,
}

/// Reads tokens off a text.
pub(super) struct Scanner<'t> {
    pub(super) cursor: Cursor<'t>,
    queue: VecDeque<Token<'t>>,
    /// How many tokens have left the queue.
    taken: usize,
    started: bool,
    pub(super) ended: bool,
    /// The column of the innermost block; -1 before the first.
    pub(super) indent: i64,
    outer_indents: Vec<i64>,
    /// How many `[` and `{` are open.
    pub(super) flow_level: usize,
    pub(super) key_allowed: bool,
    /// The flow levels' possible keys; the first is the block context's.
    levels: Vec<Level>,
    /// Which tokens may be keys, by their numbers, each with its level.
    possible_keys: VecDeque<(usize, usize)>,
    /// Whether the first token in the queue is known to be no key that still waits for its colon.
    settled: bool,
}

pub(super) type Result<T> = std::result::Result<T, Problem>;

impl<'t> Scanner<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            cursor: Cursor::new(text),
            queue: VecDeque::with_capacity(8),
            taken: 0,
            started: false,
            ended: false,
            indent: -1,
            outer_indents: Vec::with_capacity(16),
            flow_level: 0,
            key_allowed: true,
            levels: vec![Level::default()],
            possible_keys: VecDeque::with_capacity(8),
            settled: false,
        }
    }

    /// The next token, left in its place; after the last one the stream's end for ever.
    pub(super) fn peek(&mut self) -> Result<&Token<'t>> {
        while !self.settled {
            self.settled = !self.needs_more()? || self.ended;
            if !self.settled {
                self.fetch()?;
            }
        }
        if self.queue.is_empty() {
            let here = self.cursor.mark();
            self.queue
                .push_back(Token::new(TokenKind::StreamEnd, here, here));
        }
        // The queue is never empty here; the fallback only spares a panic.
        let here = self.cursor.mark();
        match self.queue.front() {
            Some(token) => Ok(token),
            None => Err(Problem {
                text: "no token".into(),
                stage: Stage::Scanner,
                mark: here,
                context: here,
            }),
        }
    }

    /// Removes the token that [`Self::peek`] showed.
    pub(super) fn take(&mut self) -> Option<Token<'t>> {
        self.taken += 1;
        self.settled = false;
        self.queue.pop_front()
    }

    pub(super) fn problem<T>(&self, context: Mark, text: &'static str) -> Result<T> {
        Err(Problem {
            text: text.into(),
            stage: Stage::Scanner,
            mark: self.cursor.mark(),
            context,
        })
    }

    /// Whether the first token in the queue may still turn out to be a key, or there is none.
    fn needs_more(&mut self) -> Result<bool> {
        if self.queue.is_empty() {
            return Ok(true);
        }
        // What has left the queue is settled.
        while let Some(&(token, level)) = self.possible_keys.front() {
            if token == self.taken {
                return Ok(self.valid_key(level)?.is_some());
            }
            if token > self.taken {
                break;
            }
            self.possible_keys.pop_front();
        }
        Ok(false)
    }

    /// The possible key of `level`, unless the text has moved on too far for a colon.
    fn valid_key(&mut self, level: usize) -> Result<Option<SimpleKey>> {
        let Some(level) = self.levels.get_mut(level) else {
            return Ok(None);
        };
        let Some(key) = level.key else {
            return Ok(None);
        };
        let here = self.cursor.mark();
        if key.mark.line == here.line && key.mark.column + LONGEST_SIMPLE_KEY >= here.column {
            return Ok(Some(key));
        }
        if key.required {
            return self.problem(key.mark, "could not find expected ':'");
        }
        level.key = None;
        Ok(None)
    }

    pub(super) fn save_key(&mut self) -> Result<()> {
        if !self.key_allowed {
            return Ok(());
        }
        let mark = self.cursor.mark();
        let required = self.flow_level == 0 && self.indent == i64::from(mark.column);
        let token = self.taken + self.queue.len();
        self.remove_key()?;
        let index = self.levels.len().saturating_sub(1);
        if let Some(level) = self.levels.last_mut() {
            *level = Level {
                key: Some(SimpleKey {
                    required,
                    token,
                    mark,
                }),
                token,
            };
            self.possible_keys.push_back((token, index));
        }
        Ok(())
    }

    pub(super) fn remove_key(&mut self) -> Result<()> {
        let Some(key) = self.levels.last().and_then(|level| level.key) else {
            return Ok(());
        };
        if key.required {
            return self.problem(key.mark, "could not find expected ':'");
        }
        self.forget_key(key);
        Ok(())
    }

    fn forget_key(&mut self, key: SimpleKey) {
        self.settle(key.token);
        if let Some(level) = self.levels.last_mut() {
            level.key = None;
        }
    }

    /// Token number `token` is no possible key any more.
    fn settle(&mut self, token: usize) {
        let place = self
            .possible_keys
            .binary_search_by_key(&token, |&(token, _)| token);
        if let Ok(place) = place {
            self.possible_keys.remove(place);
        }
    }

    fn push(&mut self, kind: TokenKind, start: Mark) {
        let end = self.cursor.mark();
        self.queue.push_back(Token::new(kind, start, end));
    }

    /// Opens a block at `column` if it is deeper than the one around; its token goes before token number `before`.
    fn roll_indent(&mut self, column: u32, before: Option<usize>, kind: TokenKind, mark: Mark) {
        if self.flow_level > 0 || self.indent >= i64::from(column) {
            return;
        }
        self.outer_indents.push(self.indent);
        self.indent = i64::from(column);
        self.insert(before, Token::new(kind, mark, mark));
    }

    fn insert(&mut self, before: Option<usize>, token: Token<'t>) {
        let last = self.queue.len();
        let place = before.and_then(|number| number.checked_sub(self.taken));
        self.queue
            .insert(place.map_or(last, |place| place.min(last)), token);
    }

    /// Closes the blocks deeper than `column`.
    fn unroll_indent(&mut self, column: i64) {
        if self.flow_level > 0 {
            return;
        }
        while self.indent > column {
            let here = self.cursor.mark();
            self.push(TokenKind::BlockEnd, here);
            self.indent = self.outer_indents.pop().unwrap_or(-1);
        }
    }

    fn fetch(&mut self) -> Result<()> {
        if !self.started {
            self.started = true;
            self.push(TokenKind::StreamStart, Mark::default());
            return Ok(());
        }
        self.skip_to_next_token();
        let mark = self.cursor.mark();
        self.unroll_indent(i64::from(mark.column));
        let byte = self.cursor.byte();
        let flow = self.flow_level > 0;
        let lone = self.cursor.ends_word_at(1);
        match byte {
            0 => self.fetch_stream_end(),
            b'%' if mark.column == 0 => self.fetch_directive(),
            _ if self.cursor.at_indicator(b'-') => {
                self.fetch_document_indicator(TokenKind::DocumentStart)
            }
            _ if self.cursor.at_indicator(b'.') => {
                self.fetch_document_indicator(TokenKind::DocumentEnd)
            }
            b'[' => self.fetch_flow_start(TokenKind::FlowSequenceStart),
            b'{' => self.fetch_flow_start(TokenKind::FlowMappingStart),
            b']' => self.fetch_flow_end(TokenKind::FlowSequenceEnd),
            b'}' => self.fetch_flow_end(TokenKind::FlowMappingEnd),
            b',' => self.fetch_flow_entry(),
            b'-' if lone => self.fetch_block_entry(),
            b'?' if flow || lone => self.fetch_key(),
            b':' if flow || lone => self.fetch_value(),
            b'*' => self.fetch_property(TokenKind::Alias),
            b'&' => self.fetch_property(TokenKind::Anchor),
            b'!' => self.fetch_property(TokenKind::Tag),
            b'|' | b'>' if !flow => {
                self.remove_key()?;
                self.key_allowed = true;
                let token = self.scan_block_scalar(byte == b'|')?;
                self.queue.push_back(token);
                Ok(())
            }
            b'\'' | b'"' => {
                self.save_key()?;
                self.key_allowed = false;
                let token = self.scan_quoted_scalar(byte == b'\'')?;
                self.queue.push_back(token);
                Ok(())
            }
            b'#' | b'|' | b'>' | b'%' | b'@' | b'`' | b'\t' => self.cannot_start(),
            _ => {
                self.save_key()?;
                self.key_allowed = false;
                let token = self.scan_plain_scalar()?;
                self.queue.push_back(token);
                Ok(())
            }
        }
    }

    fn cannot_start(&self) -> Result<()> {
        self.problem(
            self.cursor.mark(),
            "found character that cannot start any token",
        )
    }

    /// Moves over blanks, comments and line breaks. A tab is a blank only where no key can begin.
    fn skip_to_next_token(&mut self) {
        loop {
            // A byte order mark may begin any line.
            if self.cursor.mark().column == 0
                && [0xEF, 0xBB, 0xBF]
                    .iter()
                    .enumerate()
                    .all(|(n, &byte)| self.cursor.at(n) == byte)
            {
                self.cursor.skip();
            }
            let tabs = self.flow_level > 0 || !self.key_allowed;
            self.cursor.skip_spaces(tabs);
            if self.cursor.byte() == b'#' {
                self.cursor.skip_to_break();
            }
            if !self.cursor.is_break() {
                return;
            }
            self.cursor.skip_break();
            if self.flow_level == 0 {
                self.key_allowed = true;
            }
        }
    }

    fn fetch_stream_end(&mut self) -> Result<()> {
        let mut mark = self.cursor.mark();
        if mark.column != 0 {
            mark.column = 0;
            mark.line += 1;
        }
        self.unroll_indent(-1);
        self.remove_key()?;
        self.key_allowed = false;
        self.ended = true;
        self.queue
            .push_back(Token::new(TokenKind::StreamEnd, mark, mark));
        Ok(())
    }

    fn fetch_directive(&mut self) -> Result<()> {
        self.unroll_indent(-1);
        self.remove_key()?;
        self.key_allowed = false;
        let token = self.scan_directive()?;
        self.queue.push_back(token);
        Ok(())
    }

    fn fetch_document_indicator(&mut self, kind: TokenKind) -> Result<()> {
        self.unroll_indent(-1);
        self.remove_key()?;
        self.key_allowed = false;
        let start = self.cursor.mark();
        for _ in 0..3 {
            self.cursor.skip();
        }
        self.push(kind, start);
        Ok(())
    }

    /// Moves over the indicator that stands here and queues it.
    fn push_indicator(&mut self, kind: TokenKind) {
        let start = self.cursor.mark();
        self.cursor.skip();
        self.push(kind, start);
    }

    fn fetch_flow_start(&mut self, kind: TokenKind) -> Result<()> {
        self.save_key()?;
        self.levels.push(Level {
            key: None,
            token: self.taken + self.queue.len(),
        });
        self.flow_level += 1;
        self.key_allowed = true;
        self.push_indicator(kind);
        Ok(())
    }

    fn fetch_flow_end(&mut self, kind: TokenKind) -> Result<()> {
        self.remove_key()?;
        if self.flow_level > 0 {
            self.flow_level -= 1;
            if let Some(level) = self.levels.pop() {
                self.settle(level.token);
            }
        }
        self.key_allowed = false;
        self.push_indicator(kind);
        Ok(())
    }

    fn fetch_flow_entry(&mut self) -> Result<()> {
        self.remove_key()?;
        self.key_allowed = true;
        self.push_indicator(TokenKind::FlowEntry);
        Ok(())
    }

    fn fetch_block_entry(&mut self) -> Result<()> {
        let mark = self.cursor.mark();
        // In a flow collection the parser complains: it knows the collection.
        if self.flow_level == 0 {
            if !self.key_allowed {
                return self.problem(
                    self.cursor.mark(),
                    "block sequence entries are not allowed in this context",
                );
            }
            self.roll_indent(mark.column, None, TokenKind::BlockSequenceStart, mark);
        }
        self.remove_key()?;
        self.key_allowed = true;
        self.push_indicator(TokenKind::BlockEntry);
        Ok(())
    }

    fn fetch_key(&mut self) -> Result<()> {
        let mark = self.cursor.mark();
        if self.flow_level == 0 {
            if !self.key_allowed {
                return self.problem(
                    self.cursor.mark(),
                    "mapping keys are not allowed in this context",
                );
            }
            self.roll_indent(mark.column, None, TokenKind::BlockMappingStart, mark);
        }
        self.remove_key()?;
        self.key_allowed = self.flow_level == 0;
        self.push_indicator(TokenKind::Key);
        Ok(())
    }

    fn fetch_value(&mut self) -> Result<()> {
        let level = self.levels.len().saturating_sub(1);
        if let Some(key) = self.valid_key(level)? {
            self.insert(
                Some(key.token),
                Token::new(TokenKind::Key, key.mark, key.mark),
            );
            self.roll_indent(
                key.mark.column,
                Some(key.token),
                TokenKind::BlockMappingStart,
                key.mark,
            );
            self.forget_key(key);
            self.key_allowed = false;
        } else {
            if self.flow_level == 0 {
                let mark = self.cursor.mark();
                if !self.key_allowed {
                    return self.problem(
                        self.cursor.mark(),
                        "mapping values are not allowed in this context",
                    );
                }
                self.roll_indent(mark.column, None, TokenKind::BlockMappingStart, mark);
            }
            self.key_allowed = self.flow_level == 0;
        }
        self.push_indicator(TokenKind::Value);
        Ok(())
    }

    fn fetch_property(&mut self, kind: TokenKind) -> Result<()> {
        self.save_key()?;
        self.key_allowed = false;
        let token = match kind {
            TokenKind::Tag => self.scan_tag()?,
            _ => self.scan_anchor(kind)?,
        };
        self.queue.push_back(token);
        Ok(())
    }
}
