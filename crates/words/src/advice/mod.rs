//! What our own rules have to say.

mod english;
mod korean;

use cluster::advice::{EvidenceKind, Finding};

use crate::{Language, Sentence};

/// `finding` in `language`.
pub fn finding(language: Language, finding: &Finding) -> Sentence {
    match language {
        Language::English => english::finding(finding),
        Language::Korean => korean::finding(finding),
    }
}

/// Why another place matters, in `language`.
pub fn evidence(language: Language, what: &EvidenceKind) -> String {
    match language {
        Language::English => english::evidence(what),
        Language::Korean => korean::evidence(what),
    }
}

/// Labels as people write them on a command line: `app=web,tier=front`.
fn terms<'a>(labels: impl IntoIterator<Item = (&'a cluster::Str, &'a cluster::Str)>) -> String {
    labels
        .into_iter()
        .map(|(key, value)| format!("{key}={value}"))
        .collect::<Vec<_>>()
        .join(",")
}

/// The first names and how many more there are.
fn some_of(names: &[cluster::api::ObjectName], more: fn(usize) -> String) -> String {
    const SHOWN: usize = 3;
    let mut text = names
        .iter()
        .take(SHOWN)
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(", ");
    if let Some(rest) = names.len().checked_sub(SHOWN).filter(|rest| *rest > 0) {
        text.push_str(&more(rest));
    }
    text
}
