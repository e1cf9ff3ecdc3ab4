//! A Pod's own name resolution: `dnsPolicy`, `dnsConfig`, `hostAliases`.

use super::{Errors, ips, names};
use crate::Value;
use crate::field::{BadValue, Path};
use crate::schema::values::DNS_POLICIES;

const MAX_NAMESERVERS: usize = 3;
const MAX_SEARCHES: usize = 32;
const MAX_SEARCH_CHARACTERS: usize = 2048;

/// `validateDNSPolicy`
pub(super) fn policy(errors: &mut Errors, path: Path<'_>, spec: &Value) {
    errors.one_of(path, spec.text("dnsPolicy"), &DNS_POLICIES);
}

/// `validatePodDNSConfig`
pub(super) fn config(errors: &mut Errors, path: Path<'_>, spec: &Value) {
    let none = spec.text("dnsPolicy") == "None";
    let Some(config) = spec.get("dnsConfig") else {
        if none {
            errors.required(path, "must provide `dnsConfig` when `dnsPolicy` is None");
        }
        return;
    };
    let nameservers = path.child("nameservers");
    let servers = config.list("nameservers").len();
    if none && servers == 0 {
        let detail = "must provide at least one DNS nameserver when `dnsPolicy` is None";
        errors.required(nameservers, detail);
        return;
    }
    let list = |key| config.get(key).map_or(BadValue::Null, BadValue::from);
    if servers > MAX_NAMESERVERS {
        let detail = format!("must not have more than {MAX_NAMESERVERS} nameservers");
        errors.invalid(nameservers, list("nameservers"), &detail);
    }
    for (at, server) in config.texts("nameservers").enumerate() {
        errors.extend(ips::valid_ip(nameservers.index(at), server));
    }
    let searches = path.child("searches");
    let count = config.list("searches").len();
    if count > MAX_SEARCHES {
        let detail = format!("must not have more than {MAX_SEARCHES} search paths");
        errors.invalid(searches, list("searches"), &detail);
    }
    let spaces = count.saturating_sub(1);
    if config.texts("searches").map(str::len).sum::<usize>() + spaces > MAX_SEARCH_CHARACTERS {
        let detail = format!(
            "must not have more than {MAX_SEARCH_CHARACTERS} characters (including spaces) in the search list"
        );
        errors.invalid(searches, list("searches"), &detail);
    }
    for (at, search) in config.texts("searches").enumerate() {
        if search != "." {
            let search = search.strip_suffix('.').unwrap_or(search);
            let messages = names::dns_subdomain_with_underscore(search);
            errors.messages(searches.index(at), search, messages);
        }
    }
    for (at, option) in config.list("options").iter().enumerate() {
        if option.text("name").is_empty() {
            errors.required(path.child("options").index(at), "must not be empty");
        }
    }
}

/// `ValidateHostAliases`
pub(super) fn host_aliases(errors: &mut Errors, path: Path<'_>, spec: &Value) {
    for (at, alias) in spec.list("hostAliases").iter().enumerate() {
        let path = path.index(at);
        errors.extend(ips::valid_ip(path.child("ip"), alias.text("ip")));
        let hostnames = path.child("hostnames");
        for (at, hostname) in alias.texts("hostnames").enumerate() {
            errors.messages(
                hostnames.index(at),
                hostname,
                names::dns_subdomain(hostname),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::admission::create::testing::{pod, refused};

    #[test]
    fn a_policy_of_none_needs_a_nameserver() {
        let errors = |spec: &str| refused("Pod", &pod("", &format!(", {spec}")));
        assert_eq!(
            errors(r#""dnsPolicy": "None", "dnsConfig": {}"#),
            [
                "spec.dnsConfig.nameservers: Required value: must provide at least one DNS nameserver when `dnsPolicy` is None"
            ]
        );
        assert_eq!(
            errors(r#""dnsConfig": {"searches": ["a_b.c.", "."], "options": [{}]}"#),
            ["spec.dnsConfig.options[0]: Required value: must not be empty"]
        );
        assert_eq!(
            errors(r#""dnsConfig": {"nameservers": ["10.0.0.1", "10.0.0.2", "10.0.0.3", "::1"]}"#),
            [
                r#"spec.dnsConfig.nameservers: Invalid value: ["10.0.0.1","10.0.0.2","10.0.0.3","::1"]: must not have more than 3 nameservers"#
            ]
        );
    }
}
