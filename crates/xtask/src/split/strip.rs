//! Takes out what only the splitter reads.

use anyhow::{Context, Result};
use wasm_encoder::RawSection;
use wasmparser::{Parser, Payload};

/// The module without the linker's notes: the tools that follow would take it for one that is still to be linked.
pub(crate) fn without_relocations(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut made = wasm_encoder::Module::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload.context("this is no Wasm module")?;
        if let Payload::CustomSection(custom) = &payload
            && (custom.name() == "linking" || custom.name().starts_with("reloc."))
        {
            continue;
        }
        if let Some((id, range)) = payload.as_section() {
            let data = wasm
                .get(range)
                .context("a section that ends behind the file")?;
            made.section(&RawSection { id, data });
        }
    }
    Ok(made.finish())
}
