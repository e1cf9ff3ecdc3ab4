/// The name that was probably meant, if one is near: letters in another case, two swapped, one too few or too many.
pub(super) fn nearest(
    names: impl Iterator<Item = &'static str>,
    written: &str,
) -> Option<&'static str> {
    const NEAR: f64 = 0.85;
    let lower = written.trim().to_lowercase();
    let scored = names.map(|name| (strsim::jaro_winkler(&name.to_lowercase(), &lower), name));
    let (score, name) = scored.max_by(|(a, _), (b, _)| a.total_cmp(b))?;
    (score >= NEAR).then_some(name)
}
