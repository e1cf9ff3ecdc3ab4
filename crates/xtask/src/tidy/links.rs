//! Links in the documents lead somewhere.

use super::Finding;
use super::source::Source;

/// Looks at every link from one of our documents to a file of ours, or to a heading in one.
/// `exists` answers for paths from the root; what lies elsewhere on the net is not asked.
pub(super) fn check(sources: &[Source], exists: &dyn Fn(&str) -> bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in sources.iter().filter(|source| source.extension() == "md") {
        let mut is_code = false;
        for line in source.lines() {
            is_code ^= line.text.trim_start().starts_with("```");
            if is_code {
                continue;
            }
            for target in targets(line.text) {
                if let Some(message) = broken(source, target, sources, exists) {
                    findings.push(Finding {
                        path: source.path.clone(),
                        line: line.number,
                        message,
                    });
                }
            }
        }
    }
    findings
}

/// What stands between the parentheses of `[…](…)`.
fn targets(line: &str) -> impl Iterator<Item = &str> {
    let ends = line.split("](").skip(1);
    ends.filter_map(|rest| rest.split([')', ' ']).next())
}

fn broken(
    source: &Source,
    target: &str,
    sources: &[Source],
    exists: &dyn Fn(&str) -> bool,
) -> Option<String> {
    // Links to lessons are looked at where lessons are: `cargo xtask lessons`.
    let elsewhere = ["mailto:", "lesson:"];
    if target.contains("://") || elsewhere.iter().any(|scheme| target.starts_with(scheme)) {
        return None;
    }
    let (path, heading) = target.split_once('#').unwrap_or((target, ""));
    let path = if path.is_empty() {
        source.path.clone()
    } else {
        from_root(&source.path, path)
    };
    if !exists(path.trim_end_matches('/')) {
        return Some(format!("a link to `{target}`: there is no such file"));
    }
    let document = sources
        .iter()
        .find(|source| source.path == path && source.extension() == "md")?;
    let found = heading.is_empty()
        || document
            .text
            .lines()
            .any(|line| anchor(line).as_deref() == Some(heading));
    (!found).then(|| format!("a link to `{target}`: there is no such heading"))
}

/// A path written in a document, seen from the root.
fn from_root(document: &str, path: &str) -> String {
    let mut parts: Vec<&str> = document.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// What GitHub calls a heading in addresses.
fn anchor(line: &str) -> Option<String> {
    let heading = line.trim_start_matches('#');
    if heading.len() == line.len() || !heading.starts_with(' ') {
        return None;
    }
    let kept = heading
        .trim()
        .chars()
        .filter(|&one| one.is_alphanumeric() || " -_".contains(one));
    Some(
        kept.flat_map(char::to_lowercase)
            .map(|one| if one == ' ' { '-' } else { one })
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(text: &str) -> Vec<String> {
        let sources = [
            Source::new("docs/README.md".to_owned(), text.to_owned()),
            Source::new(
                "DESIGN.md".to_owned(),
                "# Why `this`, not that?\n".to_owned(),
            ),
        ];
        let findings = check(&sources, &|path| {
            ["DESIGN.md", "docs", "docs/README.md"].contains(&path)
        });
        findings
            .into_iter()
            .map(|finding| finding.message)
            .collect()
    }

    #[test]
    fn links_lead_to_files_and_headings() {
        for text in [
            "[a](../DESIGN.md) and [b](../DESIGN.md#why-this-not-that)",
            "[a](./) [b](https://example.com/x)",
            "# Here\n[a](#here)",
            "```\n[a](nowhere)\n```",
        ] {
            assert_eq!(messages(text), Vec::<String>::new(), "{text}");
        }
        assert_eq!(
            messages("[a](nowhere.md)"),
            ["a link to `nowhere.md`: there is no such file"]
        );
        assert_eq!(
            messages("[a](../DESIGN.md#because)"),
            ["a link to `../DESIGN.md#because`: there is no such heading"]
        );
    }
}
