//! Whatever a hand does to a good manifest: problems stand within the text, say something in both languages, and fixes mend.

mod common;

use std::collections::BTreeSet;

use common::{analyze, mend};
use playground::{Analysis, Language, Problem, Severity};
use proptest::prelude::*;

const MANIFESTS: [&str; 6] = [
    "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  labels:\n    app: web\n    version: \"1\"\nspec:\n  type: NodePort\n  \
     selector:\n    app: web\n  sessionAffinity: ClientIP\n  ports:\n  - name: http\n    port: 80\n    protocol: TCP\n    targetPort: http\n    \
     nodePort: 30080\n  - name: metrics\n    port: 9090\n",
    "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web-1\n  labels:\n    app: web\nspec:\n  restartPolicy: Always\n  containers:\n  \
     - name: web\n    image: registry.local/web:1\n    imagePullPolicy: IfNotPresent\n    ports:\n    - name: http\n      containerPort: 8080\n    \
     env:\n    - name: DEBUG\n      value: \"yes\"\n    resources:\n      limits:\n        cpu: 100m\n",
    "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 2\n  selector:\n    matchLabels:\n      app: web\n  \
     template:\n    metadata:\n      labels:\n        app: web\n    spec:\n      containers:\n      - name: web\n        image: web\n        \
     ports:\n        - {name: http, containerPort: 8080, protocol: TCP}\n",
    "apiVersion: v1\nkind: Service\nmetadata: {name: db}\nspec:\n  ports:\n  - {name: pg, port: 5432}\n---\napiVersion: v1\nkind: Endpoints\n\
     metadata: {name: db}\nsubsets:\n- addresses:\n  - ip: 10.9.0.1\n  ports:\n  - {name: pg, port: 5432}\n",
    "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  selector:\n    app: web\n    tier: front\n  ports:\n  - port: 80\n\
     ---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  labels:\n    app: web\n    tier: front\nspec:\n  selector:\n    \
     matchLabels:\n      app: web\n  template:\n    metadata:\n      labels:\n        app: web\n    spec:\n      containers:\n      \
     - name: web\n        image: web\n",
    "apiVersion: v1\nkind: Service\nmetadata:\n  name: db\nspec:\n  type: ExternalName\n  externalName: db.example.com.\n  ports:\n  \
     - name: pg\n    port: 5432\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: web-1, labels: {app: web}}\nspec:\n  containers:\n  \
     - name: web\n    image: web\n    args: [--host, 127.0.0.1]\n    volumeMounts:\n    - {name: data, mountPath: /data}\n  volumes:\n  \
     - name: data\n    emptyDir: {}\n",
];

const SCALARS: [&str; 24] = [
    "yes",
    "1",
    "1.5",
    "\"80\"",
    "'true'",
    "tcp",
    "clusterip",
    "Clusterip",
    "http",
    "70000",
    "-1",
    "Web_1",
    "\"\"",
    "~",
    "[]",
    "{}",
    "{a: b}",
    "[1, 2]",
    "always",
    "10.0.0.300",
    "웹",
    "|",
    "*a",
    "apps/v1",
];

const KEYS: [&str; 12] = [
    "ports",
    "port",
    "Port",
    "proto",
    "target-port",
    "targetport",
    "matchLabels",
    "lables",
    "name",
    "conatiners",
    "\"name\"",
    "키",
];

/// What a hand does to one line.
#[derive(Clone, Debug)]
enum Slip {
    Delete,
    Duplicate,
    Rename(&'static str),
    Value(&'static str),
    DropLetter(usize),
    Indent,
    Dedent,
}

fn slip() -> impl Strategy<Value = Slip> {
    prop_oneof![
        Just(Slip::Delete),
        Just(Slip::Duplicate),
        Just(Slip::Indent),
        Just(Slip::Dedent),
        prop::sample::select(&KEYS[..]).prop_map(Slip::Rename),
        prop::sample::select(&SCALARS[..]).prop_map(Slip::Value),
        (0_usize..12).prop_map(Slip::DropLetter),
    ]
}

fn slipped(line: &str, slip: &Slip) -> String {
    let body = line.trim_start_matches([' ', '-']);
    let indent = line.strip_suffix(body).unwrap_or_default();
    let (key, value) = body.split_once(':').unwrap_or((body, ""));
    match slip {
        Slip::Delete => String::new(),
        Slip::Duplicate => format!("{line}\n{line}\n"),
        Slip::Rename(new) => format!("{indent}{new}:{value}\n"),
        Slip::Value(new) => format!("{indent}{key}: {new}\n"),
        Slip::DropLetter(at) => {
            let letters = body.chars().enumerate().filter(|(index, _)| index != at);
            format!(
                "{indent}{}\n",
                letters.map(|(_, letter)| letter).collect::<String>()
            )
        }
        Slip::Indent => format!("  {line}\n"),
        Slip::Dedent => format!("{}\n", line.strip_prefix("  ").unwrap_or(line)),
    }
}

fn manifest() -> impl Strategy<Value = String> {
    let slips = prop::collection::vec((0_usize..40, slip()), 1..3);
    (prop::sample::select(&MANIFESTS[..]), slips).prop_map(|(text, slips)| {
        let mut lines: Vec<String> = text.lines().map(|line| format!("{line}\n")).collect();
        for (at, slip) in slips {
            let at = at % lines.len();
            if let Some(line) = lines.get_mut(at) {
                *line = slipped(line.trim_end_matches('\n'), &slip);
            }
        }
        lines.concat()
    })
}

/// Which mistake: its rule and field.
fn key(problem: &Problem) -> (String, Option<String>, Option<String>) {
    (
        problem.rule.clone(),
        problem.object.clone(),
        problem.field.clone(),
    )
}

fn errors(analysis: &Analysis) -> impl Iterator<Item = &Problem> {
    analysis
        .problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
}

/// A mistake that keeps the API server from looking at other values: a type of Service that does not exist decides nothing yet.
fn hides_others(problem: &Problem) -> bool {
    let hiding = [
        "unknown-field",
        "duplicate-field",
        "wrong-type",
        "unparsable-value",
        "unknown-kind",
        "yaml-syntax",
    ];
    let is_type =
        problem.rule == "unsupported-value" && problem.field.as_deref() == Some("spec.type");
    is_type || hiding.contains(&&*problem.rule)
}

/// The value that a message quotes: `"tcp"` of `Unsupported value: "tcp": supported values: …`.
fn quoted(message: &str) -> Option<&str> {
    let (_, rest) = [
        "Invalid value: \"",
        "Unsupported value: \"",
        "Duplicate value: \"",
    ]
    .iter()
    .find_map(|begin| message.split_once(begin))?;
    let (value, _) = rest.split_once('"')?;
    (!value.is_empty() && !value.contains('\\')).then_some(value)
}

fn covered(text: &str, problem: &Problem) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let range = problem.range.start as usize..problem.range.end as usize;
    String::from_utf16_lossy(units.get(range).unwrap_or_default())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn problems_stand_in_the_text_and_say_something(text in manifest()) {
        let units = text.encode_utf16().count() as u32;
        for language in Language::ALL {
            let analysis = analyze(&text, language);
            for problem in &analysis.problems {
                prop_assert!(problem.range.start <= problem.range.end && problem.range.end <= units, "{problem:?}");
                prop_assert!(!problem.message.trim().is_empty() && problem.explanation.as_ref().is_none_or(|it| !it.is_empty()));
                prop_assert!(problem.related.iter().all(|it| !it.message.is_empty() && it.range.end <= units));
                for edit in problem.fix.iter().flat_map(|fix| &fix.edits) {
                    prop_assert!(edit.range.start <= edit.range.end && edit.range.end <= units);
                }
                // A value that the server made up or a map's key stands elsewhere.
                if let Some(value) = quoted(&problem.message).filter(|value| text.contains(*value)) {
                    prop_assert!(covered(&text, problem).contains(value), "{} {:?}", problem.message, covered(&text, problem));
                }
            }
        }
    }

    #[test]
    fn a_fix_takes_its_problem_away_and_brings_no_error(text in manifest()) {
        let before = analyze(&text, Language::English);
        let known: BTreeSet<_> = errors(&before).map(key).collect();
        for problem in &before.problems {
            let Some(fix) = &problem.fix else { continue };
            let mended = mend(&text, std::iter::once(fix));
            let after = analyze(&mended, Language::English);
            let same = |other: &&Problem| key(other) == key(problem) && other.message == problem.message;
            // A key that stands three times is told twice in the same words.
            let told = |analysis: &Analysis| analysis.problems.iter().filter(|other| same(other)).count();
            prop_assert!(told(&after) < told(&before), "{} stays in\n{mended}", problem.label);
            // What a mistake hid comes to light when it goes.
            if !hides_others(problem) {
                let new: Vec<_> = errors(&after).filter(|other| !known.contains(&key(other))).map(|other| &other.label).collect();
                prop_assert!(new.is_empty(), "{} brings {new:?} in\n{mended}", problem.label);
            }
        }
    }

    #[test]
    fn fixes_come_to_an_end(text in manifest()) {
        let mut text = text;
        for _ in 0..5 {
            let analysis = analyze(&text, Language::Korean);
            let fixes: Vec<_> = analysis.problems.iter().filter_map(|problem| problem.fix.as_ref()).collect();
            if fixes.is_empty() {
                return Ok(());
            }
            text = mend(&text, fixes.into_iter());
        }
        let left = analyze(&text, Language::English);
        prop_assert!(left.problems.iter().all(|problem| problem.fix.is_none()), "{text}");
    }
}
