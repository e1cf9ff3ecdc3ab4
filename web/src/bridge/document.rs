use gloo_events::EventListener;
use playground::Language;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlElement, MediaQueryList, ResizeObserver, SvgAnimationElement};
use yew::Callback;

use crate::state::Theme;
use crate::view::Size;

/// The first of the browser's languages that the page speaks.
pub(crate) fn browser_language() -> Option<Language> {
    let languages = web_sys::window()?.navigator().languages();
    languages
        .iter()
        .filter_map(|tag| tag.as_string())
        .find_map(|tag| Language::from_tag(&tag))
}

/// Says on the document's root which language and which colours hold.
pub(crate) fn set_document(language: Language, theme: Theme) {
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element());
    if let Some(root) = root {
        // Neither attribute can be refused.
        let _ = root.set_attribute("lang", language.code());
        let _ = root.set_attribute("data-theme", theme.as_str());
    }
}

/// Names the document.
pub(crate) fn set_text_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

/// The element with this id.
pub(crate) fn element(id: &str) -> Option<HtmlElement> {
    web_sys::window()?
        .document()?
        .get_element_by_id(id)?
        .dyn_into()
        .ok()
}

/// Whether no element has the focus.
pub(crate) fn has_no_focus() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_some_and(|document| {
        let body = document.body().map(Element::from);
        document.active_element().is_none_or(|it| Some(it) == body)
    })
}

/// The size of the window.
pub(crate) fn window_size() -> Size {
    let window = web_sys::window();
    let pixels =
        |side: Option<wasm_bindgen::JsValue>| side.and_then(|side| side.as_f64()).unwrap_or(0.0);
    Size {
        width: pixels(window.as_ref().and_then(|it| it.inner_width().ok())),
        height: pixels(window.as_ref().and_then(|it| it.inner_height().ok())),
    }
}

/// Sets a property of the element's style, a custom one or its own. A `style` attribute would need a wider policy.
pub(crate) fn set_property(element: &HtmlElement, name: &str, value: &str) {
    let _ = element.style().set_property(name, value);
}

/// Whether the person has asked the system for less motion.
pub(crate) fn wants_stillness() -> bool {
    let query = web_sys::window()
        .and_then(|window| window.match_media("(prefers-reduced-motion: reduce)").ok())
        .flatten();
    query.is_some_and(|query| query.matches())
}

/// Begins the animations within `element`, each after as many seconds as its `data-after` says.
pub(crate) fn animate(element: &Element) {
    let Ok(found) = element.query_selector_all("[data-after]") else {
        return;
    };
    for index in 0..found.length() {
        let animation = found.get(index).and_then(|node| node.dyn_into().ok());
        let Some::<SvgAnimationElement>(animation) = animation else {
            continue;
        };
        let after = animation.get_attribute("data-after");
        let seconds = after.and_then(|text| text.parse().ok()).unwrap_or(0.0);
        // Refused only by browsers that do not animate pictures; the dots stay unseen there.
        let _ = animation.begin_element_at(seconds);
    }
}

/// Puts `text` on the clipboard; false if the browser does not let us.
pub(crate) async fn copy(text: String) -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    if !window.is_secure_context() {
        return false;
    }
    JsFuture::from(window.navigator().clipboard().write_text(&text))
        .await
        .is_ok()
}

/// Watches the size of an element until it is dropped.
pub(crate) struct FrameSize {
    observer: Option<ResizeObserver>,
    _on_resize: Closure<dyn Fn()>,
}

impl FrameSize {
    /// Tells `on_size` the size now and after each change.
    pub(crate) fn watch(element: Element, on_size: Callback<Size>) -> Self {
        let watched = element.clone();
        let on_resize = Closure::<dyn Fn()>::new(move || {
            let rect = element.get_bounding_client_rect();
            on_size.emit(Size {
                width: rect.width(),
                height: rect.height(),
            });
        });
        let observer = ResizeObserver::new(on_resize.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            observer.observe(&watched);
        }
        Self {
            observer,
            _on_resize: on_resize,
        }
    }
}

impl Drop for FrameSize {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

/// Watches whether the page is narrow until it is dropped.
pub(crate) struct Narrow {
    query: Option<MediaQueryList>,
    _listener: Option<EventListener>,
}

impl Narrow {
    /// Tells `on_change` each time it becomes narrow or wide.
    pub(crate) fn watch(on_change: Callback<bool>) -> Self {
        let query = web_sys::window()
            .and_then(|window| window.match_media("(max-width: 799.98px)").ok())
            .flatten();
        let listener = query.clone().map(|query| {
            EventListener::new(&query.clone(), "change", move |_| {
                on_change.emit(query.matches());
            })
        });
        Self {
            query,
            _listener: listener,
        }
    }

    /// Whether it is now.
    pub(crate) fn holds(&self) -> bool {
        self.query.as_ref().is_some_and(MediaQueryList::matches)
    }
}
