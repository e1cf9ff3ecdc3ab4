use playground::{Analysis, Language};
use yew::prelude::*;

use super::examples_menu::ExamplesMenu;
use super::export::ExportButton;
use super::help::HelpButton;
use super::icon::{Glyph, Icon};
use super::lessons::LessonsMenu;
use super::share::ShareButton;
use crate::hooks::{use_actions, use_result, use_settings, use_words};
use crate::state::Theme;

/// The top of the page.
#[component]
pub(crate) fn Header() -> Html {
    let words = use_words();
    html! {
        <header class="header">
            <div class="brand">
                <Mark />
                <h1>{ words.name }</h1>
                <span class="version">{ words.version }</span>
            </div>
            <Summary />
            <div class="header-actions">
                <ExamplesMenu />
                <LessonsMenu />
                <ShareButton />
                <ExportButton />
                <LanguageSwitch />
                <ThemeSwitch />
                <HelpButton />
            </div>
        </header>
    }
}

/// The sign of the product: one socket, two ways on.
#[component]
fn Mark() -> Html {
    html! {
        <svg class="mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path class="mark-live" d="M6 12C12 12 12 6 18 6" />
            <path class="mark-idle" d="M6 12C12 12 12 18 18 18" />
            <circle class="mark-from" cx="5" cy="12" r="3" />
            <circle class="mark-to" cx="19" cy="6" r="3" />
            <circle class="mark-off" cx="19" cy="18" r="3" />
        </svg>
    }
}

/// How much there is, told anew whenever it changes.
#[component]
pub(super) fn Summary() -> Html {
    let result = use_result();
    let analysis = result.shown.as_ref().map(|shown| &*shown.analysis);
    let sentence = analysis.map(|analysis| analysis.summary.sentence.clone());
    html! {
        <p class={classes!("summary", analysis.and_then(worst))} role="status">
            { sentence.unwrap_or_default() }
        </p>
    }
}

fn worst(analysis: &Analysis) -> Option<&'static str> {
    let summary = &analysis.summary;
    match (summary.errors, summary.warnings) {
        (0, 0) => None,
        (0, _) => Some("has-warnings"),
        _ => Some("has-errors"),
    }
}

/// Leads to the other language, in that language's own words.
#[component]
fn LanguageSwitch() -> Html {
    let words = use_words();
    let actions = use_actions();
    let current = use_settings().language;
    let others = Language::ALL
        .into_iter()
        .filter(move |other| *other != current);
    html! {
        for language in others {
            <button
                type="button"
                class="quiet"
                lang={language.code()}
                title={words.switch_language}
                onclick={Callback::from({
                    let actions = actions.clone();
                    move |_| actions.speak(language)
                })}
            >
                { language.name() }
            </button>
        }
    }
}

/// Goes round the themes.
#[component]
fn ThemeSwitch() -> Html {
    let words = use_words();
    let actions = use_actions();
    let theme = use_settings().theme;
    let (glyph, name) = match theme {
        Theme::System => (Glyph::System, words.theme_system),
        Theme::Light => (Glyph::Light, words.theme_light),
        Theme::Dark => (Glyph::Dark, words.theme_dark),
    };
    let onclick = Callback::from(move |_| actions.dress(theme.next()));
    html! {
        <button type="button" class="quiet square" aria-label={name} title={name} {onclick}>
            <Icon {glyph} />
        </button>
    }
}
