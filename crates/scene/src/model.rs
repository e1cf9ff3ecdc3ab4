use serde::{Deserialize, Serialize};
use syntax::Span;

/// A finished picture. Lengths are CSS pixels at zoom 1; the origin is the top left.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Scene {
    /// The width of everything.
    pub width: f32,
    /// The height of everything.
    pub height: f32,
    /// The titles of the columns that are there.
    pub columns: Vec<ColumnHead>,
    /// Boxes around the Pods of a node.
    pub groups: Vec<Group>,
    /// Cards, in reading order: column by column, top to bottom.
    pub cards: Vec<Card>,
    /// Edges, in the order of their first card.
    pub edges: Vec<Edge>,
    /// Where routes die, and why.
    pub dead_ends: Vec<DeadEndBox>,
}

impl Scene {
    /// Every span in the scene, to rewrite it: the scene is drawn in bytes, a browser counts in UTF-16.
    pub fn spans_mut(&mut self) -> impl Iterator<Item = &mut Span> {
        let cards = self.cards.iter_mut().flat_map(|card| {
            let rows = card.rows.iter_mut().flat_map(|row| row.origins.iter_mut());
            card.origins.iter_mut().chain(rows)
        });
        let groups = self
            .groups
            .iter_mut()
            .flat_map(|group| group.origins.iter_mut());
        let edges = self
            .edges
            .iter_mut()
            .flat_map(|edge| edge.origins.iter_mut());
        let dead_ends = self
            .dead_ends
            .iter_mut()
            .flat_map(|end| end.origins.iter_mut());
        cards.chain(groups).chain(edges).chain(dead_ends)
    }
}

/// A place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// From the left.
    pub x: f32,
    /// From the top.
    pub y: f32,
}

/// A box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rect {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

/// The title of a column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnHead {
    /// Which kind of card stands below it.
    pub kind: CardKind,
    /// The text.
    pub label: Label,
}

/// The box of a node, its Pods inside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// A stable id: `node:node-1`.
    pub id: String,
    /// What a screen reader says: "Node node-1".
    pub name: String,
    /// The box.
    pub rect: Rect,
    /// Its title: name and address.
    pub label: Label,
    /// The YAML that made it, if it is not one of the nodes that every playground has.
    pub origins: Vec<Span>,
}

/// The four columns, left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum CardKind {
    /// Who asks.
    Client,
    /// What a client can address.
    Entry,
    /// A Service.
    Service,
    /// A Pod, or an address outside the cluster.
    Backend,
}

/// How a card is drawn. Each also says so in words, in a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CardState {
    /// As it is.
    Normal,
    /// A Pod that is not ready.
    NotReady,
    /// A Pod that is terminating.
    Terminating,
    /// A Pod that no Service selects: greyed.
    Unmatched,
    /// The API server refuses this object: drawn as it would be, marked.
    Refused,
    /// Nothing is there yet: a load balancer that is pending.
    Pending,
}

/// A card.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// A stable id: `service:default/web`, `pod:default/web-1`.
    pub id: String,
    /// Its column.
    pub kind: CardKind,
    /// How it is drawn.
    pub state: CardState,
    /// What a screen reader says: "Service default/web", "Pod default/web-1", "Client in the cluster".
    pub name: String,
    /// More for a screen reader: addresses, state, ports.
    pub description: String,
    /// The names of the equal Pods or addresses that it stands for, if they are several: `default/web-1`.
    pub members: Vec<String>,
    /// The box.
    pub rect: Rect,
    /// Every text but those of chips.
    pub labels: Vec<Label>,
    /// Labels of a Pod, the selector of a Service.
    pub chips: Vec<Chip>,
    /// Whether it is not as the text has it, because of what a person did to the cluster. A label says what was done.
    pub changed: bool,
    /// Lines between rows: their y.
    pub separators: Vec<f32>,
    /// The rows that edges meet.
    pub rows: Vec<RowBox>,
    /// The points at which edges meet rows.
    pub sockets: Vec<Socket>,
    /// The YAML that made it, the most telling first: where a click goes.
    pub origins: Vec<Span>,
}

impl Card {
    /// How many Pods or addresses it stands for; 1 for any other card.
    pub fn count(&self) -> usize {
        self.members.len().max(1)
    }
}

/// A row of a card, to hover and to click.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowBox {
    /// The box.
    pub rect: Rect,
    /// The YAML that made it.
    pub origins: Vec<Span>,
}

/// A text in its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Label {
    /// The baseline's anchor.
    pub at: Point,
    /// Which end of the text stands there.
    pub anchor: Anchor,
    /// How it is drawn.
    pub role: LabelRole,
    /// What it says, cut to fit.
    pub text: String,
    /// The whole text, if it was cut.
    pub full: Option<String>,
}

/// Which end of a text its place means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// How a text is drawn; [`LabelRole::font`](crate::Font) says how large.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LabelRole {
    /// A column's title.
    Column,
    /// A card's title.
    Title,
    /// Beside a title: type, readiness.
    Badge,
    /// Small and quiet: a caption, a node's name.
    Note,
    /// An address, a port: monospaced.
    Mono,
    /// Monospaced and quiet.
    MonoQuiet,
    /// In a chip: small, monospaced.
    Chip,
    /// On an edge: a share.
    Pill,
    /// A reason, a difference: what is wrong.
    Bad,
    /// What a person did to it, beside what the text says.
    Act,
}

/// A label or a term of a selector.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chip {
    /// The box, round at its ends.
    pub rect: Rect,
    /// Its text.
    pub label: Label,
    /// How it is drawn.
    pub state: ChipState,
}

/// How a chip is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChipState {
    /// A label that no selector here wants.
    Plain,
    /// A label that a selector wants, and the selector's term.
    Lit,
    /// A label that nearly fits, or a term that nothing fulfils.
    Missed,
}

/// Where an edge meets a row.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Socket {
    /// The middle.
    pub at: Point,
    /// How it is drawn.
    pub state: SocketState,
}

/// How a socket is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SocketState {
    /// Something passes.
    Live,
    /// Nothing passes now.
    Idle,
    /// A route dies here.
    Dead,
}

/// An edge from one row to another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edge {
    /// A stable id.
    pub id: String,
    /// How it is drawn.
    pub state: EdgeState,
    /// What a screen reader says: "Service default/web port 80/TCP to Pod default/web-1 port 8080/TCP, not ready".
    pub name: String,
    /// The ids of the cards at its ends.
    pub ends: [String; 2],
    /// The four control points of a cubic Bézier curve.
    pub curve: [Point; 4],
    /// The share of traffic, if it is worth saying.
    pub pill: Option<Pill>,
    /// The translation that happens here: `10.96.0.7:80 → 10.244.1.4:8080`.
    pub translation: Option<String>,
    /// The YAML that made it: in the Service and in the Pod.
    pub origins: Vec<Span>,
}

/// How an edge is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EdgeState {
    /// Requests pass: solid.
    Live,
    /// Not ready: dashed, share 0.
    NotReady,
    /// Serving while terminating: dotted.
    Terminating,
    /// An end of it is refused by the API server: as it would be.
    Refused,
}

/// A small box on an edge.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pill {
    /// The box.
    pub rect: Rect,
    /// Its text.
    pub label: Label,
}

/// Where a route dies: a stub of an edge, and the reason in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeadEndBox {
    /// A stable id.
    pub id: String,
    /// What a screen reader says.
    pub name: String,
    /// The id of the card that it leaves.
    pub from: String,
    /// The stubs, one for each row that dies for this reason.
    pub curves: Vec<[Point; 4]>,
    /// The box of the reason.
    pub rect: Rect,
    /// The reason, a label a line.
    pub lines: Vec<Label>,
    /// The YAML that made it.
    pub origins: Vec<Span>,
}
