//! The list of lessons: order and groups by hand, titles and minutes from the files.

use std::fs;

use anyhow::{Context, Result};
use playground::Language;
use playground::lesson::{self, Index, Listed};

use super::{File, Finding, INDEX};
use crate::workspace::Workspace;

pub(super) fn check(workspace: &Workspace, files: &[File], write: bool) -> Result<Vec<Finding>> {
    let path = workspace.root.join(INDEX);
    if files.is_empty() && !path.exists() {
        return Ok(Vec::new());
    }
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {INDEX}"))?;
    let wanted = filled(&lesson::read_index(&text), files);
    if write {
        fs::write(&path, written(&wanted)).with_context(|| format!("cannot write {INDEX}"))?;
        return Ok(findings(&wanted, &wanted, files));
    }
    Ok(findings(&lesson::read_index(&text), &wanted, files))
}

/// The list with the titles and minutes of the files.
fn filled(index: &Index, files: &[File]) -> Index {
    let fill = |listed: &Listed| {
        let lessons = Language::ALL.into_iter().rev().filter_map(|language| {
            let file = files
                .iter()
                .find(|file| file.stem == listed.id && file.language == Some(language))?;
            Some((language, file.lesson()?))
        });
        let lessons: Vec<_> = lessons.collect();
        Listed {
            id: listed.id.clone(),
            minutes: lessons
                .first()
                .map_or(listed.minutes, |(_, lesson)| lesson.minutes),
            titles: lessons
                .iter()
                .map(|(language, lesson)| (language.code().to_owned(), lesson.title.clone()))
                .collect(),
        }
    };
    Index {
        course: index.course.iter().map(fill).collect(),
        clinic: index.clinic.iter().map(fill).collect(),
    }
}

fn findings(index: &Index, wanted: &Index, files: &[File]) -> Vec<Finding> {
    let finding = |message: String| Finding {
        path: INDEX.to_owned(),
        line: 0,
        message,
    };
    let mut findings = Vec::new();
    for listed in index.all() {
        if !files.iter().any(|file| file.stem == listed.id) {
            findings.push(finding(format!("there is no file for {}", listed.id)));
        }
    }
    for file in files {
        let times = index.all().filter(|it| it.id == file.stem).count();
        if times != 1 {
            let message = format!(
                "`- {{id: {}}}` has to stand once, in `course` or `clinic`, not {times} times",
                file.stem
            );
            findings.push(finding(message));
        }
    }
    if index != wanted {
        findings.push(finding(
            "titles or minutes are not those of the files: run `cargo xtask lessons --write`"
                .to_owned(),
        ));
    }
    findings
}

/// The file's text.
fn written(index: &Index) -> String {
    let mut out = "# The lessons in their order. Add `- {id: …}` by hand; `cargo xtask lessons --write` adds titles and minutes.\n".to_owned();
    for (group, lessons) in [("course", &index.course), ("clinic", &index.clinic)] {
        out += &format!("{group}:\n");
        for Listed {
            id,
            minutes,
            titles,
        } in lessons
        {
            let titles: String = titles
                .iter()
                .map(|(tag, title)| format!(", {tag}: {}", serde_json::Value::from(&**title)))
                .collect();
            out += &format!("  - {{id: {id}, minutes: {minutes}{titles}}}\n");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(tag: &str, stem: &str, title: &str) -> File {
        let text = format!("---\nid: {stem}\ntitle: {title}\nminutes: 3\ngoals: []\n---\n");
        File {
            path: String::new(),
            stem: stem.to_owned(),
            language: Language::from_tag(tag),
            read: lesson::read(&text),
        }
    }

    #[test]
    fn titles_come_from_the_files_and_the_order_stays() {
        let files = [
            file("en", "a", "'The \"A\": one'"),
            file("ko", "a", "Ga"),
            file("en", "b", "B"),
        ];
        let index = lesson::read_index("course: [{id: b}, {id: a}]");
        let wanted = filled(&index, &files);
        let text = written(&wanted);
        assert!(text.ends_with(
            "course:\n  - {id: b, minutes: 3, en: \"B\"}\n  - {id: a, minutes: 3, en: \"The \\\"A\\\": one\", ko: \"Ga\"}\nclinic:\n"
        ));
        assert_eq!(lesson::read_index(&text), wanted);
        assert_eq!(findings(&wanted, &wanted, &files), []);
        assert_eq!(findings(&index, &wanted, &files).len(), 1);
    }

    #[test]
    fn lessons_stand_once() {
        let files = [file("en", "a", "A")];
        let index = lesson::read_index("course: [{id: gone}]");
        let found = findings(&index, &index, &files);
        let messages: Vec<&str> = found.iter().map(|found| &*found.message).collect();
        assert_eq!(
            messages,
            [
                "there is no file for gone",
                "`- {id: a}` has to stand once, in `course` or `clinic`, not 0 times"
            ]
        );
    }
}
