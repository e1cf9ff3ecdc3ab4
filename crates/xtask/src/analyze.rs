//! `analyze`: what the page would say, in a terminal.

use std::io::{ErrorKind, Read as _, Write as _};

use anyhow::{Context, Result, bail};
use playground::{Analysis, Environment, Language, Panel, PanelContent, Problem, Reading};
use serde_json::{Value as Json, json};

use crate::json::json as to_json;
use crate::workspace::Workspace;

pub(crate) const HELP: &str = "FILE… [--json] [--language TAG]
    say of manifests what the page would say

    FILE        a manifest; - reads the standard input
    --json      for machines: diagnostics, services, endpoints, slices; a list of these for several files.
                Lines and columns count from 1, columns in characters, the edits of a fix in UTF-16 units
    --language  en or ko; en unless told";

struct Wishes {
    files: Vec<String>,
    json: bool,
    language: Language,
}

pub(crate) fn run(_workspace: &Workspace, arguments: &[String]) -> Result<()> {
    let wishes = Wishes::parse(arguments)?;
    let mut answers = Vec::new();
    let mut out = String::new();
    for file in &wishes.files {
        let reading = Reading::of(&read(file)?, &Environment::default());
        let analysis = reading.analysis(wishes.language);
        if wishes.json {
            answers.push(for_machines(file, &reading, &analysis));
        } else {
            out += &for_people(file, &reading, &analysis);
        }
    }
    if wishes.json {
        let answer = match answers.len() {
            1 => answers.remove(0),
            _ => Json::from(answers),
        };
        out = serde_json::to_string_pretty(&answer)? + "\n";
    }
    match std::io::stdout().write_all(out.as_bytes()) {
        // Whoever reads has seen enough: `| head`.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}

impl Wishes {
    fn parse(arguments: &[String]) -> Result<Self> {
        let mut wishes = Self {
            files: Vec::new(),
            json: false,
            language: Language::English,
        };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--json" => wishes.json = true,
                "--language" => {
                    let tag = arguments.next().context("--language needs a tag: en, ko")?;
                    wishes.language = Language::from_tag(tag)
                        .with_context(|| format!("there is no language {tag}"))?;
                }
                option if option.starts_with("--") => bail!("there is no option {option}"),
                file => wishes.files.push(file.to_owned()),
            }
        }
        if wishes.files.is_empty() {
            bail!("name at least one manifest");
        }
        Ok(wishes)
    }
}

/// The text of a file, bytes that are no UTF-8 as a browser would show them.
fn read(file: &str) -> Result<String> {
    let mut bytes = Vec::new();
    if file == "-" {
        std::io::stdin().read_to_end(&mut bytes)?;
    } else {
        bytes = std::fs::read(file).with_context(|| format!("cannot read {file}"))?;
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn for_machines(file: &str, reading: &Reading, analysis: &Analysis) -> Json {
    let held = reading.held();
    json!({
        "file": file,
        "diagnostics": analysis.problems.iter().map(diagnostic).collect::<Vec<Json>>(),
        "services": held.services.iter().map(to_json).collect::<Vec<Json>>(),
        "endpoints": held.endpoints.iter().map(to_json).collect::<Vec<Json>>(),
        "slices": held.slices.iter().map(to_json).collect::<Vec<Json>>(),
    })
}

/// Lines and columns count from 1, columns in characters; the offsets of edits in UTF-16 units.
fn diagnostic(problem: &Problem) -> Json {
    let fix = problem.fix.as_ref().map(|fix| {
        let edits = fix.edits.iter().map(
            |edit| json!({"start": edit.range.start, "end": edit.range.end, "text": edit.text}),
        );
        json!({"title": fix.title, "edits": edits.collect::<Vec<Json>>()})
    });
    json!({
        "rule": problem.rule,
        "severity": problem.severity.as_str(),
        "line": problem.line,
        "column": problem.column,
        "endLine": problem.end_line,
        "endColumn": problem.end_column,
        "object": problem.object,
        "field": problem.field,
        "message": problem.message,
        "fix": fix,
    })
}

/// Problems as compilers print them, the summary, and what `kubectl get` would print.
fn for_people(file: &str, reading: &Reading, analysis: &Analysis) -> String {
    let mut out = String::new();
    for problem in &analysis.problems {
        out += &format!(
            "{file}:{}:{}: {}: {} [{}]\n",
            problem.line,
            problem.column,
            problem.severity.as_str(),
            problem.message,
            problem.rule
        );
        if let Some(explanation) = &problem.explanation {
            out += &format!("    {explanation}\n");
        }
        for related in &problem.related {
            out += &format!("    {file}:{}: {}\n", related.line, related.message);
        }
        if let Some(fix) = &problem.fix {
            out += &format!("    + {}\n", fix.title);
        }
    }
    for note in &analysis.notes {
        out += &format!("{file}: {}\n", note.message);
    }
    out += &format!("{file}: {}\n", analysis.summary.sentence);
    if let PanelContent::Outputs(views) = reading.panel(&Panel::Kubectl, Language::English) {
        for view in views
            .iter()
            .filter(|view| view.command.starts_with("kubectl get "))
        {
            out += &format!("\n$ {}\n{}", view.command, view.text);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}, {port: 99999}]}
---
apiVersion: v1
kind: Service
metadata: {name: lonely}
spec: {selector: {app: none}, ports: [{port: 80}]}
";

    #[test]
    fn machines_get_every_field() {
        let reading = Reading::of(TEXT, &Environment::default());
        let answer = for_machines("f.yaml", &reading, &reading.analysis(Language::English));
        let diagnostics = answer["diagnostics"].as_array().unwrap();
        let refused = diagnostics
            .iter()
            .find(|it| it["field"] == "spec.ports[1].port")
            .unwrap();
        assert_eq!(refused["severity"], "error");
        assert_eq!(refused["line"], 4);
        for field in [
            "rule",
            "column",
            "endLine",
            "endColumn",
            "object",
            "message",
            "fix",
        ] {
            assert!(refused.get(field).is_some(), "{field}");
        }
        let names = |key: &str| -> Vec<String> {
            let list = answer[key].as_array().unwrap();
            list.iter()
                .map(|it| it["metadata"]["name"].to_string())
                .collect()
        };
        assert_eq!(names("services"), ["\"lonely\""]);
        assert_eq!(names("endpoints"), ["\"lonely\""]);
        assert_eq!(names("slices"), ["\"lonely-00001\""]);
    }

    #[test]
    fn people_get_a_line_a_problem_and_the_tables() {
        let reading = Reading::of(TEXT, &Environment::default());
        let told = for_people("f.yaml", &reading, &reading.analysis(Language::English));
        assert!(told.contains("f.yaml:4:"), "{told}");
        assert!(told.contains("\n$ kubectl get svc -o wide\n"), "{told}");
    }
}
