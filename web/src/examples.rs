//! The examples, each a file of `public/examples`, built in.

use playground::words::ExampleWords;

/// A manifest to look at.
pub(crate) struct Example {
    /// Its title.
    pub(crate) title: fn(&ExampleWords) -> &'static str,
    /// Where it stands in the menu.
    pub(crate) group: Group,
    /// The manifest.
    pub(crate) text: &'static str,
}

/// A part of the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Group {
    /// For a first look.
    Start,
    /// What Services can be.
    Kinds,
    /// What goes wrong.
    Troubles,
    /// The manifests of the study notes.
    Notes,
}

impl Group {
    /// In the order of the menu.
    pub(crate) const ALL: [Self; 4] = [Self::Start, Self::Kinds, Self::Troubles, Self::Notes];

    /// Its title.
    pub(crate) const fn title(self, words: &ExampleWords) -> &'static str {
        match self {
            Self::Start => words.start,
            Self::Kinds => words.kinds,
            Self::Troubles => words.troubles,
            Self::Notes => words.notes,
        }
    }
}

/// What a first visit shows.
pub(crate) const WELCOME: &str = include_str!("../../public/examples/welcome.yaml");

/// The examples of a group, in order.
pub(crate) fn of(group: Group) -> impl Iterator<Item = &'static Example> {
    EXAMPLES
        .iter()
        .filter(move |example| example.group == group)
}

/// One example a line: the word that titles it names its file, too.
macro_rules! examples {
    ($($group:ident $title:ident $file:literal;)*) => {
        static EXAMPLES: &[Example] = &[$(Example {
            title: |words| words.$title,
            group: Group::$group,
            text: include_str!(concat!("../../public/examples/", $file, ".yaml")),
        }),*];
    };
}

examples! {
    Start welcome "welcome";
    Start deployment "deployment";
    Start two_services "two-services";
    Kinds node_port "node-port";
    Kinds load_balancer "load-balancer";
    Kinds headless "headless";
    Kinds stateful_set "stateful-set";
    Kinds endpoint_slice "endpoint-slice";
    Kinds dual_stack "dual-stack";
    Kinds external_ips "external-ips";
    Kinds local_policy "local-policy";
    Troubles selector_typo "selector-typo";
    Troubles wrong_port "wrong-port";
    Troubles nothing_ready "nothing-ready";
    Troubles namespaces "namespaces";
    Troubles terminating "terminating";
    Troubles refused "refused";
    Troubles unknown_field "unknown-field";
    Troubles broken_yaml "broken-yaml";
    Notes seed_1 "seed-1-service";
    Notes seed_2 "seed-2-session-affinity";
    Notes seed_3 "seed-3-multi-port";
    Notes seed_4 "seed-4-pod-named-ports";
    Notes seed_5 "seed-5-service-named-ports";
    Notes seed_6 "seed-6-service-without-selector";
    Notes seed_7 "seed-7-endpoints";
    Notes seed_8 "seed-8-external-name";
    Notes seed_a "seed-a-service-and-pods";
    Notes seed_b "seed-b-multi-port-and-pods";
    Notes seed_c "seed-c-named-ports-and-pods";
    Notes seed_d "seed-d-external-endpoints";
    Notes seed_e "seed-e-session-affinity-and-pods";
    Notes seed_f "seed-f-node-port-and-pods";
    Notes seed_g "seed-g-load-balancer-and-pods";
}

#[cfg(test)]
mod tests {
    use super::*;
    use playground::Language;

    #[test]
    fn every_group_has_examples_and_every_example_its_own_title() {
        for language in Language::ALL {
            let words = ExampleWords::of(language);
            let titles: std::collections::BTreeSet<_> = EXAMPLES
                .iter()
                .map(|example| (example.title)(words))
                .collect();
            assert_eq!(titles.len(), EXAMPLES.len());
        }
        for group in Group::ALL {
            assert!(of(group).next().is_some(), "{group:?}");
        }
    }
}
