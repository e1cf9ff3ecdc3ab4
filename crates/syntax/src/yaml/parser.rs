//! Tokens to events, after libyaml's grammar: one event at a time, its only stack the list of states to come back to.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::cursor::Mark;
use super::scanner::{Result, Scanner};
use super::token::{Problem, Stage, Token, TokenKind};

/// What a document is made of.
#[derive(Debug)]
pub(super) struct Event<'t> {
    pub(super) kind: EventKind,
    /// The `&name`, or the name that an alias calls.
    pub(super) anchor: Option<Cow<'t, str>>,
    /// The tag, written out.
    pub(super) tag: Option<Cow<'t, str>>,
    /// A scalar's value.
    pub(super) value: Cow<'t, str>,
    /// Whether a scalar's value says what type it is: it is plain and has no tag (or the tag `!`).
    pub(super) implicit: bool,
    /// The line as go-yaml counts it, from 0: that of the anchor or tag, if there is one.
    pub(super) line: u32,
    /// The bytes of the chunk, without anchor and tag; a start or end event has those of its bracket, if it has one.
    pub(super) start: usize,
    pub(super) end: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EventKind {
    DocumentStart,
    DocumentEnd,
    StreamEnd,
    Alias,
    Scalar,
    SequenceStart,
    SequenceEnd,
    MappingStart,
    MappingEnd,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    StreamStart,
    DocumentStart { implicit: bool },
    DocumentContent,
    DocumentEnd,
    BlockNode,
    BlockSequence { first: bool },
    IndentlessSequence,
    BlockMappingKey { first: bool },
    BlockMappingValue,
    FlowSequence { first: bool },
    FlowPairKey,
    FlowPairValue,
    FlowPairEnd,
    FlowMappingKey { first: bool },
    FlowMappingValue { empty: bool },
    End,
}

/// Which nodes may stand in a place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Flow,
    Block,
    /// A block's key or value, where `- ` needs no deeper indentation.
    BlockOrIndentless,
}

/// Tags that mean something are shorter; a longer one is cut, so that many uses of a long prefix cost little.
const LONGEST_TAG: usize = 64;

/// Reads events off a text.
pub(super) struct Parser<'t> {
    scanner: Scanner<'t>,
    state: State,
    states: Vec<State>,
    /// Where the open collections began.
    marks: Vec<Mark>,
    /// Handles and prefixes of tags.
    tag_prefixes: BTreeMap<String, String>,
    /// Where the last token that is not just a place ended.
    after: usize,
}

impl<'t> Parser<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            scanner: Scanner::new(text),
            state: State::StreamStart,
            states: Vec::with_capacity(16),
            marks: Vec::with_capacity(16),
            tag_prefixes: BTreeMap::new(),
            after: 0,
        }
    }

    /// How far the scanner has come, in bytes.
    pub(super) fn offset(&self) -> usize {
        self.scanner.cursor.mark().offset
    }

    /// The next event; the stream's end for ever after it.
    pub(super) fn next_event(&mut self) -> Result<Event<'t>> {
        match self.state {
            State::StreamStart => {
                self.take()?;
                self.document_start(true)
            }
            State::DocumentStart { implicit } => self.document_start(implicit),
            State::DocumentContent => self.document_content(),
            State::DocumentEnd => self.document_end(),
            State::BlockNode => self.node(Place::Block),
            State::BlockSequence { first } => self.block_sequence(first),
            State::IndentlessSequence => self.indentless_sequence(),
            State::BlockMappingKey { first } => self.block_mapping_key(first),
            State::BlockMappingValue => self.block_mapping_value(),
            State::FlowSequence { first } => self.flow_sequence(first),
            State::FlowPairKey => self.flow_pair_key(),
            State::FlowPairValue => self.flow_pair_value(),
            State::FlowPairEnd => {
                let line = self.start()?.line;
                self.state = State::FlowSequence { first: false };
                Ok(self.place(EventKind::MappingEnd, line))
            }
            State::FlowMappingKey { first } => self.flow_mapping_key(first),
            State::FlowMappingValue { empty } => self.flow_mapping_value(empty),
            State::End => Ok(self.place(EventKind::StreamEnd, 0)),
        }
    }

    fn kind(&mut self) -> Result<TokenKind> {
        Ok(self.scanner.peek()?.kind)
    }

    fn start(&mut self) -> Result<Mark> {
        Ok(self.scanner.peek()?.start)
    }

    /// Takes the next token.
    fn take(&mut self) -> Result<Token<'t>> {
        let here = self.scanner.peek()?.start;
        let token = self
            .scanner
            .take()
            .unwrap_or_else(|| Token::new(TokenKind::StreamEnd, here, here));
        if token.end.offset > token.start.offset {
            self.after = token.end.offset;
        }
        Ok(token)
    }

    fn problem<T>(&mut self, context: Mark, text: &'static str) -> Result<T> {
        let mark = self.start()?;
        Err(Problem {
            text: text.into(),
            stage: Stage::Parser,
            mark,
            context,
        })
    }

    /// The problem of a collection that cannot go on.
    fn collection_problem<T>(&mut self, text: &'static str) -> Result<T> {
        let context = self.marks.pop().unwrap_or_default();
        self.problem(context, text)
    }

    fn pop_state(&mut self) {
        self.state = self.states.pop().unwrap_or(State::End);
    }

    fn event(kind: EventKind, token: &Token<'_>) -> Event<'t> {
        Event {
            kind,
            anchor: None,
            tag: None,
            value: Cow::Borrowed(""),
            implicit: true,
            line: token.start.line,
            start: token.start.offset,
            end: token.end.offset,
        }
    }

    /// An event without text, after what was read last.
    fn place(&self, kind: EventKind, line: u32) -> Event<'t> {
        let here = Mark {
            offset: self.after,
            line,
            column: 0,
        };
        Self::event(kind, &Token::new(TokenKind::StreamEnd, here, here))
    }

    fn empty_scalar(&mut self, line: u32) -> Event<'t> {
        self.place(EventKind::Scalar, line)
    }

    /// `then` comes after the node that is read now.
    fn node_then(&mut self, then: State, place: Place) -> Result<Event<'t>> {
        self.states.push(then);
        self.node(place)
    }

    fn document_start(&mut self, implicit: bool) -> Result<Event<'t>> {
        if !implicit {
            while self.kind()? == TokenKind::DocumentEnd {
                self.take()?;
            }
        }
        let line = self.start()?.line;
        match self.kind()? {
            TokenKind::StreamEnd => {
                self.state = State::End;
                return Ok(self.place(EventKind::StreamEnd, line));
            }
            TokenKind::VersionDirective | TokenKind::TagDirective | TokenKind::DocumentStart => {}
            _ if implicit => {
                self.process_directives()?;
                self.states.push(State::DocumentEnd);
                self.state = State::BlockNode;
                return Ok(self.place(EventKind::DocumentStart, line));
            }
            _ => {}
        }
        self.process_directives()?;
        if self.kind()? != TokenKind::DocumentStart {
            return self.problem(Mark::default(), "did not find expected <document start>");
        }
        self.take()?;
        self.states.push(State::DocumentEnd);
        self.state = State::DocumentContent;
        Ok(self.place(EventKind::DocumentStart, line))
    }

    fn process_directives(&mut self) -> Result<()> {
        let mut version = false;
        loop {
            let mark = self.start()?;
            let refuse = |text: &'static str| {
                Err(Problem {
                    text: text.into(),
                    stage: Stage::Parser,
                    mark,
                    context: Mark::default(),
                })
            };
            match self.kind()? {
                TokenKind::VersionDirective => {
                    if version {
                        return refuse("found duplicate %YAML directive");
                    }
                    if self.scanner.peek()?.text != "1.1" {
                        return refuse("found incompatible YAML document");
                    }
                    version = true;
                }
                TokenKind::TagDirective => {
                    let token = self.scanner.peek()?;
                    let (handle, prefix) = (token.text.to_string(), token.suffix.to_string());
                    if self.tag_prefixes.insert(handle, prefix).is_some() {
                        return refuse("found duplicate %TAG directive");
                    }
                }
                _ => break,
            }
            self.take()?;
        }
        Ok(())
    }

    fn document_content(&mut self) -> Result<Event<'t>> {
        match self.kind()? {
            TokenKind::VersionDirective
            | TokenKind::TagDirective
            | TokenKind::DocumentStart
            | TokenKind::DocumentEnd
            | TokenKind::StreamEnd => {
                let line = self.start()?.line;
                self.pop_state();
                Ok(self.empty_scalar(line))
            }
            _ => self.node(Place::Block),
        }
    }

    fn document_end(&mut self) -> Result<Event<'t>> {
        let line = self.start()?.line;
        if self.kind()? == TokenKind::DocumentEnd {
            self.take()?;
        }
        self.tag_prefixes.clear();
        self.state = State::DocumentStart { implicit: false };
        Ok(self.place(EventKind::DocumentEnd, line))
    }

    fn node(&mut self, place: Place) -> Result<Event<'t>> {
        let start = self.start()?;
        if self.kind()? == TokenKind::Alias {
            let token = self.take()?;
            self.pop_state();
            let mut event = Self::event(EventKind::Alias, &token);
            event.anchor = Some(token.text);
            return Ok(event);
        }
        let mut anchor = None;
        let mut tag = None;
        loop {
            match self.kind()? {
                TokenKind::Anchor if anchor.is_none() => anchor = Some(self.take()?.text),
                TokenKind::Tag if tag.is_none() => tag = Some(self.take()?),
                _ => break,
            }
        }
        let tag = tag
            .map(|token| self.resolve_tag(token, start))
            .transpose()?;
        let kind = self.kind()?;
        let mut event = match (kind, place) {
            (TokenKind::BlockEntry, Place::BlockOrIndentless) => {
                self.state = State::IndentlessSequence;
                let token = self.scanner.peek()?;
                let mut event = Self::event(EventKind::SequenceStart, token);
                event.end = event.start;
                event
            }
            (TokenKind::PlainScalar | TokenKind::QuotedScalar, _) => {
                let token = self.take()?;
                self.pop_state();
                let mut event = Self::event(EventKind::Scalar, &token);
                event.value = token.text;
                event.implicit = match &tag {
                    None => kind == TokenKind::PlainScalar,
                    Some(tag) => tag == "!",
                };
                event
            }
            (TokenKind::FlowSequenceStart, _) => self.collection(
                EventKind::SequenceStart,
                State::FlowSequence { first: true },
            )?,
            (TokenKind::FlowMappingStart, _) => self.collection(
                EventKind::MappingStart,
                State::FlowMappingKey { first: true },
            )?,
            (TokenKind::BlockSequenceStart, Place::Block | Place::BlockOrIndentless) => self
                .collection(
                    EventKind::SequenceStart,
                    State::BlockSequence { first: true },
                )?,
            (TokenKind::BlockMappingStart, Place::Block | Place::BlockOrIndentless) => self
                .collection(
                    EventKind::MappingStart,
                    State::BlockMappingKey { first: true },
                )?,
            _ if anchor.is_some() || tag.is_some() => {
                self.pop_state();
                let mut event = self.empty_scalar(start.line);
                event.implicit = tag.is_none();
                event
            }
            _ => return self.problem(start, "did not find expected node content"),
        };
        event.line = start.line;
        event.anchor = anchor;
        event.tag = tag;
        Ok(event)
    }

    fn resolve_tag(&self, token: Token<'t>, start: Mark) -> Result<Cow<'t, str>> {
        if token.text.is_empty() {
            return Ok(token.suffix);
        }
        let usual = match &*token.text {
            "!" => Some("!"),
            "!!" => Some("tag:yaml.org,2002:"),
            _ => None,
        };
        let prefix = self.tag_prefixes.get(&*token.text);
        match prefix.map(String::as_str).or(usual) {
            Some(prefix) => Ok(prefix
                .chars()
                .chain(token.suffix.chars())
                .take(LONGEST_TAG)
                .collect()),
            None => Err(Problem {
                text: "found undefined tag handle".into(),
                stage: Stage::Parser,
                mark: token.start,
                context: start,
            }),
        }
    }

    /// The start of a collection, whose bracket is left for `state` to take.
    fn collection(&mut self, kind: EventKind, state: State) -> Result<Event<'t>> {
        self.state = state;
        Ok(Self::event(kind, self.scanner.peek()?))
    }

    /// Takes a collection's first token, the first time.
    fn open(&mut self, first: bool) -> Result<()> {
        if first {
            let token = self.take()?;
            self.marks.push(token.start);
        }
        Ok(())
    }

    /// Takes a collection's last token.
    fn close(&mut self, kind: EventKind) -> Result<Event<'t>> {
        let token = self.take()?;
        self.pop_state();
        self.marks.pop();
        if token.end.offset > token.start.offset {
            Ok(Self::event(kind, &token))
        } else {
            // A block ends with its last value, not where the next thing begins.
            Ok(self.place(kind, token.start.line))
        }
    }

    fn block_sequence(&mut self, first: bool) -> Result<Event<'t>> {
        self.open(first)?;
        match self.kind()? {
            TokenKind::BlockEntry => {
                let line = self.take()?.end.line;
                if matches!(self.kind()?, TokenKind::BlockEntry | TokenKind::BlockEnd) {
                    self.state = State::BlockSequence { first: false };
                    Ok(self.empty_scalar(line))
                } else {
                    self.node_then(State::BlockSequence { first: false }, Place::Block)
                }
            }
            TokenKind::BlockEnd => self.close(EventKind::SequenceEnd),
            _ => self.collection_problem("did not find expected '-' indicator"),
        }
    }

    fn indentless_sequence(&mut self) -> Result<Event<'t>> {
        if self.kind()? != TokenKind::BlockEntry {
            let line = self.start()?.line;
            self.pop_state();
            return Ok(self.place(EventKind::SequenceEnd, line));
        }
        let line = self.take()?.end.line;
        match self.kind()? {
            TokenKind::BlockEntry | TokenKind::Key | TokenKind::Value | TokenKind::BlockEnd => {
                self.state = State::IndentlessSequence;
                Ok(self.empty_scalar(line))
            }
            _ => self.node_then(State::IndentlessSequence, Place::Block),
        }
    }

    fn block_mapping_key(&mut self, first: bool) -> Result<Event<'t>> {
        self.open(first)?;
        match self.kind()? {
            TokenKind::Key => {
                let line = self.take()?.end.line;
                self.block_mapping_part(State::BlockMappingValue, line)
            }
            TokenKind::BlockEnd => self.close(EventKind::MappingEnd),
            _ => self.collection_problem("did not find expected key"),
        }
    }

    fn block_mapping_value(&mut self) -> Result<Event<'t>> {
        let next = State::BlockMappingKey { first: false };
        if self.kind()? == TokenKind::Value {
            let line = self.take()?.end.line;
            return self.block_mapping_part(next, line);
        }
        let line = self.start()?.line;
        self.state = next;
        Ok(self.empty_scalar(line))
    }

    /// A key or a value, after its indicator.
    fn block_mapping_part(&mut self, next: State, line: u32) -> Result<Event<'t>> {
        match self.kind()? {
            TokenKind::Key | TokenKind::Value | TokenKind::BlockEnd => {
                self.state = next;
                Ok(self.empty_scalar(line))
            }
            _ => self.node_then(next, Place::BlockOrIndentless),
        }
    }

    fn flow_sequence(&mut self, first: bool) -> Result<Event<'t>> {
        self.open(first)?;
        if !first && self.kind()? != TokenKind::FlowSequenceEnd {
            if self.kind()? != TokenKind::FlowEntry {
                return self.collection_problem("did not find expected ',' or ']'");
            }
            self.take()?;
        }
        match self.kind()? {
            TokenKind::FlowSequenceEnd => self.close(EventKind::SequenceEnd),
            TokenKind::Key => {
                let token = self.take()?;
                self.state = State::FlowPairKey;
                let mut event = Self::event(EventKind::MappingStart, &token);
                event.end = event.start;
                Ok(event)
            }
            _ => self.node_then(State::FlowSequence { first: false }, Place::Flow),
        }
    }

    fn flow_pair_key(&mut self) -> Result<Event<'t>> {
        match self.kind()? {
            TokenKind::Value | TokenKind::FlowEntry | TokenKind::FlowSequenceEnd => {
                let line = self.take()?.end.line;
                self.state = State::FlowPairValue;
                Ok(self.empty_scalar(line))
            }
            _ => self.node_then(State::FlowPairValue, Place::Flow),
        }
    }

    fn flow_pair_value(&mut self) -> Result<Event<'t>> {
        if self.kind()? == TokenKind::Value {
            self.take()?;
            if !matches!(
                self.kind()?,
                TokenKind::FlowEntry | TokenKind::FlowSequenceEnd
            ) {
                return self.node_then(State::FlowPairEnd, Place::Flow);
            }
        }
        let line = self.start()?.line;
        self.state = State::FlowPairEnd;
        Ok(self.empty_scalar(line))
    }

    fn flow_mapping_key(&mut self, first: bool) -> Result<Event<'t>> {
        self.open(first)?;
        if !first && self.kind()? != TokenKind::FlowMappingEnd {
            if self.kind()? != TokenKind::FlowEntry {
                return self.collection_problem("did not find expected ',' or '}'");
            }
            self.take()?;
        }
        match self.kind()? {
            TokenKind::FlowMappingEnd => self.close(EventKind::MappingEnd),
            TokenKind::Key => {
                self.take()?;
                let next = State::FlowMappingValue { empty: false };
                match self.kind()? {
                    TokenKind::Value | TokenKind::FlowEntry | TokenKind::FlowMappingEnd => {
                        let line = self.start()?.line;
                        self.state = next;
                        Ok(self.empty_scalar(line))
                    }
                    _ => self.node_then(next, Place::Flow),
                }
            }
            _ => self.node_then(State::FlowMappingValue { empty: true }, Place::Flow),
        }
    }

    fn flow_mapping_value(&mut self, empty: bool) -> Result<Event<'t>> {
        let next = State::FlowMappingKey { first: false };
        if !empty && self.kind()? == TokenKind::Value {
            self.take()?;
            if !matches!(
                self.kind()?,
                TokenKind::FlowEntry | TokenKind::FlowMappingEnd
            ) {
                return self.node_then(next, Place::Flow);
            }
        }
        let line = self.start()?.line;
        self.state = next;
        Ok(self.empty_scalar(line))
    }
}
