//! How much of the page is shown: all of it, or a part for a reader or an audience.

use crate::bridge;

/// What the address asks for with `?view=`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Stage {
    /// The whole page.
    #[default]
    Page,
    /// The diagram and the request, within another page.
    Embed,
    /// The same, large, for a projector.
    Present,
}

impl Stage {
    /// The one that the address asks for.
    pub(crate) fn here() -> Self {
        bridge::query("view").map_or(Self::Page, |name| Self::parse(&name))
    }

    fn parse(name: &str) -> Self {
        match name {
            "embed" => Self::Embed,
            "present" => Self::Present,
            _ => Self::Page,
        }
    }

    /// Whether what happens here is remembered. An embedded page is a guest: it leaves a person's own text alone.
    pub(crate) fn remembers(self) -> bool {
        self != Self::Embed
    }
}

/// The step after `current` of those in `order`, or the one before it; none is all at once, before the first and after the last.
pub(crate) fn step<'a>(order: &[&'a str], current: Option<&str>, forward: bool) -> Option<&'a str> {
    let at = current.and_then(|current| order.iter().position(|step| *step == current));
    let next = match (at, forward) {
        (None, true) => Some(0),
        (None, false) => order.len().checked_sub(1),
        (Some(at), true) => Some(at + 1),
        (Some(at), false) => at.checked_sub(1),
    };
    order.get(next?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_view_is_called_is_the_page() {
        assert_eq!(Stage::parse("embed"), Stage::Embed);
        assert_eq!(Stage::parse("present"), Stage::Present);
        assert_eq!(Stage::parse("<script>"), Stage::Page);
    }

    #[test]
    fn steps_go_round_by_way_of_all_at_once() {
        let order = ["a", "b"];
        assert_eq!(step(&order, None, true), Some("a"));
        assert_eq!(step(&order, Some("a"), true), Some("b"));
        assert_eq!(step(&order, Some("b"), true), None);
        assert_eq!(step(&order, None, false), Some("b"));
        assert_eq!(step(&order, Some("a"), false), None);
        assert_eq!(step(&order, Some("gone"), true), Some("a"));
        assert_eq!(step(&[], None, false), None);
    }
}
