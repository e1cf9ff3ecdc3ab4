//! What is remembered. A browser may refuse to remember (a private window, a full disk): then nothing is, and nothing fails.

use playground::Language;
use web_sys::Storage;

use crate::school::Source;
use crate::state::{Layout, Theme};

const TEXT: &str = "svcplay.text";
/// Which step of the history the tab's text belongs to.
const STEP: &str = "svcplay.step";
const LANGUAGE: &str = "svcplay.language";
const THEME: &str = "svcplay.theme";
const LAYOUT: &str = "svcplay.layout";
const DONE: &str = "svcplay.lessons-done";
const WRITTEN: &str = "svcplay.written-lesson";
const LESSON: &str = "svcplay.lesson";
const BEFORE: &str = "svcplay.before-lesson";

/// The text of this tab, else the last one of any.
pub(crate) fn text() -> Option<String> {
    [tab(), browser()]
        .into_iter()
        .flatten()
        .find_map(|storage| storage.get_item(TEXT).ok().flatten())
}

/// Keeps the text for this tab.
pub(crate) fn keep_text(text: &str) {
    if let Some(tab) = tab() {
        let _ = tab.set_item(TEXT, text);
    }
}

/// Keeps a person's own text for the next tab.
pub(crate) fn keep_own_text(text: &str) {
    set(TEXT, text);
}

/// The text of this tab, if it goes on from what the history has `kept`: a page that was left in the middle of a word.
pub(crate) fn text_after(kept: &str) -> Option<String> {
    let tab = tab()?;
    let step = tab.get_item(STEP).ok().flatten()?;
    let text = || tab.get_item(TEXT).ok().flatten();
    (step == digest(kept)).then(text)?
}

/// From now on the tab's text goes on from what the history has `kept`.
pub(crate) fn keep_step(kept: &str) {
    if let Some(tab) = tab() {
        let _ = tab.set_item(STEP, &digest(kept));
    }
}

/// FNV-1a of 64 bits: to tell two states of one tab apart.
fn digest(kept: &str) -> String {
    let hash = kept.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:x}")
}

/// Forgets everything that this page keeps in the browser.
pub(crate) fn clear() {
    for storage in [tab(), browser()].into_iter().flatten() {
        for key in [TEXT, STEP, LANGUAGE, THEME, LAYOUT] {
            let _ = storage.remove_item(key);
        }
    }
}

/// The language that was chosen.
pub(crate) fn language() -> Option<Language> {
    Language::from_tag(&get(LANGUAGE)?)
}

/// Keeps the choice.
pub(crate) fn keep_language(language: Language) {
    set(LANGUAGE, language.code());
}

/// The theme that was chosen.
pub(crate) fn theme() -> Option<Theme> {
    Theme::parse(&get(THEME)?)
}

/// Keeps the choice.
pub(crate) fn keep_theme(theme: Theme) {
    set(THEME, theme.as_str());
}

/// How the page was divided.
pub(crate) fn layout() -> Layout {
    get(LAYOUT)
        .and_then(|line| parse_layout(&line))
        .unwrap_or_default()
}

/// Keeps the division.
pub(crate) fn keep_layout(layout: &Layout) {
    set(
        LAYOUT,
        &format!(
            "{} {} {} {}",
            layout.editor, layout.diagram, layout.panel, layout.lesson
        ),
    );
}

/// The ids of the lessons that were done.
pub(crate) fn lessons_done() -> Vec<String> {
    let line = get(DONE).unwrap_or_default();
    line.split_whitespace().map(str::to_owned).collect()
}

/// Keeps them.
pub(crate) fn keep_lessons_done(ids: &[String]) {
    set(DONE, &ids.join(" "));
}

/// The lesson that somebody is writing.
pub(crate) fn written_lesson() -> Option<String> {
    get(WRITTEN)
}

/// Keeps it.
pub(crate) fn keep_written_lesson(text: &str) {
    set(WRITTEN, text);
}

/// The lesson that was under way in this tab, and the text that stood there before.
pub(crate) fn lesson() -> Option<(Source, String)> {
    let tab = tab()?;
    let item = |key| tab.get_item(key).ok().flatten();
    let source = item(LESSON)?;
    let source = match source.strip_prefix('\n') {
        Some(text) => Source::Own(text.into()),
        None => Source::Listed(source.into()),
    };
    Some((source, item(BEFORE).unwrap_or_default()))
}

/// Keeps it, for a reload of this tab.
pub(crate) fn keep_lesson(lesson: Option<(&Source, &str)>) {
    let Some(tab) = tab() else {
        return;
    };
    let _ = match lesson {
        Some((source, before)) => tab.set_item(BEFORE, before).and_then(|()| match source {
            Source::Listed(id) => tab.set_item(LESSON, id),
            // An id has no line break.
            Source::Own(text) => tab.set_item(LESSON, &format!("\n{text}")),
        }),
        None => tab
            .remove_item(LESSON)
            .and_then(|()| tab.remove_item(BEFORE)),
    };
}

fn parse_layout(line: &str) -> Option<Layout> {
    let mut parts = line.split(' ');
    let share = |part: &str| part.parse::<f64>().ok().filter(|share| share.is_finite());
    let standard = Layout::default();
    Some(Layout {
        editor: share(parts.next()?)?,
        diagram: share(parts.next()?)?,
        panel: parts.next()?.parse().ok()?,
        // It came later.
        lesson: parts.next().and_then(share).unwrap_or(standard.lesson),
        ..standard
    })
}

fn get(key: &str) -> Option<String> {
    browser()?.get_item(key).ok().flatten()
}

fn set(key: &str, value: &str) {
    if let Some(storage) = browser() {
        let _ = storage.set_item(key, value);
    }
}

fn tab() -> Option<Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}

fn browser() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_layout_is_read_or_ignored() {
        let layout = parse_layout("40 70.5 1").unwrap();
        assert_eq!(
            (layout.editor, layout.diagram, layout.panel),
            (40.0, 70.5, 1)
        );
        for line in ["", "40", "a b c", "NaN 1 1", "40 70 -1"] {
            assert_eq!(parse_layout(line), None, "{line}");
        }
    }
}
