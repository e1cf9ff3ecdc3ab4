use std::collections::BTreeSet;

/// How many characters all warnings may have together before each is cut short, and then in any case.
const ENOUGH: usize = 4096;
/// How long a warning is that is cut short.
const CUT: usize = 256;

/// The Warning headers of an answer: each once, none with control characters, and not too much of them
/// (`recorder` of `k8s.io/apiserver/pkg/endpoints/filters`).
#[derive(Debug, Default)]
pub(super) struct Warnings {
    told: BTreeSet<String>,
    texts: Vec<String>,
    written: usize,
    cutting: bool,
}

impl Warnings {
    /// Adds a warning.
    pub(super) fn push(&mut self, text: String) {
        if self.is_full() || text.chars().any(char::is_control) || !self.told.insert(text.clone()) {
            return;
        }
        self.texts.push(text);
        let of = |text: &String| text.chars().count();
        let length = self.texts.last().map_or(0, of);
        if self.cutting {
            self.texts.last_mut().map(cut);
            self.written += length.min(CUT);
        } else if self.written + length <= ENOUGH {
            self.written += length;
        } else {
            self.cutting = true;
            self.texts.iter_mut().for_each(cut);
            self.written = self.texts.iter().map(of).sum();
        }
    }

    /// Adds several.
    pub(super) fn extend(&mut self, texts: impl IntoIterator<Item = String>) {
        texts.into_iter().for_each(|text| self.push(text));
    }

    /// Whether nothing more will be told.
    pub(super) const fn is_full(&self) -> bool {
        self.cutting && self.written >= ENOUGH
    }

    /// What is told, in order.
    pub(super) fn into_vec(self) -> Vec<String> {
        self.texts
    }
}

fn cut(text: &mut String) {
    if let Some((at, _)) = text.char_indices().nth(CUT) {
        text.truncate(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_once_and_readable() {
        let mut warnings = Warnings::default();
        warnings.extend(["a", "b", "a", "c\n"].map(String::from));
        assert_eq!(warnings.into_vec(), ["a", "b"]);
    }

    #[test]
    fn many_are_cut_short_and_then_left_out() {
        let mut warnings = Warnings::default();
        warnings.extend((0..14).map(|number| format!("{number:0>300}")));
        let texts = warnings.into_vec();
        assert_eq!(texts.len(), 14);
        assert!(texts.iter().all(|text| text.len() == 256));
        let mut warnings = Warnings::default();
        warnings.extend((0..1000).map(|number| format!("{number:0>300}")));
        assert_eq!(warnings.into_vec().len(), 16);
    }
}
