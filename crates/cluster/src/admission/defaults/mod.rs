//! What the API server fills in before it validates, and what it takes out.
//!
//! In the order of a create request: decoding into Go structs loses empty values ([`normal`]), the scheme's defaulting
//! functions run, mutating admission plugins change the object, the resource's strategy clears what a client may not set.

mod endpoints;
mod image;
mod meta;
mod normal;
mod pod;
mod service;
mod workload;

use crate::schema::{Kind, schema};
use crate::{Environment, Map, Value};

/// Makes of a decoded object of `kind` what the API server validates; an unknown kind only loses what no client may set.
pub(crate) fn apply(kind: &str, object: &mut Value, environment: &Environment) {
    let known = known(kind, object);
    if let Some(known) = known {
        if shows_empty_maps(kind) {
            normal::decoded(known, object);
        } else {
            normal::written(known, object);
        }
        meta::type_of(known, object);
    }
    meta::apply(object, known.is_none_or(|known| known.namespaced));
    match kind {
        "Service" => service::apply(object),
        "Pod" => pod::apply(object, environment),
        "Endpoints" => endpoints::endpoints(object),
        "EndpointSlice" => endpoints::slice(object),
        "Namespace" => meta::namespace(object),
        _ => workload::apply(kind, object),
    }
}

/// The form in which the API server writes out an object that it took.
pub(crate) fn write_out(kind: &str, object: &mut Value) {
    if let (true, Some(known)) = (shows_empty_maps(kind), known(kind, object)) {
        normal::written(known, object);
    }
}

/// Whether a mistake may show a map: the labels of a template that its selector does not match.
fn shows_empty_maps(kind: &str) -> bool {
    matches!(
        kind,
        "Deployment" | "ReplicaSet" | "StatefulSet" | "DaemonSet" | "ReplicationController"
    )
}

fn known(kind: &str, object: &Value) -> Option<&'static Kind> {
    let schema = schema();
    let exactly = schema.kind(object.text("apiVersion"), kind);
    exactly.or_else(|| schema.kinds_named(kind).next())
}

/// The struct field `key` of `object`, made if it is missing.
fn field<'a>(object: &'a mut Value, key: &'static str) -> Option<&'a mut Map> {
    let map = object.as_map_mut()?;
    map.get_or_insert_with(key, || Map::new().into())?
        .as_map_mut()
}

/// The structs in the list field `key`.
fn items<'a>(holder: &'a mut Map, key: &str) -> impl Iterator<Item = &'a mut Map> {
    let list = match holder.get_mut(key) {
        Some(Value::List(list)) => list.as_mut_slice(),
        _ => &mut [],
    };
    list.iter_mut().filter_map(Value::as_map_mut)
}

/// Sets `key` if it is missing.
fn default(holder: &mut Map, key: &'static str, value: impl Into<Value>) {
    holder.get_or_insert_with(key, || value.into());
}

/// A list of strings.
fn strings<const N: usize>(items: [&'static str; N]) -> Value {
    items.map(Value::from).to_vec().into()
}

/// An object of one field.
fn single(key: &'static str, value: impl Into<Value>) -> Map {
    let mut map = Map::new();
    map.insert(key, value);
    map
}

#[cfg(test)]
mod tests {
    use crate::Value;
    use crate::admission::create::testing::{created, pod, service};
    use crate::admission::from_json;

    fn spec(kind: &str, json: &str) -> Value {
        created(kind, json).0.part("spec").clone()
    }

    #[test]
    fn a_plain_service() {
        let (object, _) = created(
            "Service",
            &service(r#"{"ports": [{"port": 80, "targetPort": ""}], "selector": {}}"#),
        );
        let expected = from_json(
            r#"{"sessionAffinity": "None", "type": "ClusterIP",
                "internalTrafficPolicy": "Cluster", "ipFamilyPolicy": "SingleStack", "ipFamilies": ["IPv4"],
                "clusterIP": "10.96.0.101", "clusterIPs": ["10.96.0.101"]}"#,
        );
        let spec = object.part("spec").as_map().unwrap();
        let expected = expected.as_map().unwrap();
        assert_eq!(spec.len(), expected.len() + 1);
        let port = object.part("spec").list("ports").first().unwrap();
        assert_eq!((port.text("protocol"), port.int("targetPort")), ("TCP", 80));
        for (field, value) in expected.iter() {
            assert_eq!(spec.get(field), Some(value), "{field}");
        }
        assert_eq!(
            object.get("status"),
            Some(&from_json(r#"{"loadBalancer": {}}"#))
        );
        assert_eq!(object.text("apiVersion"), "v1");
    }

    #[test]
    fn affinity_of_services() {
        let sticky = spec(
            "Service",
            &service(r#"{"ports": [{"port": 80}], "sessionAffinity": "ClientIP"}"#),
        );
        let timeout = sticky.at(["sessionAffinityConfig", "clientIP", "timeoutSeconds"]);
        assert_eq!(timeout, Some(&Value::Int(10800)));
        let config = r#""sessionAffinityConfig": {"clientIP": {"timeoutSeconds": 5}}"#;
        let loose = spec(
            "Service",
            &service(&format!(r#"{{"ports": [{{"port": 80}}], {config}}}"#)),
        );
        assert!(!loose.has("sessionAffinityConfig"));
    }

    #[test]
    fn services_from_outside() {
        let balanced = spec(
            "Service",
            &service(r#"{"ports": [{"port": 80}], "type": "LoadBalancer"}"#),
        );
        assert!(balanced.flag("allocateLoadBalancerNodePorts"));
        assert_eq!(balanced.text("externalTrafficPolicy"), "Cluster");
        let external = spec(
            "Service",
            &service(r#"{"ports": [{"port": 80}], "externalIPs": ["192.0.2.1"]}"#),
        );
        assert_eq!(external.text("externalTrafficPolicy"), "Cluster");
    }

    #[test]
    fn a_pod_on_a_node_carries_its_zone() {
        let (object, _) = created("Pod", &pod("", r#", "nodeName": "node-2""#));
        let zone = object.at(["metadata", "labels", "topology.kubernetes.io/zone"]);
        assert_eq!(zone, Some(&"zone-b".into()));
        let (object, _) = created("Pod", &pod("", r#", "nodeName": "node-9""#));
        assert!(!object.part("metadata").has("labels"));
    }

    #[test]
    fn ports_on_the_hosts_network_are_host_ports() {
        let spec = spec(
            "Pod",
            &pod(
                r#", "ports": [{"containerPort": 80}]"#,
                r#", "hostNetwork": true"#,
            ),
        );
        assert_eq!(
            spec.list("containers")[0].list("ports")[0].int("hostPort"),
            80
        );
    }

    #[test]
    fn a_pod_tolerates_lost_nodes_for_five_minutes() {
        let tolerations = |more: &str| spec("Pod", &pod("", more)).list("tolerations").len();
        assert_eq!(tolerations(""), 2);
        assert_eq!(
            tolerations(r#", "tolerations": [{"operator": "Exists"}]"#),
            1
        );
        assert_eq!(
            tolerations(r#", "tolerations": [{"key": "a", "operator": "Exists"}]"#),
            3
        );
    }

    #[test]
    fn limits_and_negative_grace() {
        let spec = spec(
            "Pod",
            &pod(
                r#", "resources": {"limits": {"cpu": "1000m"}}"#,
                r#", "terminationGracePeriodSeconds": -1"#,
            ),
        );
        let requests = spec.list("containers")[0].at(["resources", "requests", "cpu"]);
        assert_eq!(requests, Some(&"1".into()));
        assert_eq!(spec.int("terminationGracePeriodSeconds"), 1);
    }
}
