//! The manifests that are measured: made, not stored, and the same ones each time.
//!
//! `crates/playground/benches/stages.rs` takes this file in as well, so that both measure the same texts. It knows nothing of either.

use std::fmt::Write as _;

/// How much there is to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Size {
    /// The first example of the lecture notes: a Service and its two Pods.
    S,
    /// 100 objects.
    M,
    /// 1,000 objects.
    L,
    /// 10,000 Pods and 500 Services.
    XL,
}

impl Size {
    /// From the smallest to the largest.
    pub(crate) const ALL: [Self; 4] = [Self::S, Self::M, Self::L, Self::XL];

    /// What it is called.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::S => "S",
            Self::M => "M",
            Self::L => "L",
            Self::XL => "XL",
        }
    }

    /// How many Services there are, and how many Pods.
    pub(crate) const fn services_and_pods(self) -> (usize, usize) {
        match self {
            Self::S => (1, 2),
            Self::M => (5, 95),
            Self::L => (50, 950),
            Self::XL => (500, 10_000),
        }
    }
}

/// A manifest of that size: each Service followed by the Pods that it selects, as a rendered chart has them.
pub(crate) fn text(size: Size) -> String {
    if size == Size::S {
        return include_str!("../../../../public/examples/seed-a-service-and-pods.yaml").to_owned();
    }
    let (services, pods) = size.services_and_pods();
    let mut text = String::new();
    for index in 0..services {
        let app = App::new(index);
        app.service(&mut text);
        for pod in pods * index / services..pods * (index + 1) / services {
            app.pod(pod, &mut text);
        }
    }
    text
}

const NAMES: [&str; 8] = [
    "orders", "cart", "search", "billing", "mail", "stock", "login", "reviews",
];
const NAMESPACES: [&str; 3] = ["default", "prod", "staging"];

/// A Service and what runs behind it.
struct App {
    index: usize,
    name: &'static str,
    namespace: &'static str,
}

impl App {
    fn new(index: usize) -> Self {
        Self {
            index,
            name: NAMES.into_iter().cycle().nth(index % 8).unwrap_or_default(),
            namespace: NAMESPACES
                .into_iter()
                .cycle()
                .nth(index % 3)
                .unwrap_or_default(),
        }
    }

    fn service(&self, text: &mut String) {
        let Self {
            index,
            name,
            namespace,
        } = self;
        let more = match index % 10 {
            3 => "  type: NodePort\n",
            7 => "  clusterIP: None\n",
            _ => "",
        };
        // By number or by name, as people do.
        let target = if index % 2 == 0 { "8080" } else { "http" };
        let _ = write!(
            text,
            "---
apiVersion: v1
kind: Service
metadata:
  name: {name}-{index}
  namespace: {namespace}
  labels:
    app.kubernetes.io/name: {name}
spec:
{more}  selector:
    app.kubernetes.io/name: {name}
    app.kubernetes.io/instance: {name}-{index}
  ports:
  - name: http
    port: 80
    targetPort: {target}
"
        );
    }

    fn pod(&self, pod: usize, text: &mut String) {
        let Self {
            index,
            name,
            namespace,
        } = self;
        let node = 1 + pod % 2;
        let version = index % 7;
        let hash = 0x5d8f_9c70 + index;
        let not_ready = if pod % 25 == 24 {
            "status:\n  conditions:\n  - type: Ready\n    status: \"False\"\n"
        } else {
            ""
        };
        let _ = write!(
            text,
            "---
apiVersion: v1
kind: Pod
metadata:
  name: {name}-{index}-{hash:x}-{pod}
  namespace: {namespace}
  labels:
    app.kubernetes.io/name: {name}
    app.kubernetes.io/instance: {name}-{index}
    app.kubernetes.io/version: 2.{version}.1
    pod-template-hash: x{hash:x}
spec:
  nodeName: node-{node}
  containers:
  - name: {name}
    image: registry.example.com/shop/{name}:2.{version}.1
    ports:
    - name: http
      containerPort: 8080
    readinessProbe:
      httpGet: {{path: /healthz, port: http}}
      periodSeconds: 5
{not_ready}"
        );
    }
}
