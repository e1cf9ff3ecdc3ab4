//! The Warning headers that come with an object that was created.

mod pod;
mod recorder;
mod service;

use recorder::Warnings;

use super::validation::{dns_label, ip_warning, name_of};
use crate::Value;
use crate::field::Path;

/// What the server warns of, in order.
pub(crate) fn of(kind: &str, object: &Value) -> Vec<String> {
    let mut warnings = Warnings::default();
    match kind {
        "Service" => service::service(&mut warnings, object),
        "Pod" => pod::pod(&mut warnings, object),
        "Endpoints" => endpoints(&mut warnings, object),
        "EndpointSlice" => slice(&mut warnings, object),
        "Deployment" | "ReplicaSet" | "StatefulSet" | "DaemonSet" | "ReplicationController" => {
            pod::template(&mut warnings, kind, object);
        }
        _ => {}
    }
    warnings.into_vec()
}

/// `endpointsStrategy.WarningsOnCreate`
fn endpoints(warnings: &mut Warnings, object: &Value) {
    warnings
        .push("v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice".into());
    let subsets = Path::new("subsets");
    for (at, subset) in object.list("subsets").iter().enumerate() {
        let path = subsets.index(at);
        for list in ["addresses", "notReadyAddresses"] {
            for (at, address) in subset.list(list).iter().enumerate() {
                let path = path.child(list);
                let path = path.index(at);
                warnings.extend(ip_warning(path.child("ip"), address.text("ip")));
            }
        }
    }
}

/// `endpointSliceStrategy.WarningsOnCreate`
fn slice(warnings: &mut Warnings, object: &Value) {
    if object.text("addressType") == "FQDN" {
        warnings.push("spec.addressType: FQDN endpoints are deprecated".into());
    }
    let manager = object.at([
        "metadata",
        "labels",
        "endpointslice.kubernetes.io/managed-by",
    ]);
    // The controllers write tidy addresses.
    let controllers = [
        "endpointslice-controller.k8s.io",
        "endpointslicemirroring-controller.k8s.io",
    ];
    if manager
        .and_then(Value::as_str)
        .is_some_and(|name| controllers.contains(&name))
    {
        return;
    }
    let endpoints = Path::new("endpoints");
    for (at, endpoint) in object.list("endpoints").iter().enumerate() {
        let path = endpoints.index(at);
        let path = path.child("addresses");
        for (at, address) in endpoint.texts("addresses").enumerate() {
            warnings.extend(ip_warning(path.index(at), address));
        }
    }
}

/// A name that becomes part of a hostname should be a DNS label.
fn hostname_warning(object: &Value, place: &str) -> Option<String> {
    let wrong = dns_label(&name_of(object.part("metadata")));
    (!wrong.is_empty()).then(|| {
        let wrong = wrong.join(" ");
        format!(
            "metadata.name: this is used in {place}, which can result in surprising behavior; a DNS label is recommended: [{wrong}]"
        )
    })
}

#[cfg(test)]
mod tests {
    use crate::admission::create::testing::{created, pod, service};

    #[test]
    fn services() {
        let (_, warnings) = created(
            "Service",
            &service(
                r#"{"ports": [{"port": 80}], "externalIPs": ["2001:DB8::1"], "externalName": "a.b", "trafficDistribution": "PreferClose"}"#,
            ),
        );
        assert_eq!(
            warnings,
            [
                r#"spec.externalIPs[0]: IPv6 address "2001:DB8::1" should be in RFC 5952 canonical format ("2001:db8::1")"#,
                "spec.externalIPs is deprecated and may no longer be implemented in some clusters",
                r#"spec.externalName is ignored when spec.type is not "ExternalName""#,
                r#"spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone""#,
            ]
        );
        let headless =
            r#"{"clusterIP": "None", "sessionAffinity": "ClientIP", "ports": [{"port": 80}]}"#;
        let (_, warnings) = created("Service", &service(headless));
        assert_eq!(
            warnings,
            ["spec.SessionAffinity is ignored for headless services"]
        );
    }

    #[test]
    fn ports_of_pods() {
        let (_, warnings) = created(
            "Pod",
            &pod(
                r#", "ports": [{"name": "a", "containerPort": 1}, {"containerPort": 1, "hostPort": 2}]"#,
                r#", "initContainers": [{"name": "s", "image": "i", "restartPolicy": "Always", "ports": [{"name": "a", "containerPort": 3}]},
                    {"name": "t", "image": "i", "ports": [{"name": "a", "containerPort": 4}]}]"#,
            ),
        );
        assert_eq!(
            warnings,
            [
                "spec.containers[0].ports[1]: overlapping port definition with spec.containers[0].ports[0]",
                r#"spec.containers[0].ports[0]: duplicate port name "a" with spec.initContainers[0].ports[0], services and probes that select ports by name will use spec.initContainers[0].ports[0]"#,
            ]
        );
    }

    #[test]
    fn the_rest_of_pods() {
        let (_, warnings) = created(
            "Pod",
            &pod(
                r#", "env": [{"name": "A", "value": "1"}, {"name": "A", "value": "$(A)2"}, {"name": "A", "value": "3"}],
                    "resources": {"limits": {"memory": "100m"}}"#,
                r#", "nodeSelector": {"beta.kubernetes.io/os": "linux"}, "imagePullSecrets": [{}],
                    "topologySpreadConstraints": [{"maxSkew": 1, "topologyKey": "z", "whenUnsatisfiable": "DoNotSchedule"}]"#,
            ),
        );
        assert_eq!(
            warnings,
            [
                r#"spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead"#,
                "spec.topologySpreadConstraints[0].labelSelector: a null labelSelector results in matching no pod",
                r#"spec.imagePullSecrets[0].name: invalid empty name """#,
                r#"spec.containers[0].resources.limits[memory]: fractional byte value "100m" is invalid, must be an integer"#,
                r#"spec.containers[0].resources.requests[memory]: fractional byte value "100m" is invalid, must be an integer"#,
                r#"spec.containers[0].env[2]: hides previous definition of "A", which may be dropped when using apply"#,
            ]
        );
    }

    #[test]
    fn names_that_are_no_labels() {
        let json = r#"{"metadata": {"name": "a.b"}, "spec": {"containers": [{"name": "c", "image": "i"}]}}"#;
        assert_eq!(
            created("Pod", json).1,
            [
                "metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]"
            ]
        );
    }
}
