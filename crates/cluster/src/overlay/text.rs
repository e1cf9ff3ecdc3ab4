//! The text form of an act.

use std::fmt;
use std::str::FromStr;

use super::Act;
use crate::api::{ObjectName, WorkloadKind};

/// Why a text is no act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActError {
    /// There is no such verb.
    Verb,
    /// An object's name is missing, or is not `namespace/name`.
    Name,
    /// There is no such kind of workload.
    Kind,
    /// The number of replicas is missing, or is no number.
    Replicas,
    /// More follows than the verb wants.
    TooMuch,
}

impl fmt::Display for ActError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Verb => {
                "an act begins with `not-ready`, `ready`, `kill`, `terminate`, `scale` or `add-node`"
            }
            Self::Name => "an object is named as `namespace/name`",
            Self::Kind => "only a workload can be scaled: `scale Deployment default/web 3`",
            Self::Replicas => "`scale` ends with a number of replicas",
            Self::TooMuch => "more follows than belongs to the act",
        })
    }
}

impl std::error::Error for ActError {}

impl Act {
    /// The word that its text form begins with.
    pub const fn verb(&self) -> &'static str {
        match self {
            Self::NotReady(_) => "not-ready",
            Self::Ready(_) => "ready",
            Self::Kill(_) => "kill",
            Self::Terminate(_) => "terminate",
            Self::Scale { .. } => "scale",
            Self::AddNode => "add-node",
        }
    }
}

impl fmt::Display for Act {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.verb())?;
        match self {
            Self::NotReady(pod) | Self::Ready(pod) | Self::Kill(pod) | Self::Terminate(pod) => {
                write!(out, " {pod}")
            }
            Self::Scale {
                kind,
                workload,
                replicas,
            } => write!(out, " {} {workload} {replicas}", kind.as_str()),
            Self::AddNode => Ok(()),
        }
    }
}

impl FromStr for Act {
    type Err = ActError;

    fn from_str(text: &str) -> Result<Self, ActError> {
        let mut words = text.split_ascii_whitespace();
        let act = match words.next() {
            Some("not-ready") => Self::NotReady(name(words.next())?),
            Some("ready") => Self::Ready(name(words.next())?),
            Some("kill") => Self::Kill(name(words.next())?),
            Some("terminate") => Self::Terminate(name(words.next())?),
            Some("scale") => Self::Scale {
                kind: words
                    .next()
                    .and_then(WorkloadKind::from_word)
                    .ok_or(ActError::Kind)?,
                workload: name(words.next())?,
                replicas: words
                    .next()
                    .and_then(|number| number.parse().ok())
                    .ok_or(ActError::Replicas)?,
            },
            Some("add-node") => Self::AddNode,
            _ => return Err(ActError::Verb),
        };
        match words.next() {
            None => Ok(act),
            Some(_) => Err(ActError::TooMuch),
        }
    }
}

impl From<Act> for String {
    fn from(act: Act) -> Self {
        act.to_string()
    }
}

impl TryFrom<String> for Act {
    type Error = ActError;

    fn try_from(text: String) -> Result<Self, ActError> {
        text.parse()
    }
}

fn name(word: Option<&str>) -> Result<ObjectName, ActError> {
    let (namespace, name) = word
        .and_then(|word| word.split_once('/'))
        .filter(|(namespace, name)| {
            !namespace.is_empty() && !name.is_empty() && !name.contains('/')
        })
        .ok_or(ActError::Name)?;
    Ok(ObjectName {
        namespace: namespace.into(),
        name: name.into(),
    })
}
