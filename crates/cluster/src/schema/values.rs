//! The words that a string field may hold, in the order in which the API server lists them when it refuses another.

use super::{Struct, Type};

/// `spec.type` of a Service.
pub(crate) const SERVICE_TYPES: [&str; 4] =
    ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"];
/// `protocol` of a port.
pub(crate) const PROTOCOLS: [&str; 3] = ["SCTP", "TCP", "UDP"];
/// `sessionAffinity`.
pub(crate) const AFFINITIES: [&str; 2] = ["ClientIP", "None"];
/// `internalTrafficPolicy` and `externalTrafficPolicy`.
pub(crate) const TRAFFIC_POLICIES: [&str; 2] = ["Cluster", "Local"];
/// `trafficDistribution`; not sorted, as the server lists them.
pub(crate) const TRAFFIC_DISTRIBUTIONS: [&str; 3] =
    ["PreferClose", "PreferSameZone", "PreferSameNode"];
/// `ipFamilies`.
pub(crate) const IP_FAMILIES: [&str; 2] = ["IPv4", "IPv6"];
/// `ipFamilyPolicy`.
pub(crate) const IP_FAMILY_POLICIES: [&str; 3] =
    ["PreferDualStack", "RequireDualStack", "SingleStack"];
/// `addressType` of an EndpointSlice.
pub(crate) const ADDRESS_TYPES: [&str; 3] = ["FQDN", "IPv4", "IPv6"];
/// `dnsPolicy`.
pub(crate) const DNS_POLICIES: [&str; 4] =
    ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"];
/// `restartPolicy` of a Pod.
pub(crate) const RESTART_POLICIES: [&str; 3] = ["Always", "OnFailure", "Never"];
/// `preemptionPolicy`.
pub(crate) const PREEMPTION_POLICIES: [&str; 2] = ["PreemptLowerPriority", "Never"];
/// `imagePullPolicy`.
pub(crate) const PULL_POLICIES: [&str; 3] = ["Always", "IfNotPresent", "Never"];
/// `scheme` of an `httpGet`.
pub(crate) const URI_SCHEMES: [&str; 2] = ["HTTP", "HTTPS"];
/// `terminationMessagePolicy`.
pub(crate) const MESSAGE_POLICIES: [&str; 2] = ["File", "FallbackToLogsOnError"];
/// `effect` of a toleration.
pub(crate) const TAINT_EFFECTS: [&str; 3] = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

/// The words that the field `name` of `of` may hold; empty where there is no such list. Validation goes by the same lists. They are found
/// by the Go type of the field, and by its name where Go has just a string.
pub fn allowed_values(of: &Struct, name: &str, kind: &Type) -> &'static [&'static str] {
    match kind {
        Type::Bool => &["true", "false"],
        Type::List(item) => allowed_values(of, name, item),
        Type::String(Some(go)) => words_of(go.name),
        Type::String(None) => of_field(of.name, name),
        _ => &[],
    }
}

/// The words that a string of the Go type `name` may hold; empty where there is no such list.
pub(crate) fn words_of(name: &str) -> &'static [&'static str] {
    match name {
        "ServiceType" => &SERVICE_TYPES,
        "Protocol" => &PROTOCOLS,
        "ServiceAffinity" => &AFFINITIES,
        "ServiceExternalTrafficPolicy" | "ServiceInternalTrafficPolicy" => &TRAFFIC_POLICIES,
        "IPFamily" => &IP_FAMILIES,
        "IPFamilyPolicy" => &IP_FAMILY_POLICIES,
        "AddressType" => &ADDRESS_TYPES,
        "DNSPolicy" => &DNS_POLICIES,
        "RestartPolicy" => &RESTART_POLICIES,
        "PreemptionPolicy" => &PREEMPTION_POLICIES,
        "PullPolicy" => &PULL_POLICIES,
        "URIScheme" => &URI_SCHEMES,
        "TerminationMessagePolicy" => &MESSAGE_POLICIES,
        "TaintEffect" => &TAINT_EFFECTS,
        "PodPhase" => &["Pending", "Running", "Succeeded", "Failed", "Unknown"],
        "ConditionStatus" => &["True", "False", "Unknown"],
        "PathType" => &["Prefix", "Exact", "ImplementationSpecific"],
        _ => &[],
    }
}

fn of_field(structure: &str, field: &str) -> &'static [&'static str] {
    match (structure, field) {
        ("ServiceSpec", "trafficDistribution") => &TRAFFIC_DISTRIBUTIONS,
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::schema;

    fn values(structure: &str, field: &str) -> &'static [&'static str] {
        let of = schema()
            .structs
            .iter()
            .find(|of| of.name == structure)
            .expect(structure);
        allowed_values(of, field, &of.field(field).expect(field).kind)
    }

    #[test]
    fn lists_are_found_by_type_and_by_field() {
        assert_eq!(values("ServicePort", "protocol"), ["SCTP", "TCP", "UDP"]);
        assert_eq!(values("ServiceSpec", "ipFamilies"), ["IPv4", "IPv6"]);
        assert_eq!(
            values("ServiceSpec", "publishNotReadyAddresses"),
            ["true", "false"]
        );
        assert_eq!(values("ServiceSpec", "trafficDistribution").len(), 3);
        assert!(values("ServiceSpec", "externalName").is_empty());
    }

    /// A list whose type is renamed would be offered nowhere, unseen.
    #[test]
    fn every_routing_list_is_offered() {
        for (structure, field) in [
            ("ServiceSpec", "type"),
            ("ServiceSpec", "sessionAffinity"),
            ("ServiceSpec", "externalTrafficPolicy"),
            ("ServiceSpec", "internalTrafficPolicy"),
            ("ServiceSpec", "ipFamilyPolicy"),
            ("EndpointSlice", "addressType"),
            ("PodSpec", "dnsPolicy"),
            ("PodSpec", "restartPolicy"),
            ("PodStatus", "phase"),
            ("PodCondition", "status"),
            ("Container", "imagePullPolicy"),
            ("HTTPGetAction", "scheme"),
            ("HTTPIngressPath", "pathType"),
        ] {
            assert!(!values(structure, field).is_empty(), "{structure}.{field}");
        }
    }
}
