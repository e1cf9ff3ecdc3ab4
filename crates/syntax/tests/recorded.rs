//! What `kubectl` of Kubernetes 1.36.2 said to thousands of texts, where those recordings lie beside the repository.

use std::fs;
use std::path::{Path, PathBuf};

use syntax::yaml::{Budget, ErrorSource, Stream, read};

/// The recordings, if this machine has them.
fn recordings() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance");
    path.is_dir().then_some(path)
}

/// What `kubectl` prints about the first document that it cannot parse.
fn parse_error(stream: &Stream) -> Option<String> {
    let error = stream
        .documents
        .iter()
        .find_map(|document| document.error.as_ref())?;
    let before = match error.source {
        ErrorSource::Yaml | ErrorSource::Conversion => "error converting YAML to JSON: ",
        ErrorSource::Json { .. } | ErrorSource::Separator => "",
    };
    Some(format!("error parsing case.yaml: {before}{error}"))
}

#[test]
fn says_what_kubectl_said() {
    let Some(recordings) = recordings() else {
        return;
    };
    let (mut equal, mut different) = (0, Vec::new());
    for set in ["seed", "admission", "syntax", "clusters"] {
        let cases = recordings.join(set).join("cases");
        let mut names: Vec<_> = fs::read_dir(cases)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        names.sort();
        for case in names {
            let text = String::from_utf8_lossy(&fs::read(&case).unwrap()).into_owned();
            let name = case.file_stem().unwrap().to_string_lossy().into_owned();
            let answer = recordings
                .join(set)
                .join("answers")
                .join(format!("{name}.json"));
            let answer: serde_json::Value =
                serde_json::from_slice(&fs::read(answer).unwrap()).unwrap();
            let Some(stderr) = answer["kubectl"]["stderr"].as_str() else {
                continue;
            };
            let expected = stderr
                .lines()
                .find_map(|line| line.find("error parsing ").map(|at| line[at..].to_owned()));
            let stream = read(&text, Budget::default());
            let found = parse_error(&stream);
            if expected == found {
                equal += 1;
            } else {
                different.push(format!("{name}: expected {expected:?}, found {found:?}"));
            }
        }
    }
    println!("{equal} equal, {} different", different.len());
    assert!(
        different.is_empty(),
        "{equal} equal, {} different:\n{}",
        different.len(),
        different.join("\n")
    );
}
