//! The rules of one Service port, in the order in which `syncProxyRules` writes them.

use std::net::IpAddr;

use super::chains::{Purpose, endpoint_chain, service_chain};
use super::{EXTERNAL_SERVICES, MARK_MASQUERADE, NODE_PORTS, PROXY_FIREWALL, SERVICES, Tables};
use crate::api::{IpFamily, SessionAffinity};
use crate::proxy::route::Served;
use crate::proxy::{Categories, Endpoint, NodeProxy, ProxiedPort};

/// A Service port and the names that its rules need.
struct Writer<'a> {
    proxy: &'a NodeProxy,
    port: &'a ProxiedPort,
    categories: &'a Categories,
    tables: &'a mut Tables,
    label: String,
    cluster: String,
    local: String,
    external: String,
    firewall: String,
}

/// Writes the rules of `port`.
pub(super) fn write(
    proxy: &NodeProxy,
    port: &ProxiedPort,
    categories: &Categories,
    tables: &mut Tables,
) {
    let mut writer = Writer {
        proxy,
        port,
        categories,
        tables,
        label: port.label(),
        cluster: service_chain(port, Purpose::Cluster),
        local: service_chain(port, Purpose::Local),
        external: service_chain(port, Purpose::External),
        firewall: service_chain(port, Purpose::Firewall),
    };
    writer.cluster_ip();
    writer.external_ips();
    writer.load_balancer();
    writer.node_port();
    writer.health_check();
    writer.external_traffic();
    writer.source_ranges();
    writer.endpoints();
}

impl Writer<'_> {
    /// `-m tcp -p tcp -d ADDRESS --dport PORT`.
    fn to(&self, address: IpAddr) -> String {
        let protocol = self.port.protocol_word();
        format!(
            "-m {protocol} -p {protocol} -d {address} --dport {}",
            self.port.port
        )
    }

    fn nat(&mut self, chain: &str, rule: String) {
        self.tables.nat.append(chain, rule);
    }

    fn filter(&mut self, chain: &str, rule: String) {
        self.tables.filter.append(chain, rule);
    }

    /// The comment and the target for traffic that finds no endpoint.
    fn refusal(&self, served: Served) -> Option<(String, &'static str)> {
        let (reason, target) = match served {
            Served::Yes => return None,
            Served::NotHere => ("has no local endpoints", "DROP"),
            Served::Nowhere => ("has no endpoints", "REJECT"),
        };
        let comment = format!("-m comment --comment \"{} {reason}\"", self.label);
        Some((comment, target))
    }

    fn cluster_ip(&mut self) {
        let to = self.to(self.port.cluster_ip);
        let served = self.categories.served_internally(self.port);
        if let Some((comment, target)) = self.refusal(served) {
            self.filter(SERVICES, format!("{comment} {to} -j {target}"));
            return;
        }
        let chain = match self.port.internal_local {
            true => self.local.clone(),
            false => self.cluster.clone(),
        };
        let comment = format!("-m comment --comment \"{} cluster IP\"", self.label);
        self.nat(SERVICES, format!("{comment} {to} -j {chain}"));
        if let Some(pods) = self.proxy.pod_range {
            let rule = format!("{comment} {to} ! -s {pods} -j {MARK_MASQUERADE}");
            self.nat(&chain, rule);
        }
    }

    /// Sends traffic for external addresses on where it is served from anywhere, and refuses what is not served from here.
    fn external_addresses(&mut self, addresses: &[IpAddr], kind: &str, chain: &str) {
        let refusal = self.refusal(self.categories.served_externally(self.port));
        for address in addresses {
            let to = self.to(*address);
            if self.categories.anywhere {
                let comment = format!("-m comment --comment \"{} {kind} IP\"", self.label);
                self.nat(SERVICES, format!("{comment} {to} -j {chain}"));
            }
            if let Some((comment, target)) = &refusal {
                self.filter(EXTERNAL_SERVICES, format!("{comment} {to} -j {target}"));
            }
        }
    }

    fn external_ips(&mut self) {
        let chain = self.external.clone();
        self.external_addresses(&self.port.external_ips, "external", &chain);
    }

    fn load_balancer(&mut self) {
        let firewalled = self.uses_firewall();
        let chain = match firewalled {
            true => self.firewall.clone(),
            false => self.external.clone(),
        };
        if firewalled {
            for address in &self.port.load_balancer_ips {
                let to = self.to(*address);
                let rule = format!(
                    "-m comment --comment \"{} traffic not accepted by {chain}\" {to} -j DROP",
                    self.label
                );
                self.filter(PROXY_FIREWALL, rule);
            }
        }
        self.external_addresses(&self.port.load_balancer_ips, "loadbalancer", &chain);
    }

    fn uses_firewall(&self) -> bool {
        self.categories.anywhere && self.port.is_firewalled()
    }

    fn node_port(&mut self) {
        let Some(number) = self.port.node_port else {
            return;
        };
        let protocol = self.port.protocol_word();
        let protocol = format!("-m {protocol} -p {protocol}");
        if self.categories.anywhere {
            let comment = format!("-m comment --comment {}", self.label);
            let chain = self.external.clone();
            if self.proxy.family == IpFamily::V4 {
                let rule = format!(
                    "{comment} {protocol} -d 127.0.0.0/8 --dport {number} \
                     -m nfacct --nfacct-name localhost_nps_accepted_pkts -j {chain}"
                );
                self.nat(NODE_PORTS, rule);
            }
            let rule = format!("{comment} {protocol} --dport {number} -j {chain}");
            self.nat(NODE_PORTS, rule);
        }
        let served = self.categories.served_externally(self.port);
        if let Some((comment, target)) = self.refusal(served) {
            let rule = format!(
                "{comment} -m addrtype --dst-type LOCAL {protocol} --dport {number} -j {target}"
            );
            self.filter(EXTERNAL_SERVICES, rule);
        }
    }

    fn health_check(&mut self) {
        if let Some(number) = self.port.health_check_node_port {
            let rule = format!(
                "-m comment --comment \"{} health check node port\" -m tcp -p tcp --dport {number} -j ACCEPT",
                self.label
            );
            self.filter(NODE_PORTS, rule);
        }
    }

    /// The chain for external addresses: who uses which endpoints, and who is masqueraded.
    fn external_traffic(&mut self) {
        if !self.categories.anywhere || !self.port.externally_accessible() {
            return;
        }
        let chain = self.external.clone();
        let cluster = self.cluster.clone();
        let comment = |traffic: &str, label: &str| {
            format!("-m comment --comment \"{traffic} traffic for {label} external destinations\"")
        };
        if !self.port.external_local {
            let comment = comment("masquerade", &self.label);
            self.nat(&chain, format!("{comment} -j {MARK_MASQUERADE}"));
            self.nat(&chain, format!("-j {cluster}"));
            return;
        }
        if let Some(pods) = self.proxy.pod_range {
            let comment = comment("pod", &self.label);
            self.nat(&chain, format!("{comment} -s {pods} -j {cluster}"));
        }
        let from_node = "-m addrtype --src-type LOCAL";
        let masquerade = comment("masquerade LOCAL", &self.label);
        self.nat(
            &chain,
            format!("{masquerade} {from_node} -j {MARK_MASQUERADE}"),
        );
        let route = comment("route LOCAL", &self.label);
        self.nat(&chain, format!("{route} {from_node} -j {cluster}"));
        if !self.categories.local.is_empty() {
            let local = format!("-j {}", self.local);
            self.nat(&chain, local);
        }
    }

    fn source_ranges(&mut self) {
        if !self.uses_firewall() {
            return;
        }
        let chain = self.firewall.clone();
        let rule = |label: &str, external: &str, source: String| {
            format!("-m comment --comment \"{label} loadbalancer IP\" -s {source} -j {external}")
        };
        for source in self.port.admitted_sources(self.proxy.address) {
            let rule = rule(&self.label, &self.external, source);
            self.nat(&chain, rule);
        }
        let rule = format!(
            "-m comment --comment \"other traffic to {} will be dropped by KUBE-PROXY-FIREWALL\"",
            self.label
        );
        self.nat(&chain, rule);
    }

    /// The chains that choose an endpoint, and those of the endpoints.
    fn endpoints(&mut self) {
        let (port, categories) = (self.port, self.categories);
        let cluster = self.cluster.clone();
        self.choice(&cluster, port.chosen(&categories.cluster));
        let local = self.local.clone();
        self.choice(&local, port.chosen(&categories.local));
        for endpoint in port.chosen(&categories.reachable) {
            self.endpoint(endpoint);
        }
    }

    /// An endpoint chosen by chance, unless the client has one (`writeServiceToEndpointRules`).
    fn choice(&mut self, chain: &str, endpoints: Vec<&Endpoint>) {
        let comment = |writer: &Self, endpoint: &Endpoint| match writer.tables.comment_endpoints {
            true => format!(
                "-m comment --comment \"{} -> {}\" ",
                writer.label, endpoint.address
            ),
            false => String::new(),
        };
        if let SessionAffinity::ClientIp { timeout_seconds } = self.port.affinity {
            for endpoint in &endpoints {
                let target = endpoint_chain(self.port, endpoint.address);
                let rule = format!(
                    "{}-m recent --name {target} --rcheck --seconds {timeout_seconds} --reap -j {target}",
                    comment(self, endpoint)
                );
                self.nat(chain, rule);
            }
        }
        for (index, endpoint) in endpoints.iter().enumerate() {
            let target = endpoint_chain(self.port, endpoint.address);
            let left = endpoints.len() - index;
            let chance = match left {
                1 => String::new(),
                _ => {
                    let probability = 1.0 / left as f64;
                    format!("-m statistic --mode random --probability {probability:.10} ")
                }
            };
            let rule = format!("{}{chance}-j {target}", comment(self, endpoint));
            self.nat(chain, rule);
        }
    }

    /// The chain that sends to one endpoint, masquerading what comes from there.
    fn endpoint(&mut self, endpoint: &Endpoint) {
        let chain = endpoint_chain(self.port, endpoint.address);
        let comment = match self.tables.comment_endpoints {
            true => format!("-m comment --comment {} ", self.label),
            false => String::new(),
        };
        let ip = endpoint.address.ip();
        self.nat(&chain, format!("{comment}-s {ip} -j {MARK_MASQUERADE}"));
        let remember = match self.port.affinity {
            SessionAffinity::ClientIp { .. } => format!("-m recent --name {chain} --set "),
            SessionAffinity::None => String::new(),
        };
        let protocol = self.port.protocol_word();
        let rule = format!(
            "{comment}{remember}-m {protocol} -p {protocol} -j DNAT --to-destination {}",
            endpoint.address
        );
        self.nat(&chain, rule);
    }
}
