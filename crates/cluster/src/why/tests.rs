use syntax::yaml::Budget;

use super::*;
use crate::admission;
use crate::controllers::{self, Published};
use crate::lower::{self, Include};
use crate::manifest::{self, Manifest};
use crate::{Cluster, Environment};

struct Told {
    text: String,
    manifest: Manifest,
    cluster: Cluster,
    published: Published,
    /// The Service, refused or not.
    service: Service,
}

impl Told {
    fn of(text: &str) -> Self {
        let environment = Environment::default();
        let manifest = manifest::read(text, Budget::default());
        let replies = admission::admit(&manifest, &environment);
        let cluster = lower::cluster(&manifest, &replies, &environment, Include::Accepted);
        let drawn = lower::cluster(&manifest, &replies, &environment, Include::Everything);
        let published = controllers::reconcile(&cluster);
        Self {
            text: text.to_owned(),
            manifest,
            cluster,
            published,
            service: drawn.services[0].clone(),
        }
    }

    fn scope(&self) -> Scope<'_> {
        Scope {
            cluster: &self.cluster,
            published: &self.published,
        }
    }

    fn ladder(&self, pod: usize) -> Ladder {
        ladders(self.scope(), &self.service, Some(0)).expect("ladders")[pod].clone()
    }

    /// The last rung of the first Pod.
    fn last(&self) -> Rung {
        self.ladder(0).rungs.pop().expect("a rung")
    }

    /// What stands on the two sides of the last rung.
    fn places(&self) -> (&str, &str) {
        let places = Places {
            sources: &self.manifest.objects,
            service: &self.service,
            port: Some(0),
        };
        let rung = self.last();
        let text = |span: Option<syntax::Span>| span.map_or("", |span| span.text(&self.text));
        (
            text(places.of_service(&rung)),
            text(places.of_pod(&rung, &self.cluster.pods[0])),
        )
    }

    fn verdicts(&self) -> Vec<Verdict> {
        let checks = checks(self.scope(), &self.service, Some(0));
        checks.iter().map(|check| check.verdict).collect()
    }
}

const SERVICE: &str = "\
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{port: 80, targetPort: http}]
---
";

const POD: &str = "\
apiVersion: v1
kind: Pod
metadata: {name: a, labels: {app: web}}
spec:
  nodeName: node-1
  containers:
  - {name: a, image: 'registry.local/a:1', ports: [{name: http, containerPort: 8080}]}
";

const NOT_READY: &str = "\
status: {phase: Running, podIP: 10.244.0.9, conditions: [{type: Ready, status: 'False'}]}
";

fn told(service: [&str; 2], pod: [&str; 2]) -> Told {
    let replace = |text: &str, [from, to]: [&str; 2]| match from {
        "" => text.to_owned(),
        _ => {
            assert!(text.contains(from), "{from} is not there");
            text.replace(from, to)
        }
    };
    Told::of(&(replace(SERVICE, service) + &replace(POD, pod)))
}

const SAME: [&str; 2] = ["", ""];

#[test]
fn a_pod_that_is_reached_passes_every_rung() {
    let ladder = told(SAME, SAME).ladder(0);
    assert!(ladder.holds());
    let kinds: Vec<&str> = ladder.rungs.iter().map(kind).collect();
    let all = [
        "namespace",
        "label",
        "name",
        "protocol",
        "phase",
        "address",
        "slice",
        "ready",
        "reach",
    ];
    assert_eq!(kinds, all);
    assert_eq!(ladder.rungs.last(), Some(&Rung::Reach(Reach::Everywhere)));
}

const fn kind(rung: &Rung) -> &'static str {
    match rung {
        Rung::Refused => "refused",
        Rung::Namespace { .. } => "namespace",
        Rung::Label { .. } => "label",
        Rung::Number { .. } => "number",
        Rung::Name { .. } => "name",
        Rung::Protocol { .. } => "protocol",
        Rung::Phase(_) => "phase",
        Rung::Address { .. } => "address",
        Rung::Slice(_) => "slice",
        Rung::Ready(_) => "ready",
        Rung::Reach(_) => "reach",
    }
}

#[test]
fn each_rung_can_be_the_one_that_does_not_hold() {
    let running = |rest: &str| format!("]}}\nstatus: {{phase: Running{rest}}}\n");
    for (service, pod, expected, of_service, of_pod) in [
        (
            SAME,
            ["name: a, labels", "name: a, namespace: prod, labels"],
            "namespace",
            "metadata",
            "namespace: prod",
        ),
        (
            SAME,
            ["app: web", "app: wbe"],
            "label",
            "app: web",
            "app: wbe",
        ),
        (
            SAME,
            ["name: http", "name: web"],
            "name",
            "targetPort: http",
            "ports",
        ),
        (
            ["port: 80,", "port: 80, protocol: UDP,"],
            SAME,
            "protocol",
            "protocol: UDP",
            "name: http, containerPort: 8080",
        ),
        (
            SAME,
            [
                "]}\n",
                "]}\nstatus: {phase: Succeeded, podIP: 10.244.0.9}\n",
            ],
            "phase",
            "name: web",
            "phase: Succeeded",
        ),
        (
            ["  ports", "  ipFamilies: [IPv6]\n  ports"],
            ["]}\n", &running(", podIP: 10.244.0.9")],
            "address",
            "ipFamilies: [IPv6]",
            "podIP: 10.244.0.9",
        ),
        (
            SAME,
            ["]}\n", &format!("]}}\n{NOT_READY}")],
            "ready",
            "spec",
            "conditions: [{type: Ready, status: 'False'}]",
        ),
    ] {
        let told = told(service, pod);
        let rung = told.last();
        assert_eq!(kind(&rung), expected, "{rung:?}");
        assert!(!rung.holds());
        let places = told.places();
        assert!(places.0.starts_with(of_service), "{expected}: {places:?}");
        assert!(places.1.contains(of_pod), "{expected}: {places:?}");
    }
}

#[test]
fn a_pod_on_no_node_is_in_no_slice() {
    let mut told = told(SAME, SAME);
    told.cluster.pods[0].node = "".into();
    told.published = controllers::reconcile(&told.cluster);
    assert_eq!(told.last(), Rung::Slice(None));
}

#[test]
fn a_local_policy_reaches_from_the_pods_node_only() {
    let told = told(["  ports", "  internalTrafficPolicy: Local\n  ports"], SAME);
    assert_eq!(
        told.last(),
        Rung::Reach(Reach::Local(vec!["node-1".into()]))
    );
    assert!(told.last().holds());
}

#[test]
fn addresses_may_be_published_before_they_are_ready() {
    let told = told(
        ["  ports", "  publishNotReadyAddresses: true\n  ports"],
        ["]}\n", &format!("]}}\n{NOT_READY}")],
    );
    let rungs = told.ladder(0).rungs;
    assert!(rungs.contains(&Rung::Ready(Readiness::Published)));
}

#[test]
fn a_terminating_pod_stands_in_where_nothing_is_ready() {
    let mut told = told(SAME, SAME);
    told.cluster.pods[0].meta.deleting = true;
    told.published = controllers::reconcile(&told.cluster);
    let rungs = told.ladder(0).rungs;
    assert!(rungs.contains(&Rung::Ready(Readiness::StandsIn)));
    assert!(told.ladder(0).holds());
}

#[test]
fn services_without_pods_of_their_own_have_no_ladder() {
    let told = told(["  selector: {app: web}\n", ""], SAME);
    let none = ladders(told.scope(), &told.service, Some(0));
    assert_eq!(none, Err(NoLadder::NoSelector));
}

#[test]
fn a_service_that_works_passes_every_check() {
    assert_eq!(told(SAME, SAME).verdicts(), [Verdict::Passed; 8]);
}

#[test]
fn a_check_fails_where_the_trouble_is() {
    use Verdict::{Failed as F, Passed as P, Skipped as S};
    for (service, pod, expected) in [
        (["name: web", "name: Web_"], SAME, [F].as_slice()),
        (SAME, ["app: web", "app: wbe"], &[P, P, P, F, F, S, S, F]),
        (SAME, ["name: http", "name: web"], &[P, P, P, P, F, F, S, F]),
        (
            SAME,
            ["]}\n", &*format!("]}}\n{NOT_READY}")],
            &[P, P, P, P, P, P, F, F],
        ),
    ] {
        assert_eq!(
            told(service, pod).verdicts(),
            expected,
            "{service:?} {pod:?}"
        );
    }
}

#[test]
fn equal_pods_are_of_one_kind() {
    let two = POD.replace("name: a,", "name: b,");
    let told = Told::of(&format!("{SERVICE}{POD}---\n{two}"));
    let (one, other) = (told.ladder(0), told.ladder(1));
    assert_ne!(one.rungs, other.rungs);
    assert_eq!(one.kind(), other.kind());
}
