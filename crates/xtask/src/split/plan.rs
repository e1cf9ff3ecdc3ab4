//! Decides where each function goes.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use anyhow::{Context, Result, bail};
use wasm_encoder::{Function, Instruction};
use wasmparser::{FunctionBody, Operator};

use super::Profile;
use super::module::Module;

/// How the name of the import begins that the first module calls when it lacks the rest.
const LOAD: &str = "__wbg_loadRest_";

/// What becomes of each function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Imported, or in the first module whole.
    Stays,
    /// In the rest, with a stub in the first.
    Stub,
    /// In the rest alone: nothing in the first mentions it.
    Moves,
}

pub(super) struct Plan {
    pub(super) fates: Vec<Fate>,
    /// The slot in the table of functions of each stub's function.
    pub(super) slots: BTreeMap<u32, u32>,
    /// How many slots the table has without those that stubs add.
    pub(super) table: u32,
    /// Functions of the first module, and imports, that the rest calls.
    pub(super) shared: Vec<u32>,
    /// The import that fetches the rest.
    pub(super) load: u32,
    /// How many globals there are without the one that says whether the rest is there.
    pub(super) globals: u32,
    /// The module's types of functions, by number.
    pub(super) types: Vec<wasmparser::FuncType>,
}

impl Plan {
    pub(super) fn of(module: &Module<'_>, profile: &Profile) -> Result<Self> {
        let types: Vec<_> = (module.types.clone().into_iter())
            .flat_map(wasmparser::TypeSectionReader::into_iter_err_on_gc_types)
            .collect::<Result<_, _>>()?;
        let load = (0..)
            .zip(&module.import_names)
            .find(|(_, name)| name.starts_with(LOAD));
        let slots = module.slots()?;
        let mut plan = Self {
            fates: vec![Fate::Stays; module.function_types.len()],
            slots: BTreeMap::new(),
            table: table_size(module)?,
            shared: Vec::new(),
            load: load.context("no import to fetch the rest with")?.0,
            globals: module
                .globals
                .as_ref()
                .map_or(0, wasmparser::SectionLimited::count),
            types,
        };
        for (function, _) in module.defined() {
            if !profile.names(module.symbol(function)) {
                plan.set(function, Fate::Moves);
            }
        }
        plan.leave_stubs(module, &slots)?;
        plan.keep_what_is_shorter_than_a_stub(module)?;
        plan.give_slots(&slots);
        plan.share(module)?;
        Ok(plan)
    }

    pub(super) fn fate(&self, function: u32) -> Fate {
        self.fates
            .get(function as usize)
            .copied()
            .unwrap_or(Fate::Stays)
    }

    fn set(&mut self, function: u32, fate: Fate) {
        if let Some(place) = self.fates.get_mut(function as usize) {
            *place = fate;
        }
    }

    /// Finds those that move and that the first module still mentions.
    fn leave_stubs(&mut self, module: &Module<'_>, slots: &[(u32, u32, u32)]) -> Result<()> {
        let mut mentioned: Vec<u32> = slots.iter().map(|(_, _, function)| *function).collect();
        for export in module.exports.clone().into_iter().flatten() {
            let export = export?;
            if export.kind == wasmparser::ExternalKind::Func {
                mentioned.push(export.index);
            }
        }
        for (function, body) in module.defined() {
            if self.fate(function) == Fate::Stays {
                mentioned.extend(callees(body)?);
            }
        }
        for function in mentioned {
            if self.fate(function) == Fate::Moves {
                self.set(function, Fate::Stub);
            }
        }
        Ok(())
    }

    /// A stub must not be longer than what it stands for.
    fn keep_what_is_shorter_than_a_stub(&mut self, module: &Module<'_>) -> Result<()> {
        for (function, body) in module.defined() {
            if self.fate(function) == Fate::Stub
                && body.range().len() <= self.stub(module, function, 0)?.byte_len()
                && callees(body)?
                    .into_iter()
                    .all(|callee| self.fate(callee) == Fate::Stays)
            {
                self.set(function, Fate::Stays);
            }
        }
        Ok(())
    }

    /// A function that is in the table keeps its slot; the others get new ones behind it.
    fn give_slots(&mut self, slots: &[(u32, u32, u32)]) {
        for &(table, slot, function) in slots {
            if table == 0 && self.fate(function) == Fate::Stub {
                self.slots.entry(function).or_insert(slot);
            }
        }
        let mut next = self.table;
        for (function, fate) in (0..).zip(&self.fates) {
            if *fate == Fate::Stub && !self.slots.contains_key(&function) {
                self.slots.insert(function, next);
                next += 1;
            }
        }
    }

    fn share(&mut self, module: &Module<'_>) -> Result<()> {
        let mut shared = vec![false; self.fates.len()];
        for (function, body) in module.defined() {
            if self.fate(function) != Fate::Stays {
                for callee in callees(body)? {
                    if let Some(place) = shared.get_mut(callee as usize) {
                        *place = self.fate(callee) == Fate::Stays;
                    }
                }
            }
        }
        self.shared = (0..)
            .zip(shared)
            .filter_map(|(function, used)| used.then_some(function))
            .collect();
        Ok(())
    }

    pub(super) fn names_that_stay<'a>(&self, module: &Module<'a>) -> HashSet<&'a str> {
        (module.defined())
            .filter(|(function, _)| self.fate(*function) == Fate::Stays)
            .map(|(function, _)| module.symbol(function))
            .collect()
    }

    /// Without the constants that a number in the first module could be the address of. The relocations are of the module as it was
    /// linked; what tools added or changed after that is looked at here.
    pub(super) fn without_mentioned(
        &self,
        module: &Module<'_>,
        moved: Vec<Range<u32>>,
    ) -> Result<Vec<Range<u32>>> {
        let mut mentioned = vec![false; moved.len()];
        let mut mention = |address: u32| {
            let at = moved.partition_point(|range| range.end <= address);
            if let Some(place) = mentioned.get_mut(at) {
                *place |= moved.get(at).is_some_and(|range| range.contains(&address));
            }
        };
        for (function, body) in module.defined() {
            if self.fate(function) == Fate::Stays {
                for operator in body.get_operators_reader()? {
                    if let Operator::I32Const { value } = operator? {
                        mention(value.cast_unsigned());
                    }
                }
            }
        }
        Ok(moved
            .into_iter()
            .zip(mentioned)
            .filter_map(|(range, mentioned)| (!mentioned).then_some(range))
            .collect())
    }

    /// The parameters' number and the type of a function.
    pub(super) fn signature(&self, module: &Module<'_>, function: u32) -> Result<(u32, u32)> {
        let number = module
            .function_types
            .get(function as usize)
            .context("a function without a type")?;
        let signature = self
            .types
            .get(*number as usize)
            .context("a type that is not there")?;
        Ok((u32::try_from(signature.params().len())?, *number))
    }

    /// Fetches the rest unless it is there, and calls the function in `slot`.
    pub(super) fn stub(&self, module: &Module<'_>, function: u32, slot: u32) -> Result<Function> {
        let (parameters, type_index) = self.signature(module, function)?;
        let mut stub = Function::new([]);
        stub.instruction(&Instruction::GlobalGet(self.globals));
        stub.instruction(&Instruction::I32Eqz);
        stub.instruction(&Instruction::If(wasm_encoder::BlockType::Empty));
        stub.instruction(&Instruction::Call(self.load));
        stub.instruction(&Instruction::End);
        for parameter in 0..parameters {
            stub.instruction(&Instruction::LocalGet(parameter));
        }
        stub.instruction(&Instruction::I32Const(slot.cast_signed()));
        stub.instruction(&Instruction::CallIndirect {
            type_index,
            table_index: 0,
        });
        stub.instruction(&Instruction::End);
        Ok(stub)
    }
}

/// The functions that a body calls by name.
fn callees(body: &FunctionBody<'_>) -> Result<Vec<u32>> {
    let mut callees = Vec::new();
    for operator in body.get_operators_reader()? {
        match operator? {
            Operator::Call { function_index } | Operator::ReturnCall { function_index } => {
                callees.push(function_index);
            }
            other @ (Operator::RefFunc { .. }
            | Operator::MemoryInit { .. }
            | Operator::DataDrop { .. }
            | Operator::TableInit { .. }
            | Operator::ElemDrop { .. }) => {
                bail!("an instruction that names a part of the module: {other:?}")
            }
            _ => {}
        }
    }
    Ok(callees)
}

fn table_size(module: &Module<'_>) -> Result<u32> {
    let table = (module.tables.clone().into_iter().flatten())
        .next()
        .context("no table of functions")?;
    Ok(u32::try_from(table?.ty.initial)?)
}
