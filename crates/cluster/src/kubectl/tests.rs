use syntax::yaml::Budget;

use super::{View, views};
use crate::controllers::reconcile;
use crate::lower::{self, Include};
use crate::testing::accept_all;
use crate::{Environment, Value, manifest};

fn shown(text: &str) -> Vec<View> {
    let manifest = manifest::read(text, Budget::default());
    let replies = accept_all(&manifest);
    let cluster = lower::cluster(
        &manifest,
        &replies,
        &Environment::default(),
        Include::Accepted,
    );
    let stored = manifest
        .objects
        .iter()
        .zip(replies)
        .filter_map(|(source, mut reply)| {
            reply.object = Some(lower::written(source));
            lower::stored_service(source, &reply)
        });
    let services: Vec<Value> = stored.collect();
    views(&services, &reconcile(&cluster), "5m")
}

#[test]
fn a_service_is_shown_as_kubectl_shows_it() {
    let views = shown(
        "apiVersion: v1
kind: Service
metadata: {name: web, namespace: prod, annotations: {note: hello}}
spec:
  type: LoadBalancer
  clusterIP: 10.96.0.101
  clusterIPs: [10.96.0.101]
  selector: {app: web, tier: front}
  sessionAffinity: None
  externalTrafficPolicy: Local
  ports:
  - {name: http, port: 80, targetPort: web, nodePort: 31001, protocol: TCP}
status: {loadBalancer: {ingress: [{ip: 203.0.113.7}]}}
---
kind: Pod
metadata: {name: web-0, namespace: prod, labels: {app: web, tier: front}}
spec: {containers: [{name: c, ports: [{name: web, containerPort: 8080}]}]}
",
    );
    let texts: Vec<(&str, &str)> = views
        .iter()
        .map(|view| (view.command.as_str(), view.text.as_str()))
        .collect();
    assert_eq!(
        texts,
        [
            (
                "kubectl get svc -o wide -n prod",
                "NAME   TYPE           CLUSTER-IP    EXTERNAL-IP   PORT(S)        AGE   SELECTOR
web    LoadBalancer   10.96.0.101   203.0.113.7   80:31001/TCP   5m    app=web,tier=front
"
            ),
            (
                "kubectl get endpoints -n prod",
                "NAME   ENDPOINTS          AGE\nweb    10.244.0.10:8080   5m\n"
            ),
            (
                "kubectl get endpointslices -n prod",
                "NAME        ADDRESSTYPE   PORTS   ENDPOINTS     AGE\nweb-00001   IPv4          8080    10.244.0.10   5m\n"
            ),
            (
                "kubectl describe svc -n prod",
                "Name:                     web
Namespace:                prod
Labels:                   <none>
Annotations:              note: hello
Selector:                 app=web,tier=front
Type:                     LoadBalancer
IP Families:              <none>
IP:                       10.96.0.101
IPs:                      10.96.0.101
LoadBalancer Ingress:     203.0.113.7 (VIP)
Port:                     http  80/TCP
TargetPort:               web/TCP
NodePort:                 http  31001/TCP
Endpoints:                10.244.0.10:8080
Session Affinity:         None
External Traffic Policy:  Local
Events:                   <none>
"
            ),
        ]
    );
}

#[test]
fn only_three_of_many_are_named() {
    assert_eq!(
        super::first_three((1..6).map(|it| it.to_string())),
        "1,2,3 + 2 more..."
    );
    assert_eq!(super::first_three(["1".to_owned()]), "1");
}
