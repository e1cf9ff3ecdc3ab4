//! The numbers that functions have in a module of their own.

use std::fmt;

use anyhow::Result;
use wasm_encoder::reencode::{self, Reencode};

use super::plan::Fate;

/// Gives functions their new numbers; everything else keeps its own.
pub(super) struct Renumbered(pub(super) Vec<u32>);

impl Renumbered {
    /// Numbers the functions for which `here` holds, in their order.
    pub(super) fn from(start: u32, fates: &[Fate], here: impl Fn(u32, Fate) -> bool) -> Self {
        let mut next = start;
        Self(
            (0..)
                .zip(fates)
                .map(|(function, fate)| {
                    let number = next;
                    let counts = here(function, *fate);
                    next += u32::from(counts);
                    if counts { number } else { u32::MAX }
                })
                .collect(),
        )
    }
}

impl Reencode for Renumbered {
    type Error = Elsewhere;

    fn function_index(&mut self, function: u32) -> Result<u32, reencode::Error<Elsewhere>> {
        match self.0.get(function as usize).copied() {
            Some(number) if number != u32::MAX => Ok(number),
            _ => Err(reencode::Error::UserError(Elsewhere(function))),
        }
    }
}

/// A function was mentioned in the module that it is not in: a fault of the plan.
#[derive(Debug)]
pub(super) struct Elsewhere(u32);

impl std::error::Error for Elsewhere {}

impl fmt::Display for Elsewhere {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "function {} is in the other module", self.0)
    }
}
