//! The symbols of RFC 1951, section 3.2.5, and the codes that write them.

use super::bits::BitWriter;
use super::huffman;
use super::parse::Token;

/// A length or a distance as deflate writes it: a symbol, and some bits that say which of several it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) symbol: u16,
    pub(super) extra: u16,
    pub(super) bits: u8,
}

/// A match of 3 to 258 bytes.
pub(super) fn of_length(length: u16) -> Part {
    if length == 258 {
        return Part {
            symbol: 285,
            extra: 0,
            bits: 0,
        };
    }
    let part = grouped(length.saturating_sub(3), 4);
    Part {
        symbol: 257 + part.symbol,
        ..part
    }
}

/// A match that many bytes back, 1 to 32,768.
pub(super) fn of_distance(distance: u16) -> Part {
    grouped(distance.wrapping_sub(1), 2)
}

/// Deflate groups numbers like a floating point: the first 2 × `step` have a symbol each, after that `step` symbols share each
/// doubling.
fn grouped(number: u16, step: u16) -> Part {
    if number < 2 * step {
        return Part {
            symbol: number,
            extra: 0,
            bits: 0,
        };
    }
    let bits = number.ilog2() - step.ilog2();
    let high = number >> bits;
    Part {
        symbol: bits as u16 * step + high,
        extra: number - (high << bits),
        bits: bits as u8,
    }
}

/// A prefix code: how many bits each symbol has, and which.
#[derive(Clone, Debug)]
pub(super) struct Code {
    lengths: Vec<u8>,
    words: Vec<u16>,
}

impl Code {
    /// The symbol that ends a block.
    pub(super) const END: u16 = 256;

    fn new(lengths: Vec<u8>) -> Self {
        let words = huffman::words(&lengths);
        Self { lengths, words }
    }

    /// How many bits `symbol` has; 0 if it has none.
    pub(super) fn bits(&self, symbol: u16) -> u8 {
        self.lengths.get(usize::from(symbol)).copied().unwrap_or(0)
    }

    pub(super) fn write(&self, symbol: u16, out: &mut BitWriter) {
        let word = self.words.get(usize::from(symbol)).copied().unwrap_or(0);
        out.put(word, self.bits(symbol));
    }

    /// The lengths up to the last that is not 0, but `least` of them.
    fn head(&self, least: usize) -> &[u8] {
        let used = self.lengths.iter().rposition(|&bits| bits > 0);
        let count = used.map_or(0, |last| last + 1).max(least);
        self.lengths.get(..count).unwrap_or(&self.lengths)
    }
}

/// The two codes of a block.
pub(super) struct Codes {
    /// Of literals, lengths and the end.
    pub(super) literals: Code,
    /// Of distances.
    pub(super) distances: Code,
    fixed: bool,
}

/// In which order the head says the lengths of its own code.
const HEAD_ORDER: [u16; 19] = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
];

impl Codes {
    /// Those that every inflater knows.
    pub(super) fn fixed() -> Self {
        let mut lengths = vec![8; 144];
        lengths.resize(256, 9);
        lengths.resize(280, 7);
        lengths.resize(288, 8);
        Self {
            literals: Code::new(lengths),
            distances: Code::new(vec![5; 30]),
            fixed: true,
        }
    }

    /// Those that write `tokens` in the fewest bits.
    pub(super) fn fitting(tokens: &[Token]) -> Self {
        let (mut literals, mut distances) = (vec![0_u32; 286], vec![0_u32; 30]);
        let count = |counts: &mut [u32], symbol: u16| {
            if let Some(count) = counts.get_mut(usize::from(symbol)) {
                *count += 1;
            }
        };
        count(&mut literals, Code::END);
        for token in tokens {
            match *token {
                Token::Literal(byte) => count(&mut literals, u16::from(byte)),
                Token::Match { length, distance } => {
                    count(&mut literals, of_length(length).symbol);
                    count(&mut distances, of_distance(distance).symbol);
                }
            }
        }
        Self {
            literals: Code::new(huffman::lengths(&literals, 15)),
            distances: Code::new(huffman::lengths(&distances, 15)),
            fixed: false,
        }
    }

    /// Says which kind of block follows, and for codes of its own what they are.
    pub(super) fn write_head(&self, out: &mut BitWriter) {
        if self.fixed {
            out.put(1, 2);
            return;
        }
        out.put(2, 2);
        let (literals, distances) = (self.literals.head(257), self.distances.head(1));
        let runs = runs(literals.iter().chain(distances).copied());
        let mut counts = [0_u32; 19];
        for run in &runs {
            if let Some(count) = counts.get_mut(usize::from(run.symbol)) {
                *count += 1;
            }
        }
        let code = Code::new(huffman::lengths(&counts, 7));
        let used = HEAD_ORDER.iter().rposition(|&symbol| code.bits(symbol) > 0);
        let used = used.map_or(4, |last| last + 1).max(4);
        out.put((literals.len() - 257) as u16, 5);
        out.put((distances.len() - 1) as u16, 5);
        out.put((used - 4) as u16, 4);
        for &symbol in HEAD_ORDER.iter().take(used) {
            out.put(u16::from(code.bits(symbol)), 3);
        }
        for run in runs {
            code.write(run.symbol, out);
            out.put(run.extra, run.bits);
        }
    }
}

/// The lengths of a code, with the repeated ones told by their number.
fn runs(lengths: impl Iterator<Item = u8>) -> Vec<Part> {
    let mut lengths = lengths.peekable();
    let mut runs = Vec::new();
    while let Some(bits) = lengths.next() {
        let mut count: u16 = 1;
        let most = if bits == 0 { 138 } else { 7 };
        while count < most && lengths.next_if_eq(&bits).is_some() {
            count += 1;
        }
        let plain = Part {
            symbol: u16::from(bits),
            extra: 0,
            bits: 0,
        };
        match (bits, count) {
            (0, 11..) => runs.push(Part {
                symbol: 18,
                extra: count - 11,
                bits: 7,
            }),
            (0, 3..) => runs.push(Part {
                symbol: 17,
                extra: count - 3,
                bits: 3,
            }),
            (1.., 4..) => {
                runs.push(plain);
                runs.push(Part {
                    symbol: 16,
                    extra: count - 4,
                    bits: 2,
                });
            }
            _ => runs.extend(std::iter::repeat_n(plain, count.into())),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_and_distances_are_written_as_the_standard_says() {
        let part = |symbol, extra, bits| Part {
            symbol,
            extra,
            bits,
        };
        assert_eq!(of_length(3), part(257, 0, 0));
        assert_eq!(of_length(10), part(264, 0, 0));
        assert_eq!(of_length(12), part(265, 1, 1));
        assert_eq!(of_length(257), part(284, 30, 5));
        assert_eq!(of_length(258), part(285, 0, 0));
        assert_eq!(of_distance(1), part(0, 0, 0));
        assert_eq!(of_distance(5), part(4, 0, 1));
        assert_eq!(of_distance(8), part(5, 1, 1));
        assert_eq!(of_distance(24_577), part(29, 0, 13));
        assert_eq!(of_distance(32_768), part(29, 8191, 13));
    }
}
