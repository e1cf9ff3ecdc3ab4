//! What a real Kubernetes answered, as far as kube-proxy is concerned: the Services and slices it saw, the rules it wrote, the
//! routes through them. Read from the recorded answers where they lie beside the repository; without them the tests that need
//! them have nothing to compare.

use std::net::IpAddr;
use std::path::Path;

use serde_json::Value as Json;

use crate::Str;
use crate::api::{
    AddressType, EndpointConditions, EndpointPort, EndpointSlice, Hints, IpFamily,
    LoadBalancerIngress, ObjectMeta, Protocol, Service, ServicePort, ServiceType, SessionAffinity,
    SliceEndpoint, TargetPort, TrafficPolicy,
};
use crate::manifest::ObjectId;

/// One recorded answer.
pub(crate) struct Answer {
    pub(crate) name: String,
    pub(crate) services: Vec<Service>,
    pub(crate) slices: Vec<EndpointSlice>,
    json: Json,
}

/// Every answer that has rules.
pub(crate) fn answers() -> Vec<Answer> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance");
    let sets = ["seed", "admission", "clusters"].map(|set| root.join(set).join("answers"));
    let files = sets
        .iter()
        .filter_map(|set| std::fs::read_dir(set).ok())
        .flatten()
        .flatten();
    let mut answers: Vec<Answer> = files.filter_map(|file| answer(&file.path())).collect();
    answers.sort_by(|one, other| one.name.cmp(&other.name));
    answers
}

fn answer(path: &Path) -> Option<Answer> {
    let json: Json = serde_json::from_slice(&std::fs::read(path).ok()?).ok()?;
    json.get("kube_proxy_iptables")?;
    Some(Answer {
        name: path.file_stem()?.to_string_lossy().into_owned(),
        services: list(&json, "services").map(service).collect(),
        slices: list(&json, "endpointSlices").map(slice).collect(),
        json,
    })
}

impl Answer {
    /// The recorded routes.
    pub(crate) fn routes(&self) -> &[Json] {
        self.json
            .get("routes")
            .and_then(Json::as_array)
            .map_or(&[], Vec::as_slice)
    }
}

fn list<'a>(json: &'a Json, key: &str) -> impl Iterator<Item = &'a Json> {
    json.get(key).and_then(Json::as_array).into_iter().flatten()
}

pub(crate) fn text(json: &Json, key: &str) -> Option<Str> {
    json.get(key).and_then(Json::as_str).map(Str::from)
}

pub(crate) fn address(json: &Json, key: &str) -> Option<IpAddr> {
    text(json, key)?.parse().ok()
}

pub(crate) fn port(json: &Json, key: &str) -> Option<u16> {
    json.get(key).and_then(Json::as_u64)?.try_into().ok()
}

fn word<T: Default>(json: &Json, key: &str, read: fn(&str) -> Option<T>) -> T {
    let word = json.get(key).and_then(Json::as_str);
    word.and_then(read).unwrap_or_default()
}

fn addresses(json: &Json, key: &str) -> Vec<IpAddr> {
    let texts = list(json, key).filter_map(Json::as_str);
    texts.filter_map(|text| text.parse().ok()).collect()
}

fn texts(json: &Json, key: &str) -> Vec<Str> {
    list(json, key)
        .filter_map(Json::as_str)
        .map(Str::from)
        .collect()
}

fn meta(json: &Json) -> ObjectMeta {
    let json = &json["metadata"];
    let labels = json.get("labels").and_then(Json::as_object);
    ObjectMeta {
        name: text(json, "name").unwrap_or_default(),
        namespace: text(json, "namespace").unwrap_or_default(),
        labels: labels
            .into_iter()
            .flatten()
            .filter_map(|(key, value)| Some((key.as_str().into(), value.as_str()?.into())))
            .collect(),
        ..ObjectMeta::default()
    }
}

fn service(json: &Json) -> Service {
    let spec = &json["spec"];
    let affinity = &spec["sessionAffinityConfig"]["clientIP"]["timeoutSeconds"];
    Service {
        id: ObjectId(0),
        meta: meta(json),
        kind: word(spec, "type", ServiceType::from_word),
        selector: None,
        ports: list(spec, "ports").map(service_port).collect(),
        cluster_ips: addresses(spec, "clusterIPs"),
        headless: text(spec, "clusterIP").as_deref() == Some("None"),
        ip_families: Vec::new(),
        ip_family_policy: None,
        external_ips: addresses(spec, "externalIPs"),
        external_name: None,
        session_affinity: match text(spec, "sessionAffinity").as_deref() {
            Some("ClientIP") => SessionAffinity::ClientIp {
                timeout_seconds: affinity.as_u64().unwrap_or(10800) as u32,
            },
            _ => SessionAffinity::None,
        },
        internal_traffic_policy: word(spec, "internalTrafficPolicy", TrafficPolicy::from_word),
        external_traffic_policy: word(spec, "externalTrafficPolicy", TrafficPolicy::from_word),
        traffic_distribution: None,
        publish_not_ready_addresses: false,
        health_check_node_port: port(spec, "healthCheckNodePort"),
        load_balancer_ip: None,
        load_balancer_source_ranges: texts(spec, "loadBalancerSourceRanges"),
        load_balancer_class: None,
        load_balancer_ingress: list(&json["status"]["loadBalancer"], "ingress")
            .map(|ingress| LoadBalancerIngress {
                ip: address(ingress, "ip"),
                hostname: text(ingress, "hostname"),
                proxy_mode: text(ingress, "ipMode").as_deref() == Some("Proxy"),
            })
            .collect(),
    }
}

fn service_port(json: &Json) -> ServicePort {
    ServicePort {
        name: text(json, "name").unwrap_or_default(),
        protocol: word(json, "protocol", Protocol::from_word),
        port: port(json, "port").unwrap_or_default(),
        target_port: TargetPort::Number(0),
        node_port: port(json, "nodePort"),
        app_protocol: None,
    }
}

fn slice(json: &Json) -> EndpointSlice {
    let family = text(json, "addressType").and_then(|word| IpFamily::from_word(&word));
    let ports = json.get("ports").and_then(Json::as_array);
    EndpointSlice {
        meta: meta(json),
        address_type: family.map_or(AddressType::Fqdn, AddressType::Ip),
        endpoints: list(json, "endpoints").map(endpoint).collect(),
        ports: ports.map(|ports| ports.iter().map(endpoint_port).collect()),
        ..EndpointSlice::default()
    }
}

fn endpoint_port(json: &Json) -> EndpointPort {
    EndpointPort {
        name: text(json, "name"),
        port: port(json, "port"),
        protocol: word(json, "protocol", Protocol::from_word),
        app_protocol: None,
    }
}

fn endpoint(json: &Json) -> SliceEndpoint {
    let flag = |key: &str| json["conditions"].get(key).and_then(Json::as_bool);
    let names = |key: &str| {
        list(&json["hints"], key)
            .filter_map(|hint| text(hint, "name"))
            .collect()
    };
    SliceEndpoint {
        addresses: texts(json, "addresses"),
        conditions: EndpointConditions {
            ready: flag("ready"),
            serving: flag("serving"),
            terminating: flag("terminating"),
        },
        node: text(json, "nodeName"),
        zone: text(json, "zone"),
        hints: json.get("hints").map(|_| Hints {
            zones: names("forZones"),
            nodes: names("forNodes"),
        }),
        ..SliceEndpoint::default()
    }
}
