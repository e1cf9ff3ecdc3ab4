//! Everything that the worker is ever asked about a text, in both languages.

use playground::scene::{self, Look, Scene};
use playground::{
    Act, Analysis, Ask, Does, Environment, Fix, Language, Mode, Overlay, Panel, PanelContent,
    Reading, scene::Theme,
};
use serde::Serialize;

use crate::input::Input;
use crate::ranges::Units;

/// The longest text.
const LONGEST: usize = 16 << 10;

pub(crate) fn run(data: &[u8]) {
    let input = Input::of(data);
    let text = input.text(LONGEST);
    let turn = data
        .iter()
        .fold(0_u64, |turn, byte| turn.rotate_left(5) ^ u64::from(*byte));
    let script = Script::of(&input);
    let session = Session {
        units: Units::of(&text),
        turn,
    };
    let mut reading = Reading::of(&text, &Environment::default());
    session.look(&reading, &Look::default());
    session.edit(&reading, &script, text.len());

    let mut overlay: Overlay = script.acts.iter().cloned().collect();
    let offered = session.offered(&reading);
    offered.into_iter().for_each(|act| {
        overlay.push(act);
    });
    reading.act(&overlay);
    let analysis = session.look(&reading, &script.look);
    session.panels(&reading, &script, &analysis.scene);
}

/// What is done with a text, beside reading it.
#[derive(Default)]
struct Script {
    acts: Vec<Act>,
    look: Look,
    asks: Vec<Ask>,
    node: Option<String>,
    service: Option<String>,
    places: Vec<u32>,
}

impl Script {
    fn of(input: &Input<'_>) -> Self {
        let mut script = Self::default();
        for line in input.script().take(32) {
            let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
            match verb {
                "namespace" => script.look.namespace = Some(rest.to_owned()),
                "only" => script.look.service = Some(rest.to_owned()),
                "unfold" => {
                    script.look.unfolded.insert(rest.to_owned());
                }
                "ask" => script.asks.push(ask(rest)),
                "node" => script.node = Some(rest.to_owned()),
                "why" => script.service = Some(rest.to_owned()),
                "at" => script.places.extend(rest.parse::<u32>()),
                _ => script.acts.extend(line.parse::<Act>()),
            }
        }
        script
    }
}

/// `in-cluster web:80 TCP curl 3 0 1`; what is missing is as in a fresh form.
fn ask(line: &str) -> Ask {
    let mut words = line.split(' ');
    let mut word = |fresh: &str| words.next().unwrap_or(fresh).to_owned();
    let (from, to) = (word("in-cluster"), word("web"));
    let (protocol, tool) = (word("TCP"), word("curl"));
    let mut number = || words.next().and_then(|word| word.parse::<u32>().ok());
    Ask {
        from,
        to,
        protocol,
        tool,
        count: number().unwrap_or(1),
        pause: number().unwrap_or_default(),
        seed: number().unwrap_or_default().into(),
    }
}

struct Session {
    units: Units,
    /// Decides what nobody said.
    turn: u64,
}

impl Session {
    fn check<T: Serialize>(&self, value: &T) {
        let value = serde_json::to_value(value);
        assert!(value.is_ok(), "it cannot be sent");
        if let Ok(value) = value {
            self.units.check(&value);
        }
    }

    fn language(&self) -> Language {
        *self.choose(&Language::ALL, 0).unwrap_or(&Language::English)
    }

    fn choose<'a, T>(&self, items: &'a [T], shift: u32) -> Option<&'a T> {
        let turn = (self.turn >> shift).checked_rem(items.len() as u64)?;
        items.get(turn as usize)
    }

    /// In both languages; the one that the turn gives is returned.
    fn look(&self, reading: &Reading, look: &Look) -> Analysis {
        for language in Language::ALL {
            let analysis = reading.analysis_of(look, language);
            self.check(&analysis);
            for problem in &analysis.problems {
                assert!(!problem.message.trim().is_empty() && !problem.label.is_empty());
                problem.fix.iter().for_each(in_order);
            }
            drawn(&analysis.scene);
        }
        reading.analysis_of(look, self.language())
    }

    /// What the editor asks.
    fn edit(&self, reading: &Reading, script: &Script, length: usize) {
        let somewhere = (self.turn >> 8).checked_rem(length.max(1) as u64);
        let places = script.places.iter().copied().take(8);
        for place in places
            .chain(somewhere.map(|place| place as u32))
            .chain([0, length as u32])
        {
            self.check(&reading.complete(place));
            self.check(&reading.describe(place, self.language()));
        }
        if let Some(broken) = reading.break_it(self.turn, &Environment::default()) {
            let value = serde_json::to_value(broken.range).unwrap_or_default();
            Units::of(&broken.text).check(&value);
        }
    }

    /// Some of the acts that the menus offer.
    fn offered(&self, reading: &Reading) -> Vec<Act> {
        let offers = reading.analysis(Language::English).offers;
        let offers = offers.into_iter().flat_map(|offers| offers.offers);
        let acts: Vec<Act> = offers
            .filter_map(|offer| match offer.does {
                Some(Does::Act(act)) => Some(act),
                _ => None,
            })
            .collect();
        let chosen = [12, 20, 28]
            .into_iter()
            .filter(|shift| self.turn >> shift & 3 == 0);
        chosen
            .filter_map(|shift| self.choose(&acts, shift).cloned())
            .collect()
    }

    fn panels(&self, reading: &Reading, script: &Script, scene: &Scene) {
        let language = self.language();
        let fill = |panel: &Panel| {
            let content = reading.panel_of(panel, &script.look, language);
            self.check(&content);
            content
        };
        let mut asks = script.asks.clone();
        let form = fill(&Panel::Request(None));
        if let PanelContent::Request(form) = &form {
            let (from, to) = (self.choose(&form.from, 3), self.choose(&form.to, 17));
            if let (Some(from), Some(to)) = (from, to) {
                let mut fresh = ask("");
                (fresh.from, fresh.to) = (from.value.clone(), to.value.clone());
                asks.push(fresh);
            }
        }
        for ask in asks.into_iter().take(4) {
            if let PanelContent::Request(told) = fill(&Panel::Request(Some(ask.clone())))
                && let Some(told) = told.told
            {
                assert!(!told.end.is_empty());
                scene::course(scene, &told.trail);
            }
            let mode = *self.choose(&Mode::ALL, 5).unwrap_or(&Mode::Iptables);
            let node = script.node.clone();
            let ask = Some(ask);
            fill(&Panel::KubeProxy { node, mode, ask });
        }
        for panel in [
            Panel::Kubectl,
            Panel::Endpoints,
            Panel::Dns,
            Panel::Why {
                service: script.service.clone(),
            },
        ] {
            fill(&panel);
        }
    }
}

/// Asserts that the changes of a fix stand in order and do not overlap.
fn in_order(fix: &Fix) {
    let ordered = fix.edits.iter().zip(fix.edits.iter().skip(1));
    for (one, next) in ordered {
        assert!(one.range.end <= next.range.start, "{:?} overlap", fix.edits);
    }
}

/// Asserts that a picture has a size, and every card its place.
fn drawn(scene: &Scene) {
    for card in &scene.cards {
        let rect = card.rect;
        let numbers = [rect.x, rect.y, rect.width, rect.height];
        assert!(numbers.iter().all(|number| number.is_finite()), "{rect:?}");
    }
    let svg = scene::svg(scene, Theme::Light);
    assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"));
    scene::mermaid(scene);
}
