//! The same lesson in several languages: the same but for the words.

use playground::Language;
use playground::lesson::{Block, Check, Inline, Lesson, Target};
use syntax::yaml::{self, Budget, Node, Value};

use super::{File, Finding};

/// Compares the languages. With `all`, a lesson that one language lacks is a finding, and so is a link to a lesson that is not there.
pub(super) fn check(files: &[File], all: bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files {
        let others = Language::ALL
            .into_iter()
            .filter(|other| file.language.is_some_and(|own| own != *other));
        for other in others {
            let twin = files
                .iter()
                .find(|one| one.stem == file.stem && one.language == Some(other));
            match twin.map(|twin| (file.lesson(), twin.lesson())) {
                Some((Some(lesson), Some(twin))) => {
                    let differs = differences(lesson, twin).into_iter();
                    findings.extend(differs.map(|what| {
                        file.finding(1, format!("{what} than in language {}", other.code()))
                    }));
                }
                None if all => findings.push(
                    file.finding(0, format!("there is no {}/{}.md", other.code(), file.stem)),
                ),
                _ => {}
            }
        }
        if all && let Some(lesson) = file.lesson() {
            let is_there = |id: &str| {
                files
                    .iter()
                    .any(|one| one.stem == id && one.language == file.language)
            };
            let mut links = Vec::new();
            collect_links(&lesson.body, &mut links);
            lesson
                .hints
                .iter()
                .for_each(|hint| links_of(hint, &mut links));
            let gone = links.iter().filter(|id| !is_there(id));
            findings.extend(gone.map(|id| file.finding(0, format!("there is no lesson {id}"))));
        }
    }
    findings
}

/// In what two languages of a lesson differ and should not.
fn differences(one: &Lesson, other: &Lesson) -> Vec<&'static str> {
    let checks = |lesson: &Lesson| -> Vec<Check> {
        lesson.goals.iter().map(|goal| goal.check.clone()).collect()
    };
    let same = [
        ("other minutes", one.minutes == other.minutes),
        ("other goals", checks(one) == checks(other)),
        (
            "another number of hints",
            one.hints.len() == other.hints.len(),
        ),
        (
            "other acts or another request in the solution",
            one.deeds == other.deeds,
        ),
        ("another start", same_manifest(&one.start, &other.start)),
        (
            "another solution",
            same_manifest(&one.solution, &other.solution),
        ),
    ];
    let differing = same.into_iter().filter(|(_, same)| !same);
    differing.map(|(what, _)| what).collect()
}

/// Equal but for comments and the way of writing.
fn same_manifest(one: &Option<String>, other: &Option<String>) -> bool {
    let (Some(one), Some(other)) = (one, other) else {
        return one == other;
    };
    let documents = |text: &str| -> Vec<Option<Node>> {
        let stream = yaml::read(text, Budget::default());
        stream.documents.into_iter().map(|it| it.root).collect()
    };
    let (one, other) = (documents(one), documents(other));
    let same_root = |pair: (&Option<Node>, &Option<Node>)| match pair {
        (Some(one), Some(other)) => same(one, other),
        (one, other) => one.is_none() && other.is_none(),
    };
    one.len() == other.len() && one.iter().zip(&other).all(same_root)
}

fn same(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (Value::Sequence(one), Value::Sequence(other)) => {
            one.len() == other.len() && one.iter().zip(&**other).all(|(a, b)| same(a, b))
        }
        (Value::Mapping(one), Value::Mapping(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(&**other)
                    .all(|(a, b)| a.key == b.key && same(&a.value, &b.value))
        }
        (Value::Null, Value::Null) => true,
        (Value::Bool(one), Value::Bool(other)) => one == other,
        (Value::Int(one), Value::Int(other)) => one == other,
        (Value::Float(one), Value::Float(other)) => one == other,
        (Value::String(one), Value::String(other)) => one == other,
        _ => false,
    }
}

fn collect_links(blocks: &[Block], links: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Heading(line) | Block::Paragraph(line) => links_of(line, links),
            Block::Quote(blocks) => collect_links(blocks, links),
            Block::List { items, .. } => items.iter().for_each(|item| collect_links(item, links)),
            Block::Code { .. } | Block::Rule => {}
        }
    }
}

fn links_of(line: &[Inline], links: &mut Vec<String>) {
    for part in line {
        match part {
            Inline::Link {
                to: Target::Lesson(id),
                ..
            } => links.push(id.clone()),
            Inline::Emphasis(line) | Inline::Strong(line) => links_of(line, links),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use playground::lesson;

    use super::*;

    fn file(tag: &str, goal: &str, start: &str, body: &str) -> File {
        let text = format!(
            "---\nid: a\ntitle: A\nminutes: 1\ngoals: [{{text: x, {goal}}}]\n---\n{body}\n\n```yaml start\n{start}\n```\n"
        );
        File {
            path: format!("{tag}/a.md"),
            stem: "a".to_owned(),
            language: Language::from_tag(tag),
            read: lesson::read(&text),
        }
    }

    fn messages(files: &[File]) -> Vec<String> {
        let found = check(files, true).into_iter();
        found
            .map(|found| format!("{}: {}", found.path, found.message))
            .collect()
    }

    #[test]
    fn comments_may_differ_and_nothing_else() {
        let english = || file("en", "act: kill", "a: 1 # one", "See [this](lesson:a).");
        assert_eq!(
            messages(&[english(), file("ko", "act: kill", "a: 1 # hana", "")]),
            Vec::<String>::new()
        );
        assert_eq!(
            messages(&[english(), file("ko", "act: scale", "a: 2", "")]),
            [
                "en/a.md: other goals than in language ko",
                "en/a.md: another start than in language ko",
                "ko/a.md: other goals than in language en",
                "ko/a.md: another start than in language en",
            ]
        );
    }

    #[test]
    fn a_lesson_without_a_twin_and_a_link_to_nowhere_are_named() {
        assert_eq!(
            messages(&[file("en", "act: kill", "a: 1", "See [this](lesson:gone).")]),
            [
                "en/a.md: there is no ko/a.md",
                "en/a.md: there is no lesson gone"
            ]
        );
    }
}
