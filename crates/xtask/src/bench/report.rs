//! All that was measured, as one page.

use std::fmt::Write as _;

use anyhow::Result;

use super::browser::{Keystrokes, Page, Stroke};
use super::inputs::Size;
use super::kubediagrams::{self, Drawn};
use super::native::Stage;
use super::numbers::{growth, median, p95, time};
use crate::wire;

/// What there is to tell.
pub(super) struct Measured {
    pub(super) machine: String,
    /// In the order of [`Size::ALL`], as all that follows.
    pub(super) pages: Vec<Page>,
    pub(super) stages: Vec<Stage>,
    pub(super) drawn: Result<Drawn>,
    pub(super) wire: Vec<wire::File>,
}

/// In a table, what there is not.
const NONE: &str = "–";

/// Writes the page.
pub(super) fn write(measured: &Measured) -> String {
    let (browser, date) = measured
        .pages
        .first()
        .map_or((NONE, NONE), |page| (&*page.browser, &*page.date));
    let mut page = format!(
        "# Benchmarks\n\nWritten by `cargo xtask bench` on {date}: {machine}; Chromium {browser}, headless, without a GPU. What is measured is in \
         `crates/xtask/src/bench/` and `tests/bench/`; `cargo xtask bench text SIZE` prints a manifest that is measured.\n",
        machine = measured.machine,
    );
    for part in [goals, keystrokes, parsers, native, others, memory, wire] {
        page.push('\n');
        page.push_str(&part(measured));
    }
    page
}

/// A table with a title and a sentence above it.
fn table(title: &str, about: &str, head: &[&str], rows: &[Vec<String>]) -> String {
    let mut table = format!("## {title}\n\n{about}\n\n| {} |\n", head.join(" | "));
    let _ = writeln!(table, "|{}", " --- |".repeat(head.len()));
    for row in rows {
        let _ = writeln!(table, "| {} |", row.join(" | "));
    }
    table
}

/// The measures of a keystroke, in the order in which they are told.
const MEASURES: [fn(&Stroke) -> f64; 4] = [
    |stroke| stroke.analyze,
    |stroke| stroke.layout,
    |stroke| stroke.render,
    |stroke| stroke.whole,
];
const ANALYZE: fn(&Stroke) -> f64 = MEASURES[0];
const WHOLE: fn(&Stroke) -> f64 = MEASURES[3];

fn all(keystrokes: &Keystrokes, measure: fn(&Stroke) -> f64) -> Vec<f64> {
    keystrokes.strokes.iter().map(measure).collect()
}

fn middle(page: &Page, measure: fn(&Stroke) -> f64) -> Option<f64> {
    median(&all(page.keystrokes.as_ref()?, measure))
}

fn told(ms: Option<f64>) -> String {
    ms.map_or_else(|| NONE.to_owned(), time)
}

impl Measured {
    fn page(&self, size: Size) -> Option<&Page> {
        let mut pages = Size::ALL.into_iter().zip(&self.pages);
        pages.find(|(of, _)| *of == size).map(|(_, page)| page)
    }

    /// The growth of a cost from M to XL, by the length of the text.
    fn growth(&self, cost: impl Fn(&Page) -> Option<f64>) -> Option<f64> {
        let point = |size| {
            let page = self.page(size)?;
            Some((page.bytes, cost(page)?))
        };
        Some(growth(point(Size::M)?, point(Size::XL)?))
    }

    fn keystrokes(&self, size: Size) -> Option<&Keystrokes> {
        self.page(size)?.keystrokes.as_ref()
    }
}

fn exponent(growth: Option<f64>) -> String {
    growth.map_or_else(|| NONE.to_owned(), |growth| format!("n^{growth:.2}"))
}

fn name(size: Size) -> String {
    let (services, pods) = size.services_and_pods();
    format!("{}: {services} Services, {pods} Pods", size.name())
}

/// How many long tasks there were, and the longest.
fn long(tasks: &[f64]) -> String {
    let longest = tasks.iter().copied().fold(0.0, f64::max);
    match tasks.len() {
        0 => "none".to_owned(),
        count => format!("{count}, up to {}", time(longest)),
    }
}

fn keystrokes(measured: &Measured) -> String {
    let row = |(size, page): (Size, &Page)| {
        let mut row = vec![name(size), format!("{:.0} KB", page.bytes / 1000.0)];
        let Some(keystrokes) = &page.keystrokes else {
            row.push("no answer within ten seconds".to_owned());
            row.extend([(); 5].map(|()| NONE.to_owned()));
            return row;
        };
        for measure in MEASURES {
            let times = all(keystrokes, measure);
            row.push(format!("{} / {}", told(median(&times)), told(p95(&times))));
        }
        row.push(long(&keystrokes.long_tasks.typing));
        row.push(long(&keystrokes.long_tasks.opening));
        row
    };
    let mut rows: Vec<_> = Size::ALL
        .into_iter()
        .zip(&measured.pages)
        .map(row)
        .collect();
    let mut last = vec!["growth from M to XL".to_owned(), String::new()];
    last.extend(MEASURES.map(|measure| exponent(measured.growth(|page| middle(page, measure)))));
    last.extend([String::new(), String::new()]);
    rows.push(last);
    table(
        "A keystroke",
        "In the middle and at worst of 95 in 100, by the page's own User Timing measures: `analyze` (read, admit, resolve) and `layout` (say and \
         draw) in the worker, `render` on the page, from the arrival of the answer until the picture is in the document. The whole is from \
         the key's event until the frame with the new picture is done; a frame begins as soon as there is something new, so the wait \
         for a screen's next sixtieth of a second is not in it. The key is typed into the port of the first Service. Long tasks hold the page's thread for more than \
         50 ms: while typing (every keystroke of that size together), and from pasting the whole text until the page rests.",
        &[
            "size",
            "text",
            "analyze",
            "layout",
            "render",
            "whole",
            "long tasks, typing",
            "long tasks, pasting",
        ],
        &rows,
    )
}

fn parsers(measured: &Measured) -> String {
    let row = |(size, page): (Size, &Page)| {
        let ours = middle(page, ANALYZE);
        let [js_yaml, yaml] =
            [&page.parsers.js_yaml, &page.parsers.yaml].map(|times| median(times));
        let times = |theirs: Option<f64>| {
            theirs.zip(ours).map_or_else(
                || NONE.to_owned(),
                |(theirs, ours)| format!("{:.1}×", theirs / ours),
            )
        };
        vec![
            size.name().to_owned(),
            told(ours),
            told(js_yaml),
            times(js_yaml),
            told(yaml),
            times(yaml),
        ]
    };
    let rows: Vec<_> = Size::ALL
        .into_iter()
        .zip(&measured.pages)
        .map(row)
        .collect();
    table(
        "Beside parsers",
        "In the same page and the same run: our whole `analyze` in the worker, and what npm's `js-yaml` (`loadAll`) and `yaml` \
         (`parseAllDocuments`) take to only parse the same text. The middle of each, after a warm-up, and how often ours fits into theirs.",
        &[
            "size",
            "our whole analysis",
            "js-yaml only parses",
            "",
            "yaml only parses",
            "",
        ],
        &rows,
    )
}

fn native(measured: &Measured) -> String {
    let bytes = |size| measured.page(size).map(|page| page.bytes);
    let row = |stage: &Stage| {
        let at = |size| {
            Size::ALL
                .into_iter()
                .zip(&stage.times)
                .find(|(of, _)| *of == size)
                .map(|(_, ms)| *ms)
        };
        let mut row = vec![format!("`{}`", stage.name)];
        row.extend(stage.times.iter().map(|ms| time(*ms)));
        let throughput = bytes(Size::XL).zip(at(Size::XL));
        row.push(throughput.map_or_else(
            || NONE.to_owned(),
            |(bytes, ms)| format!("{:.1} MB/s", bytes / ms / 1000.0),
        ));
        let points = bytes(Size::M)
            .zip(at(Size::M))
            .zip(bytes(Size::XL).zip(at(Size::XL)));
        row.push(exponent(points.map(|(m, xl)| growth(m, xl))));
        row
    };
    let rows: Vec<_> = measured.stages.iter().map(row).collect();
    table(
        "Natively",
        "Each stage, measured by criterion (`cargo bench --package playground`); `analyze` is all that stands above it, `layout` what follows it.",
        &["stage", "S", "M", "L", "XL", "at XL", "growth from M to XL"],
        &rows,
    )
}

fn others(measured: &Measured) -> String {
    match &measured.drawn {
        Ok(Drawn { version, times }) => {
            let ours = |size| {
                let mut times = 0.0;
                for stage in measured
                    .stages
                    .iter()
                    .filter(|stage| ["analyze", "layout"].contains(&stage.name))
                {
                    times += Size::ALL
                        .into_iter()
                        .zip(&stage.times)
                        .find(|(of, _)| *of == size)?
                        .1;
                }
                Some(times)
            };
            let rows: Vec<_> = kubediagrams::SIZES
                .into_iter()
                .zip(times)
                .map(|(size, ms)| vec![name(size), time(*ms), told(ours(size))])
                .collect();
            table(
                "KubeDiagrams",
                &format!(
                    "KubeDiagrams {version} (PyPI) makes a picture of the same text, natively, with the start of Python and graphviz; beside it our `analyze` and `layout`, natively."
                ),
                &["size", "KubeDiagrams", "ours"],
                &rows,
            )
        }
        Err(error) => format!("## KubeDiagrams\n\nNot measured: {error}.\n"),
    }
}

fn memory(measured: &Measured) -> String {
    let rows: Vec<_> = Size::ALL
        .into_iter()
        .map(|size| {
            let memory = measured
                .keystrokes(size)
                .map(|keystrokes| &keystrokes.memory);
            let told = |bytes: Option<f64>| {
                bytes.map_or_else(|| NONE.to_owned(), |bytes| format!("{:.0} MB", bytes / 1e6))
            };
            vec![
                size.name().to_owned(),
                told(memory.map(|it| it.page)),
                told(memory.map(|it| it.worker)),
            ]
        })
        .collect();
    table(
        "Memory",
        "The Wasm's memory once every key was typed; it only ever grows.",
        &["size", "page", "worker"],
        &rows,
    )
}

fn wire(measured: &Measured) -> String {
    let size = |bytes: u64| format!("{:.1} KB", bytes as f64 / 1000.0);
    let when = |at_first| {
        if at_first {
            "at once"
        } else {
            "when somebody begins to do something"
        }
    };
    let mut rows: Vec<_> = (measured.wire.iter())
        .map(|file| {
            vec![
                format!("`{}`", file.name),
                size(file.sent),
                when(file.at_first).to_owned(),
            ]
        })
        .collect();
    rows.push(vec![
        "a first visit".to_owned(),
        size(wire::first_visit(&measured.wire)),
        String::new(),
    ]);
    table(
        "Over the wire",
        "The page and everything it is made of, as brotli; the editor comes after the first picture.",
        &["file", "size", "fetched"],
        &rows,
    )
}

fn goals(measured: &Measured) -> String {
    let worst = |size| p95(&all(measured.keystrokes(size)?, WHOLE));
    let within = |size: Size, most: f64| {
        let worst = worst(size);
        (
            format!(
                "{}: from the key to the painted picture within {}, 95 of 100",
                size.name(),
                time(most)
            ),
            told(worst),
            worst.is_some_and(|ms| ms <= most),
        )
    };
    // How often our analysis fits into the other's parsing, where that is the least.
    let least = |of: fn(&Page) -> &Vec<f64>| {
        let times = measured
            .pages
            .iter()
            .map(|page| Some(median(of(page))? / middle(page, ANALYZE)?));
        times
            .collect::<Option<Vec<f64>>>()?
            .into_iter()
            .reduce(f64::min)
    };
    let beats = |what: &str, least: Option<f64>, wanted: f64| {
        let told = least.map_or_else(
            || NONE.to_owned(),
            |least| format!("{least:.1}× at the least"),
        );
        (
            what.to_owned(),
            told,
            least.is_some_and(|least| least >= wanted),
        )
    };
    let growth = measured.growth(|page| Some(middle(page, ANALYZE)? + middle(page, MEASURES[1])?));
    let tasks: Option<Vec<f64>> = Size::ALL
        .into_iter()
        .map(|size| {
            let tasks = &measured.keystrokes(size)?.long_tasks;
            Some(
                tasks
                    .opening
                    .iter()
                    .chain(&tasks.typing)
                    .copied()
                    .fold(0.0, f64::max),
            )
        })
        .collect();
    let longest = tasks.and_then(|tasks| tasks.into_iter().reduce(f64::max));
    let goals = [
        within(Size::S, 8.0),
        within(Size::L, 150.0),
        within(Size::XL, 2000.0),
        beats(
            "the whole analysis takes less than js-yaml only parsing, at every size",
            least(|page| &page.parsers.js_yaml),
            1.0,
        ),
        beats(
            "and a fifth of yaml only parsing",
            least(|page| &page.parsers.yaml),
            5.0,
        ),
        (
            "analysis and layout grow no worse than n^1.1".to_owned(),
            exponent(growth),
            growth.is_some_and(|growth| growth <= 1.1),
        ),
        (
            "no task over 50 ms on the page's thread, at any size".to_owned(),
            longest.map_or_else(
                || NONE.to_owned(),
                |longest| {
                    if longest > 0.0 {
                        format!("up to {}", time(longest))
                    } else {
                        "none".to_owned()
                    }
                },
            ),
            longest == Some(0.0),
        ),
    ];
    let rows = goals
        .map(|(goal, told, met)| vec![goal, told, if met { "met" } else { "not met" }.to_owned()]);
    table(
        "Goals",
        "What was aimed at, and what was measured.",
        &["goal", "measured", ""],
        &rows,
    )
}
