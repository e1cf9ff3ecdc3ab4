//! Numbers as Go reads and writes them.

/// An integer as `strconv.ParseInt(text, 0, 64)` reads it, underscores dropped: `12`, `-0x1F`, `0777`, `0o17`, `0b1`. Whether it is
/// negative, and how large.
pub(super) fn parse_int(text: &str) -> Option<(bool, u64)> {
    let (negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, text.get(1..)?),
        b'+' => (false, text.get(1..)?),
        _ => (false, text),
    };
    let (radix, digits) = match digits.as_bytes() {
        [b'0', b'x' | b'X', ..] => (16, digits.get(2..)?),
        [b'0', b'o' | b'O', ..] => (8, digits.get(2..)?),
        [b'0', b'b' | b'B', ..] => (2, digits.get(2..)?),
        [b'0', _, ..] => (8, digits.get(1..)?),
        _ => (10, digits),
    };
    // `from_str_radix` would take another sign.
    if !digits.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    Some((negative, u64::from_str_radix(digits, radix).ok()?))
}

/// Whether `text` is a float as go-yaml wants it: digits, at most one dot among or before them, an exponent.
pub(super) fn looks_like_float(text: &str) -> bool {
    let text = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let mantissa = match mantissa.split_once('.') {
        Some((whole, fraction)) => {
            digits(whole) && digits(fraction) && whole.len() + fraction.len() > 0
        }
        None => digits(mantissa) && !mantissa.is_empty(),
    };
    let exponent = exponent.is_none_or(|exponent| {
        let exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
        digits(exponent) && !exponent.is_empty()
    });
    mantissa && exponent
}

/// A finite float as Go's `encoding/json` writes it: `1000`, `0.5`, `1e+21`, `1e-7`.
pub fn json_float(value: f64) -> String {
    let size = value.abs();
    if size == 0.0 || (1e-6..1e21).contains(&size) {
        return format!("{value}");
    }
    let text = format!("{value:e}");
    match text.split_once("e-") {
        Some((digits, exponent)) => format!("{digits}e-{exponent}"),
        None => text.replacen('e', "e+", 1),
    }
}

/// A float as `strconv.FormatFloat(value, 'g', -1, 32)` writes it, which is how a float becomes a key: `0.5`, `1e+06`, `.inf`.
pub(super) fn key_float(value: f64) -> String {
    let value = value as f32;
    if value.is_nan() {
        return ".nan".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { ".inf" } else { "-.inf" }.to_owned();
    }
    let text = format!("{value:e}");
    let Some((digits, exponent)) = text.split_once('e') else {
        return text;
    };
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if !(-4..6).contains(&exponent) {
        let sign = if exponent < 0 { '-' } else { '+' };
        return format!("{digits}e{sign}{:02}", exponent.abs());
    }
    format!("{value}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_floats_as_go_writes_json() {
        for (value, expected) in [
            (0.5, "0.5"),
            (-0.0, "-0"),
            (1e20, "100000000000000000000"),
            (1e21, "1e+21"),
            (1.25e-7, "1.25e-7"),
            (1e-6, "0.000001"),
        ] {
            assert_eq!(json_float(value), expected);
        }
    }

    #[test]
    fn writes_keys_with_the_precision_of_32_bits() {
        for (value, expected) in [
            (0.5, "0.5"),
            (0.1, "0.1"),
            (123_456.5, "123456.5"),
            (1_234_567.5, "1.2345675e+06"),
            (0.000_01, "1e-05"),
            (f64::NEG_INFINITY, "-.inf"),
        ] {
            assert_eq!(key_float(value), expected);
        }
    }

    #[test]
    fn knows_what_looks_like_a_float() {
        for text in ["1", "1.", ".5", "-1.5e+3", "+08", "1E5"] {
            assert!(looks_like_float(text), "{text}");
        }
        for text in ["", ".", "e5", "1e", "1.2.3", "0x1", "inf", "--1", "1e1.5"] {
            assert!(!looks_like_float(text), "{text}");
        }
    }

    #[test]
    fn reads_integers_in_the_bases_of_go() {
        for (text, expected) in [
            ("0x1F", Some((false, 31))),
            ("-0b11", Some((true, 3))),
            ("0o17", Some((false, 15))),
            ("017", Some((false, 15))),
            ("0", Some((false, 0))),
            ("08", None),
            ("0x", None),
            ("+-1", None),
            ("18446744073709551616", None),
        ] {
            assert_eq!(parse_int(text), expected, "{text}");
        }
    }
}
