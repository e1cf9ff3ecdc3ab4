//! Equal Pods as one: a picture of a thousand replicas says no more than a picture of one and their number.

use std::collections::BTreeMap;

/// From so many on, equal ones are folded.
const FOLD_FROM: usize = 40;
/// More cards than this, and less matters for being equal.
const CARDS_AT_MOST: usize = FOLD_FROM;

/// How much two things must have in common to be drawn as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    /// Everything but name and address.
    Everything,
    /// What Services send there, state and node.
    Traffic,
    /// What Services send there, and state.
    TrafficOnAnyNode,
}

/// What belongs on one card, in the order of their first members.
pub(super) struct Folded {
    pub(super) bundles: Vec<Vec<usize>>,
    pub(super) likeness: Likeness,
}

/// Puts the things `all` together by `key`, as coarsely as it takes to stay drawable. A bundle whose first member is `opened` is taken
/// apart again.
pub(super) fn fold<K: Ord>(
    all: &[usize],
    key: impl Fn(usize, Likeness) -> K,
    opened: impl Fn(usize) -> bool,
) -> Folded {
    if all.len() < FOLD_FROM {
        return Folded {
            bundles: all.iter().map(|at| vec![*at]).collect(),
            likeness: Likeness::Everything,
        };
    }
    let mut folded = by(all, Likeness::Everything, &key);
    for likeness in [Likeness::Traffic, Likeness::TrafficOnAnyNode] {
        if folded.bundles.len() > CARDS_AT_MOST {
            folded = by(all, likeness, &key);
        }
    }
    let is_opened = |bundle: &Vec<usize>| bundle.first().is_some_and(|first| opened(*first));
    let (bundles, likeness) = (folded.bundles, folded.likeness);
    let bundles = bundles.into_iter().flat_map(|bundle| {
        if is_opened(&bundle) {
            bundle.into_iter().map(|member| vec![member]).collect()
        } else {
            vec![bundle]
        }
    });
    Folded {
        bundles: bundles.collect(),
        likeness,
    }
}

fn by<K: Ord>(all: &[usize], likeness: Likeness, key: impl Fn(usize, Likeness) -> K) -> Folded {
    let mut places: BTreeMap<K, usize> = BTreeMap::new();
    let mut bundles: Vec<Vec<usize>> = Vec::new();
    for &at in all {
        let place = *places.entry(key(at, likeness)).or_insert(bundles.len());
        match bundles.get_mut(place) {
            Some(bundle) => bundle.push(at),
            None => bundles.push(vec![at]),
        }
    }
    Folded { bundles, likeness }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_are_never_folded() {
        let bundles = |count| {
            let all: Vec<usize> = (0..count).collect();
            fold(&all, |_, _| String::new(), |_| false).bundles.len()
        };
        assert_eq!(bundles(39), 39);
        assert_eq!(bundles(40), 1);
    }

    #[test]
    fn what_differs_too_much_is_folded_more_coarsely() {
        let key = |at: usize, likeness| match likeness {
            Likeness::Everything => at.to_string(),
            Likeness::Traffic => (at % 2).to_string(),
            Likeness::TrafficOnAnyNode => String::new(),
        };
        let folded = fold(&(0..1_000).collect::<Vec<_>>(), key, |_| false);
        assert_eq!(folded.likeness, Likeness::Traffic);
        assert_eq!(folded.bundles.len(), 2);
        assert_eq!(folded.bundles[1][..2], [1, 3]);
    }
}
