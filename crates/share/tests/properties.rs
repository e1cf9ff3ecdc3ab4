//! Whatever is shared comes back, and whatever is opened is answered.

use proptest::prelude::*;
use share::{Ask, MOST_BYTES, State, Trouble, link, open};

fn word() -> impl Strategy<Value = String> {
    "[a-z0-9:/. -]{0,24}|\\PC{0,12}"
}

prop_compose! {
    fn asks()(
        from in word(),
        to in word(),
        protocol in "TCP|UDP|SCTP",
        tool in "curl|ping|nslookup",
        count in 1..10_000_u32,
        seed in any::<u64>(),
        pause in any::<u32>(),
    ) -> Ask {
        Ask { from, to, protocol, tool, count, seed, pause }
    }
}

prop_compose! {
    fn states()(
        text in "(\\PC|[\n\t ]|kind: (Pod|Service)\n  |- name: ){0,120}",
        acts in proptest::collection::vec(word(), 0..4),
        (selection, panel, service) in (
            proptest::option::of(word()),
            proptest::option::of(word()),
            proptest::option::of(word()),
        ),
        (node, mode, view) in (
            proptest::option::of(word()),
            proptest::option::of(word()),
            proptest::option::of(word()),
        ),
        unfolded in proptest::collection::vec(word(), 0..3),
        (only_namespace, only_service) in (proptest::option::of(word()), proptest::option::of(word())),
        ask in proptest::option::of(asks()),
        language in proptest::option::of("en|ko"),
        lesson in proptest::option::of(word()),
    ) -> State {
        State { text, acts, selection, panel, service, node, mode, unfolded, only_namespace, only_service, ask, language, view, lesson }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_shared_comes_back(state in states()) {
        let link = link(&state).unwrap();
        prop_assert!(link.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)));
        let opened = open(&link).unwrap();
        prop_assert_eq!(opened.state, state);
        prop_assert_eq!(opened.mended, None);
    }

    #[test]
    fn a_damaged_link_is_never_silently_another(state in states(), place in any::<prop::sample::Index>(), byte in b'0'..=b'z') {
        let link = link(&state).unwrap();
        let mut bytes = link.clone().into_bytes();
        let place = place.index(bytes.len());
        bytes[place] = byte;
        if let Ok(opened) = open(&String::from_utf8(bytes).unwrap()) {
            // The change was outside of the link's alphabet, and the link could be told from what follows.
            prop_assert_eq!(opened.state, state);
        }
    }

    #[test]
    fn whatever_is_opened_is_answered(fragment in "(1\\.)?(\\PC|[A-Za-z0-9_-]|%[0-9a-f]{2}){0,200}") {
        match open(&fragment) {
            Ok(opened) => prop_assert!(opened.state.text.len() <= MOST_BYTES),
            Err(broken) => prop_assert!(broken.salvaged.is_none_or(|state| state.text.len() <= MOST_BYTES)),
        }
    }

    #[test]
    fn every_beginning_of_a_link_is_read_as_far_as_it_goes(state in states(), end in any::<prop::sample::Index>()) {
        let link = link(&state).unwrap();
        let end = end.index(link.len());
        match open(&link[..end]) {
            Ok(opened) => prop_assert_eq!(opened.state, state),
            Err(broken) => {
                prop_assert!(matches!(broken.trouble, Trouble::Cut | Trouble::Foreign | Trouble::Damaged));
            }
        }
    }
}
