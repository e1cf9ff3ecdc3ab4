//! What page and worker say to each other, as bytes: both run this very module, so neither needs another format.

use std::rc::Rc;

use playground::lesson::{Check, Lesson, Mistake};
use playground::scene::Look;
use playground::{
    Analysis, Ask, Broken, Completions, FieldDoc, Language, Overlay, Panel, PanelContent, Trial,
};
use serde::{Deserialize, Serialize};

/// What the page sends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Message {
    /// Something to be shown.
    Read(Box<Request>),
    /// Something that the editor asks.
    Assist(Assist),
    /// Something else, with its number.
    Errand(u32, Errand),
}

/// What the worker sends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Reply {
    /// To a [`Message::Read`].
    Read(Box<Answer>),
    /// To a [`Message::Assist`], with its number.
    Assist(u32, Assistance),
    /// To a [`Message::Errand`], with its number.
    Errand(u32, Brought),
}

/// Something that is asked for once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Errand {
    /// Read a lesson's file.
    Lesson {
        /// Its text.
        text: String,
        /// Whether to try its start and its solution out.
        tried: bool,
    },
    /// Put one typical mistake into a manifest.
    Break {
        /// The manifest.
        text: String,
        /// Decides which.
        seed: u64,
    },
}

/// What an errand brought.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Brought {
    /// Of [`Errand::Lesson`].
    Lesson(Box<LessonRead>),
    /// Of [`Errand::Break`]; none where there is nothing to break.
    Broken(Option<Broken>),
}

/// What a lesson's file holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct LessonRead {
    /// The lesson, if there is one.
    pub(crate) lesson: Option<Lesson>,
    /// What is not as it should be.
    pub(crate) mistakes: Vec<Mistake>,
    /// How its goals fare, if that was asked for.
    pub(crate) trial: Option<Trial>,
}

/// What a lesson wants to be reached.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Goals {
    /// Which lesson; comes back with the answer.
    pub(crate) stamp: u32,
    /// The goals.
    pub(crate) checks: Vec<Check>,
    /// The request that stands in the panel.
    pub(crate) ask: Option<Ask>,
}

/// A question of the editor, about its text of this moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Assist {
    /// Comes back with the answer.
    pub(crate) number: u32,
    /// The language of the answer.
    pub(crate) language: Language,
    /// The editor's text.
    pub(crate) text: String,
    /// The place that is asked about, in UTF-16 code units.
    pub(crate) offset: u32,
    /// What could stand there; else what the field there is.
    pub(crate) completion: bool,
}

/// The answer to a question of the editor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Assistance {
    /// What could stand there.
    Completions(Completions),
    /// What the field there is, if there is one.
    Field(Option<FieldDoc>),
}

/// A text to be read, and the language to say the result in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Request {
    /// Which revision of the page's text this is; comes back with the answer.
    pub(crate) revision: u32,
    /// The language of the answer.
    pub(crate) language: Language,
    /// The manifest.
    pub(crate) text: Rc<str>,
    /// What was done to the cluster.
    pub(crate) overlay: Overlay,
    /// What to draw of it.
    pub(crate) look: Look,
    /// The open panel, if the worker fills it.
    pub(crate) panel: Option<Panel>,
    /// The goals of the lesson under way.
    pub(crate) goals: Option<Goals>,
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
    /// The result; none where the page has had it: the same revision in the same language.
    pub(crate) analysis: Option<Analysis>,
    /// What the panel that was asked for shows.
    pub(crate) filled: Option<(Panel, PanelContent)>,
    /// Which goals are met, with their stamp.
    pub(crate) judged: Option<(u32, Vec<bool>)>,
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
            analysis: Some(Analysis::default()),
            filled: Some((Panel::Kubectl, PanelContent::Outputs(Vec::new()))),
            judged: Some((1, vec![true, false])),
        };
        assert_eq!(decode(&encode(&answer)), Some(answer));
    }

    #[test]
    fn what_is_no_message_is_refused() {
        assert_eq!(decode::<Request>(&[]), None);
    }
}
