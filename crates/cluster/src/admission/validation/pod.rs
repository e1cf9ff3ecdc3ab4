//! Pods and Pod specs: `ValidatePodCreate` and `ValidatePodSpec` of `pkg/apis/core/validation`.

use std::collections::BTreeMap;

use super::meta::{self, NameRule};
use super::{Errors, container, dns, names, resources, scheduling, security, volume};
use crate::Value;
use crate::field::{BadValue, Path};
use crate::schema::values::{PREEMPTION_POLICIES, RESTART_POLICIES};

/// What the parts of a Pod spec need to know of the whole.
#[derive(Clone, Copy)]
pub(super) struct Pod<'a> {
    /// The spec.
    pub(super) spec: &'a Value,
    /// Whether it is a Pod's own spec, not one in a template.
    pub(super) is_pod: bool,
    /// Its volumes by name.
    pub(super) volumes: &'a BTreeMap<&'a str, &'a Value>,
}

impl Pod<'_> {
    /// How long the Pod may take to stop, in seconds.
    pub(super) fn grace_period(self) -> i64 {
        self.spec.int("terminationGracePeriodSeconds")
    }
}

/// Everything that is wrong with a Pod.
pub(super) fn validate(errors: &mut Errors, object: &Value) {
    meta::object_meta(errors, object, true, NameRule::DnsSubdomain);
    let spec = object.part("spec");
    let path = Path::new("spec");
    let metadata = Path::new("metadata");
    let annotations = metadata.child("annotations");
    pod_annotations(errors, annotations, object.part("metadata"), spec);
    pod_spec(errors, path, spec, true);
    service_account_tokens(errors, path, spec);
    for list in ["containers", "initContainers"] {
        for (at, item) in spec.list(list).iter().enumerate() {
            let image = item.text("image");
            if image.trim() != image {
                let detail = "must not have leading or trailing whitespace";
                let path = path.child(list);
                errors.invalid(path.index(at).child("image"), image, detail);
            }
        }
    }
    if !spec.list("ephemeralContainers").is_empty() {
        errors.forbidden(path.child("ephemeralContainers"), "cannot be set on create");
    }
    if spec.has("nodeName") && !spec.list("schedulingGates").is_empty() {
        let detail = "cannot be set until all schedulingGates have been cleared";
        errors.forbidden(path.child("nodeName"), detail);
    }
}

/// `ValidatePodTemplateSpec`
pub(super) fn template(errors: &mut Errors, path: Path<'_>, template: &Value) {
    template_meta(errors, path, template);
    let spec = template.part("spec");
    let spec_path = path.child("spec");
    pod_spec(errors, spec_path, spec, false);
    if !spec.list("ephemeralContainers").is_empty() {
        let detail = "ephemeral containers not allowed in pod template";
        errors.forbidden(spec_path.child("ephemeralContainers"), detail);
    }
}

/// The labels and annotations of a template; their paths leave `metadata` out.
pub(super) fn template_meta(errors: &mut Errors, path: Path<'_>, template: &Value) {
    let meta = template.part("metadata");
    meta::labels(errors, path.child("labels"), meta, "labels");
    let annotations = path.child("annotations");
    meta::annotations(errors, annotations, meta);
    pod_annotations(errors, annotations, meta, template.part("spec"));
}

/// `ValidatePodSpecificAnnotations`
fn pod_annotations(errors: &mut Errors, path: Path<'_>, meta: &Value, spec: &Value) {
    let annotation = |key: &str| meta.at(["annotations", key]).and_then(Value::as_str);
    let mirror = "kubernetes.io/config.mirror";
    if let Some(value) = annotation(mirror)
        && spec.text("nodeName").is_empty()
    {
        let detail = "must set spec.nodeName if mirror pod annotation is set";
        errors.invalid(path.key(mirror), value, detail);
    }
    let cost = "controller.kubernetes.io/pod-deletion-cost";
    if let Some(value) = annotation(cost)
        && (value.parse::<i32>().is_err() || value.starts_with('+') || padded(value))
    {
        errors.invalid(path.key(cost), value, "must be a 32bit integer");
    }
}

/// Whether a number has leading zeros or is `-0`.
fn padded(number: &str) -> bool {
    let digits = number.strip_prefix('-').unwrap_or(number);
    digits.len() > 1 && digits.starts_with('0') || number == "-0"
}

/// `ValidatePodSpec`
fn pod_spec(errors: &mut Errors, path: Path<'_>, spec: &Value, is_pod: bool) {
    let volumes = volume::volumes(errors, path.child("volumes"), spec, is_pod);
    let pod = Pod {
        spec,
        is_pod,
        volumes: &volumes,
    };
    resources::claims(errors, path.child("resourceClaims"), spec);
    container::containers(errors, path.child("containers"), pod);
    container::init_containers(errors, path.child("initContainers"), pod);
    container::ephemeral_containers(errors, path.child("ephemeralContainers"), pod);
    resources::pod_resources(errors, path.child("resources"), spec);
    if spec.flag("hostNetwork") {
        host_network_ports(errors, path.child("containers"), pod);
    }
    let restart = path.child("restartPolicy");
    errors.one_of(restart, spec.text("restartPolicy"), &RESTART_POLICIES);
    dns::policy(errors, path.child("dnsPolicy"), spec);
    meta::labels(errors, path.child("nodeSelector"), spec, "nodeSelector");
    security::pod_context(errors, path.child("securityContext"), spec);
    scheduling::affinity(errors, path.child("affinity"), spec.part("affinity"));
    dns::config(errors, path.child("dnsConfig"), spec);
    let gates = path.child("readinessGates");
    for (at, gate) in spec.list("readinessGates").iter().enumerate() {
        let kind = gate.text("conditionType");
        let path = gates.index(at);
        errors.messages(
            path.child("conditionType"),
            kind,
            names::qualified_name(kind),
        );
    }
    scheduling::gates(errors, path.child("schedulingGates"), spec);
    scheduling::spread(errors, path.child("topologySpreadConstraints"), spec);
    security::host_users(errors, path, spec);
    named_fields(errors, path, spec);
    if spec.has("os") {
        security::operating_system(errors, path, spec);
    }
}

fn named_fields(errors: &mut Errors, path: Path<'_>, spec: &Value) {
    type Rule = fn(&str) -> names::Messages;
    let check = |errors: &mut Errors, field: &str, rule: Rule| {
        let value = spec.text(field);
        if !value.is_empty() {
            errors.messages(path.child(field), value, rule(value));
        }
    };
    check(errors, "serviceAccountName", names::dns_subdomain);
    check(errors, "nodeName", names::dns_subdomain);
    if let Some(deadline) = spec.get("activeDeadlineSeconds").and_then(Value::as_int) {
        let messages = names::in_range(deadline, 1, i64::from(i32::MAX));
        errors.messages(path.child("activeDeadlineSeconds"), deadline, messages);
    }
    check(errors, "hostname", names::dns_label);
    check(errors, "subdomain", names::dns_label);
    scheduling::tolerations(errors, path.child("tolerations"), spec);
    dns::host_aliases(errors, path.child("hostAliases"), spec);
    check(errors, "priorityClassName", names::dns_subdomain);
    if let Some(class) = spec.get("runtimeClassName").and_then(Value::as_str) {
        errors.messages(
            path.child("runtimeClassName"),
            class,
            names::dns_subdomain(class),
        );
    }
    if let Some(policy) = spec.get("preemptionPolicy").and_then(Value::as_str) {
        errors.one_of(path.child("preemptionPolicy"), policy, &PREEMPTION_POLICIES);
    }
    if spec.has("overhead") {
        resources::overhead(errors, path.child("overhead"), spec);
    }
    host_name_override(errors, path, spec);
}

fn host_name_override(errors: &mut Errors, path: Path<'_>, spec: &Value) {
    let Some(name) = spec.get("hostnameOverride").and_then(Value::as_str) else {
        return;
    };
    let field = path.child("hostnameOverride");
    if spec.flag("setHostnameAsFQDN") {
        errors.forbidden(
            field,
            "may not be specified when `setHostnameAsFQDN` is true",
        );
    }
    if spec.flag("hostNetwork") {
        errors.forbidden(field, "may not be specified when `hostNetwork` is true");
    }
    if name.len() > 64 {
        errors.push(crate::field::FieldError::too_long(field, 64));
    }
    errors.messages(field, name, names::dns_subdomain(name));
}

/// `validatePodHostNetworkDeps`: a template may leave the host port to be filled in when its Pods are made.
fn host_network_ports(errors: &mut Errors, path: Path<'_>, pod: Pod<'_>) {
    for (at, container) in pod.spec.list("containers").iter().enumerate() {
        let ports = path.index(at);
        let ports = ports.child("ports");
        for (at, port) in container.list("ports").iter().enumerate() {
            let host = port.int("hostPort");
            if (pod.is_pod || host != 0) && host != port.int("containerPort") {
                let detail = "must match `containerPort` when `hostNetwork` is true";
                errors.invalid(ports.index(at).child("hostPort"), host, detail);
            }
        }
    }
}

fn service_account_tokens(errors: &mut Errors, path: Path<'_>, spec: &Value) {
    if spec.has("serviceAccountName") {
        return;
    }
    let volumes = path.child("volumes");
    for (at, volume) in spec.list("volumes").iter().enumerate() {
        let volume_path = volumes.index(at);
        let projected = volume_path.child("projected");
        let sources = projected.child("sources");
        for (at, source) in volume.part("projected").list("sources").iter().enumerate() {
            if source.has("serviceAccountToken") {
                let detail = "must not be specified when serviceAccountName is not set";
                errors.forbidden(sources.index(at).child("serviceAccountToken"), detail);
            }
        }
    }
}

/// `ValidateNonnegativeField`
pub(super) fn non_negative(errors: &mut Errors, path: Path<'_>, number: i64) {
    if number < 0 {
        let detail = "must be greater than or equal to 0";
        errors.invalid(path, BadValue::Int(number), detail);
    }
}
