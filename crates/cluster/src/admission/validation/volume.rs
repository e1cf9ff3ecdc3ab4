//! Volumes and how containers mount them.

use std::collections::{BTreeMap, BTreeSet};

use super::pod::Pod;
use super::security::{local_descending, no_backsteps};
use super::{Errors, env, names, storage};
use crate::Value;
use crate::admission::quantity::Quantity;
use crate::field::{FieldError, Path};

const FILE_MODE: &str = "must be a number between 0 and 0777 (octal), both inclusive";
const HOST_PATH_TYPES: [&str; 8] = [
    "",
    "BlockDevice",
    "CharDevice",
    "Directory",
    "DirectoryOrCreate",
    "File",
    "FileOrCreate",
    "Socket",
];
const PROPAGATIONS: [&str; 3] = ["Bidirectional", "HostToContainer", "None"];
const DOWNWARD_FIELDS: [&str; 5] = [
    "metadata.annotations",
    "metadata.labels",
    "metadata.name",
    "metadata.namespace",
    "metadata.uid",
];
/// What a volume can be, in the order in which the server looks for it.
const SOURCES: [&str; 30] = [
    "emptyDir",
    "hostPath",
    "gitRepo",
    "gcePersistentDisk",
    "awsElasticBlockStore",
    "secret",
    "nfs",
    "iscsi",
    "glusterfs",
    "flocker",
    "persistentVolumeClaim",
    "rbd",
    "cinder",
    "cephfs",
    "quobyte",
    "downwardAPI",
    "fc",
    "flexVolume",
    "configMap",
    "azureFile",
    "vsphereVolume",
    "photonPersistentDisk",
    "portworxVolume",
    "azureDisk",
    "storageos",
    "projected",
    "scaleIO",
    "csi",
    "ephemeral",
    "image",
];

/// `ValidateVolumes`. Gives those without mistakes, by name: only they can be mounted.
pub(super) fn volumes<'a>(
    errors: &mut Errors,
    path: Path<'_>,
    spec: &'a Value,
    is_pod: bool,
) -> BTreeMap<&'a str, &'a Value> {
    let mut good = BTreeMap::new();
    for (at, volume) in spec.list("volumes").iter().enumerate() {
        let path = path.index(at);
        let name = volume.text("name");
        let mut wrong = Errors::default();
        source(&mut wrong, path, volume, is_pod);
        if name.is_empty() {
            wrong.required(path.child("name"), "");
        } else {
            wrong.messages(path.child("name"), name, names::dns_label(name));
        }
        if good.contains_key(name) {
            wrong.duplicate(path.child("name"), name);
        }
        if wrong.len() == 0 {
            good.insert(name, volume);
        }
        errors.extend(wrong.into_vec());
    }
    good
}

/// `validateVolumeSource`: one of them.
fn source(errors: &mut Errors, path: Path<'_>, volume: &Value, is_pod: bool) {
    let mut found = false;
    for kind in SOURCES {
        let Some(source) = volume.get(kind) else {
            continue;
        };
        if found {
            let detail = "may not specify more than 1 volume type";
            // Two of the fields are called by other names here, and one has another name in what is wrong with it.
            let name = match kind {
                "cephfs" => "cephFS",
                "downwardAPI" => "downwarAPI",
                _ => kind,
            };
            errors.forbidden(path.child(name), detail);
        } else {
            let name = match kind {
                "gcePersistentDisk" => "persistentDisk",
                _ => kind,
            };
            one_source(errors, path.child(name), kind, source, is_pod);
        }
        found = true;
    }
    if !found {
        errors.required(path, "must specify a volume type");
    }
}

fn one_source(errors: &mut Errors, path: Path<'_>, kind: &str, source: &Value, is_pod: bool) {
    match kind {
        "emptyDir" => {
            let limit = source.get("sizeLimit").and_then(Value::as_str);
            if limit
                .and_then(Quantity::parse)
                .is_some_and(|limit| limit.nanos() < 0)
            {
                let detail = "SizeLimit field must be a valid resource quantity";
                errors.forbidden(path.child("sizeLimit"), detail);
            }
        }
        "hostPath" => host_path(errors, path, source),
        "secret" => {
            required(errors, path, source, "secretName");
            file_mode(errors, path.child("defaultMode"), source, "defaultMode");
            key_paths(errors, path, source);
        }
        "configMap" => {
            required(errors, path, source, "name");
            file_mode(errors, path.child("defaultMode"), source, "defaultMode");
            key_paths(errors, path, source);
        }
        "persistentVolumeClaim" => required(errors, path, source, "claimName"),
        "nfs" => {
            required(errors, path, source, "server");
            required(errors, path, source, "path");
            let file = source.text("path");
            if !file.starts_with('/') {
                errors.invalid(path.child("path"), file, "must be an absolute path");
            }
        }
        "downwardAPI" => {
            file_mode(errors, path.child("defaultMode"), source, "defaultMode");
            for item in source.list("items") {
                // At the volume, not the item.
                downward_file(errors, path, item);
            }
        }
        "projected" => projected(errors, path, source),
        _ => storage::source(errors, path, kind, source, is_pod),
    }
}

pub(super) fn required(errors: &mut Errors, path: Path<'_>, holder: &Value, field: &str) {
    if holder.text(field).is_empty() {
        errors.required(path.child(field), "");
    }
}

fn file_mode(errors: &mut Errors, path: Path<'_>, holder: &Value, field: &str) {
    if let Some(mode) = holder.get(field).and_then(Value::as_int)
        && !(0..=0o777).contains(&mode)
    {
        errors.invalid(path, mode, FILE_MODE);
    }
}

fn host_path(errors: &mut Errors, path: Path<'_>, source: &Value) {
    let file = source.text("path");
    if file.is_empty() {
        errors.required(path.child("path"), "");
        return;
    }
    no_backsteps(errors, path.child("path"), file);
    if let Some(kind) = source.get("type").and_then(Value::as_str)
        && !HOST_PATH_TYPES.contains(&kind)
    {
        errors.not_supported(path.child("type"), kind, &HOST_PATH_TYPES);
    }
}

/// `validateKeyToPath`, for each item.
fn key_paths(errors: &mut Errors, path: Path<'_>, source: &Value) {
    let list = path.child("items");
    for (at, item) in source.list("items").iter().enumerate() {
        let path = list.index(at);
        required(errors, path, item, "key");
        required(errors, path, item, "path");
        local_not_reserved(errors, path.child("path"), item.text("path"));
        file_mode(errors, path.child("mode"), item, "mode");
    }
}

/// `ValidateLocalNonReservedPath`
fn local_not_reserved(errors: &mut Errors, path: Path<'_>, file: &str) {
    local_descending(errors, path, file);
    // A path that begins with `../` was told of already.
    if file.starts_with("..") && !file.starts_with("../") {
        errors.invalid(path, file, "must not start with '..'");
    }
}

fn downward_file(errors: &mut Errors, path: Path<'_>, file: &Value) {
    required(errors, path, file, "path");
    local_not_reserved(errors, path.child("path"), file.text("path"));
    match (file.get("fieldRef"), file.get("resourceFieldRef")) {
        (Some(field), resource) => {
            env::field_reference(errors, path.child("fieldRef"), field, &DOWNWARD_FIELDS);
            if resource.is_some() {
                let detail = "fieldRef and resourceFieldRef can not be specified simultaneously";
                errors.invalid(path, "resource", detail);
            }
        }
        (None, Some(resource)) => {
            env::resource_reference(errors, path.child("resourceFieldRef"), resource, true);
        }
        (None, None) => {
            errors.required(path, "one of fieldRef and resourceFieldRef is required");
        }
    }
    file_mode(errors, path.child("mode"), file, "mode");
}

/// `validateProjectedVolumeSource` and `validateProjectionSources`
fn projected(errors: &mut Errors, path: Path<'_>, source: &Value) {
    file_mode(errors, path.child("defaultMode"), source, "defaultMode");
    let list = path.child("sources");
    let mut files = BTreeSet::new();
    for (at, part) in source.list("sources").iter().enumerate() {
        let item = list.index(at);
        for kind in ["secret", "configMap"] {
            if let Some(source) = part.get(kind) {
                let name = source.text("name");
                required(errors, item.child(kind), source, "name");
                key_paths(errors, item.child(kind), source);
                unique_files(errors, path, source, &mut files, |_| name);
            }
        }
        if let Some(source) = part.get("downwardAPI") {
            let item = item.child("downwardAPI");
            for file in source.list("items") {
                downward_file(errors, item, file);
            }
            unique_files(errors, path, source, &mut files, |file| file);
        }
        if let Some(token) = part.get("serviceAccountToken") {
            token_projection(errors, path, item.child("serviceAccountToken"), token);
        }
        if part.as_map().is_some_and(|part| part.len() > 1) {
            let detail = "may not specify more than 1 volume type per source";
            errors.forbidden(item, detail);
        }
    }
}

/// Tells of files that stand twice, at the volume, by what `shown` makes of their path.
fn unique_files<'a>(
    errors: &mut Errors,
    path: Path<'_>,
    source: &'a Value,
    seen: &mut BTreeSet<&'a str>,
    shown: impl Fn(&'a str) -> &'a str,
) {
    for item in source.list("items") {
        let file = item.text("path");
        if seen.contains(&file) {
            errors.invalid(path, shown(file), "conflicting duplicate paths");
        } else if !file.is_empty() {
            seen.insert(file);
        }
    }
}

/// The path of the token is told of at the volume, its age at the source.
fn token_projection(errors: &mut Errors, volume: Path<'_>, path: Path<'_>, token: &Value) {
    let seconds = token.int("expirationSeconds");
    let field = path.child("expirationSeconds");
    if seconds < 600 {
        errors.invalid(
            field,
            seconds,
            "may not specify a duration less than 10 minutes",
        );
    }
    if seconds > 1 << 32 {
        errors.invalid(
            field,
            seconds,
            "may not specify a duration larger than 2^32 seconds",
        );
    }
    match token.text("path") {
        "" => errors.required(volume.child("path"), ""),
        file => local_not_reserved(errors, volume.child("path"), file),
    }
}

/// The names and paths of a container's mounts, or of its devices.
struct Places<'a> {
    names: BTreeSet<&'a str>,
    files: BTreeSet<&'a str>,
}

impl<'a> Places<'a> {
    fn of(container: &'a Value, list: &str, path: &str) -> Self {
        let items = container.list(list);
        Self {
            names: items.iter().map(|item| item.text("name")).collect(),
            files: items.iter().map(|item| item.text(path)).collect(),
        }
    }
}

/// `ValidateVolumeMounts`
pub(super) fn mounts(errors: &mut Errors, path: Path<'_>, container: &Value, pod: Pod<'_>) {
    let devices = Places::of(container, "volumeDevices", "devicePath");
    let mut seen = BTreeSet::new();
    for (at, mount) in container.list("volumeMounts").iter().enumerate() {
        let item = path.index(at);
        let (name, file) = (mount.text("name"), mount.text("mountPath"));
        if name.is_empty() {
            errors.required(item.child("name"), "");
        }
        if !pod.volumes.contains_key(name) {
            errors.push(FieldError::not_found(item.child("name"), name, ""));
        }
        if file.is_empty() {
            errors.required(item.child("mountPath"), "");
        }
        if seen.contains(&file) {
            errors.invalid(item.child("mountPath"), file, "must be unique");
        }
        seen.insert(file);
        if devices.names.contains(name) {
            let detail = "must not already exist in volumeDevices";
            errors.invalid(item.child("name"), name, detail);
        }
        if devices.files.contains(file) {
            let detail = "must not already exist as a path in volumeDevices";
            errors.invalid(item.child("mountPath"), file, detail);
        }
        sub_paths(errors, path, item, mount);
        // From here on at the list, not the item.
        if let Some(kind) = mount.get("mountPropagation").and_then(Value::as_str) {
            propagation(errors, path.child("mountPropagation"), kind, container);
        }
        if mount.has("recursiveReadOnly") {
            recursive_read_only(errors, path.child("recursiveReadOnly"), mount);
        }
    }
}

fn sub_paths(errors: &mut Errors, list: Path<'_>, item: Path<'_>, mount: &Value) {
    let (sub, expression) = (mount.text("subPath"), mount.text("subPathExpr"));
    if !sub.is_empty() {
        local_descending(errors, list.child("subPath"), sub);
    }
    if !expression.is_empty() {
        if !sub.is_empty() {
            let detail = "subPathExpr and subPath are mutually exclusive";
            errors.invalid(item.child("subPathExpr"), expression, detail);
        }
        local_descending(errors, list.child("subPathExpr"), expression);
    }
}

/// `validateMountPropagation`
fn propagation(errors: &mut Errors, path: Path<'_>, kind: &str, container: &Value) {
    if !PROPAGATIONS.contains(&kind) {
        errors.not_supported(path, kind, &PROPAGATIONS);
    } else if kind == "Bidirectional" && !container.part("securityContext").flag("privileged") {
        let detail = "Bidirectional mount propagation is available only to privileged containers";
        errors.forbidden(path, detail);
    }
}

/// `validateMountRecursiveReadOnly`
fn recursive_read_only(errors: &mut Errors, path: Path<'_>, mount: &Value) {
    match mount.text("recursiveReadOnly") {
        "Disabled" => {}
        "Enabled" | "IfPossible" => {
            if !mount.flag("readOnly") {
                errors.forbidden(path, "may only be specified when readOnly is true");
            }
            if !matches!(mount.text("mountPropagation"), "" | "None") {
                let detail = "may only be specified when mountPropagation is None or not specified";
                errors.forbidden(path, detail);
            }
        }
        kind => errors.not_supported(path, kind, &["Disabled", "Enabled", "IfPossible"]),
    }
}

/// `ValidateVolumeDevices`
pub(super) fn devices(errors: &mut Errors, path: Path<'_>, container: &Value, pod: Pod<'_>) {
    let mounts = Places::of(container, "volumeMounts", "mountPath");
    let mut names_seen = BTreeSet::new();
    let mut paths_seen = BTreeSet::new();
    for (at, device) in container.list("volumeDevices").iter().enumerate() {
        let path = path.index(at);
        let (name, file) = (device.text("name"), device.text("devicePath"));
        if name.is_empty() {
            errors.required(path.child("name"), "");
        }
        if names_seen.contains(&name) {
            errors.invalid(path.child("name"), name, "must be unique");
        }
        match pod.volumes.get(name) {
            None => errors.push(FieldError::not_found(path.child("name"), name, "")),
            Some(volume) if volume.has("persistentVolumeClaim") || volume.has("ephemeral") => {}
            Some(_) => errors.invalid(
                path.child("name"),
                name,
                "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode",
            ),
        }
        if file.is_empty() {
            errors.required(path.child("devicePath"), "");
        }
        if paths_seen.contains(&file) {
            errors.invalid(path.child("devicePath"), file, "must be unique");
        }
        if file.split('/').any(|part| part == "..") {
            let detail = "can not contain backsteps ('..')";
            errors.invalid(path.child("devicePath"), file, detail);
        } else {
            paths_seen.insert(file);
        }
        if mounts.names.contains(name) {
            let detail = "must not already exist in volumeMounts";
            errors.invalid(path.child("name"), name, detail);
        }
        if mounts.files.contains(file) {
            let detail = "must not already exist as a path in volumeMounts";
            errors.invalid(path.child("devicePath"), file, detail);
        }
        if !name.is_empty() {
            names_seen.insert(name);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::admission::create::testing::{created, pod, refused};

    #[test]
    fn volumes() {
        let errors =
            |volume: &str| refused("Pod", &pod("", &format!(r#", "volumes": [{volume}]"#)));
        let cases = [
            (
                r#"{"name": "a_b"}"#,
                "name: Invalid value: \"a_b\": a lowercase",
            ),
            (
                r#"{"name": "a", "secret": {}}"#,
                "secret.secretName: Required value",
            ),
            (
                r#"{"name": "a", "hostPath": {"path": "/a/../b"}}"#,
                "hostPath.path: Invalid value: \"/a/../b\": must not contain '..'",
            ),
            (
                r#"{"name": "a", "configMap": {"name": "c", "defaultMode": 512}}"#,
                "configMap.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive",
            ),
            (
                r#"{"name": "a", "emptyDir": {}, "nfs": {}}"#,
                "nfs: Forbidden: may not specify more than 1 volume type",
            ),
            (
                r#"{"name": "a", "configMap": {"name": "c", "items": [{"key": "k", "path": "/p"}]}}"#,
                "configMap.items[0].path: Invalid value: \"/p\": must be a relative path",
            ),
        ];
        for (volume, error) in cases {
            let wrong = errors(volume);
            assert!(
                wrong[0].starts_with(&format!("spec.volumes[0].{error}")),
                "{wrong:?}"
            );
            assert_eq!(wrong.len(), 1);
        }
    }

    #[test]
    fn projected_files_are_unique() {
        let volume = r#"{"name": "a", "projected": {"sources": [
            {"configMap": {"name": "c", "items": [{"key": "k", "path": "p"}]}},
            {"secret": {"name": "s", "items": [{"key": "k", "path": "p"}]}, "serviceAccountToken": {"expirationSeconds": 60}}]}}"#;
        assert_eq!(
            refused(
                "Pod",
                &pod(
                    "",
                    &format!(r#", "serviceAccountName": "a", "volumes": [{volume}]"#)
                )
            ),
            [
                r#"spec.volumes[0].projected: Invalid value: "s": conflicting duplicate paths"#,
                "spec.volumes[0].projected.sources[1].serviceAccountToken.expirationSeconds: Invalid value: 60: may not specify a duration less than 10 minutes",
                "spec.volumes[0].projected.path: Required value",
                "spec.volumes[0].projected.sources[1]: Forbidden: may not specify more than 1 volume type per source",
            ]
        );
    }

    #[test]
    fn mounts_name_a_volume() {
        let mounts = r#", "volumeMounts": [{"name": "v", "mountPath": "/a"}, {"name": "w", "mountPath": "/a"}]"#;
        assert_eq!(
            refused("Pod", &pod(mounts, r#", "volumes": [{"name": "v"}]"#)),
            [
                r#"spec.containers[0].volumeMounts[1].name: Not found: "w""#,
                r#"spec.containers[0].volumeMounts[1].mountPath: Invalid value: "/a": must be unique"#,
            ]
        );
    }

    #[test]
    fn a_volume_with_mistakes_cannot_be_mounted() {
        let mounts = r#", "volumeMounts": [{"name": "v", "mountPath": "/a"}]"#;
        assert_eq!(
            refused(
                "Pod",
                &pod(mounts, r#", "volumes": [{"name": "v", "secret": {}}]"#)
            ),
            [
                "spec.volumes[0].secret.secretName: Required value",
                r#"spec.containers[0].volumeMounts[0].name: Not found: "v""#,
            ]
        );
    }

    #[test]
    fn a_volume_is_an_empty_directory_unless_it_says_more() {
        let (pod, _) = created(
            "Pod",
            &pod(
                "",
                r#", "volumes": [{"name": "v"}, {"name": "w", "hostPath": {"path": "/x"}}]"#,
            ),
        );
        let volumes = pod.part("spec").list("volumes");
        assert!(volumes[0].has("emptyDir"));
        assert_eq!(volumes[1].at(["hostPath", "type"]), Some(&"".into()));
    }
}
