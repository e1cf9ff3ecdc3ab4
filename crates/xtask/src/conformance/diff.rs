//! Differences for a person to read.

use std::fmt::Write as _;

use serde_json::Value as Json;

/// How many equal lines are shown around the differing ones.
const CONTEXT: usize = 2;

/// Nothing where the texts are equal; else the differing lines, `-` recorded and `+` ours.
pub(super) fn lines(recorded: &str, ours: &str) -> Option<String> {
    if recorded == ours {
        return None;
    }
    let old: Vec<&str> = recorded.split('\n').collect();
    let new: Vec<&str> = ours.split('\n').collect();
    let begin = old
        .iter()
        .zip(&new)
        .take_while(|(old, new)| old == new)
        .count();
    let most = old.len().min(new.len()) - begin;
    let end = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take_while(|(old, new)| old == new);
    let end = end.count().min(most);
    let mut out = String::new();
    let mut add = |sign: char, lines: &[&str]| {
        for line in lines {
            // A String takes every write.
            let _ = writeln!(out, "{sign} {line}");
        }
    };
    let part = |lines: &[&str], from: usize, to: usize| -> Vec<String> {
        let lines = lines.get(from..to).unwrap_or_default();
        lines.iter().map(|&line| line.to_owned()).collect()
    };
    let (old_end, new_end) = (old.len() - end, new.len() - end);
    for (sign, lines) in [
        (' ', part(&old, begin.saturating_sub(CONTEXT), begin)),
        ('-', part(&old, begin, old_end)),
        ('+', part(&new, begin, new_end)),
        (' ', part(&old, old_end, (old_end + CONTEXT).min(old.len()))),
    ] {
        add(sign, &lines.iter().map(String::as_str).collect::<Vec<_>>());
    }
    Some(out)
}

/// The same for JSON, laid out.
pub(super) fn values(recorded: &Json, ours: &Json) -> Option<String> {
    if recorded == ours {
        return None;
    }
    lines(&laid_out(recorded), &laid_out(ours))
}

fn laid_out(json: &Json) -> String {
    serde_json::to_string_pretty(json).unwrap_or_default()
}

/// The same for sets: what only one side holds.
pub(super) fn sets(recorded: &[Json], ours: &[Json]) -> Option<String> {
    if recorded == ours {
        return None;
    }
    let only = |these: &[Json], those: &[Json], sign: &str| -> String {
        let only = these.iter().filter(|it| !those.contains(it));
        only.map(|it| format!("{sign} {it}\n")).collect()
    };
    Some(only(recorded, ours, "-") + &only(ours, recorded, "+"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_have_no_difference() {
        assert_eq!(lines("a\nb", "a\nb"), None);
    }

    #[test]
    fn only_the_middle_is_shown() {
        assert_eq!(
            lines("1\n2\n3\nold\n5\n6\n7", "1\n2\n3\nnew\nnewer\n5\n6\n7").as_deref(),
            Some("  2\n  3\n- old\n+ new\n+ newer\n  5\n  6\n")
        );
        assert_eq!(lines("a", "a\na").as_deref(), Some("  a\n+ a\n"));
    }
}
