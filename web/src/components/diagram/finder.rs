use std::rc::Rc;

use playground::scene::{Look, Rect};
use playground::words::FinderWords;
use playground::{Analysis, There};
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

use crate::components::Select;
use crate::components::icon::{Glyph, Icon};
use crate::finding::{self, Place};
use crate::hooks::{Actions, use_actions, use_language, use_look};

#[derive(Properties)]
pub(super) struct FinderProps {
    pub(super) analysis: Rc<Analysis>,
    /// Brings a place of the picture into view.
    pub(super) show: Callback<Rect>,
    pub(super) on_close: Callback<()>,
}

impl PartialEq for FinderProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.analysis, &other.analysis) && self.show == other.show
    }
}

/// The search in the picture, and the choice of what is drawn.
#[component]
pub(super) fn Finder(props: &FinderProps) -> Html {
    let words = FinderWords::of(use_language());
    let actions = use_actions();
    let look = use_look();
    let query = use_state_eq(String::new);
    let at = use_state_eq(|| 0_usize);
    let found = use_memo(
        (Rc::as_ptr(&props.analysis), (*query).clone()),
        |(_, query)| finding::find(&props.analysis.scene, query),
    );
    let field = use_node_ref();
    use_effect_with((), {
        let field = field.clone();
        move |()| {
            if let Some(field) = field.cast::<HtmlElement>() {
                let _ = field.focus();
            }
        }
    });
    let go = {
        let (found, at, show) = (Rc::clone(&found), at.clone(), props.show.clone());
        let actions = actions.clone();
        Callback::from(move |to: usize| {
            if let Some(Place { id, rect }) = found.get(to) {
                at.set(to);
                actions.point_at(Some(Rc::from(id.as_str())));
                show.emit(*rect);
            }
        })
    };
    // What is found first is shown at once; a change of the text alone moves nothing.
    use_effect_with((*query).clone(), {
        let go = go.clone();
        move |_| go.emit(0)
    });
    let count = found.len();
    let asked = !query.trim().is_empty();
    let step = |by: usize| {
        let (go, at) = (go.clone(), *at);
        move || go.emit((at + by) % count.max(1))
    };
    let (next, previous) = (step(1), step(count.saturating_sub(1)));
    let oninput = Callback::from(move |event: InputEvent| {
        query.set(event.target_unchecked_into::<HtmlInputElement>().value());
    });
    let close = {
        let (actions, on_close) = (actions.clone(), props.on_close.clone());
        let whole = Look {
            namespace: None,
            service: None,
            ..look.clone()
        };
        Callback::from(move |()| {
            actions.look(whole.clone());
            actions.point_at(None);
            on_close.emit(());
        })
    };
    let onkeydown = {
        let (next, previous, close) = (next.clone(), previous.clone(), close.clone());
        Callback::from(move |event: KeyboardEvent| {
            // The figure has keys of its own for letters and arrows.
            event.stop_propagation();
            match event.key().as_str() {
                "Escape" => close.emit(()),
                "Enter" if event.shift_key() => previous(),
                "Enter" => next(),
                _ => {}
            }
        })
    };
    let said = match count {
        _ if !asked => String::new(),
        0 => words.none.to_owned(),
        _ => (words.place)((*at).min(count - 1) + 1, count),
    };
    let button = |glyph, name: &'static str, act: Callback<MouseEvent>, disabled| {
        html! {
            <button type="button" class="quiet square" aria-label={name} title={name} {disabled} onclick={act}>
                <Icon {glyph} />
            </button>
        }
    };
    html! {
        <search class="finder" aria-label={words.find} {onkeydown}>
            <input ref={field} type="search" aria-label={words.query} placeholder={words.query} spellcheck="false" {oninput} />
            <span class="finder-steps">
                <output>{ said }</output>
                { button(Glyph::Up, words.previous, Callback::from(move |_| previous()), count < 2) }
                { button(Glyph::Down, words.next, Callback::from(move |_| next()), count < 2) }
                { button(Glyph::Cross, words.close, Callback::from(move |_| close.emit(())), false) }
            </span>
            { choices(&props.analysis.there, &look, words, &actions) }
        </search>
    }
}

/// Where there is something to choose from.
fn choices(there: &There, look: &Look, words: &'static FinderWords, actions: &Actions) -> Html {
    let options = |all: &str, names: &[String]| {
        let all = (String::new(), all.to_owned());
        let names = names.iter().map(|name| (name.clone(), name.clone()));
        std::iter::once(all).chain(names).collect::<Vec<_>>()
    };
    let on_namespace = {
        let (actions, look) = (actions.clone(), look.clone());
        Callback::from(move |name: String| {
            actions.look(Look {
                namespace: Some(name).filter(|name| !name.is_empty()),
                service: None,
                ..look.clone()
            });
        })
    };
    let on_service = {
        let (actions, look) = (actions.clone(), look.clone());
        Callback::from(move |name: String| {
            actions.look(Look {
                service: Some(name).filter(|name| !name.is_empty()),
                ..look.clone()
            });
        })
    };
    let in_namespace = |service: &&String| {
        let namespace = service.split_once('/').map(|(namespace, _)| namespace);
        look.namespace.is_none() || look.namespace.as_deref() == namespace
    };
    let services: Vec<String> = there
        .services
        .iter()
        .filter(in_namespace)
        .cloned()
        .collect();
    html! {
        <>
            if there.namespaces.len() > 1 {
                <Select id="finder-namespace" label={words.namespace} value={look.namespace.clone().unwrap_or_default()}
                    options={options(words.all_namespaces, &there.namespaces)} on_choose={on_namespace} />
            }
            if there.services.len() > 1 {
                <Select id="finder-service" label={words.service} value={look.service.clone().unwrap_or_default()}
                    options={options(words.all_services, &services)} on_choose={on_service} />
            }
        </>
    }
}
