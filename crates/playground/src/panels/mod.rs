//! What the panels under the diagram show: made for the open one only, when it is asked for.

mod dns;
mod proxy;
mod request;
mod views;
mod why;

use scene::Look;
use serde::{Deserialize, Serialize};

pub use dns::{DnsGroup, DnsRecord, DnsTable};
pub use proxy::{Mode, NodeRules, Passage, RuleText};
pub use request::{Ask, Choice, LONGEST_PAUSE, MOST_REQUESTS, RequestTold, Share, Told, ToldStep};
pub(crate) use request::{client, tool};
pub use views::View;
pub(crate) use views::services;
pub use why::{ToldCheck, ToldLadder, ToldRung, Verdict, WherePlace, WhyTold};

use crate::reading::Reading;
use words::Language;

/// A panel, and what is chosen in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Panel {
    /// What `kubectl get` and `kubectl describe` print.
    Kubectl,
    /// The Endpoints and EndpointSlices in force, as YAML.
    Endpoints,
    /// Every name that the cluster DNS answers for.
    Dns,
    /// The rules that kube-proxy writes on a node.
    KubeProxy {
        /// The node; the first one where it is none or gone.
        node: Option<String>,
        /// How kube-proxy writes them.
        mode: Mode,
        /// The request whose way through them is shown.
        ask: Option<Ask>,
    },
    /// A request, step by step; none was sent yet where it is none.
    Request(Option<Ask>),
    /// Why each Pod is or is not behind a Service port.
    Why {
        /// The Service port, as [`WhyTold::choices`] has it; the first one where it is none or gone.
        service: Option<String>,
    },
}

/// What a panel shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum PanelContent {
    /// Of [`Panel::Kubectl`] and [`Panel::Endpoints`].
    Outputs(Vec<View>),
    /// Of [`Panel::Dns`].
    Dns(DnsTable),
    /// Of [`Panel::KubeProxy`].
    KubeProxy(NodeRules),
    /// Of [`Panel::Request`].
    Request(RequestTold),
    /// Of [`Panel::Why`].
    Why(WhyTold),
}

impl Reading {
    /// What `panel` shows, in `language`, beside a picture of everything.
    pub fn panel(&self, panel: &Panel, language: Language) -> PanelContent {
        self.panel_of(panel, &Look::default(), language)
    }

    /// What `panel` shows, in `language`, beside the picture that `look` asks for.
    pub fn panel_of(&self, panel: &Panel, look: &Look, language: Language) -> PanelContent {
        match panel {
            Panel::Kubectl => {
                PanelContent::Outputs(views::kubectl(&self.services(), &self.held.published))
            }
            Panel::Endpoints => PanelContent::Outputs(views::endpoints(&self.held.published)),
            Panel::Dns => PanelContent::Dns(dns::table(&self.held, language)),
            Panel::KubeProxy { node, mode, ask } => PanelContent::KubeProxy(proxy::rules(
                &self.held,
                node.as_deref(),
                *mode,
                ask.as_ref(),
                language,
            )),
            Panel::Request(ask) => {
                PanelContent::Request(request::panel(self, look, ask.as_ref(), language))
            }
            Panel::Why { service } => {
                PanelContent::Why(why::told(self, service.as_deref(), language))
            }
        }
    }
}
