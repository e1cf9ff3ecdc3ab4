/// The one of `candidates` that a hand meant which wrote `written`: another case, or a letter or two.
pub(crate) fn nearest<'a>(
    candidates: impl Iterator<Item = &'a str>,
    written: &str,
) -> Option<&'a str> {
    let bare = |text: &str| {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect::<String>()
    };
    let written = bare(written);
    let allowed = match written.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        _ => 2,
    };
    let mut near: Vec<(usize, &str)> = candidates
        .map(|candidate| (candidate, bare(candidate)))
        .filter(|(_, bare)| bare.len().abs_diff(written.len()) <= allowed)
        .map(|(candidate, bare)| (strsim::osa_distance(&bare, &written), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .collect();
    near.sort_unstable();
    match near.as_slice() {
        [] => None,
        [(best, _), (second, _), ..] if best == second => None,
        [(_, meant), ..] => Some(meant),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_near_and_alone_in_that_is_meant() {
        let of =
            |written, candidates: &[&'static str]| nearest(candidates.iter().copied(), written);
        assert_eq!(of("tcp", &["SCTP", "TCP", "UDP"]), Some("TCP"));
        assert_eq!(
            of("target-port", &["port", "targetPort"]),
            Some("targetPort")
        );
        assert_eq!(
            of("conatiners", &["containers", "initContainers"]),
            Some("containers")
        );
        assert_eq!(of("imageformat", &["image", "imageFeatures"]), None);
        assert_eq!(of("cat", &["bat", "hat"]), None);
        assert_eq!(of("HTTP", &["TCP"]), None);
    }
}
