//! A scene as one SVG file: no script, no style sheet, no font of its own, so that it looks the same wherever it is opened.

use std::fmt::{self, Write};

use crate::model::{
    Anchor, Card, CardKind, CardState, Chip, ChipState, DeadEndBox, Edge, EdgeState, Group, Label,
    LabelRole, Point, Rect, Scene, Socket, SocketState,
};

/// The colours of a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Ink on paper.
    #[default]
    Light,
    /// Light on night.
    Dark,
}

struct Palette {
    paper: &'static str,
    panel: &'static str,
    ink: &'static str,
    dim: &'static str,
    line: &'static str,
    node: &'static str,
    client: &'static str,
    entry: &'static str,
    service: &'static str,
    backend: &'static str,
    lit: &'static str,
    bad: &'static str,
}

static LIGHT: Palette = Palette {
    paper: "#faf9f6",
    panel: "#ffffff",
    ink: "#1c2333",
    dim: "#5d6578",
    line: "#dad6cc",
    node: "#f1efe9",
    client: "#5b6478",
    entry: "#4457d6",
    service: "#0a7d72",
    backend: "#a95f08",
    lit: "#dff1ee",
    bad: "#c02445",
};

static DARK: Palette = Palette {
    paper: "#12161f",
    panel: "#1a2030",
    ink: "#e9ecf4",
    dim: "#a1aabd",
    line: "#343d51",
    node: "#161c29",
    client: "#9aa4bb",
    entry: "#8b9bff",
    service: "#3fd0bd",
    backend: "#f0a850",
    lit: "#17332f",
    bad: "#ff7a92",
};

// By name: a program that knows no `system-ui` takes the first font that it has.
const SANS: &str = "'Segoe UI', 'Noto Sans KR', 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans', Arial, sans-serif";
const MONO: &str = "Consolas, Menlo, 'DejaVu Sans Mono', 'Liberation Mono', monospace";

/// `scene` as an SVG document.
pub fn svg(scene: &Scene, theme: Theme) -> String {
    let palette = match theme {
        Theme::Light => &LIGHT,
        Theme::Dark => &DARK,
    };
    let mut pen = Pen {
        out: String::new(),
        palette,
    };
    let written = pen.scene(scene);
    debug_assert!(written.is_ok(), "a String takes whatever is written to it");
    pen.out
}

struct Pen {
    out: String,
    palette: &'static Palette,
}

impl Pen {
    fn scene(&mut self, scene: &Scene) -> fmt::Result {
        let (width, height) = (scene.width, scene.height);
        let paper = self.palette.paper;
        writeln!(
            self.out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">\n\
             <rect width=\"{width}\" height=\"{height}\" fill=\"{paper}\"/>"
        )?;
        for head in &scene.columns {
            self.label(&head.label)?;
        }
        for group in &scene.groups {
            self.group(group)?;
        }
        for edge in &scene.edges {
            self.edge(edge)?;
        }
        for end in &scene.dead_ends {
            self.dead_end(end)?;
        }
        for card in &scene.cards {
            self.card(card)?;
        }
        for edge in &scene.edges {
            if let Some(pill) = &edge.pill {
                let (panel, line) = (self.palette.panel, self.palette.line);
                self.rect(pill.rect, pill.rect.height / 2.0, panel, line, "")?;
                self.label(&pill.label)?;
            }
        }
        writeln!(self.out, "</svg>")
    }

    fn group(&mut self, group: &Group) -> fmt::Result {
        self.rect(group.rect, 14.0, self.palette.node, "none", "")?;
        self.label(&group.label)
    }

    fn card(&mut self, card: &Card) -> fmt::Result {
        let palette = self.palette;
        let hue = match card.kind {
            CardKind::Client => palette.client,
            CardKind::Entry => palette.entry,
            CardKind::Service => palette.service,
            CardKind::Backend => palette.backend,
        };
        let dashed = match card.state {
            CardState::Normal | CardState::Unmatched => "",
            CardState::Terminating => " stroke-dasharray=\"2 4\"",
            CardState::NotReady | CardState::Refused | CardState::Pending => {
                " stroke-dasharray=\"6 4\""
            }
        };
        let (stroke, stripe) = match card.state {
            CardState::Refused => (palette.bad, palette.bad),
            CardState::Unmatched => (palette.line, palette.dim),
            _ => (palette.line, hue),
        };
        let fill = match card.state {
            CardState::Unmatched => palette.node,
            _ => palette.panel,
        };
        write!(self.out, "<g><title>{}</title>", Escaped(&card.name))?;
        if card.count() > 1 {
            // What is folded looks like a pile.
            for offset in [6.0, 3.0] {
                let Rect { x, y, .. } = card.rect;
                let (x, y) = (x + offset, y + offset);
                self.rect(
                    Rect { x, y, ..card.rect },
                    10.0,
                    palette.panel,
                    stroke,
                    dashed,
                )?;
            }
        }
        self.rect(card.rect, 10.0, fill, stroke, dashed)?;
        let Rect { x, y, width, .. } = card.rect;
        let end = x + width - 12.0;
        writeln!(
            self.out,
            "<path d=\"M{} {y}H{end}\" stroke=\"{stripe}\" stroke-width=\"3\" stroke-linecap=\"round\"/>",
            x + 12.0
        )?;
        for separator in &card.separators {
            let line = palette.line;
            writeln!(
                self.out,
                "<path d=\"M{x} {separator}h{width}\" stroke=\"{line}\"/>"
            )?;
        }
        for label in &card.labels {
            self.label(label)?;
        }
        for chip in &card.chips {
            self.chip(chip)?;
        }
        for socket in &card.sockets {
            self.socket(socket)?;
        }
        writeln!(self.out, "</g>")
    }

    fn chip(&mut self, chip: &Chip) -> fmt::Result {
        let palette = self.palette;
        let (fill, stroke, dashed) = match chip.state {
            ChipState::Plain => ("none", palette.line, ""),
            ChipState::Lit => (palette.lit, palette.service, ""),
            ChipState::Missed => ("none", palette.bad, " stroke-dasharray=\"3 3\""),
        };
        self.rect(chip.rect, chip.rect.height / 2.0, fill, stroke, dashed)?;
        self.label(&chip.label)
    }

    fn socket(&mut self, socket: &Socket) -> fmt::Result {
        let palette = self.palette;
        let stroke = match socket.state {
            SocketState::Live => palette.service,
            SocketState::Idle => palette.dim,
            SocketState::Dead => palette.bad,
        };
        let (Point { x, y }, panel) = (socket.at, palette.panel);
        writeln!(
            self.out,
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"4.5\" fill=\"{panel}\" stroke=\"{stroke}\" stroke-width=\"2\"/>"
        )
    }

    fn edge(&mut self, edge: &Edge) -> fmt::Result {
        let palette = self.palette;
        let (stroke, dashed) = match edge.state {
            EdgeState::Live => (palette.service, ""),
            EdgeState::NotReady => (palette.dim, " stroke-dasharray=\"6 5\""),
            EdgeState::Terminating => (
                palette.dim,
                " stroke-dasharray=\"1 5\" stroke-linecap=\"round\"",
            ),
            EdgeState::Refused => (palette.bad, " stroke-dasharray=\"10 5\""),
        };
        self.curve(&edge.curve, stroke, dashed, &edge.name)
    }

    fn dead_end(&mut self, end: &DeadEndBox) -> fmt::Result {
        let palette = self.palette;
        for curve in &end.curves {
            self.curve(curve, palette.bad, "", &end.name)?;
        }
        self.rect(end.rect, 8.0, palette.panel, palette.bad, "")?;
        for line in &end.lines {
            self.label(line)?;
        }
        for [.., tip] in &end.curves {
            let (Point { x, y }, bad) = (tip, palette.bad);
            writeln!(
                self.out,
                "<circle cx=\"{x}\" cy=\"{y}\" r=\"4.5\" fill=\"{bad}\"/>"
            )?;
        }
        Ok(())
    }

    fn curve(
        &mut self,
        [a, b, c, d]: &[Point; 4],
        stroke: &str,
        more: &str,
        name: &str,
    ) -> fmt::Result {
        writeln!(
            self.out,
            "<path d=\"M{} {}C{} {} {} {} {} {}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"2\"{more}><title>{}</title></path>",
            a.x,
            a.y,
            b.x,
            b.y,
            c.x,
            c.y,
            d.x,
            d.y,
            Escaped(name)
        )
    }

    fn rect(
        &mut self,
        rect: Rect,
        radius: f32,
        fill: &str,
        stroke: &str,
        more: &str,
    ) -> fmt::Result {
        let Rect {
            x,
            y,
            width,
            height,
        } = rect;
        writeln!(
            self.out,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{radius}\" fill=\"{fill}\" stroke=\"{stroke}\"{more}/>"
        )
    }

    fn label(&mut self, label: &Label) -> fmt::Result {
        let palette = self.palette;
        let font = label.role.font();
        let fill = match label.role {
            LabelRole::Title
            | LabelRole::Mono
            | LabelRole::Chip
            | LabelRole::Pill
            | LabelRole::Act => palette.ink,
            LabelRole::Column | LabelRole::Badge | LabelRole::Note | LabelRole::MonoQuiet => {
                palette.dim
            }
            LabelRole::Bad => palette.bad,
        };
        let anchor = match label.anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let family = if font.mono { MONO } else { SANS };
        let Point { x, y } = label.at;
        write!(
            self.out,
            "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" font-family=\"{family}\" font-size=\"{}\" font-weight=\"{}\" fill=\"{fill}\"",
            font.size, font.weight
        )?;
        if font.letter_spacing > 0.0 {
            write!(self.out, " letter-spacing=\"{}\"", font.letter_spacing)?;
        }
        // No <title> in it: programs that do not know it there show it as text.
        writeln!(
            self.out,
            " xml:space=\"preserve\">{}</text>",
            Escaped(&label.text)
        )
    }
}

/// Text as XML has it. Characters that XML cannot hold are replaced.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => out.write_str("&amp;")?,
                '<' => out.write_str("&lt;")?,
                '>' => out.write_str("&gt;")?,
                '"' => out.write_str("&quot;")?,
                '\n' | '\t' => out.write_char(' ')?,
                c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                    out.write_char('\u{fffd}')?;
                }
                c => out.write_char(c)?,
            }
        }
        Ok(())
    }
}
