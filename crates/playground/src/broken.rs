//! Break it: one typical mistake, put into a manifest that works, for somebody to find.

use std::collections::BTreeSet;
use std::net::IpAddr;

use cluster::Environment;
use cluster::api::Protocol;
use cluster::mishap::{self, Mishap};
use cluster::overview::BackendState;
use serde::{Deserialize, Serialize};
use syntax::Span;
use words::Language;

use crate::TextRange;
use crate::reading::Reading;

/// A manifest with one mistake in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Broken {
    /// The whole text.
    pub text: String,
    /// What was done, in every language.
    pub told: Vec<(Language, String)>,
    /// Where, in the new text.
    pub range: TextRange,
}

/// So many mistakes are tried out before giving up.
const MOST_TRIES: usize = 24;

/// Where requests to a Service port go: the Service, its port and protocol, and the endpoints that are ready.
type Way = (String, u16, Protocol, BTreeSet<(IpAddr, u16)>);

impl Reading {
    /// Makes one mistake that the API server takes and that changes where requests go; which one, `seed` decides. None where there is
    /// nothing to break.
    pub fn break_it(&self, seed: u64, environment: &Environment) -> Option<Broken> {
        let mut mishaps = mishap::mishaps(&self.text, &self.manifest);
        let turn = seed.checked_rem(mishaps.len() as u64)?;
        mishaps.rotate_left(usize::try_from(turn).unwrap_or_default());
        let ways = self.ways();
        mishaps
            .into_iter()
            .take(MOST_TRIES)
            .find_map(|mishap| self.broken_by(&mishap, &ways, environment))
    }

    fn broken_by(
        &self,
        mishap: &Mishap,
        ways: &[Way],
        environment: &Environment,
    ) -> Option<Broken> {
        let span = mishap.edit.span;
        let before = self.text.get(..span.start as usize)?;
        let after = self.text.get(span.end as usize..)?;
        let text = [before, &mishap.edit.text, after].concat();
        let reading = Self::of(&text, environment);
        let breaks = reading.refused == self.refused
            && reading.manifest.objects.len() == self.manifest.objects.len()
            && reading.ways() != ways;
        if !breaks {
            return None;
        }
        let new = Span::new(span.start, span.start + mishap.edit.text.len() as u32);
        let object = self.manifest.object(mishap.object)?;
        let told = Language::ALL.map(|language| {
            let sentence = words::mishap(language, &object_name(object), &mishap.kind);
            (language, sentence)
        });
        Some(Broken {
            range: reading.places().range(new),
            told: told.to_vec(),
            text,
        })
    }

    /// Where requests go, over all Services.
    fn ways(&self) -> Vec<Way> {
        let world = &self.held;
        let services = world.cluster.services.iter().zip(&world.overview.services);
        services
            .flat_map(|(service, view)| {
                let name = service.meta.object_name().to_string();
                service
                    .ports
                    .iter()
                    .zip(&view.ports)
                    .map(move |(port, view)| {
                        let ready = view
                            .backends
                            .iter()
                            .filter(|backend| backend.state == BackendState::Ready)
                            .map(|backend| (backend.address, backend.port))
                            .collect();
                        (name.clone(), port.port, port.protocol, ready)
                    })
            })
            .collect()
    }
}

/// `Service web`, as it is written.
fn object_name(source: &cluster::manifest::Source) -> String {
    let kind = source.kind.as_deref().unwrap_or_default();
    let name = source.name.as_deref().unwrap_or_default();
    format!("{kind} {name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: {app: web}
  ports: [{port: 80, targetPort: http}]
---
apiVersion: v1
kind: Pod
metadata: {name: web-1, labels: {app: web, unused: label}}
spec: {containers: [{name: c, image: i, ports: [{name: http, containerPort: 8080}]}]}
";

    fn broken(text: &str, seed: u64) -> Option<Broken> {
        let environment = Environment::default();
        Reading::of(text, &environment).break_it(seed, &environment)
    }

    #[test]
    fn each_seed_breaks_the_routes_and_always_in_the_same_way() {
        let mut texts = BTreeSet::new();
        for seed in 0..20 {
            let broken_text = broken(TEXT, seed).unwrap();
            assert_eq!(broken(TEXT, seed).as_ref(), Some(&broken_text));
            assert_ne!(broken_text.text, TEXT);
            assert_eq!(broken_text.told.len(), 2);
            assert!(!broken_text.text.contains("unused: lable"));
            texts.insert(broken_text.text);
        }
        assert!(texts.len() >= 4, "{texts:?}");
    }

    #[test]
    fn what_carries_nothing_cannot_be_broken() {
        for text in [
            "",
            "kind: Pod",
            "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: [{port: 80}]}\n",
        ] {
            assert_eq!(broken(text, 1), None);
        }
    }
}
