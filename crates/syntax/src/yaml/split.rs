//! A stream's documents, as `kubectl` splits them (`YAMLReader` in `k8s.io/apimachinery/pkg/util/yaml`).

/// What is handed to the YAML reader as one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chunk {
    /// The first byte. A `---` line with nothing before it is part of the chunk, and counts as a line of it.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Where the document stands: after that `---` line.
    pub(super) content: usize,
    /// The line that ended the chunk though it is no good separator: what follows its dashes, and where it stands.
    pub(super) bad_separator: Option<(String, usize, usize)>,
}

/// Splits `text`, which ends with a line break, from `start` on at lines that begin with `---`.
pub(super) fn split(text: &str, start: usize) -> Vec<Chunk> {
    let mut chunks = Vec::new();
    let mut chunk: Option<Chunk> = None;
    let mut at = start;
    for line in text.get(start..).unwrap_or_default().split_inclusive('\n') {
        let (from, to) = (at, at + line.len());
        at = to;
        let mut content = from;
        if let Some(rest) = line.strip_prefix("---") {
            let rest = rest.trim();
            if !rest.is_empty() && !rest.starts_with('#') {
                let mut bad = chunk.take().unwrap_or(Chunk {
                    start: from,
                    end: from,
                    content: from,
                    bad_separator: None,
                });
                bad.bad_separator = Some((rest.to_owned(), from, to));
                chunks.push(bad);
                // `kubectl` stops here; a person still wants to see what follows.
                let start = from + 3;
                chunk = Some(Chunk {
                    start,
                    end: to,
                    content: start,
                    bad_separator: None,
                });
                continue;
            }
            if let Some(finished) = chunk.take() {
                chunks.push(finished);
                continue;
            }
            content = to;
        }
        match &mut chunk {
            Some(chunk) => chunk.end = to,
            None => {
                chunk = Some(Chunk {
                    start: from,
                    end: to,
                    content,
                    bad_separator: None,
                });
            }
        }
    }
    chunks.extend(chunk);
    chunks
}

/// Whether a stream is taken for JSON: its first character in 4096 bytes that is no white space is `{`.
pub(super) fn looks_like_json(text: &str) -> bool {
    let mut end = text.len().min(4096);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end)
        .is_some_and(|head| head.trim_start().starts_with('{'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        let chunks = split(text, 0);
        chunks
            .iter()
            .map(|chunk| &text[chunk.start..chunk.end])
            .collect()
    }

    #[test]
    fn a_separator_belongs_to_the_chunk_only_if_nothing_comes_before_it() {
        assert_eq!(texts("a\n---\nb\n"), ["a\n", "b\n"]);
        assert_eq!(texts("---\nb\n"), ["---\nb\n"]);
        assert_eq!(texts("---\n---\nb\n"), ["---\n", "b\n"]);
        assert_eq!(texts("#\n--- # c\r\nb\n---\n"), ["#\n", "b\n"]);
        assert_eq!(texts(" ---\n"), [" ---\n"]);
        assert!(texts("").is_empty());
    }

    #[test]
    fn a_line_that_only_begins_like_a_separator_is_told() {
        let chunks = split("a\n---- \nb\n", 0);
        assert_eq!(chunks.len(), 2);
        assert_eq!(chunks[0].bad_separator, Some(("-".to_owned(), 2, 8)));
        assert_eq!((chunks[1].start, chunks[1].end), (5, 10));
    }

    #[test]
    fn json_begins_with_a_brace_after_any_white_space() {
        assert!(looks_like_json("\u{A0}\t\n{"));
        assert!(!looks_like_json("[{"));
        assert!(!looks_like_json(&format!("{}{{", " ".repeat(4096))));
    }
}
