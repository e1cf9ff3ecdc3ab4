use std::net::IpAddr;

use super::{DOMAIN, Data, Zone};
use crate::Str;

/// From so many dots on a name is tried as it stands first: `ndots:5` in a Pod's resolv.conf.
const NDOTS: usize = 5;
/// CNAMEs are followed so far; a longer chain is a loop.
const LONGEST_CHAIN: usize = 8;

/// A name asked for, as a Pod's resolver goes about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookUp {
    /// The names that were tried, in order; the last one decided.
    pub tried: Vec<Tried>,
    /// What came of it.
    pub answer: Answer,
}

/// One question to the cluster DNS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// The name, fully qualified.
    pub name: Str,
    /// Whether it exists.
    pub exists: bool,
}

/// What came of a look-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Addresses; none for a name that has only records of other types.
    Addresses {
        /// The name that has them.
        name: Str,
        /// They.
        addresses: Vec<IpAddr>,
    },
    /// The name leads out of the cluster; what it is there the playground cannot know.
    Outside {
        /// The name to be asked for there.
        name: Str,
        /// The Service's own name, if an ExternalName led there.
        through: Option<Str>,
    },
    /// NXDOMAIN: no such name.
    NotFound,
}

impl Zone {
    /// Asks for `name` as a Pod in `namespace` does, with the `ClusterFirst` policy.
    pub fn look_up(&self, name: &str, namespace: &str) -> LookUp {
        let (absolute, bare) = match name.strip_suffix('.') {
            Some(bare) => (true, bare),
            None => (false, name),
        };
        let bare = bare.to_ascii_lowercase();
        let searched = [
            format!("{bare}.{namespace}.svc.{DOMAIN}"),
            format!("{bare}.svc.{DOMAIN}"),
            format!("{bare}.{DOMAIN}"),
        ];
        let candidates: Vec<String> = if absolute {
            vec![bare]
        } else if bare.matches('.').count() >= NDOTS {
            std::iter::once(bare).chain(searched).collect()
        } else {
            searched.into_iter().chain([bare]).collect()
        };
        let mut tried = Vec::new();
        for candidate in candidates {
            let answer = self.answer(&candidate);
            tried.push(Tried {
                name: candidate.into(),
                exists: answer != Answer::NotFound,
            });
            if answer != Answer::NotFound {
                return LookUp { tried, answer };
            }
        }
        LookUp {
            tried,
            answer: Answer::NotFound,
        }
    }

    /// What one name, fully qualified, leads to.
    fn answer(&self, name: &str) -> Answer {
        let mut name: Str = name.into();
        let mut through = None;
        for _ in 0..LONGEST_CHAIN {
            if !is_ours(&name) {
                return Answer::Outside { name, through };
            }
            let data = self.get(&name);
            if let Some(Data::Cname(target)) = data.first() {
                through = Some(name);
                name = target.clone();
                continue;
            }
            // A headless Service with nothing ready has no records either: CoreDNS answers NXDOMAIN for it.
            if data.is_empty() {
                return Answer::NotFound;
            }
            let addresses = data
                .iter()
                .filter_map(|data| match data {
                    Data::Address(address) => Some(*address),
                    Data::Cname(_) | Data::Srv { .. } | Data::Ptr(_) => None,
                })
                .collect();
            return Answer::Addresses { name, addresses };
        }
        Answer::NotFound
    }
}

/// Whether the cluster DNS itself answers for `name`.
fn is_ours(name: &str) -> bool {
    name.strip_suffix(DOMAIN)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::controllers::reconcile;
    use crate::lower::{self, Include};
    use crate::{Environment, admission, manifest};

    const TEXT: &str = "
apiVersion: v1
kind: Service
metadata: {name: web, namespace: prod}
spec: {ports: [{name: http, port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: db}
spec: {clusterIP: None, selector: {app: db}, ports: [{name: sql, port: 5432}]}
---
apiVersion: v1
kind: Service
metadata: {name: empty}
spec: {clusterIP: None, selector: {app: none}, ports: [{port: 1}]}
---
apiVersion: v1
kind: Service
metadata: {name: away}
spec: {type: ExternalName, externalName: api.example.com.}
---
apiVersion: v1
kind: Pod
metadata: {name: db-0, labels: {app: db}}
spec: {hostname: db-0, subdomain: db, containers: [{name: c, image: i}]}
";

    fn zone() -> Zone {
        let environment = Environment::default();
        let manifest = manifest::read(TEXT, syntax::yaml::Budget::default());
        let replies = admission::admit(&manifest, &environment);
        let cluster = lower::cluster(&manifest, &replies, &environment, Include::Accepted);
        Zone::of(&cluster, &reconcile(&cluster))
    }

    /// A table from the specification: the name asked for, the namespace of who asks, and what comes of it.
    #[test]
    fn names_are_looked_up_along_the_search_domains() {
        let zone = zone();
        for (name, namespace, tries, answer) in [
            ("web", "prod", 1, "10.96.0.101"),
            ("web", "default", 4, "outside web"),
            ("web.prod", "default", 2, "10.96.0.101"),
            ("web.prod.svc", "default", 3, "10.96.0.101"),
            ("web.prod.svc.cluster.local", "default", 4, "10.96.0.101"),
            ("web.prod.svc.cluster.local.", "default", 1, "10.96.0.101"),
            ("WEB.prod", "default", 2, "10.96.0.101"),
            ("web.default.svc.cluster.local.", "prod", 1, "not found"),
            ("db", "default", 1, "10.244.0.10"),
            ("db-0.db", "default", 1, "10.244.0.10"),
            (
                "empty.default.svc.cluster.local.",
                "default",
                1,
                "not found",
            ),
            ("away", "default", 1, "outside api.example.com"),
            ("kubernetes", "default", 1, "10.96.0.1"),
            ("example.com", "default", 4, "outside example.com"),
        ] {
            let found = zone.look_up(name, namespace);
            let said = match &found.answer {
                Answer::Addresses { addresses, .. } => addresses
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join(" "),
                Answer::Outside { name, .. } => format!("outside {name}"),
                Answer::NotFound => "not found".to_owned(),
            };
            assert_eq!(
                (found.tried.len(), &*said),
                (tries, answer),
                "{name} from {namespace}"
            );
        }
    }

    #[test]
    fn named_ports_have_srv_records_and_addresses_have_names() {
        let zone = zone();
        assert_eq!(
            zone.get("_http._tcp.web.prod.svc.cluster.local"),
            [Data::Srv {
                port: 80,
                target: "web.prod.svc.cluster.local".into()
            }]
        );
        assert_eq!(
            zone.get("_sql._tcp.db.default.svc.cluster.local"),
            [Data::Srv {
                port: 5432,
                target: "db-0.db.default.svc.cluster.local".into()
            }]
        );
        assert_eq!(
            zone.get("10.0.244.10.in-addr.arpa"),
            [Data::Ptr("db-0.db.default.svc.cluster.local".into())]
        );
        assert_eq!(
            zone.get("away.default.svc.cluster.local"),
            [Data::Cname("api.example.com".into())]
        );
    }
}
