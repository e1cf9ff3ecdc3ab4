//! Public manifests as people wrote them, and what a real API server said to each: no error where it had none, some where it had.
//!
//! The manifests lie beside the repository, not in it; where they are absent there is nothing to test.

use std::collections::BTreeMap;
use std::path::Path;

use playground::{Environment, Language, Problem, Reading, Severity};
use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    documents: Vec<Document>,
}

#[derive(Deserialize)]
struct Document {
    kind: String,
    name: Option<String>,
    verdict: String,
    #[serde(default)]
    reason: String,
}

impl Document {
    /// The cluster lacked the namespace or the tool had no place to send the kind: nothing is known of the object itself.
    fn is_judged(&self) -> bool {
        !matches!(&*self.reason, "NotSent" | "NotFound")
    }

    fn is_object_of(&self, problem: &Problem) -> bool {
        let Some((kind, name)) = problem
            .object
            .as_deref()
            .and_then(|object| object.split_once(' '))
        else {
            return false;
        };
        let name = name.rsplit('/').next().unwrap_or_default();
        kind == self.kind && Some(name) == self.name.as_deref()
    }
}

fn errors(text: &str) -> Vec<Problem> {
    let analysis = Reading::of(text, &Environment::default()).analysis(Language::Korean);
    let errors = analysis.problems.into_iter();
    errors
        .filter(|problem| problem.severity == Severity::Error)
        .collect()
}

#[test]
fn errors_stand_where_a_real_api_server_had_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/realworld");
    let Ok(verdicts) = std::fs::read_to_string(folder.join("verdicts.json")) else {
        return;
    };
    let verdicts: BTreeMap<String, File> = serde_json::from_str(&verdicts).unwrap();
    let mut differences = Vec::new();
    for (name, file) in &verdicts {
        let text = std::fs::read_to_string(folder.join("cases").join(name)).unwrap();
        let errors = errors(&text);
        for document in file
            .documents
            .iter()
            .filter(|document| document.is_judged())
        {
            let told: Vec<&str> = errors
                .iter()
                .filter(|problem| document.is_object_of(problem))
                .map(|problem| &*problem.message)
                .collect();
            if told.is_empty() != (document.verdict == "accepted") {
                let of = (&document.kind, &document.name, &document.verdict);
                differences.push(format!("{name}: {of:?}: {told:?}"));
            }
        }
        // Where everything was accepted, nothing else may be wrong either.
        if file
            .documents
            .iter()
            .all(|document| document.verdict == "accepted" || !document.is_judged())
            && !errors.is_empty()
        {
            differences.push(format!("{name}: {:?}", errors[0].message));
        }
    }
    assert_eq!(differences, [] as [&str; 0]);
}
