//! The facade: a text in, everything that the page shows out, as plain data.
//!
//! [`Reading::of`] does what does not depend on a language (read, admit, resolve); [`Reading::analysis`] says it in one and
//! draws it; [`Reading::act`] does to the cluster what the person does in the picture. The page keeps the result of both and never asks Kubernetes questions of its own.

mod acts;
mod analysis;
mod assist;
mod broken;
mod folding;
mod lessons;
mod panels;
mod places;
mod problems;
mod reading;
#[cfg(test)]
mod tests;

pub use analysis::{
    Analysis, Deed, Does, Edit, Fix, Note, Offer, Offers, Problem, Related, Summary, TextRange,
    There,
};
pub use assist::{Completion, CompletionKind, Completions, FieldDoc};
pub use broken::Broken;
pub use cluster::advice::Severity;
pub use cluster::overlay::{Act, ActError, Overlay};
pub use cluster::{Environment, Value};
pub use lesson;
pub use lessons::{Done, Judged, Trial, act_error, trial};
pub use panels::{
    Ask, Choice, DnsGroup, DnsRecord, DnsTable, LONGEST_PAUSE, MOST_REQUESTS, Mode, NodeRules,
    Panel, PanelContent, Passage, RequestTold, RuleText, Share, Told, ToldCheck, ToldLadder,
    ToldRung, ToldStep, Verdict, View, WherePlace, WhyTold,
};
pub use problems::{rule_page, rules_page};
pub use reading::{Held, Reading};
pub use scene;
pub use words::{self, Language};
