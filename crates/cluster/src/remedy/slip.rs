//! What mends a text that is not YAML, where one character or line is clearly too much.

use syntax::Span;
use syntax::yaml::SyntaxError;

use super::{Change, Edit, Remedy};
use crate::explain::{Explanation, hidden_colon, stray};

/// What mends `error` in `text`.
pub fn of_syntax(text: &str, error: &SyntaxError) -> Option<Remedy> {
    let start = error.span.start;
    let here = text.get(start as usize..)?.chars().next();
    let one = || Some(Span::new(start, start + here?.len_utf8() as u32));
    match Explanation::of_syntax(text, error) {
        Explanation::Ellipsis => Some(remove(whole_lines(text, error.span), Change::RemoveLine)),
        Explanation::ControlCharacter => Some(remove(one()?, Change::RemoveInvisible)),
        Explanation::HiddenColon => of_hidden_colon(text, error.span),
        Explanation::ReadAsJson if error.span.start == 0 && is_brace_too_many(text) => {
            Some(remove(one()?, Change::Remove('{')))
        }
        Explanation::CommaOutside => Some(remove(one()?, Change::Remove(','))),
        Explanation::StrayCharacter(character) => {
            Some(remove(stray(text, error)?, Change::Remove(character)))
        }
        _ => None,
    }
}

/// What shows the colon of a key again that a `#` at `span`, or on the line above, makes a comment of.
pub fn of_hidden_colon(text: &str, span: Span) -> Option<Remedy> {
    Some(remove(hidden_colon(text, span)?, Change::Remove('#')))
}

/// Whether a text begins with a brace and goes on in lines, as no JSON does: `{apiVersion: v1`.
fn is_brace_too_many(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default().trim_end();
    line.strip_prefix('{').is_some_and(|rest| {
        rest.starts_with(|first: char| first.is_ascii_alphabetic())
            && rest.contains(": ")
            && !rest.contains('}')
            && !rest.ends_with([',', '{', '['])
    })
}

fn remove(span: Span, change: Change) -> Remedy {
    Remedy {
        change,
        edits: vec![Edit {
            span,
            text: String::new(),
        }],
    }
}

/// The lines that `span` stands on, with the line break that ends them.
fn whole_lines(text: &str, span: Span) -> Span {
    let before = text.get(..span.start as usize).unwrap_or_default();
    let after = text.get(span.end as usize..).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let end = after
        .find('\n')
        .map_or(text.len(), |at| span.end as usize + at + 1);
    Span::new(start as u32, end as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `text` after its first error is mended.
    fn mended(text: &str) -> Option<String> {
        let stream = syntax::yaml::read(text, Default::default());
        let error = stream.documents.iter().find_map(|it| it.error.as_ref());
        let remedy = of_syntax(text, error.expect(text))?;
        let mut mended = text.to_owned();
        for edit in remedy.edits.iter().rev() {
            let range = edit.span.start as usize..edit.span.end as usize;
            mended.replace_range(range, &edit.text);
        }
        Some(mended)
    }

    #[test]
    fn what_is_too_much_is_taken_away() {
        let whole = "kind: Pod\nmetadata: {name: web}\n";
        for broken in [
            "kind: Pod\nmetadata: @{name: web}\n",
            "kind: Pod\nmetadata: ?{name: web}\n",
            "kind: Pod\nmetadata: {name: web},\n",
            "{kind: Pod\nmetadata: {name: web}\n",
            "kind: Pod\nmetadata #: {name: web}\n",
            "kind: Pod\n\u{1}metadata: {name: web}\n",
        ] {
            assert_eq!(mended(broken).as_deref(), Some(whole), "{broken}");
        }
    }

    #[test]
    fn what_may_be_meant_stays() {
        assert_eq!(mended("name: @web\n"), None);
        assert_eq!(mended("{a: 1,\nb 2\n"), None);
        assert_eq!(mended("a:\n    b: 1\n  c: 2\n"), None);
    }
}
