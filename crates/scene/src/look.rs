//! What a person wants to see of a cluster that is too large to be seen at once.

use std::collections::BTreeSet;

use cluster::Cluster;
use cluster::overview::{Orphan, Overview, Target};
use serde::{Deserialize, Serialize};

/// What is asked for. By itself: everything, and equal Pods as one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// The ids of folded cards that are taken apart: each Pod or address of theirs is a card of its own. The first of them keeps
    /// the id, by which it can be folded again.
    pub unfolded: BTreeSet<String>,
    /// Only this namespace. One that nothing is in hides nothing.
    pub namespace: Option<String>,
    /// Only this Service, `default/web`, with what is behind it and what nearly is. One that is not there hides nothing.
    pub service: Option<String>,
}

/// What is drawn of a cluster, by [`Look`]: flags for its Services and Pods.
pub(crate) struct Shown<'a> {
    look: &'a Look,
    services: Vec<bool>,
    pods: Vec<bool>,
    /// Whether the look asks for a namespace or a Service that is there.
    of_namespace: bool,
    of_service: bool,
}

impl<'a> Shown<'a> {
    pub(crate) fn of(cluster: &Cluster, overview: &Overview, look: &'a Look) -> Self {
        let wanted = |wanted: &Option<String>, found: &str| wanted.as_deref() == Some(found);
        let named: Vec<bool> = cluster
            .services
            .iter()
            .map(|service| wanted(&look.service, &service.meta.object_name().to_string()))
            .collect();
        let of_service = named.contains(&true);
        let services = cluster.services.iter().map(|service| &service.meta);
        let mut metas = services.chain(cluster.pods.iter().map(|pod| &pod.meta));
        let of_namespace =
            !of_service && metas.any(|meta| wanted(&look.namespace, &meta.namespace));
        let here = |namespace: &str| !of_namespace || wanted(&look.namespace, namespace);
        let services = if of_service {
            named
        } else {
            let services = cluster.services.iter();
            services
                .map(|service| here(&service.meta.namespace))
                .collect()
        };
        let mut pods: Vec<bool> = cluster
            .pods
            .iter()
            .map(|pod| !of_service && here(&pod.meta.namespace))
            .collect();
        let mut show = |pod: usize| {
            if let Some(flag) = pods.get_mut(pod) {
                *flag = true;
            }
        };
        for (view, _) in overview
            .services
            .iter()
            .zip(&services)
            .filter(|(_, shown)| **shown)
        {
            view.selected.iter().copied().for_each(&mut show);
            let ports = view.ports.iter().flat_map(|port| &port.backends);
            for backend in ports.chain(&view.addresses) {
                if let Target::Pod(pod) = backend.target {
                    show(pod);
                }
            }
        }
        for unmatched in &overview.unmatched {
            let nearest = unmatched.nearest.as_ref().map(|nearest| nearest.service);
            if of_service && nearest.is_some_and(|at| services.get(at) == Some(&true)) {
                show(unmatched.pod);
            }
        }
        Self {
            look,
            services,
            pods,
            of_namespace,
            of_service,
        }
    }

    pub(crate) fn service(&self, at: usize) -> bool {
        self.services.get(at) == Some(&true)
    }

    pub(crate) fn pod(&self, at: usize) -> bool {
        self.pods.get(at) == Some(&true)
    }

    pub(crate) fn orphan(&self, orphan: &Orphan) -> bool {
        if self.of_service {
            return orphan.nearest.is_some_and(|at| self.service(at));
        }
        let wants = orphan.wants.as_ref();
        !self.of_namespace
            || wants.is_some_and(|name| Some(&*name.namespace) == self.look.namespace.as_deref())
    }

    /// Whether the folded card `id` is to be taken apart.
    pub(crate) fn unfolded(&self, id: &str) -> bool {
        self.look.unfolded.contains(id)
    }
}
