//! Services.

use super::read;
use crate::api::{
    IpFamily, IpFamilyPolicy, LoadBalancerIngress, Protocol, Service, ServicePort, ServiceType,
    SessionAffinity, TargetPort, TrafficDistribution, TrafficPolicy,
};
use crate::manifest::ObjectId;
use crate::{Str, Value};

/// How long `ClientIP` affinity lasts where the text does not say; `DefaultClientIPServiceAffinitySeconds`.
const DEFAULT_AFFINITY_SECONDS: u32 = 10_800;

/// A Service from its object, with `status` as the text brings it.
pub(super) fn service(id: ObjectId, object: &Value, deleting: bool) -> Service {
    let field = |key| object.at(["spec", key]);
    let cluster_ip = read::text(field("clusterIP"));
    let headless = cluster_ip.as_deref() == Some("None");
    let selector = field("selector");
    // A Service has no `matchLabels`; whoever writes them means the labels in them.
    let nested = selector.and_then(|it| it.get("matchLabels"));
    let selector = read::labels(nested.filter(|it| it.as_map().is_some()).or(selector));
    let kind = read::word(field("type"), ServiceType::from_word);
    let balancer = object.at(["status", "loadBalancer", "ingress"]);
    // No other type may have such a status.
    let balancer = balancer.filter(|_| kind == ServiceType::LoadBalancer);
    Service {
        id,
        meta: read::meta(object, deleting),
        kind,
        selector: (!selector.is_empty()).then_some(selector),
        ports: read::items(field("ports")).iter().map(port).collect(),
        cluster_ips: match field("clusterIPs") {
            Some(Value::List(items)) => items.iter().filter_map(|ip| read::ip(Some(ip))).collect(),
            _ => read::ip(field("clusterIP")).into_iter().collect(),
        },
        headless,
        ip_families: read::items(field("ipFamilies"))
            .iter()
            .filter_map(|family| IpFamily::from_word(family.as_str()?))
            .collect(),
        ip_family_policy: read::optional_word(field("ipFamilyPolicy"), IpFamilyPolicy::from_word),
        external_ips: read::items(field("externalIPs"))
            .iter()
            .filter_map(|ip| read::ip(Some(ip)))
            .collect(),
        external_name: read::text(field("externalName")),
        session_affinity: session_affinity(object),
        internal_traffic_policy: read::word(
            field("internalTrafficPolicy"),
            TrafficPolicy::from_word,
        ),
        external_traffic_policy: read::word(
            field("externalTrafficPolicy"),
            TrafficPolicy::from_word,
        ),
        traffic_distribution: read::optional_word(
            field("trafficDistribution"),
            TrafficDistribution::from_word,
        ),
        publish_not_ready_addresses: read::flag(field("publishNotReadyAddresses")),
        health_check_node_port: read::port(field("healthCheckNodePort")),
        load_balancer_ip: read::text(field("loadBalancerIP")),
        load_balancer_source_ranges: read::items(field("loadBalancerSourceRanges"))
            .iter()
            .filter_map(|range| read::text(Some(range)))
            .collect(),
        load_balancer_class: read::text(field("loadBalancerClass")),
        load_balancer_ingress: read::items(balancer).iter().map(ingress).collect(),
    }
}

fn session_affinity(object: &Value) -> SessionAffinity {
    if read::text(object.at(["spec", "sessionAffinity"])).as_deref() != Some("ClientIP") {
        return SessionAffinity::None;
    }
    let seconds = object.at([
        "spec",
        "sessionAffinityConfig",
        "clientIP",
        "timeoutSeconds",
    ]);
    SessionAffinity::ClientIp {
        timeout_seconds: read::int(seconds)
            .and_then(|seconds| u32::try_from(seconds).ok())
            .unwrap_or(DEFAULT_AFFINITY_SECONDS),
    }
}

fn port(port: &Value) -> ServicePort {
    let number = read::port(port.get("port")).unwrap_or(0);
    ServicePort {
        name: read::text(port.get("name")).unwrap_or_default(),
        protocol: read::word(port.get("protocol"), Protocol::from_word),
        port: number,
        target_port: target_port(port.get("targetPort"), number),
        node_port: read::port(port.get("nodePort")),
        app_protocol: read::text(port.get("appProtocol")),
    }
}

/// `targetPort`; missing, 0 and empty mean the Service port itself.
fn target_port(value: Option<&Value>, port: u16) -> TargetPort {
    match value {
        Some(Value::String(name)) if !name.is_empty() => TargetPort::Name(Str::clone(name)),
        _ => TargetPort::Number(read::port(value).unwrap_or(port)),
    }
}

fn ingress(ingress: &Value) -> LoadBalancerIngress {
    LoadBalancerIngress {
        ip: read::ip(ingress.get("ip")),
        hostname: read::text(ingress.get("hostname")),
        proxy_mode: read::text(ingress.get("ipMode")).as_deref() == Some("Proxy"),
    }
}
