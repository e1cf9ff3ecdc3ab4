//! Words of the program's own as shared text, made once: the names and defaults of fields stand in every object.

use std::cell::RefCell;

use crate::Str;

/// So many are kept; there are fewer than that.
const SLOTS: usize = 1024;

thread_local! {
    /// Each word in the place that its address gives it. Where two share a place the later one is kept, and the other made anew: what
    /// [`fixed`] returns never depends on what is here.
    static WORDS: RefCell<Vec<(&'static str, Str)>> = const { RefCell::new(Vec::new()) };
}

/// `word` as shared text, without a copy if it was asked for before.
pub(crate) fn fixed(word: &'static str) -> Str {
    WORDS.with_borrow_mut(|words| {
        if words.is_empty() {
            words.resize_with(SLOTS, Default::default);
        }
        let address = word.as_ptr().addr();
        let Some((known, text)) = words.get_mut((address ^ address >> 10) % SLOTS) else {
            return word.into();
        };
        if !std::ptr::eq(*known, word) {
            (*known, *text) = (word, word.into());
        }
        text.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_made_once() {
        assert!(Str::ptr_eq(&fixed("spec"), &fixed("spec")));
    }

    #[test]
    fn words_are_told_apart_where_they_share_their_place() {
        let text: &'static str = "containers";
        let beginnings = (0..=text.len()).filter_map(|end| text.get(..end));
        for beginning in beginnings {
            assert_eq!(&*fixed(beginning), beginning);
        }
    }
}
