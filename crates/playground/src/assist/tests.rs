use crate::{Environment, Language, Reading};

/// Pods and a Service that others can refer to.
const OTHERS: &str = "\
apiVersion: v1
kind: Pod
metadata: {name: a, labels: {app: shop, version: \"2\"}}
spec:
  containers:
  - {name: c, image: i, ports: [{name: http, containerPort: 8080}]}
---
apiVersion: v1
kind: Pod
metadata: {name: b, labels: {app: other}}
spec:
  containers:
  - {name: c, image: i, ports: [{name: web, containerPort: 9000}]}
---
apiVersion: v1
kind: Service
metadata: {name: shop}
spec: {ports: [{port: 80}]}
---
";

fn read(text: &str) -> (Reading, u32) {
    let whole = format!("{OTHERS}{text}");
    let caret = whole.find('|').expect("a caret") as u32;
    let reading = Reading::of(&whole.replacen('|', "", 1), &Environment::default());
    (reading, caret)
}

fn labels(text: &str) -> Vec<String> {
    let (reading, caret) = read(text);
    let items = reading.complete(caret).items;
    items.into_iter().map(|item| item.label).collect()
}

fn inserted(text: &str, label: &str) -> Option<String> {
    let (reading, caret) = read(text);
    let mut items = reading.complete(caret).items.into_iter();
    items
        .find(|item| item.label == label)
        .map(|item| item.insert)
}

const SERVICE: &str = "apiVersion: v1\nkind: Service\nmetadata:\n  name: x\nspec:\n";

#[test]
fn fields_are_those_of_the_place_and_not_yet_there() {
    let found = labels(&format!("{SERVICE}  type: NodePort\n  |\n"));
    assert!(found.contains(&"selector".to_owned()), "{found:?}");
    assert!(!found.contains(&"type".to_owned()));
    let of_port = labels(&format!("{SERVICE}  ports:\n  - port: 80\n    |"));
    assert_eq!(
        of_port,
        ["appProtocol", "name", "nodePort", "protocol", "targetPort"]
    );
    assert_eq!(labels("ki|"), ["apiVersion", "kind"]);
    assert!(labels(&format!("{SERVICE}  nonsense:\n    |")).is_empty());
}

#[test]
fn words_are_those_that_validation_knows() {
    let of = |line: &str| labels(&format!("{SERVICE}  {line}"));
    assert_eq!(
        of("type: Cl|"),
        ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"]
    );
    assert_eq!(of("sessionAffinity: |"), ["ClientIP", "None"]);
    assert_eq!(of("ipFamilies:\n  - |"), ["IPv4", "IPv6"]);
    assert_eq!(of("publishNotReadyAddresses: |"), ["true", "false"]);
    assert_eq!(
        labels("kind: EndpointSlice\napiVersion: |"),
        ["discovery.k8s.io/v1"]
    );
    assert_eq!(
        labels("apiVersion: v1\nkind: S|")
            .first()
            .map(String::as_str),
        Some("Service")
    );
    let deployment = "kind: Deployment\nspec:\n  template:\n    spec:\n      restartPolicy: |";
    assert_eq!(labels(deployment), ["Always"]);
}

#[test]
fn other_objects_are_referred_to() {
    let selector = format!("{SERVICE}  selector:\n    |");
    assert_eq!(
        labels(&selector),
        ["app: other", "app: shop", "version: \"2\""]
    );
    assert_eq!(
        labels(&format!("{SERVICE}  selector:\n    app: |")),
        ["other", "shop"]
    );
    let port =
        |selector: &str| format!("{SERVICE}{selector}  ports:\n  - port: 80\n    targetPort: |");
    assert_eq!(
        labels(&port("  selector:\n    app: shop\n")),
        ["http", "8080"]
    );
    assert_eq!(labels(&port("")), ["http", "web", "8080", "9000"]);
    assert_eq!(
        labels("apiVersion: v1\nkind: Endpoints\nmetadata:\n  name: |"),
        ["shop"]
    );
    let slice = "apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata:\n  labels:\n    ";
    assert_eq!(labels(&format!("{slice}|")), ["kubernetes.io/service-name"]);
    assert_eq!(
        labels(&format!("{slice}kubernetes.io/service-name: |")),
        ["shop"]
    );
}

#[test]
fn what_is_inserted_is_yaml() {
    let at = |caret: &str| format!("{SERVICE}  {caret}");
    assert_eq!(
        inserted(&at("po|"), "ports").as_deref(),
        Some("ports:\n  - ")
    );
    assert_eq!(
        inserted(&at("se|"), "selector").as_deref(),
        Some("selector:\n    ")
    );
    assert_eq!(inserted(&at("ty|"), "type").as_deref(), Some("type: "));
    assert_eq!(
        inserted(&at("ty|: NodePort"), "type").as_deref(),
        Some("type")
    );
    assert_eq!(
        inserted(&at("selector:\n    version: |"), "2").as_deref(),
        Some("\"2\"")
    );
}

#[test]
fn the_items_of_a_list_are_objects() {
    let list = "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Service\n  spec:\n    type: |";
    assert_eq!(labels(list).len(), 4);
}

#[test]
fn a_field_is_described_by_its_name() {
    let describe = |text: &str, language| {
        let (reading, at) = read(text);
        reading.describe(at, language)
    };
    let port = format!("{SERVICE}  ports: [{{port: 80, target|Port: http}}]\n");
    let doc = describe(&port, Language::English).expect("a field");
    assert_eq!(doc.path, "spec.ports[].targetPort");
    assert_eq!(doc.go_type, "intstr.IntOrString");
    assert!(
        doc.sentence
            .is_some_and(|sentence| sentence.contains("container port"))
    );
    assert_eq!(doc.range.end - doc.range.start, 10);
    let of_type = format!("{SERVICE}  t|ype: NodePort\n");
    let doc = describe(&of_type, Language::Korean).expect("a field");
    assert_eq!(doc.values.len(), 4);
    assert!(
        doc.sentence
            .is_some_and(|sentence| sentence.ends_with("입니다."))
    );
    for nowhere in [
        "  type: Node|Port\n",
        "  selector:\n    a|pp: x\n",
        "  nons|ense: 1\n",
    ] {
        assert_eq!(
            describe(&format!("{SERVICE}{nowhere}"), Language::English),
            None
        );
    }
}

#[test]
fn no_caret_is_out_of_bounds() {
    let text = format!("{OTHERS}{SERVICE}  # 파드 🙂\n  포트: \"ㄱ\n");
    let reading = Reading::of(&text, &Environment::default());
    for caret in 0..text.len() as u32 + 5 {
        let completions = reading.complete(caret);
        assert!(completions.range.start <= completions.range.end);
        let _ = reading.describe(caret, Language::Korean);
    }
}

#[test]
fn every_sentence_is_of_a_field_that_exists() {
    let text = "apiVersion: v1\nkind: Pod\nspec:\n  con|tainers: []\n";
    let (reading, at) = read(text);
    let doc = reading.describe(at, Language::English).expect("a field");
    assert!(doc.sentence.is_some());
}
