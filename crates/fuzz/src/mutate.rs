//! Changes of seeds, the same each time.

/// Draws numbers: SplitMix64.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `most`; 0 if that is 0.
    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.next().checked_rem(most as u64).unwrap_or_default() as usize
    }
}

/// `seed` after one to four changes; `words` are what is put in, `other` is what a piece is taken from.
pub(crate) fn changed(
    seed: &[u8],
    other: &[u8],
    words: &[Vec<u8>],
    chance: &mut Chance,
) -> Vec<u8> {
    let mut data = seed.to_vec();
    for _ in 0..=chance.below(4) {
        let from = chance.below(data.len() + 1);
        let length = chance
            .below(data.len() - from + 1)
            .min(1 + chance.below(64));
        let range = from..from + length;
        let word = words.get(chance.below(words.len()));
        let word = word.cloned().unwrap_or_default();
        match chance.below(8) {
            0 => drop(data.drain(range)),
            1 => {
                let piece = data.get(range).unwrap_or_default().to_vec();
                data.splice(from..from, piece);
            }
            2 => drop(data.splice(from..from, word)),
            3 => drop(data.splice(range, word)),
            4 => {
                let begin = chance.below(other.len() + 1);
                let end = begin + chance.below(other.len() - begin + 1).min(200);
                data.splice(
                    range,
                    other.get(begin..end).unwrap_or_default().iter().copied(),
                );
            }
            5 => {
                let byte = chance.next() as u8;
                data.splice(from..from, [byte]);
            }
            6 => {
                let line = data
                    .iter()
                    .skip(from)
                    .position(|byte| *byte == b'\n')
                    .map_or(from, |at| from + at + 1);
                let indent = vec![b' '; 1 + chance.below(4)];
                data.splice(line..line, indent);
            }
            _ => {
                // The piece, many times.
                data.splice(range.end..range.end, [1]);
                data.splice(from..from, [1]);
            }
        }
    }
    data
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_many_and_the_same_each_time() {
        let words = [b"kind".to_vec()];
        let change = |number| changed(b"a: 1\nb: 2\n", b"c: 3\n", &words, &mut Chance(number));
        let all: std::collections::BTreeSet<_> = (0..200).map(change).collect();
        assert!(all.len() > 150, "{}", all.len());
        assert_eq!(change(7), change(7));
    }
}
