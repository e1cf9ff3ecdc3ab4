use playground::words::PanelWords;
use playground::{PanelContent, ToldCheck, ToldLadder, ToldRung, Verdict};
use yew::prelude::*;

use super::Panel;
use crate::components::{CopyButton, Glyph, Icon, Select};
use crate::hooks::{use_actions, use_filled, use_language, use_words};
use crate::state::Choice;

/// Why each Pod is or is not behind a Service.
pub(super) const PANEL: Panel = Panel {
    id: "panel-why",
    tab: "tab-why",
    title: |words| words.why,
    asks: |choices| {
        Some(playground::Panel::Why {
            service: choices.service.clone(),
        })
    },
    content: || html! { <Why /> },
};

#[component]
fn Why() -> Html {
    let page = use_words();
    let words = PanelWords::of(use_language());
    let actions = use_actions();
    let Some(filled) = use_filled() else {
        return Html::default();
    };
    let PanelContent::Why(told) = &*filled.content else {
        return Html::default();
    };
    if told.choices.is_empty() {
        return html! { <p class="panel-empty">{ page.panel_empty }</p> };
    }
    let options = told
        .choices
        .iter()
        .map(|choice| (choice.value.clone(), choice.label.clone()))
        .collect::<Vec<_>>();
    let on_choose = Callback::from(move |service| actions.choose(Choice::Service(service)));
    html! {
        <div class="why">
            <div class="choices">
                <Select id="why-service" label={words.service} value={told.chosen.clone()} {options} {on_choose} />
            </div>
            <div class="why-columns">
                <section aria-labelledby="why-ladders">
                    <h3 id="why-ladders">{ words.ladders }</h3>
                    <ul class="ladders" aria-labelledby="why-ladders">
                        for (index, ladder) in told.ladders.iter().enumerate() {
                            <Ladder key={ladder.title.clone()} ladder={ladder.clone()} open={index == 0} />
                        }
                    </ul>
                    if let Some(note) = &told.note {
                        <p class="panel-note">{ note }</p>
                    }
                </section>
                <section aria-labelledby="why-checks">
                    <h3 id="why-checks">{ words.checks }</h3>
                    <ol class="checks" aria-labelledby="why-checks">
                        for check in &told.checks {
                            <Check check={check.clone()} />
                        }
                    </ol>
                </section>
            </div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct LadderProps {
    ladder: ToldLadder,
    /// Whether it is unfolded at first.
    open: bool,
}

/// A Pod: what decides, and every condition on demand.
#[component]
fn Ladder(props: &LadderProps) -> Html {
    let ladder = &props.ladder;
    html! {
        <li>
            <details open={props.open}>
                <summary>
                    <Mark verdict={verdict(ladder.ok)} />
                    <span><b>{ &ladder.title }</b>{ " " }<span class="decides">{ &ladder.summary }</span></span>
                </summary>
                <ol class="rungs">
                    for rung in &ladder.rungs {
                        <Rung rung={rung.clone()} />
                    }
                </ol>
            </details>
        </li>
    }
}

#[derive(Properties, PartialEq)]
struct RungProps {
    rung: ToldRung,
}

/// A condition, with the way to both of its lines.
#[component]
fn Rung(props: &RungProps) -> Html {
    let actions = use_actions();
    let rung = &props.rung;
    html! {
        <li>
            <Mark verdict={verdict(rung.ok)} />
            <div>
                <b>{ &rung.title }</b>{ " " }{ &rung.text }{ " " }
                for place in &rung.places {
                    <button
                        type="button"
                        class="rung-place"
                        onclick={Callback::from({
                            let (actions, range) = (actions.clone(), place.range);
                            move |_| actions.go_to(range)
                        })}
                    >
                        { &place.label }
                    </button>
                }
            </div>
        </li>
    }
}

#[derive(Properties, PartialEq)]
struct CheckProps {
    check: ToldCheck,
}

/// A question, its answer, and the command that asks a real cluster.
#[component]
fn Check(props: &CheckProps) -> Html {
    let check = &props.check;
    html! {
        <li>
            <Mark verdict={check.verdict} />
            <div>
                <b>{ &check.question }</b>{ " " }{ &check.answer }
                <div class="check-command">
                    <code>{ &check.command }</code>
                    <CopyButton text={check.command.clone()} what={check.question.clone()} />
                </div>
            </div>
        </li>
    }
}

const fn verdict(ok: bool) -> Verdict {
    if ok { Verdict::Passed } else { Verdict::Failed }
}

#[derive(Properties, PartialEq)]
struct MarkProps {
    verdict: Verdict,
}

/// How an answer is meant, by shape and by name, not by colour alone.
#[component]
fn Mark(props: &MarkProps) -> Html {
    let words = PanelWords::of(use_language());
    let (class, glyph, name) = match props.verdict {
        Verdict::Passed => ("passed", Glyph::Tick, words.passed),
        Verdict::Failed => ("failed", Glyph::Cross, words.failed),
        Verdict::Skipped => ("skipped", Glyph::Minus, words.skipped),
    };
    html! {
        <span class={classes!("mark", class)} role="img" aria-label={name}><Icon {glyph} /></span>
    }
}
