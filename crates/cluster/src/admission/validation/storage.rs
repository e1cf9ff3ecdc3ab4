//! The rarer kinds of volumes: disks of clouds and network file systems, most of them on their way out, and those of drivers.

use std::net::SocketAddr;

use super::{Errors, names};
use crate::Value;
use crate::admission::quantity::Quantity;
use crate::field::Path;
use crate::schema::values::PULL_POLICIES;

use super::security::local_descending;
use super::volume::required;

const PARTITION: &str = "must be between 1 and 255, inclusive";
const LUN: &str = "must be between 0 and 255, inclusive";
const REGISTRY: &str = "must be a host:port pair or multiple pairs separated by commas";
const CACHING: [&str; 3] = ["None", "ReadOnly", "ReadWrite"];
const AZURE_KINDS: [&str; 3] = ["Dedicated", "Managed", "Shared"];
const AZURE_MANAGED: &str = "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}";
const AZURE_BLOB: &str =
    "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd";
const ACCESS_MODES: [&str; 4] = [
    "ReadOnlyMany",
    "ReadWriteMany",
    "ReadWriteOnce",
    "ReadWriteOncePod",
];

/// The function of `pkg/apis/core/validation` for a volume source of that kind, at its path. `is_pod` is false in a template.
pub(super) fn source(
    errors: &mut Errors,
    path: Path<'_>,
    kind: &str,
    source: &Value,
    is_pod: bool,
) {
    match kind {
        "gitRepo" => {
            required(errors, path, source, "repository");
            local_descending(errors, path.child("directory"), source.text("directory"));
        }
        "gcePersistentDisk" => disk(errors, path, source, "pdName"),
        "awsElasticBlockStore" => disk(errors, path, source, "volumeID"),
        "iscsi" => iscsi(errors, path, source),
        "glusterfs" => all(errors, path, source, &["endpoints", "path"]),
        "flocker" => flocker(errors, path, source),
        "rbd" => {
            monitors(errors, path, source);
            required(errors, path, source, "image");
        }
        "cinder" => {
            required(errors, path, source, "volumeID");
            secret(errors, path, source);
        }
        "cephfs" => monitors(errors, path, source),
        "quobyte" => quobyte(errors, path, source),
        "fc" => fibre_channel(errors, path, source),
        "flexVolume" => flex(errors, path, source),
        "azureFile" => all(errors, path, source, &["secretName", "shareName"]),
        "vsphereVolume" => required(errors, path, source, "volumePath"),
        "photonPersistentDisk" => required(errors, path, source, "pdID"),
        "portworxVolume" => required(errors, path, source, "volumeID"),
        "azureDisk" => azure_disk(errors, path, source),
        "storageos" => storage_os(errors, path, source),
        "scaleIO" => all(errors, path, source, &["gateway", "system", "volumeName"]),
        "csi" => csi(errors, path, source),
        "ephemeral" => ephemeral(errors, path, source),
        "image" => {
            if is_pod {
                required(errors, path, source, "reference");
            }
            let policy = source.text("pullPolicy");
            errors.one_of(path.child("pullPolicy"), policy, &PULL_POLICIES);
        }
        _ => {}
    }
}

fn all(errors: &mut Errors, path: Path<'_>, source: &Value, fields: &[&str]) {
    for field in fields {
        required(errors, path, source, field);
    }
}

fn monitors(errors: &mut Errors, path: Path<'_>, source: &Value) {
    if source.list("monitors").is_empty() {
        errors.required(path.child("monitors"), "");
    }
}

/// The name of a `secretRef`, where there is one.
fn secret(errors: &mut Errors, path: Path<'_>, source: &Value) {
    if let Some(secret) = source.get("secretRef").filter(|secret| !secret.is_null()) {
        required(errors, path.child("secretRef"), secret, "name");
    }
}

/// `validateGCEPersistentDiskVolumeSource`, `validateAWSElasticBlockStoreVolumeSource`
fn disk(errors: &mut Errors, path: Path<'_>, source: &Value, id: &str) {
    required(errors, path, source, id);
    let partition = source.int("partition");
    if !(0..=255).contains(&partition) {
        errors.invalid(path.child("partition"), partition, PARTITION);
    }
}

fn lun(errors: &mut Errors, path: Path<'_>, lun: i64) {
    if !(0..=255).contains(&lun) {
        errors.invalid(path.child("lun"), lun, LUN);
    }
}

fn iscsi(errors: &mut Errors, path: Path<'_>, source: &Value) {
    required(errors, path, source, "targetPortal");
    match source.text("iqn") {
        "" => errors.required(path.child("iqn"), ""),
        name => initiator(errors, path.child("iqn"), name),
    }
    lun(errors, path, source.int("lun"));
    let with_secret = source.flag("chapAuthDiscovery") || source.flag("chapAuthSession");
    if with_secret && !source.has("secretRef") {
        errors.required(path.child("secretRef"), "");
    }
    if let Some(name) = source.get("initiatorName").and_then(Value::as_str) {
        initiator(errors, path.child("initiatorname"), name);
    }
}

fn initiator(errors: &mut Errors, path: Path<'_>, name: &str) {
    let alphanumeric = |text: &str, length: usize| {
        let mut rest = text.chars();
        rest.next().is_some()
            && rest.as_str().len() == length
            && rest
                .as_str()
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric())
    };
    let valid = if let Some(rest) = name.strip_prefix("iqn") {
        is_iqn(rest)
    } else if let Some(rest) = name.strip_prefix("eui") {
        alphanumeric(rest, 16)
    } else if let Some(rest) = name.strip_prefix("naa") {
        alphanumeric(rest, 32)
    } else {
        let detail = "must be valid format starting with iqn, eui, or naa";
        errors.invalid(path, name, detail);
        return;
    };
    if !valid {
        errors.invalid(path, name, "must be valid format");
    }
}

/// `iscsiInitiatorIqnRegex` behind its first letters: `.2016-04.test.com:storage`.
fn is_iqn(rest: &str) -> bool {
    let digits =
        |text: &str, count| text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    let parts = rest
        .strip_prefix('.')
        .and_then(|rest| rest.split_once('.'))
        .and_then(|(date, rest)| Some((date.split_once('-')?, rest.split_once(':')?)));
    parts.is_some_and(|((year, month), (authority, name))| {
        digits(year, 4)
            && digits(month, 2)
            && !authority.is_empty()
            && authority
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.')
            && !name.is_empty()
            && !name.contains([',', ';', '*', '&', '$', '|'])
            && !name.contains(|c: char| c.is_ascii_whitespace())
    })
}

fn flocker(errors: &mut Errors, path: Path<'_>, source: &Value) {
    let (name, id) = (source.text("datasetName"), source.text("datasetUUID"));
    if name.is_empty() && id.is_empty() {
        errors.required(path, "one of datasetName and datasetUUID is required");
    }
    if !name.is_empty() && !id.is_empty() {
        let detail = "datasetName and datasetUUID can not be specified simultaneously";
        errors.invalid(path, "resource", detail);
    }
    if name.contains('/') {
        errors.invalid(path.child("datasetName"), name, "must not contain '/'");
    }
}

fn quobyte(errors: &mut Errors, path: Path<'_>, source: &Value) {
    let (registry, tenant) = (source.text("registry"), source.text("tenant"));
    if registry.is_empty() {
        errors.required(path.child("registry"), REGISTRY);
    } else if tenant.len() >= 65 {
        let detail = "must be a UUID and may not exceed a length of 64 characters";
        errors.required(path.child("tenant"), detail);
    } else {
        let wrong = registry.split(',').filter(|pair| !is_host_and_port(pair));
        for _ in wrong {
            errors.invalid(path.child("registry"), registry, REGISTRY);
        }
    }
    required(errors, path, source, "volume");
}

/// Whether Go's `net.SplitHostPort` takes it: one colon outside brackets, nothing checked beyond.
fn is_host_and_port(pair: &str) -> bool {
    pair.parse::<SocketAddr>().is_ok()
        || pair.split_once(':').is_some_and(|(host, port)| {
            !host.contains(['[', ']']) && !port.contains([':', '[', ']'])
        })
}

fn fibre_channel(errors: &mut Errors, path: Path<'_>, source: &Value) {
    let field = path.child("targetWWNs");
    let (targets, worldwide) = (source.list("targetWWNs"), source.list("wwids"));
    if targets.is_empty() && worldwide.is_empty() {
        errors.required(
            field,
            "must specify either targetWWNs or wwids, but not both",
        );
    }
    if targets.is_empty() {
        return;
    }
    if !worldwide.is_empty() {
        let detail = "targetWWNs and wwids can not be specified simultaneously";
        errors.invalid(field, source.part("targetWWNs"), detail);
    }
    match source.get("lun").and_then(Value::as_int) {
        None => errors.required(
            path.child("lun"),
            "lun is required if targetWWNs is specified",
        ),
        Some(number) => lun(errors, path, number),
    }
}

fn flex(errors: &mut Errors, path: Path<'_>, source: &Value) {
    required(errors, path, source, "driver");
    let options = path.child("options");
    for (key, _) in source
        .part("options")
        .as_map()
        .into_iter()
        .flat_map(crate::Map::iter)
    {
        let namespace = key
            .split_once('/')
            .map_or(&**key, |(namespace, _)| namespace);
        let namespace = format!(".{}", namespace.to_lowercase());
        if namespace.ends_with(".kubernetes.io") || namespace.ends_with(".k8s.io") {
            let detail = "kubernetes.io and k8s.io namespaces are reserved";
            errors.invalid(options.key(key), &**key, detail);
        }
    }
}

fn azure_disk(errors: &mut Errors, path: Path<'_>, source: &Value) {
    all(errors, path, source, &["diskName", "diskURI"]);
    let (caching, kind) = (source.text("cachingMode"), source.text("kind"));
    if !CACHING.contains(&caching) {
        errors.not_supported(path.child("cachingMode"), caching, &CACHING);
    }
    if !AZURE_KINDS.contains(&kind) {
        errors.not_supported(path.child("kind"), kind, &AZURE_KINDS);
    }
    let address = source.text("diskURI");
    let (begin, form) = match kind {
        "Managed" => ("/subscriptions/", AZURE_MANAGED),
        _ => ("https://", AZURE_BLOB),
    };
    if !address.starts_with(begin) {
        errors.not_supported(path.child("diskURI"), address, &[form]);
    }
}

fn storage_os(errors: &mut Errors, path: Path<'_>, source: &Value) {
    match source.text("volumeName") {
        "" => errors.required(path.child("volumeName"), ""),
        name => errors.messages(path.child("volumeName"), name, names::dns_label(name)),
    }
    let namespace = source.text("volumeNamespace");
    if !namespace.is_empty() {
        let field = path.child("volumeNamespace");
        errors.messages(field, namespace, names::dns_label(namespace));
    }
    secret(errors, path, source);
}

/// `validateCSIVolumeSource` and `ValidateCSIDriverName`
fn csi(errors: &mut Errors, path: Path<'_>, source: &Value) {
    let driver = source.text("driver");
    let field = path.child("driver");
    required(errors, path, source, "driver");
    if driver.len() > 63 {
        errors.too_long(field, 63);
    }
    errors.messages(field, driver, names::dns_subdomain(&driver.to_lowercase()));
    let Some(secret) = source
        .get("nodePublishSecretRef")
        .filter(|it| !it.is_null())
    else {
        return;
    };
    match secret.text("name") {
        "" => errors.required(path.child("nodePublishSecretRef").child("name"), ""),
        // Not at the secret: so it is upstream.
        name => errors.messages(path.child("name"), name, names::dns_subdomain(name)),
    }
}

/// `validateEphemeralVolumeSource`, and of `ValidatePersistentVolumeClaimSpec` what people get wrong.
fn ephemeral(errors: &mut Errors, path: Path<'_>, source: &Value) {
    let path = path.child("volumeClaimTemplate");
    let Some(claim) = source.get("volumeClaimTemplate").filter(|it| !it.is_null()) else {
        errors.required(path, "");
        return;
    };
    let (path, spec) = (path.child("spec"), claim.part("spec"));
    let modes = path.child("accessModes");
    if spec.list("accessModes").is_empty() {
        errors.required(modes, "at least 1 access mode is required");
    }
    for mode in spec
        .texts("accessModes")
        .filter(|mode| !ACCESS_MODES.contains(mode))
    {
        errors.not_supported(modes, mode, &ACCESS_MODES);
    }
    let known = || {
        spec.texts("accessModes")
            .filter(|mode| ACCESS_MODES.contains(mode))
    };
    let alone = |mode: &&str| *mode == "ReadWriteOncePod";
    if known().any(|mode| alone(&mode)) && known().any(|mode| !alone(&mode)) {
        let detail = "may not use ReadWriteOncePod with other access modes";
        errors.forbidden(modes, detail);
    }
    let resources = path.child("resources");
    let storage = spec.part("resources").part("requests").get("storage");
    match storage.and_then(Value::as_str) {
        None => errors.required(resources.key("storage"), ""),
        Some(size) if Quantity::parse(size).is_some_and(|size| size.nanos() <= 0) => {
            errors.invalid(resources.key("storage"), size, "must be greater than zero");
        }
        Some(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::admission::create::testing::{pod, refused};

    fn errors(volume: &str) -> Vec<String> {
        let volume = format!(r#", "volumes": [{{"name": "v", {volume}}}]"#);
        let errors = refused("Pod", &pod("", &volume)).into_iter();
        errors
            .map(|error| error.replacen("spec.volumes[0].", "", 1))
            .collect()
    }

    #[test]
    fn what_every_kind_needs() {
        let cases: [(&str, &[&str]); 9] = [
            (r#""gitRepo": {}"#, &["gitRepo.repository: Required value"]),
            // The path is another than that of the field.
            (
                r#""gcePersistentDisk": {"partition": 300}"#,
                &[
                    "persistentDisk.pdName: Required value",
                    "persistentDisk.partition: Invalid value: 300: must be between 1 and 255, inclusive",
                ],
            ),
            (
                r#""rbd": {}"#,
                &["rbd.monitors: Required value", "rbd.image: Required value"],
            ),
            (
                r#""flocker": {}"#,
                &["flocker: Required value: one of datasetName and datasetUUID is required"],
            ),
            (
                r#""fc": {"targetWWNs": ["a"]}"#,
                &["fc.lun: Required value: lun is required if targetWWNs is specified"],
            ),
            (
                r#""azureDisk": {"diskName": "d", "diskURI": "d"}"#,
                &[
                    r#"azureDisk.diskURI: Unsupported value: "d": supported values: "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd""#,
                ],
            ),
            (
                r#""ephemeral": {"volumeClaimTemplate": {"spec": {}}}"#,
                &[
                    "ephemeral.volumeClaimTemplate.spec.accessModes: Required value: at least 1 access mode is required",
                    "ephemeral.volumeClaimTemplate.spec.resources[storage]: Required value",
                ],
            ),
            (r#""image": {}"#, &["image.reference: Required value"]),
            (
                r#""csi": {"driver": "d.io", "nodePublishSecretRef": {}}"#,
                &["csi.nodePublishSecretRef.name: Required value"],
            ),
        ];
        for (volume, expected) in cases {
            assert_eq!(errors(volume), expected);
        }
    }

    #[test]
    fn names_of_iscsi_initiators() {
        let error = |name: &str| {
            errors(&format!(
                r#""iscsi": {{"targetPortal": "p", "iqn": "{name}", "lun": 0}}"#
            ))
            .len()
        };
        for good in [
            "iqn.2016-04.test.com:storage.target00",
            "eui.0123456789abcdef",
            "naa.0123456789abcdef0123456789abcdef",
        ] {
            assert_eq!(error(good), 0, "{good}");
        }
        for bad in ["x", "iqn.2016.test.com:a", "iqn.2016-04.test.com", "eui.01"] {
            assert_eq!(error(bad), 1, "{bad}");
        }
    }
}
