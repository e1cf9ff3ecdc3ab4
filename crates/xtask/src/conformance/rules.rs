//! The rules of a node.

use cluster::api::IpFamily;
use cluster::proxy::{Network, NodeProxy, World};

use super::case::{Case, text};
use super::diff;
use super::facets::Outcome;
use super::product::Product;

/// kube-proxy's rules in iptables mode.
pub(super) fn iptables(case: &Case, product: &Product) -> Outcome {
    compare(case, product, "kube_proxy_iptables", NodeProxy::iptables)
}

/// kube-proxy's rules in nftables mode.
pub(super) fn nftables(case: &Case, product: &Product) -> Outcome {
    compare(case, product, "kube_proxy_nftables", NodeProxy::nftables)
}

/// The first node's rules of both families; a family that is not recorded held nothing but what is always there.
fn compare(
    case: &Case,
    product: &Product,
    field: &str,
    print: fn(&NodeProxy) -> String,
) -> Outcome {
    let (Some(recorded), Some(node)) = (case.answer.get(field), product.cluster.nodes.first())
    else {
        return Outcome::NotRecorded;
    };
    let nothing = World {
        services: &[],
        slices: &[],
        network: Network::default(),
    };
    let world = World {
        services: &product.cluster.services,
        slices: &product.published.slices,
        ..nothing
    };
    let mut differences = String::new();
    for family in [IpFamily::V4, IpFamily::V6] {
        let recorded = match text(recorded, family.as_str()) {
            "" => print(&NodeProxy::new(&nothing, node, family)),
            text => text.to_owned(),
        };
        let ours = print(&NodeProxy::new(&world, node, family));
        if ours != recorded {
            let difference = diff::lines(&settled(&recorded), &settled(&ours));
            differences.extend(difference.map(|lines| format!("{family}\n{lines}")));
        }
    }
    Some(differences)
        .filter(|differences| !differences.is_empty())
        .into()
}

/// The rules with the lines in a settled order that kube-proxy writes in an order of chance: it walks a hash map of Service ports.
/// The lines of one Service port stay as they stand.
fn settled(rules: &str) -> String {
    let (mut shuffled, mut lines): (Vec<&str>, Vec<&str>) =
        rules.lines().partition(|line| chance(line).is_some());
    shuffled.sort_by_key(|line| chance(line));
    lines.extend(shuffled);
    lines.join("\n")
}

/// For a line whose place is chance, chain and Service port, or the element of a set or map.
fn chance(line: &str) -> Option<(&str, &str)> {
    if let Some(element) = line.strip_prefix("add element ") {
        return Some(("", element));
    }
    let rule = line.strip_prefix("-A KUBE-")?;
    let (chain, rule) = rule.split_once(" -m comment --comment ")?;
    let port = rule.trim_start_matches('"').split([' ', '"']).next()?;
    let walked = [
        "NODEPORTS",
        "SERVICES",
        "EXTERNAL-SERVICES",
        "PROXY-FIREWALL",
    ];
    // One rule of these chains is for no Service, and is always the last.
    (walked.contains(&chain) && port != "kubernetes").then_some((chain, port))
}

#[cfg(test)]
mod tests {
    use super::settled;

    #[test]
    fn the_order_of_service_ports_does_not_count() {
        let rule = |port: &str, to: &str| {
            format!("-A KUBE-SERVICES -m comment --comment \"{port} cluster IP\" -j {to}\n")
        };
        let [a, b] = [rule("default/a", "X"), rule("default/b:http", "Y")];
        assert_eq!(settled(&format!("{a}{b}")), settled(&format!("{b}{a}")));
        assert_ne!(settled(&format!("{a}{a}")), settled(&format!("{a}{b}")));
    }

    #[test]
    fn the_order_of_a_ports_rules_counts() {
        let rule = |to: &str| format!("-A KUBE-NODEPORTS -m comment --comment default/a -j {to}\n");
        let [x, y] = [rule("X"), rule("Y")];
        assert_ne!(settled(&format!("{x}{y}")), settled(&format!("{y}{x}")));
        let elsewhere = |to: &str| format!("-A KUBE-SVC-A -j {to}\n");
        let [x, y] = [elsewhere("X"), elsewhere("Y")];
        assert_ne!(settled(&format!("{x}{y}")), settled(&format!("{y}{x}")));
    }

    #[test]
    fn the_order_of_elements_does_not_count() {
        let [a, b] = ["add element ip t s { 1 }\n", "add element ip t s { 2 }\n"];
        assert_eq!(settled(&format!("{a}{b}")), settled(&format!("{b}{a}")));
    }
}
