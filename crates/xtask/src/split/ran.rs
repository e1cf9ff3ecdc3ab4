//! Marks in every function that tell afterwards whether it ran.

use anyhow::Result;
use wasm_encoder::reencode::Reencode;
use wasm_encoder::{ConstExpr, ExportKind, GlobalType, Instruction, ValType};
use wasmparser::FunctionBody;

use super::module::Module;
use super::plain;

/// Before the name of a function, in the exports of a module with marks.
const PREFIX: &str = "ran ";

/// The module with a global for each function that becomes 1 when the function runs. They are exported: `ran 7`, and so on.
/// Beside it the functions' names, in order.
pub(crate) fn with_marks(wasm: &[u8]) -> Result<(Vec<u8>, Vec<String>)> {
    let module = Module::read(wasm)?;
    let mut marking = Marking {
        globals: module
            .globals
            .as_ref()
            .map_or(0, wasmparser::SectionLimited::count),
        next: 0,
        functions: u32::try_from(module.bodies.len())?,
    };
    let mut made = wasm_encoder::Module::new();
    marking.parse_core_module(&mut made, wasmparser::Parser::new(0), wasm)?;
    let names = module
        .defined()
        .map(|(function, _)| plain(module.symbol(function)));
    Ok((made.finish(), names.collect()))
}

struct Marking {
    /// How many globals there were.
    globals: u32,
    /// Which of the functions that are not imported comes next.
    next: u32,
    functions: u32,
}

impl Reencode for Marking {
    type Error = std::convert::Infallible;

    fn parse_global_section(
        &mut self,
        globals: &mut wasm_encoder::GlobalSection,
        section: wasmparser::GlobalSectionReader<'_>,
    ) -> Result<(), wasm_encoder::reencode::Error> {
        wasm_encoder::reencode::utils::parse_global_section(self, globals, section)?;
        for _ in 0..self.functions {
            let kind = GlobalType {
                val_type: ValType::I32,
                mutable: true,
                shared: false,
            };
            globals.global(kind, &ConstExpr::i32_const(0));
        }
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut wasm_encoder::ExportSection,
        section: wasmparser::ExportSectionReader<'_>,
    ) -> Result<(), wasm_encoder::reencode::Error> {
        wasm_encoder::reencode::utils::parse_export_section(self, exports, section)?;
        for function in 0..self.functions {
            exports.export(
                &format!("{PREFIX}{function}"),
                ExportKind::Global,
                self.globals + function,
            );
        }
        Ok(())
    }

    fn parse_function_body(
        &mut self,
        code: &mut wasm_encoder::CodeSection,
        body: FunctionBody<'_>,
    ) -> Result<(), wasm_encoder::reencode::Error> {
        let mut function = self.new_function_with_parsed_locals(&body)?;
        function.instruction(&Instruction::I32Const(1));
        function.instruction(&Instruction::GlobalSet(self.globals + self.next));
        self.next += 1;
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            function.instruction(&self.parse_instruction(&mut operators)?);
        }
        code.function(&function);
        Ok(())
    }
}
