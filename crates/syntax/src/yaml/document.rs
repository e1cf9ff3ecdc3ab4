//! One document: its tree, and what is wrong with it.

use super::parser::{EventKind, Parser};
use super::strings::Strings;
use super::token::Problem;
use super::tree::{Builder, Refusal};
use super::{Budget, Document, ErrorSource, Limit, Node, SyntaxError};
use crate::Span;

/// How many lines are left out to see what a broken document would be without them.
const MOST_LINES_LEFT_OUT: usize = 4;

/// The longest broken document that is read again and again; about what a person types in.
const LONGEST_READ_AGAIN: usize = 256 << 10;

/// The chunk that holds a document, and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Source<'t> {
    pub(super) chunk: &'t str,
    /// Where the chunk starts in the whole text, and how long that is.
    pub(super) offset: usize,
    pub(super) length: usize,
    pub(super) budget: Budget,
    /// Whether a broken document may be read again without its mistakes.
    pub(super) again: bool,
}

/// Reads the first document of a chunk; go-yaml never looks at what follows its end.
pub(super) fn read_document(
    source: Source<'_>,
    nodes: &mut u64,
    strings: &mut Strings,
) -> (Document, Option<Limit>) {
    let before = *nodes;
    let (mut document, limit) = read_once(source, nodes, strings);
    if let Some(error) = &document.error
        && limit.is_none()
        && source.again
        && source.chunk.len() <= LONGEST_READ_AGAIN
        && let Some((root, after)) = read_around(source, error.span, before, strings)
    {
        document.root = root;
        *nodes = after.max(*nodes);
    }
    (document, limit)
}

/// The tree that a broken document would be without the lines of its mistakes, and how many nodes there are with it and the `before` ones:
/// someone may be typing there.
fn read_around(
    source: Source<'_>,
    mistake: Span,
    before: u64,
    strings: &mut Strings,
) -> Option<(Option<Node>, u64)> {
    let mut chunk = source.chunk.to_owned();
    let mut mistake = mistake;
    for _ in 0..MOST_LINES_LEFT_OUT {
        let at = (mistake.start as usize).checked_sub(source.offset)?;
        let start = chunk.get(..at)?.rfind('\n').map_or(0, |at| at + 1);
        let line = chunk.get(start..)?.split(['\r', '\n']).next()?;
        let end = start + line.len();
        if line.trim().is_empty() {
            return None;
        }
        // Every byte keeps its place.
        chunk.replace_range(start..end, &" ".repeat(end - start));
        let mut nodes = before;
        let (document, limit) = read_once(
            Source {
                chunk: &chunk,
                ..source
            },
            &mut nodes,
            strings,
        );
        match document.error {
            None if limit.is_some() => return None,
            None => return Some((document.root, nodes)),
            Some(error) => mistake = error.span,
        }
    }
    None
}

fn read_once(
    source: Source<'_>,
    nodes: &mut u64,
    strings: &mut Strings,
) -> (Document, Option<Limit>) {
    let chunk = source.chunk;
    let mut parser = Parser::new(chunk);
    let mut builder = Builder::new(source.offset, source.length, source.budget, nodes, strings);
    let mut problem = None;
    loop {
        match parser.next_event() {
            Ok(event) if matches!(event.kind, EventKind::DocumentEnd | EventKind::StreamEnd) => {
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
    let unreadable = first_forbidden(chunk).filter(|&at| block_start(chunk, at) <= parser.offset());
    let error = if builder.limit.is_some() {
        None
    } else if let Some(at) = unreadable {
        Some((
            ErrorSource::Yaml,
            "control characters are not allowed".to_owned(),
            None,
            builder.span(at, chunk.ceil_char_boundary(at + 1)),
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
            Refusal::Anchor(text) | Refusal::Decode(text) => (ErrorSource::Yaml, text, None, span),
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
    let document = Document {
        span: Span::default(),
        root,
        error,
        refused_as_yaml: None,
        duplicate_keys: std::mem::take(&mut builder.duplicates),
    };
    (document, builder.limit)
}

/// So many bytes are looked at together.
const PIECE: usize = 64;

/// The first character that go-yaml's reader refuses.
fn first_forbidden(text: &str) -> Option<usize> {
    let candidate =
        |byte: &u8| matches!(byte, 0..=0x08 | 0x0B | 0x0C | 0x0E..=0x1F | 0x7F | 0xC2 | 0xEF);
    // Most pieces hold none, and one look at a whole piece is quicker than one at each byte.
    let holds_any = |piece: &[u8]| piece.iter().fold(false, |any, byte| any | candidate(byte));
    let mut from = 0;
    loop {
        let rest = text.as_bytes().get(from..)?;
        let clear = rest.chunks(PIECE).take_while(|piece| !holds_any(piece));
        let skipped = (clear.count() * PIECE).min(rest.len());
        let mut bytes = rest.get(skipped..)?.iter();
        let at = from + skipped + bytes.position(candidate)?;
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
    let unfinished = match &*problem.text {
        "could not find expected ':'"
        | "found unexpected end of stream"
        | "found unexpected document indicator" => true,
        // A bracket that is still open when the line ends is the likelier mistake.
        "did not find expected ',' or ']'" | "did not find expected ',' or '}'" => {
            problem.context.line < problem.mark.line
        }
        _ => false,
    };
    let start = if unfinished {
        problem.context.offset
    } else {
        problem.mark.offset
    };
    let rest = text.get(start..).unwrap_or_default();
    let line = rest.lines().next().unwrap_or_default();
    let word = |character: char| !character.is_whitespace();
    let len = if unfinished {
        line.trim_end().len()
    } else if line.starts_with(word) {
        line.find(char::is_whitespace).unwrap_or(line.len())
    } else {
        line.find(word).unwrap_or(0)
    };
    if len > 0 || !rest.trim().is_empty() {
        return (start, start + len);
    }
    // At the end of the text: after what came last.
    let end = text.get(..start).unwrap_or_default().trim_end().len();
    (end, end)
}
