//! A program that is told to listen on a loopback address hears only its own Pod: the Service and its endpoints are as they should be,
//! and every connection from outside the Pod is refused.
//!
//! Not certain: what a flag or a variable means is known to the program alone. So only the usual names are looked at, only on the
//! container that serves the port, and only where nothing else is wrong with the Service port.

use super::{Advice, Evidence, EvidenceKind, Example, Finding, Place, Rule, Scope, Severity};
use super::{name_path, selected};
use crate::Str;
use crate::api::{Container, Pod, ServicePort, TargetPort};
use crate::field::{FieldPath, Segment};
use crate::manifest::Source;

pub(super) const EXAMPLE: Example = Example {
    bad: "\
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
  - port: 80
    targetPort: 8080
---
apiVersion: v1
kind: Pod
metadata:
  name: web-1
  labels:
    app: web
spec:
  containers:
  - name: web
    image: registry.example/web:1.0
    args: [--listen=127.0.0.1:8080]
    ports:
    - containerPort: 8080
",
    good: "\
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
  - port: 80
    targetPort: 8080
---
apiVersion: v1
kind: Pod
metadata:
  name: web-1
  labels:
    app: web
spec:
  containers:
  - name: web
    image: registry.example/web:1.0
    args: [--listen=0.0.0.0:8080]
    ports:
    - containerPort: 8080
",
};

/// What flags and variables are called that say where to listen; the last word of a dotted name.
const NAMES: [&str; 15] = [
    "addr",
    "address",
    "bind",
    "bind-addr",
    "bind-address",
    "bind-ip",
    "host",
    "http-addr",
    "http-address",
    "http-host",
    "listen",
    "listen-addr",
    "listen-address",
    "server-address",
    "server-host",
];

/// Looks for loopback addresses where a container of a healthy Service is told to listen.
pub(super) fn check(scope: Scope<'_>, advice: &mut Vec<Advice>) {
    for (service, view) in scope.services() {
        let alive = service
            .ports
            .iter()
            .zip(&view.ports)
            .filter(|(_, view)| view.dead.is_none())
            .map(|(port, _)| port);
        let found = alive.into_iter().find_map(|port| {
            let mut pods = selected(scope, view);
            pods.find_map(|pod| {
                let source = scope.manifest.object(pod.id)?;
                let (path, address) = told_to_listen(source, pod, port)?;
                Some((pod, path, address))
            })
        });
        let Some((pod, path, address)) = found else {
            continue;
        };
        advice.push(Advice {
            rule: Rule::LoopbackOnly,
            severity: Severity::Info,
            place: Place::value(pod.id, path),
            finding: Finding::LoopbackOnly {
                service: service.meta.object_name(),
                address,
            },
            evidence: vec![Evidence {
                place: Place::value(service.id, name_path()),
                what: EvidenceKind::Service(service.meta.object_name()),
            }],
            remedy: None,
        });
    }
}

/// Where the container behind `port` is told to listen on a loopback address, and on which.
fn told_to_listen(source: &Source, pod: &Pod, port: &ServicePort) -> Option<(FieldPath, Str)> {
    let serves = |container: &&Container| number(container, port).is_some();
    let container = match pod.containers.as_slice() {
        [only] => only,
        several => several.iter().find(serves)?,
    };
    let wanted = number(container, port);
    let listens = |address: &str| {
        loopback(address).is_some_and(|port| port.is_none() || wanted.is_none() || port == wanted)
    };
    let path = container_path(source, container);
    let node = source.find(&path)?.value;
    for list in ["command", "args"] {
        let words = node.get(list).map_or(&[][..], |entry| entry.value.items());
        let mut before = "";
        for (index, word) in words.iter().enumerate() {
            let word = word.as_str().unwrap_or_default();
            if let Some(address) = address_of(before, word).filter(|address| listens(address)) {
                let steps = [Segment::Field(list.into()), Segment::Index(index)];
                return Some((extended(&path, steps), address.into()));
            }
            before = word.rsplit([' ', '\n']).next().unwrap_or_default();
        }
    }
    let variables = node.get("env").map_or(&[][..], |entry| entry.value.items());
    for (index, variable) in variables.iter().enumerate() {
        let text = |key| variable.get(key).and_then(|entry| entry.value.as_str());
        let (Some(name), Some(value)) = (text("name"), text("value")) else {
            continue;
        };
        if means_listening(name) && listens(value) {
            let steps = [
                Segment::Field("env".into()),
                Segment::Index(index),
                Segment::Field("value".into()),
            ];
            return Some((extended(&path, steps), value.into()));
        }
    }
    None
}

/// The port of `container` that `port` leads to, if it declares it.
fn number(container: &Container, port: &ServicePort) -> Option<u16> {
    let mut declared = container.ports.iter();
    let fits = |name: &Option<Str>, number: u16| match &port.target_port {
        TargetPort::Number(wanted) => number == *wanted,
        TargetPort::Name(wanted) => name.as_ref() == Some(wanted),
    };
    declared
        .find(|declared| declared.protocol == port.protocol && fits(&declared.name, declared.port))
        .map(|declared| declared.port)
}

/// The address in a word of a command: `--host=127.0.0.1`, `--host` and then `127.0.0.1`, or either within a shell's line.
fn address_of<'a>(before: &'a str, word: &'a str) -> Option<&'a str> {
    let mut flag = before;
    for word in word.split_whitespace() {
        if let Some((name, value)) = word.split_once('=')
            && means_listening(name)
        {
            return Some(value);
        }
        if flag.starts_with('-') && means_listening(flag) && !word.starts_with('-') {
            return Some(word);
        }
        flag = word;
    }
    None
}

/// Whether a flag or variable of that name says where to listen.
fn means_listening(name: &str) -> bool {
    let name = name.trim_start_matches('-').to_ascii_lowercase();
    let name = name.replace('_', "-");
    let last = name.rsplit('.').next().unwrap_or_default();
    NAMES.contains(&last)
}

/// Whether `address` is a loopback address, and with which port.
fn loopback(address: &str) -> Option<Option<u16>> {
    let address = address.trim_matches(['"', '\'']);
    let bare = address.split_once("://").map_or(address, |(_, rest)| rest);
    let is_loopback = |host: &str| {
        host == "localhost"
            || host
                .trim_matches(['[', ']'])
                .parse::<std::net::IpAddr>()
                .is_ok_and(|ip| ip.is_loopback())
    };
    if is_loopback(bare) {
        return Some(None);
    }
    let (host, port) = bare.rsplit_once(':')?;
    let port = port.parse().ok()?;
    is_loopback(host).then_some(Some(port))
}

/// Where a container stands: in a Pod, or in the template of what makes Pods.
fn container_path(source: &Source, container: &Container) -> FieldPath {
    let above: &[&str] = match source.kind.as_deref() {
        Some("Pod") => &["spec"],
        Some("CronJob") => &["spec", "jobTemplate", "spec", "template", "spec"],
        _ => &["spec", "template", "spec"],
    };
    let list = if container.sidecar {
        "initContainers"
    } else {
        "containers"
    };
    let fields = above.iter().copied().chain([list]);
    fields
        .map(|name| Segment::Field(name.into()))
        .chain([Segment::Index(container.index)])
        .collect()
}

fn extended(path: &FieldPath, steps: impl IntoIterator<Item = Segment>) -> FieldPath {
    path.segments().iter().cloned().chain(steps).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{pod, service, told};

    const RULE: &str = "loopback-only";

    fn text(container: &str) -> String {
        service(
            "a",
            "selector: {app: a}, ports: [{port: 80, targetPort: 8080}]",
        ) + &pod("p", "app: a", "{containerPort: 8080}")
            .replace("name: a, image", &format!("name: a, {container}, image"))
    }

    #[test]
    fn a_loopback_address_hears_only_its_own_pod() {
        for (container, at) in [
            ("args: [--listen=127.0.0.1:8080]", "--listen=127.0.0.1:8080"),
            ("args: [serve, --server.host, localhost]", "localhost"),
            (
                "command: [sh, -c, 'exec app --bind 127.0.0.1']",
                "'exec app --bind 127.0.0.1'",
            ),
            ("env: [{name: HOST, value: '::1'}]", "'::1'"),
        ] {
            let told = told(&text(container));
            assert_eq!((told.rules(), told.at(RULE)), (vec![RULE], at));
            assert_eq!(told.evidence(RULE), ["a"]);
        }
    }

    #[test]
    fn another_port_a_client_or_every_address_is_fine() {
        for container in [
            "args: [--listen=127.0.0.1:9090]",
            "args: [--listen=0.0.0.0:8080]",
            "args: [--db-host=localhost]",
            "env: [{name: DB_HOST, value: localhost}]",
            "env: [{name: HOST, value: 0.0.0.0}]",
        ] {
            assert_eq!(
                told(&text(container)).rules(),
                [] as [&str; 0],
                "{container}"
            );
        }
    }

    #[test]
    fn a_proxy_beside_it_may_be_what_serves() {
        let text = text("args: [--host=127.0.0.1]").replace(
            "ports: [{containerPort: 8080}]}",
            "ports: []}, {name: proxy, image: 'registry.local/p:1', ports: [{containerPort: 8080}]}",
        );
        assert_eq!(told(&text).rules(), [] as [&str; 0]);
    }
}
