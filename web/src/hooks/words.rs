use playground::Language;
use playground::words::PageWords;
use yew::prelude::*;

use super::use_settings;

/// The page's language.
#[hook]
pub(crate) fn use_language() -> Language {
    use_settings().language
}

/// The page's words.
#[hook]
pub(crate) fn use_words() -> &'static PageWords {
    PageWords::of(use_language())
}
