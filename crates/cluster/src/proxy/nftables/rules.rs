//! What one Service port adds to the table, in the order in which `syncProxyRules` adds it.

use std::net::IpAddr;

use super::Table;
use super::base::{
    CLUSTER_IPS, FIREWALL_IPS, HAIRPIN_CONNECTIONS, NO_ENDPOINT_NODE_PORTS, NO_ENDPOINT_SERVICES,
    SERVICE_IPS, SERVICE_NODE_PORTS,
};
use super::names::{endpoint_name, service_name};
use crate::api::SessionAffinity;
use crate::proxy::route::Served;
use crate::proxy::{Categories, Endpoint, NodeProxy, ProxiedPort};

/// A Service port and the names that its rules need.
struct Writer<'a> {
    proxy: &'a NodeProxy,
    port: &'a ProxiedPort,
    categories: &'a Categories,
    table: &'a mut Table,
    label: String,
    cluster: String,
    local: String,
    external: String,
    firewall: String,
}

/// Writes what `port` adds.
pub(super) fn write(
    proxy: &NodeProxy,
    port: &ProxiedPort,
    categories: &Categories,
    table: &mut Table,
) {
    let name = service_name(port);
    let mut writer = Writer {
        proxy,
        port,
        categories,
        table,
        label: port.label(),
        cluster: format!("service-{name}"),
        local: format!("local-{name}"),
        external: format!("external-{name}"),
        firewall: format!("firewall-{name}"),
    };
    writer.cluster_ip();
    writer.external_addresses();
    writer.node_port();
    writer.external_traffic();
    writer.source_ranges();
    writer.endpoints();
}

impl Writer<'_> {
    /// `ADDRESS . tcp . PORT`.
    fn connection(&self, address: IpAddr) -> String {
        let protocol = self.port.protocol_word();
        format!("{address} . {protocol} . {}", self.port.port)
    }

    /// What happens to traffic that finds no endpoint.
    const fn refusal(served: Served) -> Option<&'static str> {
        match served {
            Served::Yes => None,
            Served::NotHere => Some("drop"),
            Served::Nowhere => Some("goto reject-chain"),
        }
    }

    fn go_to(&mut self, map: &str, key: String, chain: &str) {
        self.table
            .map_element(map, key, None, &format!("goto {chain}"));
    }

    fn refuse(&mut self, map: &str, key: String, verdict: &str) {
        self.table.map_element(map, key, Some(&self.label), verdict);
    }

    fn cluster_ip(&mut self) {
        let address = self.port.cluster_ip;
        self.table.set_element(CLUSTER_IPS, address.to_string());
        let key = self.connection(address);
        match Self::refusal(self.categories.served_internally(self.port)) {
            Some(verdict) => self.refuse(NO_ENDPOINT_SERVICES, key, verdict),
            None => {
                let chain = match self.port.internal_local {
                    true => self.local.clone(),
                    false => self.cluster.clone(),
                };
                self.go_to(SERVICE_IPS, key, &chain);
            }
        }
    }

    fn external_addresses(&mut self) {
        let refusal = Self::refusal(self.categories.served_externally(self.port));
        let port = self.port;
        let external = self.external.clone();
        for address in port.external_ips.iter().chain(&port.load_balancer_ips) {
            let key = self.connection(*address);
            if self.categories.anywhere {
                self.go_to(SERVICE_IPS, key.clone(), &external);
            }
            if let Some(verdict) = refusal {
                self.refuse(NO_ENDPOINT_SERVICES, key, verdict);
            }
        }
        if port.is_firewalled() {
            let firewall = self.firewall.clone();
            for address in &port.load_balancer_ips {
                let key = self.connection(*address);
                self.go_to(FIREWALL_IPS, key, &firewall);
            }
        }
    }

    fn node_port(&mut self) {
        let Some(number) = self.port.node_port else {
            return;
        };
        let key = format!("{} . {number}", self.port.protocol_word());
        if self.categories.anywhere {
            let external = self.external.clone();
            self.go_to(SERVICE_NODE_PORTS, key.clone(), &external);
        }
        if let Some(verdict) = Self::refusal(self.categories.served_externally(self.port)) {
            self.refuse(NO_ENDPOINT_NODE_PORTS, key, verdict);
        }
    }

    /// The chain for external addresses: who uses which endpoints, and who is masqueraded.
    fn external_traffic(&mut self) {
        if !self.categories.anywhere || !self.port.externally_accessible() {
            return;
        }
        let (chain, cluster) = (self.external.clone(), self.cluster.clone());
        if !self.port.external_local {
            self.table
                .rule(&chain, "mark set mark or 0x4000 comment \"masquerade\"");
            self.table.rule(&chain, format!("goto {cluster}"));
            return;
        }
        if let Some(pods) = self.proxy.pod_range {
            let ip = self.table.ip();
            let rule =
                format!("{ip} saddr {pods} goto {cluster} comment \"short-circuit pod traffic\"");
            self.table.rule(&chain, rule);
        }
        self.table.rule(
            &chain,
            "fib saddr type local mark set mark or 0x4000 comment \"masquerade local traffic\"",
        );
        let short_circuit =
            format!("fib saddr type local goto {cluster} comment \"short-circuit local traffic\"");
        self.table.rule(&chain, short_circuit);
        if !self.categories.local.is_empty() {
            let rule = format!("goto {}", self.local);
            self.table.rule(&chain, rule);
        }
    }

    fn source_ranges(&mut self) {
        if !self.port.is_firewalled() {
            return;
        }
        let sources = self.port.admitted_sources(self.proxy.address).join(" , ");
        let rule = format!("{} saddr != {{ {sources} }} drop", self.table.ip());
        self.table.rule(&self.firewall, rule);
    }

    /// The chains that choose an endpoint, and what the endpoints themselves need.
    fn endpoints(&mut self) {
        let (port, categories, proxy) = (self.port, self.categories, self.proxy);
        let cluster = self.cluster.clone();
        let local = self.local.clone();
        let reachable = port.chosen(&categories.reachable);
        match port.affinity {
            SessionAffinity::ClientIp { timeout_seconds } => {
                self.sticky_choice(&cluster, &port.chosen(&categories.cluster));
                self.sticky_choice(&local, &port.chosen(&categories.local));
                for endpoint in &reachable {
                    self.sticky_endpoint(endpoint, timeout_seconds);
                }
            }
            SessionAffinity::None => {
                self.choice(&cluster, &port.chosen(&categories.cluster));
                self.choice(&local, &port.chosen(&categories.local));
            }
        }
        // What returns to its sender can only be on this node.
        for endpoint in reachable
            .iter()
            .filter(|endpoint| proxy.runs_here(endpoint))
        {
            let ip = endpoint.address.ip();
            let protocol = port.protocol_word();
            let key = format!("{ip} . {ip} . {protocol} . {}", endpoint.address.port());
            self.table.set_element(HAIRPIN_CONNECTIONS, key);
        }
    }

    /// An endpoint chosen by chance, at once.
    fn choice(&mut self, chain: &str, endpoints: &[&Endpoint]) {
        if endpoints.is_empty() {
            return;
        }
        let entry = |(index, endpoint): (usize, &&Endpoint)| {
            let address = endpoint.address;
            format!("{index} : {} . {}", address.ip(), address.port())
        };
        let entries: Vec<String> = endpoints.iter().enumerate().map(entry).collect();
        let rule = format!(
            "meta l4proto {} dnat {} addr . port to numgen random mod {} map {{ {} }}",
            self.port.protocol_word(),
            self.table.ip(),
            endpoints.len(),
            entries.join(" , ")
        );
        self.table.rule(chain, rule);
    }

    /// An endpoint chosen by chance, unless the client has one.
    fn sticky_choice(&mut self, chain: &str, endpoints: &[&Endpoint]) {
        if endpoints.is_empty() {
            return;
        }
        let ip = self.table.ip();
        let names: Vec<String> = endpoints
            .iter()
            .map(|endpoint| endpoint_name(self.port, endpoint.address))
            .collect();
        for name in &names {
            let rule = format!("{ip} saddr @affinity-{name} goto endpoint-{name}");
            self.table.rule(chain, rule);
        }
        let entry = |(index, name): (usize, &String)| format!("{index} : goto endpoint-{name}");
        let entries: Vec<String> = names.iter().enumerate().map(entry).collect();
        let rule = format!(
            "numgen random mod {} vmap {{ {} }}",
            names.len(),
            entries.join(" , ")
        );
        self.table.rule(chain, rule);
    }

    /// The chain of one endpoint that remembers its clients, and the set that it remembers them in.
    fn sticky_endpoint(&mut self, endpoint: &Endpoint, timeout_seconds: u32) {
        let name = endpoint_name(self.port, endpoint.address);
        let (ip, kind) = (self.table.ip(), self.table.address_type());
        let set = format!("affinity-{name}");
        let properties =
            format!(" {{ type {kind} ; flags dynamic,timeout ; timeout {timeout_seconds}s ; }}");
        let chain = format!("endpoint-{name}");
        self.table
            .rule(&chain, format!("update @{set} {{ {ip} saddr }}"));
        self.table.set(&set, properties);
        let rule = format!(
            "meta l4proto {} dnat to {}",
            self.port.protocol_word(),
            endpoint.address
        );
        self.table.rule(&chain, rule);
    }
}
