//! One lesson by itself.

use playground::lesson::{Check, Inline, Lesson};
use playground::{Judged, Language, act_error, trial, words};

use super::{File, Finding};

pub(super) fn check(file: &File) -> Vec<Finding> {
    let mistakes = file.read.mistakes.iter();
    let mut findings: Vec<Finding> = mistakes
        .map(|mistake| {
            let message = words::lesson_problem(Language::English, &mistake.problem);
            file.finding(mistake.line, message)
        })
        .collect();
    if let Some(lesson) = file.lesson() {
        findings.extend(complete(file, lesson));
        findings.extend(acts(file, lesson));
        findings.extend(tried(file, lesson));
    }
    findings
}

/// What a lesson of ours needs beyond what can be read.
fn complete(file: &File, lesson: &Lesson) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut say = |condition: bool, message: String| {
        if condition {
            findings.push(file.finding(1, message));
        }
    };
    say(
        !lesson.id.is_empty() && lesson.id != file.stem,
        format!("`id` is {}, the file's name {}", lesson.id, file.stem),
    );
    say(lesson.goals.is_empty(), "there is no goal".to_owned());
    say(lesson.hints.is_empty(), "there is no hint".to_owned());
    say(lesson.body.is_empty(), "there is no text".to_owned());
    say(
        lesson.start.is_some() && lesson.solution.is_none(),
        "there is a block `yaml start`, and none `yaml solution`".to_owned(),
    );
    findings
}

/// Acts are ones that can be done.
fn acts(file: &File, lesson: &Lesson) -> Vec<Finding> {
    let of_goals = lesson.goals.iter().filter_map(|goal| match &goal.check {
        Check::Act(act) => Some((goal.line, act, true)),
        _ => None,
    });
    let of_solution = lesson.deeds.acts.iter().map(|act| (1, act, false));
    of_goals
        .chain(of_solution)
        .filter_map(|(line, act, verb_alone)| {
            let error = act_error(act, verb_alone)?;
            Some(file.finding(line, format!("`{act}` is no act: {error}")))
        })
        .collect()
}

/// The start fails, the solution passes.
fn tried(file: &File, lesson: &Lesson) -> Vec<Finding> {
    let trial = trial(lesson);
    let mut findings = Vec::new();
    if !lesson.goals.is_empty() && !trial.start_fails() {
        findings.push(file.finding(1, "the start meets every goal already"));
    }
    for (goal, Judged { met, found }) in lesson.goals.iter().zip(&trial.solution) {
        if !met {
            let text = plain(&goal.text);
            findings.push(file.finding(
                goal.line,
                format!("the solution does not meet “{text}”; found: {found}"),
            ));
        }
    }
    findings
}

/// A line without its marks.
fn plain(line: &[Inline]) -> String {
    line.iter()
        .map(|part| match part {
            Inline::Text(text) => text.clone(),
            Inline::Code(code) => format!("`{code}`"),
            Inline::Emphasis(line) | Inline::Strong(line) | Inline::Link { text: line, .. } => {
                plain(line)
            }
            Inline::Break => " ".to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use playground::lesson;

    use super::*;

    const GOOD: &str = "---
id: a
title: A
minutes: 1
goals:
  - {text: There is a Service., field: {object: Service web}}
hints: [Write one.]
---
Text.

```yaml start
kind: Pod
```

```yaml solution
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {ports: [{port: 80}]}
```
";

    fn messages(text: &str) -> Vec<String> {
        let file = File {
            path: "a.md".to_owned(),
            stem: "a".to_owned(),
            language: None,
            read: lesson::read(text),
        };
        let found = check(&file).into_iter();
        found.map(|found| found.message).collect()
    }

    #[test]
    fn a_good_lesson_has_nothing_to_say_for_it() {
        assert_eq!(messages(GOOD), Vec::<String>::new());
    }

    #[test]
    fn a_start_that_passes_and_a_solution_that_fails_are_named() {
        let passing = GOOD.replace(
            "kind: Pod",
            "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}",
        );
        assert_eq!(messages(&passing), ["the start meets every goal already"]);
        let failing = GOOD.replace("spec: {ports: [{port: 80}]}", "spec: {ports: [{port: 0}]}");
        assert_eq!(
            messages(&failing),
            ["the solution does not meet “There is a Service.”; found: no Service default/web"]
        );
    }

    #[test]
    fn what_is_missing_is_named() {
        let found = messages(
            &GOOD
                .replace("id: a", "id: b")
                .replace("hints: [Write one.]\n", ""),
        );
        assert_eq!(found, ["`id` is b, the file's name a", "there is no hint"]);
    }
}
