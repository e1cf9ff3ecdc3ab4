use playground::{Analysis, Problem, TextRange};
use wasm_bindgen::prelude::*;
use web_sys::Element;
use yew::Callback;

use super::Host;

#[wasm_bindgen]
extern "C" {
    /// `editor/editor.ts`.
    #[derive(Clone)]
    type Handle;

    /// `editor/marks.ts`.
    type Mark;

    #[wasm_bindgen(method, catch, js_name = mountEditor)]
    async fn mount_editor(
        this: &Host,
        parent: &Element,
        text: &str,
        on_change: &JsValue,
        on_caret: &JsValue,
        on_fix: &JsValue,
        ask: &JsValue,
    ) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, js_name = setText)]
    fn set_text(this: &Handle, text: &str);
    #[wasm_bindgen(method, js_name = setMarks)]
    fn set_marks(this: &Handle, marks: Vec<Mark>);
    #[wasm_bindgen(method)]
    fn light(this: &Handle, places: js_sys::Uint32Array);
    #[wasm_bindgen(method, js_name = goTo)]
    fn go_to(this: &Handle, start: u32, end: u32);
    #[wasm_bindgen(method)]
    fn speak(this: &Handle, name: &str, phrases: Vec<String>);
    #[wasm_bindgen(method, js_name = focusAt)]
    fn focus_at(this: &Handle, anchor: u32, head: u32);
    #[wasm_bindgen(method)]
    fn mark(
        this: &Handle,
        from: u32,
        to: u32,
        severity: &str,
        message: &str,
        explanation: &str,
        fix: &str,
    ) -> Mark;
    #[wasm_bindgen(method)]
    fn destroy(this: &Handle);
}

/// What the editor reports.
#[derive(Clone)]
pub(crate) struct EditorEvents {
    /// The person changed the text.
    pub(crate) on_change: Callback<String>,
    /// The caret moved, to this UTF-16 offset.
    pub(crate) on_caret: Callback<u32>,
    /// The fix of the problem with this index is wanted.
    pub(crate) on_fix: Callback<usize>,
    /// Something is asked about a place of the text.
    pub(crate) on_question: Callback<Question>,
}

/// A question about a place of the text, while someone writes there.
pub(crate) struct Question {
    /// The text as the editor has it.
    pub(crate) text: String,
    /// The place, in UTF-16 code units.
    pub(crate) offset: u32,
    /// What could stand there; else what the field there is.
    pub(crate) completion: bool,
    /// Who waits for the answer.
    pub(crate) reply: Reply,
}

/// Takes the answer to one question, to the editor's `Reply`.
#[derive(Clone)]
pub(crate) struct Reply(js_sys::Function);

impl Reply {
    /// Answers: the place that `words` are about, and what there is to say.
    pub(crate) fn send(&self, range: TextRange, words: Vec<String>) {
        let words: js_sys::Array = words.into_iter().map(JsValue::from).collect();
        // The editor's own function, which does nothing but settle a promise: it does not throw.
        let _ = self.0.call3(
            &JsValue::NULL,
            &range.start.into(),
            &range.end.into(),
            &words,
        );
    }

    /// There is nothing to say.
    pub(crate) fn nothing(&self) {
        self.send(TextRange::default(), Vec::new());
    }
}

/// More marks than this take the editor longer to place than anybody waits for a key.
const MOST_MARKS: usize = 1000;

/// The editor. Dropping it takes it off the page.
pub(crate) struct Editor {
    handle: Handle,
    _on_change: Closure<dyn Fn(String)>,
    _on_caret: Closure<dyn Fn(u32)>,
    _on_fix: Closure<dyn Fn(u32)>,
    _ask: Closure<dyn Fn(String, u32, bool, js_sys::Function)>,
}

impl Editor {
    /// Fetches the editor and puts it into `parent`; none if it cannot be had.
    pub(crate) async fn mount(
        host: &Host,
        parent: &Element,
        text: &str,
        events: EditorEvents,
    ) -> Option<Self> {
        let EditorEvents {
            on_change,
            on_caret,
            on_fix,
            on_question,
        } = events;
        let on_change = Closure::<dyn Fn(String)>::new(move |text| on_change.emit(text));
        let on_caret = Closure::<dyn Fn(u32)>::new(move |caret| on_caret.emit(caret));
        let on_fix = Closure::<dyn Fn(u32)>::new(move |index| on_fix.emit(index as usize));
        let ask = Closure::<dyn Fn(String, u32, bool, js_sys::Function)>::new(
            move |text, offset, completion, reply| {
                on_question.emit(Question {
                    text,
                    offset,
                    completion,
                    reply: Reply(reply),
                });
            },
        );
        let handle = host
            .mount_editor(
                parent,
                text,
                on_change.as_ref(),
                on_caret.as_ref(),
                on_fix.as_ref(),
                ask.as_ref(),
            )
            .await
            .ok()?;
        Some(Self {
            handle: handle.unchecked_into(),
            _on_change: on_change,
            _on_caret: on_caret,
            _on_fix: on_fix,
            _ask: ask,
        })
    }

    /// Gives it another text, as one change that can be undone.
    pub(crate) fn set_text(&self, text: &str) {
        self.handle.set_text(text);
    }

    /// Marks the problems of `analysis`, the first [`MOST_MARKS`] of them: they are grouped by object, errors first.
    pub(crate) fn set_problems(&self, analysis: &Analysis) {
        let mark = |problem: &Problem| {
            let explanation = problem.explanation.as_deref().unwrap_or_default();
            let fix = problem.fix.as_ref().map(|fix| fix.title.as_str());
            self.handle.mark(
                problem.range.start,
                problem.range.end,
                problem.severity.as_str(),
                &problem.message,
                explanation,
                fix.unwrap_or_default(),
            )
        };
        self.handle.set_marks(
            analysis
                .problems
                .iter()
                .take(MOST_MARKS)
                .map(mark)
                .collect(),
        );
    }

    /// Lights the lines of `ranges`.
    pub(crate) fn light(&self, ranges: &[TextRange]) {
        let places: Vec<u32> = ranges
            .iter()
            .flat_map(|range| [range.start, range.end])
            .collect();
        self.handle
            .light(js_sys::Uint32Array::from(places.as_slice()));
    }

    /// Selects a place, shows it and takes the focus.
    pub(crate) fn go_to(&self, range: TextRange) {
        self.handle.go_to(range.start, range.end);
    }

    /// Gives it its words.
    pub(crate) fn speak(&self, name: &str, phrases: &[(&str, &str)]) {
        let phrases = phrases
            .iter()
            .flat_map(|(phrase, translation)| [*phrase, *translation])
            .map(str::to_owned)
            .collect();
        self.handle.speak(name, phrases);
    }

    /// Takes the focus, and selects from `anchor` to `head`.
    pub(crate) fn focus_at(&self, anchor: u32, head: u32) {
        self.handle.focus_at(anchor, head);
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        self.handle.destroy();
    }
}
