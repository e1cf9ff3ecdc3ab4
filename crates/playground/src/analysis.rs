use std::collections::BTreeSet;

use cluster::Cluster;
use cluster::advice::Severity;
use cluster::overlay::Act;
use scene::{Look, Scene};
use serde::{Deserialize, Serialize};

/// What the page shows for one revision of the text, in one language.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Analysis {
    /// Every diagnostic, grouped by object, errors first.
    pub problems: Vec<Problem>,
    /// How much there is.
    pub summary: Summary,
    /// The picture. Its spans are UTF-16 offsets, as [`TextRange`]s are.
    pub scene: Scene,
    /// What a look can be narrowed to.
    pub there: There,
    /// What the playground accepts and does not model, once each.
    pub notes: Vec<Note>,
    /// What was done to the cluster, in order.
    pub deeds: Vec<Deed>,
    /// What can be done to it, by the part of the picture.
    pub offers: Vec<Offers>,
}

/// An act that was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deed {
    /// What was done, in a few words: "killed Pod default/web-1".
    pub message: String,
    /// What came of it, or why nothing did.
    pub help: String,
    /// Whether anything came of it.
    pub effective: bool,
}

/// What can be done to a part of the picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offers {
    /// The id of a card or of a node's box.
    pub part: String,
    /// What the acts are done to: "Pod default/web-1"; of a card that stands for several the first.
    pub name: String,
    /// The name of the button that opens the menu of acts.
    pub button: String,
    /// The acts.
    pub offers: Vec<Offer>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// What the menu calls it.
    pub label: String,
    /// What comes of it, or why it cannot be done.
    pub note: String,
    /// What choosing it does; nothing for what cannot be done.
    pub does: Option<Does>,
}

/// What choosing an offer does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Does {
    /// Something to the cluster.
    Act(Act),
    /// Nothing to the cluster: another look at it.
    Look(Look),
}

/// What is in the cluster, whatever part of it is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct There {
    /// The namespaces of its Services and Pods, in order.
    pub namespaces: Vec<String>,
    /// Its Services: `default/web`, in the order of the text.
    pub services: Vec<String>,
}

impl There {
    pub(crate) fn of(cluster: &Cluster) -> Self {
        let services = cluster.services.iter().map(|service| &service.meta);
        let pods = cluster.pods.iter().map(|pod| &pod.meta);
        let namespaces: BTreeSet<&str> = services
            .clone()
            .chain(pods)
            .map(|meta| &*meta.namespace)
            .collect();
        Self {
            namespaces: namespaces.into_iter().map(str::to_owned).collect(),
            services: services
                .map(|meta| meta.object_name().to_string())
                .collect(),
        }
    }
}

/// The counts of the status line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Services.
    pub services: usize,
    /// Pods, those of workloads included.
    pub pods: usize,
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Infos.
    pub infos: usize,
    /// The sentence: "2 Services, 3 Pods, 1 error, 0 warnings".
    pub sentence: String,
}

/// A stretch of the text in UTF-16 code units, as editors in a browser count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextRange {
    /// The first unit.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

/// A diagnostic, ready to be shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Problem {
    /// The id of its rule: `invalid-value`, `selector-matches-nothing`.
    pub rule: String,
    /// Where more is said about the rule, from the site's root; only our own rules have a page.
    pub page: Option<String>,
    /// How bad it is.
    pub severity: Severity,
    /// What it is about: `Service default/web`; none for a document that is not YAML.
    pub object: Option<String>,
    /// The field path, as the API server writes it.
    pub field: Option<String>,
    /// What is wrong; stands alone. The API server's own words for an error.
    pub message: String,
    /// The same, explained plainly in the page's language.
    pub explanation: Option<String>,
    /// Where.
    pub range: TextRange,
    /// The line of its beginning, from 1.
    pub line: u32,
    /// The column of its beginning, from 1, in characters.
    pub column: u32,
    /// The line of its end.
    pub end_line: u32,
    /// The column of its end.
    pub end_column: u32,
    /// Other places that matter: the Pod that nearly matched.
    pub related: Vec<Related>,
    /// What would mend it.
    pub fix: Option<Fix>,
    /// How a list item begins: "Error line 12: …" in the page's language, the message included.
    pub label: String,
}

/// Another place that matters to a problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    /// Why it matters.
    pub message: String,
    /// Where.
    pub range: TextRange,
    /// The line of its beginning, from 1.
    pub line: u32,
}

/// A change that mends a problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// What the button says.
    pub title: String,
    /// The changes, in order of place, not overlapping.
    pub edits: Vec<Edit>,
}

/// One change of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// What to replace; empty to insert.
    pub range: TextRange,
    /// By what.
    pub text: String,
}

/// Something said once, below the problems: a kind that is not modelled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The sentence.
    pub message: String,
}
