//! Markdown, through a kept reader of CommonMark, into a tree of our own that holds nothing but text.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use serde::{Deserialize, Serialize};

use crate::Problem;

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// A heading.
    Heading(Vec<Inline>),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list, of which each item is blocks.
    List {
        /// The first number, if it is numbered.
        first: Option<u64>,
        /// The items.
        items: Vec<Vec<Block>>,
    },
    /// A quotation.
    Quote(Vec<Block>),
    /// Code, as it stands.
    Code {
        /// The words after the fence: `yaml`, `bash`.
        info: String,
        /// The code.
        text: String,
    },
    /// A line across.
    Rule,
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Inline {
    /// Plain text.
    Text(String),
    /// Code.
    Code(String),
    /// Stressed.
    Emphasis(Vec<Inline>),
    /// Stressed more.
    Strong(Vec<Inline>),
    /// A link.
    Link {
        /// Where to.
        to: Target,
        /// What is shown.
        text: Vec<Inline>,
    },
    /// A new line.
    Break,
}

/// Where a link may lead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// To another lesson, by its id.
    Lesson(String),
    /// To a page of kubernetes.io.
    Docs(String),
}

/// A mistake and where it stands, in bytes of the Markdown.
pub(crate) type Found = (usize, Problem);

/// Tags nest this deep; deeper ones are left out, their text is not.
const DEEPEST: usize = 12;
/// More parts than this are no lesson.
const MOST_PARTS: usize = 4_000;

/// Reads a text. Mistakes are pushed to `found`.
pub(crate) fn blocks(text: &str, found: &mut Vec<Found>) -> Vec<Block> {
    let mut builder = Builder {
        found,
        open: Vec::new(),
        root: Vec::new(),
        parts: 0,
        at: 0,
        skipped: 0,
    };
    for (event, range) in Parser::new_ext(text, Options::empty()).into_offset_iter() {
        if builder.parts > MOST_PARTS {
            builder.found.push((range.start, Problem::TooMuch));
            break;
        }
        builder.take(event, &range);
    }
    builder.finish()
}

/// Reads a single line.
pub(crate) fn inlines(text: &str, found: &mut Vec<Found>) -> Vec<Inline> {
    match <[Block; 1]>::try_from(blocks(text, found)) {
        Ok([Block::Paragraph(line)]) => line,
        _ => vec![Inline::Text(clean(text))],
    }
}

/// The text without what turns its direction round: a stranger's text must read as it is written.
pub(crate) fn clean(text: &str) -> String {
    let turns = |c: &char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars()
        .filter(|c| !turns(c) && (!c.is_control() || matches!(c, '\n' | '\t')))
        .collect()
}

/// Whether `text` can be a lesson's id.
pub(crate) fn is_id(text: &str) -> bool {
    (1..=63).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// What is open while the events come in, innermost last.
enum Open {
    /// A container of blocks.
    Blocks(Shape, Vec<Block>),
    /// A list's finished items.
    List(Option<u64>, Vec<Vec<Block>>),
    /// A line of text, which becomes a block.
    Line(Leaf, Vec<Inline>),
    /// A part of a line.
    Span(Style, Vec<Inline>),
    /// Code.
    Code(String, String),
}

#[derive(Clone, Copy)]
enum Shape {
    Quote,
    Item,
}

#[derive(Clone, Copy, PartialEq)]
enum Leaf {
    Paragraph,
    Heading,
    /// The text of a tight list's item, which stands in no paragraph.
    Bare,
}

enum Style {
    Emphasis,
    Strong,
    Link(Target),
    /// Nothing is left of it but its text.
    Plain,
}

struct Builder<'a> {
    found: &'a mut Vec<Found>,
    open: Vec<Open>,
    root: Vec<Block>,
    parts: usize,
    /// Where the last event began.
    at: usize,
    /// How many tags are open that are too deep to be kept.
    skipped: usize,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, range: &Range<usize>) {
        self.parts += 1;
        self.at = range.start;
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(end) => self.end(end),
            Event::Text(text) => self.text(&text),
            Event::Code(text) => self.inline(Inline::Code(clean(&text))),
            Event::Html(text) | Event::InlineHtml(text) => {
                self.found.push((range.start, Problem::Html));
                self.text(&text);
            }
            Event::SoftBreak => self.inline(Inline::Text(" ".to_owned())),
            Event::HardBreak => self.inline(Inline::Break),
            Event::Rule => self.block(Block::Rule),
            // Of extensions that are off.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.text(&text);
            }
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: &Range<usize>) {
        if self.skipped > 0 || self.open.len() >= DEEPEST {
            self.skipped += 1;
            return;
        }
        if is_block(&tag) {
            self.end_bare();
        } else {
            self.ensure_line();
        }
        let open = match tag {
            Tag::Paragraph => Open::Line(Leaf::Paragraph, Vec::new()),
            Tag::Heading { level, .. } => {
                if level == pulldown_cmark::HeadingLevel::H1 {
                    self.found.push((range.start, Problem::Heading));
                }
                Open::Line(Leaf::Heading, Vec::new())
            }
            Tag::BlockQuote(_) => Open::Blocks(Shape::Quote, Vec::new()),
            Tag::Item => Open::Blocks(Shape::Item, Vec::new()),
            Tag::List(first) => Open::List(first, Vec::new()),
            Tag::CodeBlock(kind) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => clean(&info),
                    CodeBlockKind::Indented => String::new(),
                };
                Open::Code(info, String::new())
            }
            Tag::HtmlBlock => Open::Line(Leaf::Paragraph, Vec::new()),
            Tag::Emphasis => Open::Span(Style::Emphasis, Vec::new()),
            Tag::Strong => Open::Span(Style::Strong, Vec::new()),
            Tag::Link { dest_url, .. } => match target(&dest_url) {
                Some(to) => Open::Span(Style::Link(to), Vec::new()),
                None => {
                    let problem = Problem::Link(clean(&dest_url));
                    self.found.push((range.start, problem));
                    Open::Span(Style::Plain, Vec::new())
                }
            },
            Tag::Image { .. } => {
                self.found.push((range.start, Problem::Image));
                Open::Span(Style::Plain, Vec::new())
            }
            // Of extensions that are off.
            _ => Open::Span(Style::Plain, Vec::new()),
        };
        self.open.push(open);
    }

    fn end(&mut self, end: TagEnd) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        if is_block_end(end) {
            self.end_bare();
        }
        if let Some(open) = self.open.pop() {
            self.close(open);
        }
    }

    fn close(&mut self, open: Open) {
        if let Open::Line(_, line) | Open::Span(_, line) = &open {
            let stray = |part: &Inline| matches!(part, Inline::Text(text) if text.contains("**"));
            if line.iter().any(stray) {
                self.found.push((self.at, Problem::Asterisks));
            }
        }
        match open {
            Open::Blocks(Shape::Quote, blocks) => self.block(Block::Quote(blocks)),
            Open::Blocks(Shape::Item, blocks) => match self.open.last_mut() {
                Some(Open::List(_, items)) => items.push(blocks),
                _ => blocks.into_iter().for_each(|block| self.block(block)),
            },
            Open::List(first, items) => self.block(Block::List { first, items }),
            Open::Line(Leaf::Heading, line) => self.block(Block::Heading(line)),
            Open::Line(_, line) => self.block(Block::Paragraph(line)),
            Open::Code(info, text) => self.block(Block::Code { info, text }),
            Open::Span(style, text) => match style {
                Style::Emphasis => self.inline(Inline::Emphasis(text)),
                Style::Strong => self.inline(Inline::Strong(text)),
                Style::Link(to) => self.inline(Inline::Link { to, text }),
                Style::Plain => text.into_iter().for_each(|part| self.inline(part)),
            },
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(Open::Code(_, code)) = self.open.last_mut() {
            code.push_str(text);
            return;
        }
        self.inline(Inline::Text(clean(text)));
    }

    fn inline(&mut self, part: Inline) {
        self.ensure_line();
        if let Some(Open::Line(_, line) | Open::Span(_, line)) = self.open.last_mut() {
            match (line.last_mut(), part) {
                (Some(Inline::Text(before)), Inline::Text(text)) => before.push_str(&text),
                (_, part) => line.push(part),
            }
        }
    }

    /// Opens a line where text comes in and none is open.
    fn ensure_line(&mut self) {
        if !matches!(self.open.last(), Some(Open::Line(..) | Open::Span(..))) {
            self.open.push(Open::Line(Leaf::Bare, Vec::new()));
        }
    }

    /// Closes the line that [`Builder::ensure_line`] opened.
    fn end_bare(&mut self) {
        if matches!(self.open.last(), Some(Open::Line(Leaf::Bare, _)))
            && let Some(open) = self.open.pop()
        {
            self.close(open);
        }
    }

    fn block(&mut self, block: Block) {
        self.end_bare();
        let blocks = match self.open.last_mut() {
            Some(Open::Blocks(_, blocks)) => blocks,
            Some(Open::List(_, items)) => {
                items.push(vec![block]);
                return;
            }
            _ => &mut self.root,
        };
        blocks.push(block);
    }

    fn finish(mut self) -> Vec<Block> {
        while let Some(open) = self.open.pop() {
            self.close(open);
        }
        self.root
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::BlockQuote(_)
            | Tag::Item
            | Tag::List(_)
            | Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::CodeBlock(_)
            | Tag::HtmlBlock
    )
}

const fn is_block_end(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::BlockQuote(_)
            | TagEnd::Item
            | TagEnd::List(_)
            | TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
    )
}

/// Where a link leads, if it may lead there.
fn target(url: &str) -> Option<Target> {
    if let Some(id) = url.strip_prefix("lesson:") {
        return is_id(id).then(|| Target::Lesson(id.to_owned()));
    }
    let rest = url.strip_prefix("https://kubernetes.io")?;
    let plain = rest
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'\\' | b'"' | b'<' | b'>'));
    (plain && (rest.is_empty() || rest.starts_with('/'))).then(|| Target::Docs(url.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Inline {
        Inline::Text(text.to_owned())
    }

    fn clean_blocks(markdown: &str) -> Vec<Block> {
        let mut found = Vec::new();
        let blocks = blocks(markdown, &mut found);
        assert_eq!(found, [], "{markdown}");
        blocks
    }

    fn problems(markdown: &str) -> Vec<Problem> {
        let mut found = Vec::new();
        blocks(markdown, &mut found);
        found.into_iter().map(|(_, problem)| problem).collect()
    }

    #[test]
    fn reads_what_lessons_are_made_of() {
        let read = clean_blocks(
            "## Pods\n\nA *Pod* has `one` address,\n**not** two.\n\n1. first\n2. second\n\n   - deeper\n\n```bash\nkubectl get\n```\n",
        );
        assert_eq!(
            read,
            [
                Block::Heading(vec![text("Pods")]),
                Block::Paragraph(vec![
                    text("A "),
                    Inline::Emphasis(vec![text("Pod")]),
                    text(" has "),
                    Inline::Code("one".to_owned()),
                    text(" address, "),
                    Inline::Strong(vec![text("not")]),
                    text(" two."),
                ]),
                Block::List {
                    first: Some(1),
                    items: vec![
                        vec![Block::Paragraph(vec![text("first")])],
                        vec![
                            Block::Paragraph(vec![text("second")]),
                            Block::List {
                                first: None,
                                items: vec![vec![Block::Paragraph(vec![text("deeper")])]],
                            },
                        ],
                    ],
                },
                Block::Code {
                    info: "bash".to_owned(),
                    text: "kubectl get\n".to_owned(),
                },
            ]
        );
    }

    #[test]
    fn html_is_text() {
        let mut found = Vec::new();
        let read = blocks("<script>alert(1)</script>\n\na <b>c</b>", &mut found);
        assert_eq!(
            read,
            [
                Block::Paragraph(vec![text("<script>alert(1)</script>\n")]),
                Block::Paragraph(vec![text("a <b>c</b>")]),
            ]
        );
        assert!(found.iter().all(|(_, problem)| *problem == Problem::Html));
    }

    #[test]
    fn links_lead_to_lessons_and_to_kubernetes_only() {
        let Some(Block::Paragraph(line)) =
            clean_blocks("[next](lesson:named-ports) <https://kubernetes.io/docs/>").pop()
        else {
            panic!("no paragraph");
        };
        let targets: Vec<&Target> = line
            .iter()
            .filter_map(|part| match part {
                Inline::Link { to, .. } => Some(to),
                _ => None,
            })
            .collect();
        assert_eq!(
            targets,
            [
                &Target::Lesson("named-ports".to_owned()),
                &Target::Docs("https://kubernetes.io/docs/".to_owned())
            ]
        );
        for url in [
            "javascript:alert(1)",
            "data:text/html,x",
            "https://kubernetes.io.evil.example/",
            "https://kubernetes.io@evil.example/",
            "//evil.example",
            "lesson:../x",
        ] {
            assert_eq!(
                problems(&format!("[a]({url})")),
                [Problem::Link(url.to_owned())]
            );
        }
    }

    #[test]
    fn an_image_is_its_text() {
        let mut found = Vec::new();
        assert_eq!(
            blocks("![a picture](https://kubernetes.io/x.png)", &mut found),
            [Block::Paragraph(vec![text("a picture")])]
        );
        assert_eq!(found, [(0, Problem::Image)]);
    }

    #[test]
    fn what_turns_text_round_is_left_out() {
        assert_eq!(
            clean_blocks("a\u{202e}b\u{2066}c"),
            [Block::Paragraph(vec![text("abc")])]
        );
    }

    #[test]
    fn asterisks_before_a_particle_are_noticed() {
        // A Korean letter right after the asterisks: after punctuation they do not close, after a letter they do.
        assert!(problems("**`app`**\u{b294} x").contains(&Problem::Asterisks));
        assert_eq!(problems("**app**\u{c740} x"), []);
    }

    fn depth(blocks: &[Block]) -> usize {
        let inner = |block: &Block| match block {
            Block::Quote(blocks) => depth(blocks),
            Block::List { items, .. } => items.iter().map(|item| depth(item)).max().unwrap_or(0),
            _ => 0,
        };
        blocks
            .iter()
            .map(|block| 1 + inner(block))
            .max()
            .unwrap_or(0)
    }

    #[test]
    fn deep_and_endless_texts_are_bounded() {
        for unit in [
            "> ", "- ", "*a ", "**a ", "[", "![", "`", "<", "1. ", "_a* ", "&amp;",
        ] {
            let read = blocks(&unit.repeat(20_000), &mut Vec::new());
            assert!(depth(&read) <= DEEPEST + 1, "{unit}");
        }
        let endless = "- a\n".repeat(100_000);
        assert_eq!(problems(&endless), [Problem::TooMuch]);
    }

    #[test]
    fn the_deepest_text_is_kept() {
        let read = format!(
            "{:?}",
            blocks(&format!("{}end", "> ".repeat(100)), &mut Vec::new())
        );
        assert!(read.contains("end"));
    }
}
