use crate::{Analysis, Environment, Language};

/// A text, read and resolved; not yet said in any language.
#[derive(Clone, Debug)]
pub struct Reading {}

impl Reading {
    /// Reads `text` and works out what a cluster like `environment` would make of it.
    pub fn of(_text: &str, _environment: &Environment) -> Self {
        Self {}
    }

    /// Says and draws it in `language`.
    pub fn analysis(&self, _language: Language) -> Analysis {
        Analysis::default()
    }
}
