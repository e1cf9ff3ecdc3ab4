//! The end of a link: three letters or digits that depend on everything before them.
//!
//! They are never `-` or `_`, so a link does not end in what a chat takes for punctuation, and a link whose last character was lost
//! can be told from one that lost more.

const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// How many characters a seal has.
pub(crate) const LENGTH: usize = 3;

/// The seal of `text`: FNV-1a of 64 bits, folded into three digits of base 62.
pub(crate) fn seal(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let mut rest = hash ^ hash >> 32;
    let mut digits = String::with_capacity(LENGTH);
    for _ in 0..LENGTH {
        let digit = (rest % 62) as usize;
        digits.push(ALPHABET.get(digit).map_or('0', |&c| c.into()));
        rest /= 62;
    }
    digits
}

/// `sealed` without its seal, if the seal is right.
pub(crate) fn unsealed(sealed: &str) -> Option<&str> {
    let (text, end) = sealed.split_at_checked(sealed.len().checked_sub(LENGTH)?)?;
    (seal(text) == end).then_some(text)
}

/// The text that `cut`, without its last character, is the beginning of.
pub(crate) fn completed(cut: &str) -> Option<&str> {
    let (text, end) = cut.split_at_checked(cut.len().checked_sub(LENGTH - 1)?)?;
    seal(text).starts_with(end).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_is_three_letters_or_digits_and_knows_its_text() {
        let sealed = format!("1.abc{}", seal("1.abc"));
        assert_eq!(unsealed(&sealed), Some("1.abc"));
        assert!(seal("").bytes().all(|byte| byte.is_ascii_alphanumeric()));
        for place in 0..sealed.len() {
            let mut changed = sealed.clone().into_bytes();
            changed[place] ^= 1;
            assert_eq!(unsealed(std::str::from_utf8(&changed).unwrap()), None);
        }
        assert_eq!(unsealed("x"), None);
    }

    #[test]
    fn one_lost_character_is_known() {
        let sealed = format!("1.abc{}", seal("1.abc"));
        assert_eq!(completed(&sealed[..sealed.len() - 1]), Some("1.abc"));
        assert_eq!(completed(&sealed[..sealed.len() - 2]), None);
    }
}
