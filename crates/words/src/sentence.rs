/// What is to be said, and what helps to understand it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// What is the case; stands alone.
    pub message: String,
    /// Why, and what to do.
    pub help: String,
}

impl Sentence {
    pub(crate) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: help.into(),
        }
    }
}
