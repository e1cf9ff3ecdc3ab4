//! Lessons: a stranger's file becomes a small tree, with mistakes at lines that are there, and can be tried out.

use lesson::{Block, Inline, LONGEST, Mistake, Target, read, read_index};
use playground::Language;

use crate::input::Input;

/// No text nests deeper.
const DEEPEST: usize = 64;
/// A larger manifest is not tried out: that is what the target `analysis` is for.
const TRIED: usize = 4 << 10;

pub(crate) fn run(data: &[u8]) {
    let text = Input::of(data).text(LONGEST + 1);
    for listed in read_index(&text).all() {
        for language in Language::ALL {
            let _ = listed.title(language.code());
        }
    }
    lesson::looks_like_lesson(&text);
    let read = read(&text);
    let lines = text.replace("\r\n", "\n").split(['\r', '\n']).count() as u32;
    for Mistake { line, problem } in &read.mistakes {
        assert!(
            (1..=lines).contains(line),
            "line {line} of {lines}: {problem:?}"
        );
        for language in Language::ALL {
            assert!(!words::lesson_problem(language, problem).is_empty());
        }
    }
    let Some(lesson) = read.lesson else {
        assert!(!read.mistakes.is_empty());
        return;
    };
    let goals = lesson.goals.iter().map(|goal| &goal.text);
    for inlines in lesson.hints.iter().chain(goals) {
        inline(inlines, 0);
    }
    blocks(&lesson.body, 0);
    let manifests = lesson.start.iter().chain(&lesson.solution);
    if manifests.map(String::len).sum::<usize>() <= TRIED {
        let trial = playground::trial(&lesson);
        assert_eq!(trial.start.len(), lesson.goals.len());
        assert_eq!(trial.solution.len(), lesson.goals.len());
    }
}

fn blocks(all: &[Block], depth: usize) {
    assert!(depth < DEEPEST);
    for block in all {
        match block {
            Block::Heading(text) | Block::Paragraph(text) => inline(text, depth + 1),
            Block::List { items, .. } => items.iter().for_each(|item| blocks(item, depth + 1)),
            Block::Quote(inner) => blocks(inner, depth + 1),
            Block::Code { .. } | Block::Rule => {}
        }
    }
}

fn inline(all: &[Inline], depth: usize) {
    assert!(depth < DEEPEST);
    for part in all {
        match part {
            Inline::Emphasis(inner) | Inline::Strong(inner) => inline(inner, depth + 1),
            Inline::Link { to, text } => {
                let leads = match to {
                    Target::Lesson(id) => id
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'),
                    Target::Docs(address) => address.starts_with("https://kubernetes.io/"),
                };
                assert!(leads, "{to:?}");
                inline(text, depth + 1);
            }
            Inline::Text(_) | Inline::Code(_) | Inline::Break => {}
        }
    }
}
