use sha2::{Digest, Sha256};

/// The digits of base 32 (RFC 4648).
const DIGITS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The first `length` characters, at most 25, of the SHA-256 hash of `text` in base 32: kube-proxy's way to make chain names that
/// are short, unique and stable.
pub(super) fn short_hash(text: &str, length: usize) -> String {
    let hash = Sha256::digest(text);
    let head = hash.iter().take(16);
    let bits = head.fold(0_u128, |bits, byte| (bits << 8) | u128::from(*byte));
    let digit = |place: usize| {
        let shift = u32::try_from(place * 5 + 5).ok()?;
        let digit = (bits >> 128_u32.checked_sub(shift)?) & 31;
        DIGITS
            .get(usize::try_from(digit).ok()?)
            .copied()
            .map(char::from)
    };
    (0..length).map_while(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::short_hash;

    #[test]
    fn names_chains_as_kube_proxy_does() {
        assert_eq!(
            short_hash("default/kubernetes:httpstcp", 16),
            "NPX46M4PTMTKRN6Y"
        );
        assert_eq!(
            short_hash("kube-system/kube-dns:dnsudp", 16),
            "TCOU7JCQXEZGVUNU"
        );
    }
}
