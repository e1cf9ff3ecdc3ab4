//! The request that was sent, in the picture: where it runs, how often, and where it dies.

use std::collections::BTreeSet;
use std::rc::Rc;

use playground::Analysis;
use playground::scene::{self, Course, MarkBox, Stream};
use web_sys::Element;
use yew::prelude::*;

use super::edge::curve;
use super::label::{frame, text};
use crate::bridge;
use crate::hooks::{use_result, use_sent};
use crate::state::{Sent, Shown};

/// More dots than this are no longer seen one by one.
const DOTS: u32 = 12;
/// How long a dot takes from the client to the end, in seconds.
const RUN: f64 = 2.4;
/// So often does it run.
const RUNS: &str = "3";

/// A request in this picture.
#[derive(PartialEq)]
pub(super) struct Way {
    /// The ids of what it passes.
    pub(super) parts: BTreeSet<String>,
    /// What was sent.
    sent: Sent,
    course: Course,
}

/// The request that was sent, if this is the picture that it was told for.
#[hook]
pub(super) fn use_way(analysis: &Rc<Analysis>) -> Option<Rc<Way>> {
    let shown = use_result().shown;
    let sent = use_sent().filter(|sent| {
        let of = |shown: &Shown| {
            shown.revision == sent.revision && Rc::ptr_eq(&shown.analysis, analysis)
        };
        shown.as_ref().is_some_and(of)
    });
    let way = use_memo((sent, shown), |(sent, shown)| {
        let (sent, shown) = sent.as_ref().zip(shown.as_ref())?;
        Some(Rc::new(Way {
            parts: sent.trail.parts().map(str::to_owned).collect(),
            sent: sent.clone(),
            course: scene::course(&shown.analysis.scene, &sent.trail),
        }))
    });
    (*way).clone()
}

#[derive(Properties, PartialEq)]
pub(super) struct WayProps {
    pub(super) way: Rc<Way>,
}

/// The dots, below the cards; they run a few times and are gone. Whoever wants no motion has the numbers, which everybody has.
#[component]
pub(super) fn Runs(props: &WayProps) -> Html {
    let course = &props.way.course;
    let group = use_node_ref();
    // Not whenever the picture moves: only for another request, or another way.
    let run = (props.way.sent.round, Rc::clone(&props.way.sent.trail));
    use_effect_with((run, group.clone()), |(_, group)| {
        if let Some(group) = group.cast::<Element>() {
            bridge::animate(&group);
        }
    });
    let sent: u32 = course.streams.iter().map(|stream| stream.count).sum();
    let streams = course.streams.len();
    let still = bridge::wants_stillness();
    html! {
        <g ref={group} class="way" aria-hidden="true">
            for bypass in &course.bypasses {
                <path class="bypass" d={curve(bypass)} />
            }
            for (index, stream) in course.streams.iter().enumerate().filter(|_| !still) {
                { dots(stream, index, streams, sent) }
            }
        </g>
    }
}

/// As many dots as fit the stream's share, evenly in time, and between those of the other streams.
fn dots(stream: &Stream, index: usize, streams: usize, sent: u32) -> Html {
    let all = sent.min(DOTS);
    let share = f64::from(stream.count) / f64::from(sent.max(1));
    let few = (share * f64::from(all)).round();
    let count = if stream.count > 0 { few.max(1.0) } else { 0.0 };
    let path: String = stream
        .curves
        .iter()
        .map(curve)
        .collect::<Vec<_>>()
        .join("L");
    // The curves are joined by lines across the cards.
    let path = path.replace("LM", "L");
    let offset = index as f64 / streams.max(1) as f64;
    let dots = std::iter::successors(Some(0.0), |at| Some(at + 1.0)).take_while(|at| *at < count);
    let duration = format!("{RUN}s");
    html! {
        for at in dots {
            <circle class="dot" r="5" transform="scale(0)">
                // Its size, not its opacity: that is a style, and Firefox holds animations of styles to the page's policy.
                <animateTransform
                    attributeName="transform"
                    type="scale"
                    values="0;1;1;0"
                    keyTimes="0;0.06;0.94;1"
                    begin="indefinite"
                    dur={duration.clone()}
                    repeatCount={RUNS}
                    data-after={format!("{:.2}", (at + offset) / count * RUN)}
                />
                <animateMotion
                    path={path.clone()}
                    begin="indefinite"
                    dur={duration.clone()}
                    repeatCount={RUNS}
                    data-after={format!("{:.2}", (at + offset) / count * RUN)}
                />
            </circle>
        }
    }
}

/// The numbers and the mark, above everything.
#[component]
pub(super) fn Signs(props: &WayProps) -> Html {
    let course = &props.way.course;
    let numbers = course
        .streams
        .iter()
        .filter_map(|stream| stream.number.as_ref());
    html! {
        <g class="way" aria-hidden="true">
            for number in numbers {
                <g class="pill number">
                    { frame("pill-box", number.rect, number.rect.height / 2.0) }
                    { text(&number.label) }
                </g>
            }
            if let Some(mark) = &course.mark {
                { mark_view(mark) }
            }
        </g>
    }
}

fn mark_view(mark: &MarkBox) -> Html {
    let (x, y) = (mark.sign.x, mark.sign.y);
    let (class, sign) = if mark.dies {
        (
            "mark dies",
            format!("M{} {}l8 8m0 -8l-8 8", x - 4.0, y - 4.0),
        )
    } else {
        ("mark", format!("M{} {y}h9m-4 -4l4 4l-4 4", x - 5.0))
    };
    html! {
        <g {class}>
            { frame("mark-box", mark.rect, mark.rect.height / 2.0) }
            <path class="mark-sign" d={sign} />
            { text(&mark.label) }
        </g>
    }
}
