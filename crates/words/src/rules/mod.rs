//! What the page of each rule says, beside the examples that stand in the rule's own file.

mod english;
mod korean;

use cluster::advice::Rule;

use crate::Language;

/// The words of a rule's page.
#[derive(Clone, Copy, Debug)]
pub struct RulePage {
    /// What is found, as a heading.
    pub title: &'static str,
    /// What the rule looks at, and how certain it is.
    pub what: &'static str,
    /// What happens because of it.
    pub why: &'static str,
    /// What to do.
    pub mend: &'static str,
}

/// The words around every rule's page.
#[derive(Clone, Copy, Debug)]
pub struct RulePageWords {
    /// The title of the list of rules.
    pub list: &'static str,
    /// What the list is.
    pub about: &'static str,
    /// Leads to the list.
    pub all: &'static str,
    /// The heading above what the rule looks at.
    pub what: &'static str,
    /// The heading above what happens.
    pub why: &'static str,
    /// The heading above what to do.
    pub mend: &'static str,
    /// The heading above the example in which the rule speaks.
    pub bad: &'static str,
    /// The heading above the one with which it is content.
    pub good: &'static str,
    /// Opens an example in the playground.
    pub open: &'static str,
    /// Leads to the playground.
    pub home: &'static str,
}

impl RulePage {
    /// The page of `rule` in `language`.
    pub const fn of(language: Language, rule: Rule) -> Self {
        match language {
            Language::English => english::page(rule),
            Language::Korean => korean::page(rule),
        }
    }
}

impl RulePageWords {
    /// The words in `language`.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &english::WORDS,
            Language::Korean => &korean::WORDS,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_says_something_of_its_own() {
        for language in Language::ALL {
            let mut titles: Vec<_> = Rule::ALL
                .iter()
                .map(|&rule| RulePage::of(language, rule).title)
                .collect();
            titles.sort_unstable();
            titles.dedup();
            assert_eq!(titles.len(), Rule::ALL.len());
            for &rule in Rule::ALL {
                let page = RulePage::of(language, rule);
                for text in [page.what, page.why, page.mend] {
                    assert!(text.ends_with('.'), "{text}");
                }
            }
        }
    }
}
