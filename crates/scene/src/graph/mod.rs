//! What is drawn: cards, their rows and the edges between them, before anything has a place.

mod backends;
mod entries;
mod fold;
mod links;
mod pods;
mod services;

use cluster::Cluster;
use cluster::overview::Overview;
use syntax::Span;
use words::{Language, SceneWords};

use crate::ids::Registry;
use crate::look::Shown;
use crate::model::{CardKind, CardState, ChipState, EdgeState, LabelRole};
use crate::origins::Origins;

pub(crate) use links::percent;

/// Everything that is drawn.
#[derive(Default)]
pub(crate) struct Graph {
    pub(crate) cards: Vec<CardSpec>,
    pub(crate) groups: Vec<GroupSpec>,
    pub(crate) links: Vec<Link>,
    pub(crate) stubs: Vec<Stub>,
    pub(crate) backends: backends::Backends,
    registry: Registry,
}

/// A text and how it is drawn.
#[derive(Clone)]
pub(crate) struct Text {
    pub(crate) text: String,
    pub(crate) role: LabelRole,
}

impl Text {
    pub(crate) fn new(role: LabelRole, text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            role,
        }
    }
}

/// A part of a card between its title and its rows.
pub(crate) enum Block {
    /// A line, perhaps with something at its right end.
    Line { left: Text, right: Option<Text> },
    /// Chips, perhaps with a word before them.
    Chips {
        caption: Option<&'static str>,
        chips: Vec<(String, ChipState)>,
    },
    /// A text that may take several lines.
    Prose(Text),
}

/// A row that edges meet.
pub(crate) struct RowSpec {
    /// What tells it apart on its card, for ids.
    pub(crate) key: String,
    pub(crate) left: Text,
    pub(crate) right: Option<Text>,
    /// Requests to it die here.
    pub(crate) dead: bool,
    pub(crate) origins: Vec<Span>,
}

/// A card without a place.
pub(crate) struct CardSpec {
    pub(crate) id: String,
    pub(crate) kind: CardKind,
    pub(crate) state: CardState,
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) badge: Option<String>,
    /// The names of those that it stands for, if they are several.
    pub(crate) members: Vec<String>,
    /// It is not as the text has it.
    pub(crate) changed: bool,
    pub(crate) blocks: Vec<Block>,
    pub(crate) rows: Vec<RowSpec>,
    pub(crate) origins: Vec<Span>,
    pub(crate) home: Home,
}

/// What a card stands beside.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Home {
    /// Nothing.
    Free,
    /// The cards of a Service: an index into the overview's.
    Lane(usize),
    /// The cards of a node: an index into [`Graph::groups`].
    Group(usize),
}

/// A node's box without a place.
pub(crate) struct GroupSpec {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) origins: Vec<Span>,
}

/// An end of an edge: a card, and one of its rows or its title.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct End {
    pub(crate) card: usize,
    pub(crate) row: Option<usize>,
}

/// An edge without a place.
pub(crate) struct Link {
    pub(crate) id: String,
    pub(crate) from: End,
    pub(crate) to: End,
    pub(crate) state: EdgeState,
    pub(crate) name: String,
    pub(crate) share: Option<String>,
    pub(crate) translation: Option<String>,
    pub(crate) origins: Vec<Span>,
}

/// Rows of a card from which requests go nowhere, for one reason.
pub(crate) struct Stub {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) card: usize,
    pub(crate) rows: Vec<Option<usize>>,
    pub(crate) reason: String,
    pub(crate) origins: Vec<Span>,
}

/// What the graph is made from.
#[derive(Clone, Copy)]
pub(crate) struct Subject<'a> {
    pub(crate) cluster: &'a Cluster,
    pub(crate) overview: &'a Overview,
    pub(crate) origins: &'a Origins<'a>,
    /// What is drawn of it.
    pub(crate) shown: &'a Shown<'a>,
    pub(crate) words: &'static SceneWords,
    pub(crate) language: Language,
}

impl Graph {
    pub(crate) fn of(subject: Subject<'_>) -> Self {
        let mut graph = Self::default();
        entries::add_clients(&mut graph, subject);
        let offered = services::offered_labels(subject);
        let mut cards = Vec::new();
        for (lane, (service, view)) in subject
            .cluster
            .services
            .iter()
            .zip(&subject.overview.services)
            .enumerate()
            .filter(|(lane, _)| subject.shown.service(*lane))
        {
            let card = services::card(&mut graph, subject, &offered, lane, service, view);
            let card = graph.add(card);
            entries::add(&mut graph, subject, lane, card);
            services::add_stubs(&mut graph, subject, card, service, view);
            cards.push((lane, card));
        }
        let mut backends = backends::Backends::new(&mut graph, subject);
        for (lane, card) in cards {
            links::add(&mut graph, subject, &mut backends, lane, card);
        }
        graph.backends = backends;
        entries::drop_idle_clients(&mut graph);
        graph
    }

    fn add(&mut self, card: CardSpec) -> usize {
        self.cards.push(card);
        self.cards.len() - 1
    }

    /// The card's id and the key of its row.
    fn end_ids(&self, end: End) -> (&str, &str) {
        let Some(card) = self.cards.get(end.card) else {
            return ("", "");
        };
        let row = end.row.and_then(|row| card.rows.get(row));
        (&card.id, row.map_or("", |row| &row.key))
    }

    /// What a screen reader calls an end of an edge.
    fn end_name(&self, end: End, words: &SceneWords) -> String {
        let Some(card) = self.cards.get(end.card) else {
            return String::new();
        };
        match end.row.and_then(|row| card.rows.get(row)) {
            Some(row) if !row.key.is_empty() => (words.at_port)(&card.name, &row.key),
            _ => card.name.clone(),
        }
    }

    /// The id and the name of the edge between two ends; `notes` are what is to be said of it.
    fn edge_id_and_name(
        &mut self,
        [from, to]: [End; 2],
        words: &SceneWords,
        notes: &[&str],
    ) -> (String, String) {
        let (from_card, from_row) = self.end_ids(from);
        let (to_card, to_row) = self.end_ids(to);
        let id = crate::ids::edge(from_card, from_row, to_card, to_row);
        let mut name = (words.edge)(&self.end_name(from, words), &self.end_name(to, words));
        for note in notes {
            name.push_str(", ");
            name.push_str(note);
        }
        (self.registry.unique(id), name)
    }
}

/// `80/TCP`
pub(crate) fn port_text(number: u16, protocol: cluster::api::Protocol) -> String {
    format!("{}/{protocol}", number_text(number))
}

/// A port's number; a fragment may have none.
fn number_text(number: u16) -> String {
    match number {
        0 => "?".to_owned(),
        _ => number.to_string(),
    }
}
