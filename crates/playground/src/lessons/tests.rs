use cluster::Environment;
use words::Language;

use super::{Done, Judged, act_error, trial};
use crate::{Ask, Reading};

const MANIFEST: &str = "apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, targetPort: http, nodePort: 30080}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web-1, labels: {app: web}}
spec: {containers: [{name: c, image: i, ports: [{name: http, containerPort: 8080}]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web-2, labels: {app: web}}
spec: {containers: [{name: c, image: i, ports: [{name: http, containerPort: 8080}]}]}
";

/// A lesson of one goal.
fn check(goal: &str) -> lesson::Check {
    let file = format!("---\nid: a\ntitle: a\nminutes: 1\ngoals: [{{text: a, {goal}}}]\n---\n");
    let read = lesson::read(&file);
    assert_eq!(read.mistakes, [], "{goal}");
    read.lesson.unwrap().goals.remove(0).check
}

fn judged(manifest: &str, goal: &str, done: &Done) -> Judged {
    let reading = Reading::of(manifest, &Environment::default());
    let summary = reading.analysis(Language::English).summary;
    reading.judge([&check(goal)], done, &summary).remove(0)
}

#[track_caller]
fn met(goal: &str) {
    let judged = judged(MANIFEST, goal, &Done::default());
    assert!(judged.met, "{goal}: {}", judged.found);
}

#[track_caller]
fn unmet(goal: &str, found: &str) {
    let judged = judged(MANIFEST, goal, &Done::default());
    assert_eq!((judged.met, &*judged.found), (false, found), "{goal}");
}

#[test]
fn a_request_reaches_exactly_these() {
    met("request: {to: web, reaches: [default/web-1, default/web-2]}");
    met("request: {to: web, reaches: [default/web-*]}");
    met("request: {to: web, reaches: ['10.244.0.10:8080', 10.244.0.11]}");
    met("request: {from: 'pod:default/web-1', to: web.default, reaches: [default/web-*]}");
    met("request: {from: outside, to: 'node-1:30080', reaches: [default/web-*], source: changed}");
    met("request: {to: web, tool: nslookup, reaches: [10.96.0.101]}");
    unmet(
        "request: {to: web, reaches: [default/web-1]}",
        "default/web-1, default/web-2",
    );
    unmet(
        "request: {to: web, reaches: [default/web-*, default/db-*]}",
        "default/web-1, default/web-2",
    );
    unmet(
        "request: {to: web, fails: refused}",
        "default/web-1, default/web-2",
    );
    unmet(
        "request: {from: 'pod:default/gone', to: web, reaches: []}",
        "no pod:default/gone",
    );
}

#[test]
fn a_request_fails_this_way() {
    met("request: {to: wbe, fails: nxdomain}");
    met("request: {to: 10.96.0.101, tool: ping, fails: timeout}");
    met("request: {to: 'node-1:30081', fails: refused}");
    met("request: {to: example.com, fails: leaves-cluster}");
    met("request: {to: wbe, fails: any}");
    unmet("request: {to: wbe, fails: timeout}", "nxdomain");
    unmet("request: {to: wbe, reaches: []}", "nxdomain");
}

#[test]
fn endpoints_are_counted_once() {
    met("endpoints: {service: default/web, ready: 2}");
    unmet("endpoints: {service: web, ready: 1}", "2");
    unmet(
        "endpoints: {service: db, ready: 0}",
        "no Service default/db",
    );
}

#[test]
fn fields_are_those_of_the_stored_object() {
    met("field: {object: Service default/web, path: 'spec.ports[0].targetPort', value: http}");
    met("field: {object: Service web, path: 'spec.ports[0].protocol', value: TCP}");
    met("field: {object: Service web, path: spec.selector, value: {app: web}}");
    met("field: {object: Pod web-1, path: 'metadata.labels[app]'}");
    met("field: {object: Pod web-1, path: metadata.labels.tier, absent: true}");
    met("field: {object: Pod web-3, absent: true}");
    unmet(
        "field: {object: Service web, path: 'spec.ports[0].port', value: '80'}",
        "80",
    );
    unmet(
        "field: {object: Pod web-3, path: metadata.labels.tier, absent: true}",
        "no Pod default/web-3",
    );
}

#[test]
fn errors_and_warnings_are_counted() {
    met("no-errors: true");
    let refused = MANIFEST.replace("port: 80", "port: 99999");
    assert!(!judged(&refused, "no-errors: true", &Done::default()).met);
    let nobody = MANIFEST.replace("{app: web}, ports", "{app: wbe}, ports");
    assert!(judged(&nobody, "no-errors: true", &Done::default()).met);
    assert!(!judged(&nobody, "no-warnings: true", &Done::default()).met);
}

#[test]
fn what_was_done_counts() {
    let done = Done {
        overlay: ["kill default/web-1".parse().unwrap()]
            .into_iter()
            .collect(),
        ask: Some(Ask {
            from: "outside".to_owned(),
            to: "192.168.0.11:30080".to_owned(),
            protocol: "TCP".to_owned(),
            tool: "curl".to_owned(),
            count: 10,
            pause: 0,
            seed: 0,
        }),
    };
    let met = |goal: &str| judged(MANIFEST, goal, &done).met;
    assert!(met("act: kill"));
    assert!(met("act: kill default/web-1"));
    assert!(!met("act: kill default/web-2"));
    assert!(!met("act: scale"));
    assert!(met("sent: {from: outside, to: 'node-1:30080'}"));
    assert!(met("sent: {tool: curl, count: 10}"));
    assert!(!met("sent: {to: 'node-1:30081'}"));
    assert!(!met("sent: {from: in-cluster}"));
    assert!(!met("sent: {count: 11}"));
    assert!(!judged(MANIFEST, "sent: {}", &Done::default()).met);
}

#[test]
fn a_goal_may_name_a_verb_alone() {
    for good in ["kill", "scale", "add-node", "kill default/web-1"] {
        assert_eq!(act_error(good, true), None, "{good}");
    }
    for bad in ["stop", "kill web-1", "scale default/web"] {
        assert!(act_error(bad, true).is_some(), "{bad}");
    }
    assert!(act_error("kill", false).is_some());
}

#[test]
fn a_lesson_is_tried_out() {
    let file = format!(
        "---\nid: a\ntitle: A\nminutes: 1\ngoals:\n  - {{text: It arrives., request: {{to: web, reaches: [default/web-*]}}}}\n  - {{text: You asked., sent: {{to: web}}}}\nsolution: {{sent: {{to: web}}}}\n---\n```yaml start\nkind: Pod\n```\n```yaml solution\n{MANIFEST}```\n"
    );
    let read = lesson::read(&file);
    assert_eq!(read.mistakes, []);
    let trial = trial(&read.lesson.unwrap());
    assert!(trial.start_fails());
    assert!(trial.solution_passes(), "{trial:?}");
}

#[test]
fn the_lesson_to_begin_with_is_sound() {
    for language in Language::ALL {
        let read = lesson::read(words::LessonWords::of(language).template);
        assert_eq!(read.mistakes, []);
        let trial = trial(&read.lesson.unwrap());
        assert!(trial.start_fails() && trial.solution_passes(), "{trial:?}");
    }
}
