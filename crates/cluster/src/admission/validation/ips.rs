//! Addresses, as `k8s.io/apimachinery/pkg/util/validation/ip.go` and `ValidateNonSpecialIP` judge them.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::field::{FieldError, Path, quote};

const BAD_IP: &str = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)";
const BAD_CIDR: &str = "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)";

/// `netutils.ParseIPSloppy`: leading zeros in IPv4 are decimal; an IPv4-mapped IPv6 address is the IPv4 one.
pub(crate) fn parse_sloppy(text: &str) -> Option<IpAddr> {
    let address = match text.find(['.', ':']).map(|at| text.as_bytes().get(at)) {
        Some(Some(b'.')) => parse_ipv4_sloppy(text)?.into(),
        Some(Some(b':')) => parse_ipv6_sloppy(text)?.into(),
        _ => return None,
    };
    Some(IpAddr::to_canonical(&address))
}

/// `IsValidIP`: strict, as of 1.36.
pub(crate) fn valid_ip(path: Path<'_>, text: &str) -> Vec<FieldError> {
    if parse_sloppy(text).is_none() {
        return vec![FieldError::invalid(path, text, BAD_IP)];
    }
    let message = match text.parse::<IpAddr>() {
        Err(_) => "must not have leading 0s",
        Ok(IpAddr::V6(address)) if address.to_ipv4_mapped().is_some() => {
            "must not be an IPv4-mapped IPv6 address"
        }
        Ok(_) => return Vec::new(),
    };
    vec![FieldError::invalid(path, text, message)]
}

/// `ValidateNonSpecialIP`: what an endpoint or an external IP may not be.
pub(crate) fn non_special_ip(path: Path<'_>, text: &str) -> Vec<FieldError> {
    let Some(address) = parse_sloppy(text) else {
        return vec![FieldError::invalid(
            path,
            text,
            "must be a valid IP address",
        )];
    };
    let unspecified = format!("may not be unspecified ({text})");
    let checks = [
        (address.is_unspecified(), unspecified.as_str()),
        (
            address.is_loopback(),
            "may not be in the loopback range (127.0.0.0/8, ::1/128)",
        ),
        (
            is_link_local(address),
            "may not be in the link-local range (169.254.0.0/16, fe80::/10)",
        ),
        (
            is_link_local_multicast(address),
            "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)",
        ),
    ];
    let wrong = checks.into_iter().filter(|(applies, _)| *applies);
    wrong
        .map(|(_, message)| FieldError::invalid(path, text, message))
        .collect()
}

/// `IsValidCIDR`: strict, as of 1.36.
pub(crate) fn valid_cidr(path: Path<'_>, text: &str) -> Vec<FieldError> {
    let Some(cidr) = Cidr::parse_sloppy(text) else {
        return vec![FieldError::invalid(path, text, BAD_CIDR)];
    };
    let mut messages = Vec::new();
    match cidr.strict {
        None => messages.push("must not have leading 0s in IP or prefix length"),
        Some(IpAddr::V6(address)) if address.to_ipv4_mapped().is_some() => {
            messages.push("must not have an IPv4-mapped IPv6 address");
        }
        Some(_) => {}
    }
    if cidr.masked() != cidr.address {
        messages.push("must not have bits set beyond the prefix length");
    }
    let errors = messages.into_iter();
    errors
        .map(|message| FieldError::invalid(path, text, message))
        .collect()
}

/// `GetWarningsForIP`
pub(crate) fn ip_warning(path: Path<'_>, text: &str) -> Option<String> {
    let sloppy = parse_sloppy(text)?;
    let path = path.to_owned();
    match text.parse::<IpAddr>() {
        Ok(IpAddr::V4(_)) => None,
        Ok(IpAddr::V6(address)) if address.to_ipv4_mapped().is_none() => {
            let canonical = address.to_string();
            (canonical != text).then(|| {
                let (text, canonical) = (quote(text), quote(&canonical));
                format!("{path}: IPv6 address {text} should be in RFC 5952 canonical format ({canonical})")
            })
        }
        _ => {
            let (text, better) = (quote(text), quote(&sloppy.to_string()).to_string());
            Some(format!(
                "{path}: non-standard IP address {text} is invalid: use {better}"
            ))
        }
    }
}

/// `GetWarningsForCIDR`
pub(crate) fn cidr_warnings(path: Path<'_>, text: &str) -> Vec<String> {
    let Some(cidr) = Cidr::parse_sloppy(text) else {
        return Vec::new();
    };
    let path = path.to_owned();
    let mut warnings = Vec::new();
    let masked = quote(&cidr.masked_text()).to_string();
    let quoted = quote(text);
    if cidr.masked() != cidr.address {
        let single = format!("{}/{}", cidr.address, cidr.width());
        let single = quote(&single);
        warnings.push(format!(
            "{path}: CIDR value {quoted} is ambiguous in this context (should be {masked} or {single}?)"
        ));
    }
    match cidr.strict {
        Some(address) if !is_mapped(address) => {
            let canonical = format!("{address}/{}", cidr.length);
            if warnings.is_empty() && address.is_ipv6() && canonical != text {
                let canonical = quote(&canonical);
                warnings.push(format!(
                    "{path}: IPv6 CIDR value {quoted} should be in RFC 5952 canonical format ({canonical})"
                ));
            }
        }
        _ => warnings.push(format!(
            "{path}: non-standard CIDR value {quoted} is invalid: use {masked}"
        )),
    }
    warnings
}

fn is_mapped(address: IpAddr) -> bool {
    matches!(address, IpAddr::V6(address) if address.to_ipv4_mapped().is_some())
}

/// An address and a prefix length.
struct Cidr {
    /// The address, an IPv4-mapped one as it was written.
    address: IpAddr,
    length: u32,
    /// The address if a strict reader would take the text.
    strict: Option<IpAddr>,
}

impl Cidr {
    /// `netutils.ParseCIDRSloppy`
    fn parse_sloppy(text: &str) -> Option<Self> {
        let (address, length) = text.split_once('/')?;
        let strict = address.parse().ok();
        let address = match parse_ipv4_sloppy(address) {
            Some(address) => IpAddr::V4(address),
            None => IpAddr::V6(parse_ipv6_sloppy(address)?),
        };
        let padded = length.len() > 1 && length.starts_with('0');
        let cidr = Self {
            address,
            length: decimal(length)?,
            strict: strict.filter(|_| !padded),
        };
        (cidr.length <= cidr.width()).then_some(cidr)
    }

    const fn width(&self) -> u32 {
        match self.address {
            IpAddr::V4(_) => 32,
            IpAddr::V6(_) => 128,
        }
    }

    fn masked(&self) -> IpAddr {
        match self.address {
            IpAddr::V4(address) => {
                let mask = u32::MAX.checked_shl(32 - self.length).unwrap_or(0);
                Ipv4Addr::from_bits(address.to_bits() & mask).into()
            }
            IpAddr::V6(address) => {
                let mask = u128::MAX.checked_shl(128 - self.length).unwrap_or(0);
                Ipv6Addr::from_bits(address.to_bits() & mask).into()
            }
        }
    }

    fn masked_text(&self) -> String {
        format!("{}/{}", self.masked(), self.length)
    }
}

fn is_link_local(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_link_local(),
        IpAddr::V6(address) => address.is_unicast_link_local(),
    }
}

fn is_link_local_multicast(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.octets().starts_with(&[224, 0, 0]),
        IpAddr::V6(address) => address.to_bits() >> 112 & 0xff0f == 0xff02,
    }
}

fn parse_ipv4_sloppy(text: &str) -> Option<Ipv4Addr> {
    let mut octets = [0; 4];
    let mut parts = text.split('.');
    for octet in &mut octets {
        *octet = u8::try_from(decimal(parts.next()?)?).ok()?;
    }
    parts.next().is_none().then(|| octets.into())
}

/// Groups may have leading zeros beyond four digits, and end in a sloppy IPv4 address.
fn parse_ipv6_sloppy(text: &str) -> Option<Ipv6Addr> {
    let mut tidy = String::new();
    for (at, group) in text.split(':').enumerate() {
        if at > 0 {
            tidy.push(':');
        }
        if group.contains('.') {
            tidy.push_str(&parse_ipv4_sloppy(group)?.to_string());
        } else if !group.is_empty() {
            let trimmed = group.trim_start_matches('0');
            tidy.push_str(if trimmed.is_empty() { "0" } else { trimmed });
        }
    }
    tidy.parse().ok()
}

/// Decimal digits, leading zeros allowed, up to Go's limit for such numbers.
fn decimal(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse()
        .ok()
        .filter(|number| digits && *number < 0xff_ffff)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(errors: Vec<FieldError>) -> Vec<String> {
        errors.into_iter().map(|error| error.message).collect()
    }

    #[test]
    fn only_strict_addresses_are_valid() {
        let path = Path::new("ip");
        for good in ["10.0.0.1", "fd00::1", "FD00:10:96::A"] {
            assert_eq!(valid_ip(path, good), []);
        }
        let cases = [
            ("010.0.0.1", "must not have leading 0s"),
            ("::ffff:10.0.0.1", "must not be an IPv4-mapped IPv6 address"),
            ("10.0.0.1/32", BAD_IP),
            (" 10.0.0.1", BAD_IP),
            ("fe80::1%eth0", BAD_IP),
            ("10.0.0", BAD_IP),
            ("1:2", BAD_IP),
        ];
        for (text, message) in cases {
            assert_eq!(
                messages(valid_ip(path, text)),
                [format!("Invalid value: {text:?}: {message}")]
            );
        }
    }

    #[test]
    fn special_addresses() {
        let path = Path::new("ip");
        for bad in [
            "127.0.0.1",
            "::1",
            "169.254.1.1",
            "fe80::1",
            "0.0.0.0",
            "::",
            "224.0.0.1",
            "ff12::1",
        ] {
            assert_eq!(non_special_ip(path, bad).len(), 1, "{bad}");
        }
        for good in ["10.0.0.1", "224.0.1.1", "2001:db8::1"] {
            assert_eq!(non_special_ip(path, good), []);
        }
    }

    #[test]
    fn cidrs() {
        let path = Path::new("cidr");
        assert_eq!(valid_cidr(path, "10.0.0.0/8"), []);
        assert_eq!(valid_cidr(path, "::/0"), []);
        assert_eq!(valid_cidr(path, "0.0.0.0/0"), []);
        for (text, count) in [
            ("10.0.0.1/8", 1),
            ("010.0.0.0/8", 1),
            ("10.0.0.0/08", 1),
            ("10.0.0.0/33", 1),
            ("010.0.0.1/8", 2),
        ] {
            assert_eq!(valid_cidr(path, text).len(), count, "{text}");
        }
    }

    #[test]
    fn warnings_name_the_better_form() {
        let path = Path::new("ip");
        assert_eq!(
            ip_warning(path, "2001:DB8::0006").unwrap(),
            r#"ip: IPv6 address "2001:DB8::0006" should be in RFC 5952 canonical format ("2001:db8::6")"#
        );
        assert_eq!(
            ip_warning(path, "010.0.0.1").unwrap(),
            r#"ip: non-standard IP address "010.0.0.1" is invalid: use "10.0.0.1""#
        );
        assert_eq!(ip_warning(path, "10.0.0.1"), None);
    }
}
