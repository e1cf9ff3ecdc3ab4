/// A place as a person counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in characters (Unicode scalar values).
    pub column: u32,
}

/// Translates byte offsets into lines and columns, and into the UTF-16 offsets that a browser counts in.
#[derive(Clone, Debug)]
pub struct LineIndex {
    /// Byte offset at which each line begins.
    line_starts: Vec<u32>,
}

impl LineIndex {
    /// Indexes `text`; a line ends with `\n`.
    pub fn new(text: &str) -> Self {
        let line_starts = std::iter::once(0)
            .chain(
                text.bytes()
                    .enumerate()
                    .filter(|&(_, byte)| byte == b'\n')
                    .map(|(at, _)| at as u32 + 1),
            )
            .collect();
        Self { line_starts }
    }
}
