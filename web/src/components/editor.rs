use std::rc::Rc;

use web_sys::{Element, HtmlTextAreaElement};
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::bridge::{Editor, EditorEvents, Host, Question};
use crate::hooks::{
    Actions, use_actions, use_assistant, use_draft, use_host, use_language, use_pointing,
    use_result, use_words,
};
use crate::lighting;
use crate::state::Notice;

/// The manifest: a plain text box at once, the full editor as soon as it is there, and in its place if it never comes.
#[component]
pub(crate) fn ManifestEditor() -> Html {
    let words = use_words();
    let actions = use_actions();
    let draft = use_draft();
    let parent = use_node_ref();
    let plain = use_node_ref();
    let editor = use_editor(&parent, &plain, &draft.text);
    use_text(editor.clone(), &draft.text, draft.replaced);
    use_marks(editor.clone());
    use_light(editor.clone());
    use_jumps(editor.clone());
    use_effect_with((editor.clone(), words.manifest), {
        move |(editor, name)| {
            if let Some(editor) = editor {
                editor.0.speak(name, words.editor_phrases);
            }
        }
    });
    let oninput = Callback::from(move |event: InputEvent| {
        if let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() {
            actions.edit(area.value());
        }
    });
    html! {
        <div class="editor">
            <div ref={parent} class="editor-full" hidden={editor.is_none()}></div>
            if editor.is_none() {
                <textarea
                    ref={plain}
                    class="editor-plain"
                    aria-label={words.manifest}
                    spellcheck="false"
                    autocapitalize="off"
                    autocomplete="off"
                    wrap="off"
                    value={draft.text.to_string()}
                    {oninput}
                />
            }
        </div>
    }
}

/// The editor, shared; equal only to itself.
#[derive(Clone)]
struct Shared(Rc<Editor>);

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Fetches the editor and puts it into `parent`; it begins with the text, the selection and the focus that the plain box has in the moment
/// in which it arrives.
#[hook]
fn use_editor(parent: &NodeRef, plain: &NodeRef, text: &Rc<str>) -> Option<Shared> {
    let host = use_host();
    let actions = use_actions();
    let editor = use_state_eq(|| None);
    let newest = use_mut_ref(|| Rc::clone(text));
    *newest.borrow_mut() = Rc::clone(text);
    let engine = use_assistant();
    let spoken = use_language();
    let language = use_mut_ref(|| spoken);
    *language.borrow_mut() = spoken;
    let asking = Callback::from(move |question: Question| {
        let language = *language.borrow();
        engine.assist(question, language);
    });
    let setter = editor.setter();
    let selected = use_mut_ref(|| None);
    let (held, plain) = (Rc::clone(&selected), plain.clone());
    use_effect_with(parent.clone(), move |parent| {
        if let Some(parent) = parent.cast::<Element>() {
            spawn_local(async move {
                let text = Rc::clone(&newest.borrow());
                match mount(&host, &parent, &text, &actions, asking).await {
                    Some(editor) => {
                        // Typed into the plain box while the editor was on its way.
                        editor.set_text(&newest.borrow());
                        *held.borrow_mut() = selection(&plain);
                        setter.set(Some(Shared(Rc::new(editor))));
                    }
                    None => actions.notify(Notice::PlainEditor),
                }
            });
        }
    });
    // Only now is the editor to be seen, and can have the focus.
    use_effect_with((*editor).clone(), move |editor| {
        if let (Some(editor), Some((anchor, head))) = (editor, selected.take()) {
            editor.0.focus_at(anchor, head);
        }
    });
    (*editor).clone()
}

/// What is selected in the plain box, if it has the focus.
fn selection(plain: &NodeRef) -> Option<(u32, u32)> {
    let area = plain.cast::<HtmlTextAreaElement>()?;
    if !area.matches(":focus").unwrap_or(false) {
        return None;
    }
    let (start, end) = (area.selection_start().ok()?, area.selection_end().ok()?);
    start.zip(end)
}

async fn mount(
    host: &Host,
    parent: &Element,
    text: &str,
    actions: &Actions,
    on_question: Callback<Question>,
) -> Option<Editor> {
    let (edit, caret, fix) = (actions.clone(), actions.clone(), actions.clone());
    let events = EditorEvents {
        on_change: Callback::from(move |text| edit.edit(text)),
        on_caret: Callback::from(move |offset| caret.move_caret(offset)),
        on_fix: Callback::from(move |index| fix.fix(index)),
        on_question,
    };
    Editor::mount(host, parent, text, events).await
}

/// Tells the editor of texts that it has not made itself.
#[hook]
fn use_text(editor: Option<Shared>, text: &Rc<str>, replaced: u32) {
    let text = Rc::clone(text);
    use_effect_with((editor, replaced), move |(editor, _)| {
        if let Some(editor) = editor {
            editor.0.set_text(&text);
        }
    });
}

/// Marks the problems of the newest analysis.
#[hook]
fn use_marks(editor: Option<Shared>) {
    let shown = use_result().shown;
    use_effect_with((editor, shown), |(editor, shown)| {
        if let (Some(editor), Some(shown)) = (editor, shown) {
            editor.0.set_problems(&shown.analysis);
        }
    });
}

/// Lights the lines that made what is pointed at in the diagram, or that a panel's sentence is about.
#[hook]
fn use_light(editor: Option<Shared>) {
    let shown = use_result().shown;
    let pointing = use_pointing();
    let pointed = (pointing.part, pointing.spot);
    use_effect_with((editor, pointed, shown), |(editor, (part, spot), shown)| {
        if let Some(editor) = editor {
            let lighting = shown
                .as_ref()
                .zip(part.as_deref())
                .map(|(shown, part)| lighting::from_part(&shown.analysis.scene, part));
            let mut ranges = lighting.unwrap_or_default().ranges;
            ranges.extend(spot.iter().flat_map(|spot| &spot.ranges));
            editor.0.light(&ranges);
        }
    });
}

/// Goes where the editor is sent.
#[hook]
fn use_jumps(editor: Option<Shared>) {
    let jump = use_pointing().jump;
    use_effect_with((editor, jump), |(editor, jump)| {
        if let Some(editor) = editor
            && jump.count > 0
        {
            editor.0.go_to(jump.range);
        }
    });
}
