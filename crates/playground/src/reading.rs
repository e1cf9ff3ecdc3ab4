use std::collections::BTreeSet;
use std::rc::Rc;

use cluster::admission::{self, DecodeErrorKind, Reply};
use cluster::advice::{self, Advice, Scope};
use cluster::api::{EndpointSlice, Endpoints};
use cluster::controllers::{self, Published};
use cluster::lower::{self, Include};
use cluster::manifest::{self, Manifest, ObjectId};
use cluster::overlay::{self, Effect, Overlay};
use cluster::overview::{self, Overview};
use cluster::{Cluster, Environment, Value};
use scene::Look;
use syntax::LineIndex;
use syntax::yaml::Budget;
use words::{Language, ProblemWords};

use crate::acts;
use crate::folding;
use crate::places::Places;
use crate::problems::Speaker;
use crate::{Analysis, Note, Severity, Summary, TextRange, There, panels};

/// A text, read and resolved; not yet said in any language.
#[derive(Clone, Debug)]
pub struct Reading {
    pub(crate) text: String,
    pub(crate) lines: LineIndex,
    pub(crate) manifest: Manifest,
    pub(crate) replies: Vec<Reply>,
    /// What the API server holds, accepted objects; and every object that could be read, where some are refused.
    lowered: (Rc<Cluster>, Option<Rc<Cluster>>),
    /// What was done to it.
    overlay: Overlay,
    /// What the API server holds, and what becomes of it.
    pub(crate) held: World,
    /// What is drawn. None where nothing is refused, and both are the same.
    drawn: Option<World>,
    /// The objects that the API server refuses.
    pub(crate) refused: BTreeSet<ObjectId>,
    advice: Vec<Advice>,
}

/// What the API server holds once the controllers have run, as JSON.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Held {
    /// Services, in document order.
    pub services: Vec<Value>,
    /// Endpoints, by namespace and name.
    pub endpoints: Vec<Value>,
    /// EndpointSlices, by namespace and name.
    pub slices: Vec<Value>,
}

/// Objects and what becomes of them.
#[derive(Clone, Debug)]
pub(crate) struct World {
    pub(crate) cluster: Rc<Cluster>,
    pub(crate) published: Published,
    pub(crate) overview: Overview,
}

impl World {
    /// `lowered` after the acts of `overlay`.
    fn after(lowered: &Rc<Cluster>, overlay: &Overlay) -> Self {
        Self::of(if overlay.is_empty() {
            Rc::clone(lowered)
        } else {
            Rc::new(overlay::apply(lowered, overlay))
        })
    }

    /// `cluster`, as far as its endpoints can be worked out.
    fn of(mut cluster: Rc<Cluster>) -> Self {
        let (all, affordable) = (cluster.services.len(), controllers::affordable(&cluster));
        if affordable < all {
            let cluster = Rc::make_mut(&mut cluster);
            cluster.services.truncate(affordable);
            cluster.services_left_out = all - affordable;
        }
        let published = controllers::reconcile(&cluster);
        let overview = overview::overview(&cluster, &published);
        Self {
            cluster,
            published,
            overview,
        }
    }
}

impl Reading {
    /// Reads `text` and works out what a cluster like `environment` would make of it.
    pub fn of(text: &str, environment: &Environment) -> Self {
        let manifest = manifest::read(text, Budget::default());
        let replies = admission::admit(&manifest, environment);
        let refused: BTreeSet<ObjectId> = replies
            .iter()
            .zip(0..)
            .filter(|(reply, _)| reply.is_refused())
            .map(|(_, index)| ObjectId(index))
            .collect();
        let lower = |include| Rc::new(lower::cluster(&manifest, &replies, environment, include));
        let accepted = lower(Include::Accepted);
        let everything = (!refused.is_empty()).then(|| lower(Include::Everything));
        let held = World::of(Rc::clone(&accepted));
        let drawn = everything.clone().map(World::of);
        let shown = drawn.as_ref().unwrap_or(&held);
        let advice = advice::advise(Scope {
            manifest: &manifest,
            replies: &replies,
            cluster: &shown.cluster,
            published: &shown.published,
            overview: &shown.overview,
        });
        Self {
            text: text.to_owned(),
            lines: LineIndex::new(text),
            lowered: (accepted, everything),
            overlay: Overlay::default(),
            held,
            drawn,
            refused,
            advice,
            manifest,
            replies,
        }
    }

    /// Shows the cluster as it is after the acts of `overlay`, in the place of those of another one. The text is not read again, and
    /// what is said about it stays: diagnostics are about the manifest as it is written.
    pub fn act(&mut self, overlay: &Overlay) {
        if self.overlay == *overlay {
            return;
        }
        let (accepted, everything) = &self.lowered;
        self.held = World::after(accepted, overlay);
        // What is refused is not there: an act that finds nothing in the cluster finds nothing in the picture.
        let effects = &self.held.cluster.aftermath.effects;
        let acts = overlay.acts().iter().zip(effects);
        let acts = acts.filter(|(_, effect)| !matches!(effect, Effect::Nothing(_)));
        let effective = acts.map(|(act, _)| act.clone()).collect();
        self.drawn = everything
            .as_ref()
            .map(|everything| World::after(everything, &effective));
        self.overlay = overlay.clone();
    }

    /// Says and draws all of it in `language`.
    pub fn analysis(&self, language: Language) -> Analysis {
        self.analysis_of(&Look::default(), language)
    }

    /// Says all of it in `language`, and draws what `look` asks for.
    pub fn analysis_of(&self, look: &Look, language: Language) -> Analysis {
        let places = self.places();
        let speaker = Speaker {
            manifest: &self.manifest,
            replies: &self.replies,
            advice: &self.advice,
            places,
            language,
        };
        let problems = speaker.problems();
        let shown = self.shown();
        let count = |severity| {
            problems
                .iter()
                .filter(|problem| problem.severity == severity)
                .count()
        };
        let (services, pods) = (shown.cluster.services.len(), shown.cluster.pods.len());
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        let summary = Summary {
            services,
            pods,
            errors,
            warnings,
            infos: count(Severity::Info),
            sentence: (ProblemWords::of(language).summary)(services, pods, errors, warnings),
        };
        let scene = self.scene(shown, places, look, language);
        let held = &self.held.cluster;
        Analysis {
            summary,
            deeds: acts::deeds(&self.overlay, held, language),
            offers: {
                let mut offers = acts::offers(&scene, &self.overlay, held, language);
                folding::add(&mut offers, &scene, look, language);
                offers
            },
            scene,
            there: There::of(&shown.cluster),
            notes: self.notes(language),
            problems,
        }
    }

    /// What is drawn.
    pub(crate) fn shown(&self) -> &World {
        self.drawn.as_ref().unwrap_or(&self.held)
    }

    /// Where the objects stand, for the picture.
    pub(crate) fn origins(&self) -> scene::Origins<'_> {
        scene::Origins {
            sources: &self.manifest.objects,
            refused: &self.refused,
        }
    }

    /// What the picture is made from.
    pub(crate) fn drawn<'a>(&'a self, look: &'a Look, language: Language) -> scene::Drawn<'a> {
        let shown = self.shown();
        scene::Drawn {
            cluster: &shown.cluster,
            overview: &shown.overview,
            origins: self.origins(),
            look,
            language,
        }
    }

    pub(crate) fn places(&self) -> Places<'_> {
        Places::new(&self.text, &self.lines)
    }

    /// The Services, Endpoints and EndpointSlices that the cluster would hold.
    pub fn held(&self) -> Held {
        let published = &self.held.published;
        Held {
            services: self.services(),
            endpoints: published
                .endpoints
                .iter()
                .map(Endpoints::to_value)
                .collect(),
            slices: published
                .slices
                .iter()
                .map(EndpointSlice::to_value)
                .collect(),
        }
    }

    /// The Services that the cluster would hold.
    pub(crate) fn services(&self) -> Vec<Value> {
        let left_out = self.held.cluster.services_left_out;
        panels::services(&self.manifest, &self.replies, left_out)
    }

    fn scene(
        &self,
        shown: &World,
        places: Places<'_>,
        look: &Look,
        language: Language,
    ) -> scene::Scene {
        let origins = self.origins();
        let mut scene = scene::draw(&shown.cluster, &shown.overview, &origins, look, language);
        for span in scene.spans_mut() {
            let TextRange { start, end } = places.range(*span);
            *span = syntax::Span::new(start, end);
        }
        scene
    }

    /// Kinds that are checked and not drawn, named once.
    fn notes(&self, language: Language) -> Vec<Note> {
        let words = ProblemWords::of(language);
        let kinds = |of_kubernetes: bool| {
            let objects = self.manifest.objects.iter().zip(&self.replies);
            let kinds: BTreeSet<&str> = objects
                .filter(|(source, reply)| {
                    reply.known_kind == of_kubernetes
                        && !lower::is_modelled(source)
                        && !is_unidentified(reply)
                })
                .filter_map(|(source, _)| source.kind.as_deref())
                .collect();
            kinds.into_iter().collect::<Vec<_>>().join(", ")
        };
        let unmodelled = [
            (kinds(true), words.not_modelled),
            (kinds(false), words.custom),
        ];
        let unmodelled = unmodelled
            .into_iter()
            .filter(|(kinds, _)| !kinds.is_empty())
            .map(|(kinds, say)| say(&kinds));
        let cluster = &self.drawn.as_ref().unwrap_or(&self.held).cluster;
        let made = cluster
            .pods
            .iter()
            .filter(|pod| pod.owner.is_some())
            .count();
        let left_out = (cluster.pods_left_out > 0)
            .then(|| (words.pods_left_out)(made, made.saturating_add(cluster.pods_left_out)));
        let services = cluster.services_left_out;
        let services = (services > 0)
            .then(|| (words.services_left_out)(controllers::MOST_ENDPOINTS, services));
        unmodelled
            .chain(left_out)
            .chain(services)
            .map(|message| Note { message })
            .collect()
    }
}

/// Whether an object is of a kind that nobody has; then that is what is told.
fn is_unidentified(reply: &Reply) -> bool {
    reply
        .decoding
        .iter()
        .any(|error| matches!(error.kind, DecodeErrorKind::UnknownKind { .. }))
}
