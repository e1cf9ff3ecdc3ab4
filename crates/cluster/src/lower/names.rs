//! Names as controllers make them up, without chance: the same text gives the same names.

use std::fmt::{self, Write as _};

/// The letters of made-up names: no vowels and no look-alikes, as `k8s.io/apimachinery/pkg/util/rand` has them.
const LETTERS: &[u8; 27] = b"bcdfghjklmnpqrstvwxz2456789";

/// A 32-bit FNV-1a hash of the text written to it.
struct Fnv32(u32);

impl fmt::Write for Fnv32 {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            self.0 = (self.0 ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
        Ok(())
    }
}

fn hash(what: &impl fmt::Debug) -> u32 {
    let mut hash = Fnv32(0x811c_9dc5);
    // Writing to a hash cannot fail.
    let _ = write!(hash, "{what:?}");
    hash.0
}

fn letter(number: u32) -> char {
    let at = usize::try_from(number % 27).unwrap_or(0);
    LETTERS.get(at).copied().map_or('b', char::from)
}

/// The hash of a Pod template as it stands in a ReplicaSet's name: a decimal number, its digits written as letters
/// (`rand.SafeEncodeString`).
pub(super) fn template_hash(template: &impl fmt::Debug) -> String {
    hash(template)
        .to_string()
        .chars()
        .map(|digit| letter(u32::from(digit)))
        .collect()
}

/// The five letters that end a generated name.
pub(super) fn suffix(owner: &str, index: u32) -> String {
    let mut number = u64::from(hash(&owner))
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .wrapping_add(u64::from(index).wrapping_mul(0xd1b5_4a32_d192_ed03));
    number ^= number >> 29;
    (0..5)
        .map(|_| {
            let letter = letter(u32::try_from(number % 27).unwrap_or(0));
            number /= 27;
            letter
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn suffixes_of_a_large_workload_differ() {
        let names: BTreeSet<String> = (0..20_000).map(|index| suffix("web-abc", index)).collect();
        assert!(names.len() > 19_900, "{}", names.len());
        assert_eq!(suffix("web-abc", 7), suffix("web-abc", 7));
    }

    #[test]
    fn template_hashes_look_like_those_of_deployments() {
        let name = template_hash(&"template");
        assert!(
            name.len() <= 10 && name.bytes().all(|byte| LETTERS.contains(&byte)),
            "{name}"
        );
        assert_ne!(name, template_hash(&"another template"));
    }
}
