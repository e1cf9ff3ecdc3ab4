//! The API server's refusals, said plainly beside its own words.

mod english;
mod korean;

use cluster::explain::Explanation;

use crate::Language;

/// `explanation` in `language`.
pub fn explain(language: Language, explanation: &Explanation) -> String {
    match language {
        Language::English => english::explain(explanation),
        Language::Korean => korean::explain(explanation),
    }
}
