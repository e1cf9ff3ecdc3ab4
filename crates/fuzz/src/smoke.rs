//! Every seed, and some thousands of changes of them, handed to every target: the same each time, without a fuzzer.

use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use crate::mutate::{Chance, changed};
use crate::{Target, clock};

/// What a target had, and how it did.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// How many inputs it had.
    pub inputs: usize,
    /// The processor's time that it took, in seconds, where the system tells.
    pub seconds: Option<f64>,
    /// The inputs at which it panicked, each with a name that tells where it comes from.
    pub broken: Vec<(String, Vec<u8>)>,
}

/// Runs `target` over its seeds below `root`, the repository, and over changes of them.
///
/// # Errors
///
/// If the seeds cannot be read.
pub fn run(target: Target, root: &Path) -> io::Result<Outcome> {
    let words = words(&fs::read_to_string(root.join("fuzz/words.dict"))?);
    let seeds = seeds(target, root)?;
    let begun = clock::seconds();
    let mut broken = Vec::new();
    let mut inputs = 0;
    let mut hand_in = |name: String, data: Vec<u8>| {
        inputs += 1;
        if catch_unwind(AssertUnwindSafe(|| target.run(&data))).is_err() {
            broken.push((name, data));
        }
    };
    for (name, data) in &seeds {
        hand_in(name.clone(), data.clone());
    }
    for number in 0..target.changes {
        let mut chance = Chance(number.into());
        let (one, other) = (chance.below(seeds.len()), chance.below(seeds.len()));
        if let (Some((name, seed)), Some((_, other))) = (seeds.get(one), seeds.get(other)) {
            let data = changed(seed, other, &words, &mut chance);
            hand_in(format!("change {number} of {name}"), data);
        }
    }
    let seconds = clock::seconds()
        .zip(begun)
        .map(|(ended, begun)| ended - begun);
    Ok(Outcome {
        inputs,
        seconds,
        broken,
    })
}

/// The seeds by their names.
fn seeds(target: Target, root: &Path) -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut files: Vec<PathBuf> = Vec::new();
    for directory in target.seeds {
        for entry in fs::read_dir(root.join(directory))? {
            files.push(entry?.path());
        }
    }
    files.retain(|file| file.is_file());
    files.sort();
    let read = |file: &PathBuf| Ok((file.display().to_string(), fs::read(file)?));
    files.iter().map(read).collect()
}

/// The words of a libFuzzer dictionary.
fn words(text: &str) -> Vec<Vec<u8>> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.strip_prefix('"')?.strip_suffix('"'))
        .map(unescaped)
        .collect()
}

/// `\xNN`, `\\` and `\"`.
fn unescaped(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        out.extend(before.bytes());
        let hex = after.strip_prefix('x').and_then(|hex| hex.get(..2));
        let byte = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        rest = match byte {
            Some(byte) => {
                out.push(byte);
                after.get(3..).unwrap_or_default()
            }
            None => {
                out.extend(after.bytes().take(1));
                after.get(1..).unwrap_or_default()
            }
        };
    }
    out.extend(rest.bytes());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dictionary_is_read_as_libfuzzer_reads_it() {
        let found = words("# words\n\"kind\"\n\"a\\x0a\\\"b\\\\\"\n\nnone\n");
        assert_eq!(found, [b"kind".to_vec(), b"a\n\"b\\".to_vec()]);
    }
}
