use super::Arrival;
use crate::api::SessionAffinity;

/// How many of `count` requests arrive at each of `arrivals`, drawn by their odds from `seed`. With `ClientIP` affinity all of them
/// follow the first.
pub fn spread(arrivals: &[Arrival], affinity: SessionAffinity, count: u32, seed: u64) -> Vec<u32> {
    let mut counts = vec![0; arrivals.len()];
    let mut state = seed;
    let mut first = None;
    for _ in 0..count {
        let drawn = draw(arrivals, next(&mut state));
        let kept = match affinity {
            SessionAffinity::None => drawn,
            SessionAffinity::ClientIp { .. } => *first.get_or_insert(drawn),
        };
        if let Some(count) = counts.get_mut(kept) {
            *count += 1;
        }
    }
    counts
}

/// The index whose share of 0 to 1 holds `at`.
fn draw(arrivals: &[Arrival], at: f64) -> usize {
    let mut sum = 0.0;
    let found = arrivals.iter().position(|arrival| {
        sum += arrival.odds;
        at < sum
    });
    found.unwrap_or(arrivals.len().saturating_sub(1))
}

/// SplitMix64: a number from 0 up to 1, and the next state.
fn next(state: &mut u64) -> f64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^= z >> 31;
    (z >> 11) as f64 / (1_u64 << 53) as f64
}
