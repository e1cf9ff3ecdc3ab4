//! Where the text repeats itself or the dictionary.

/// The farthest that a match reaches back.
const WINDOW: usize = 32_768;
/// The longest match.
const LONGEST: usize = 258;
/// The shortest.
const SHORTEST: usize = 3;
/// How many earlier places are tried in all: a large text gets fewer tries at each of its places.
const TRIES: usize = 16 * 1024 * 1024;
const HASH_BITS: u32 = 14;
/// No earlier place.
const NONE: u32 = u32::MAX;

/// A match that can begin at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) length: u16,
    pub(super) distance: u16,
}

/// For each place of the text the matches that can begin there.
pub(super) struct Matches {
    found: Vec<Match>,
    /// Where the matches of each place begin in `found`, and the end.
    starts: Vec<u32>,
}

impl Matches {
    /// Looks for each of `text` in what stands before it and in `dictionary`. At each place only the nearest match of every length is
    /// kept, shortest first: a farther one never costs less.
    pub(super) fn find(dictionary: &[u8], text: &[u8]) -> Self {
        let far = dictionary.len().saturating_sub(WINDOW);
        let dictionary = dictionary.get(far..).unwrap_or_default();
        let all = [dictionary, text].concat();
        let tries = (TRIES / text.len().max(1)).clamp(32, 1 << 16);
        let mut heads = vec![NONE; 1 << HASH_BITS];
        let mut earlier = vec![NONE; all.len()];
        let (mut found, mut starts) = (Vec::new(), Vec::with_capacity(text.len() + 1));
        for place in 0..all.len() {
            let here = all.get(place..).unwrap_or_default();
            let head = hash(here).and_then(|hash| heads.get_mut(hash));
            let before = head.as_deref().copied().unwrap_or(NONE);
            if place >= dictionary.len() {
                starts.push(found.len() as u32);
                collect(&all, place, before, &earlier, tries, &mut found);
            }
            if let (Some(head), Some(link)) = (head, earlier.get_mut(place)) {
                *link = before;
                *head = place as u32;
            }
        }
        starts.push(found.len() as u32);
        Self { found, starts }
    }

    /// The matches at `place` of the text.
    pub(super) fn at(&self, place: usize) -> &[Match] {
        let bounds = self.starts.get(place).zip(self.starts.get(place + 1));
        bounds
            .and_then(|(&start, &end)| self.found.get(start as usize..end as usize))
            .unwrap_or_default()
    }
}

fn hash(bytes: &[u8]) -> Option<usize> {
    let [a, b, c] = *bytes.first_chunk()?;
    let key = u32::from_le_bytes([a, b, c, 0]);
    Some((key.wrapping_mul(0x9e37_79b1) >> (32 - HASH_BITS)) as usize)
}

fn collect(
    all: &[u8],
    place: usize,
    mut candidate: u32,
    earlier: &[u32],
    tries: usize,
    found: &mut Vec<Match>,
) {
    let here = all.get(place..).unwrap_or_default();
    let mut longest = SHORTEST - 1;
    for _ in 0..tries {
        let start = candidate as usize;
        let distance = place.saturating_sub(start);
        if candidate == NONE || distance > WINDOW {
            return;
        }
        let there = all.get(start..).unwrap_or_default();
        // A match that is no longer than the last is farther for nothing.
        if there.get(longest) == here.get(longest) {
            let length = here
                .iter()
                .zip(there)
                .take(LONGEST)
                .take_while(|(a, b)| a == b)
                .count();
            if length > longest {
                longest = length;
                found.push(Match {
                    length: length as u16,
                    distance: distance as u16,
                });
                if length >= LONGEST.min(here.len()) {
                    return;
                }
            }
        }
        candidate = earlier.get(start).copied().unwrap_or(NONE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_of_each_length_is_kept() {
        let matches = Matches::find(b"abcdef abcde ", b"abcdef");
        let lengths: Vec<(u16, u16)> = matches
            .at(0)
            .iter()
            .map(|found| (found.length, found.distance))
            .collect();
        assert_eq!(lengths, [(5, 6), (6, 13)]);
        assert_eq!(matches.at(4), []);
        assert_eq!(matches.at(99), []);
    }

    #[test]
    fn a_match_may_run_into_what_it_makes() {
        let matches = Matches::find(b"", b"aaaaaaaa");
        assert_eq!(
            matches.at(1),
            [Match {
                length: 7,
                distance: 1
            }]
        );
    }
}
