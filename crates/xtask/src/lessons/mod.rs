//! `lessons`: every lesson is readable, fails at its start, passes with its solution, and says the same in every language.

mod file;
mod index;
mod pair;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use playground::Language;
use playground::lesson::{self, Lesson};

use crate::workspace::Workspace;

pub(crate) const HELP: &str = "[FILE…] [--write]
    check lessons: they can be read, their start fails, their solution passes, all languages agree

    FILE     only these; all of public/lessons unless told
    --write  copy titles and minutes into public/lessons/index.yaml
    The format is told in docs/lessons.md.";

const FOLDER: &str = "public/lessons";
const INDEX: &str = "public/lessons/index.yaml";

/// Something to put right.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    path: String,
    /// From 1; 0 for the file as a whole.
    line: u32,
    message: String,
}

/// A lesson's file, read.
struct File {
    /// As it is shown.
    path: String,
    /// Its name without `.md`.
    stem: String,
    /// By its folder; none elsewhere.
    language: Option<Language>,
    read: lesson::Read,
}

impl File {
    fn new(path: &Path, shown: String) -> Result<Self> {
        let text = fs::read_to_string(path).with_context(|| format!("cannot read {shown}"))?;
        let folder = path.parent().and_then(Path::file_name);
        let tag = folder.and_then(|name| name.to_str()).unwrap_or_default();
        let stem = path.file_stem().and_then(|stem| stem.to_str());
        Ok(Self {
            stem: stem.unwrap_or_default().to_owned(),
            language: Language::ALL
                .into_iter()
                .find(|language| language.code() == tag),
            read: lesson::read(&text),
            path: shown,
        })
    }

    fn lesson(&self) -> Option<&Lesson> {
        self.read.lesson.as_ref()
    }

    fn finding(&self, line: u32, message: impl Into<String>) -> Finding {
        Finding {
            path: self.path.clone(),
            line,
            message: message.into(),
        }
    }
}

pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    let (options, named): (Vec<&String>, Vec<&String>) =
        arguments.iter().partition(|it| it.starts_with("--"));
    let write = match options.as_slice() {
        [] => false,
        [option] if *option == "--write" && named.is_empty() => true,
        _ => bail!("`lessons` takes files, or --write alone"),
    };
    let files = if named.is_empty() {
        published(workspace)?
    } else {
        let read = |name: &&String| File::new(Path::new(name), (*name).clone());
        named.iter().map(read).collect::<Result<_>>()?
    };
    let mut findings: Vec<Finding> = files.iter().flat_map(file::check).collect();
    findings.extend(pair::check(&files, named.is_empty()));
    if named.is_empty() {
        findings.extend(index::check(workspace, &files, write)?);
    }
    findings.sort();
    findings.dedup();
    for Finding {
        path,
        line,
        message,
    } in &findings
    {
        println!("{path}:{line}: {message}");
    }
    if !findings.is_empty() {
        bail!("{} to put right", findings.len());
    }
    println!("lessons: {} files, nothing to say", files.len());
    Ok(())
}

/// Every lesson of the site, in the order of their names.
fn published(workspace: &Workspace) -> Result<Vec<File>> {
    let mut files = Vec::new();
    for language in Language::ALL {
        let shown = format!("{FOLDER}/{}", language.code());
        let folder = workspace.root.join(&shown);
        if !folder.exists() {
            continue;
        }
        let entries = fs::read_dir(&folder).with_context(|| format!("cannot read {shown}"))?;
        let mut paths: Vec<PathBuf> = entries
            .map(|entry| Ok(entry?.path()))
            .collect::<Result<_>>()?;
        paths.retain(|path| path.extension().is_some_and(|end| end == "md"));
        paths.sort();
        for path in paths {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            files.push(File::new(&path, format!("{shown}/{name}"))?);
        }
    }
    Ok(files)
}
