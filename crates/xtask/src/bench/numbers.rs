//! What many measurements say together.

/// The middle one.
pub(super) fn median(numbers: &[f64]) -> Option<f64> {
    let sorted = sorted(numbers);
    let last = sorted.len().checked_sub(1)?;
    let (low, high) = (sorted.get(last / 2)?, sorted.get(last.div_ceil(2))?);
    Some((low + high) / 2.0)
}

/// The smallest one that 95 of 100 do not exceed.
pub(super) fn p95(numbers: &[f64]) -> Option<f64> {
    let sorted = sorted(numbers);
    let rank = (sorted.len() * 95).div_ceil(100);
    sorted.get(rank.checked_sub(1)?).copied()
}

fn sorted(numbers: &[f64]) -> Vec<f64> {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

/// The exponent with which a cost grows: 1 is in proportion to the size.
pub(super) fn growth((size, cost): (f64, f64), (larger, dearer): (f64, f64)) -> f64 {
    (dearer / cost).ln() / (larger / size).ln()
}

/// A length of time, given in milliseconds, with as many digits as say something.
pub(super) fn time(ms: f64) -> String {
    match ms {
        _ if ms < 0.1 => format!("{:.0} µs", ms * 1000.0),
        _ if ms < 10.0 => format!("{ms:.1} ms"),
        _ if ms < 10_000.0 => format!("{ms:.0} ms"),
        _ => format!("{:.1} s", ms / 1000.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), Some(2.5));
        assert_eq!(median(&[]), None);
    }

    #[test]
    fn five_of_a_hundred_may_be_worse() {
        let numbers: Vec<f64> = (1..=100).map(f64::from).collect();
        assert_eq!(p95(&numbers), Some(95.0));
        assert_eq!(p95(&[2.0, 1.0]), Some(2.0));
        assert_eq!(p95(&[]), None);
    }

    #[test]
    fn ten_times_the_work_for_ten_times_the_size_is_growth_of_one() {
        assert!((growth((10.0, 3.0), (100.0, 30.0)) - 1.0).abs() < 1e-9);
        assert!((growth((10.0, 1.0), (100.0, 100.0)) - 2.0).abs() < 1e-9);
    }

    #[test]
    fn times_are_short() {
        assert_eq!(time(0.0123), "12 µs");
        assert_eq!(time(1.26), "1.3 ms");
        assert_eq!(time(151.4), "151 ms");
        assert_eq!(time(12_340.0), "12.3 s");
    }
}
