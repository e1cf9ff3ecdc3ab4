use std::net::SocketAddr;

use super::*;
use crate::controllers::reconcile;
use crate::lower::{self, Include};
use crate::{Environment, admission, manifest};

const WEB: &str = "
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web-1, labels: {app: web}}
spec: {containers: [{name: c, image: i, ports: [{containerPort: 8080}]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web-2, labels: {app: web}}
spec: {nodeName: node-2, containers: [{name: c, image: i, ports: [{containerPort: 8080}]}]}
";

fn ask(text: &str, from: Client, to: &str, tool: Tool) -> Trace {
    let environment = Environment::default();
    let manifest = manifest::read(text, syntax::yaml::Budget::default());
    let replies = admission::admit(&manifest, &environment);
    let cluster = lower::cluster(&manifest, &replies, &environment, Include::Accepted);
    let published = reconcile(&cluster);
    let zone = Zone::of(&cluster, &published);
    let request = Request {
        from,
        to: Destination::parse(to).unwrap(),
        protocol: Protocol::Tcp,
        tool,
    };
    send(
        Surroundings {
            cluster: &cluster,
            published: &published,
            zone: &zone,
        },
        &request,
    )
}

fn arrivals(trace: &Trace) -> Vec<(String, f64, String)> {
    match &trace.end {
        End::Arrived(arrivals) => arrivals
            .iter()
            .map(|arrival| {
                (
                    arrival.address.to_string(),
                    arrival.odds,
                    arrival.source.to_string(),
                )
            })
            .collect(),
        end => panic!("{end:?}"),
    }
}

fn death(trace: Trace) -> Death {
    match trace.end {
        End::Died(death) => death,
        end => panic!("{end:?}"),
    }
}

#[test]
fn a_name_leads_to_the_pods_behind_it() {
    let trace = ask(WEB, Client::InCluster, "web", Tool::Curl);
    assert_eq!(
        arrivals(&trace),
        [
            (
                "10.244.0.10:8080".to_owned(),
                0.5,
                "10.244.0.250".to_owned()
            ),
            (
                "10.244.0.11:8080".to_owned(),
                0.5,
                "10.244.0.250".to_owned()
            ),
        ]
    );
    assert!(matches!(
        trace.steps.as_slice(),
        [
            Step::LookUp(_),
            Step::Node { .. },
            Step::Service { .. },
            Step::Choose { .. }
        ]
    ));
}

#[test]
fn a_node_port_works_on_every_node_from_outside() {
    for node in ["192.168.0.11", "192.168.0.12"] {
        let trace = ask(WEB, Client::Outside, &format!("{node}:31001"), Tool::Curl);
        let arrivals = arrivals(&trace);
        assert_eq!(arrivals.len(), 2);
        assert!(
            arrivals.iter().all(|(_, _, source)| source == node),
            "masqueraded: {arrivals:?}"
        );
    }
}

#[test]
fn a_request_dies_where_it_would() {
    assert_eq!(
        death(ask(WEB, Client::InCluster, "wbe", Tool::Curl)),
        Death::NameNotFound("wbe".into())
    );
    assert_eq!(
        death(ask(WEB, Client::Outside, "example.com", Tool::Curl)),
        Death::LeavesCluster {
            name: "example.com".into(),
            through: None
        }
    );
    assert_eq!(
        death(ask(
            WEB,
            Client::InCluster,
            "wbe.default.svc.cluster.local",
            Tool::Curl
        )),
        Death::NameNotFound("wbe.default.svc.cluster.local".into())
    );
    assert_eq!(
        death(ask(WEB, Client::Outside, "web", Tool::Curl)),
        Death::NameNotFound("web".into())
    );
    assert_eq!(
        death(ask(WEB, Client::Outside, "10.96.0.101", Tool::Curl)),
        Death::OnlyInside([10, 96, 0, 101].into())
    );
    assert_eq!(
        death(ask(WEB, Client::InCluster, "10.244.9.9", Tool::Curl)),
        Death::NobodyThere([10, 244, 9, 9].into())
    );
    assert!(matches!(
        death(ask(WEB, Client::InCluster, "web:81", Tool::Curl)),
        Death::PortNotServed { .. }
    ));
    assert!(matches!(
        death(ask(
            WEB,
            Client::InCluster,
            "192.168.0.11:31999",
            Tool::Curl
        )),
        Death::NodePortUnused { .. }
    ));
    let empty = WEB.replace("app: web}}", "app: other}}");
    assert!(matches!(
        death(ask(&empty, Client::InCluster, "web", Tool::Curl)),
        Death::NoEndpoints(_)
    ));
}

#[test]
fn a_virtual_ip_answers_no_ping_and_a_pod_does() {
    assert!(matches!(
        death(ask(WEB, Client::InCluster, "web", Tool::Ping)),
        Death::VirtualIp(_)
    ));
    assert_eq!(
        arrivals(&ask(WEB, Client::InCluster, "10.244.0.10", Tool::Ping)).len(),
        1
    );
}

#[test]
fn a_pods_address_works_for_that_pod_alone() {
    let trace = ask(WEB, Client::InCluster, "10.244.0.10:8080", Tool::Curl);
    assert_eq!(
        arrivals(&trace),
        [(
            "10.244.0.10:8080".to_owned(),
            1.0,
            "10.244.0.250".to_owned()
        )]
    );
    assert_eq!(trace.steps.last(), Some(&Step::Direct));
}

#[test]
fn a_headless_name_leads_to_the_pods_themselves() {
    let headless = WEB.replace("type: NodePort, ", "clusterIP: None, ");
    let trace = ask(&headless, Client::InCluster, "web:8080", Tool::Curl);
    assert_eq!(
        arrivals(&trace)
            .iter()
            .map(|(to, odds, _)| (to.as_str(), *odds))
            .collect::<Vec<_>>(),
        [("10.244.0.10:8080", 0.5), ("10.244.0.11:8080", 0.5)]
    );
}

#[test]
fn destinations_are_read_as_people_write_them() {
    for (text, host, port) in [
        ("web", "web", 80),
        (" web:8080 ", "web", 8080),
        ("https://web.prod/a?b#c", "web.prod", 443),
        ("http://web:81/", "web", 81),
        ("[fd00::1]:53", "fd00::1", 53),
        ("fd00::1", "fd00::1", 80),
        ("10.96.0.7:443", "10.96.0.7", 443),
    ] {
        assert_eq!(
            Destination::parse(text),
            Ok(Destination {
                host: host.into(),
                port
            }),
            "{text}"
        );
    }
    assert_eq!(
        Destination::parse("web:http"),
        Err(DestinationError::BadPort)
    );
    assert_eq!(Destination::parse("web:0"), Err(DestinationError::BadPort));
    assert_eq!(Destination::parse(":80"), Err(DestinationError::NoHost));
}

fn odds<const N: usize>(odds: [f64; N]) -> [Arrival; N] {
    odds.map(|odds| Arrival {
        pod: None,
        address: SocketAddr::from(([10, 0, 0, 1], 80)),
        odds,
        source: [10, 0, 0, 2].into(),
        masquerade: None,
        container: None,
    })
}

/// The sum of squared differences from what is expected, over what is expected, stays below the 99.9th percentile for three degrees
/// of freedom, for seeds that nobody chose.
#[test]
fn samples_follow_the_odds() {
    let arrivals = odds([0.1, 0.2, 0.3, 0.4]);
    for seed in 0..50 {
        let series = Series {
            count: 10_000,
            pause: 0,
            seed,
        };
        let counts = spread(&arrivals, SessionAffinity::None, series);
        let chi_square: f64 = counts
            .iter()
            .zip(&arrivals)
            .map(|(count, arrival)| {
                let expected = arrival.odds * 10_000.0;
                (f64::from(*count) - expected).powi(2) / expected
            })
            .sum();
        assert!(chi_square < 16.27, "seed {seed}: {counts:?}");
    }
}

#[test]
fn affinity_keeps_a_client_on_a_pod_until_the_time_out_passes_then_not() {
    let arrivals = odds([0.5, 0.5]);
    let affinity = SessionAffinity::ClientIp {
        timeout_seconds: 10,
    };
    let counts = |pause, seed| {
        let series = Series {
            count: 100,
            pause,
            seed,
        };
        spread(&arrivals, affinity, series)
    };
    for seed in 0..20 {
        for pause in [0, 1, 10] {
            let mut kept = counts(pause, seed);
            kept.sort_unstable();
            assert_eq!(kept, [0, 100], "a pause of {pause} s");
        }
        let anew = counts(11, seed);
        assert!(anew.iter().all(|count| *count > 20), "{anew:?}");
        let free = Series {
            count: 100,
            pause: 0,
            seed,
        };
        assert_eq!(anew, spread(&arrivals, SessionAffinity::None, free));
    }
}

#[test]
fn the_address_of_a_pod_that_is_gone_is_nobodys() {
    let text = "{kind: Pod, metadata: {name: web-1}}";
    let acts = ["kill default/web-1"]
        .iter()
        .filter_map(|act| act.parse().ok());
    let cluster = crate::overlay::apply(&crate::testing::cluster(text), &acts.collect());
    let published = crate::controllers::reconcile(&cluster);
    let zone = Zone::of(&cluster, &published);
    let around = Surroundings {
        cluster: &cluster,
        published: &published,
        zone: &zone,
    };
    let end = |from, to: &str, tool| {
        let to = Destination::parse(to).expect("a destination");
        let protocol = Protocol::Tcp;
        send(
            around,
            &Request {
                from,
                to,
                protocol,
                tool,
            },
        )
        .end
    };
    let gone = End::Died(Death::PodGone {
        address: [10, 244, 0, 10].into(),
        pod: crate::api::ObjectName {
            namespace: "default".into(),
            name: "web-1".into(),
        },
        how: crate::overlay::Departure::Killed,
    });
    assert_eq!(end(Client::InCluster, "10.244.0.10:80", Tool::Curl), gone);
    assert_eq!(end(Client::InCluster, "10.244.0.10", Tool::Ping), gone);
    assert_eq!(
        end(Client::Outside, "10.244.0.10:80", Tool::Curl),
        End::Died(Death::OnlyInside([10, 244, 0, 10].into()))
    );
    assert!(matches!(
        end(Client::InCluster, "10.244.0.11:80", Tool::Curl),
        End::Arrived(_)
    ));
}
