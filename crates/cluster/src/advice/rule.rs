//! Which rules there are.

use super::{
    Advice, Scope, affinity_behind_snat, endpoints_beside_selector, endpoints_port_name_differs,
    endpoints_without_service, external_name_is_address, external_name_over_http,
    external_name_trailing_dot, fixed_by_hand, headless_port_differs, load_balancer_pending,
    local_policy_without_pod, long_connections, loopback_only, named_port_missing,
    namespace_assumed, nothing_ready, same_selector_and_port, selector_matches_nothing,
    selector_too_wide, target_port_protocol, target_port_undeclared, template_labels_missing,
    unnamed_container_port,
};

/// What a rule's page shows: two manifests that the API server takes, one that the rule speaks about and one that it is content with.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// The rule speaks.
    pub bad: &'static str,
    /// No rule does.
    pub good: &'static str,
}

/// Declares the rules in the order in which they speak: a name, its file, and its id, as its page is called.
macro_rules! rules {
    ($($name:ident: $file:ident, $id:literal;)+) => {
        /// One of our rules.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Rule { $(#[doc = concat!("`", $id, "`")] $name),+ }

        impl Rule {
            /// Every rule, in the order in which they speak.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// Its id, as its page is called: `selector-matches-nothing`.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id),+ }
            }

            /// What its page shows.
            pub const fn example(self) -> Example {
                match self { $(Self::$name => $file::EXAMPLE),+ }
            }

            /// Looks, and says what it found.
            pub(super) fn check(self, scope: Scope<'_>, advice: &mut Vec<Advice>) {
                match self { $(Self::$name => $file::check(scope, advice)),+ }
            }
        }
    };
}

rules! {
    SelectorMatchesNothing: selector_matches_nothing, "selector-matches-nothing";
    TemplateLabelsMissing: template_labels_missing, "template-labels-missing";
    NamedPortMissing: named_port_missing, "named-port-missing";
    NothingReady: nothing_ready, "nothing-ready";
    TargetPortUndeclared: target_port_undeclared, "target-port-undeclared";
    TargetPortProtocol: target_port_protocol, "target-port-protocol";
    UnnamedContainerPort: unnamed_container_port, "unnamed-container-port";
    LoopbackOnly: loopback_only, "loopback-only";
    EndpointsWithoutService: endpoints_without_service, "endpoints-without-service";
    EndpointsPortNameDiffers: endpoints_port_name_differs, "endpoints-port-name-differs";
    EndpointsBesideSelector: endpoints_beside_selector, "endpoints-beside-selector";
    ExternalNameIsAddress: external_name_is_address, "external-name-is-address";
    ExternalNameTrailingDot: external_name_trailing_dot, "external-name-trailing-dot";
    ExternalNameOverHttp: external_name_over_http, "external-name-over-http";
    HeadlessPortDiffers: headless_port_differs, "headless-port-differs";
    LoadBalancerPending: load_balancer_pending, "load-balancer-pending";
    LocalPolicyWithoutPod: local_policy_without_pod, "local-policy-without-pod";
    AffinityBehindSnat: affinity_behind_snat, "affinity-behind-snat";
    FixedByHand: fixed_by_hand, "fixed-by-hand";
    SelectorTooWide: selector_too_wide, "selector-too-wide";
    SameSelectorAndPort: same_selector_and_port, "same-selector-and-port";
    LongConnections: long_connections, "long-connections";
    NamespaceAssumed: namespace_assumed, "namespace-assumed";
}

#[cfg(test)]
mod tests {
    use super::super::testing::told;
    use super::*;

    #[test]
    fn every_example_is_accepted_and_shows_its_rule() {
        for &rule in Rule::ALL {
            let Example { bad, good } = rule.example();
            let bad = told(bad);
            assert_eq!(bad.refused(), [] as [&str; 0], "{}", rule.id());
            assert!(bad.rules().contains(&rule.id()), "{}", rule.id());
            let good = told(good);
            assert_eq!(good.refused(), [] as [&str; 0], "{}", rule.id());
            assert_eq!(good.rules(), [] as [&str; 0], "{}", rule.id());
        }
    }

    #[test]
    fn an_id_is_the_name_of_its_file() {
        let mut ids: Vec<_> = Rule::ALL.iter().map(|rule| rule.id()).collect();
        assert!(ids.iter().all(|id| {
            id.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        }));
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), Rule::ALL.len());
    }
}
