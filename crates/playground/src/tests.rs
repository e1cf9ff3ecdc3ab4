//! The facade, from text to what a person is told.

use crate::{
    Analysis, Ask, DnsTable, Environment, Language, Mode, NodeRules, Overlay, Panel, PanelContent,
    Reading, Severity, View, WhyTold,
};

const WEB: &str = "\
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
  - port: 80
    targetPort: http
---
apiVersion: v1
kind: Pod
metadata:
  name: web-1
  labels: {app: web}
spec:
  containers:
  - name: web
    image: registry.local/web:1
    ports:
    - {name: http, containerPort: 8080}
";

fn analyze(text: &str) -> Analysis {
    Reading::of(text, &Environment::default()).analysis(Language::English)
}

fn labels(analysis: &Analysis) -> Vec<&str> {
    analysis
        .problems
        .iter()
        .map(|problem| &*problem.label)
        .collect()
}

/// What the range of a problem covers, counted as a browser counts.
fn covered(text: &str, analysis: &Analysis, index: usize) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let range = analysis.problems[index].range;
    String::from_utf16(&units[range.start as usize..range.end as usize]).unwrap()
}

/// The text with the fix of problem `index`.
fn mended(text: &str, analysis: &Analysis, index: usize) -> String {
    let mut units: Vec<u16> = text.encode_utf16().collect();
    for edit in analysis.problems[index]
        .fix
        .as_ref()
        .unwrap()
        .edits
        .iter()
        .rev()
    {
        units.splice(
            edit.range.start as usize..edit.range.end as usize,
            edit.text.encode_utf16(),
        );
    }
    String::from_utf16(&units).unwrap()
}

#[test]
fn a_good_manifest_has_no_problems() {
    let analysis = analyze(WEB);
    assert_eq!(labels(&analysis), Vec::<&str>::new());
    assert_eq!(
        analysis.summary.sentence,
        "1 Service, 1 Pod, 0 errors, 0 warnings"
    );
}

#[test]
fn an_error_is_in_the_servers_words_at_its_line_with_an_explanation() {
    let text = WEB.replace("port: 80\n", "port: 70000\n");
    let analysis = analyze(&text);
    assert_eq!(
        labels(&analysis),
        [
            "Error line 9: spec.ports[0].port: Invalid value: 70000: must be between 1 and 65535, inclusive"
        ]
    );
    assert_eq!(covered(&text, &analysis, 0), "70000");
    assert_eq!(
        analysis.problems[0].object.as_deref(),
        Some("Service default/web")
    );
    assert_eq!(
        analysis.problems[0].explanation.as_deref(),
        Some("Port numbers go from 1 to 65535.")
    );
}

#[test]
fn ranges_are_counted_in_utf_16() {
    let text = format!("# 🚦 신호등\n{}", WEB.replace("port: 80\n", "prot: 80\n"));
    let analysis = analyze(&text);
    assert_eq!(covered(&text, &analysis, 0), "prot");
    assert_eq!(analysis.problems[0].line, 10);
}

#[test]
fn one_bad_document_spares_the_others() {
    let analysis = analyze(&format!("{WEB}---\nkind: Service\n  metadata: [\n"));
    assert_eq!(analysis.summary.errors, 1);
    assert_eq!(analysis.summary.pods, 1);
    assert_eq!(analysis.problems[0].rule, "yaml-syntax");
}

#[test]
fn an_ellipsis_from_notes_is_explained_and_removed() {
    let text = "apiVersion: v1\nkind: Service\nspec:\n  sessionAffinity: ClientIP\n  ...\n";
    let analysis = analyze(text);
    assert_eq!(
        labels(&analysis),
        ["Error line 5: error converting YAML to JSON: yaml: line 6: could not find expected ':'"]
    );
    let mended = mended(text, &analysis, 0);
    assert_eq!(
        mended,
        "apiVersion: v1\nkind: Service\nspec:\n  sessionAffinity: ClientIP\n"
    );
    assert!(
        analyze(&mended)
            .problems
            .iter()
            .all(|problem| problem.rule != "yaml-syntax")
    );
}

/// The first related place of the first problem of `rule`: its line and what is said of it.
fn first_related(text: &str, rule: &str) -> Option<(u32, String)> {
    let analysis = analyze(text);
    let mut problems = analysis.problems.iter();
    let problem = problems.find(|problem| problem.rule == rule)?;
    let related = problem.related.first()?;
    Some((related.line, related.message.clone()))
}

#[test]
fn what_another_object_has_already_is_shown_there() {
    let service = |name: &str, spec: &str| {
        format!(
            "apiVersion: v1\nkind: Service\nmetadata: {{name: {name}}}\nspec: {{{spec}}}\n---\n"
        )
    };
    let door = "type: NodePort, ports: [{port: 80, nodePort: 30080}]";
    assert_eq!(
        first_related(&(service("a", door) + &service("b", door)), "invalid-value"),
        Some((4, "Service default/a has it".to_owned()))
    );
    let address = "clusterIP: 10.96.7.9, ports: [{port: 80}]";
    assert_eq!(
        first_related(
            &(service("a", address) + &service("b", address)),
            "invalid-value"
        ),
        Some((4, "Service default/a has it".to_owned()))
    );
    assert_eq!(
        first_related(
            &(service("a", "ports: [{port: 80}]") + &service("a", "ports: [{port: 81}]")),
            "already-exists"
        ),
        Some((3, "Service default/a has it".to_owned()))
    );
}

#[test]
fn a_namespace_that_comes_too_late_is_shown() {
    let namespace = "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n---\n";
    let service = "apiVersion: v1\nkind: Service\nmetadata: {name: a, namespace: shop}\nspec: {ports: [{port: 80}]}\n---\n";
    let text = service.to_owned() + namespace;
    assert_eq!(
        first_related(&text, "namespace-not-found"),
        Some((8, "Namespace shop is made here".to_owned()))
    );
    let text = namespace.to_owned() + service;
    assert_eq!(first_related(&text, "namespace-not-found"), None);
}

#[test]
fn what_stands_below_the_end_of_an_object_is_told() {
    let text = format!("  {WEB}");
    let analysis = analyze(&text);
    let unread = analysis
        .problems
        .iter()
        .position(|problem| problem.rule == "unread-text")
        .expect("it is told");
    assert_eq!(covered(&text, &analysis, unread), "kind: Service");
    let text = "a: 1 # one\n# two\n...\n";
    assert!(
        analyze(text)
            .problems
            .iter()
            .all(|problem| problem.rule != "unread-text")
    );
}

#[test]
fn a_colon_that_a_comment_hides_comes_back() {
    let text = "apiVersion #: v1\nkind: Namespace\nmetadata: {name: a}\n";
    let analysis = analyze(text);
    let unread = analysis
        .problems
        .iter()
        .position(|problem| problem.rule == "unread-text")
        .expect("it is told");
    let mended = mended(text, &analysis, unread);
    assert_eq!(
        mended,
        "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n"
    );
    assert_eq!(labels(&analyze(&mended)), [""; 0]);
}

#[test]
fn what_may_stand_in_a_broken_document_is_not_said_to_be_missing() {
    let service = WEB.split("---").next().unwrap_or_default();
    let no_pods = |text: &str| {
        let analysis = analyze(text);
        let mut problems = analysis.problems.iter();
        problems.any(|problem| problem.rule == "selector-matches-nothing")
    };
    assert!(no_pods(service));
    assert!(!no_pods(&format!(
        "{service}---\n- kind: Pod\nmetadata: {{name: p}}\n"
    )));

    let text = WEB.replace("targetPort: http", "targetPort: web");
    let fixes = |text: &str| {
        analyze(text)
            .problems
            .iter()
            .filter(|it| it.fix.is_some())
            .count()
    };
    assert_eq!(fixes(&text), 1);
    assert_eq!(fixes(&format!("{text}---\na: b: c\n")), 0);
}

#[test]
fn a_warning_stands_at_its_field_and_is_mended() {
    let text = "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {clusterIP: \"FD00:10:96::A\", ports: [{port: 80}]}\n";
    let analysis = analyze(text);
    let warning = analysis
        .problems
        .iter()
        .position(|problem| problem.rule == "api-warning")
        .expect("it is told");
    assert_eq!(analysis.problems[warning].line, 4);
    let text = text.replace(
        "clusterIP: \"FD00:10:96::A\"",
        "externalIPs: [\"FD00:10:96::A\"]",
    );
    let analysis = analyze(&text);
    let warning = analysis
        .problems
        .iter()
        .position(|problem| problem.fix.is_some())
        .expect("it is mended");
    assert!(mended(&text, &analysis, warning).contains("fd00:10:96::a"));
}

#[test]
fn a_refusal_is_mended_where_that_is_safe() {
    let text = |spec: &str| {
        format!("apiVersion: v1\nkind: Service\nmetadata: {{name: a}}\nspec: {{{spec}}}\n")
    };
    for (broken, whole) in [
        (
            "ports: [{port: 80, targetPort: \"8080\"}]",
            "ports: [{port: 80, targetPort: 8080}]",
        ),
        (
            "selector: {app: ' web '}, ports: [{port: 80}]",
            "selector: {app: 'web'}, ports: [{port: 80}]",
        ),
        (
            "selector: app=web, ports: [{port: 80}]",
            "selector: {app: web}, ports: [{port: 80}]",
        ),
    ] {
        let broken = text(broken);
        let analysis = analyze(&broken);
        assert_eq!(mended(&broken, &analysis, 0), text(whole));
    }
    let analysis = analyze(&text("type: yes, ports: [{port: 80}]"));
    assert_eq!(analysis.problems[0].fix, None, "quotes make no type of it");
}

#[test]
fn a_refused_object_is_drawn_and_not_held() {
    let text = WEB.replace("  name: web\n", "  name: Web\n");
    let analysis = analyze(&text);
    assert_eq!(analysis.summary.services, 1);
    let kubectl = outputs(&text, &Panel::Kubectl);
    assert!(
        kubectl.iter().all(|view| !view.text.contains("Web")),
        "{kubectl:?}"
    );
}

fn panel(text: &str, panel: &Panel) -> PanelContent {
    Reading::of(text, &Environment::default()).panel(panel, Language::English)
}

fn outputs(text: &str, of: &Panel) -> Vec<View> {
    match panel(text, of) {
        PanelContent::Outputs(views) => views,
        other => panic!("{other:?}"),
    }
}

fn why(text: &str) -> WhyTold {
    match panel(text, &Panel::Why { service: None }) {
        PanelContent::Why(told) => told,
        other => panic!("{other:?}"),
    }
}

fn dns(text: &str) -> DnsTable {
    match panel(text, &Panel::Dns) {
        PanelContent::Dns(table) => table,
        other => panic!("{other:?}"),
    }
}

fn rules(text: &str, node: &str, mode: Mode) -> NodeRules {
    let node = Some(node.to_owned());
    match panel(
        text,
        &Panel::KubeProxy {
            node,
            mode,
            ask: None,
        },
    ) {
        PanelContent::KubeProxy(rules) => rules,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_panel_of_outputs_has_a_text_for_each_command() {
    let commands = |of| -> Vec<String> {
        let views = outputs(WEB, &of).into_iter();
        views.map(|view| view.command).collect()
    };
    assert_eq!(
        commands(Panel::Endpoints),
        [
            "kubectl get endpoints -A -o yaml",
            "kubectl get endpointslices -A -o yaml"
        ]
    );
    assert_eq!(commands(Panel::Kubectl).len(), 4);
}

#[test]
fn a_ladder_ends_where_the_pod_fails_and_leads_to_both_lines() {
    let told = why(&WEB.replace("{app: web}", "{app: wbe}"));
    let [ladder] = told.ladders.as_slice() else {
        panic!("{told:?}");
    };
    assert!(!ladder.ok);
    assert_eq!(
        ladder.summary,
        "The selector wants app=web; the Pod has app=wbe."
    );
    let labels: Vec<&str> = ladder.rungs[1].places.iter().map(|it| &*it.label).collect();
    assert_eq!(labels, ["Service line 7", "Pod line 16"]);
    assert_eq!(told.chosen, "default/web:0");
    assert_eq!(told.checks.len(), 8);
}

#[test]
fn what_the_server_refuses_is_on_no_ladder() {
    let told = why(&WEB.replace("name: web-1", "name: Web_1"));
    let summaries: Vec<&str> = told.ladders.iter().map(|ladder| &*ladder.summary).collect();
    assert!(summaries[0].starts_with("The API server refuses this Pod"));
    assert!(told.checks[4].answer.starts_with("None"), "{told:?}");
    let told = why(&WEB.replace("name: web\nspec", "name: Web_\nspec"));
    assert_eq!((told.ladders.len(), told.checks.len()), (0, 1));
}

#[test]
fn many_equal_pods_are_told_together() {
    let mut text = WEB.to_owned();
    for number in 2..=60 {
        let app = if number == 50 { "other" } else { "web" };
        text += &format!(
            "---\napiVersion: v1\nkind: Pod\nmetadata: {{name: web-{number}, labels: {{app: {app}}}}}\nspec:\n  \
             containers:\n  - {{name: a, image: a, ports: [{{name: http, containerPort: 80}}]}}\n"
        );
    }
    let told = why(&text);
    let titles: Vec<&str> = told.ladders.iter().map(|ladder| &*ladder.title).collect();
    assert_eq!(titles.len(), 3, "{titles:?}");
    assert!(titles.contains(&"Pod default/web-2 and 57 like it"));
    assert_eq!(titles[2], "Pod default/web-50");
}

#[test]
fn the_names_of_a_service_stand_together() {
    let table = dns(WEB);
    let titles: Vec<&str> = table.groups.iter().map(|group| &*group.title).collect();
    assert_eq!(
        titles,
        ["Service default/web", "Service default/kubernetes"]
    );
    let records: Vec<(&str, &str)> = table.groups[0]
        .records
        .iter()
        .map(|record| (&*record.kind, &*record.value))
        .collect();
    assert_eq!(
        records,
        [
            ("A", "10.96.0.101"),
            ("PTR", "web.default.svc.cluster.local")
        ]
    );
}

#[test]
fn a_node_has_rules_in_both_modes() {
    let told = rules(WEB, "node-2", Mode::Nftables);
    assert_eq!((&*told.node, told.rules.len()), ("node-2", 1));
    assert!(told.rules[0].view.text.contains("10.96.0.101"));
    let told = rules(WEB, "gone", Mode::Iptables);
    assert_eq!(&*told.node, "node-1");
    assert_eq!(told.rules[0].view.command, "iptables-save");
    let dual = WEB.replace(
        "  ports:\n  - port",
        "  ipFamilyPolicy: RequireDualStack\n  ports:\n  - port",
    );
    assert_eq!(rules(&dual, "node-1", Mode::Iptables).rules.len(), 2);
}

#[test]
fn kinds_that_are_not_drawn_are_named_once() {
    let map = "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";
    let analysis = analyze(&format!("{WEB}{map}{}", map.replace("name: a", "name: b")));
    let notes: Vec<&str> = analysis.notes.iter().map(|note| &*note.message).collect();
    assert_eq!(
        notes,
        ["Checked for field names only, not drawn: ConfigMap."]
    );
    assert_eq!(analysis.summary.errors, 0);
}

#[test]
fn the_same_is_said_in_korean() {
    let text = WEB.replace("targetPort: http", "targetPort: admin");
    let analysis = Reading::of(&text, &Environment::default()).analysis(Language::Korean);
    assert_eq!(
        labels(&analysis),
        [
            "경고 10행: 서비스 default/web이 선택한 파드 중 어디에도 admin이라는 TCP 포트가 없습니다."
        ]
    );
    assert_eq!(analysis.problems[0].severity, Severity::Warning);
    assert_eq!(
        analysis.problems[0].fix.as_ref().map(|fix| &*fix.title),
        Some("http로 고치기")
    );
}

#[test]
fn a_request_is_told_step_by_step() {
    let reading = Reading::of(WEB, &Environment::default());
    let panel = |ask: Option<Ask>, language| match reading.panel(&Panel::Request(ask), language) {
        PanelContent::Request(told) => told,
        other => panic!("{other:?}"),
    };
    let told = |ask: Ask, language| panel(Some(ask), language).told.unwrap();
    let offered = panel(None, Language::English);
    assert_eq!(offered.told, None);
    assert!(
        offered
            .from
            .iter()
            .any(|choice| choice.label == "Pod default/web-1")
    );
    assert!(offered.to.iter().any(|choice| choice.value == "web:80"));
    let ask = Ask {
        from: offered.from[0].value.clone(),
        to: "web".to_owned(),
        protocol: "TCP".to_owned(),
        tool: "curl".to_owned(),
        count: 100,
        pause: 0,
        seed: 1,
    };
    let english = told(ask.clone(), Language::English);
    let steps: Vec<&str> = english.steps.iter().map(|step| &*step.text).collect();
    assert_eq!(
        steps,
        [
            "DNS: web.default.svc.cluster.local is 10.96.0.101.",
            "node-1: kube-proxy sees a new connection from 10.244.0.250 to 10.96.0.101 port 80.",
            "That is the ClusterIP of Service default/web.",
            "It has 1 endpoint to choose from: ready.",
        ]
    );
    assert_eq!(
        english.end,
        "Pod default/web-1 gets it at 10.244.0.10:8080."
    );
    assert_eq!(english.spread[0].count, 100);
    let ping = told(
        Ask {
            tool: "ping".to_owned(),
            ..ask.clone()
        },
        Language::Korean,
    );
    assert!(!ping.ok);
    assert_eq!(
        ping.end,
        "시간 초과(timeout): 서비스 default/web의 클러스터 IP는 ping에 응답하지 않습니다."
    );
    let gone = told(
        Ask {
            from: "pod:default/gone".to_owned(),
            ..ask
        },
        Language::English,
    );
    assert_eq!(gone.end, "The chosen client is no longer in the manifest.");
}

#[test]
fn the_rules_that_a_request_passes_are_numbered_on_its_node() {
    let rules = |tool: &str, node: Option<&str>, mode| {
        let ask = Ask {
            from: "in-cluster".to_owned(),
            to: "web".to_owned(),
            protocol: "TCP".to_owned(),
            tool: tool.to_owned(),
            count: 1,
            pause: 0,
            seed: 1,
        };
        let node = node.map(str::to_owned);
        let ask = Some(ask);
        match panel(WEB, &Panel::KubeProxy { node, mode, ask }) {
            PanelContent::KubeProxy(told) => told,
            other => panic!("{other:?}"),
        }
    };
    let passed = |mode| {
        let told = rules("curl", None, mode);
        let text = told.rules[0].clone();
        let mut passed = text.passed.clone();
        passed.sort_by_key(|(_, place)| *place);
        let lines: Vec<String> = text.view.text.lines().map(str::to_owned).collect();
        passed
            .into_iter()
            .map(|(line, place)| (place, lines[line as usize].clone()))
            .collect::<Vec<_>>()
    };
    let iptables = passed(Mode::Iptables);
    assert_eq!(iptables.len(), 3, "{iptables:?}");
    assert!(iptables[0].1.starts_with("-A KUBE-SERVICES"));
    assert!(iptables[1].1.starts_with("-A KUBE-SVC-"));
    assert!(
        iptables[2]
            .1
            .ends_with("-j DNAT --to-destination 10.244.0.10:8080")
    );
    let nftables = passed(Mode::Nftables);
    let places: Vec<u32> = nftables.iter().map(|(place, _)| *place).collect();
    assert_eq!(places, [1, 2, 3, 4], "{nftables:?}");
    assert!(
        nftables[2]
            .1
            .contains("element ip kube-proxy service-ips { 10.96.0.101 . tcp . 80")
    );
    assert!(
        nftables[3]
            .1
            .contains("dnat ip addr . port to numgen random mod 1")
    );

    let elsewhere = rules("curl", Some("node-2"), Mode::Iptables);
    let passage = elsewhere.passage.unwrap();
    assert_eq!(passage.elsewhere.as_deref(), Some("node-1"));
    assert!(elsewhere.rules[0].passed.is_empty());
    let ping = rules("ping", None, Mode::Iptables).passage.unwrap();
    assert_eq!(ping.text, "The request for web:80 came to no kube-proxy.");
}

#[test]
fn pods_that_are_too_many_are_told() {
    let text = "apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 20001
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx}]}
";
    let reading = Reading::of(text, &Environment::default());
    let notes = reading.analysis(Language::English).notes;
    let notes: Vec<&str> = notes.iter().map(|note| &*note.message).collect();
    assert_eq!(
        notes,
        ["Workloads here want 20001 Pods; only 20000 are made."]
    );
}

#[test]
fn acts_change_the_picture_and_not_what_is_said_about_the_text() {
    let text = "apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web-1, labels: {app: web}}
spec: {containers: [{name: web, image: nginx}]}
";
    let before = Reading::of(text, &Environment::default());
    let mut after = before.clone();
    let acts = ["not-ready default/web-1", "kill default/web-9"];
    let overlay: Overlay = acts.iter().filter_map(|act| act.parse().ok()).collect();
    after.act(&overlay);
    let said = |reading: &Reading| reading.analysis(Language::English);
    assert_eq!(said(&before).problems, said(&after).problems);
    assert_ne!(said(&before).scene, said(&after).scene);
    assert_ne!(before.held().endpoints, after.held().endpoints);
    after.act(&Overlay::default());
    assert_eq!(said(&before), said(&after));
}

#[test]
fn services_whose_endpoints_are_too_many_are_left_out_and_said_so() {
    let mut text = String::new();
    for at in 0..500 {
        text.push_str(&format!(
            "{{apiVersion: v1, kind: Service, metadata: {{name: s{at}}}, spec: {{selector: {{app: web}}, ports: [{{port: 80}}]}}}}\n---\n"
        ));
    }
    text.push_str(
        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: 500, selector: {matchLabels: {app: web}}, \
         template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: i}]}}}}\n",
    );
    let reading = Reading::of(&text, &Environment::default());
    let english = reading.analysis(Language::English);
    assert_eq!(english.summary.services, 400);
    assert_eq!(
        english.notes.last().map(|note| &*note.message),
        Some(
            "The Services here have more than 200000 endpoints in all; the last 100 Services are left out."
        )
    );
    let korean = reading.analysis(Language::Korean);
    assert!(
        korean
            .notes
            .last()
            .is_some_and(|note| note.message.contains("100개"))
    );
    // kubectl is not made to say that they have no endpoints.
    assert_eq!(reading.held().services.len(), 400);
}

#[test]
fn of_too_many_objects_the_last_that_is_looked_at_says_so() {
    let text = format!("{}kind: Pod\n", "a: 1\n---\n".repeat(100_000));
    let reading = Reading::of(&text, &Environment::default());
    let limit = |language| {
        let problems = reading.analysis(language).problems;
        problems.into_iter().find(|problem| problem.rule == "limit")
    };
    let english = limit(Language::English).unwrap();
    assert!(
        english
            .message
            .starts_with("There are more than 100000 objects")
    );
    assert_eq!(english.line, 199_999);
    assert!(
        limit(Language::Korean)
            .unwrap()
            .message
            .contains("100000개")
    );
}
