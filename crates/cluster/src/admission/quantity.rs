use std::fmt;

const NANO: i128 = 1_000_000_000;
const MAX: i128 = i64::MAX as i128 * NANO;

const BINARY: [(&str, u32); 6] = [
    ("Ki", 10),
    ("Mi", 20),
    ("Gi", 30),
    ("Ti", 40),
    ("Pi", 50),
    ("Ei", 60),
];
const DECIMAL: [(&str, i32); 10] = [
    ("n", -9),
    ("u", -6),
    ("m", -3),
    ("", 0),
    ("k", 3),
    ("M", 6),
    ("G", 9),
    ("T", 12),
    ("P", 15),
    ("E", 18),
];

/// An amount of a resource: `resource.Quantity`. Printed in the server's canonical form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quantity {
    /// In billionths: the server rounds anything smaller up.
    nanos: i128,
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    DecimalSi,
    BinarySi,
    DecimalExponent,
}

impl Quantity {
    /// Reads `1.5Gi`, `100m`, `1e3`; none if it is not a quantity. `resource.ParseQuantity`, which takes no digits for a zero.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (negative, rest) = match text.as_bytes().first()? {
            b'-' => (true, text.get(1..)?),
            b'+' => (false, text.get(1..)?),
            _ => (false, text),
        };
        let end = rest
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(rest.len());
        let (number, suffix) = rest.split_at(end);
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        if fraction.contains('.') {
            return None;
        }
        let (format, scale) = Scale::parse(suffix)?;
        let magnitude = scale.nanos(whole, fraction).min(MAX);
        let nanos = if negative { -magnitude } else { magnitude };
        Some(Self { nanos, format })
    }

    /// In billionths.
    pub(crate) const fn nanos(self) -> i128 {
        self.nanos
    }

    /// Rounded up to thousandths, as `SetDefaults_ResourceList` does.
    pub(crate) const fn rounded_to_milli(self) -> Self {
        const MICRO: i128 = NANO / 1000;
        let over = self.nanos.rem_euclid(MICRO);
        let nanos = if over == 0 {
            self.nanos
        } else {
            self.nanos - over + MICRO
        };
        Self { nanos, ..self }
    }

    /// Whether it is a multiple of one.
    pub(crate) const fn is_whole(self) -> bool {
        self.nanos % NANO == 0
    }
}

/// What a suffix multiplies by.
enum Scale {
    Two(u32),
    Ten(i32),
}

impl Scale {
    fn parse(suffix: &str) -> Option<(Format, Self)> {
        if let Some((_, power)) = BINARY.iter().find(|(name, _)| *name == suffix) {
            return Some((Format::BinarySi, Self::Two(*power)));
        }
        if let Some((_, power)) = DECIMAL.iter().find(|(name, _)| *name == suffix) {
            return Some((Format::DecimalSi, Self::Ten(*power)));
        }
        let power = suffix.strip_prefix(['e', 'E'])?;
        let digits = power.strip_prefix(['+', '-']).unwrap_or(power);
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let power = power.parse().ok()?;
        Some((Format::DecimalExponent, Self::Ten(power)))
    }

    /// `whole.fraction` times the scale, in billionths, rounded up; too much is very much.
    fn nanos(&self, whole: &str, fraction: &str) -> i128 {
        let fraction = fraction.trim_end_matches('0');
        // Twenty digits more than fit.
        let digits: String = whole.chars().chain(fraction.chars()).take(38).collect();
        let cut = whole.len() + fraction.len() - digits.len();
        let Ok(mantissa) = (if digits.is_empty() { "0" } else { &digits }).parse::<i128>() else {
            return MAX;
        };
        let places = i32::try_from(fraction.len()).unwrap_or(i32::MAX);
        let cut = i32::try_from(cut).unwrap_or(i32::MAX);
        let exponent = 9_i32.saturating_sub(places).saturating_add(cut);
        match self {
            Self::Ten(power) => times_ten(mantissa, exponent.saturating_add(*power)),
            Self::Two(power) => match mantissa.checked_mul(1 << power) {
                Some(product) => times_ten(product, exponent),
                None => MAX,
            },
        }
    }
}

/// `number * 10^exponent`, rounded up.
fn times_ten(number: i128, exponent: i32) -> i128 {
    let power = 10_i128.checked_pow(exponent.unsigned_abs());
    match (number, power) {
        (0, _) => 0,
        (_, Some(power)) if exponent >= 0 => number.saturating_mul(power),
        (_, Some(power)) => number / power + i128::from(number % power != 0),
        (_, None) if exponent >= 0 => MAX,
        (_, None) => 1,
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.nanos == 0 {
            return out.write_str("0");
        }
        if self.format == Format::BinarySi && self.is_whole() && self.nanos.abs() >= 1024 * NANO {
            let mut number = self.nanos / NANO;
            let mut suffix = "";
            for (name, _) in BINARY {
                if number % 1024 != 0 {
                    break;
                }
                number /= 1024;
                suffix = name;
            }
            return write!(out, "{number}{suffix}");
        }
        let mut number = self.nanos;
        let mut exponent = -9;
        while number % 1000 == 0 && exponent < 18 {
            number /= 1000;
            exponent += 3;
        }
        match self.format {
            Format::DecimalExponent if exponent == 0 => write!(out, "{number}"),
            Format::DecimalExponent => write!(out, "{number}e{exponent}"),
            Format::DecimalSi | Format::BinarySi => {
                let suffix = DECIMAL.iter().find(|(_, power)| *power == exponent);
                write!(out, "{number}{}", suffix.map_or("", |(name, _)| name))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_canonical_form_is_the_servers() {
        let cases = [
            ("1", "1"),
            ("0.5", "500m"),
            ("1000m", "1"),
            ("1500m", "1500m"),
            ("128Mi", "128Mi"),
            ("1024Ki", "1Mi"),
            ("512", "512"),
            ("1.5Gi", "1536Mi"),
            ("1e3", "1e3"),
            ("1E3", "1e3"),
            ("12e6", "12e6"),
            ("1000", "1k"),
            ("100k", "100k"),
            ("-1", "-1"),
            ("0.0000000001", "1n"),
            ("0", "0"),
            ("0Mi", "0"),
            ("1Ki", "1Ki"),
            ("0.5Ki", "512"),
            (".5", "500m"),
            ("5.", "5"),
            ("1E", "1E"),
            ("Mi", "0"),
            ("-", "0"),
            (".", "0"),
        ];
        for (text, canonical) in cases {
            assert_eq!(
                Quantity::parse(text).unwrap().to_string(),
                canonical,
                "{text}"
            );
        }
    }

    #[test]
    fn not_everything_is_a_quantity() {
        for text in ["", "x", "1 Gi", "1.2.3", "1mi", "1e", "1e1.5", "0x10"] {
            assert_eq!(Quantity::parse(text), None, "{text}");
        }
    }

    #[test]
    fn nothing_is_too_large() {
        for text in [
            "99999999999999999999999999999999999999999999",
            "1e999999",
            "9E99999999999",
            "9999999999999999999999Ei",
        ] {
            let _ = Quantity::parse(text);
        }
        assert_eq!(Quantity::parse("1e-999999").unwrap().nanos(), 1);
        assert_eq!(
            Quantity::parse("0.0001")
                .unwrap()
                .rounded_to_milli()
                .to_string(),
            "1m"
        );
    }
}
