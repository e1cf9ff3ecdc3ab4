//! A raw deflate stream (RFC 1951) against a preset dictionary, as short as can be found with reasonable effort.
//!
//! Any inflater that takes a dictionary reads it. Libraries write such streams for speed; here a few hundred bytes shall become as few
//! characters as possible, so the stream is parsed optimally: of all ways to write the text as literals and matches the one of fewest
//! bits is taken, first for the fixed code, then again and again for the code that the last parse would give itself.

mod bits;
mod huffman;
mod matches;
mod parse;
mod symbols;

use bits::BitWriter;
use matches::Matches;
use parse::{Costs, Token};
use symbols::{Code, Codes};

/// How often the code and the parse are made to fit each other: the shorter the text, the more the last bytes count.
const fn rounds(length: usize) -> usize {
    match length {
        0..16_384 => 8,
        16_384..65_536 => 3,
        _ => 1,
    }
}

/// `text` compressed against `dictionary`, of which the last 32 KiB count.
pub(crate) fn deflate(dictionary: &[u8], text: &[u8]) -> Vec<u8> {
    let matches = Matches::find(dictionary, text);
    let fixed = Codes::fixed();
    let mut tokens = parse::shortest(text, &matches, &Costs::of(&fixed));
    let mut best = write(&tokens, &fixed);
    for _ in 0..rounds(text.len()) {
        let own = Codes::fitting(&tokens);
        let stream = write(&tokens, &own);
        let better = stream.len() < best.len();
        if better {
            best = stream;
        }
        let next = parse::shortest(text, &matches, &Costs::of(&own));
        if next == tokens {
            break;
        }
        tokens = next;
    }
    best
}

/// `tokens` as one block, which is the last.
fn write(tokens: &[Token], codes: &Codes) -> Vec<u8> {
    let mut out = BitWriter::default();
    out.put(1, 1);
    codes.write_head(&mut out);
    for token in tokens {
        match *token {
            Token::Literal(byte) => codes.literals.write(u16::from(byte), &mut out),
            Token::Match { length, distance } => {
                let part = symbols::of_length(length);
                codes.literals.write(part.symbol, &mut out);
                out.put(part.extra, part.bits);
                let part = symbols::of_distance(distance);
                codes.distances.write(part.symbol, &mut out);
                out.put(part.extra, part.bits);
            }
        }
    }
    codes.literals.write(Code::END, &mut out);
    out.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inflate::{End, inflate};

    fn survives(dictionary: &[u8], text: &[u8]) -> usize {
        let stream = deflate(dictionary, text);
        let back = inflate(dictionary, &stream, 1 << 20);
        assert_eq!(back.end, End::Whole(0));
        assert_eq!(back.bytes, text);
        stream.len()
    }

    #[test]
    fn whatever_is_compressed_comes_back() {
        let all: Vec<u8> = (0..=255).collect();
        for text in [b"".as_slice(), b"a", b"ab", b"abc", b"kind: Pod\n", &all] {
            survives(b"", text);
            survives(b"kind: Pod\n", text);
        }
        assert!(survives(b"", &vec![b'a'; 70_000]) < 90);
        assert!(survives(b"", &all.repeat(40)) < 400);
    }

    #[test]
    fn the_dictionary_is_what_stands_before() {
        assert!(
            survives(
                b"apiVersion: v1\nkind: Service\n",
                b"apiVersion: v1\nkind: Service\n"
            ) <= 4
        );
        let far = [
            b"needle in the haystack".as_slice(),
            &vec![b'.'; 32_768 - 22],
        ]
        .concat();
        assert!(survives(&far, b"needle in the haystack") <= 5);
        // One byte more, and it is out of reach.
        let farther = [far.as_slice(), b"."].concat();
        survives(&farther, b"needle in the haystack");
    }

    #[test]
    fn a_long_text_gets_a_code_of_its_own() {
        let digits: Vec<u8> = (0..4000_u32)
            .map(|n| b'0' + (n.wrapping_mul(2_654_435_761) >> 24) as u8 % 10)
            .collect();
        assert!(survives(b"", &digits) < 2000);
    }
}
