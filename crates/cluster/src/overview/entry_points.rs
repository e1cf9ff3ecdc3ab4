//! What a client can address.

use std::iter;

use super::EntryPoint;
use crate::Str;
use crate::api::{Service, ServiceType};

/// The entry points of `service`, in the diagram's order: names, then addresses from the inside out.
pub(super) fn of(service: &Service) -> Vec<EntryPoint> {
    let meta = &service.meta;
    let name = format!("{}.{}.svc.cluster.local", meta.name, meta.namespace);
    let dns = EntryPoint::Dns {
        name: name.into(),
        headless: service.headless,
    };
    if service.kind == ServiceType::ExternalName {
        let target = service.external_name.clone().map(EntryPoint::ExternalName);
        return iter::once(dns).chain(target).collect();
    }
    // kube-proxy leaves a headless Service alone whatever else it asks for (`ShouldSkipService`).
    if service.headless {
        return vec![dns];
    }
    let mut entries = vec![dns];
    entries.extend(
        service
            .cluster_ips
            .iter()
            .copied()
            .map(EntryPoint::ClusterIp),
    );
    for (service_port, port) in service.ports.iter().enumerate() {
        let node_port = |port| EntryPoint::NodePort { port, service_port };
        entries.extend(port.node_port.map(node_port));
    }
    if service.kind == ServiceType::LoadBalancer {
        let mut ingress = service.load_balancer_ingress.iter().map(|ingress| {
            let address = ingress.ip.map(|ip| Str::from(ip.to_string()));
            EntryPoint::LoadBalancer(address.or_else(|| ingress.hostname.clone()))
        });
        entries.push(ingress.next().unwrap_or(EntryPoint::LoadBalancer(None)));
        entries.extend(ingress);
    }
    entries.extend(
        service
            .external_ips
            .iter()
            .copied()
            .map(EntryPoint::ExternalIp),
    );
    entries
}
