//! The whole file: front matter, text, and the two manifests that stand in it.

use crate::markdown::{self, Block};
use crate::{Lesson, Mistake, Problem, front};

/// A longer file is no lesson, in bytes.
pub const LONGEST: usize = 128 << 10;

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Read {
    /// The lesson, if the front matter could be read; mistakes further down spare it.
    pub lesson: Option<Lesson>,
    /// What is not as it should be, by line.
    pub mistakes: Vec<Mistake>,
}

/// Reads a lesson's file.
pub fn read(file: &str) -> Read {
    let mut mistakes = Vec::new();
    let lesson = lesson(file, &mut mistakes);
    mistakes.sort_by_key(|mistake| mistake.line);
    mistakes.dedup();
    Read { lesson, mistakes }
}

/// Whether a text is meant as a lesson and not as a manifest: it begins with front matter that has goals.
pub fn looks_like_lesson(text: &str) -> bool {
    let Some((front, _)) = split(text) else {
        return false;
    };
    let has = |start: &str| front.lines().any(|line| line.starts_with(start));
    has("goals:") && has("title:") && !has("apiVersion:")
}

fn lesson(file: &str, mistakes: &mut Vec<Mistake>) -> Option<Lesson> {
    if file.len() > LONGEST {
        let problem = Problem::TooLong;
        mistakes.push(Mistake { line: 1, problem });
        return None;
    }
    let file = file.replace("\r\n", "\n").replace('\r', "\n");
    let Some((front, body)) = split(&file) else {
        let problem = Problem::NoFrontMatter;
        mistakes.push(Mistake { line: 1, problem });
        return None;
    };
    let mut lesson = front::read(front, 2, mistakes)?;
    let body_starts = file.len() - body.len();
    let mut found = Vec::new();
    lesson.body = markdown::blocks(body, &mut found);
    take_manifests(&mut lesson, body, &mut found);
    for (offset, problem) in found {
        let before = file.get(..body_starts + offset).unwrap_or_default();
        let line = 1 + before.bytes().filter(|byte| *byte == b'\n').count();
        mistakes.push(Mistake {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            problem,
        });
    }
    Some(lesson)
}

/// The front matter between its two lines, and what follows.
fn split(file: &str) -> Option<(&str, &str)> {
    let file = file.strip_prefix('\u{feff}').unwrap_or(file);
    let (first, rest) = file.split_once('\n')?;
    if first.trim_end() != "---" {
        return None;
    }
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some((rest.get(..at)?, rest.get(at + line.len()..)?));
        }
        at += line.len();
    }
    None
}

/// Moves the blocks `yaml start` and `yaml solution` out of the text.
fn take_manifests(lesson: &mut Lesson, body: &str, found: &mut Vec<markdown::Found>) {
    let mut kept = Vec::new();
    for block in std::mem::take(&mut lesson.body) {
        let Block::Code { info, text } = block else {
            kept.push(block);
            continue;
        };
        let label = info.split_whitespace().nth(1).unwrap_or_default();
        let slot = match label {
            "" => {
                kept.push(Block::Code { info, text });
                continue;
            }
            "start" => &mut lesson.start,
            "solution" => &mut lesson.solution,
            other => {
                found.push((fence(body, &info), Problem::Block(other.to_owned())));
                kept.push(Block::Code { info, text });
                continue;
            }
        };
        if slot.is_some() {
            found.push((fence(body, &info), Problem::Twice(label.to_owned())));
        }
        *slot = Some(text);
    }
    lesson.body = kept;
}

/// The last fence with these words.
fn fence(body: &str, info: &str) -> usize {
    body.rfind(&format!("```{info}")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Check, Expected, Inline, Outcome, Symptom, Value, Wanted};

    const FILE: &str = "---
id: first-service
title: The first Service
minutes: 5
goals:
  - text: A request to `web` reaches both Pods.
    request: {from: in-cluster, to: web, reaches: [default/web-1, default/web-2]}
  - text: A ping is not answered.
    request: {to: 10.96.0.10, tool: ping, fails: timeout}
  - {text: Nothing is refused., no-errors: true}
  - {text: Two are ready., endpoints: {service: web, ready: 2}}
  - text: \"`targetPort` is a name.\"
    field: {object: Service default/web, path: \"spec.ports[0].targetPort\", value: http}
  - {text: You killed a Pod., act: kill}
  - text: You asked from outside.
    sent: {from: outside, to: \"node-1:30080\"}
hints:
  - Look at the *label*.
solution:
  acts: [kill default/web-1]
  sent: {from: outside, to: \"node-1:30080\"}
---
Some text.

```yaml
kind: Shown
```

```yaml start
kind: Start
```

```yaml solution
kind: Solution
```
";

    fn problems(file: &str) -> Vec<(u32, Problem)> {
        let found = read(file).mistakes.into_iter();
        found.map(|found| (found.line, found.problem)).collect()
    }

    #[test]
    fn reads_a_lesson() {
        let read = read(FILE);
        assert_eq!(read.mistakes, []);
        let lesson = read.lesson.unwrap();
        assert_eq!(
            (&*lesson.id, &*lesson.title, lesson.minutes),
            ("first-service", "The first Service", 5)
        );
        assert_eq!(lesson.start.as_deref(), Some("kind: Start\n"));
        assert_eq!(lesson.solution.as_deref(), Some("kind: Solution\n"));
        assert_eq!(lesson.body.len(), 2);
        assert_eq!(lesson.deeds.acts, ["kill default/web-1"]);
        assert_eq!(lesson.goals.len(), 7);
        assert_eq!(lesson.goals[0].line, 6);
        assert_eq!(lesson.goals[0].text[1], Inline::Code("web".to_owned()));
        let Check::Request(ping) = &lesson.goals[1].check else {
            panic!("no request");
        };
        assert_eq!(ping.outcome, Outcome::Fails(Symptom::Timeout));
        let Check::Field(field) = &lesson.goals[4].check else {
            panic!("no field");
        };
        assert_eq!(
            field.expected,
            Expected::Equals(Value::String("http".to_owned()))
        );
    }

    #[test]
    fn line_breaks_of_windows_change_nothing() {
        assert_eq!(read(&FILE.replace('\n', "\r\n")), read(FILE));
    }

    #[test]
    fn mistakes_name_their_line() {
        assert_eq!(problems("kind: Pod\n"), [(1, Problem::NoFrontMatter)]);
        assert_eq!(problems("---\nid: a\n"), [(1, Problem::NoFrontMatter)]);
        let file = FILE
            .replace("minutes: 5", "minute: 5")
            .replace("fails: timeout", "fails: slowly")
            .replace("no-errors: true", "no-errors: true, act: kill")
            .replace("Some text.", "Some <b>text</b>.");
        let found = problems(&file);
        let lines: Vec<u32> = found.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [2, 4, 9, 10, 23]);
        assert_eq!(found[0].1, Problem::Missing("minutes".to_owned()));
        assert!(matches!(&found[1].1, Problem::Unknown { key, .. } if key == "minute"));
        assert_eq!(
            found[2].1,
            Problem::Wrong {
                key: "fails".to_owned(),
                wanted: Wanted::Symptom
            }
        );
        assert_eq!(found[3].1, Problem::OneCheck);
        assert_eq!(found[4].1, Problem::Html);
    }

    #[test]
    fn yaml_that_is_none_is_told_in_its_own_words() {
        let found = problems("---\nid: [a\n---\n");
        assert!(
            matches!(&found[..], [(2 | 3, Problem::NotYaml(_))]),
            "{found:?}"
        );
    }

    #[test]
    fn a_lesson_is_told_from_a_manifest() {
        assert!(looks_like_lesson(FILE));
        assert!(!looks_like_lesson(
            "---\napiVersion: v1\nkind: Service\n---\n"
        ));
        assert!(!looks_like_lesson("apiVersion: v1\n"));
    }

    #[test]
    fn hostile_files_are_bounded() {
        let file = |front: &str| format!("---\n{front}\n---\nbody\n");
        for front in [
            "goals: ".to_owned() + &"[".repeat(50_000),
            "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]"
                .to_owned(),
            "goals:\n".to_owned() + &"  - {}\n".repeat(5_000),
        ] {
            assert!(!read(&file(&front)).mistakes.is_empty());
        }
        assert_eq!(problems(&"x".repeat(LONGEST + 1)), [(1, Problem::TooLong)]);
    }
}
