//! The way to the second part of the module. The calls are put in when the module is divided (`xtask::split`).

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = loadRest)]
    fn load_rest();
}

/// Has `boot/rest.ts` fetch the second part at once. Without a caller here the import would not be in the module.
#[wasm_bindgen(js_name = requireRest)]
pub fn require_rest() {
    load_rest();
}
