//! Objects in a namespace that the text does not make: what `kubectl get -n … -o yaml` prints leaves the Namespace out, so it is
//! taken to exist. Only worth knowing where the text is to be applied to a cluster that lacks it.

use super::{Advice, Example, Finding, Place, Rule, Scope, Severity};
use crate::Str;
use crate::field::Path;
use crate::manifest::ObjectId;

pub(super) const EXAMPLE: Example = Example {
    bad: "\
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: shop
",
    good: "\
apiVersion: v1
kind: Namespace
metadata:
  name: shop
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: shop
",
};

/// Names, once, every namespace that was taken for granted.
pub(super) fn check(scope: Scope<'_>, advice: &mut Vec<Advice>) {
    let assumed: Vec<(ObjectId, &Str)> = scope
        .replies
        .iter()
        .zip(0..)
        .filter_map(|(reply, at)| Some((ObjectId(at), reply.assumed_namespace.as_ref()?)))
        .collect();
    let Some((first, _)) = assumed.first().copied() else {
        return;
    };
    advice.push(Advice {
        rule: Rule::NamespaceAssumed,
        severity: Severity::Info,
        place: Place::value(first, Path::new("metadata").child("namespace").to_owned()),
        finding: Finding::NamespaceAssumed {
            namespaces: assumed.into_iter().map(|(_, name)| name.clone()).collect(),
        },
        evidence: Vec::new(),
        remedy: None,
    });
}

#[cfg(test)]
mod tests {
    use super::super::testing::told;
    use super::*;

    fn config(namespace: &str) -> String {
        format!(
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: a, namespace: {namespace}}}\n---\n"
        )
    }

    #[test]
    fn namespaces_that_nobody_describes_are_named_once() {
        let text = ["shop", "prod", "shop", "tools"].map(config).concat();
        let told = told(&text.replacen("name: a", "name: b", 1));
        assert_eq!(told.rules(), ["namespace-assumed"]);
        assert_eq!(told.at("namespace-assumed"), "shop");
        let namespaces = vec!["shop".into(), "tools".into()];
        assert_eq!(
            told.advice[0].finding,
            Finding::NamespaceAssumed { namespaces }
        );
    }

    #[test]
    fn a_namespace_that_is_there_or_comes_later_is_not_assumed() {
        let shop = "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n---\n";
        assert_eq!(told(&config("kube-system")).rules(), [] as [&str; 0]);
        assert_eq!(
            told(&(shop.to_owned() + &config("shop"))).rules(),
            [] as [&str; 0]
        );
        assert_eq!(told(&(config("shop") + shop)).rules(), [] as [&str; 0]);
        assert_eq!(told(&config("No_Name")).rules(), [] as [&str; 0]);
    }
}
