//! Which constants only the rest needs.
//!
//! The linker is asked to keep its relocations (`--emit-relocs`): they say for every function and every constant which constants
//! it holds the address of. What cannot be reached from a function that stays is read by no code before the rest is there. Only
//! what the linker placed as read-only may move, because the rest writes it again when it comes.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use anyhow::{Context, Result};
use wasmparser::{Linking, RelocationType, SymbolInfo};

use super::module::{Kind, Module};

/// The linker's name for what is never written.
const READ_ONLY: &str = ".rodata";

/// The parts of the memory that no function named by `stays` can read, by address, in order. `linked` is the module as the linker
/// left it. Without relocations nothing moves.
pub(super) fn of_the_rest(
    linked: &Module<'_>,
    stays: impl Fn(&str) -> bool,
) -> Result<Vec<Range<u32>>> {
    let constants = Constants::of(linked)?;
    let bodies: Vec<_> = linked.defined().collect();
    let mut mentions: BTreeMap<Range32, Vec<Range32>> = BTreeMap::new();
    let mut pending = Vec::new();
    for section in &linked.relocations {
        let kind = linked.section_kinds.get(section.section_index() as usize);
        for entry in section.entries() {
            let entry = entry?;
            let Some(target) = constants
                .symbol(entry.index)
                .filter(|_| is_address(entry.ty))
            else {
                continue;
            };
            match kind {
                Some(Kind::Code) => {
                    let place = linked.code.start + entry.offset as usize;
                    let at = bodies.partition_point(|(_, body)| body.range().end <= place);
                    let (function, _) = bodies.get(at).context("a relocation behind the code")?;
                    if stays(linked.symbol(*function)) {
                        pending.push(target);
                    }
                }
                Some(Kind::Data) => {
                    let place = linked.data_section.start + entry.offset as usize;
                    for holder in address(linked, place)
                        .into_iter()
                        .flat_map(|at| constants.at(at))
                    {
                        mentions.entry(holder).or_default().push(target);
                    }
                }
                _ => {}
            }
        }
    }
    let mut reached = BTreeSet::new();
    while let Some(constant) = pending.pop() {
        if reached.insert(constant) {
            pending.extend(mentions.get(&constant).into_iter().flatten());
        }
    }
    Ok(constants.movable_without(&reached))
}

/// From the first address to the one behind the last.
type Range32 = (u32, u32);

/// The constants and variables that the linker placed.
struct Constants {
    /// By the number of the symbol.
    symbols: BTreeMap<u32, Range32>,
    /// In order.
    ranges: BTreeSet<Range32>,
    /// The longest of them, in bytes.
    longest: u32,
    /// The memory that is never written.
    read_only: Vec<Range32>,
}

impl Constants {
    fn of(linked: &Module<'_>) -> Result<Self> {
        let mut symbols = BTreeMap::new();
        let mut read_only = Vec::new();
        for part in linked
            .linking
            .iter()
            .flat_map(wasmparser::LinkingSectionReader::subsections)
        {
            let Linking::SymbolTable(table) = part? else {
                continue;
            };
            for (number, symbol) in (0..).zip(table) {
                let SymbolInfo::Data {
                    symbol: Some(symbol),
                    ..
                } = symbol?
                else {
                    continue;
                };
                // What lies in no segment is zero at the start, and written later.
                if let Some(data) = linked.data.get(symbol.index as usize) {
                    let start = data.address + symbol.offset;
                    symbols.insert(number, (start, start + symbol.size));
                }
            }
        }
        for (number, data) in (0..).zip(&linked.data) {
            if linked.data_names.get(&number) == Some(&READ_ONLY) {
                read_only.push((
                    data.address,
                    data.address + u32::try_from(data.bytes.len())?,
                ));
            }
        }
        let ranges: BTreeSet<_> = symbols.values().copied().collect();
        let longest = ranges.iter().map(|(start, end)| end - start).max();
        Ok(Self {
            symbols,
            ranges,
            longest: longest.unwrap_or_default(),
            read_only,
        })
    }

    fn symbol(&self, number: u32) -> Option<Range32> {
        self.symbols.get(&number).copied()
    }

    /// Those that hold an address; some share their place.
    fn at(&self, address: u32) -> impl Iterator<Item = Range32> {
        let first = (address.saturating_sub(self.longest), 0);
        (self.ranges.range(first..=(address, u32::MAX)).copied())
            .filter(move |(_, end)| address < *end)
    }

    /// The read-only bytes of constants that are not among these, nor share their bytes with one.
    fn movable_without(&self, reached: &BTreeSet<Range32>) -> Vec<Range<u32>> {
        let mut free: Vec<Range<u32>> = Vec::new();
        let mut held = 0;
        for &(start, end) in &self.ranges {
            if reached.contains(&(start, end)) {
                // A constant that stays may lie within one that would have moved.
                while let Some(last) = free.last_mut().filter(|last| last.end > start) {
                    last.end = start;
                    if last.start == last.end {
                        free.pop();
                    }
                }
                held = held.max(end);
                continue;
            }
            let movable = (self.read_only.iter()).any(|part| part.0 <= start && end <= part.1);
            let start = start.max(held).max(free.last().map_or(0, |last| last.end));
            if movable && start < end {
                match free.last_mut().filter(|last| last.end == start) {
                    Some(last) => last.end = end,
                    None => free.push(start..end),
                }
            }
        }
        free
    }
}

/// Where a byte of the file lies in memory.
fn address(linked: &Module<'_>, place: usize) -> Option<u32> {
    let data = (linked.data.iter()).find(|data| data.place.contains(&place))?;
    Some(data.address + u32::try_from(place - data.place.start).ok()?)
}

fn is_address(kind: RelocationType) -> bool {
    use RelocationType as R;
    matches!(
        kind,
        R::MemoryAddrLeb
            | R::MemoryAddrSleb
            | R::MemoryAddrI32
            | R::MemoryAddrLocrelI32
            | R::MemoryAddrRelSleb
    )
}
