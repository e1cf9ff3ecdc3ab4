//! What `kubectl` of Kubernetes 1.36.2 said to thousands of texts, where those recordings lie beside the repository.
// Helpers of tests may unwrap and index as tests may.
#![allow(clippy::indexing_slicing, clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use syntax::yaml::{Budget, Document, ErrorSource, Stream, read, read_bytes};

/// The recordings, if this machine has them.
fn recordings() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance");
    path.is_dir().then_some(path)
}

/// The recorded files: name, bytes and answer.
fn raw_cases(recordings: &Path) -> Vec<(String, Vec<u8>, Value)> {
    let mut cases = Vec::new();
    for set in ["seed", "admission", "syntax", "clusters"] {
        let directory = recordings.join(set).join("cases");
        let mut paths: Vec<_> = fs::read_dir(directory)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        paths.sort();
        for path in paths {
            let bytes = fs::read(&path).unwrap();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let answer = recordings
                .join(set)
                .join("answers")
                .join(format!("{name}.json"));
            cases.push((
                name,
                bytes,
                serde_json::from_slice(&fs::read(answer).unwrap()).unwrap(),
            ));
        }
    }
    cases
}

/// The same as text.
fn cases(recordings: &Path) -> impl Iterator<Item = (String, String, Value)> {
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    raw_cases(recordings)
        .into_iter()
        .map(move |(name, bytes, answer)| (name, text(bytes), answer))
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
    for (name, text, answer) in cases(&recordings) {
        let Some(stderr) = answer["kubectl"]["stderr"].as_str() else {
            continue;
        };
        let expected = stderr
            .lines()
            .find_map(|line| line.find("error parsing ").map(|at| line[at..].to_owned()));
        let found = parse_error(&read(&text, Budget::default()));
        if expected == found {
            equal += 1;
        } else {
            different.push(format!("{name}: expected {expected:?}, found {found:?}"));
        }
    }
    assert!(
        different.is_empty(),
        "{equal} equal, {} different:\n{}",
        different.len(),
        different.join("\n")
    );
}

/// How many objects a document holds: a List those in it, a broken one is one.
fn objects(document: &Document) -> usize {
    let root = document.root.as_ref().filter(|_| document.error.is_none());
    let kind = root
        .and_then(|root| root.get("kind"))
        .and_then(|kind| kind.value.as_str());
    let items = root
        .and_then(|root| root.get("items"))
        .filter(|_| kind == Some("List"));
    items.map_or(1, |items| items.value.items().len())
}

/// How many documents `kubectl` takes out of a stream. A mistake within a document spares the others there as here, but a bad
/// separator loses the document before it and all that follows, and JSON that is no YAML either all that follows.
fn taken(stream: &Stream) -> usize {
    let source = |document: &Document| document.error.as_ref().map(|error| error.source);
    for (index, document) in stream.documents.iter().enumerate() {
        match source(document) {
            Some(ErrorSource::Separator) => return index,
            Some(ErrorSource::Json { .. }) => return index + 1,
            _ => {}
        }
    }
    stream.documents.len()
}

#[test]
fn finds_the_documents_that_were_sent() {
    let Some(recordings) = recordings() else {
        return;
    };
    for (name, text, answer) in cases(&recordings) {
        let stream = read(&text, Budget::default());
        let documents = stream.documents.iter().take(taken(&stream));
        let found: usize = documents.map(objects).sum();
        assert_eq!(
            found,
            answer["documents"].as_array().unwrap().len(),
            "{name}"
        );
    }
}

#[test]
fn says_what_the_api_server_said_to_what_is_not_yaml() {
    let Some(recordings) = recordings() else {
        return;
    };
    let (mut equal, mut different) = (0, Vec::new());
    for (name, bytes, answer) in raw_cases(&recordings) {
        let (_, stream) = read_bytes(&bytes, Budget::default());
        let recorded = answer["documents"].as_array().unwrap();
        if recorded.len() != taken(&stream) {
            continue;
        }
        for (document, recorded) in stream.documents.iter().zip(recorded) {
            let message = recorded["message"].as_str().unwrap_or_default();
            let said = message.strip_prefix(
                "the object provided is unrecognized (must be of type Service): yaml: ",
            );
            let expected = said.map(|said| {
                format!(
                    "yaml: {}",
                    said.rsplit_once(" (").map_or(said, |(words, _)| words)
                )
            });
            let found = document
                .refused_as_yaml
                .as_ref()
                .or(document.error.as_ref())
                .map(ToString::to_string);
            if expected == found {
                equal += 1;
            } else {
                different.push(format!("{name}: expected {expected:?}, found {found:?}"));
            }
        }
    }
    assert!(
        different.is_empty(),
        "{equal} equal, {} different:\n{}",
        different.len(),
        different.join("\n")
    );
}
