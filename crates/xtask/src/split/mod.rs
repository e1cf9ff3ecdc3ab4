//! Splits the one Wasm module in two: what a first visit runs, and the rest.
//!
//! Five sixths of the code wait for somebody to make a mistake, open a panel or begin a lesson. Such functions move into a second
//! module that works on the same memory and the same table. Where the first still mentions one of them it holds a stub: it asks for
//! the second module, unless that is there, and calls through the table. So every call works at any time, and the division is a
//! matter of bytes alone, never of behaviour.
//!
//! Which functions a first visit runs is measured (`cargo xtask first-visit`) and kept by name in `web/first-visit.txt.gz`. A name that
//! is missing or gone costs bytes, nothing else; the sizes are held by a ratchet.
//!
//! Constants move with the functions that use them: see [`statics`].

mod cut;
mod module;
mod plan;
mod ran;
mod renumbered;
mod statics;
mod strip;
#[cfg(test)]
mod tests;

#[cfg(test)]
use cut::Parts;
pub(crate) use cut::cut;
pub(crate) use ran::with_marks;
pub(crate) use strip::without_relocations;

use std::collections::BTreeSet;

/// The names of the functions that a first visit runs, as [`plain`] writes them.
#[derive(Debug, Default)]
pub(crate) struct Profile(BTreeSet<String>);

impl Profile {
    /// One name a line.
    pub(crate) fn read(text: &str) -> Self {
        Self(text.lines().map(str::to_owned).collect())
    }

    fn names(&self, symbol: &str) -> bool {
        self.0.contains(&plain(symbol))
    }
}

/// A symbol as Rust writes the path, without the hashes that differ between machines.
pub(crate) fn plain(symbol: &str) -> String {
    format!("{:#}", rustc_demangle::demangle(symbol))
}
