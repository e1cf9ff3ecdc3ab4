use std::path::Path;

use super::{case, measure, ratchet};

/// The recorded answers that stand in the repository.
fn recorded() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/conformance")
}

#[test]
fn agrees_with_kubernetes_as_far_as_it_once_did() {
    let cases = case::read(&recorded()).unwrap();
    assert!(cases.len() > 1000, "{} cases", cases.len());
    let report = measure(&cases, &[]);
    let kept = ratchet::read(&recorded().join("ratchet.json")).unwrap();
    report.judge(&kept).unwrap();
}
