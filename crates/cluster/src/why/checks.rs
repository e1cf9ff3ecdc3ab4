//! The questions of "Debug Services", asked one by one, each with the command that asks a real cluster the same.

use std::net::IpAddr;

use super::{Ladder, Rung, Scope, ladders};
use crate::Str;
use crate::api::{EndpointSlice, ObjectName, Service, ServiceType, TargetPort};
use crate::dns::{DOMAIN, Data, Zone};
use crate::proxy::{Network, Outcome, Packet, World};

/// A question, and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The answer.
    pub finding: Finding,
    /// Whether that is well.
    pub verdict: Verdict,
    /// The command that asks a real cluster.
    pub command: String,
}

/// Whether an answer is a good one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is.
    Passed,
    /// It is not: look here.
    Failed,
    /// The question does not arise.
    Skipped,
}

/// What a question found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Does the Service exist? Whether the API server takes it.
    Exists(bool),
    /// Is its name answered by the cluster DNS?
    Name {
        /// The name.
        name: Str,
        /// The addresses.
        addresses: Vec<IpAddr>,
        /// The name that an ExternalName stands for.
        alias: Option<Str>,
    },
    /// Does it have a ClusterIP? None for a headless Service.
    ClusterIp(Vec<IpAddr>),
    /// Does its selector match Pods? None without a selector.
    Selector(Option<usize>),
    /// Does it have endpoints at the port, and in how many slices?
    Endpoints {
        /// Addresses.
        endpoints: usize,
        /// Slices that hold them.
        slices: usize,
    },
    /// Does `targetPort` lead to a port of the Pods?
    Ports {
        /// It.
        target: TargetPort,
        /// How many Pods have it.
        found: usize,
        /// Of how many.
        of: usize,
        /// How many declare it: a number needs no declaration.
        declared: usize,
    },
    /// Are the Pods ready?
    Ready {
        /// So many get requests.
        ready: usize,
        /// Of so many.
        of: usize,
    },
    /// What rules does kube-proxy write?
    Rules {
        /// The node that was looked at.
        node: Str,
        /// They.
        rules: Rules,
    },
}

/// What kube-proxy's rules for a ClusterIP do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rules {
    /// They choose among so many endpoints.
    Choose(usize),
    /// They refuse.
    Reject,
    /// They drop.
    Drop,
    /// There are none.
    Missing,
}

/// The questions about port `port` of `service`, in the order in which people ask them.
pub fn checks(scope: Scope<'_>, service: &Service, port: Option<usize>) -> Vec<Check> {
    let asked = Asked {
        scope,
        service,
        port,
        ladders: ladders(scope, service, port).ok(),
    };
    if !scope.holds(service) {
        // Of a Service that does not exist nothing else can be asked.
        return vec![asked.exists(false)];
    }
    [
        Some(asked.exists(true)),
        Some(asked.name()),
        Some(asked.cluster_ip()),
        Some(asked.selector()),
        Some(asked.endpoints()),
        asked.ports(),
        Some(asked.ready()),
        asked.rules(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

struct Asked<'a> {
    scope: Scope<'a>,
    service: &'a Service,
    port: Option<usize>,
    /// None where Pods have no part in it.
    ladders: Option<Vec<Ladder>>,
}

/// How far a Pod comes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Unselected,
    Selected,
    WithPort,
    Ready,
}

fn stage(ladder: &Ladder) -> Stage {
    match ladder.rungs.last().filter(|rung| !rung.holds()) {
        Some(Rung::Refused | Rung::Namespace { .. } | Rung::Label { .. }) => Stage::Unselected,
        Some(Rung::Number { .. } | Rung::Name { .. } | Rung::Protocol { .. }) => Stage::Selected,
        Some(Rung::Phase(_) | Rung::Address { .. } | Rung::Slice(_) | Rung::Ready(_)) => {
            Stage::WithPort
        }
        Some(Rung::Reach(_)) | None => Stage::Ready,
    }
}

impl Asked<'_> {
    fn kubectl(&self, command: &str) -> String {
        match &*self.service.meta.namespace {
            "default" => format!("kubectl {command}"),
            namespace => format!("kubectl -n {namespace} {command}"),
        }
    }

    fn is_alias(&self) -> bool {
        self.service.kind == ServiceType::ExternalName
    }

    fn reaching(&self, stage: Stage) -> usize {
        let ladders = self.ladders.iter().flatten();
        ladders
            .filter(|ladder| self::stage(ladder) >= stage)
            .count()
    }

    fn exists(&self, exists: bool) -> Check {
        let command = self.kubectl(&format!("get svc {}", self.service.meta.name));
        check(Finding::Exists(exists), passed(exists), command)
    }

    fn name(&self) -> Check {
        let ObjectName { namespace, name } = self.service.meta.object_name();
        let name: Str = format!("{name}.{namespace}.svc.{DOMAIN}").into();
        let zone = Zone::of(self.scope.cluster, self.scope.published);
        let data = zone.get(&name);
        let addresses: Vec<IpAddr> = data
            .iter()
            .filter_map(|data| match data {
                Data::Address(address) => Some(*address),
                _ => None,
            })
            .collect();
        let alias = data.iter().find_map(|data| match data {
            Data::Cname(alias) => Some(alias.clone()),
            _ => None,
        });
        let well = !addresses.is_empty() || alias.is_some();
        let command = self.kubectl(&format!(
            "run probe --rm -it --restart=Never --image=busybox:1.36 -- nslookup {name}"
        ));
        let finding = Finding::Name {
            name,
            addresses,
            alias,
        };
        check(finding, passed(well), command)
    }

    fn cluster_ip(&self) -> Check {
        let addresses = &self.service.cluster_ips;
        let verdict = match self.service.headless || self.is_alias() {
            true => Verdict::Skipped,
            false => passed(!addresses.is_empty()),
        };
        let command = format!(
            "get svc {} -o jsonpath='{{.spec.clusterIPs}}'",
            self.service.meta.name
        );
        check(
            Finding::ClusterIp(addresses.clone()),
            verdict,
            self.kubectl(&command),
        )
    }

    fn selector(&self) -> Check {
        let count = self
            .ladders
            .as_ref()
            .map(|_| self.reaching(Stage::Selected));
        let verdict = count.map_or(Verdict::Skipped, |count| passed(count > 0));
        let command = format!("get pods -l {} -o wide", self.labels());
        check(Finding::Selector(count), verdict, self.kubectl(&command))
    }

    /// The selector as an option of kubectl.
    fn labels(&self) -> String {
        let selector = self.service.selector.iter().flatten();
        let terms: Vec<String> = selector
            .map(|(key, value)| format!("{key}={value}"))
            .collect();
        terms.join(",")
    }

    fn endpoints(&self) -> Check {
        let port = self.port.and_then(|at| self.service.ports.get(at));
        let offers = |slice: &&EndpointSlice| {
            port.is_none_or(|port| {
                slice.ports.iter().flatten().any(|offered| {
                    offered.name.as_deref().unwrap_or_default() == &*port.name
                        && offered.protocol == port.protocol
                })
            })
        };
        let slices: Vec<usize> = self
            .scope
            .published
            .slices
            .iter()
            .filter(|slice| slice.belongs_to(self.service))
            .filter(offers)
            .map(|slice| slice.endpoints.len())
            .filter(|count| *count > 0)
            .collect();
        let finding = Finding::Endpoints {
            endpoints: slices.iter().sum(),
            slices: slices.len(),
        };
        let verdict = match self.is_alias() {
            true => Verdict::Skipped,
            false => passed(!slices.is_empty()),
        };
        let command = format!(
            "get endpointslices -l kubernetes.io/service-name={}",
            self.service.meta.name
        );
        check(finding, verdict, self.kubectl(&command))
    }

    fn ports(&self) -> Option<Check> {
        let port = self.port.and_then(|at| self.service.ports.get(at))?;
        let (of, found) = (
            self.reaching(Stage::Selected),
            self.reaching(Stage::WithPort),
        );
        let declares = |rung: &Rung| match rung {
            Rung::Number { declared, .. } => declared.contains(&port.protocol),
            Rung::Protocol { found, must, .. } => *must && found.contains(&port.protocol),
            _ => false,
        };
        let declared = self
            .ladders
            .iter()
            .flatten()
            .filter(|ladder| ladder.rungs.iter().any(declares))
            .count();
        let finding = Finding::Ports {
            target: port.target_port.clone(),
            found,
            of,
            declared,
        };
        let verdict = match of {
            0 => Verdict::Skipped,
            _ => passed(found > 0),
        };
        let command = format!(
            "get pods -l {} -o jsonpath='{{range .items[*]}}{{.metadata.name}} {{.spec.containers[*].ports}}{{\"\\n\"}}{{end}}'",
            self.labels()
        );
        Some(check(finding, verdict, self.kubectl(&command)))
    }

    fn ready(&self) -> Check {
        let (of, ready) = (self.reaching(Stage::WithPort), self.reaching(Stage::Ready));
        let verdict = match of {
            0 => Verdict::Skipped,
            _ => passed(ready > 0),
        };
        let command = format!(
            "get pods -l {} -o jsonpath='{{range .items[*]}}{{.metadata.name}} {{.status.conditions[?(@.type==\"Ready\")].status}}{{\"\\n\"}}{{end}}'",
            self.labels()
        );
        check(
            Finding::Ready { ready, of },
            verdict,
            self.kubectl(&command),
        )
    }

    /// What the first node makes of a connection to the ClusterIP.
    fn rules(&self) -> Option<Check> {
        let node = self.scope.cluster.nodes.first()?;
        let port = self.port.and_then(|at| self.service.ports.get(at))?;
        let destination = *self
            .service
            .cluster_ips
            .first()
            .filter(|_| !self.service.headless && !self.is_alias())?;
        let slices: Vec<EndpointSlice> = self
            .scope
            .published
            .slices
            .iter()
            .filter(|slice| slice.belongs_to(self.service))
            .cloned()
            .collect();
        let world = World {
            services: std::slice::from_ref(self.service),
            slices: &slices,
            network: Network::default(),
        };
        let packet = Packet {
            source: node.address,
            destination,
            port: port.port,
            protocol: port.protocol,
        };
        let rules = match world.route(node, &packet).outcome {
            Outcome::Spread(spread) => Rules::Choose(spread.backends.len()),
            Outcome::Reject(_) => Rules::Reject,
            Outcome::Drop(_) => Rules::Drop,
            Outcome::NoRule(_) => Rules::Missing,
        };
        let label = match &*port.name {
            "" => self.service.meta.object_name().to_string(),
            name => format!("{}:{name}", self.service.meta.object_name()),
        };
        let finding = Finding::Rules {
            node: node.name.clone(),
            rules,
        };
        let verdict = passed(matches!(rules, Rules::Choose(_)));
        Some(check(
            finding,
            verdict,
            format!("iptables-save | grep '{label}'"),
        ))
    }
}

const fn check(finding: Finding, verdict: Verdict, command: String) -> Check {
    Check {
        finding,
        verdict,
        command,
    }
}

const fn passed(well: bool) -> Verdict {
    if well {
        Verdict::Passed
    } else {
        Verdict::Failed
    }
}
