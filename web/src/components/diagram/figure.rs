use std::rc::Rc;

use playground::scene::{Rect, Scene};
use playground::words::{FinderWords, PageWords};
use playground::{Analysis, TextRange};
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement, SvgElement};
use yew::prelude::*;

use super::act_menu::ActMenu;
use super::finder::Finder;
use super::layers::Layers;
use super::minimap::Minimap;
use super::viewport::{Viewport, ZOOM, use_hands, use_viewport};
use crate::bridge;
use crate::components::icon::{Glyph, Icon};
use crate::components::menu::focus;
use crate::hooks::{use_actions, use_language, use_look, use_pointing, use_sent, use_words};
use crate::lighting;
use crate::view::Size;

#[derive(Properties)]
pub(super) struct FigureProps {
    pub(super) analysis: Rc<Analysis>,
    /// The picture is of an older text than the editor's.
    pub(super) stale: bool,
}

impl PartialEq for FigureProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.analysis, &other.analysis) && self.stale == other.stale
    }
}

/// The picture in its frame: to look at, to move, to point at.
#[component]
pub(super) fn Figure(props: &FigureProps) -> Html {
    let words = use_words();
    let scene = &props.analysis.scene;
    let frame = use_node_ref();
    let content = Size {
        width: f64::from(scene.width),
        height: f64::from(scene.height),
    };
    let viewport = use_viewport(&frame, content);
    let hands = use_hands(&frame, &viewport);
    let pointers = use_pointers(&props.analysis);
    let menu = use_menu(&props.analysis);
    let onclick = {
        let (hands, go, open) = (hands.clone(), pointers.go.clone(), menu.open.clone());
        Callback::from(move |event: MouseEvent| {
            if hands.has_dragged() {
                return;
            }
            match handle_of(event.target()) {
                Some(handle) => open.emit(handle),
                None => go.emit(event.target()),
            }
        })
    };
    let oncontextmenu = {
        let (frame, open) = (frame.clone(), menu.open.clone());
        let analysis = Rc::clone(&props.analysis);
        Callback::from(move |event: MouseEvent| {
            let handle = part_of(event.target()).and_then(|part| {
                let index = analysis.offers.iter().position(|of| of.part == part)?;
                let selector = format!("[data-handle='{index}']");
                frame.cast::<Element>()?.query_selector(&selector).ok()?
            });
            if let Some(handle) = handle {
                event.prevent_default();
                open.emit(handle);
            }
        })
    };
    let finding = use_state_eq(|| false);
    let onkeydown = {
        let finding = finding.clone();
        let (viewport, go, open) = (viewport.clone(), pointers.go.clone(), menu.open.clone());
        let actions = use_actions();
        let sent = use_sent().is_some();
        Callback::from(move |event: KeyboardEvent| {
            let handled = match event.key().as_str() {
                "/" => {
                    finding.set(true);
                    true
                }
                "Enter" | " " if handle_of(event.target()).is_some() => {
                    handle_of(event.target())
                        .into_iter()
                        .for_each(|handle| open.emit(handle));
                    true
                }
                "Enter" | " " if part_of(event.target()).is_some() => {
                    go.emit(event.target());
                    true
                }
                "Escape" if sent && !event.default_prevented() => {
                    actions.clear_request();
                    true
                }
                _ if event.ctrl_key() || event.meta_key() || event.alt_key() => false,
                key => viewport.key(key),
            };
            if handled {
                event.prevent_default();
            }
        })
    };
    let look = use_look();
    let find = FinderWords::of(use_language()).find;
    let closed = {
        let finding = finding.clone();
        Callback::from(move |()| finding.set(false))
    };
    let moved = {
        let viewport = viewport.clone();
        Callback::from(move |(x, y)| viewport.centre(x, y))
    };
    let show = {
        let moved = moved.clone();
        Callback::from(move |rect: Rect| {
            moved.emit((
                f64::from(rect.x + rect.width / 2.0),
                f64::from(rect.y + rect.height / 2.0),
            ));
        })
    };
    let view = viewport.view;
    let transform = format!(
        "translate({:.2} {:.2}) scale({:.4})",
        view.x, view.y, view.scale
    );
    html! {
        <figure class={classes!("figure", props.stale.then_some("stale"))} aria-label={words.figure} tabindex="0" {onkeydown}>
            <svg
                ref={frame}
                class={classes!("scene", hands.dragging.then_some("dragging"))}
                role="presentation"
                onpointerdown={hands.onpointerdown.clone()}
                onpointermove={hands.onpointermove.clone()}
                onpointerup={hands.onpointerup.clone()}
                onpointercancel={hands.onpointerup.clone()}
                onpointerover={pointers.over}
                onpointerout={pointers.out}
                onfocusin={pointers.focus_in}
                onfocusout={pointers.focus_out}
                {onclick}
                {oncontextmenu}
            >
                <g {transform}>
                    <Layers analysis={Rc::clone(&props.analysis)} window={view.window(viewport.frame)} />
                </g>
            </svg>
            <Caption analysis={Rc::clone(&props.analysis)} />
            if *finding || look.namespace.is_some() || look.service.is_some() {
                <Finder analysis={Rc::clone(&props.analysis)} {show} on_close={closed} />
            }
            <Minimap analysis={Rc::clone(&props.analysis)} view={viewport.view} frame={viewport.frame} on_move={moved} />
            { tools(words, find, &viewport, &finding) }
            { menu.drawn }
        </figure>
    }
}

fn tools(
    words: &'static PageWords,
    find: &'static str,
    viewport: &Viewport,
    finding: &UseStateHandle<bool>,
) -> Html {
    let onclick = {
        let finding = finding.clone();
        Callback::from(move |_| finding.set(!*finding))
    };
    let button = |glyph, name: &'static str, act: Box<dyn Fn(&Viewport)>| {
        let viewport = viewport.clone();
        let onclick = Callback::from(move |_| act(&viewport));
        html! {
            <button type="button" class="quiet square" aria-label={name} title={name} {onclick}>
                <Icon {glyph} />
            </button>
        }
    };
    html! {
        <div class="tools">
            <button type="button" class="quiet square" aria-label={find} title={find} aria-expanded={finding.to_string()} {onclick}>
                <Icon glyph={Glyph::Find} />
            </button>
            { button(Glyph::Minus, words.zoom_out, Box::new(|viewport| viewport.zoom(1.0 / ZOOM))) }
            { button(Glyph::Plus, words.zoom_in, Box::new(|viewport| viewport.zoom(ZOOM))) }
            { button(Glyph::Fit, words.fit, Box::new(Viewport::fit)) }
        </div>
    }
}

/// The menu of acts: how it is opened, and it, while it is open.
struct Menu {
    open: Callback<Element>,
    drawn: Html,
}

#[hook]
fn use_menu(analysis: &Rc<Analysis>) -> Menu {
    let opened = use_state_eq(|| None::<Element>);
    let left = use_mut_ref(|| None::<(Element, Option<Element>)>);
    use_effect_with(Rc::clone(analysis), {
        let left = Rc::clone(&left);
        move |_| {
            // A Pod that was killed takes its button along, and the focus with it: it goes to the picture.
            if let Some((handle, figure)) = &*left.borrow()
                && !handle.is_connected()
                && bridge::has_no_focus()
            {
                let figure = figure.as_ref().and_then(|it| it.dyn_ref::<HtmlElement>());
                focus(figure);
            }
        }
    });
    let on_close = {
        let opened = opened.clone();
        Callback::from(move |()| {
            *left.borrow_mut() = opened.as_ref().map(|handle| {
                let figure = closest(Some(handle.clone().into()), ".figure");
                (handle.clone(), figure)
            });
            if let Some(handle) = opened.as_ref().and_then(|it| it.dyn_ref::<SvgElement>()) {
                // A button that is gone cannot take the focus.
                let _ = handle.focus();
            }
            opened.set(None);
        })
    };
    let offers = opened.as_ref().and_then(|handle| {
        let index = handle.get_attribute("data-handle")?.parse::<usize>().ok()?;
        analysis.offers.get(index)
    });
    let drawn = match (opened.as_ref(), offers) {
        (Some(handle), Some(offers)) => {
            let at = handle.get_bounding_client_rect();
            html! {
                <ActMenu offers={offers.clone()} at={(at.left(), at.bottom())} {on_close} />
            }
        }
        _ => Html::default(),
    };
    Menu {
        open: Callback::from(move |handle| opened.set(Some(handle))),
        drawn,
    }
}

/// The button of a menu that `target` belongs to.
fn handle_of(target: Option<EventTarget>) -> Option<Element> {
    closest(target, "[data-handle]")
}

/// Pointing at parts: one handler for the whole picture, however many parts there are.
struct Pointers {
    over: Callback<PointerEvent>,
    out: Callback<PointerEvent>,
    focus_in: Callback<FocusEvent>,
    focus_out: Callback<FocusEvent>,
    go: Callback<Option<EventTarget>>,
}

#[hook]
fn use_pointers(analysis: &Rc<Analysis>) -> Pointers {
    let actions = use_actions();
    let point = {
        let actions = actions.clone();
        Callback::from(move |target| actions.point_at(part_of(target).map(Rc::from)))
    };
    let go = {
        let analysis = Rc::clone(analysis);
        Callback::from(move |target: Option<EventTarget>| {
            if let Some(part) = part_of(target.clone()) {
                actions.select(part);
            }
            if let Some(range) = place_of(&analysis.scene, target) {
                actions.go_to(range);
            }
        })
    };
    let (over, focus_in, out, focus_out) = (point.clone(), point.clone(), point.clone(), point);
    Pointers {
        over: Callback::from(move |event: PointerEvent| over.emit(event.target())),
        focus_in: Callback::from(move |event: FocusEvent| focus_in.emit(event.target())),
        out: Callback::from(move |event: PointerEvent| out.emit(event.related_target())),
        focus_out: Callback::from(move |event: FocusEvent| focus_out.emit(event.related_target())),
        go,
    }
}

/// The id of the part that `target` belongs to.
fn part_of(target: Option<EventTarget>) -> Option<String> {
    closest(target, "[data-part]")?.get_attribute("data-part")
}

/// Where a click on `target` goes: to what made the row, else the part.
fn place_of(scene: &Scene, target: Option<EventTarget>) -> Option<TextRange> {
    let id = part_of(target.clone())?;
    let row = closest(target, "[data-row]")
        .and_then(|row| row.get_attribute("data-row")?.parse::<usize>().ok());
    let card = scene.cards.iter().find(|card| card.id == id);
    let of_row = card
        .zip(row)
        .and_then(|(card, row)| card.rows.get(row)?.origins.first());
    let span = of_row.or_else(|| lighting::origins(scene, &id)?.first())?;
    Some(TextRange {
        start: span.start,
        end: span.end,
    })
}

fn closest(target: Option<EventTarget>, selector: &str) -> Option<Element> {
    target?.dyn_into::<Element>().ok()?.closest(selector).ok()?
}

#[derive(Properties)]
struct CaptionProps {
    analysis: Rc<Analysis>,
}

impl PartialEq for CaptionProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.analysis, &other.analysis)
    }
}

/// What is pointed at, in words; while nothing is, what pointing does.
#[component]
fn Caption(props: &CaptionProps) -> Html {
    let words = use_words();
    let part = use_pointing().part;
    let scene = &props.analysis.scene;
    let said = part.as_deref().and_then(|id| lighting::caption(scene, id));
    html! {
        <figcaption class="caption">
            if let Some((name, more)) = said {
                <strong>{ name }</strong>
                if !more.is_empty() {
                    <span>{ more }</span>
                }
            } else {
                <span>{ words.figure_hint }</span>
            }
        </figcaption>
    }
}
