//! SHA-256 (FIPS 180-4) for the names of chains. An own one, because a crate's would be 9 KB of the page's Wasm; this is 1, and
//! nothing here is secret.

/// The digits of base 32 (RFC 4648).
const DIGITS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The first `length` characters, at most 25, of the SHA-256 hash of `text` in base 32: kube-proxy's way to make chain names that
/// are short, unique and stable.
pub(super) fn short_hash(text: &str, length: usize) -> String {
    let [a, b, c, d, ..] = sha256(text.as_bytes());
    let bits = [a, b, c, d]
        .into_iter()
        .fold(0_u128, |bits, word| (bits << 32) | u128::from(word));
    let digit = |place: usize| {
        let shift = u32::try_from(place * 5 + 5).ok()?;
        let digit = (bits >> 128_u32.checked_sub(shift)?) & 31;
        let digit = DIGITS.get(usize::try_from(digit).ok()?)?;
        Some(char::from(*digit))
    };
    (0..length).map_while(digit).collect()
}

/// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
#[rustfmt::skip] // A table, eight in a row.
const ROUNDS: [u32; 64] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
];

/// The first 32 bits of the fractional parts of the square roots of the first 8 primes.
#[rustfmt::skip] // A table, eight in a row.
const START: [u32; 8] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
];

fn sha256(text: &[u8]) -> [u32; 8] {
    let mut padded = text.to_vec();
    padded.push(0x80);
    padded.resize((text.len() + 9).next_multiple_of(64) - 8, 0);
    let bits = (text.len() as u64).wrapping_mul(8);
    padded.extend_from_slice(&bits.to_be_bytes());
    let (blocks, _) = padded.as_chunks();
    blocks.iter().fold(START, compress)
}

fn compress(state: [u32; 8], block: &[u8; 64]) -> [u32; 8] {
    let (words, _) = block.as_chunks();
    // The sixteen words of the schedule from the present round on.
    let mut schedule = [0_u32; 16];
    for (word, bytes) in schedule.iter_mut().zip(words) {
        *word = u32::from_be_bytes(*bytes);
    }
    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = state;
    for constant in ROUNDS {
        let [w0, w1, _, _, _, _, _, _, _, w9, _, _, _, _, w14, _] = schedule;
        let sum_e = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
        let choice = (e & f) ^ (!e & g);
        let one = [sum_e, choice, constant, w0]
            .into_iter()
            .fold(h, u32::wrapping_add);
        let sum_a = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
        let majority = (a & b) ^ (a & c) ^ (b & c);
        let two = sum_a.wrapping_add(majority);
        [h, g, f, e, d, c, b, a] = [g, f, e, d.wrapping_add(one), c, b, a, one.wrapping_add(two)];

        let low = w1.rotate_right(7) ^ w1.rotate_right(18) ^ (w1 >> 3);
        let high = w14.rotate_right(17) ^ w14.rotate_right(19) ^ (w14 >> 10);
        schedule.rotate_left(1);
        let [.., last] = &mut schedule;
        *last = [low, w9, high].into_iter().fold(w0, u32::wrapping_add);
    }
    let mut mixed = [a, b, c, d, e, f, g, h];
    for (word, before) in mixed.iter_mut().zip(state) {
        *word = word.wrapping_add(before);
    }
    mixed
}

#[cfg(test)]
mod tests {
    use super::{sha256, short_hash};

    fn hex(text: &str) -> String {
        let words = sha256(text.as_bytes());
        words.iter().map(|word| format!("{word:08x}")).collect()
    }

    #[test]
    fn hashes_as_the_standards_examples() {
        assert_eq!(
            hex(""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        assert_eq!(
            hex("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(
            hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        );
    }

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
