//! What the buttons do to a text.

mod common;

use common::{analyze, mend};
use playground::{Analysis, Language, Severity};

const SERVICE: &str = "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec:\n";
const POD: &str = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: a\n    image: registry.local/a:1\n";

fn fixes(text: &str) -> Analysis {
    analyze(text, Language::English)
}

/// Applies the fixes of `text` and looks for what it becomes; no error may be left.
fn becomes(text: &str, mended: &str) {
    let analysis = fixes(text);
    let result = mend(
        text,
        analysis
            .problems
            .iter()
            .filter_map(|problem| problem.fix.as_ref()),
    );
    assert_eq!(result, mended);
    let left: Vec<_> = fixes(&result)
        .problems
        .into_iter()
        .filter(|problem| problem.severity == Severity::Error)
        .map(|problem| problem.label)
        .collect();
    assert_eq!(left, [] as [&str; 0]);
}

fn has_none(text: &str) {
    let fixes: Vec<_> = fixes(text)
        .problems
        .into_iter()
        .filter_map(|problem| problem.fix)
        .collect();
    assert_eq!(fixes, []);
}

#[test]
fn a_field_takes_the_name_that_was_meant() {
    becomes(
        &format!("{SERVICE}  ports:\n  - port: 80\n    proto: TCP\n    target-port: 8080\n"),
        &format!("{SERVICE}  ports:\n  - port: 80\n    protocol: TCP\n    targetPort: 8080\n"),
    );
    becomes(
        "{\"apiVersion\": \"v1\", \"kind\": \"Service\", \"metadata\": {\"name\": \"a\"}, \"spec\": {\"port\": [{\"port\": 80}]}}",
        "{\"apiVersion\": \"v1\", \"kind\": \"Service\", \"metadata\": {\"name\": \"a\"}, \"spec\": {\"ports\": [{\"port\": 80}]}}",
    );
}

#[test]
fn a_field_that_is_there_or_far_or_of_another_shape_is_not_meant() {
    has_none(&format!(
        "{POD}  volumes:\n  - name: v\n    rbd: {{image: a, imageformat: '1', monitors: [a]}}\n"
    ));
    has_none(&format!("{SERVICE}  ports:\n  - port: 80\n    Port: 81\n"));
    has_none(&format!("{SERVICE}  ports: [{{port: 80}}]\n  port: 80\n"));
}

#[test]
fn a_value_takes_the_spelling_that_is_allowed() {
    becomes(
        &format!("{SERVICE}  type: Clusterip\n  ports: [{{port: 80, protocol: tcp}}]\n"),
        &format!("{SERVICE}  type: ClusterIP\n  ports: [{{port: 80, protocol: TCP}}]\n"),
    );
    becomes(
        &format!("{POD}  restartPolicy: \"never\"\n"),
        &format!("{POD}  restartPolicy: \"Never\"\n"),
    );
    has_none(&format!(
        "{SERVICE}  ports: [{{port: 80, protocol: HTTP}}]\n"
    ));
}

#[test]
fn text_is_quoted_and_numbers_are_not() {
    becomes(
        &POD.replace("{name: a}", "{name: a, labels: {version: 1.10}}"),
        &POD.replace("{name: a}", "{name: a, labels: {version: \"1.10\"}}"),
    );
    becomes(
        &format!("{POD}    env:\n    - name: DEBUG\n      value: yes\n"),
        &format!("{POD}    env:\n    - name: DEBUG\n      value: \"yes\"\n"),
    );
    becomes(
        &format!("{SERVICE}  ports: [{{port: '80'}}]\n"),
        &format!("{SERVICE}  ports: [{{port: 80}}]\n"),
    );
    becomes(
        &format!("{POD}    tty: \"true\"\n"),
        &format!("{POD}    tty: true\n"),
    );
    has_none(&format!("{SERVICE}  ports: [{{port: http}}]\n"));
}

#[test]
fn of_two_equal_keys_the_earlier_goes() {
    becomes(
        &format!("{SERVICE}  ports:\n  - port: 80\n    port: 81\n"),
        &format!("{SERVICE}  ports:\n  - port: 81\n"),
    );
    becomes(
        &format!("{SERVICE}  type: NodePort # no\n  type: ClusterIP\n  ports: [{{port: 80}}]\n"),
        &format!("{SERVICE}  type: ClusterIP\n  ports: [{{port: 80}}]\n"),
    );
    for spec in [
        "  ports: [{port: 80, port: 81}]\n",
        "  ports:\n  - port: 80\n  ports:\n  - port: 81\n",
        "  externalName: &a b\n  externalName: b\n  ports: [{port: 80}]\n",
        "  externalName: \"a\n  b: c\"\n  externalName: b\n  ports: [{port: 80}]\n",
    ] {
        has_none(&format!("{SERVICE}{spec}"));
    }
}

#[test]
fn labels_are_added_to_a_template_as_it_is_written() {
    let deployment = |labels: &str| {
        format!(
            "{SERVICE}  selector: {{app: a, tier: \"1\"}}\n  ports: [{{port: 80}}]\n---\napiVersion: apps/v1\nkind: Deployment\n\
             metadata:\n  name: a\n  labels:\n    app: a\n    tier: \"1\"\nspec:\n  selector:\n    matchLabels:\n      app: a\n  \
             template:\n    metadata:\n      labels:{labels}\n    spec:\n      containers:\n      - name: a\n        image: registry.local/a:1\n"
        )
    };
    for (labels, mended) in [
        ("\n        app: a", "\n        tier: \"1\"\n        app: a"),
        (" {app: a}", " {tier: \"1\", app: a}"),
        (" {\"app\": \"a\"}", " {\"tier\": \"1\", \"app\": \"a\"}"),
    ] {
        becomes(&deployment(labels), &deployment(mended));
    }
}

#[test]
fn ports_get_names() {
    becomes(
        &format!("{SERVICE}  ports:\n  - port: 80\n  - protocol: TCP\n    port: 9090\n"),
        &format!(
            "{SERVICE}  ports:\n  - name: http\n    port: 80\n  - name: port-9090\n    protocol: TCP\n    port: 9090\n"
        ),
    );
    becomes(
        &format!(
            "{SERVICE}  ports: [{{name: http, port: 81}}, {{port: 80}}, {{name: '', port: 53}}]\n"
        ),
        &format!(
            "{SERVICE}  ports: [{{name: http, port: 81}}, {{name: port-80, port: 80}}, {{name: 'dns', port: 53}}]\n"
        ),
    );
}

#[test]
fn a_selector_has_its_labels_directly() {
    becomes(
        &format!(
            "{SERVICE}  ports: [{{port: 80}}]\n  selector:\n    matchLabels:\n      app: a # the app\n      tier: b\n"
        ),
        &format!(
            "{SERVICE}  ports: [{{port: 80}}]\n  selector:\n    app: a # the app\n    tier: b\n"
        ),
    );
    becomes(
        &format!("{SERVICE}  ports: [{{port: 80}}]\n  selector: {{matchLabels: {{app: a}}}}\n"),
        &format!("{SERVICE}  ports: [{{port: 80}}]\n  selector: {{app: a}}\n"),
    );
    becomes(
        &format!("{SERVICE}  ports: [{{port: 80}}]\n  selector:\n    matchLabels: {{app: a}}\n"),
        &format!("{SERVICE}  ports: [{{port: 80}}]\n  selector:\n    {{app: a}}\n"),
    );
}

#[test]
fn a_kind_and_its_version_belong_together() {
    becomes(&POD.replace("Pod", "pod"), POD);
    becomes(&POD.replace("Pod", "Pdo"), POD);
    becomes(&POD.replace("v1", "apps/v1"), POD);
    has_none("apiVersion: v1\nkind: Gateway\nmetadata: {name: a}\n");
}
