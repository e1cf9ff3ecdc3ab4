//! What the tests of the rules share: a text goes the whole way, and what is said of it is looked at.

use syntax::Span;
use syntax::yaml::Budget;

use super::{Advice, Place, Scope, advise};
use crate::Environment;
use crate::admission::{Reply, Verdict, admit};
use crate::controllers::reconcile;
use crate::lower::{self, Include};
use crate::manifest::{self, Manifest};
use crate::overview::overview;
use crate::remedy;

/// What is said of a text.
pub(super) struct Told {
    text: String,
    manifest: Manifest,
    replies: Vec<Reply>,
    /// All of it.
    pub(super) advice: Vec<Advice>,
}

/// Reads `text`, submits it, lets the controllers run, and asks every rule.
pub(super) fn told(text: &str) -> Told {
    let environment = Environment::default();
    let manifest = manifest::read(text, Budget::default());
    let replies = admit(&manifest, &environment);
    let cluster = lower::cluster(&manifest, &replies, &environment, Include::Everything);
    let published = reconcile(&cluster);
    let advice = advise(Scope {
        manifest: &manifest,
        replies: &replies,
        cluster: &cluster,
        published: &published,
        overview: &overview(&cluster, &published),
    });
    Told {
        text: text.to_owned(),
        manifest,
        replies,
        advice,
    }
}

impl Told {
    /// The rules that spoke, in order.
    pub(super) fn rules(&self) -> Vec<&'static str> {
        self.advice.iter().map(|advice| advice.rule.id()).collect()
    }

    /// What the API server says of the objects that it refuses.
    pub(super) fn refused(&self) -> Vec<&str> {
        let replies = self.replies.iter();
        replies
            .filter(|reply| reply.verdict != Verdict::Accepted)
            .map(|reply| reply.message.as_str())
            .collect()
    }

    /// The advice of `rule`, which must have spoken once.
    pub(super) fn only(&self, rule: &str) -> &Advice {
        let mut of_rule = self.advice.iter().filter(|advice| advice.rule.id() == rule);
        let only = of_rule.next().unwrap_or_else(|| panic!("{rule} is silent"));
        assert_eq!(of_rule.next(), None, "{rule} speaks twice");
        only
    }

    /// What stands where the advice of `rule` points.
    pub(super) fn at(&self, rule: &str) -> &str {
        self.span(&self.only(rule).place).text(&self.text)
    }

    /// What stands where its evidence points.
    pub(super) fn evidence(&self, rule: &str) -> Vec<&str> {
        let evidence = self.only(rule).evidence.iter();
        evidence
            .map(|evidence| self.span(&evidence.place).text(&self.text))
            .collect()
    }

    /// What is said once the remedy of `rule` is applied.
    pub(super) fn mended(&self, rule: &str) -> Self {
        let remedy = self.only(rule).remedy.as_ref().expect("a remedy");
        let source = self.manifest.object(remedy.object()).expect("an object");
        let remedy = remedy::of_advice(&self.text, source, remedy).expect("a change");
        let mut text = self.text.clone();
        for edit in remedy.edits.iter().rev() {
            text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
        }
        told(&text)
    }

    fn span(&self, place: &Place) -> Span {
        let source = self.manifest.object(place.object).expect("an object");
        source.locate(&place.field, place.part)
    }
}

/// A Service with the fields of `spec`, in flow style.
pub(super) fn service(name: &str, spec: &str) -> String {
    document("v1", "Service", name, &format!("spec: {{{spec}}}"))
}

/// A Pod with `labels` and container `ports`, in flow style.
pub(super) fn pod(name: &str, labels: &str, ports: &str) -> String {
    let spec = format!(
        "spec: {{containers: [{{name: a, image: 'registry.local/a:1', ports: [{ports}]}}]}}"
    );
    document("v1", "Pod", &format!("{name}, labels: {{{labels}}}"), &spec)
}

/// Endpoints with one address and `ports`, in flow style.
pub(super) fn endpoints(name: &str, ports: &str) -> String {
    let subsets = format!("subsets: [{{addresses: [{{ip: 10.9.0.1}}], ports: [{ports}]}}]");
    document("v1", "Endpoints", name, &subsets)
}

/// An object; `name` may bring more of its metadata.
pub(super) fn document(version: &str, kind: &str, name: &str, rest: &str) -> String {
    format!("apiVersion: {version}\nkind: {kind}\nmetadata: {{name: {name}}}\n{rest}\n---\n")
}
