//! The order in which controllers write ports: by the FNV-1a hash of Go's dump of each.
//!
//! `sort.Sort(portsInOrder(…))` for slices and `sort.Sort(portsByHash(…))` for subsets. The order means nothing, but
//! `kubectl get` shows it.

use std::fmt::{self, Write as _};

use crate::Str;
use crate::api::{AddressType, EndpointPort, EndpointSlice, IpFamily};

/// Go's `hash/fnv.New128a`.
struct Fnv128(u128);

impl fmt::Write for Fnv128 {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            self.0 = (self.0 ^ u128::from(byte)).wrapping_mul(0x0100_0000_0000_0000_0000_013b);
        }
        Ok(())
    }
}

fn hash(dump: fmt::Arguments<'_>) -> u128 {
    let mut hash = Fnv128(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d);
    // Writing to a hash cannot fail.
    let _ = hash.write_fmt(dump);
    hash.0
}

fn or_nil(text: Option<&Str>) -> &str {
    text.map_or("<nil>", |text| text)
}

/// Orders the ports of a slice.
pub(super) fn sort_slice_ports(ports: &mut [EndpointPort]) {
    ports.sort_by_cached_key(|port| {
        hash(format_args!(
            "(v1.EndpointPort){{Name:(*string){} Protocol:(*v1.Protocol){} Port:(*int32){} AppProtocol:(*string){}}}",
            or_nil(port.name.as_ref()),
            port.protocol,
            port.port.unwrap_or(0),
            or_nil(port.app_protocol.as_ref()),
        ))
    });
}

/// Orders the ports of a subset.
pub(super) fn sort_subset_ports(ports: &mut [EndpointPort]) {
    ports.sort_by_cached_key(|port| {
        hash(format_args!(
            "(v1.EndpointPort){{Name:(string){} Port:(int32){} Protocol:(v1.Protocol){} AppProtocol:(*string){}}}",
            port.name.as_deref().unwrap_or_default(),
            port.port.unwrap_or(0),
            port.protocol,
            or_nil(port.app_protocol.as_ref()),
        ))
    });
}

/// What slices of one Service are ordered by: address type, then the ports as text, a longer list before its own beginning and
/// those without ports last.
pub(super) fn order(slice: &EndpointSlice) -> (u8, bool, String) {
    let family = match slice.address_type {
        AddressType::Fqdn => 0,
        AddressType::Ip(IpFamily::V4) => 1,
        AddressType::Ip(IpFamily::V6) => 2,
    };
    let told = |port: &EndpointPort| {
        let application = port
            .app_protocol
            .as_deref()
            .map_or("-".to_owned(), |it| format!("+{it}"));
        let name = port.name.as_deref().unwrap_or_default();
        // The control characters end a field: they sort before all else.
        format!(
            "{application}\u{1}{name}\u{1}{}\u{1}{}\u{1}",
            port.port.unwrap_or(0),
            port.protocol
        )
    };
    let mut text: String = slice.ports.iter().flatten().map(told).collect();
    text.push(char::MAX);
    (family, slice.ports.is_none(), text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Protocol;

    fn port(name: &str, number: u16, protocol: Protocol) -> EndpointPort {
        EndpointPort {
            name: Some(name.into()),
            port: Some(number),
            protocol,
            app_protocol: None,
        }
    }

    #[test]
    fn ports_stand_in_the_order_of_their_hashes() {
        let mut ports = vec![
            port("https", 8080, Protocol::Tcp),
            port("dns", 8081, Protocol::Tcp),
            port("admin", 8081, Protocol::Tcp),
        ];
        let names = |ports: &[EndpointPort]| {
            let names = ports.iter().filter_map(|port| port.name.as_deref());
            names.collect::<Vec<_>>().join(" ")
        };
        sort_slice_ports(&mut ports);
        assert_eq!(names(&ports), "admin dns https");
        let mut ports = vec![
            port("dns", 8080, Protocol::Udp),
            port("grpc", 9090, Protocol::Tcp),
        ];
        sort_subset_ports(&mut ports);
        assert_eq!(names(&ports), "grpc dns");
        sort_slice_ports(&mut ports);
        assert_eq!(names(&ports), "dns grpc");
    }
}
