//! Environment variables and where they come from.

use super::{Errors, names};
use crate::Value;
use crate::admission::quantity::Quantity;
use crate::field::Path;

const FIELDS: [&str; 9] = [
    "metadata.name",
    "metadata.namespace",
    "metadata.uid",
    "spec.nodeName",
    "spec.serviceAccountName",
    "status.hostIP",
    "status.hostIPs",
    "status.podIP",
    "status.podIPs",
];
const RESOURCES: [&str; 6] = [
    "limits.cpu",
    "limits.ephemeral-storage",
    "limits.memory",
    "requests.cpu",
    "requests.ephemeral-storage",
    "requests.memory",
];
const SOURCES: [&str; 5] = [
    "fieldRef",
    "resourceFieldRef",
    "configMapKeyRef",
    "secretKeyRef",
    "fileKeyRef",
];

/// `ValidateEnv`
pub(super) fn variables(errors: &mut Errors, path: Path<'_>, container: &Value) {
    for (at, variable) in container.list("env").iter().enumerate() {
        let path = path.index(at);
        match variable.text("name") {
            "" => errors.required(path.child("name"), ""),
            name => errors.messages(path.child("name"), name, names::variable_name(name)),
        }
        if let Some(source) = variable.get("valueFrom") {
            value_from(errors, path.child("valueFrom"), variable, source);
        }
    }
}

/// `validateEnvVarValueFrom`
fn value_from(errors: &mut Errors, path: Path<'_>, variable: &Value, source: &Value) {
    if let Some(reference) = source.get("fieldRef") {
        field_reference(errors, path.child("fieldRef"), reference, &FIELDS);
    }
    if let Some(reference) = source.get("resourceFieldRef") {
        resource_reference(errors, path.child("resourceFieldRef"), reference, false);
    }
    for key_of in ["configMapKeyRef", "secretKeyRef"] {
        if let Some(reference) = source.get(key_of) {
            let path = path.child(key_of);
            let name = reference.text("name");
            errors.messages(path.child("name"), name, names::dns_subdomain(name));
            match reference.text("key") {
                "" => errors.required(path.child("key"), ""),
                key => errors.messages(path.child("key"), key, names::config_key(key)),
            }
        }
    }
    let sources = SOURCES.iter().filter(|kind| source.has(kind)).count();
    if sources == 0 {
        errors.invalid(
            path,
            "",
            "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`",
        );
    } else if !variable.text("value").is_empty() {
        errors.invalid(path, "", "may not be specified when `value` is not empty");
    } else if sources > 1 {
        let detail = "may not have more than one field specified at a time";
        errors.invalid(path, "", detail);
    }
}

/// `validateObjectFieldSelector`: `expressions` are the fields that may be named, sorted.
pub(super) fn field_reference(
    errors: &mut Errors,
    path: Path<'_>,
    reference: &Value,
    expressions: &[&str],
) {
    let version = reference.text("apiVersion");
    let field = reference.text("fieldPath");
    if field.is_empty() {
        errors.required(path.child("fieldPath"), "");
        return;
    }
    let field_path = path.child("fieldPath");
    let internal = match convert_label(version, field) {
        Ok(internal) => internal,
        Err(reason) => {
            let detail = format!("error converting fieldPath: {reason}");
            errors.invalid(field_path, field, &detail);
            return;
        }
    };
    match split_subscript(internal) {
        Some(("metadata.annotations", key)) => {
            let key = key.to_lowercase();
            errors.messages(path, key.as_str(), names::qualified_name(&key));
        }
        Some(("metadata.labels", key)) => {
            errors.messages(path, key, names::qualified_name(key));
        }
        Some((field, _)) => errors.invalid(path, field, "does not support subscript"),
        None if expressions.contains(&internal) => {}
        None => errors.not_supported(field_path, internal, expressions),
    }
}

/// `ConvertDownwardAPIFieldLabel`
fn convert_label<'a>(version: &str, label: &'a str) -> Result<&'a str, String> {
    if version != "v1" {
        return Err(format!("unsupported pod version: {version}"));
    }
    match split_subscript(label) {
        Some(("metadata.annotations" | "metadata.labels", _)) => return Ok(label),
        Some(_) => return Err(format!("field label does not support subscript: {label}")),
        None => {}
    }
    match label {
        "spec.host" => Ok("spec.nodeName"),
        "metadata.annotations"
        | "metadata.labels"
        | "metadata.name"
        | "metadata.namespace"
        | "metadata.uid"
        | "spec.nodeName"
        | "spec.restartPolicy"
        | "spec.serviceAccountName"
        | "spec.schedulerName"
        | "status.phase"
        | "status.hostIP"
        | "status.hostIPs"
        | "status.podIP"
        | "status.podIPs" => Ok(label),
        _ => Err(format!("field label not supported: {label}")),
    }
}

/// `SplitMaybeSubscriptedPath`: `metadata.labels['app']`.
fn split_subscript(path: &str) -> Option<(&str, &str)> {
    let (field, rest) = path.split_once("['")?;
    let key = rest.strip_suffix("']")?;
    (!field.is_empty()).then_some((field, key))
}

/// `validateContainerResourceFieldSelector`
pub(super) fn resource_reference(
    errors: &mut Errors,
    path: Path<'_>,
    reference: &Value,
    in_volume: bool,
) {
    let resource = reference.text("resource");
    let huge = ["requests.hugepages-", "limits.hugepages-"];
    let is_huge = huge.iter().any(|prefix| resource.starts_with(prefix));
    if in_volume && reference.text("containerName").is_empty() {
        errors.required(path.child("containerName"), "");
    } else if resource.is_empty() {
        errors.required(path.child("resource"), "");
    } else if !RESOURCES.contains(&resource) && !is_huge {
        let bad = crate::field::BadValue::from(resource);
        let error =
            crate::field::FieldError::not_supported(path.child("resource"), bad, &RESOURCES);
        errors.push(error);
    }
    let divisor = Quantity::parse(reference.text("divisor"));
    let Some(divisor) = divisor.filter(|divisor| divisor.nanos() != 0) else {
        return;
    };
    let divisor = divisor.to_string();
    let units = [
        "1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei",
    ];
    let (allowed, what): (&[&str], _) = match resource.split_once('.') {
        Some((_, "cpu")) => (&["1m", "1"], "cpu"),
        Some((_, "memory")) => (&units, "memory"),
        Some((_, "ephemeral-storage")) => (&units, "local ephemeral storage"),
        _ if is_huge => (&units, "hugepages"),
        _ => return,
    };
    if !allowed.contains(&divisor.as_str()) {
        let list = match what {
            "cpu" => "1m and 1".to_owned(),
            _ => units.join(", "),
        };
        let detail = format!("only divisor's values {list} are supported with the {what} resource");
        errors.invalid(path.child("divisor"), resource, &detail);
    }
}

/// `ValidateEnvFrom`
pub(super) fn sources(errors: &mut Errors, path: Path<'_>, container: &Value) {
    for (at, source) in container.list("envFrom").iter().enumerate() {
        let item = path.index(at);
        let prefix = source.text("prefix");
        if !prefix.is_empty() {
            errors.messages(item.child("prefix"), prefix, names::variable_name(prefix));
        }
        let mut found = 0;
        for kind in ["configMapRef", "secretRef"] {
            let Some(reference) = source.get(kind) else {
                continue;
            };
            found += 1;
            let field = item.child(kind);
            match reference.text("name") {
                "" => errors.required(field.child("name"), ""),
                name => {
                    let messages = names::dns_subdomain(&names::mask_trailing_dash(name));
                    errors.messages(field.child("name"), name, messages);
                }
            }
        }
        // At the list, not the item.
        match found {
            0 => errors.invalid(
                path,
                "",
                "must specify one of: `configMapRef` or `secretRef`",
            ),
            1 => {}
            _ => {
                let detail = "may not have more than one field specified at a time";
                errors.invalid(path, "", detail);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::admission::create::testing::{pod, refused};

    #[test]
    fn values_come_from_one_place_that_exists() {
        let from = |source: &str| format!(r#"{{"name": "A", "valueFrom": {source}}}"#);
        let cases = [
            (r#"{"value": "x"}"#.to_owned(), ".name: Required value"),
            (
                from("{}"),
                r#".valueFrom: Invalid value: "": must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`"#,
            ),
            (
                from(r#"{"fieldRef": {"fieldPath": "spec.x"}}"#),
                r#".valueFrom.fieldRef.fieldPath: Invalid value: "spec.x": error converting fieldPath: field label not supported: spec.x"#,
            ),
            (
                from(r#"{"fieldRef": {"fieldPath": "status.phase"}}"#),
                r#".valueFrom.fieldRef.fieldPath: Unsupported value: "status.phase": supported values: "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs""#,
            ),
            (
                from(r#"{"resourceFieldRef": {"resource": "limits.cpu", "divisor": "2"}}"#),
                r#".valueFrom.resourceFieldRef.divisor: Invalid value: "limits.cpu": only divisor's values 1m and 1 are supported with the cpu resource"#,
            ),
            (
                from(r#"{"secretKeyRef": {"name": "s", "key": ".."}}"#),
                r#".valueFrom.secretKeyRef.key: Invalid value: "..": must not be '..'"#,
            ),
        ];
        for (variable, error) in cases {
            let json = pod(&format!(r#", "env": [{variable}]"#), "");
            assert_eq!(
                refused("Pod", &json),
                [format!("spec.containers[0].env[0]{error}")]
            );
        }
        let label = from(r#"{"fieldRef": {"fieldPath": "metadata.labels['a']"}}"#);
        assert_eq!(
            refused("Pod", &pod(&format!(r#", "env": [{label}]"#), "")),
            [""; 0]
        );
    }

    #[test]
    fn whole_maps_are_told_of_at_the_list() {
        assert_eq!(
            refused("Pod", &pod(r#", "envFrom": [{}]"#, "")),
            [
                r#"spec.containers[0].envFrom: Invalid value: "": must specify one of: `configMapRef` or `secretRef`"#
            ]
        );
    }
}
