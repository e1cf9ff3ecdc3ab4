//! Wires the parts together; everything else lives in them.

use playground::scene::Look;
use playground::{Language, Overlay};
use yew::prelude::*;

use crate::bridge::{self, Host, Narrow};
use crate::components::{DiagramPane, Excerpt, PanelsPane, Problems};
use crate::components::{DropTarget, EditorPane, Header, LessonPane, RegionTabs, Splitter};
use crate::hooks::{Contexts, use_address, use_engine, use_lesson_file, use_memory};
use crate::school::{School, Study};
use crate::sharing::{self, Arrival};
use crate::stage::Stage;
use crate::state::{Choices, Draft, Layout, Pointing, Region, Settings, Split, State};
use crate::{examples, state, storage};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) host: Host,
}

/// The page.
#[component]
pub(crate) fn App(props: &Props) -> Html {
    let stage = *use_memo((), |()| Stage::here());
    let state = use_reducer_eq(move || remembered(stage));
    let engine = use_engine(&props.host, &state);
    use_memory(&state, stage);
    use_address(&state, stage);
    use_lesson_file(&engine, &state);
    let narrow = use_narrow();
    use_division(&state.layout);
    let region = state.layout.region;
    let hidden = |of: Region| narrow && region != of;
    if stage != Stage::Page {
        return html! {
            <Contexts host={props.host.clone()} {engine} state={state.clone()}>
                <Excerpt {stage} />
            </Contexts>
        };
    }
    html! {
        <Contexts host={props.host.clone()} {engine} state={state.clone()}>
            <Header />
            <main id="workbench" class={classes!("workbench", narrow.then_some("narrow"))}>
                <div class="left">
                    if state.school.study.is_some() {
                        <LessonPane hidden={hidden(Region::Lesson)} />
                        if !narrow {
                            <Splitter split={Split::Lesson} />
                        }
                    }
                    <section id="region-manifest" class="side" hidden={hidden(Region::Manifest)}>
                        <EditorPane />
                        <Problems />
                    </section>
                </div>
                if !narrow {
                    <Splitter split={Split::Editor} />
                }
                <section class="stage">
                    <DiagramPane hidden={hidden(Region::Diagram)} />
                    if !narrow {
                        <Splitter split={Split::Diagram} />
                    }
                    <PanelsPane hidden={hidden(Region::Panels)} />
                </section>
            </main>
            if narrow {
                <RegionTabs />
            }
            <DropTarget />
        </Contexts>
    }
}

/// The state that the address holds, else as it was left, or as a first visit finds it.
fn remembered(stage: Stage) -> State {
    let chosen = storage::language();
    let language = chosen
        .or_else(bridge::browser_language)
        .unwrap_or(Language::English);
    let arrival = Arrival::first();
    // A link that holds nothing legible is told of, beside nothing: an example in its place would be taken for what was shared.
    let text = match &arrival {
        Some(_) => String::new(),
        None if stage == Stage::Embed => examples::WELCOME.to_owned(),
        None => storage::text().unwrap_or_else(|| examples::WELCOME.to_owned()),
    };
    let mut state = State {
        draft: Draft {
            text: state::normalized(text).into(),
            revision: 0,
            replaced: 0,
            retries: 0,
            arrivals: 0,
            own: arrival.is_none(),
        },
        overlay: Overlay::default(),
        shown: None,
        filled: None,
        choices: Choices::default(),
        look: Look::default(),
        sent: None,
        failure: None,
        settings: Settings {
            language,
            chosen: chosen.is_some(),
            theme: storage::theme().unwrap_or_default(),
        },
        pointing: Pointing::default(),
        notice: None,
        layout: storage::layout(),
        school: School {
            done: storage::lessons_done().into(),
            study: storage::lesson().map(|(source, before)| Study::resumed(source, &before)),
            ..School::default()
        },
        breakage: None,
    };
    if let Some(arrival) = arrival {
        sharing::arrive(&mut state, arrival);
    }
    if stage != Stage::Page {
        // The one panel that is there.
        state.layout.panel = 0;
    }
    state
}

/// Whether the page is narrow: one column, and tabs.
#[hook]
fn use_narrow() -> bool {
    let narrow = use_state_eq(|| None);
    let setter = narrow.setter();
    let watch = use_memo((), move |()| {
        Narrow::watch(Callback::from(move |now| setter.set(Some(now))))
    });
    narrow.unwrap_or_else(|| watch.holds())
}

/// Divides the page as `layout` says, by custom properties of its root.
#[hook]
fn use_division(layout: &Layout) {
    let shares = (layout.editor, layout.diagram, layout.lesson);
    use_effect_with(shares, |&(editor, diagram, lesson)| {
        if let Some(root) = bridge::element("workbench") {
            bridge::set_property(&root, "--editor", &format!("{editor}%"));
            bridge::set_property(&root, "--diagram", &format!("{diagram}%"));
            bridge::set_property(&root, "--lesson", &format!("{lesson}%"));
        }
    });
}
