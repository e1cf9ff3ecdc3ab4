//! Giving out cluster IPs and node ports: `pkg/registry/core/service/storage/alloc.go`.
//!
//! A real server picks free values at random. Here they are counted up in document order, so that the same text always gets
//! the same addresses: 10.96.0.101, fd00:10:96::101, node port 31001, health check node port 31901.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::create::Refusal;
use super::validation::{cluster_ip_fields, needs_health_check, parse_sloppy};
use crate::Value;
use crate::field::{BadValue, FieldError, Path};

const SPEC: Path<'static> = Path::new("spec");
const NODE_PORTS: std::ops::RangeInclusive<i64> = 30000..=32767;
const FIRST_NODE_PORT: i64 = 31001;
const FIRST_HEALTH_CHECK_PORT: i64 = 31901;
const FIRST_ADDRESS: u16 = 101;

/// The addresses and ports in use, across the objects of a manifest.
#[derive(Debug)]
pub(crate) struct Allocator {
    addresses: BTreeSet<IpAddr>,
    ports: BTreeSet<i64>,
    next_address: u16,
    next_node_port: i64,
    next_health_check_port: i64,
    dry_run: bool,
    trusting: bool,
    /// What was taken since the last [`Self::mark`].
    taken: (Vec<IpAddr>, Vec<i64>),
}

/// Where an allocator stood.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    next_address: u16,
    next_node_port: i64,
    next_health_check_port: i64,
}

impl Default for Allocator {
    /// The cluster before anything is created in it: `default/kubernetes` holds the first address.
    fn default() -> Self {
        Self {
            addresses: BTreeSet::from([Ipv4Addr::new(10, 96, 0, 1).into()]),
            ports: BTreeSet::new(),
            next_address: FIRST_ADDRESS,
            next_node_port: FIRST_NODE_PORT,
            next_health_check_port: FIRST_HEALTH_CHECK_PORT,
            dry_run: false,
            trusting: false,
            taken: Default::default(),
        }
    }
}

/// The families of the Service ranges; IPv4 is the cluster's first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    V4,
    V6,
}

impl Family {
    fn of(name: &str) -> Option<Self> {
        match name {
            "IPv4" => Some(Self::V4),
            "IPv6" => Some(Self::V6),
            _ => None,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::V4 => "IPv4",
            Self::V6 => "IPv6",
        }
    }

    const fn other(self) -> Self {
        match self {
            Self::V4 => Self::V6,
            Self::V6 => Self::V4,
        }
    }

    /// The range that Services of this family get their addresses from.
    const fn range(self) -> &'static str {
        match self {
            Self::V4 => "10.96.0.0/12",
            Self::V6 => "fd00:10:96::/112",
        }
    }

    /// Whether Services may have `address`: not the first of the range, and in IPv4 not the last.
    fn in_range(self, address: IpAddr) -> bool {
        match (self, address) {
            (Self::V4, IpAddr::V4(address)) => {
                let host = address.to_bits() & 0x000f_ffff;
                let network = address.to_bits() ^ host;
                network == Ipv4Addr::new(10, 96, 0, 0).to_bits() && host != 0 && host != 0x000f_ffff
            }
            (Self::V6, IpAddr::V6(address)) => {
                matches!(
                    address.segments(),
                    [0xfd00, 0x10, 0x96, 0, 0, 0, 0, 1..=u16::MAX]
                )
            }
            _ => false,
        }
    }

    /// The `number`th address: 10.96.0.101 for 101, fd00:10:96::101 for the same.
    fn address(self, number: u16) -> IpAddr {
        match self {
            Self::V4 => {
                let [high, low] = number.to_be_bytes();
                Ipv4Addr::new(10, 96, high, low).into()
            }
            Self::V6 => {
                // The digits of the number, read as hexadecimal.
                let digits = number.to_string();
                let group = u16::from_str_radix(&digits, 16).unwrap_or(number);
                Ipv6Addr::new(0xfd00, 0x10, 0x96, 0, 0, 0, 0, group).into()
            }
        }
    }
}

impl Allocator {
    /// The cluster as a dry run sees it.
    pub(crate) fn of_dry_run() -> Self {
        Self {
            dry_run: true,
            ..Self::default()
        }
    }

    /// The state to come back to, if what follows turns out to be refused.
    pub(crate) fn mark(&mut self) -> Mark {
        self.taken = Default::default();
        Mark {
            next_address: self.next_address,
            next_node_port: self.next_node_port,
            next_health_check_port: self.next_health_check_port,
        }
    }

    /// Comes back to the state of the last [`Self::mark`].
    pub(crate) fn undo(&mut self, mark: Mark) {
        let (addresses, ports) = std::mem::take(&mut self.taken);
        for address in addresses {
            self.addresses.remove(&address);
        }
        for port in ports {
            self.ports.remove(&port);
        }
        self.next_address = mark.next_address;
        self.next_node_port = mark.next_node_port;
        self.next_health_check_port = mark.next_health_check_port;
    }

    /// Whether `address` was free until now.
    fn take(&mut self, address: IpAddr) -> bool {
        let free = self.addresses.insert(address);
        self.taken.0.extend(free.then_some(address));
        free
    }

    /// Whether `port` was free until now.
    fn reserve(&mut self, port: i64) -> bool {
        let free = self.ports.insert(port);
        self.taken.1.extend(free.then_some(port));
        free
    }

    /// Whether the next Service keeps what it brings, in range and free or not: it was given out before.
    pub(crate) const fn trust(&mut self, trusting: bool) {
        self.trusting = trusting;
    }

    /// `allocateCreate`: settles the families of a Service, and gives it addresses and ports. On a refusal the Service and the
    /// allocator may be half changed: the caller drops the one and comes back to its mark with the other.
    pub(crate) fn service(&mut self, object: &mut Value) -> Result<(), Refusal> {
        let Some(spec) = object
            .as_map_mut()
            .and_then(|object| object.get_mut("spec"))
        else {
            return Ok(());
        };
        if spec.text("type") != "ExternalName" {
            families(spec)?;
            self.cluster_ips(spec)?;
        }
        if matches!(spec.text("type"), "NodePort" | "LoadBalancer") {
            self.node_ports(spec)?;
        }
        if needs_health_check(spec) {
            self.health_check_port(spec)?;
        }
        Ok(())
    }

    fn cluster_ips(&mut self, spec: &mut Value) -> Result<(), Refusal> {
        if spec.texts("clusterIPs").next() == Some("None") {
            return Ok(());
        }
        let mut number = None;
        let mut addresses: Vec<Value> = spec.list("clusterIPs").to_vec();
        for (at, family) in spec.texts("ipFamilies").filter_map(Family::of).enumerate() {
            match addresses.get(at).and_then(Value::as_str) {
                Some(text) => {
                    self.take_address(text, family).map_err(|reason| {
                        let all = BadValue::Json(addresses.clone().into());
                        let detail = format!("failed to allocate IP {text}: {reason}");
                        Refusal::invalid(FieldError::invalid(
                            SPEC.child("clusterIPs"),
                            all,
                            &detail,
                        ))
                    })?;
                }
                None => {
                    let number = *number.get_or_insert_with(|| self.next_number());
                    let address = family.address(number);
                    self.take(address);
                    addresses.push(address.to_string().into());
                }
            }
        }
        if let Some(spec) = spec.as_map_mut() {
            if let Some(first) = addresses.first() {
                spec.insert("clusterIP", first.clone());
            }
            spec.insert("clusterIPs", addresses);
        }
        Ok(())
    }

    fn take_address(&mut self, text: &str, family: Family) -> Result<(), String> {
        if self.trusting {
            if let Some(address) = parse_sloppy(text) {
                self.take(address);
            }
            return Ok(());
        }
        let address = parse_sloppy(text).filter(|address| family.in_range(*address));
        let Some(address) = address else {
            let range = family.range();
            return Err(format!(
                "the provided IP ({text}) is not in the valid range. The range of valid IPs is {range}"
            ));
        };
        match self.take(address) {
            true => Ok(()),
            false => Err("provided IP is already allocated".into()),
        }
    }

    /// One number a Service, whichever families it wants.
    fn next_number(&mut self) -> u16 {
        let taken = |number: u16| {
            [Family::V4, Family::V6]
                .iter()
                .any(|family| self.addresses.contains(&family.address(number)))
        };
        let free = (self.next_address..u16::MAX).find(|number| !taken(*number));
        let number = free.unwrap_or(u16::MAX);
        self.next_address = number.saturating_add(1);
        number
    }

    /// `initNodePorts`, save that ports of the same number get node ports of their own.
    fn node_ports(&mut self, spec: &mut Value) -> Result<(), Refusal> {
        let allocate = spec.get("allocateLoadBalancerNodePorts") != Some(&Value::Bool(false));
        let mut ports: Vec<Value> = spec.list("ports").to_vec();
        let dry_run = has_twins(&ports);
        let wishes = requested(&ports);
        let mut given: BTreeMap<i64, i64> = BTreeMap::new();
        let mut highest = None;
        for at in 0..ports.len() {
            let Some((number, wanted)) = ports.get(at).map(numbers) else {
                break;
            };
            if wanted == 0 && !allocate {
                continue;
            }
            let shared = given.get(&number).copied();
            let node_port = match (wanted, shared) {
                (0, Some(shared)) if dry_run => shared,
                (wanted, Some(shared)) if wanted == shared => wanted,
                (0, _) if dry_run => match wishes.get(&number) {
                    Some(port) => self.take_node_port(*port, at)?,
                    None => next_of_dry_run(highest),
                },
                (0, _) => {
                    let free = self.next_free_port(self.next_node_port);
                    self.next_node_port = free + 1;
                    free
                }
                (wanted, _) => self.take_node_port(wanted, at)?,
            };
            given.entry(number).or_insert(node_port);
            highest = highest.max(Some(node_port));
            if let Some(port) = ports.get_mut(at).and_then(Value::as_map_mut) {
                port.insert("nodePort", node_port);
            }
        }
        if let Some(spec) = spec.as_map_mut()
            && spec.get("ports").is_some()
        {
            spec.insert("ports", ports);
        }
        Ok(())
    }

    fn take_node_port(&mut self, port: i64, at: usize) -> Result<i64, Refusal> {
        self.take_port(port).map_err(|reason| {
            let path = SPEC.child("ports");
            let path = path.index(at);
            Refusal::invalid(FieldError::invalid(path.child("nodePort"), port, &reason))
        })?;
        Ok(port)
    }

    fn health_check_port(&mut self, spec: &mut Value) -> Result<(), Refusal> {
        match spec.int("healthCheckNodePort") {
            0 => {
                let free = self.next_free_port(self.next_health_check_port);
                self.next_health_check_port = free + 1;
                if let Some(spec) = spec.as_map_mut() {
                    spec.insert("healthCheckNodePort", free);
                }
                Ok(())
            }
            wanted => self.take_port(wanted).map_err(|reason| {
                Refusal::Internal(format!(
                    "failed to allocate requested HealthCheck NodePort {wanted}: {reason}"
                ))
            }),
        }
    }

    /// A dry run looks whether a port is taken, not whether the range has it: `PortAllocationOperation.Allocate`.
    fn take_port(&mut self, port: i64) -> Result<(), String> {
        if self.trusting {
            self.reserve(port);
            return Ok(());
        }
        if !self.dry_run && !NODE_PORTS.contains(&port) {
            let (first, last) = (NODE_PORTS.start(), NODE_PORTS.end());
            return Err(format!(
                "provided port is not in the valid range. The range of valid ports is {first}-{last}"
            ));
        }
        match self.reserve(port) {
            true => Ok(()),
            false => Err("provided port is already allocated".into()),
        }
    }

    fn next_free_port(&mut self, from: i64) -> i64 {
        let free = (from..).find(|port| !self.ports.contains(port));
        let port = free.unwrap_or(from);
        self.reserve(port);
        port
    }
}

/// Whether two ports have the same protocol and number. Such a Service is refused later on, and its node ports show in what
/// it is told: they are those of kubectl's dry run, in which ports of the same number do share one.
fn has_twins(ports: &[Value]) -> bool {
    let key = |port: &Value| (port.text("protocol").to_owned(), port.int("port"));
    let mut keys = ports.iter().map(key).collect::<Vec<_>>();
    keys.sort_unstable();
    keys.windows(2).any(|pair| pair.first() == pair.last())
}

fn numbers(port: &Value) -> (i64, i64) {
    (port.int("port"), port.int("nodePort"))
}

/// `findRequestedNodePort`: the node port that some port of a number asks for.
fn requested(ports: &[Value]) -> BTreeMap<i64, i64> {
    let mut requested = BTreeMap::new();
    for (number, node_port) in ports.iter().map(numbers).filter(|(_, port)| *port != 0) {
        requested.entry(number).or_insert(node_port);
    }
    requested
}

/// `PortAllocationOperation.AllocateNext` of a dry run: beyond the range, or after the highest in use.
fn next_of_dry_run(highest: Option<i64>) -> i64 {
    highest.unwrap_or(NODE_PORTS.end() + 1) + 1
}

/// `initIPFamilyFields`, on a cluster with both families.
fn families(spec: &mut Value) -> Result<(), Refusal> {
    let headless_alone = spec.text("clusterIP") == "None" && spec.entries("selector").is_empty();
    if let (false, Some(fields)) = (spec.has("ipFamilyPolicy"), spec.as_map_mut()) {
        let policy = if headless_alone {
            "RequireDualStack"
        } else {
            "SingleStack"
        };
        fields.insert("ipFamilyPolicy", policy);
    }
    let wrong = cluster_ip_fields(spec);
    if !wrong.is_empty() {
        return Err(Refusal::Invalid(wrong));
    }
    let single = spec.text("ipFamilyPolicy") == "SingleStack";
    if single {
        single_stack(spec)?;
    }
    let mut families: Vec<Family> = spec.texts("ipFamilies").filter_map(Family::of).collect();
    let addresses = spec.texts("clusterIPs").take_while(|text| *text != "None");
    for address in addresses.skip(families.len()) {
        let v6 = parse_sloppy(address).is_some_and(|address| address.is_ipv6());
        families.push(if v6 { Family::V6 } else { Family::V4 });
    }
    if families.is_empty() {
        families.push(Family::V4);
    }
    if let ([family], false) = (families.as_slice(), single) {
        families.push(family.other());
    }
    let names: Vec<Value> = families.iter().map(|family| family.name().into()).collect();
    if let Some(fields) = spec.as_map_mut() {
        fields.insert("ipFamilies", names);
    }
    Ok(())
}

fn single_stack(spec: &Value) -> Result<(), Refusal> {
    let lists = [("clusterIPs", "cluster IPs"), ("ipFamilies", "IP families")];
    let doubled = lists
        .into_iter()
        .filter(|(list, _)| spec.list(list).len() == 2);
    let errors: Vec<FieldError> = doubled
        .map(|(_, what)| {
            let detail = format!(
                "must be 'RequireDualStack' or 'PreferDualStack' when multiple {what} are specified"
            );
            let policy = BadValue::typed("SingleStack");
            FieldError::invalid(SPEC.child("ipFamilyPolicy"), policy, &detail)
        })
        .collect();
    match errors.is_empty() {
        true => Ok(()),
        false => Err(Refusal::Invalid(errors)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::admission::from_json;

    fn given(allocator: &mut Allocator, spec: &str) -> Value {
        let mut object = from_json(&format!(r#"{{"spec": {spec}}}"#));
        allocator.service(&mut object).unwrap();
        object.part("spec").clone()
    }

    fn refused(allocator: &mut Allocator, spec: &str) -> String {
        let mut object = from_json(&format!(r#"{{"spec": {spec}}}"#));
        match allocator.service(&mut object) {
            Err(Refusal::Invalid(errors)) => errors[0].to_string(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn a_dry_run_does_not_know_the_range_of_node_ports() {
        let spec = r#"{"type": "NodePort", "ports": [{"port": 80, "nodePort": 1}]}"#;
        assert!(refused(&mut Allocator::default(), spec).contains("not in the valid range"));
        given(&mut Allocator::of_dry_run(), spec);
    }

    #[test]
    fn addresses_are_counted_up_past_those_taken() {
        let mut allocator = Allocator::default();
        let first = given(&mut allocator, r#"{"ipFamilyPolicy": "PreferDualStack"}"#);
        let addresses = ["10.96.0.101", "fd00:10:96::101"].map(Value::from);
        assert_eq!(first.list("clusterIPs"), addresses);
        given(
            &mut allocator,
            r#"{"clusterIP": "10.96.0.102", "clusterIPs": ["10.96.0.102"]}"#,
        );
        let third = given(&mut allocator, "{}");
        assert_eq!(third.text("clusterIP"), "10.96.0.103");
        let message = refused(
            &mut allocator,
            r#"{"clusterIP": "10.96.0.1", "clusterIPs": ["10.96.0.1"]}"#,
        );
        assert_eq!(
            message,
            r#"spec.clusterIPs: Invalid value: ["10.96.0.1"]: failed to allocate IP 10.96.0.1: provided IP is already allocated"#
        );
    }

    #[test]
    fn a_headless_service_without_selector_takes_both_families() {
        let spec = r#"{"type": "ClusterIP", "clusterIP": "None", "clusterIPs": ["None"]}"#;
        let spec = given(&mut Allocator::default(), spec);
        assert_eq!(spec.list("ipFamilies"), ["IPv4", "IPv6"].map(Value::from));
        assert_eq!(spec.text("ipFamilyPolicy"), "RequireDualStack");
    }

    #[test]
    fn two_protocols_may_share_a_node_port_that_was_asked_for() {
        let mut allocator = Allocator::default();
        let ports = r#"{"type": "NodePort", "ports": [
            {"port": 53, "protocol": "UDP", "nodePort": 30053}, {"port": 53, "protocol": "TCP", "nodePort": 30053},
            {"port": 80, "protocol": "TCP"}]}"#;
        let spec = given(&mut allocator, ports);
        let ports: Vec<i64> = spec
            .list("ports")
            .iter()
            .map(|port| port.int("nodePort"))
            .collect();
        assert_eq!(ports, [30053, 30053, 31001]);
        let again =
            r#"{"type": "NodePort", "ports": [{"port": 1, "protocol": "TCP", "nodePort": 30053}]}"#;
        assert_eq!(
            refused(&mut allocator, again),
            "spec.ports[0].nodePort: Invalid value: 30053: provided port is already allocated"
        );
    }
}
