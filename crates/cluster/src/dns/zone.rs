use std::collections::BTreeMap;
use std::net::IpAddr;

use super::DOMAIN;
use crate::api::{
    AddressType, EndpointPort, EndpointSlice, ObjectName, Protocol, Service, ServiceType,
    SliceEndpoint,
};
use crate::controllers::Published;
use crate::{Cluster, Str};

/// Every name that the cluster DNS answers for.
#[derive(Clone, Debug, Default)]
pub struct Zone {
    records: BTreeMap<Str, Vec<Data>>,
}

/// A record: a name and what it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record<'a> {
    /// The name, fully qualified, without the last dot.
    pub name: &'a Str,
    /// What it leads to.
    pub data: &'a Data,
}

/// What a name leads to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Data {
    /// An A or AAAA record.
    Address(IpAddr),
    /// A CNAME record: look up this name instead.
    Cname(Str),
    /// An SRV record: a named port.
    Srv {
        /// The port.
        port: u16,
        /// The name of the host that offers it.
        target: Str,
    },
    /// A PTR record: the name of an address.
    Ptr(Str),
}

impl Data {
    /// The record's type: `A`, `AAAA`, `CNAME`, `SRV`, `PTR`.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Address(IpAddr::V4(_)) => "A",
            Self::Address(IpAddr::V6(_)) => "AAAA",
            Self::Cname(_) => "CNAME",
            Self::Srv { .. } => "SRV",
            Self::Ptr(_) => "PTR",
        }
    }
}

impl Zone {
    /// The records for what a cluster holds and its controllers published, `kubernetes.default` included, which every cluster has.
    pub fn of(cluster: &Cluster, published: &Published) -> Self {
        let mut zone = Self::default();
        let api = ObjectName {
            namespace: "default".into(),
            name: "kubernetes".into(),
        };
        if !cluster
            .services
            .iter()
            .any(|service| service.meta.object_name() == api)
        {
            zone.virtual_ip(&service_name(&api), IpAddr::from([10, 96, 0, 1]));
            zone.srv(
                &service_name(&api),
                "https",
                Protocol::Tcp,
                443,
                service_name(&api),
            );
        }
        let mut slices: BTreeMap<ObjectName, Vec<&EndpointSlice>> = BTreeMap::new();
        for slice in &published.slices {
            if let Some(service) = slice.service() {
                slices.entry(service).or_default().push(slice);
            }
        }
        for service in cluster
            .services
            .iter()
            .filter(|service| !service.meta.name.is_empty())
        {
            let name = service.meta.object_name();
            zone.service(service, slices.get(&name).map_or(&[][..], Vec::as_slice));
        }
        zone
    }

    /// Every record, by name.
    pub fn records(&self) -> impl Iterator<Item = Record<'_>> {
        self.records
            .iter()
            .flat_map(|(name, data)| data.iter().map(move |data| Record { name, data }))
    }

    /// What `name`, fully qualified and without a last dot, leads to; nothing where it does not exist.
    pub fn get(&self, name: &str) -> &[Data] {
        self.records.get(name).map_or(&[], Vec::as_slice)
    }

    fn service(&mut self, service: &Service, slices: &[&EndpointSlice]) {
        let name = service_name(&service.meta.object_name());
        if service.kind == ServiceType::ExternalName {
            let target = service
                .external_name
                .as_deref()
                .unwrap_or_default()
                .trim_end_matches('.');
            self.add(&name, Data::Cname(target.into()));
        } else if service.headless {
            for slice in slices {
                self.headless(&name, slice);
            }
        } else {
            for address in &service.cluster_ips {
                self.virtual_ip(&name, *address);
            }
            for port in service
                .ports
                .iter()
                .filter(|_| !service.cluster_ips.is_empty())
            {
                self.srv(&name, &port.name, port.protocol, port.port, name.clone());
            }
        }
    }

    /// A name that stands for a virtual IP.
    fn virtual_ip(&mut self, name: &Str, address: IpAddr) {
        self.add(name, Data::Address(address));
        self.add(&reverse_name(address), Data::Ptr(name.clone()));
    }

    /// The ready endpoints of a headless Service: each under the Service's name and under one of its own.
    fn headless(&mut self, name: &Str, slice: &EndpointSlice) {
        if slice.address_type == AddressType::Fqdn {
            return;
        }
        for endpoint in slice
            .endpoints
            .iter()
            .filter(|endpoint| endpoint.conditions.ready != Some(false))
        {
            for address in endpoint
                .addresses
                .iter()
                .filter_map(|text| text.parse::<IpAddr>().ok())
            {
                let own: Str = format!("{}.{name}", host(endpoint, address)).into();
                self.add(name, Data::Address(address));
                self.add(&own, Data::Address(address));
                if endpoint.hostname.is_some() {
                    self.add(&reverse_name(address), Data::Ptr(own.clone()));
                }
                for port in slice.ports.iter().flatten() {
                    if let EndpointPort {
                        name: Some(port_name),
                        port: Some(number),
                        protocol,
                        ..
                    } = port
                    {
                        self.srv(name, port_name, *protocol, *number, own.clone());
                    }
                }
            }
        }
    }

    /// A named port; one without a name has no record.
    fn srv(&mut self, name: &Str, port_name: &str, protocol: Protocol, port: u16, target: Str) {
        if port_name.is_empty() {
            return;
        }
        let protocol = protocol.as_str().to_ascii_lowercase();
        self.add(
            &format!("_{port_name}._{protocol}.{name}").into(),
            Data::Srv { port, target },
        );
    }

    fn add(&mut self, name: &Str, data: Data) {
        let records = self.records.entry(name.clone()).or_default();
        if !records.contains(&data) {
            records.push(data);
        }
    }
}

/// `web.default.svc.cluster.local`
fn service_name(service: &ObjectName) -> Str {
    format!("{}.{}.svc.{DOMAIN}", service.name, service.namespace).into()
}

/// The Service that a name of the cluster belongs to: `default/web` of `_http._tcp.web.default.svc.cluster.local`.
pub fn service_of(name: &str) -> Option<ObjectName> {
    let before = name.strip_suffix(DOMAIN)?.strip_suffix(".svc.")?;
    let mut labels = before.rsplit('.');
    let (namespace, name) = (labels.next()?, labels.next()?);
    Some(ObjectName {
        namespace: namespace.into(),
        name: name.into(),
    })
}

/// The first label of an endpoint's own name: its hostname, else its address with hyphens, as CoreDNS makes it.
fn host(endpoint: &SliceEndpoint, address: IpAddr) -> String {
    match &endpoint.hostname {
        Some(hostname) if !hostname.is_empty() => hostname.to_string(),
        _ => address.to_string().replace(['.', ':'], "-"),
    }
}

/// The name under which the name of an address is asked for.
fn reverse_name(address: IpAddr) -> Str {
    match address {
        IpAddr::V4(address) => {
            let [a, b, c, d] = address.octets();
            format!("{d}.{c}.{b}.{a}.in-addr.arpa").into()
        }
        IpAddr::V6(address) => {
            let nibbles = address
                .octets()
                .into_iter()
                .rev()
                .flat_map(|byte| [byte & 0xf, byte >> 4]);
            let labels: String = nibbles.map(|nibble| format!("{nibble:x}.")).collect();
            format!("{labels}ip6.arpa").into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_belong_to_services() {
        for (name, service) in [
            ("web.prod.svc.cluster.local", Some("prod/web")),
            ("_sql._tcp.db.default.svc.cluster.local", Some("default/db")),
            ("db-0.db.default.svc.cluster.local", Some("default/db")),
            ("default.svc.cluster.local", None),
            ("web.prod.example.com", None),
        ] {
            let found = service_of(name).map(|service| service.to_string());
            assert_eq!(found.as_deref(), service, "{name}");
        }
    }

    #[test]
    fn reverse_names_are_written_backwards() {
        assert_eq!(
            &*reverse_name(IpAddr::from([10, 96, 0, 7])),
            "7.0.96.10.in-addr.arpa"
        );
        let six: IpAddr = "fd00:10:96::65".parse().unwrap();
        assert_eq!(
            &*reverse_name(six),
            "5.6.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.6.9.0.0.0.1.0.0.0.0.d.f.ip6.arpa"
        );
    }
}
