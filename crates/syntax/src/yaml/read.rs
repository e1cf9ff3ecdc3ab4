//! A text's documents, read one by one, the way `kubectl create -f` goes about it.

use std::borrow::Cow;

use super::parser::{EventKind, Parser};
use super::split::{looks_like_json, split};
use super::token::{Problem, Stage};
use super::tree::{Builder, Refusal};
use super::{Budget, Document, ErrorSource, Limit, Stream, SyntaxError, json};
use crate::Span;

/// Reads `text`: splits it into documents and reads each; a bad one spares the others.
///
/// `kubectl` drops a byte order mark and replaces what is no UTF-8, as `String::from_utf8_lossy` does, before it reads (its
/// `FileVisitor`); so a caller that has bytes should do that too.
pub fn read(text: &str, budget: Budget) -> Stream {
    let mut stream = Stream::default();
    // Spans are 32 bits wide.
    let bytes = budget.bytes.min(u32::MAX as usize - 1);
    let mut text = text;
    if text.len() > bytes {
        stream.limit = Some(Limit::Bytes);
        text = whole_documents(text, bytes);
    }
    let mut reader = Reader {
        text: Cow::Borrowed(text),
        length: text.len(),
        budget,
        nodes: 0,
        stream,
    };
    // kubectl's line reader ends the last line, if nobody else did.
    if !text.ends_with('\n') {
        reader.text.to_mut().push('\n');
    }
    let start = if text.starts_with('\u{FEFF}') {
        '\u{FEFF}'.len_utf8()
    } else {
        0
    };
    reader.read(start);
    reader.stream
}

/// The documents that end within the first `bytes` bytes.
fn whole_documents(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text.get(..end).unwrap_or_default();
    head.rfind("\n---")
        .and_then(|at| head.get(..=at))
        .unwrap_or_default()
}

struct Reader<'t> {
    /// The text, with a line break at its end.
    text: Cow<'t, str>,
    /// How long it is without an added line break.
    length: usize,
    budget: Budget,
    nodes: u64,
    stream: Stream,
}

impl Reader<'_> {
    fn read(&mut self, start: usize) {
        let text = std::mem::take(&mut self.text);
        let json = looks_like_json(text.get(start..).unwrap_or_default());
        let (start, mut json_error) = if json {
            self.read_json(&text, start)
        } else {
            (start, None)
        };
        for chunk in split(&text, start) {
            if self.stream.limit == Some(Limit::Nodes) {
                return;
            }
            let slice = text.get(chunk.start..chunk.end).unwrap_or_default();
            let mut document = self.read_document(slice, chunk.start);
            document.span = Span::new(
                clamp(chunk.content, self.length),
                clamp(chunk.end, self.length),
            );
            if let Some((error, certain)) = json_error.take()
                && (certain || document.error.is_some())
            {
                // kubectl quotes the JSON reader; the YAML reader knows better where to look.
                let span = document
                    .error
                    .as_ref()
                    .map_or(error.span, |error| error.span);
                document.refused_as_yaml = document.error.replace(SyntaxError { span, ..error });
            }
            if let Some((rest, from, to)) = chunk.bad_separator {
                document.error = Some(SyntaxError {
                    problem: format!("invalid Yaml document separator: {rest}"),
                    line: None,
                    span: trimmed(&text, from, to, self.length),
                    source: ErrorSource::Separator,
                });
            }
            let empty = document.root.as_ref().is_none_or(super::Node::is_null);
            if document.error.is_some() || !empty {
                self.stream.documents.push(document);
            }
        }
    }

    /// Reads JSON values while they last (`YAMLOrJSONDecoder`). Tells where YAML goes on, what the JSON reader has against the text there,
    /// and whether that stands even if it is good YAML.
    fn read_json(&mut self, text: &str, start: usize) -> (usize, Option<(SyntaxError, bool)>) {
        let mut at = start;
        let mut count = 0;
        loop {
            match self.read_json_value(text, at) {
                Ok(Some(end)) => at = end,
                Ok(None) => return (text.len(), None),
                Err(problem) => {
                    // Two values without a `---` between them: this is JSON for good.
                    let certain = count > 1;
                    let offset = (problem.has_offset && !certain)
                        .then(|| clamp(problem.at + 1 - start, u32::MAX as usize));
                    let error = SyntaxError {
                        problem: problem.text,
                        line: None,
                        span: Span::new(
                            clamp(problem.at, self.length),
                            clamp(problem.at + 1, self.length),
                        ),
                        source: ErrorSource::Json { offset },
                    };
                    return (after_space(text, at), Some((error, certain)));
                }
            }
            count += 1;
        }
    }

    /// Reads one JSON value; `None` at the end, or if it is too large.
    fn read_json_value(&mut self, text: &str, at: usize) -> Result<Option<usize>, json::Problem> {
        let mut builder = Builder::new(0, self.length, self.budget, &mut self.nodes);
        let end = json::read_value(text, at, &mut |event| builder.event(event))?;
        if end == json::End::Nothing {
            return Ok(None);
        }
        let root = builder.finish();
        let (duplicate_keys, limit) = (std::mem::take(&mut builder.duplicates), builder.limit);
        self.stream.limit = self.stream.limit.or(limit);
        let end = match end {
            json::End::At(end) => end,
            json::End::Nothing | json::End::Stopped => text.len(),
        };
        if let Some(root) = root
            && !root.is_null()
        {
            let nodes = self.nodes;
            let as_yaml = self.read_document(text.get(at..end).unwrap_or_default(), at);
            self.nodes = nodes;
            self.stream.documents.push(Document {
                span: root.span,
                root: Some(root),
                error: None,
                refused_as_yaml: as_yaml.error,
                duplicate_keys,
            });
        }
        Ok((end < text.len()).then_some(end))
    }

    /// Reads the first document of a chunk; go-yaml never looks at what follows its end.
    fn read_document(&mut self, chunk: &str, offset: usize) -> Document {
        let mut parser = Parser::new(chunk);
        let mut builder = Builder::new(offset, self.length, self.budget, &mut self.nodes);
        let mut problem = None;
        loop {
            match parser.next_event() {
                Ok(event)
                    if matches!(event.kind, EventKind::DocumentEnd | EventKind::StreamEnd) =>
                {
                    break;
                }
                Ok(event) => {
                    if !builder.event(event) {
                        break;
                    }
                }
                Err(found) => {
                    problem = Some(found);
                    break;
                }
            }
        }
        let root = builder.finish();
        let unreadable =
            first_forbidden(chunk).filter(|&at| block_start(chunk, at) <= parser.offset());
        let error = if builder.limit.is_some() {
            None
        } else if let Some(at) = unreadable {
            Some((
                ErrorSource::Yaml,
                "control characters are not allowed".to_owned(),
                None,
                builder.span(at, at + 1),
            ))
        } else if let Some(problem) = problem {
            let (from, to) = place(chunk, &problem);
            Some((
                ErrorSource::Yaml,
                problem.text.to_string(),
                problem.line(),
                builder.span(from, to),
            ))
        } else {
            builder.refusal.take().map(|(refusal, span)| match refusal {
                Refusal::Anchor(text) | Refusal::Decode(text) => {
                    (ErrorSource::Yaml, text, None, span)
                }
                Refusal::Convert(text) | Refusal::Marshal(text) => {
                    (ErrorSource::Conversion, text, None, span)
                }
            })
        };
        let error = error.map(|(source, problem, line, span)| SyntaxError {
            problem,
            line,
            span,
            source,
        });
        let (duplicate_keys, limit) = (std::mem::take(&mut builder.duplicates), builder.limit);
        self.stream.limit = self.stream.limit.or(limit);
        Document {
            span: Span::default(),
            root,
            error,
            refused_as_yaml: None,
            duplicate_keys,
        }
    }
}

fn clamp(at: usize, length: usize) -> u32 {
    at.min(length) as u32
}

/// A line without the white space around it.
fn trimmed(text: &str, from: usize, to: usize, length: usize) -> Span {
    let line = text.get(from..to).unwrap_or_default().trim_end();
    Span::new(clamp(from, length), clamp(from + line.len(), length))
}

/// After a JSON value: the rest of its line, if that is blank.
fn after_space(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let mut end = at;
    for character in rest
        .chars()
        .take_while(|character| character.is_whitespace())
    {
        end += character.len_utf8();
        if character == '\n' {
            break;
        }
    }
    end
}

/// The first character that go-yaml's reader refuses.
fn first_forbidden(text: &str) -> Option<usize> {
    let candidate =
        |byte: &u8| matches!(byte, 0..=0x08 | 0x0B | 0x0C | 0x0E..=0x1F | 0x7F | 0xC2 | 0xEF);
    let mut from = 0;
    loop {
        let rest = text.as_bytes().get(from..)?;
        let at = from + rest.iter().position(candidate)?;
        let character = text.get(at..)?.chars().next()?;
        let forbidden = match character {
            '\u{85}' => false,
            '\0'..='\x1F' | '\x7F'..='\u{9F}' | '\u{FFFE}' | '\u{FFFF}' => true,
            _ => false,
        };
        if forbidden {
            return Some(at);
        }
        from = at + character.len_utf8();
    }
}

/// Where go-yaml's reader, which takes 512 bytes at a time, begins the piece that holds `at`: from there on it sees nothing but the mistake.
fn block_start(text: &str, at: usize) -> usize {
    let mut start = 0;
    loop {
        let mut end = start + 512;
        while end < text.len() && !text.is_char_boundary(end) {
            end -= 1;
        }
        if at < end {
            return start;
        }
        start = end;
    }
}

/// Where a person should look: the word at the mark; for something never finished, the line in which it begins.
fn place(text: &str, problem: &Problem) -> (usize, usize) {
    let unfinished = problem.stage == Stage::Scanner
        && matches!(
            &*problem.text,
            "could not find expected ':'"
                | "found unexpected end of stream"
                | "found unexpected document indicator"
        );
    let start = if unfinished {
        problem.context.offset
    } else {
        problem.mark.offset
    };
    let rest = text.get(start..).unwrap_or_default();
    let line = rest.lines().next().unwrap_or_default();
    let shown = if unfinished {
        line.trim_end()
    } else {
        line.split_whitespace()
            .next()
            .filter(|word| line.starts_with(*word))
            .unwrap_or_default()
    };
    if !shown.is_empty() {
        return (start, start + shown.len());
    }
    // At the end of a line or of the text: what came last.
    let end = text.get(..start).unwrap_or_default().trim_end().len();
    if rest.trim().is_empty() {
        (end, end)
    } else {
        (start, start)
    }
}
