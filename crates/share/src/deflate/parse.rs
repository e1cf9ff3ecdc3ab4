//! The way through the text that costs the fewest bits.

use super::matches::Matches;
use super::symbols::{self, Code, Codes};

/// What a stream is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A byte.
    Literal(u8),
    /// Bytes that stood before.
    Match {
        /// How many.
        length: u16,
        /// How far back.
        distance: u16,
    },
}

/// What tokens cost, in bits.
pub(super) struct Costs {
    literals: Vec<u32>,
    /// By the length.
    lengths: Vec<u32>,
    /// By the distance's symbol.
    distances: Vec<u32>,
}

/// What a symbol costs that the code does not have: more than most, so that it comes in only where it gains.
const ABSENT: u32 = 13;
/// Up to this length every shorter part of a match is weighed too.
const WEIGHED: u16 = 48;

impl Costs {
    /// Written with `codes`.
    pub(super) fn of(codes: &Codes) -> Self {
        let bits = |code: &Code, symbol: u16| match code.bits(symbol) {
            0 => ABSENT,
            bits => bits.into(),
        };
        let lengths = (0..=258).map(|length| {
            let part = symbols::of_length(length);
            bits(&codes.literals, part.symbol) + u32::from(part.bits)
        });
        Self {
            literals: (0..256).map(|byte| bits(&codes.literals, byte)).collect(),
            lengths: lengths.collect(),
            distances: (0..30)
                .map(|symbol| bits(&codes.distances, symbol))
                .collect(),
        }
    }

    fn literal(&self, byte: u8) -> u32 {
        self.literals
            .get(usize::from(byte))
            .copied()
            .unwrap_or(ABSENT)
    }

    fn length(&self, length: u16) -> u32 {
        self.lengths
            .get(usize::from(length))
            .copied()
            .unwrap_or(ABSENT)
    }

    fn distance(&self, distance: u16) -> u32 {
        let part = symbols::of_distance(distance);
        let bits = self.distances.get(usize::from(part.symbol));
        bits.copied().unwrap_or(ABSENT) + u32::from(part.bits)
    }
}

/// The cheapest tokens for `text`: from its end, at each place the cheapest first step.
pub(super) fn shortest(text: &[u8], matches: &Matches, costs: &Costs) -> Vec<Token> {
    // What the rest of the text costs from each place, and the step that begins it.
    let mut rest = vec![0_u32; text.len() + 1];
    let mut steps: Vec<Token> = text.iter().map(|&byte| Token::Literal(byte)).collect();
    for (place, &byte) in text.iter().enumerate().rev() {
        let after = |length: usize| rest.get(place + length).copied().unwrap_or(u32::MAX / 2);
        let mut least = costs.literal(byte) + after(1);
        let mut step = Token::Literal(byte);
        let mut from = 3;
        for found in matches.at(place) {
            let distance = costs.distance(found.distance);
            // All of a long match, or not much of it: what lies between is hardly ever cheaper, and runs would take for ever.
            let all = from..=found.length;
            for length in all.filter(|&length| length <= WEIGHED || length == found.length) {
                let cost = costs.length(length) + distance + after(length.into());
                if cost < least {
                    least = cost;
                    step = Token::Match {
                        length,
                        distance: found.distance,
                    };
                }
            }
            from = found.length + 1;
        }
        if let (Some(cost), Some(first)) = (rest.get_mut(place), steps.get_mut(place)) {
            *cost = least;
            *first = step;
        }
    }
    let mut tokens = Vec::new();
    let mut place = 0;
    while let Some(&step) = steps.get(place) {
        tokens.push(step);
        place += match step {
            Token::Literal(_) => 1,
            Token::Match { length, .. } => usize::from(length.max(1)),
        };
    }
    tokens
}
