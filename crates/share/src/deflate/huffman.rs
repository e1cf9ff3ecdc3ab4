//! Prefix codes of limited length.

/// The lengths of the best prefix code for symbols that occur `counts` times, none longer than `most` bits: the coin collector's way
/// (Larmore and Hirschberg's package-merge). A code of one symbol gets a bit all the same: an inflater wants one.
pub(super) fn lengths(counts: &[u32], most: usize) -> Vec<u8> {
    let mut lengths = vec![0_u8; counts.len()];
    let mut coins: Vec<Package> = counts
        .iter()
        .enumerate()
        .filter(|(_, count)| **count > 0)
        .map(|(symbol, &count)| Package {
            weight: u64::from(count),
            symbols: vec![symbol as u16],
        })
        .collect();
    if let [only] = coins.as_slice() {
        grow(&mut lengths, &only.symbols);
        return lengths;
    }
    coins.sort_by_key(|coin| coin.weight);
    let mut packages: Vec<Package> = Vec::new();
    for _ in 0..most {
        let mut level: Vec<Package> = coins.iter().cloned().chain(packages).collect();
        level.sort_by_key(|package| package.weight);
        packages = level
            .chunks_exact(2)
            .map(|pair| Package {
                weight: pair.iter().map(|package| package.weight).sum(),
                symbols: pair
                    .iter()
                    .flat_map(|package| package.symbols.iter().copied())
                    .collect(),
            })
            .collect();
    }
    // Each time that a symbol was packed is a bit of its length.
    for package in packages.iter().take(coins.len().saturating_sub(1)) {
        grow(&mut lengths, &package.symbols);
    }
    lengths
}

#[derive(Clone)]
struct Package {
    weight: u64,
    symbols: Vec<u16>,
}

fn grow(lengths: &mut [u8], symbols: &[u16]) {
    for &symbol in symbols {
        if let Some(length) = lengths.get_mut(usize::from(symbol)) {
            *length += 1;
        }
    }
}

/// The words of the code with these lengths, as RFC 1951, section 3.2.2, numbers them. Each is turned round, because a stream holds
/// its highest bit first.
pub(super) fn words(lengths: &[u8]) -> Vec<u16> {
    let mut words = vec![0; lengths.len()];
    let mut next = 0_u16;
    for bits in 1..=15_u8 {
        for (word, _) in words
            .iter_mut()
            .zip(lengths)
            .filter(|(_, length)| **length == bits)
        {
            *word = next.reverse_bits() >> (16 - bits);
            next += 1;
        }
        next <<= 1;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_of_the_standard() {
        let lengths = [3, 3, 3, 3, 3, 2, 4, 4];
        let words: Vec<String> = words(&lengths)
            .iter()
            .zip(lengths)
            .map(|(word, bits)| {
                let word = word.reverse_bits() >> (16 - bits);
                format!("{word:0width$b}", width = bits.into())
            })
            .collect();
        assert_eq!(
            words,
            ["010", "011", "100", "101", "110", "00", "1110", "1111"]
        );
    }

    #[test]
    fn what_is_frequent_is_short_and_nothing_is_too_long() {
        assert_eq!(lengths(&[5, 0, 1, 1], 15), [1, 0, 2, 2]);
        assert_eq!(lengths(&[0, 7, 0], 15), [0, 1, 0]);
        assert_eq!(lengths(&[0, 0], 15), [0, 0]);
        let steep: Vec<u32> = (0..19).map(|n| 1 << n).collect();
        let limited = lengths(&steep, 7);
        assert_eq!(limited.iter().max(), Some(&7));
        let sum: u32 = limited.iter().map(|&bits| 1 << (7 - bits)).sum();
        assert_eq!(sum, 1 << 7, "the code is complete");
    }
}
