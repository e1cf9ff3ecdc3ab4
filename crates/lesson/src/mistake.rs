use serde::{Deserialize, Serialize};

/// Something in a lesson's file that is not as `docs/lessons.md` says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mistake {
    /// The line, from 1.
    pub line: u32,
    /// What it is.
    pub problem: Problem,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    /// The file is longer than [`crate::LONGEST`] bytes.
    TooLong,
    /// The text has more parts than a lesson needs; the rest was left out.
    TooMuch,
    /// The file does not begin with front matter between two lines `---`.
    NoFrontMatter,
    /// The front matter is not YAML, in go-yaml's words.
    NotYaml(String),
    /// A key is missing.
    Missing(String),
    /// A key that means nothing here; the ones that do.
    Unknown {
        /// The key.
        key: String,
        /// What could stand there, separated by commas.
        known: String,
    },
    /// A value is of another form.
    Wrong {
        /// Its key.
        key: String,
        /// What it should be.
        wanted: Wanted,
    },
    /// A goal has no check, or more than one.
    OneCheck,
    /// A request needs exactly one of `reaches` and `fails`.
    OneOutcome,
    /// Raw HTML, which is shown as text.
    Html,
    /// An image, of which only the text is shown.
    Image,
    /// A link to anywhere else than a lesson or kubernetes.io, of which only the text is shown.
    Link(String),
    /// A heading that is not `##` or below.
    Heading,
    /// Asterisks that open or close nothing, as after punctuation and before a Korean particle.
    Asterisks,
    /// A second block `start` or `solution`.
    Twice(String),
    /// A block that is neither `start` nor `solution`.
    Block(String),
}

/// The form of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wanted {
    /// Text.
    Text,
    /// A whole number from 0.
    Number,
    /// `true`.
    True,
    /// A list.
    List,
    /// A mapping.
    Mapping,
    /// `Kind namespace/name`.
    Object,
    /// `spec.ports[0].port`.
    Path,
    /// A symptom's word.
    Symptom,
    /// `curl`, `ping` or `nslookup`.
    Tool,
    /// `TCP`, `UDP` or `SCTP`.
    Protocol,
    /// `kept` or `changed`.
    Source,
    /// Lower-case letters, digits and hyphens.
    Id,
    /// `in-cluster`, `outside`, `pod:NAMESPACE/NAME` or `node:NAME`.
    Client,
}
