//! What differs between two texts, line by line.

/// A line of either text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Line<'a> {
    /// Both have it.
    Same(&'a str),
    /// Only the old one.
    Gone(&'a str),
    /// Only the new one.
    New(&'a str),
}

/// Beyond so many pairs of lines the middle is simply replaced: a person would not read it line by line either.
const MOST_PAIRS: usize = 1_000_000;

/// The lines of both texts, in order, as few of them changed as can be.
pub(crate) fn changes<'a>(old: &'a str, new: &'a str) -> Vec<Line<'a>> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let same = |pair: &(&&str, &&str)| pair.0 == pair.1;
    let head = old.iter().zip(&new).take_while(same).count();
    let (before, old) = old.split_at(head);
    let (_, new) = new.split_at(head);
    let tail = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take_while(same)
        .count();
    let (old, after) = old.split_at(old.len() - tail);
    let (new, _) = new.split_at(new.len() - tail);
    let mut lines: Vec<Line<'a>> = before.iter().map(|line| Line::Same(line)).collect();
    if old.len().saturating_mul(new.len()) > MOST_PAIRS {
        lines.extend(old.iter().map(|line| Line::Gone(line)));
        lines.extend(new.iter().map(|line| Line::New(line)));
    } else {
        middle(old, new, &mut lines);
    }
    lines.extend(after.iter().map(|line| Line::Same(line)));
    lines
}

/// The longest common subsequence, by the table of the lengths of what is left.
fn middle<'a>(old: &[&'a str], new: &[&'a str], lines: &mut Vec<Line<'a>>) {
    let width = new.len() + 1;
    let mut longest = vec![0_u32; (old.len() + 1) * width];
    let cell = |longest: &[u32], i: usize, j: usize| {
        longest.get(i * width + j).copied().unwrap_or_default()
    };
    for (i, a) in old.iter().enumerate().rev() {
        for (j, b) in new.iter().enumerate().rev() {
            let length = if a == b {
                cell(&longest, i + 1, j + 1) + 1
            } else {
                cell(&longest, i + 1, j).max(cell(&longest, i, j + 1))
            };
            if let Some(slot) = longest.get_mut(i * width + j) {
                *slot = length;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    loop {
        match (old.get(i), new.get(j)) {
            (Some(a), Some(b)) if a == b => {
                lines.push(Line::Same(a));
                (i, j) = (i + 1, j + 1);
            }
            (Some(a), b) if b.is_none() || cell(&longest, i + 1, j) >= cell(&longest, i, j + 1) => {
                lines.push(Line::Gone(a));
                i += 1;
            }
            (_, Some(b)) => {
                lines.push(Line::New(b));
                j += 1;
            }
            _ => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> String {
        let mark = |line: &Line<'_>| match line {
            Line::Same(line) => format!(" {line}"),
            Line::Gone(line) => format!("-{line}"),
            Line::New(line) => format!("+{line}"),
        };
        let lines: Vec<String> = changes(old, new).iter().map(mark).collect();
        lines.join("\n")
    }

    #[test]
    fn only_what_differs_is_marked() {
        assert_eq!(shown("a\nb\nc\n", "a\nx\nc\n"), " a\n-b\n+x\n c");
        assert_eq!(shown("a\nc", "a\nb\nc"), " a\n+b\n c");
        assert_eq!(
            shown("a\nb\nc\nd\ne", "a\nc\nx\ne"),
            " a\n-b\n c\n-d\n+x\n e"
        );
        assert_eq!(shown("", "a"), "+a");
        assert_eq!(shown("a", ""), "-a");
        assert_eq!(shown("a", "a"), " a");
    }

    #[test]
    fn two_large_texts_take_no_time() {
        let old = "a\n".repeat(20_000);
        let new = "b\n".repeat(20_000);
        assert_eq!(changes(&old, &new).len(), 40_000);
    }
}
