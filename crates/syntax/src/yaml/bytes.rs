//! Files that are not UTF-8.

use super::read::read;
use super::{Budget, ErrorSource, Stream, SyntaxError};
use crate::Span;

/// Reads a file's bytes, and returns the text that the spans are of.
///
/// `kubectl` replaces what is no UTF-8 by U+FFFD and goes on; an API server that is sent the same bytes as YAML refuses them, which
/// [`Document::refused_as_yaml`](super::Document::refused_as_yaml) tells.
pub fn read_bytes(bytes: &[u8], budget: Budget) -> (String, Stream) {
    let mut text = String::with_capacity(bytes.len());
    let mut problems = Vec::new();
    let mut rest = bytes;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        rest = rest.get(chunk.valid().len()..).unwrap_or_default();
        if !chunk.invalid().is_empty() {
            problems.push((text.len() as u32, utf8_problem(rest)));
            text.push(char::REPLACEMENT_CHARACTER);
            rest = rest.get(chunk.invalid().len()..).unwrap_or_default();
        }
    }
    let mut stream = read(&text, budget);
    for document in &mut stream.documents {
        let first = problems.partition_point(|&(at, _)| at < document.span.start);
        if let Some(&(at, problem)) = problems.get(first)
            && at < document.span.end
        {
            document.refused_as_yaml = Some(SyntaxError {
                problem: problem.to_owned(),
                line: None,
                span: Span::new(at, at + char::REPLACEMENT_CHARACTER.len_utf8() as u32),
                source: ErrorSource::Yaml,
            });
        }
    }
    (text, stream)
}

/// go-yaml's words for bytes that do not begin with a character.
fn utf8_problem(bytes: &[u8]) -> &'static str {
    let first = bytes.first().copied().unwrap_or(0);
    let width = match first {
        0xC0..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF7 => 4,
        _ => return "invalid leading UTF-8 octet",
    };
    let Some(trailing) = bytes.get(1..width) else {
        return "incomplete UTF-8 octet sequence";
    };
    if trailing.iter().any(|byte| byte & 0xC0 != 0x80) {
        return "invalid trailing UTF-8 octet";
    }
    // Well formed, and yet no character: too long a form, a surrogate, or beyond U+10FFFF.
    match (first, trailing.first().copied().unwrap_or(0)) {
        (0xC0 | 0xC1, _) | (0xE0, ..=0x9F) | (0xF0, ..=0x8F) => {
            "invalid length of a UTF-8 sequence"
        }
        _ => "invalid Unicode character",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_what_is_wrong_as_go_yaml_does() {
        for (bytes, expected) in [
            (&b"\x80 "[..], "invalid leading UTF-8 octet"),
            (b"\xE9\n ", "invalid trailing UTF-8 octet"),
            (b"\xE9", "incomplete UTF-8 octet sequence"),
            (b"\xC0\x80", "invalid length of a UTF-8 sequence"),
            (b"\xED\xA0\x80", "invalid Unicode character"),
        ] {
            assert_eq!(utf8_problem(bytes), expected);
        }
    }

    #[test]
    fn only_the_document_that_holds_the_bytes_is_refused() {
        let (text, stream) = read_bytes(b"a: 1\n---\nb: caf\xE9\n---\nc: 3\n", Budget::default());
        let refused: Vec<_> = stream
            .documents
            .iter()
            .map(|document| document.refused_as_yaml.as_ref())
            .collect();
        assert_eq!(
            refused.iter().map(Option::is_some).collect::<Vec<_>>(),
            [false, true, false]
        );
        assert_eq!(refused[1].unwrap().span.text(&text), "\u{FFFD}");
        assert!(
            stream
                .documents
                .iter()
                .all(|document| document.error.is_none())
        );
        assert_eq!(
            stream.documents[1]
                .root
                .as_ref()
                .unwrap()
                .get("b")
                .unwrap()
                .value
                .as_str(),
            Some("caf\u{FFFD}")
        );
    }
}
