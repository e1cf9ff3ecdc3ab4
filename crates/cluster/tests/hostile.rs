//! Whatever a person pastes: every object gets an answer, at places that exist, and nothing panics.

use cluster::Environment;
use cluster::admission::{Verdict, admit, create_output};
use cluster::field::FieldPath;
use cluster::manifest::{self, Part, Source};
use proptest::prelude::*;
use syntax::Span;
use syntax::yaml::Budget;

/// Pieces that meet in manifests, and some that should not.
const PIECES: &[&str] = &[
    "apiVersion: v1\n",
    "apiVersion: apps/v1\n",
    "apiVersion: ''\n",
    "apiVersion: a/b/c\n",
    "kind: Service\n",
    "kind: Pod\n",
    "kind: PodList\n",
    "kind: 5\n",
    "items:\n- ",
    "metadata: {name: a}\n",
    "metadata: {name: 1, labels: {a: yes}}\n",
    "metadata: {generateName: a-, namespace: a/b}\n",
    "metadata: {creationTimestamp: 2026-02-30T00:00:00Z}\n",
    "spec:\n  ports:\n  - port: 80\n",
    "spec: {ports: [{port: 1e20, targetPort: []}], unknown: 1, ports: 2}\n",
    "spec: {containers: [{name: c, image: i, resources: {limits: {cpu: -.5kk}}}]}\n",
    "spec: null\n",
    "status: {}\n",
    "data: {a: '====', b: YQ}\n",
    "---\n",
    "--- x\n",
    "{",
    "}",
    "[",
    "- ",
    "? ",
    "&a ",
    "*a\n",
    "<<: *a\n",
    "  ",
    "\t",
    ": ",
    "#",
    "\u{e9}",
];

fn text() -> impl Strategy<Value = String> {
    let pieces = prop::collection::vec(prop::sample::select(PIECES), 0..24);
    prop_oneof![pieces.prop_map(|pieces| pieces.concat()), any::<String>()]
}

fn stands_in(text: &str, span: Span) -> bool {
    text.get(span.start as usize..span.end as usize).is_some()
}

fn places(source: &Source, path: &FieldPath) -> [Span; 3] {
    [Part::Key, Part::Value, Part::Whole].map(|part| source.locate(path, part))
}

proptest! {
    #[test]
    fn every_object_gets_an_answer(text in text()) {
        let environment = Environment::default();
        let manifest = manifest::read(&text, Budget::default());
        let replies = admit(&manifest, &environment);
        prop_assert_eq!(manifest.objects.len(), replies.len());
        for (source, reply) in manifest.objects.iter().zip(&replies) {
            prop_assert_eq!(reply.verdict == Verdict::Accepted, reply.message.is_empty());
            for error in &reply.decoding {
                prop_assert!(stands_in(&text, error.span));
                prop_assert!(places(source, &error.field).into_iter().all(|span| stands_in(&text, span)));
            }
            for cause in &reply.causes {
                prop_assert!(places(source, &cause.field).into_iter().all(|span| stands_in(&text, span)));
            }
        }
        let output = create_output(&manifest, &environment, "f.yaml");
        prop_assert!(output.is_empty() || output.ends_with('\n'));
    }
}
