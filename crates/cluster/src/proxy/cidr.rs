use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::api::IpFamily;

/// A range of addresses: `10.244.0.0/16`. Its host bits are zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cidr {
    network: IpAddr,
    length: u8,
}

impl Cidr {
    /// The range of the addresses that share their first `length` bits with `address`; none where an address of the family has
    /// fewer bits.
    pub fn new(address: IpAddr, length: u8) -> Option<Self> {
        let network = match address {
            IpAddr::V4(v4) if length <= 32 => Ipv4Addr::from(v4.to_bits() & mask_v4(length)).into(),
            IpAddr::V6(v6) if length <= 128 => {
                Ipv6Addr::from(v6.to_bits() & mask_v6(length)).into()
            }
            _ => return None,
        };
        Some(Self { network, length })
    }

    /// Reads `address/length`, with blanks around it forgiven as kube-proxy forgives them in `loadBalancerSourceRanges`.
    pub fn parse(text: &str) -> Option<Self> {
        let (address, length) = text.trim().split_once('/')?;
        Self::new(address.parse().ok()?, length.parse().ok()?)
    }

    /// The family of its addresses.
    pub const fn family(self) -> IpFamily {
        IpFamily::of(self.network)
    }

    /// Whether `address` is in it.
    pub fn contains(self, address: IpAddr) -> bool {
        self.family() == IpFamily::of(address) && Self::new(address, self.length) == Some(self)
    }
}

impl fmt::Display for Cidr {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}", self.network, self.length)
    }
}

fn mask_v4(length: u8) -> u32 {
    u32::MAX.checked_shl(32 - u32::from(length)).unwrap_or(0)
}

fn mask_v6(length: u8) -> u128 {
    u128::MAX.checked_shl(128 - u32::from(length)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Cidr;

    fn holds(range: &str, address: &str) -> bool {
        let range = Cidr::parse(range).expect("a range");
        range.contains(address.parse().expect("an address"))
    }

    #[test]
    fn knows_its_addresses() {
        assert!(holds("10.244.0.0/16", "10.244.255.1"));
        assert!(!holds("10.244.0.0/16", "10.245.0.1"));
        assert!(holds("0.0.0.0/0", "203.0.113.9"));
        assert!(!holds("0.0.0.0/0", "fd00::1"));
        assert!(holds("fd00:10:244::/64", "fd00:10:244::c"));
        assert!(holds("::/0", "fd00::1"));
        assert!(!holds("192.168.0.11/32", "192.168.0.12"));
    }

    #[test]
    fn forgets_host_bits_and_blanks() {
        let range = Cidr::parse(" 10.1.2.3/8 ").expect("a range");
        assert_eq!(range.to_string(), "10.0.0.0/8");
    }

    #[test]
    fn refuses_what_is_no_range() {
        for text in ["10.0.0.0", "10.0.0.0/33", "fd00::/129", "x/8", "10.0.0.0/"] {
            assert_eq!(Cidr::parse(text), None, "{text}");
        }
    }
}
