//! What page and worker say to each other, as bytes: both run this very module, so neither needs another format.

use playground::{Analysis, Language};
use serde::{Deserialize, Serialize};

/// A text to be read, and the language to say the result in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Request {
    /// Which revision of the page's text this is; comes back with the answer.
    pub(crate) revision: u32,
    /// The language of the answer.
    pub(crate) language: Language,
    /// The manifest.
    pub(crate) text: String,
}

/// The result, and how long it took.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Answer {
    /// The revision of the request.
    pub(crate) revision: u32,
    /// Reading, admission and routing, in milliseconds; 0 when the same text was already read.
    pub(crate) analyze: f64,
    /// Saying and drawing it, in milliseconds.
    pub(crate) layout: f64,
    /// The result.
    pub(crate) analysis: Analysis,
}

/// `message` as bytes. Encoding plain data cannot fail; if it ever did, the empty message would be refused by [`decode`].
pub(crate) fn encode(message: &impl Serialize) -> Vec<u8> {
    postcard::to_allocvec(message).unwrap_or_default()
}

/// The message in `bytes`, if it is one.
pub(crate) fn decode<T: for<'a> Deserialize<'a>>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_survive_the_journey() {
        let answer = Answer {
            revision: 7,
            analyze: 1.5,
            layout: 0.25,
            analysis: Analysis::default(),
        };
        assert_eq!(decode(&encode(&answer)), Some(answer));
    }

    #[test]
    fn what_is_no_message_is_refused() {
        assert_eq!(decode::<Request>(&[]), None);
    }
}
