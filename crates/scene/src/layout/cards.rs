//! The inside of a card: where its texts, chips, rows and lines stand, from its own top left corner.

use crate::graph::{Block, CardSpec, Text};
use crate::measure::{cut, wrap};
use crate::model::{Anchor, Card, CardKind, Chip, Label, LabelRole, Point, Rect, RowBox};

/// The card's inner margin.
const PADDING: f32 = 16.0;
/// The height of the title's line.
const HEADER: f32 = 40.0;
const TITLE_BASELINE: f32 = 26.0;
const LINE: f32 = 20.0;
const ROW: f32 = 32.0;
pub(super) const CHIP_HEIGHT: f32 = 22.0;
const CHIP_PADDING: f32 = 9.0;
const CHIP_GAP: f32 = 6.0;
const GAP: f32 = 8.0;
/// Above rows, and below a card that has none.
const FOOT: f32 = 4.0;
/// From a line's top to its text's baseline.
const LINE_BASELINE: f32 = 14.0;

/// How wide cards of a kind are, at least and at most.
pub(super) const fn widths(kind: CardKind) -> (f32, f32) {
    match kind {
        CardKind::Client => (144.0, 240.0),
        CardKind::Entry => (208.0, 336.0),
        CardKind::Service => (232.0, 336.0),
        CardKind::Backend => (256.0, 368.0),
    }
}

/// The width that a card would like to have.
pub(super) fn natural_width(card: &CardSpec) -> f32 {
    let pair = |left: &Text, right: Option<&Text>| {
        let right = right.map_or(0.0, |right| 2.0 * GAP + width(right));
        width(left) + right
    };
    let badge = card
        .badge
        .as_ref()
        .map(|badge| Text::new(LabelRole::Badge, badge.clone()));
    let title = Text::new(LabelRole::Title, card.title.clone());
    let mut widest = pair(&title, badge.as_ref());
    if widest + 2.0 * PADDING > widths(card.kind).1 {
        // Then the badge goes below the title.
        widest = width(&title);
    }
    for block in &card.blocks {
        widest = widest.max(match block {
            Block::Line { left, right } => pair(left, right.as_ref()),
            Block::Chips { caption, chips } => {
                let caption =
                    caption.map_or(0.0, |caption| LabelRole::Note.font().width(caption) + GAP);
                let chips = chips.iter().map(|(text, _)| chip_width(text));
                match caption {
                    // A selector is short and likes to stand on one line; the labels of a Pod may take several.
                    0.0 => chips.fold(0.0, f32::max),
                    _ => caption + chips.map(|width| width + CHIP_GAP).sum::<f32>(),
                }
            }
            Block::Prose(_) => 0.0,
        });
    }
    for row in &card.rows {
        widest = widest.max(pair(&row.left, row.right.as_ref()));
    }
    widest + 2.0 * PADDING
}

fn width(text: &Text) -> f32 {
    text.role.font().width(&text.text)
}

fn chip_width(text: &str) -> f32 {
    LabelRole::Chip.font().width(text) + 2.0 * CHIP_PADDING
}

/// A card under construction.
struct Builder {
    card: Card,
    inner: f32,
    y: f32,
}

/// Where edges meet a card: the middle of its title and of its rows.
pub(super) fn meeting_heights(card: &Card) -> (f32, Vec<f32>) {
    let rows = card
        .rows
        .iter()
        .map(|row| row.rect.y + row.rect.height / 2.0);
    (card.rect.y + HEADER / 2.0, rows.collect())
}

/// The card at the origin.
pub(super) fn build(spec: &CardSpec, card_width: f32) -> Card {
    let card = Card {
        id: spec.id.clone(),
        kind: spec.kind,
        state: spec.state,
        name: spec.name.clone(),
        description: describe(spec),
        members: spec.members.clone(),
        changed: spec.changed,
        rect: Rect {
            width: card_width,
            ..Rect::default()
        },
        labels: Vec::new(),
        chips: Vec::new(),
        separators: Vec::new(),
        rows: Vec::new(),
        sockets: Vec::new(),
        origins: spec.origins.clone(),
    };
    let mut builder = Builder {
        card,
        inner: card_width - 2.0 * PADDING,
        y: HEADER,
    };
    let title = Text::new(LabelRole::Title, spec.title.clone());
    let badge = spec
        .badge
        .as_ref()
        .map(|badge| Text::new(LabelRole::Badge, badge.clone()));
    let beside = |badge: &Text| width(&title) + 2.0 * GAP + width(badge) <= builder.inner;
    let (beside, mut below) = match badge {
        Some(badge) if !beside(&badge) => (None, Some(badge)),
        badge => (badge, None),
    };
    builder.pair(&title, beside.as_ref(), TITLE_BASELINE);
    for block in &spec.blocks {
        match block {
            // A badge that does not fit beside the title goes to the first line, or to one of its own.
            Block::Line { left, right: None } if below.is_some() => {
                let right = below.take();
                builder.block(&Block::Line {
                    left: left.clone(),
                    right,
                });
            }
            _ => {
                builder.own_line(below.take());
                builder.block(block);
            }
        }
    }
    builder.own_line(below);
    if !spec.blocks.is_empty() {
        // Rows begin on the grid, so that level ones make level edges.
        builder.y = ((builder.y + FOOT) / 8.0).ceil() * 8.0;
    }
    for row in &spec.rows {
        builder.card.separators.push(builder.y);
        builder.pair(&row.left, row.right.as_ref(), builder.y + 21.0);
        builder.card.rows.push(RowBox {
            rect: Rect {
                x: 0.0,
                y: builder.y,
                width: card_width,
                height: ROW,
            },
            origins: row.origins.clone(),
        });
        builder.y += ROW;
    }
    builder.card.rect.height = (builder.y / 8.0).ceil() * 8.0;
    builder.card
}

/// Everything on the card but its title, in one line for a screen reader.
fn describe(spec: &CardSpec) -> String {
    let with = |left: &Text, right: Option<&Text>| {
        let right = right.map_or("", |right| &right.text);
        format!("{} {right}", left.text).trim().to_owned()
    };
    let blocks = spec.blocks.iter().map(|block| match block {
        Block::Line { left, right } => with(left, right.as_ref()),
        Block::Prose(text) => text.text.clone(),
        Block::Chips { caption, chips } => {
            let words = caption.iter().copied();
            let chips = chips.iter().map(|(text, _)| text.as_str());
            words.chain(chips).collect::<Vec<_>>().join(" ")
        }
    });
    let rows = spec
        .rows
        .iter()
        .map(|row| with(&row.left, row.right.as_ref()));
    let parts: Vec<String> = spec
        .badge
        .iter()
        .cloned()
        .chain(blocks)
        .chain(rows)
        .collect();
    parts.join(", ")
}

impl Builder {
    /// The badge below the title.
    fn own_line(&mut self, badge: Option<Text>) {
        if let Some(badge) = badge {
            self.block(&Block::Line {
                left: badge,
                right: None,
            });
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Line { left, right } => {
                self.pair(left, right.as_ref(), self.y + LINE_BASELINE);
                self.y += LINE;
            }
            Block::Prose(text) => {
                for line in wrap(&text.text, text.role.font(), self.inner) {
                    let line = Text::new(text.role, line);
                    self.label(
                        &line,
                        PADDING,
                        self.y + LINE_BASELINE,
                        Anchor::Start,
                        self.inner,
                    );
                    self.y += LINE;
                }
            }
            Block::Chips { caption, chips } => self.chips(*caption, chips),
        }
    }

    /// Something at the left end, and perhaps something at the right.
    fn pair(&mut self, left: &Text, right: Option<&Text>, baseline: f32) {
        let place = self.card.labels.len();
        let mut room = self.inner;
        if let Some(right) = right {
            // The right end is the shorter one: it may take up to two thirds.
            let most = (self.inner - 2.0 * GAP) * 2.0 / 3.0;
            let given = most.max(self.inner - 2.0 * GAP - width(left));
            let end = PADDING + self.inner;
            room -= self.label(right, end, baseline, Anchor::End, given) + 2.0 * GAP;
        }
        if !left.text.is_empty() {
            self.label(left, PADDING, baseline, Anchor::Start, room);
            // Read from left to right.
            self.card
                .labels
                .get_mut(place..)
                .unwrap_or_default()
                .reverse();
        }
    }

    /// Puts a text, cut to `room`; gives the width that it takes.
    fn label(&mut self, text: &Text, x: f32, y: f32, anchor: Anchor, room: f32) -> f32 {
        let label = fitted(text, Point { x, y }, anchor, room);
        let taken = text.role.font().width(&label.text);
        self.card.labels.push(label);
        taken
    }

    fn chips(
        &mut self,
        caption: Option<&'static str>,
        chips: &[(String, crate::model::ChipState)],
    ) {
        let end = PADDING + self.inner;
        let mut x = PADDING;
        self.y += 2.0;
        if let Some(caption) = caption {
            let text = Text::new(LabelRole::Note, caption);
            x += self.label(&text, PADDING, self.y + 17.0, Anchor::Start, self.inner) + GAP;
        }
        let indent = x;
        for (text, state) in chips {
            let wanted = chip_width(text);
            if x > indent && x + wanted > end {
                x = indent;
                self.y += CHIP_HEIGHT + 6.0;
            }
            let taken = wanted.min(end - x);
            let rect = Rect {
                x,
                y: self.y + 2.0,
                width: taken,
                height: CHIP_HEIGHT,
            };
            let at = Point {
                x: x + taken / 2.0,
                y: rect.y + 15.5,
            };
            let text = Text::new(LabelRole::Chip, text.clone());
            self.card.chips.push(Chip {
                rect,
                label: fitted(&text, at, Anchor::Middle, taken - 2.0 * CHIP_PADDING),
                state: *state,
            });
            x += taken + CHIP_GAP;
        }
        self.y += CHIP_HEIGHT + 6.0;
    }
}

fn fitted(text: &Text, at: Point, anchor: Anchor, room: f32) -> Label {
    let short = cut(&text.text, text.role.font(), room);
    let full = short.is_some().then(|| text.text.clone());
    Label {
        at,
        anchor,
        role: text.role,
        text: short.unwrap_or_else(|| text.text.clone()),
        full,
    }
}

/// Moves everything on a card.
pub(super) fn shift(card: &mut Card, dx: f32, dy: f32) {
    let move_rect = |rect: &mut Rect| {
        rect.x += dx;
        rect.y += dy;
    };
    let move_point = |point: &mut Point| {
        point.x += dx;
        point.y += dy;
    };
    move_rect(&mut card.rect);
    for label in &mut card.labels {
        move_point(&mut label.at);
    }
    for chip in &mut card.chips {
        move_rect(&mut chip.rect);
        move_point(&mut chip.label.at);
    }
    for separator in &mut card.separators {
        *separator += dy;
    }
    for row in &mut card.rows {
        move_rect(&mut row.rect);
    }
    for socket in &mut card.sockets {
        move_point(&mut socket.at);
    }
}
