//! What the tests of fixes share.

use playground::{Analysis, Environment, Fix, Language, Reading};

pub(crate) fn analyze(text: &str, language: Language) -> Analysis {
    Reading::of(text, &Environment::default()).analysis(language)
}

/// The text with every fix that overlaps none before it, counted in UTF-16 as a browser counts.
pub(crate) fn mend<'a>(text: &str, fixes: impl Iterator<Item = &'a Fix>) -> String {
    let mut edits = Vec::new();
    let mut taken: Vec<(u32, u32)> = Vec::new();
    for fix in fixes {
        let whole = (
            fix.edits
                .iter()
                .map(|edit| edit.range.start)
                .min()
                .unwrap_or_default(),
            fix.edits
                .iter()
                .map(|edit| edit.range.end)
                .max()
                .unwrap_or_default(),
        );
        if taken
            .iter()
            .all(|(start, end)| whole.1 < *start || whole.0 > *end)
        {
            taken.push(whole);
            edits.extend(&fix.edits);
        }
    }
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.range.start));
    let mut units: Vec<u16> = text.encode_utf16().collect();
    for edit in edits {
        units.splice(
            edit.range.start as usize..edit.range.end as usize,
            edit.text.encode_utf16(),
        );
    }
    String::from_utf16_lossy(&units)
}
