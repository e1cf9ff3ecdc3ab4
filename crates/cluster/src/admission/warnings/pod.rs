use crate::Value;

pub(super) fn pod(object: &Value) -> Vec<String> {
    super::hostname_warning(object, "the Pod's hostname")
        .into_iter()
        .collect()
}

pub(super) fn template(kind: &str, object: &Value) -> Vec<String> {
    match kind {
        "Deployment" => super::hostname_warning(object, "Pod names and hostnames")
            .into_iter()
            .collect(),
        _ => Vec::new(),
    }
}
