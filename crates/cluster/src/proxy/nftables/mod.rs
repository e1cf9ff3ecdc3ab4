//! The rules of kube-proxy's nftables mode.

mod base;
mod names;
mod rules;

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use super::NodeProxy;
use crate::api::IpFamily;

impl NodeProxy {
    /// The table that kube-proxy keeps on this node, as the commands that make it (`syncProxyRules`).
    ///
    /// Chains, sets and maps are in the order of their names, the order of kube-proxy's own tests. The elements of sets and maps,
    /// whose order kube-proxy leaves to chance, are in the order of the Services' names and their ports.
    pub fn nftables(&self) -> String {
        let mut table = base::table(self);
        for (port, categories) in &self.ports {
            rules::write(self, port, categories, &mut table);
        }
        table.print()
    }
}

/// The table, as it grows.
struct Table {
    family: IpFamily,
    chains: BTreeMap<String, Chain>,
    sets: BTreeMap<String, Container>,
    maps: BTreeMap<String, Container>,
}

#[derive(Default)]
struct Chain {
    /// What stands behind its name.
    properties: String,
    rules: Vec<String>,
}

/// A set, or a map.
#[derive(Default)]
struct Container {
    /// What stands behind its name.
    properties: String,
    elements: Vec<Element>,
    /// Where the element with a key is.
    places: BTreeMap<String, usize>,
}

struct Element {
    key: String,
    /// What stands behind its key.
    rest: String,
}

impl Table {
    const fn new(family: IpFamily) -> Self {
        Self {
            family,
            chains: BTreeMap::new(),
            sets: BTreeMap::new(),
            maps: BTreeMap::new(),
        }
    }

    /// `ip` or `ip6`.
    const fn ip(&self) -> &'static str {
        match self.family {
            IpFamily::V4 => "ip",
            IpFamily::V6 => "ip6",
        }
    }

    /// The type of an address in sets.
    const fn address_type(&self) -> &'static str {
        match self.family {
            IpFamily::V4 => "ipv4_addr",
            IpFamily::V6 => "ipv6_addr",
        }
    }

    /// Makes sure that a chain is there.
    fn chain(&mut self, name: &str) -> &mut Chain {
        self.chains.entry(name.to_owned()).or_default()
    }

    fn rule(&mut self, chain: &str, rule: impl Into<String>) {
        self.chain(chain).rules.push(rule.into());
    }

    fn set(&mut self, name: &str, properties: String) {
        let set = self.sets.entry(name.to_owned()).or_default();
        set.properties = properties;
    }

    fn map(&mut self, name: &str, properties: String) {
        let map = self.maps.entry(name.to_owned()).or_default();
        map.properties = properties;
    }

    fn set_element(&mut self, set: &str, key: String) {
        let set = self.sets.entry(set.to_owned()).or_default();
        set.put(key, String::new());
    }

    /// Adds `key : verdict` to a map, with a comment if there is one.
    fn map_element(&mut self, map: &str, key: String, comment: Option<&str>, verdict: &str) {
        let rest = match comment {
            Some(comment) => format!(" comment \"{comment}\" : {verdict}"),
            None => format!(" : {verdict}"),
        };
        let map = self.maps.entry(map.to_owned()).or_default();
        map.put(key, rest);
    }

    fn print(&self) -> String {
        let mut out = String::new();
        // Writing to a string cannot fail.
        let _ = self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) -> fmt::Result {
        let table = format!("{} kube-proxy", self.ip());
        writeln!(
            out,
            "add table {table} {{ comment \"rules for kube-proxy\" ; }}"
        )?;
        for (name, chain) in &self.chains {
            writeln!(out, "add chain {table} {name}{}", chain.properties)?;
        }
        for (kind, containers) in [("set", &self.sets), ("map", &self.maps)] {
            for (name, container) in containers {
                writeln!(out, "add {kind} {table} {name}{}", container.properties)?;
            }
        }
        for (name, chain) in &self.chains {
            for rule in &chain.rules {
                writeln!(out, "add rule {table} {name} {rule}")?;
            }
        }
        for (name, container) in self.sets.iter().chain(&self.maps) {
            for Element { key, rest } in &container.elements {
                writeln!(out, "add element {table} {name} {{ {key}{rest} }}")?;
            }
        }
        Ok(())
    }
}

impl Container {
    /// Adds an element; one with the same key is replaced.
    fn put(&mut self, key: String, rest: String) {
        let next = self.elements.len();
        let place = *self.places.entry(key.clone()).or_insert(next);
        match self.elements.get_mut(place) {
            Some(element) => element.rest = rest,
            None => self.elements.push(Element { key, rest }),
        }
    }
}
