//! The words that a string field may hold, where validation has a list of them.

use super::{Struct, Type};

/// The words that the field `name` of `of` may hold, in the order in which a person looks for them; empty where there is no such list.
/// The lists are those of `ValidateService`, `ValidatePodSpec`, `ValidateEndpointSlice` and the like; by the Go type of the field,
/// and by its name where Go has just a string.
pub fn allowed_values(of: &Struct, name: &str, kind: &Type) -> &'static [&'static str] {
    match kind {
        Type::Bool => &["true", "false"],
        Type::List(item) => allowed_values(of, name, item),
        Type::String(Some(go)) => of_type(go.name),
        Type::String(None) => of_field(of.name, name),
        _ => &[],
    }
}

fn of_type(name: &str) -> &'static [&'static str] {
    match name {
        "ServiceType" => &["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"],
        "Protocol" => &["TCP", "UDP", "SCTP"],
        "ServiceAffinity" => &["None", "ClientIP"],
        "ServiceExternalTrafficPolicy" | "ServiceInternalTrafficPolicy" => &["Cluster", "Local"],
        "IPFamily" => &["IPv4", "IPv6"],
        "IPFamilyPolicy" => &["SingleStack", "PreferDualStack", "RequireDualStack"],
        "AddressType" => &["IPv4", "IPv6", "FQDN"],
        "DNSPolicy" => &["ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"],
        "RestartPolicy" => &["Always", "OnFailure", "Never"],
        "PreemptionPolicy" => &["PreemptLowerPriority", "Never"],
        "PullPolicy" => &["IfNotPresent", "Always", "Never"],
        "URIScheme" => &["HTTP", "HTTPS"],
        "TerminationMessagePolicy" => &["File", "FallbackToLogsOnError"],
        "TaintEffect" => &["NoSchedule", "PreferNoSchedule", "NoExecute"],
        "PodPhase" => &["Pending", "Running", "Succeeded", "Failed", "Unknown"],
        "ConditionStatus" => &["True", "False", "Unknown"],
        "PathType" => &["Prefix", "Exact", "ImplementationSpecific"],
        _ => &[],
    }
}

fn of_field(structure: &str, field: &str) -> &'static [&'static str] {
    match (structure, field) {
        ("ServiceSpec", "trafficDistribution") => {
            &["PreferSameZone", "PreferSameNode", "PreferClose"]
        }
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
        assert_eq!(values("ServicePort", "protocol"), ["TCP", "UDP", "SCTP"]);
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
