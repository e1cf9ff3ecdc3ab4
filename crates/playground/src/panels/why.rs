//! Why each Pod is or is not behind a Service port, in words.

use std::collections::BTreeMap;

use cluster::api::{Pod, Service};
use cluster::why::{self, Ladder, Places as RungPlaces, Rung, Scope};
use serde::{Deserialize, Serialize};
use words::{Language, PanelWords};

use crate::reading::Reading;
use crate::{Choice, TextRange};

/// From so many Pods on those with equal ladders are told together.
const FOLD_FROM: usize = 40;
/// More ladders than this are only counted.
const SHOWN: usize = 100;
/// More Service ports than this are not offered.
const OFFERED: usize = 500;

/// The panel "Why".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhyTold {
    /// The Service ports to choose from.
    pub choices: Vec<Choice>,
    /// The chosen one's value.
    pub chosen: String,
    /// What is said in place of ladders, or of those that are left out.
    pub note: Option<String>,
    /// The Pods.
    pub ladders: Vec<ToldLadder>,
    /// The questions, in order.
    pub checks: Vec<ToldCheck>,
}

/// The way of a Pod, or of several that are alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldLadder {
    /// Which Pods.
    pub title: String,
    /// Whether every condition holds.
    pub ok: bool,
    /// What decides: the condition that does not hold, or the last one.
    pub summary: String,
    /// The conditions.
    pub rungs: Vec<ToldRung>,
}

/// A condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldRung {
    /// What it is about.
    pub title: String,
    /// What the Service wants and the Pod has.
    pub text: String,
    /// Whether it holds.
    pub ok: bool,
    /// Where the two sides stand: the Service's, then the Pod's.
    pub places: Vec<WherePlace>,
}

/// A place to go to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WherePlace {
    /// What the button says.
    pub label: String,
    /// Where.
    pub range: TextRange,
}

/// A question and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldCheck {
    /// The question.
    pub question: String,
    /// The answer.
    pub answer: String,
    /// The command that asks a real cluster.
    pub command: String,
    /// Whether all is well.
    pub verdict: Verdict,
}

/// Whether an answer is a good one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// It is.
    Passed,
    /// It is not.
    Failed,
    /// The question does not arise.
    Skipped,
}

pub(super) fn told(reading: &Reading, chosen: Option<&str>, language: Language) -> WhyTold {
    let services = &reading.shown().cluster.services;
    let offered: Vec<(Choice, &Service, Option<usize>)> =
        services.iter().flat_map(offers).take(OFFERED).collect();
    let found = offered
        .iter()
        .find(|(choice, ..)| Some(&*choice.value) == chosen)
        .or_else(|| offered.first());
    let Some((choice, service, port)) = found else {
        return WhyTold::default();
    };
    let teller = Teller {
        reading,
        service,
        port: *port,
        language,
        words: PanelWords::of(language),
    };
    let mut told = teller.told();
    told.chosen.clone_from(&choice.value);
    told.choices = offered.into_iter().map(|(choice, ..)| choice).collect();
    told
}

/// What can be chosen of a Service: each of its ports, or itself.
fn offers(service: &Service) -> Vec<(Choice, &Service, Option<usize>)> {
    let name = service.meta.object_name();
    if service.ports.is_empty() {
        let choice = Choice {
            value: name.to_string(),
            label: name.to_string(),
        };
        return vec![(choice, service, None)];
    }
    let ports = service.ports.iter().enumerate();
    ports
        .map(|(at, port)| {
            let title = format!("{} {}/{}", port.name, port.port, port.protocol);
            let choice = Choice {
                value: format!("{name}:{at}"),
                label: format!("{name} · {}", title.trim_start()),
            };
            (choice, service, Some(at))
        })
        .collect()
}

struct Teller<'a> {
    reading: &'a Reading,
    service: &'a Service,
    port: Option<usize>,
    language: Language,
    words: &'static PanelWords,
}

impl Teller<'_> {
    fn told(&self) -> WhyTold {
        let world = &self.reading.held;
        let scope = Scope {
            cluster: &world.cluster,
            published: &world.published,
        };
        let checks = why::checks(scope, self.service, self.port);
        let checks = checks.into_iter().map(|check| {
            let said = words::check(self.language, &check.finding);
            ToldCheck {
                question: said.message,
                answer: said.help,
                command: check.command,
                verdict: match check.verdict {
                    why::Verdict::Passed => Verdict::Passed,
                    why::Verdict::Failed => Verdict::Failed,
                    why::Verdict::Skipped => Verdict::Skipped,
                },
            }
        });
        let (ladders, note) = match why::ladders(scope, self.service, self.port) {
            Ok(ladders) => self.ladders(ladders),
            Err(why) => (
                Vec::new(),
                Some(words::no_ladder(self.language, why).to_owned()),
            ),
        };
        WhyTold {
            note,
            ladders,
            checks: checks.collect(),
            ..WhyTold::default()
        }
    }

    fn ladders(&self, ladders: Vec<Ladder>) -> (Vec<ToldLadder>, Option<String>) {
        let pods = &self.reading.held.cluster.pods;
        let groups = if ladders.len() < FOLD_FROM {
            ladders.into_iter().map(|ladder| (ladder, 0)).collect()
        } else {
            folded(ladders)
        };
        let refused = self.reading.shown().cluster.pods.iter();
        let refused = refused.filter(|pod| self.reading.refused.contains(&pod.id));
        let climbing: Vec<(&Pod, &[Rung], usize)> = groups
            .iter()
            .filter_map(|(ladder, others)| Some((pods.get(ladder.pod)?, &*ladder.rungs, *others)))
            .chain(refused.map(|pod| (pod, &[Rung::Refused][..], 0)))
            .collect();
        let note = match climbing.len() {
            0 => Some(self.words.no_pods.to_owned()),
            kinds => match kinds.saturating_sub(SHOWN) {
                0 => None,
                left => Some((self.words.more_pods)(left)),
            },
        };
        let told = climbing
            .into_iter()
            .take(SHOWN)
            .map(|(pod, rungs, others)| self.ladder(pod, rungs, others));
        (told.collect(), note)
    }

    fn ladder(&self, pod: &Pod, rungs: &[Rung], others: usize) -> ToldLadder {
        let told: Vec<ToldRung> = rungs.iter().map(|rung| self.rung(rung, pod)).collect();
        ToldLadder {
            title: (self.words.like)(&pod.meta.object_name().to_string(), others),
            ok: rungs.iter().all(Rung::holds),
            summary: told
                .last()
                .map(|rung| rung.text.clone())
                .unwrap_or_default(),
            rungs: told,
        }
    }

    fn rung(&self, rung: &Rung, pod: &Pod) -> ToldRung {
        let sides = RungPlaces {
            sources: &self.reading.manifest.objects,
            service: self.service,
            port: self.port,
        };
        let words = self.words;
        let places = self.reading.places();
        let of_service = sides.of_service(rung);
        let of_pod = sides.of_pod(rung, pod);
        let said = words::rung(self.language, rung);
        ToldRung {
            title: said.message,
            text: said.help,
            ok: rung.holds(),
            places: [
                of_service.map(|span| places.place(words.service_line, span)),
                of_pod.map(|span| places.place(words.pod_line, span)),
            ]
            .into_iter()
            .flatten()
            .collect(),
        }
    }
}

/// Ladders of one kind together, each with the number of the others; those that come furthest first.
fn folded(ladders: Vec<Ladder>) -> Vec<(Ladder, usize)> {
    let mut places: BTreeMap<Vec<Rung>, usize> = BTreeMap::new();
    let mut groups: Vec<(Ladder, usize)> = Vec::new();
    for ladder in ladders {
        let next = groups.len();
        let at = *places.entry(ladder.kind()).or_insert(next);
        match groups.get_mut(at) {
            Some((_, others)) => *others += 1,
            None => groups.push((ladder, 0)),
        }
    }
    groups.sort_by_key(|(ladder, _)| std::cmp::Reverse((ladder.holds(), ladder.rungs.len())));
    groups
}
