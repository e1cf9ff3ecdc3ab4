//! Security contexts, user namespaces and operating systems.

use std::collections::BTreeSet;

use super::{Errors, names};
use crate::Value;
use crate::field::{BadValue, FieldError, Path};

const PROFILES: [&str; 3] = ["Localhost", "RuntimeDefault", "Unconfined"];
const NOT_ON_WINDOWS: &str = "cannot be set for a windows pod";
const MAX_LOCAL_PROFILE: usize = 4095;

/// `validatePodSpecSecurityContext`
pub(super) fn pod_context(errors: &mut Errors, path: Path<'_>, spec: &Value) {
    let context = spec.part("securityContext");
    for id in ["fsGroup", "runAsUser", "runAsGroup"] {
        user_or_group(errors, path.child(id), context.get(id));
    }
    let groups = path.child("supplementalGroups");
    for (at, group) in context.list("supplementalGroups").iter().enumerate() {
        user_or_group(errors, groups.index(at), Some(group));
    }
    if spec.flag("shareProcessNamespace") && spec.flag("hostPID") {
        let detail = "ShareProcessNamespace and HostPID cannot both be enabled";
        errors.invalid(path.child("shareProcessNamespace"), true, detail);
    }
    sysctls(errors, path.child("sysctls"), spec);
    one_of_if_set(
        errors,
        path,
        context,
        "fsGroupChangePolicy",
        &["Always", "OnRootMismatch"],
    );
    seccomp(
        errors,
        path.child("seccompProfile"),
        context.get("seccompProfile"),
    );
    app_armor(
        errors,
        path.child("appArmorProfile"),
        context.get("appArmorProfile"),
    );
    one_of_if_set(
        errors,
        path,
        context,
        "supplementalGroupsPolicy",
        &["Merge", "Strict"],
    );
    one_of_if_set(
        errors,
        path,
        context,
        "seLinuxChangePolicy",
        &["MountOption", "Recursive"],
    );
}

/// `ValidateSecurityContext`
pub(super) fn container_context(
    errors: &mut Errors,
    path: Path<'_>,
    context: &Value,
    spec: &Value,
) {
    for id in ["runAsUser", "runAsGroup"] {
        user_or_group(errors, path.child(id), context.get(id));
    }
    if let Some(mount) = context.get("procMount").and_then(Value::as_str) {
        let field = path.child("procMount");
        if !["Default", "Unmasked"].contains(&mount) {
            errors.not_supported(field, mount, &["Default", "Unmasked"]);
        }
        if mount == "Unmasked" && spec.get("hostUsers") != Some(&Value::Bool(false)) {
            let detail = "`hostUsers` must be false to use `Unmasked`";
            errors.invalid_typed(field, mount, detail);
        }
    }
    seccomp(
        errors,
        path.child("seccompProfile"),
        context.get("seccompProfile"),
    );
    if context.get("allowPrivilegeEscalation") == Some(&Value::Bool(false)) {
        let refuse = |errors: &mut Errors, what: &str| {
            let detail = format!("cannot set `allowPrivilegeEscalation` to false and {what}");
            errors.invalid(path, context_as_go(context), &detail);
        };
        if context.flag("privileged") {
            refuse(errors, "`privileged` to true");
        }
        let added = context.part("capabilities");
        for _ in added.texts("add").filter(|name| *name == "CAP_SYS_ADMIN") {
            refuse(errors, "`capabilities.Add` CAP_SYS_ADMIN");
        }
    }
    app_armor(
        errors,
        path.child("appArmorProfile"),
        context.get("appArmorProfile"),
    );
}

/// The server prints its internal struct, whose fields have capitals and no `omitempty`.
fn context_as_go(context: &Value) -> BadValue {
    const FIELDS: [&str; 12] = [
        "capabilities",
        "privileged",
        "seLinuxOptions",
        "windowsOptions",
        "runAsUser",
        "runAsGroup",
        "runAsNonRoot",
        "readOnlyRootFilesystem",
        "allowPrivilegeEscalation",
        "procMount",
        "seccompProfile",
        "appArmorProfile",
    ];
    let fields = FIELDS.into_iter().map(|field| {
        let name = match field {
            "seLinuxOptions" => "SELinuxOptions".to_owned(),
            _ => capitalized(field),
        };
        let value = context.get(field).cloned().unwrap_or_default();
        let value = match field {
            "capabilities" => capabilities_as_go(value),
            _ => value,
        };
        (name.into(), value)
    });
    BadValue::Json(Value::Map(fields.collect()))
}

fn capabilities_as_go(capabilities: Value) -> Value {
    if capabilities.is_null() {
        return capabilities;
    }
    let lists = [("Add", "add"), ("Drop", "drop")];
    let lists = lists.map(|(name, field)| {
        let list = capabilities.get(field).cloned().unwrap_or_default();
        (name.into(), list)
    });
    Value::Map(lists.into_iter().collect())
}

fn capitalized(field: &str) -> String {
    let mut letters = field.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// `IsValidUserID` and `IsValidGroupID`
fn user_or_group(errors: &mut Errors, path: Path<'_>, id: Option<&Value>) {
    if let Some(id) = id.and_then(Value::as_int) {
        errors.messages(path, id, names::in_range(id, 0, i64::from(i32::MAX)));
    }
}

fn one_of_if_set(
    errors: &mut Errors,
    path: Path<'_>,
    holder: &Value,
    field: &str,
    supported: &[&str],
) {
    if let Some(value) = holder.get(field).and_then(Value::as_str)
        && !supported.contains(&value)
    {
        errors.not_supported(path.child(field), value, supported);
    }
}

/// `validateSysctls`
fn sysctls(errors: &mut Errors, path: Path<'_>, spec: &Value) {
    let mut seen = BTreeSet::new();
    let list = spec.part("securityContext").list("sysctls");
    for (at, sysctl) in list.iter().enumerate() {
        let name = sysctl.text("name");
        let path = path.index(at);
        let field = path.child("name");
        if name.is_empty() {
            errors.required(field, "");
        } else if !is_sysctl(name) {
            let detail = r"must have at most 253 characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$";
            errors.invalid(field, name, detail);
        } else if seen.contains(&name) {
            errors.duplicate(field, name);
        }
        let name_with_dots = name.replace('/', ".");
        let host = match name_with_dots.split_once('.') {
            Some(("net", _)) => Some("hostNetwork"),
            _ if is_ipc(&name_with_dots) => Some("hostIPC"),
            _ => None,
        };
        if let Some(host) = host.filter(|host| spec.flag(host)) {
            let detail = format!("may not be specified when '{host}' is true");
            errors.invalid(field, name, &detail);
        }
        seen.insert(name);
    }
}

fn is_ipc(name: &str) -> bool {
    name == "kernel.sem"
        || ["kernel.shm", "kernel.msg", "fs.mqueue."]
            .iter()
            .any(|prefix| name.starts_with(prefix))
}

fn is_sysctl(name: &str) -> bool {
    let word = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let segment = |text: &str| {
        let bytes = text.as_bytes();
        bytes.first().is_some_and(word)
            && bytes.last().is_some_and(word)
            && bytes
                .iter()
                .all(|byte| word(byte) || matches!(byte, b'-' | b'_'))
    };
    name.len() <= 253 && name.split(['.', '/']).all(segment)
}

/// `validateSeccompProfileField`
fn seccomp(errors: &mut Errors, path: Path<'_>, profile: Option<&Value>) {
    let Some(profile) = profile else {
        return;
    };
    let kind = profile.text("type");
    match kind {
        "" => errors.required(
            path.child("type"),
            "type is required when seccompProfile is set",
        ),
        kind if PROFILES.contains(&kind) => {}
        kind => errors.not_supported(path.child("type"), kind, &PROFILES),
    }
    let local = path.child("localhostProfile");
    match (
        kind,
        profile.get("localhostProfile").and_then(Value::as_str),
    ) {
        ("Localhost", None) => {
            errors.required(local, "must be set when seccomp type is Localhost");
        }
        ("Localhost", Some(file)) => local_descending(errors, local, file),
        (_, Some(_)) => {
            let bad = struct_as_go(profile, ["type", "localhostProfile"]);
            errors.invalid(local, bad, "can only be set when seccomp type is Localhost");
        }
        _ => {}
    }
}

/// A struct of the server's own, whose fields have capitals: those named, null where they are missing.
fn struct_as_go<const N: usize>(value: &Value, fields: [&str; N]) -> BadValue {
    let fields = fields.map(|field| {
        let value = value.get(field).cloned().unwrap_or_default();
        (capitalized(field).into(), value)
    });
    BadValue::Json(Value::Map(fields.into_iter().collect()))
}

/// `ValidateAppArmorProfileField`
fn app_armor(errors: &mut Errors, path: Path<'_>, profile: Option<&Value>) {
    let Some(profile) = profile else {
        return;
    };
    let local = path.child("localhostProfile");
    let file = profile.get("localhostProfile").and_then(Value::as_str);
    match (profile.text("type"), file) {
        ("Localhost", None) | ("Localhost", Some("")) => {
            errors.required(local, "must be set when AppArmor type is Localhost");
        }
        ("Localhost", Some(file)) => {
            if file.trim() != file {
                errors.invalid(local, file, "must not be padded with whitespace");
            }
            if file.len() > MAX_LOCAL_PROFILE {
                errors.push(FieldError::too_long(local, MAX_LOCAL_PROFILE));
            }
        }
        ("RuntimeDefault" | "Unconfined", Some(file)) => {
            errors.invalid(
                local,
                file,
                "can only be set when AppArmor type is Localhost",
            );
        }
        ("RuntimeDefault" | "Unconfined", None) => {}
        ("", _) => {
            let detail = "type is required when appArmorProfile is set";
            errors.required(path.child("type"), detail);
        }
        (kind, _) => errors.not_supported(path.child("type"), kind, &PROFILES),
    }
}

/// `validateLocalDescendingPath`
pub(super) fn local_descending(errors: &mut Errors, path: Path<'_>, file: &str) {
    if file.starts_with('/') {
        errors.invalid(path, file, "must be a relative path");
    }
    no_backsteps(errors, path, file);
}

/// `validatePathNoBacksteps`
pub(super) fn no_backsteps(errors: &mut Errors, path: Path<'_>, file: &str) {
    if file.split('/').any(|part| part == "..") {
        errors.invalid(path, file, "must not contain '..'");
    }
}

/// `validateHostUsers`
pub(super) fn host_users(errors: &mut Errors, path: Path<'_>, spec: &Value) {
    if spec.get("hostUsers") != Some(&Value::Bool(false)) {
        return;
    }
    // Two of these are written with a capital.
    for (flag, field) in [
        ("hostNetwork", "hostNetwork"),
        ("hostPID", "HostPID"),
        ("hostIPC", "HostIPC"),
    ] {
        if spec.flag(flag) {
            errors.forbidden(path.child(field), "when `pod.Spec.HostUsers` is false");
        }
    }
}

/// `validateOS`, `validateLinux` and `validateWindows`
pub(super) fn operating_system(errors: &mut Errors, path: Path<'_>, spec: &Value) {
    let os = path.child("os");
    match spec.part("os").text("name") {
        "" => errors.required(os.child("name"), "cannot be empty"),
        "linux" => linux(errors, path, spec),
        "windows" => windows(errors, path, spec),
        name => errors.not_supported(os, name, &["linux", "windows"]),
    }
}

fn linux(errors: &mut Errors, path: Path<'_>, spec: &Value) {
    let detail = "windows options cannot be set for a linux pod";
    let own = path.child("securityContext");
    if spec.part("securityContext").has("windowsOptions") {
        errors.forbidden(own.child("windowsOptions"), detail);
    }
    for_each_container(path, spec, |path, container| {
        if container.part("securityContext").has("windowsOptions") {
            let context = path.child("securityContext");
            errors.forbidden(context.child("windowsOptions"), detail);
        }
    });
}

fn windows(errors: &mut Errors, path: Path<'_>, spec: &Value) {
    let context = spec.part("securityContext");
    let own = path.child("securityContext");
    let refuse = |errors: &mut Errors, in_context: bool, fields: &[&str]| {
        for field in fields {
            let (holder, holder_path) = if in_context {
                (context, own)
            } else {
                (spec, path)
            };
            let set = match field {
                &"hostPID" | &"hostIPC" => holder.flag(field),
                field => holder.has(field),
            };
            if set {
                errors.forbidden(holder_path.child(field), NOT_ON_WINDOWS);
            }
        }
    };
    refuse(errors, true, &["appArmorProfile", "seLinuxOptions"]);
    refuse(errors, false, &["hostUsers", "hostPID", "hostIPC"]);
    refuse(
        errors,
        true,
        &[
            "seccompProfile",
            "fsGroup",
            "fsGroupChangePolicy",
            "sysctls",
        ],
    );
    refuse(errors, false, &["shareProcessNamespace"]);
    let rest = [
        "runAsUser",
        "runAsGroup",
        "supplementalGroups",
        "supplementalGroupsPolicy",
        "seLinuxChangePolicy",
    ];
    refuse(errors, true, &rest);
    for_each_container(path, spec, |path, container| {
        let context = path.child("securityContext");
        let fields = [
            "appArmorProfile",
            "seLinuxOptions",
            "seccompProfile",
            "capabilities",
            "readOnlyRootFilesystem",
            "privileged",
            "allowPrivilegeEscalation",
            "procMount",
            "runAsUser",
            "runAsGroup",
        ];
        for field in fields {
            if container.part("securityContext").has(field) {
                errors.forbidden(context.child(field), NOT_ON_WINDOWS);
            }
        }
    });
}

/// `VisitContainersWithPath`
fn for_each_container(path: Path<'_>, spec: &Value, mut visit: impl FnMut(Path<'_>, &Value)) {
    for list in ["initContainers", "containers", "ephemeralContainers"] {
        let list_path = path.child(list);
        for (at, container) in spec.list(list).iter().enumerate() {
            visit(list_path.index(at), container);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::admission::create::testing::{pod, refused};

    #[test]
    fn contexts_of_containers() {
        let errors = |context: &str| {
            refused(
                "Pod",
                &pod(&format!(r#", "securityContext": {context}"#), ""),
            )
        };
        assert_eq!(
            errors(r#"{"runAsUser": -1, "procMount": "Unmasked"}"#),
            [
                "spec.containers[0].securityContext.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive",
                r#"spec.containers[0].securityContext.procMount: Invalid value: "Unmasked": `hostUsers` must be false to use `Unmasked`"#,
            ]
        );
        assert_eq!(
            errors(r#"{"privileged": true, "allowPrivilegeEscalation": false}"#),
            [
                r#"spec.containers[0].securityContext: Invalid value: {"Capabilities":null,"Privileged":true,"SELinuxOptions":null,"WindowsOptions":null,"RunAsUser":null,"RunAsGroup":null,"RunAsNonRoot":null,"ReadOnlyRootFilesystem":null,"AllowPrivilegeEscalation":false,"ProcMount":null,"SeccompProfile":null,"AppArmorProfile":null}: cannot set `allowPrivilegeEscalation` to false and `privileged` to true"#
            ]
        );
    }

    #[test]
    fn contexts_of_pods() {
        let errors = |spec: &str| refused("Pod", &pod("", &format!(", {spec}")));
        assert_eq!(
            errors(
                r#""securityContext": {"fsGroupChangePolicy": "Never", "sysctls": [{"name": "net.a"}, {"name": "A"}],
                "seccompProfile": {"type": "Localhost"}, "appArmorProfile": {"type": "x"}}, "hostNetwork": true"#
            ),
            [
                r#"spec.securityContext.sysctls[0].name: Invalid value: "net.a": may not be specified when 'hostNetwork' is true"#,
                r#"spec.securityContext.sysctls[1].name: Invalid value: "A": must have at most 253 characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$"#,
                r#"spec.securityContext.fsGroupChangePolicy: Unsupported value: "Never": supported values: "Always", "OnRootMismatch""#,
                "spec.securityContext.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost",
                r#"spec.securityContext.appArmorProfile.type: Unsupported value: "x": supported values: "Localhost", "RuntimeDefault", "Unconfined""#,
            ]
        );
    }

    #[test]
    fn operating_systems() {
        let errors = |spec: &str| refused("Pod", &pod("", &format!(", {spec}")));
        assert_eq!(
            errors(r#""os": {}"#),
            ["spec.os.name: Required value: cannot be empty"]
        );
        assert_eq!(
            errors(r#""os": {"name": "mac"}"#),
            [r#"spec.os: Unsupported value: "mac": supported values: "linux", "windows""#]
        );
        assert_eq!(
            errors(
                r#""os": {"name": "windows"}, "hostPID": true, "securityContext": {"runAsUser": 1}"#
            ),
            [
                "spec.hostPID: Forbidden: cannot be set for a windows pod",
                "spec.securityContext.runAsUser: Forbidden: cannot be set for a windows pod",
            ]
        );
    }
}
