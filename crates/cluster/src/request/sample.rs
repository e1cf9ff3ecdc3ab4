use super::Arrival;
use crate::api::SessionAffinity;

/// Requests of one client, one after another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Series {
    /// How many.
    pub count: u32,
    /// So many seconds pass from one to the next.
    pub pause: u32,
    /// What the draws begin with: the same seed draws the same.
    pub seed: u64,
}

/// How many requests of `series` arrive at each of `arrivals`, drawn by their odds.
///
/// With `ClientIP` affinity the client keeps what it drew as long as its pauses are no longer than the time-out, which begins anew
/// with each connection: the endpoint's chain renews the client's entry (`recent --set`, `update @affinity-…`), and the Service's
/// only looks whether there is one that is young enough (`recent --rcheck --seconds`, `writeServiceToEndpointRules`).
pub fn spread(arrivals: &[Arrival], affinity: SessionAffinity, series: Series) -> Vec<u32> {
    let mut counts = vec![0; arrivals.len()];
    let mut state = series.seed;
    let mut kept = None;
    for _ in 0..series.count {
        let drawn = draw(arrivals, next(&mut state));
        let arrived = match affinity {
            SessionAffinity::ClientIp { timeout_seconds } if series.pause <= timeout_seconds => {
                *kept.get_or_insert(drawn)
            }
            _ => drawn,
        };
        if let Some(count) = counts.get_mut(arrived) {
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
