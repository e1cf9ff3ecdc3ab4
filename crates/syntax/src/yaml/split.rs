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
