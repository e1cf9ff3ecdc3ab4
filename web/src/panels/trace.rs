use std::rc::Rc;

use playground::words::RequestWords;
use playground::{Share, Told, WherePlace};
use yew::prelude::*;

use crate::hooks::{use_actions, use_language};
use crate::state::Spot;

/// So many places are listed; the others are counted.
const SHARES_SHOWN: usize = 40;

#[derive(Properties, PartialEq)]
pub(super) struct TraceProps {
    pub(super) told: Told,
}

/// What became of a request, step by step.
#[component]
pub(super) fn Trace(props: &TraceProps) -> Html {
    let words = RequestWords::of(use_language());
    let told = &props.told;
    let hidden = told.spread.len().saturating_sub(SHARES_SHOWN);
    let mark = told.trail.end.iter().map(|end| end.part.clone());
    html! {
        <>
            <ol>
                for step in &told.steps {
                    <li>
                        <Evidence text={step.text.clone()} parts={step.parts.clone()} places={step.places.clone()} />
                    </li>
                }
            </ol>
            <p class={classes!("end", if told.ok { "arrived" } else { "died" })}>
                <Evidence text={told.end.clone()} parts={mark.collect::<Vec<_>>()} places={told.places.clone()} />
            </p>
            if !told.help.is_empty() {
                <p class="panel-note">{ &told.help }</p>
            }
            <ul class="spread">
                for place in told.spread.iter().take(SHARES_SHOWN) {
                    { share(words, place, &told.spread) }
                }
                if hidden > 0 {
                    <li>{ (words.more)(hidden) }</li>
                }
            </ul>
        </>
    }
}

fn share(words: &RequestWords, place: &Share, all: &[Share]) -> Html {
    let sent: u32 = all.iter().map(|share| share.count).sum();
    let percent = format!("{:.0}", place.odds * 100.0);
    let said = (words.share)(&percent, place.count, sent);
    html! {
        <li key={place.address.clone()}>
            <span class="arrival">
                <b><Evidence text={place.name.clone()} parts={vec![place.id.clone()]} places={place.places.clone()} /></b>
                <code>{ &place.address }</code>
            </span>
            <span class="odds">
                <meter min="0" max={sent.to_string()} value={place.count.to_string()} aria-label={said.clone()} />
                { said }
            </span>
            for note in &place.notes {
                <span class="panel-note">{ note }</span>
            }
        </li>
    }
}

#[derive(Properties, PartialEq)]
struct EvidenceProps {
    text: String,
    parts: Vec<String>,
    places: Vec<WherePlace>,
}

/// A sentence and where it comes from: with the pointer or the focus on it, its part of the picture and its lines are lit.
#[component]
fn Evidence(props: &EvidenceProps) -> Html {
    let actions = use_actions();
    let EvidenceProps {
        text,
        parts,
        places,
    } = props;
    if parts.is_empty() && places.is_empty() {
        return html! { { text } };
    }
    let light = {
        let actions = actions.clone();
        let spot = Rc::new(Spot {
            parts: parts.clone(),
            ranges: places.iter().map(|place| place.range).collect(),
        });
        Callback::from(move |()| actions.spot(Some(Rc::clone(&spot))))
    };
    let dim = {
        let actions = actions.clone();
        Callback::from(move |()| actions.spot(None))
    };
    let go = |place: &WherePlace| {
        let (actions, range) = (actions.clone(), place.range);
        Callback::from(move |_: MouseEvent| actions.go_to(range))
    };
    html! {
        <span
            class="evidence"
            onpointerenter={light.reform(|_| ())}
            onpointerleave={dim.reform(|_| ())}
            onfocusin={light.reform(|_| ())}
            onfocusout={dim.reform(|_| ())}
        >
            <button type="button" class="said" onclick={places.first().map(go)}>{ text }</button>
            for place in places {
                { " " }
                <button type="button" class="rung-place" onclick={go(place)}>{ &place.label }</button>
            }
        </span>
    }
}
