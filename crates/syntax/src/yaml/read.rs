//! A text's documents, read one by one, the way `kubectl create -f` goes about it.

use std::borrow::Cow;

use super::document::{Source, read_document};
use super::split::{looks_like_json, split};
use super::strings::Strings;
use super::tree::Builder;
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
        strings: Strings::new(),
        broken: 0,
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

/// So many broken documents are read again to see what they would be without their mistakes; nobody types in more.
const MOST_READ_AGAIN: usize = 8;

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
    strings: Strings,
    /// Broken documents so far.
    broken: usize,
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
            let mut document = self.read_document(&text, chunk.start, chunk.end);
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
                            clamp(text.floor_char_boundary(problem.at), self.length),
                            clamp(text.ceil_char_boundary(problem.at + 1), self.length),
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
        let mut builder = Builder::new(
            0,
            self.length,
            self.budget,
            &mut self.nodes,
            &mut self.strings,
        );
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
            let (nodes, limit) = (self.nodes, self.stream.limit);
            let as_yaml = self.read_document(text, at, end);
            (self.nodes, self.stream.limit) = (nodes, limit);
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

    /// Reads the document of a part of the text as YAML.
    fn read_document(&mut self, text: &str, start: usize, end: usize) -> Document {
        let source = Source {
            chunk: text.get(start..end).unwrap_or_default(),
            offset: start,
            length: self.length,
            budget: self.budget,
            again: self.broken < MOST_READ_AGAIN,
        };
        let (document, limit) = read_document(source, &mut self.nodes, &mut self.strings);
        self.broken += usize::from(document.error.is_some());
        self.stream.limit = self.stream.limit.or(limit);
        document
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
