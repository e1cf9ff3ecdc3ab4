use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, File, FileList, HtmlInputElement, Response};

use crate::files::{LARGEST, Refusal, joined};

/// The text of a file of this site, if it can be had.
pub(crate) async fn fetch_text(path: &str) -> Option<String> {
    let response = JsFuture::from(web_sys::window()?.fetch_with_str(path)).await;
    let response: Response = response.ok()?.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.text().ok()?)
        .await
        .ok()?
        .as_string()
}

/// Whether something dragged over the page holds files, not a piece of text.
pub(crate) fn carries_files(event: &DragEvent) -> bool {
    event
        .data_transfer()
        .is_some_and(|data| data.types().includes(&"Files".into(), 0))
}

/// The text of the files that were dropped.
pub(crate) fn read_dropped(
    event: &DragEvent,
) -> impl Future<Output = Result<String, Refusal>> + use<> {
    read(list(event.data_transfer().and_then(|data| data.files())))
}

/// The text of the files that were chosen; the same ones can be chosen again afterwards.
pub(crate) fn read_input(
    input: &HtmlInputElement,
) -> impl Future<Output = Result<String, Refusal>> + use<> {
    let files = list(input.files());
    input.set_value("");
    read(files)
}

fn list(files: Option<FileList>) -> Vec<File> {
    let at = |files: &FileList, index| files.item(index);
    files
        .map(|files| {
            (0..files.length())
                .filter_map(|index| at(&files, index))
                .collect()
        })
        .unwrap_or_default()
}

async fn read(files: Vec<File>) -> Result<String, Refusal> {
    // Asked before reading: a video would fill the memory only to be refused.
    if files.iter().map(|file| file.size()).sum::<f64>() > LARGEST as f64 {
        return Err(Refusal::TooLarge);
    }
    let mut contents = Vec::with_capacity(files.len());
    for file in files {
        let name = file.name();
        match JsFuture::from(file.array_buffer()).await {
            Ok(buffer) => contents.push((name, js_sys::Uint8Array::new(&buffer).to_vec())),
            Err(_) => return Err(Refusal::Unreadable(name)),
        }
    }
    joined(&contents)
}
