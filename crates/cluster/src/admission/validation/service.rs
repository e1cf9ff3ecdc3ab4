//! Services: `ValidateService` of `pkg/apis/core/validation`.

use std::collections::BTreeSet;

use super::meta::{self, NameRule};
use super::{Errors, ips, names};
use crate::field::{BadValue, FieldError, Path};
use crate::schema::values::{
    AFFINITIES, IP_FAMILIES, IP_FAMILY_POLICIES, PROTOCOLS, SERVICE_TYPES, TRAFFIC_DISTRIBUTIONS,
    TRAFFIC_POLICIES,
};
use crate::{Map, Value};

const ONLY_FOR_LOAD_BALANCERS: &str = "may only be used when `type` is 'LoadBalancer'";
const SOURCE_RANGES: &str = "service.beta.kubernetes.io/load-balancer-source-ranges";
const MAX_TIMEOUT: i64 = 86400;
const SPEC: Path<'static> = Path::new("spec");

/// Everything that is wrong with a Service.
pub(super) fn validate(errors: &mut Errors, object: &Value) {
    meta::object_meta(errors, object, true, NameRule::DnsLabel);
    topology_annotations(errors, object);
    let spec = object.part("spec");
    if spec.list("ports").is_empty() && !is_headless(spec) && spec.text("type") != "ExternalName" {
        errors.required(SPEC.child("ports"), "");
    }
    by_type(errors, spec);
    ports(errors, spec);
    meta::labels(errors, SPEC.child("selector"), spec, "selector");
    affinity(errors, spec);
    errors.extend(cluster_ip_fields(spec));
    for (at, ip) in spec.texts("externalIPs").enumerate() {
        let list = SPEC.child("externalIPs");
        let wrong = ips::valid_ip(list.index(at), ip);
        match wrong.is_empty() {
            true => errors.extend(ips::non_special_ip(list.index(at), ip)),
            false => errors.extend(wrong),
        }
    }
    errors.one_of(SPEC.child("type"), spec.text("type"), &SERVICE_TYPES);
    duplicate_ports(errors, spec);
    load_balancer(errors, object, spec);
    external_traffic(errors, spec);
    if let Some(policy) = spec.get("internalTrafficPolicy").and_then(Value::as_str)
        && !TRAFFIC_POLICIES.contains(&policy)
    {
        errors.not_supported(
            SPEC.child("internalTrafficPolicy"),
            policy,
            &TRAFFIC_POLICIES,
        );
    }
    if let Some(wish) = spec.get("trafficDistribution").and_then(Value::as_str)
        && !TRAFFIC_DISTRIBUTIONS.contains(&wish)
    {
        let bad = BadValue::from(wish);
        let path = SPEC.child("trafficDistribution");
        errors.push(FieldError::not_supported(path, bad, &TRAFFIC_DISTRIBUTIONS));
    }
}

/// `isHeadlessService`
fn is_headless(spec: &Value) -> bool {
    matches!(spec.list("clusterIPs"), [only] if only.as_str() == Some("None"))
}

/// `apiservice.ExternallyAccessible`
pub(crate) fn externally_accessible(spec: &Value) -> bool {
    match spec.text("type") {
        "LoadBalancer" | "NodePort" => true,
        "ClusterIP" => !spec.list("externalIPs").is_empty(),
        _ => false,
    }
}

/// `apiservice.NeedsHealthCheck`
pub(crate) fn needs_health_check(spec: &Value) -> bool {
    spec.text("type") == "LoadBalancer" && spec.text("externalTrafficPolicy") == "Local"
}

fn topology_annotations(errors: &mut Errors, object: &Value) {
    let annotation = |key| {
        object
            .at(["metadata", "annotations", key])
            .and_then(Value::as_str)
    };
    let hints = annotation("service.kubernetes.io/topology-aware-hints");
    if let (Some(mode), Some(hints)) = (annotation("service.kubernetes.io/topology-mode"), hints)
        && mode != hints
    {
        let path = Path::new("metadata");
        errors.invalid(
            path.child("annotations").key("service.kubernetes.io/topology-mode"),
            mode,
            "must match annotations[service.kubernetes.io/topology-aware-hints] when both are specified",
        );
    }
}

fn by_type(errors: &mut Errors, spec: &Value) {
    match spec.text("type") {
        kind @ ("LoadBalancer" | "NodePort") if is_headless(spec) => errors.invalid(
            SPEC.child("clusterIPs").index(0),
            "None",
            &format!("may not be set to 'None' for {kind} services"),
        ),
        "ExternalName" => external_name(errors, spec),
        _ => {}
    }
}

fn external_name(errors: &mut Errors, spec: &Value) {
    let forbidden = "may not be set for ExternalName services";
    for list in ["clusterIPs", "ipFamilies"] {
        if !spec.list(list).is_empty() {
            errors.forbidden(SPEC.child(list), forbidden);
        }
    }
    if spec.has("ipFamilyPolicy") {
        errors.forbidden(SPEC.child("ipFamilyPolicy"), forbidden);
    }
    let name = spec.text("externalName");
    // A trailing dot says that the name is fully qualified.
    match name.strip_suffix('.').unwrap_or(name) {
        "" => errors.required(SPEC.child("externalName"), ""),
        name => errors.messages(SPEC.child("externalName"), name, names::dns_subdomain(name)),
    }
}

/// `validateServicePort`, for each.
fn ports(errors: &mut Errors, spec: &Value) {
    let list = SPEC.child("ports");
    let ports = spec.list("ports");
    let mut seen = BTreeSet::new();
    for (at, port) in ports.iter().enumerate() {
        let path = list.index(at);
        match port.text("name") {
            "" if ports.len() > 1 => errors.required(path.child("name"), ""),
            "" => {}
            name => {
                errors.messages(path.child("name"), name, names::dns_label(name));
                if seen.contains(&name) {
                    errors.duplicate(path.child("name"), name);
                }
                seen.insert(name);
            }
        }
        let number = port.int("port");
        errors.messages(path.child("port"), number, names::port_number(number));
        errors.one_of(path.child("protocol"), port.text("protocol"), &PROTOCOLS);
        port_number_or_name(errors, path.child("targetPort"), port.get("targetPort"));
        app_protocol(errors, path, port);
    }
}

/// `ValidatePortNumOrName`: a missing port is 0.
pub(super) fn port_number_or_name(errors: &mut Errors, path: Path<'_>, port: Option<&Value>) {
    match port {
        Some(Value::String(name)) => errors.messages(path, &**name, names::port_name(name)),
        port => {
            let number = port.and_then(Value::as_int).unwrap_or_default();
            errors.messages(path, number, names::port_number(number));
        }
    }
}

pub(super) fn app_protocol(errors: &mut Errors, port_path: Path<'_>, port: &Value) {
    if let Some(protocol) = port.get("appProtocol").and_then(Value::as_str) {
        let messages = names::qualified_name(protocol);
        errors.messages(port_path.child("appProtocol"), protocol, messages);
    }
}

fn affinity(errors: &mut Errors, spec: &Value) {
    let affinity = spec.text("sessionAffinity");
    errors.one_of(SPEC.child("sessionAffinity"), affinity, &AFFINITIES);
    let timeout = spec.at(["sessionAffinityConfig", "clientIP", "timeoutSeconds"]);
    if let (true, Some(timeout)) = (affinity == "ClientIP", timeout.and_then(Value::as_int))
        && !(1..=MAX_TIMEOUT).contains(&timeout)
    {
        let config = SPEC.child("sessionAffinityConfig");
        errors.invalid(
            config.child("clientIP").child("timeoutSeconds"),
            timeout,
            "must be greater than 0 and less than 86400",
        );
    }
}

/// `ValidateServiceClusterIPsRelatedFields`: `clusterIP`, `clusterIPs`, `ipFamilies` and `ipFamilyPolicy`. The allocation of
/// addresses begins with it too.
pub(crate) fn cluster_ip_fields(spec: &Value) -> Vec<FieldError> {
    let mut errors = Errors::default();
    if spec.text("type") == "ExternalName" {
        return errors.into_vec();
    }
    let path = SPEC.child("clusterIPs");
    let addresses: Vec<&str> = spec.texts("clusterIPs").collect();
    let all = || {
        spec.get("clusterIPs")
            .map_or(BadValue::Null, BadValue::from)
    };
    match (spec.text("clusterIP"), addresses.first()) {
        ("", None) => {}
        ("", Some(_)) => {
            errors.invalid(
                path,
                all(),
                "must be empty when `clusterIP` is not specified",
            );
        }
        (_, None) => errors.required(path, ""),
        (address, Some(first)) if first != &address => {
            errors.invalid(path, all(), "first value must match `clusterIP`");
        }
        _ => {}
    }
    families(&mut errors, spec);
    let before = errors.len();
    for (at, address) in addresses.iter().enumerate() {
        if at > 0 || *address != "None" {
            errors.extend(ips::valid_ip(path.index(at), address));
        } else if addresses.len() > 1 {
            errors.invalid(path, all(), "'None' must be the first and only value");
        }
    }
    let malformed = errors.len() > before;
    if addresses.len() > 2 {
        errors.invalid(path, all(), "may only hold up to 2 values");
    }
    if malformed {
        return errors.into_vec();
    }
    let is_v6 = |text: &str| ips::parse_sloppy(text).is_some_and(|ip| ip.is_ipv6());
    let v6 = addresses.iter().filter(|address| is_v6(address)).count();
    if addresses.len() > 1 && (v6 == 0 || v6 == addresses.len()) {
        errors.invalid(
            path,
            all(),
            "may specify no more than one IP for each IP family",
        );
    }
    if !is_headless(spec) {
        for (at, (address, family)) in addresses.iter().zip(spec.texts("ipFamilies")).enumerate() {
            let expected = match (family, is_v6(address)) {
                ("IPv4", true) => "IPv4",
                ("IPv6", false) => "IPv6",
                _ => continue,
            };
            let detail = format!("expected an {expected} value as indicated by `ipFamilies[{at}]`");
            errors.invalid(path.index(at), *address, &detail);
        }
    }
    errors.into_vec()
}

fn families(errors: &mut Errors, spec: &Value) {
    let path = SPEC.child("ipFamilies");
    let mut seen = BTreeSet::new();
    for (at, family) in spec.texts("ipFamilies").enumerate() {
        if !IP_FAMILIES.contains(&family) {
            errors.not_supported(path.index(at), family, &IP_FAMILIES);
        }
        if seen.contains(&family) {
            errors.duplicate(path.index(at), BadValue::typed(family));
        }
        seen.insert(family);
    }
    if let Some(policy) = spec.get("ipFamilyPolicy").and_then(Value::as_str)
        && !IP_FAMILY_POLICIES.contains(&policy)
    {
        errors.not_supported(SPEC.child("ipFamilyPolicy"), policy, &IP_FAMILY_POLICIES);
    }
}

/// Node ports on a ClusterIP Service, and protocol with node port or port standing twice.
fn duplicate_ports(errors: &mut Errors, spec: &Value) {
    let list = SPEC.child("ports");
    let ports = spec.list("ports");
    if spec.text("type") == "ClusterIP" {
        for (at, port) in ports.iter().enumerate() {
            if port.int("nodePort") != 0 {
                let detail = "may not be used when `type` is 'ClusterIP'";
                errors.forbidden(list.index(at).child("nodePort"), detail);
            }
        }
    }
    for (at, port) in repeated(ports, "nodePort") {
        let number = port.int("nodePort");
        if number != 0 {
            errors.duplicate(list.index(at).child("nodePort"), number);
        }
    }
    for (at, port) in repeated(ports, "port") {
        errors.duplicate(list.index(at), port_key_as_go(port));
    }
}

/// The ports whose protocol and number in `field` an earlier port has too.
fn repeated<'a>(ports: &'a [Value], field: &'a str) -> impl Iterator<Item = (usize, &'a Value)> {
    let mut seen = BTreeSet::new();
    let ports = ports.iter().enumerate();
    ports.filter(move |(_, port)| !seen.insert((port.text("protocol"), port.int(field))))
}

/// What the server compares, and prints: a port struct with two fields set.
fn port_key_as_go(port: &Value) -> BadValue {
    let mut key = Map::new();
    key.insert("Name", "");
    key.insert("Protocol", port.text("protocol").to_owned());
    key.insert("AppProtocol", Value::Null);
    key.insert("Port", port.int("port"));
    key.insert("TargetPort", 0);
    key.insert("NodePort", 0);
    BadValue::Json(key.into())
}

fn load_balancer(errors: &mut Errors, object: &Value, spec: &Value) {
    let is_load_balancer = spec.text("type") == "LoadBalancer";
    // The server writes this field with a capital.
    let path = SPEC.child("LoadBalancerSourceRanges");
    let ranges = spec.list("loadBalancerSourceRanges");
    let annotation = object.at(["metadata", "annotations", SOURCE_RANGES]);
    if !ranges.is_empty() {
        if !is_load_balancer {
            errors.forbidden(path, ONLY_FOR_LOAD_BALANCERS);
        }
        for (at, range) in spec.texts("loadBalancerSourceRanges").enumerate() {
            errors.extend(ips::valid_cidr(path.index(at), range.trim()));
        }
    } else if let Some(annotation) = annotation.and_then(Value::as_str) {
        let path = Path::new("metadata");
        let path = path.child("annotations");
        let path = path.key(SOURCE_RANGES);
        if !is_load_balancer {
            errors.forbidden(path, ONLY_FOR_LOAD_BALANCERS);
        }
        for range in annotation
            .split(',')
            .filter(|_| !annotation.trim().is_empty())
        {
            errors.extend(ips::valid_cidr(path, range.trim()));
        }
    }
    if spec.has("allocateLoadBalancerNodePorts") && !is_load_balancer {
        errors.forbidden(
            SPEC.child("allocateLoadBalancerNodePorts"),
            ONLY_FOR_LOAD_BALANCERS,
        );
    }
    if let Some(class) = spec.get("loadBalancerClass").and_then(Value::as_str) {
        let path = SPEC.child("loadBalancerClass");
        match is_load_balancer {
            true => errors.messages(path, class, names::qualified_name(class)),
            false => errors.forbidden(path, ONLY_FOR_LOAD_BALANCERS),
        }
    }
}

/// `validateServiceExternalTrafficPolicy`
fn external_traffic(errors: &mut Errors, spec: &Value) {
    let policy = spec.text("externalTrafficPolicy");
    let path = SPEC.child("externalTrafficPolicy");
    if externally_accessible(spec) {
        errors.one_of(path, policy, &TRAFFIC_POLICIES);
    } else if !policy.is_empty() {
        let detail = "may only be set for externally-accessible services";
        errors.invalid(path, BadValue::typed(policy), detail);
    }
    let number = spec.int("healthCheckNodePort");
    let path = SPEC.child("healthCheckNodePort");
    if needs_health_check(spec) {
        match number {
            0 => errors.required(path, ""),
            number => errors.messages(path, number, names::port_number(number)),
        }
    } else if number != 0 {
        let detail =
            "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
        errors.invalid(path, number, detail);
    }
}

#[cfg(test)]
mod tests {
    use crate::admission::create::testing::{refused, service};

    fn errors(spec: &str) -> Vec<String> {
        refused("Service", &service(spec))
    }

    #[test]
    fn ports() {
        assert_eq!(errors("{}"), ["spec.ports: Required value"]);
        assert_eq!(
            errors(r#"{"ports": [{"port": 80, "targetPort": "a--b", "nodePort": 30100}]}"#),
            [
                r#"spec.ports[0].targetPort: Invalid value: "a--b": must not contain consecutive hyphens"#,
                "spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'",
            ]
        );
        assert_eq!(
            errors(r#"{"ports": [{"port": 80, "name": "a"}, {"port": 80, "name": "a"}]}"#),
            [
                r#"spec.ports[1].name: Duplicate value: "a""#,
                r#"spec.ports[1]: Duplicate value: {"Name":"","Protocol":"TCP","AppProtocol":null,"Port":80,"TargetPort":0,"NodePort":0}"#,
            ]
        );
    }

    #[test]
    fn an_external_name_stands_alone() {
        assert_eq!(
            errors(r#"{"type": "ExternalName", "externalName": "a.example."}"#),
            [""; 0]
        );
        let with_address =
            r#"{"type": "ExternalName", "externalName": "a.example", "clusterIP": "None"}"#;
        assert_eq!(
            errors(with_address),
            ["spec.clusterIPs: Forbidden: may not be set for ExternalName services"]
        );
        assert_eq!(
            errors(r#"{"type": "ExternalName"}"#),
            ["spec.externalName: Required value"]
        );
    }

    #[test]
    fn cluster_ips_and_families_agree() {
        let ports = r#""ports": [{"port": 80}]"#;
        let cases = [
            (
                r#""clusterIPs": ["10.96.9.9"]"#,
                r#"spec.clusterIPs: Invalid value: ["10.96.9.9"]: must be empty when `clusterIP` is not specified"#,
            ),
            (
                r#""clusterIP": "10.96.9.9", "ipFamilies": ["IPv6"]"#,
                r#"spec.clusterIPs[0]: Invalid value: "10.96.9.9": expected an IPv6 value as indicated by `ipFamilies[0]`"#,
            ),
            (
                r#""ipFamilyPolicy": "SingleStack", "ipFamilies": ["IPv4", "IPv6"]"#,
                r#"spec.ipFamilyPolicy: Invalid value: "SingleStack": must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified"#,
            ),
            (
                r#""type": "NodePort", "clusterIP": "None""#,
                r#"spec.clusterIPs[0]: Invalid value: "None": may not be set to 'None' for NodePort services"#,
            ),
        ];
        for (fields, error) in cases {
            assert_eq!(errors(&format!("{{{ports}, {fields}}}")), [error]);
        }
    }

    #[test]
    fn load_balancer_fields_need_a_load_balancer() {
        let fields = r#"{"ports": [{"port": 80}], "loadBalancerSourceRanges": [" 10.0.0.1/8"],
            "allocateLoadBalancerNodePorts": true, "loadBalancerClass": "x", "externalTrafficPolicy": "Local"}"#;
        let only = "Forbidden: may only be used when `type` is 'LoadBalancer'";
        assert_eq!(
            errors(fields),
            [
                format!("spec.LoadBalancerSourceRanges: {only}"),
                r#"spec.LoadBalancerSourceRanges[0]: Invalid value: "10.0.0.1/8": must not have bits set beyond the prefix length"#.into(),
                format!("spec.allocateLoadBalancerNodePorts: {only}"),
                format!("spec.loadBalancerClass: {only}"),
                r#"spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services"#.into(),
            ]
        );
    }

    #[test]
    fn affinity_and_traffic() {
        let fields = r#"{"ports": [{"port": 80}], "sessionAffinity": "ClientIP",
            "sessionAffinityConfig": {"clientIP": {"timeoutSeconds": 0}}, "trafficDistribution": "x"}"#;
        assert_eq!(
            errors(fields),
            [
                "spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 0: must be greater than 0 and less than 86400",
                r#"spec.trafficDistribution: Unsupported value: "x": supported values: "PreferClose", "PreferSameZone", "PreferSameNode""#,
            ]
        );
    }
}
