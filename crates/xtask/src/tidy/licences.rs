//! Under which licences crates come, and whether one comes twice: held to `deny.toml`, which `cargo deny` reads too.

use serde_json::Value;

use super::Finding;

/// Whether every crate that `metadata` (of `cargo metadata`) tells of may come.
pub(super) fn check(deny: &str, metadata: &Value) -> Vec<Finding> {
    let finding = |message: String| Finding {
        path: "deny.toml".to_owned(),
        line: 0,
        message,
    };
    let (allowed, skipped) = (list(deny, "allow"), list(deny, "skip"));
    let packages = metadata.get("packages").and_then(Value::as_array);
    let foreign: Vec<&Value> = packages
        .into_iter()
        .flatten()
        .filter(|package| package.get("source").is_some_and(Value::is_string))
        .collect();
    let text = |package: &Value, key: &str| {
        let text = package.get(key).and_then(Value::as_str);
        text.unwrap_or_default().to_owned()
    };
    let mut names: Vec<String> = foreign.iter().map(|it| text(it, "name")).collect();
    names.sort();
    let next = names.iter().skip(1);
    let twice = names.iter().zip(next).filter(|(one, next)| one == next);
    let mut twice: Vec<&String> = twice.map(|(name, _)| name).collect();
    twice.dedup();
    let duplicates = twice
        .iter()
        .filter(|name| !skipped.contains(&name.as_str()))
        .map(|name| {
            finding(format!(
                "`{name}` comes in several versions: take one, or say why in `skip`"
            ))
        });
    let gone = skipped
        .iter()
        .filter(|name| !twice.iter().any(|twice| twice == *name))
        .map(|name| {
            finding(format!(
                "`{name}` no longer comes twice: take it out of `skip`"
            ))
        });
    let licences = foreign.iter().filter_map(|package| {
        let licence = text(package, "license");
        let name = text(package, "name");
        (!may_come(&licence, &allowed)).then(|| {
            finding(format!(
                "`{name}` comes under \"{licence}\", which `allow` does not hold"
            ))
        })
    });
    licences.chain(duplicates).chain(gone).collect()
}

/// The strings of the one-line list `key`.
fn list<'a>(deny: &'a str, key: &str) -> Vec<&'a str> {
    let start = format!("{key} = [");
    let line = deny.lines().find_map(|line| line.strip_prefix(&start));
    line.into_iter()
        .flat_map(|line| line.split('"').skip(1).step_by(2))
        .collect()
}

/// Whether an SPDX expression leaves us a choice that is allowed; older crates write `/` for `OR`. One that nests deeper than
/// `(A OR B) AND C` is not understood, and so refused.
fn may_come(expression: &str, allowed: &[&str]) -> bool {
    let all = expression.replace('/', " OR ");
    all.split(" AND ").all(|part| {
        let part = part.trim().trim_start_matches('(').trim_end_matches(')');
        part.split(" OR ")
            .any(|licence| allowed.contains(&licence.trim()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const DENY: &str = "[licenses]\nallow = [\"MIT\", \"ISC\"]\n[bans]\nskip = [\"syn\"]\n";

    #[test]
    fn a_licence_is_one_that_is_allowed() {
        let allowed = list(DENY, "allow");
        for good in [
            "MIT",
            "MIT/Apache-2.0",
            "GPL-3.0 OR MIT",
            "(MIT OR Apache-2.0) AND ISC",
        ] {
            assert!(may_come(good, &allowed), "{good}");
        }
        for bad in [
            "",
            "GPL-3.0",
            "MIT AND GPL-3.0",
            "(GPL-3.0 OR Apache-2.0) AND ISC",
        ] {
            assert!(!may_come(bad, &allowed), "{bad}");
        }
    }

    #[test]
    fn a_crate_comes_once_under_a_known_licence() {
        let package = |name: &str, licence: &str| serde_json::json!({"name": name, "license": licence, "source": "registry"});
        let own = serde_json::json!({"name": "words", "license": null, "source": null});
        let found = |packages: Vec<Value>| {
            let findings = check(DENY, &serde_json::json!({ "packages": packages }));
            findings
                .into_iter()
                .map(|finding| finding.message)
                .collect::<Vec<_>>()
                .join("\n")
        };
        let syn = || package("syn", "MIT");
        assert_eq!(found(vec![own, syn(), syn(), package("a", "ISC")]), "");
        assert!(found(vec![syn(), syn(), package("a", "GPL-3.0")]).contains("`a` comes under"));
        assert!(
            found(vec![syn(), syn(), package("a", "MIT"), package("a", "MIT")])
                .contains("several versions")
        );
        assert!(found(vec![syn()]).contains("no longer comes twice"));
    }
}
