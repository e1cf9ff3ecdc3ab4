//! A Wasm module as the splitter looks at it: its sections, and its functions with their names.

use std::collections::HashMap;
use std::ops::Range;

use anyhow::{Context, Result, bail};
use wasmparser::{
    DataKind, ElementItems, ElementKind, FunctionBody, KnownCustom, Name, Operator, Parser,
    Payload, TypeRef,
};

/// The parts of a module, in their order. Only what rustc and wasm-bindgen write is understood; anything else is refused.
#[derive(Default)]
pub(super) struct Module<'a> {
    pub(super) types: Option<wasmparser::TypeSectionReader<'a>>,
    pub(super) imports: Option<wasmparser::ImportSectionReader<'a>>,
    pub(super) tables: Option<wasmparser::TableSectionReader<'a>>,
    pub(super) memories: Option<wasmparser::MemorySectionReader<'a>>,
    pub(super) globals: Option<wasmparser::GlobalSectionReader<'a>>,
    pub(super) exports: Option<wasmparser::ExportSectionReader<'a>>,
    pub(super) elements: Option<wasmparser::ElementSectionReader<'a>>,
    /// Where the content of the code section lies in the file.
    pub(super) code: Range<usize>,
    /// Type of each function, imported ones first.
    pub(super) function_types: Vec<u32>,
    /// How many functions are imported.
    pub(super) imported: u32,
    /// Bodies of the functions that are not imported.
    pub(super) bodies: Vec<FunctionBody<'a>>,
    pub(super) data: Vec<Data<'a>>,
    /// Symbols of functions, where they are named.
    pub(super) names: HashMap<u32, &'a str>,
    /// Names of the pieces of memory, where they are named.
    pub(super) data_names: HashMap<u32, &'a str>,
    /// Names of the imported functions within their modules.
    pub(super) import_names: Vec<&'a str>,
    /// The sections `reloc.CODE` and `reloc.DATA`, if the linker left them.
    pub(super) relocations: Vec<wasmparser::RelocSectionReader<'a>>,
    pub(super) linking: Option<wasmparser::LinkingSectionReader<'a>>,
    /// Content of the data section in the file.
    pub(super) data_section: Range<usize>,
    /// Ids of the sections in their order, which is how relocations name them.
    pub(super) section_kinds: Vec<Kind>,
}

/// What a relocation can apply to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Code,
    Data,
    Other,
}

/// A piece of memory as it is at the start.
#[derive(Clone)]
pub(super) struct Data<'a> {
    pub(super) address: u32,
    pub(super) bytes: &'a [u8],
    /// Where the bytes lie in the file.
    pub(super) place: Range<usize>,
}

impl<'a> Module<'a> {
    /// Reads the sections. The bodies of functions are read later, one by one.
    pub(super) fn read(wasm: &'a [u8]) -> Result<Self> {
        let mut module = Self::default();
        for payload in Parser::new(0).parse_all(wasm) {
            let payload = payload.context("this is no Wasm module")?;
            let kind = match &payload {
                Payload::CodeSectionStart { .. } => Kind::Code,
                Payload::DataSection(_) => Kind::Data,
                _ => Kind::Other,
            };
            let is_section = !matches!(
                payload,
                Payload::Version { .. } | Payload::CodeSectionEntry(_) | Payload::End(_)
            );
            if is_section {
                module.section_kinds.push(kind);
            }
            module.take(payload)?;
        }
        Ok(module)
    }

    fn take(&mut self, payload: Payload<'a>) -> Result<()> {
        match payload {
            Payload::Version { .. } | Payload::End(_) | Payload::DataCountSection { .. } => {}
            Payload::TypeSection(section) => self.types = Some(section),
            Payload::ImportSection(section) => {
                for import in section.clone().into_imports() {
                    let import = import?;
                    if let TypeRef::Func(index) = import.ty {
                        self.function_types.push(index);
                        self.import_names.push(import.name);
                        self.imported += 1;
                    }
                }
                self.imports = Some(section);
            }
            Payload::FunctionSection(section) => {
                for index in section {
                    self.function_types.push(index?);
                }
            }
            Payload::TableSection(section) => self.tables = Some(section),
            Payload::MemorySection(section) => self.memories = Some(section),
            Payload::GlobalSection(section) => self.globals = Some(section),
            Payload::ExportSection(section) => self.exports = Some(section),
            Payload::ElementSection(section) => self.elements = Some(section),
            Payload::CodeSectionStart { range, .. } => self.code = range,
            Payload::CodeSectionEntry(body) => self.bodies.push(body),
            Payload::DataSection(section) => {
                self.data_section = section.range();
                for data in section {
                    let data = data?;
                    let DataKind::Active { offset_expr, .. } = data.kind else {
                        bail!("a passive data segment");
                    };
                    self.data.push(Data {
                        address: constant(&offset_expr)?,
                        bytes: data.data,
                        place: data.range.end - data.data.len()..data.range.end,
                    });
                }
            }
            Payload::CustomSection(section) => match section.as_known() {
                KnownCustom::Name(names) => {
                    for name in names {
                        let (map, into) = match name? {
                            Name::Function(map) => (map, &mut self.names),
                            Name::Data(map) => (map, &mut self.data_names),
                            _ => continue,
                        };
                        for naming in map {
                            let naming = naming?;
                            into.insert(naming.index, naming.name);
                        }
                    }
                }
                KnownCustom::Reloc(relocations) => self.relocations.push(relocations),
                KnownCustom::Linking(linking) => self.linking = Some(linking),
                _ => {}
            },
            other => bail!("a section that is not understood: {other:?}"),
        }
        Ok(())
    }

    /// The symbol of a function; an import goes by its name there.
    pub(super) fn symbol(&self, function: u32) -> &'a str {
        let import = || self.import_names.get(function as usize).copied();
        (self.names.get(&function).copied())
            .or_else(import)
            .unwrap_or_default()
    }

    /// The functions that are not imported, with their bodies.
    pub(super) fn defined(&self) -> impl Iterator<Item = (u32, &FunctionBody<'a>)> {
        (self.imported..).zip(&self.bodies)
    }

    /// The slots of the table of functions: `(table, slot, function)`.
    pub(super) fn slots(&self) -> Result<Vec<(u32, u32, u32)>> {
        let mut slots = Vec::new();
        for element in self.elements.clone().into_iter().flatten() {
            let element = element?;
            let ElementKind::Active {
                table_index,
                offset_expr,
            } = element.kind
            else {
                bail!("elements that are not active");
            };
            let ElementItems::Functions(functions) = element.items else {
                bail!("elements that are expressions");
            };
            for (slot, function) in (constant(&offset_expr)?..).zip(functions) {
                slots.push((table_index.unwrap_or(0), slot, function?));
            }
        }
        Ok(slots)
    }
}

/// The number that an offset is.
fn constant(expression: &wasmparser::ConstExpr<'_>) -> Result<u32> {
    match expression.get_operators_reader().read()? {
        Operator::I32Const { value } => Ok(value.cast_unsigned()),
        other => bail!("an offset that is no number: {other:?}"),
    }
}
