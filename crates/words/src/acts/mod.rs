//! What a person does to the cluster in the picture, and what comes of it.

mod english;
mod korean;

use cluster::overlay::{Act, Change, Effect};

use crate::{Language, Sentence};

/// The words of the menu of acts and of the bar that lists them.
#[derive(Clone, Copy, Debug)]
pub struct ActWords {
    /// What was done, as a heading and the name of the list: it is not in the YAML.
    pub done: &'static str,
    /// Takes the last act back.
    pub undo: &'static str,
    /// Takes all of them back.
    pub undo_all: &'static str,
    /// The button of a part's menu, by the part's own name.
    pub menu: fn(&str) -> String,
    /// Beside an act that does nothing.
    pub no_effect: &'static str,
    /// Marks what is not as the text has it.
    pub mark: &'static str,
    /// Beside a node that has joined.
    pub joined: &'static str,
    /// The title of a node's box that is empty.
    pub no_pod_yet: &'static str,
    /// Why a Pod that stands alone cannot be scaled.
    pub alone: &'static str,
    /// Why a DaemonSet cannot be scaled.
    pub daemon_set: &'static str,
    /// Why a Pod cannot be scaled whose controller's object, of this kind and name, is not in the text.
    pub elsewhere: fn(&str, &str) -> String,
    /// Why workloads of this kind cannot be scaled.
    pub not_scalable: fn(&str) -> String,
    /// What killing a Pod that stands alone means.
    pub kill_alone: &'static str,
    /// What killing a Pod of such a controller means: its kind.
    pub kill_owned: fn(&str) -> String,
    /// What terminating slowly means.
    pub terminate: &'static str,
    /// What a new node means.
    pub add_node: &'static str,
    /// Takes a folded card apart: how many it stands for.
    pub unfold: fn(usize) -> String,
    /// Folds it again.
    pub fold: &'static str,
    /// Why a folded card cannot be taken apart.
    pub too_many: &'static str,
    /// The act that a Pod cannot be scaled by.
    pub scale_out: &'static str,
}

impl ActWords {
    /// The words in `language`.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &english::WORDS,
            Language::Korean => &korean::WORDS,
        }
    }
}

/// What the menu calls `act`; `now` is the number of replicas that a workload has.
pub fn offer(language: Language, act: &Act, now: u32) -> String {
    match language {
        Language::English => english::offer(act, now),
        Language::Korean => korean::offer(act, now),
    }
}

/// What was done, in a few words, and what came of it.
pub fn deed(language: Language, act: &Act, effect: &Effect) -> Sentence {
    let (message, help) = match language {
        Language::English => (english::deed(act), english::effect(effect)),
        Language::Korean => (korean::deed(act), korean::effect(effect)),
    };
    Sentence { message, help }
}

/// What stands on the card of a Pod that is not as the text has it.
pub fn changed(language: Language, change: Change) -> &'static str {
    match language {
        Language::English => english::changed(change),
        Language::Korean => korean::changed(change),
    }
}
