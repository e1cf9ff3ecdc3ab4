use super::Warnings;
use crate::Value;
use crate::admission::validation::{cidr_warnings, ip_warning};
use crate::field::{Path, quote};

/// `GetWarningsForService` of `pkg/api/service`.
pub(super) fn service(warnings: &mut Warnings, object: &Value) {
    let spec = object.part("spec");
    let path = Path::new("spec");
    let hints = "service.kubernetes.io/topology-aware-hints";
    if object.at(["metadata", "annotations", hints]).is_some() {
        warnings.push(format!(
            "annotation {hints} is deprecated, please use service.kubernetes.io/topology-mode instead"
        ));
    }
    let kind = spec.text("type");
    let headless = kind == "ClusterIP" && spec.text("clusterIP") == "None";
    let external = spec.list("externalIPs");
    if !matches!(spec.text("clusterIP"), "" | "None") {
        for (at, address) in spec.texts("clusterIPs").enumerate() {
            warnings.extend(ip_warning(path.child("clusterIPs").index(at), address));
        }
    }
    if headless {
        let ignored = [
            (spec.has("loadBalancerIP"), "loadBalancerIP"),
            (!external.is_empty(), "externalIPs"),
            (spec.text("sessionAffinity") != "None", "SessionAffinity"),
        ];
        for (_, field) in ignored.iter().filter(|(applies, _)| *applies) {
            warnings.push(format!("spec.{field} is ignored for headless services"));
        }
    }
    for (at, address) in spec.texts("externalIPs").enumerate() {
        warnings.extend(ip_warning(path.child("externalIPs").index(at), address));
    }
    if !external.is_empty() && !headless && kind != "ExternalName" {
        warnings.push(
            "spec.externalIPs is deprecated and may no longer be implemented in some clusters"
                .into(),
        );
    }
    warnings.extend(ip_warning(
        path.child("loadBalancerIP"),
        spec.text("loadBalancerIP"),
    ));
    for (at, range) in spec.texts("loadBalancerSourceRanges").enumerate() {
        let list = path.child("loadBalancerSourceRanges");
        warnings.extend(cidr_warnings(list.index(at), range));
    }
    if kind == "ExternalName" && !external.is_empty() {
        warnings.push(r#"spec.externalIPs is ignored when spec.type is "ExternalName""#.into());
    }
    if kind != "ExternalName" && spec.has("externalName") {
        warnings
            .push(r#"spec.externalName is ignored when spec.type is not "ExternalName""#.into());
    }
    if spec.text("trafficDistribution") == "PreferClose" {
        let (old, new) = (quote("PreferClose"), quote("PreferSameZone"));
        warnings.push(format!(
            "spec.trafficDistribution: {old} is deprecated; use {new}"
        ));
    }
}
