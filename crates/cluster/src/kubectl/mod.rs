//! What `kubectl get` and `kubectl describe` print, letter for letter.
//!
//! Services are given as the API server stores them, since kubectl shows fields as they are written; see
//! [`crate::lower::stored_service`].

mod describe;
mod get;
mod table;

use std::collections::BTreeSet;

use crate::api::{EndpointSlice, Endpoints};
use crate::controllers::Published;
use crate::{Map, Value};

pub use describe::describe_services;
pub use get::{get_endpoint_slices, get_endpoints, get_services_wide};

/// A command and what it prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The command, as typed.
    pub command: String,
    /// Its output.
    pub text: String,
}

/// The views of every namespace that holds something: Services, Endpoints, EndpointSlices, and the Services described. `age` is
/// shown as the age of every object.
pub fn views(services: &[Value], published: &Published, age: &str) -> Vec<View> {
    let of_services = services.iter().filter_map(namespace);
    let of_endpoints = published.endpoints.iter().map(|it| &*it.meta.namespace);
    let of_slices = published.slices.iter().map(|it| &*it.meta.namespace);
    let namespaces: BTreeSet<&str> = of_services.chain(of_endpoints).chain(of_slices).collect();
    namespaces
        .into_iter()
        .flat_map(|name| of_namespace(name, services, published, age))
        .collect()
}

fn of_namespace(name: &str, services: &[Value], published: &Published, age: &str) -> Vec<View> {
    let here = services
        .iter()
        .filter(|service| namespace(service) == Some(name));
    let services: Vec<&Value> = here.collect();
    let of_endpoints = published
        .endpoints
        .iter()
        .filter(|it| &*it.meta.namespace == name);
    let endpoints: Vec<&Endpoints> = of_endpoints.collect();
    let of_slices = published
        .slices
        .iter()
        .filter(|it| &*it.meta.namespace == name);
    let slices: Vec<&EndpointSlice> = of_slices.collect();
    let option = match name {
        "default" => String::new(),
        name => format!(" -n {name}"),
    };
    let view = |command: &str, text: String| {
        (!text.is_empty()).then(|| View {
            command: format!("kubectl {command}{option}"),
            text,
        })
    };
    [
        view("get svc -o wide", get_services_wide(&services, age)),
        view("get endpoints", get_endpoints(&endpoints, age)),
        view("get endpointslices", get_endpoint_slices(&slices, age)),
        view("describe svc", describe_services(&services, &slices)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn namespace(object: &Value) -> Option<&str> {
    object.at(["metadata", "namespace"])?.as_str()
}

/// A text field, empty where it is missing.
fn text<'a, const N: usize>(object: &'a Value, path: [&str; N]) -> &'a str {
    object.at(path).and_then(Value::as_str).unwrap_or_default()
}

/// A whole number field, 0 where it is missing.
fn number<const N: usize>(object: &Value, path: [&str; N]) -> i64 {
    object.at(path).and_then(Value::as_int).unwrap_or(0)
}

/// The texts of a list field, with commas; none where there are none.
fn list<const N: usize>(object: &Value, path: [&str; N]) -> Option<String> {
    let items = object.at(path)?.items();
    let texts: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
    (!texts.is_empty()).then(|| texts.join(","))
}

/// `key=value` by key, with commas (`labels.FormatLabels`).
fn labels(map: Option<&Value>) -> String {
    let pairs: Vec<String> = sorted(map)
        .into_iter()
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    or_none(pairs.join(","))
}

/// The texts of a map, by key.
fn sorted(map: Option<&Value>) -> Vec<(&str, &str)> {
    let fields = map.and_then(Value::as_map).into_iter().flat_map(Map::iter);
    let mut pairs: Vec<(&str, &str)> = fields
        .map(|(key, value)| (&**key, value.as_str().unwrap_or_default()))
        .collect();
    pairs.sort_unstable();
    pairs
}

fn or_none(text: String) -> String {
    if text.is_empty() {
        "<none>".to_owned()
    } else {
        text
    }
}

/// At most three of many, and how many more there are.
fn first_three(all: impl IntoIterator<Item = String>) -> String {
    let mut shown = Vec::new();
    let mut more = 0usize;
    for item in all {
        if shown.len() < 3 {
            shown.push(item);
        } else {
            more += 1;
        }
    }
    let shown = shown.join(",");
    match more {
        0 => shown,
        more => format!("{shown} + {more} more..."),
    }
}

/// Go's `net.JoinHostPort`.
fn host_port(host: &str, port: u16) -> String {
    if host.contains(':') {
        format!("[{host}]:{port}")
    } else {
        format!("{host}:{port}")
    }
}

#[cfg(test)]
mod tests;
