//! Files that a person drops or opens, made into one text.

/// More than this nobody wrote by hand, and no editor shows gladly.
pub(crate) const LARGEST: usize = 10 * 1024 * 1024;

/// Why a file was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Together more than [`LARGEST`].
    TooLarge,
    /// A picture, an archive, a program: not text. The file's name.
    Binary(String),
    /// The browser could not read it. The file's name.
    Unreadable(String),
}

/// The files one after another, each a document of its own.
pub(crate) fn joined(files: &[(String, Vec<u8>)]) -> Result<String, Refusal> {
    if files.iter().map(|(_, bytes)| bytes.len()).sum::<usize>() > LARGEST {
        return Err(Refusal::TooLarge);
    }
    let mut text = String::new();
    for (name, bytes) in files {
        let part = std::str::from_utf8(bytes)
            .ok()
            .filter(|part| !part.contains('\0'))
            .ok_or_else(|| Refusal::Binary(name.clone()))?;
        let part = part.trim_start_matches('\u{feff}');
        if !text.is_empty() {
            if !text.ends_with('\n') {
                text.push('\n');
            }
            if !part.starts_with("---") {
                text.push_str("---\n");
            }
        }
        text.push_str(part);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, bytes: &[u8]) -> (String, Vec<u8>) {
        (name.to_owned(), bytes.to_vec())
    }

    #[test]
    fn each_file_is_a_document() {
        let files = [
            file("a.yaml", b"kind: Service"),
            file("b.yaml", b"\xef\xbb\xbfkind: Pod\n"),
            file("c.yaml", b"---\nkind: Node\n"),
        ];
        let expected = "kind: Service\n---\nkind: Pod\n---\nkind: Node\n";
        assert_eq!(joined(&files).as_deref(), Ok(expected));
    }

    #[test]
    fn what_is_no_text_is_refused_by_name() {
        for bytes in [b"PK\x03\x04\0".as_slice(), b"\xff\xfek\0"] {
            let refusal = Refusal::Binary("a.zip".to_owned());
            assert_eq!(joined(&[file("a.zip", bytes)]), Err(refusal));
        }
    }

    #[test]
    fn too_much_is_refused() {
        let half = vec![b' '; LARGEST / 2 + 1];
        let files = [file("a", &half), file("b", &half)];
        assert_eq!(joined(&files), Err(Refusal::TooLarge));
    }
}
