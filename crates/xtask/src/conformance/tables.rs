//! kubectl's texts, in which some cells list addresses in an order that nobody defines.
//!
//! Slices are filled and subsets ordered by chance in a real cluster (Go's map order, random UIDs). Where that decides which three of
//! many addresses kubectl shows, any three of the right ones are as true, if their number is right.

use std::collections::BTreeSet;

use cluster::controllers::Published;

use super::diff;

/// The age that the views are made with; recorded ages are replaced by it. As long as the recorded ones were, for the columns' sake.
pub(super) const AGE: &str = "0s";

/// A recorded text as it was before the recorder took out the ages.
pub(super) fn with_ages(recorded: &str) -> String {
    let column = format!("{AGE:<6}");
    recorded
        .replace("<age>   ", &column)
        .replace("<age>\n", &format!("{AGE}\n"))
}

/// Every address in `published`, alone and with each port it may have.
pub(super) fn addresses(published: &Published) -> BTreeSet<String> {
    let with_port = |address: &str, port: u16| match address.contains(':') {
        true => format!("[{address}]:{port}"),
        false => format!("{address}:{port}"),
    };
    let mut all = BTreeSet::new();
    for slice in &published.slices {
        for address in slice.endpoints.iter().flat_map(|it| &it.addresses) {
            all.insert(address.to_string());
            let ports = slice.ports.iter().flatten().filter_map(|port| port.port);
            all.extend(ports.map(|port| with_port(address, port)));
        }
    }
    for subset in published.endpoints.iter().flat_map(|it| &it.subsets) {
        for address in &subset.addresses {
            all.insert(address.ip.to_string());
            let ports = subset.ports.iter().filter_map(|port| port.port);
            all.extend(ports.map(|port| with_port(&address.ip, port)));
        }
    }
    all
}

/// Nothing where the texts agree, else their differences.
pub(super) fn difference(recorded: &str, ours: &str, known: &BTreeSet<String>) -> Option<String> {
    if recorded == ours || cells(recorded, known) == cells(ours, known) {
        return None;
    }
    diff::lines(recorded, ours)
}

/// The cells of a text's lines, lists of addresses without their order.
fn cells(text: &str, known: &BTreeSet<String>) -> Vec<Vec<String>> {
    let cells = |line: &str| {
        let cells = line
            .split("  ")
            .map(str::trim)
            .filter(|cell| !cell.is_empty());
        cells.map(|cell| cell_without_order(cell, known)).collect()
    };
    text.lines().map(cells).collect()
}

fn cell_without_order(cell: &str, known: &BTreeSet<String>) -> String {
    // `+ 0 more...` says that an endpoint that is not ready came last by chance.
    let cell = cell.strip_suffix(" + 0 more...").unwrap_or(cell);
    let (shown, more) = cell.split_once(" + ").unwrap_or((cell, ""));
    let mut items: Vec<&str> = shown.split(',').collect();
    if !items.iter().all(|item| is_address(item)) {
        return cell.to_owned();
    }
    if more.is_empty() {
        items.sort_unstable();
        return items.join(",");
    }
    let strangers: Vec<&str> = items
        .into_iter()
        .filter(|&item| !known.contains(item))
        .collect();
    format!("three addresses and {more} {}", strangers.join(","))
}

/// Whether an item is an IP address, perhaps with a port.
fn is_address(item: &str) -> bool {
    item.parse::<std::net::IpAddr>().is_ok() || item.parse::<std::net::SocketAddr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> BTreeSet<String> {
        ["10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4"]
            .map(str::to_owned)
            .into()
    }

    #[test]
    fn the_order_of_addresses_does_not_count() {
        let ours = "NAME  ENDPOINTS\na     10.0.0.1,10.0.0.2\n";
        assert_eq!(
            difference("NAME  ENDPOINTS\na     10.0.0.2,10.0.0.1\n", ours, &known()),
            None
        );
        assert!(difference("NAME  ENDPOINTS\na     10.0.0.2,10.0.0.3\n", ours, &known()).is_some());
    }

    #[test]
    fn which_three_of_many_does_not_count_their_number_does() {
        let ours = "a     10.0.0.1,10.0.0.2,10.0.0.3 + 1 more...   0s";
        let other_three = "a     10.0.0.2,10.0.0.3,10.0.0.4 + 1 more...   0s";
        assert_eq!(difference(other_three, ours, &known()), None);
        assert!(difference(&other_three.replace("+ 1", "+ 2"), ours, &known()).is_some());
        assert!(difference(&other_three.replace("0.0.4", "0.0.5"), ours, &known()).is_some());
    }

    #[test]
    fn ages_fill_their_column() {
        assert_eq!(
            with_ages("a   <age>   b\nc   <age>\n"),
            "a   0s    b\nc   0s\n"
        );
    }
}
