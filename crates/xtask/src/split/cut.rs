//! Writes the two modules.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use anyhow::{Context, Result, bail};
use wasm_encoder::reencode::Reencode;
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, Elements, EntityType, ExportKind,
    ExportSection, Function, FunctionSection, GlobalSection, GlobalType, ImportSection,
    Instruction, MemorySection, StartSection, TableSection, TypeSection, ValType,
};

use super::module::Module;
use super::plan::{Fate, Plan};
use super::renumbered::Renumbered;
use super::{Profile, statics};

/// From where the rest imports what it uses of the first.
const FIRST: &str = "first";
/// The export that says whether the rest is there, as 0 or 1.
const LOADED: &str = "rest_is_here";

/// What the one module became.
pub(crate) struct Parts {
    /// What a visit begins with. It has the exports and imports of the whole.
    pub(crate) first: Vec<u8>,
    /// Imports everything from the exports of the first.
    pub(crate) rest: Vec<u8>,
}

/// Divides `bound`, the module that browsers get. `linked` is the same module as the linker left it, with its relocations.
pub(crate) fn cut(linked: &[u8], bound: &[u8], profile: &Profile) -> Result<Parts> {
    let linked = Module::read(linked)?;
    let module = Module::read(bound)?;
    let plan = Plan::of(&module, profile)?;
    let stays = plan.names_that_stay(&module);
    let moved = statics::of_the_rest(&linked, |symbol| stays.contains(symbol))?;
    let moved = plan.without_mentioned(&module, moved)?;
    Ok(Parts {
        first: first(&module, &plan, &moved)?,
        rest: rest(&module, &plan, &moved)?,
    })
}

fn first(module: &Module<'_>, plan: &Plan, moved: &[Range<u32>]) -> Result<Vec<u8>> {
    let mut renumbered = Renumbered::from(0, &plan.fates, |_, fate| fate != Fate::Moves);
    let mut made = wasm_encoder::Module::new();

    made.section(&types(module, &mut renumbered)?);
    let mut imports = ImportSection::new();
    if let Some(section) = module.imports.clone() {
        renumbered.parse_import_section(&mut imports, section)?;
    }
    made.section(&imports);

    let mut functions = FunctionSection::new();
    let mut code = CodeSection::new();
    for (function, body) in module.defined() {
        match plan.fate(function) {
            Fate::Stays => renumbered.parse_function_body(&mut code, body.clone())?,
            Fate::Stub => {
                let slot = plan.slots.get(&function).context("a stub without a slot")?;
                code.function(&plan.stub(module, function, *slot)?);
            }
            Fate::Moves => continue,
        }
        functions.function(plan.signature(module, function)?.1);
    }
    made.section(&functions);

    let mut tables = TableSection::new();
    let added = u64::try_from(
        plan.slots
            .values()
            .filter(|slot| **slot >= plan.table)
            .count(),
    )?;
    for (number, table) in module.tables.clone().into_iter().flatten().enumerate() {
        let mut table = renumbered.table_type(table?.ty)?;
        if number == 0 {
            table.minimum += added;
            table.maximum = table.maximum.map(|maximum| maximum + added);
        }
        tables.table(table);
    }
    made.section(&tables);
    let mut memories = MemorySection::new();
    if let Some(section) = module.memories.clone() {
        renumbered.parse_memory_section(&mut memories, section)?;
    }
    made.section(&memories);
    let mut globals = GlobalSection::new();
    if let Some(section) = module.globals.clone() {
        renumbered.parse_global_section(&mut globals, section)?;
    }
    globals.global(LOADED_TYPE, &ConstExpr::i32_const(0));
    made.section(&globals);

    let mut exports = ExportSection::new();
    if let Some(section) = module.exports.clone() {
        renumbered.parse_export_section(&mut exports, section)?;
    }
    for &function in &plan.shared {
        exports.export(
            &function.to_string(),
            ExportKind::Func,
            renumbered.function_index(function)?,
        );
    }
    for (name, kind, number) in shared_state(module, plan) {
        exports.export(&name, kind, number);
    }
    made.section(&exports);

    let mut elements = ElementSection::new();
    if let Some(section) = module.elements.clone() {
        renumbered.parse_element_section(&mut elements, section)?;
    }
    made.section(&elements);
    made.section(&code);

    let mut data = DataSection::new();
    for part in &module.data {
        let mut bytes = part.bytes.to_vec();
        for range in moved {
            let Some(within) = overlap(range, part.address, bytes.len()) else {
                continue;
            };
            if let Some(bytes) = bytes.get_mut(within) {
                bytes.fill(0);
            }
        }
        data.active(0, &ConstExpr::i32_const(part.address.cast_signed()), bytes);
    }
    made.section(&data);
    Ok(made.finish())
}

fn rest(module: &Module<'_>, plan: &Plan, moved: &[Range<u32>]) -> Result<Vec<u8>> {
    let shared = u32::try_from(plan.shared.len())?;
    let mut renumbered = Renumbered::from(shared, &plan.fates, |_, fate| fate != Fate::Stays);
    for (number, function) in (0..).zip(&plan.shared) {
        if let Some(place) = renumbered.0.get_mut(*function as usize) {
            *place = number;
        }
    }
    let mut made = wasm_encoder::Module::new();
    let mut types = types(module, &mut renumbered)?;
    let begin = types.len();
    types.ty().function([], []);
    made.section(&types);

    let mut imports = ImportSection::new();
    for &function in &plan.shared {
        imports.import(
            FIRST,
            &function.to_string(),
            EntityType::Function(plan.signature(module, function)?.1),
        );
    }
    imports_of_state(module, plan, &mut renumbered, &mut imports)?;
    made.section(&imports);

    let mut functions = FunctionSection::new();
    let mut code = CodeSection::new();
    let mut count = shared;
    for (function, body) in module.defined() {
        if plan.fate(function) != Fate::Stays {
            functions.function(plan.signature(module, function)?.1);
            renumbered.parse_function_body(&mut code, body.clone())?;
            count += 1;
        }
    }
    functions.function(begin);
    let mut here = Function::new([]);
    here.instruction(&Instruction::I32Const(1));
    here.instruction(&Instruction::GlobalSet(plan.globals));
    here.instruction(&Instruction::End);
    code.function(&here);
    made.section(&functions);
    made.section(&StartSection {
        function_index: count,
    });

    let mut elements = ElementSection::new();
    let mut filled: BTreeMap<u32, u32> = plan
        .slots
        .iter()
        .map(|(function, slot)| (*slot, *function))
        .collect();
    for (table, slot, function) in module.slots()? {
        if table == 0 && plan.fate(function) != Fate::Stays {
            filled.insert(slot, function);
        }
    }
    for (start, run) in runs(&filled) {
        let run = run
            .into_iter()
            .map(|function| renumbered.function_index(function))
            .collect::<Result<Vec<_>, _>>()?;
        elements.active(
            None,
            &ConstExpr::i32_const(start.cast_signed()),
            Elements::Functions(Cow::Owned(run)),
        );
    }
    made.section(&elements);
    made.section(&code);

    let mut data = DataSection::new();
    for part in &module.data {
        for range in moved {
            if let Some(within) = overlap(range, part.address, part.bytes.len()) {
                let start = part.address + u32::try_from(within.start)?;
                let bytes = part.bytes.get(within).unwrap_or_default();
                data.active(
                    0,
                    &ConstExpr::i32_const(start.cast_signed()),
                    bytes.iter().copied(),
                );
            }
        }
    }
    made.section(&data);
    Ok(made.finish())
}

const LOADED_TYPE: GlobalType = GlobalType {
    val_type: ValType::I32,
    mutable: true,
    shared: false,
};

fn types(module: &Module<'_>, renumbered: &mut Renumbered) -> Result<TypeSection> {
    let mut types = TypeSection::new();
    if let Some(section) = module.types.clone() {
        renumbered.parse_type_section(&mut types, section)?;
    }
    Ok(types)
}

/// Names for what both modules work on: every table, the memory, every global.
fn shared_state(module: &Module<'_>, plan: &Plan) -> Vec<(String, ExportKind, u32)> {
    let tables = module
        .tables
        .as_ref()
        .map_or(0, wasmparser::SectionLimited::count);
    let mut state: Vec<_> = (0..tables)
        .map(|number| (format!("table {number}"), ExportKind::Table, number))
        .collect();
    state.push(("memory 0".to_owned(), ExportKind::Memory, 0));
    state.extend(
        (0..plan.globals).map(|number| (format!("global {number}"), ExportKind::Global, number)),
    );
    state.push((LOADED.to_owned(), ExportKind::Global, plan.globals));
    state
}

/// Imports all of [`shared_state`], in its order, so that the numbers stay what they are.
fn imports_of_state(
    module: &Module<'_>,
    plan: &Plan,
    renumbered: &mut Renumbered,
    imports: &mut ImportSection,
) -> Result<()> {
    let mut entities = Vec::new();
    for table in module.tables.clone().into_iter().flatten() {
        let mut table = renumbered.table_type(table?.ty)?;
        // The first module's table has more slots; any is large enough for an import without bounds.
        table.minimum = 0;
        table.maximum = None;
        entities.push(EntityType::Table(table));
    }
    for memory in module.memories.clone().into_iter().flatten() {
        entities.push(EntityType::Memory(renumbered.memory_type(memory?)?));
    }
    for global in module.globals.clone().into_iter().flatten() {
        entities.push(EntityType::Global(renumbered.global_type(global?.ty)?));
    }
    entities.push(EntityType::Global(LOADED_TYPE));
    let names = shared_state(module, plan);
    if names.len() != entities.len() {
        bail!("more than one memory");
    }
    for ((name, ..), entity) in names.into_iter().zip(entities) {
        imports.import(FIRST, &name, entity);
    }
    Ok(())
}

/// Neighbouring slots together: the first slot and the functions from there on.
fn runs(filled: &BTreeMap<u32, u32>) -> Vec<(u32, Vec<u32>)> {
    let mut runs: Vec<(u32, Vec<u32>)> = Vec::new();
    let mut expected = None;
    for (&slot, &function) in filled {
        match runs.last_mut().filter(|_| expected == Some(slot)) {
            Some((_, run)) => run.push(function),
            None => runs.push((slot, vec![function])),
        }
        expected = slot.checked_add(1);
    }
    runs
}

/// The part of `length` bytes at `address` that lies in `range`, counted from `address`.
fn overlap(range: &Range<u32>, address: u32, length: usize) -> Option<Range<usize>> {
    let start = range.start.max(address) - address;
    let end = range.end.saturating_sub(address) as usize;
    let within = start as usize..end.min(length);
    (within.start < within.end).then_some(within)
}
