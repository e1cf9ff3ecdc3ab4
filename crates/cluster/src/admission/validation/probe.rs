//! Probes and lifecycle hooks, and the handlers they share.

use super::pod::{Pod, non_negative};
use super::service::port_number_or_name;
use super::{Errors, names};
use crate::Value;
use crate::field::Path;
use crate::schema::values::URI_SCHEMES;

/// The lifecycle and the probes of a container that keeps running.
pub(super) fn of_running(errors: &mut Errors, path: Path<'_>, container: &Value, pod: Pod<'_>) {
    if let Some(lifecycle) = container.get("lifecycle") {
        let path = path.child("lifecycle");
        for hook in ["postStart", "preStop"] {
            if let Some(handler_of) = lifecycle.get(hook) {
                handler(errors, path.child(hook), handler_of, pod);
            }
        }
        stop_signal(errors, path.child("stopSignal"), lifecycle, pod);
    }
    for name in ["livenessProbe", "readinessProbe", "startupProbe"] {
        let Some(item) = container.get(name) else {
            continue;
        };
        let path = path.child(name);
        probe(errors, path, item, pod);
        let successes = item.int("successThreshold");
        let grace = item
            .get("terminationGracePeriodSeconds")
            .and_then(Value::as_int);
        match (name, grace) {
            ("readinessProbe", Some(grace)) => errors.invalid(
                path.child("terminationGracePeriodSeconds"),
                grace,
                "must not be set for readinessProbes",
            ),
            ("readinessProbe", None) => {}
            _ if successes != 1 => {
                errors.invalid(path.child("successThreshold"), successes, "must be 1");
            }
            _ => {}
        }
    }
}

fn stop_signal(errors: &mut Errors, path: Path<'_>, lifecycle: &Value, pod: Pod<'_>) {
    if lifecycle.has("stopSignal") && pod.spec.part("os").text("name").is_empty() {
        errors.forbidden(
            path,
            "may not be set for containers with empty `spec.os.name`",
        );
    }
}

/// `validateProbe`
fn probe(errors: &mut Errors, path: Path<'_>, probe: &Value, pod: Pod<'_>) {
    handler(errors, path, probe, pod);
    let counts = [
        "initialDelaySeconds",
        "timeoutSeconds",
        "periodSeconds",
        "successThreshold",
        "failureThreshold",
    ];
    for count in counts {
        non_negative(errors, path.child(count), probe.int(count));
    }
    let grace = probe
        .get("terminationGracePeriodSeconds")
        .and_then(Value::as_int);
    if let Some(grace) = grace.filter(|grace| *grace <= 0) {
        let field = path.child("terminationGracePeriodSeconds");
        errors.invalid(field, grace, "must be greater than 0");
    }
}

/// `validateHandler`: exactly one kind of it.
fn handler(errors: &mut Errors, path: Path<'_>, holder: &Value, pod: Pod<'_>) {
    type Rule = fn(&mut Errors, Path<'_>, &Value, Pod<'_>);
    let kinds: [(&str, Rule); 5] = [
        ("exec", exec),
        ("httpGet", http_get),
        ("tcpSocket", tcp_socket),
        ("grpc", grpc),
        ("sleep", sleep),
    ];
    let mut found = false;
    for (kind, rule) in kinds {
        let Some(action) = holder.get(kind) else {
            continue;
        };
        if found {
            let detail = "may not specify more than 1 handler type";
            errors.forbidden(path.child(kind), detail);
        } else {
            rule(errors, path.child(kind), action, pod);
        }
        found = true;
    }
    if !found {
        errors.required(path, "must specify a handler type");
    }
}

fn exec(errors: &mut Errors, path: Path<'_>, action: &Value, _: Pod<'_>) {
    if action.list("command").is_empty() {
        errors.required(path.child("command"), "");
    }
}

fn http_get(errors: &mut Errors, path: Path<'_>, action: &Value, _: Pod<'_>) {
    port_number_or_name(errors, path.child("port"), action.get("port"));
    let scheme = action.text("scheme");
    if !URI_SCHEMES.contains(&scheme) {
        errors.not_supported(path.child("scheme"), scheme, &URI_SCHEMES);
    }
    for header in action.list("httpHeaders") {
        let name = header.text("name");
        errors.messages(
            path.child("httpHeaders"),
            name,
            names::http_header_name(name),
        );
    }
}

fn tcp_socket(errors: &mut Errors, path: Path<'_>, action: &Value, _: Pod<'_>) {
    port_number_or_name(errors, path.child("port"), action.get("port"));
}

fn grpc(errors: &mut Errors, path: Path<'_>, action: &Value, _: Pod<'_>) {
    let port = action.int("port");
    errors.messages(path.child("port"), port, names::port_number(port));
}

fn sleep(errors: &mut Errors, path: Path<'_>, action: &Value, pod: Pod<'_>) {
    let (seconds, grace) = (action.int("seconds"), pod.grace_period());
    if seconds < 0 || seconds > grace {
        let detail =
            format!("must be non-negative and less than terminationGracePeriodSeconds ({grace})");
        errors.invalid(path, seconds, &detail);
    }
}

#[cfg(test)]
mod tests {
    use crate::admission::create::testing::{pod, refused};

    #[test]
    fn one_handler_each() {
        let cases = [
            (
                r#""readinessProbe": {}"#,
                "readinessProbe: Required value: must specify a handler type",
            ),
            (
                r#""livenessProbe": {"httpGet": {"port": 80}, "tcpSocket": {"port": 80}}"#,
                "livenessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type",
            ),
            (
                r#""startupProbe": {"exec": {"command": ["x"]}, "successThreshold": 2}"#,
                "startupProbe.successThreshold: Invalid value: 2: must be 1",
            ),
            (
                r#""readinessProbe": {"grpc": {"port": 0}}"#,
                "readinessProbe.grpc.port: Invalid value: 0: must be between 1 and 65535, inclusive",
            ),
            (
                r#""readinessProbe": {"exec": {"command": ["x"]}, "periodSeconds": -1}"#,
                "readinessProbe.periodSeconds: Invalid value: -1: must be greater than or equal to 0",
            ),
            (
                r#""lifecycle": {"preStop": {"sleep": {"seconds": 31}}}"#,
                "lifecycle.preStop.sleep: Invalid value: 31: must be non-negative and less than terminationGracePeriodSeconds (30)",
            ),
            (
                r#""lifecycle": {"postStart": {"httpGet": {"port": "p", "scheme": "ftp"}}}"#,
                r#"lifecycle.postStart.httpGet.scheme: Unsupported value: "ftp": supported values: "HTTP", "HTTPS""#,
            ),
        ];
        for (field, error) in cases {
            let json = pod(&format!(", {field}"), "");
            assert_eq!(
                refused("Pod", &json),
                [format!("spec.containers[0].{error}")]
            );
        }
    }
}
