//! Strings that were met lately. A manifest says the same words thousands of times: each is kept once.

use std::rc::Rc;

/// How many are remembered: more than one kind of object has.
const SLOTS: usize = 512;

/// Longer ones are hardly ever said twice.
const LONGEST: usize = 64;

/// Hands out equal strings as one. It remembers one string a slot, so it never grows, and a stranger only takes a place.
pub(super) struct Strings(Vec<Rc<str>>);

impl Strings {
    pub(super) fn new() -> Self {
        Self(vec![Rc::default(); SLOTS])
    }

    /// `text`, shared with the one that was met lately, if there is one.
    pub(super) fn share(&mut self, text: &str) -> Rc<str> {
        let slot = match self.0.get_mut(slot(text)) {
            Some(slot) if text.len() <= LONGEST => slot,
            _ => return text.into(),
        };
        if **slot != *text {
            *slot = text.into();
        }
        Rc::clone(slot)
    }
}

/// Where a string is remembered: FNV-1a's way of mixing, over eight bytes at a time.
fn slot(text: &str) -> usize {
    const PRIME: u64 = 0x0000_0100_0000_01B3;
    let mix = |hash: u64, word: u64| (hash ^ word).wrapping_mul(PRIME).rotate_left(29);
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let hash = words
        .iter()
        .fold(0, |hash, word| mix(hash, u64::from_le_bytes(*word)));
    let rest = rest
        .iter()
        .fold(text.len() as u64, |rest, &byte| rest << 8 | u64::from(byte));
    let hash = mix(hash, rest);
    (hash ^ hash >> 32) as usize % SLOTS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_strings_are_one() {
        let mut strings = Strings::new();
        let first = strings.share("metadata");
        assert!(Rc::ptr_eq(&first, &strings.share("metadata")));
        assert_eq!(&*strings.share(""), "");
    }

    #[test]
    fn what_takes_the_place_of_another_is_itself() {
        let mut strings = Strings::new();
        for round in 0..2 {
            for number in 0..5000 {
                let text = format!("name-{number}");
                assert_eq!(*strings.share(&text), *text, "{round}");
            }
        }
    }

    #[test]
    fn words_of_a_manifest_hardly_meet() {
        let words = [
            "apiVersion",
            "kind",
            "metadata",
            "name",
            "namespace",
            "labels",
            "spec",
            "containers",
            "image",
            "ports",
            "v1",
            "Pod",
        ];
        let mut slots: Vec<usize> = words.into_iter().map(slot).collect();
        slots.sort_unstable();
        slots.dedup();
        assert!(slots.len() >= words.len() - 1, "{slots:?}");
    }
}
