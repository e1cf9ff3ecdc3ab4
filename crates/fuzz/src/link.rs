//! Links: whatever stands in an address is answered, and whatever is shared comes back.

use share::{Ask, MOST_BYTES, State, link, open, pack, qr, unpack};

use crate::bytes::Bytes;

pub(crate) fn run(data: &[u8]) {
    let fragment = String::from_utf8_lossy(data);
    opened(&fragment);
    opened(&format!("1.{fragment}"));
    let unpacked = unpack(&fragment);
    shared(&unpacked);
    shared(&state(data));
}

fn opened(fragment: &str) {
    let state = match open(fragment) {
        Ok(opened) => Some(opened.state),
        Err(broken) => broken.salvaged.map(|state| *state),
    };
    if let Some(state) = state {
        assert!(state.text.len() <= MOST_BYTES);
        shared(&state);
    }
}

/// Asserts that `state` comes back out of its link.
fn shared(state: &State) {
    let expected = State {
        acts: kept(&state.acts),
        unfolded: kept(&state.unfolded),
        ..state.clone()
    };
    let Some(link) = link(state) else {
        assert!(pack(state).len() > MOST_BYTES);
        return;
    };
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    assert!(link.bytes().all(plain), "{link}");
    let again = open(&link);
    assert!(
        again
            .as_ref()
            .is_ok_and(|opened| opened.state == expected && opened.mended.is_none()),
        "{expected:?} became {again:?}"
    );
    if link.len() < 300
        && let Some(code) = qr::code(&link)
    {
        assert!(code.side > 0);
    }
}

fn kept(items: &[String]) -> Vec<String> {
    items.to_vec()
}

/// A state whose fields are stretches of the bytes.
fn state(data: &[u8]) -> State {
    let mut bytes = Bytes(data);
    let which = u16::from(bytes.byte()) << 8 | u16::from(bytes.byte());
    let rest = String::from_utf8_lossy(bytes.0).replace(['\u{1}', '\u{2}'], "");
    let mut fields = rest.split('\u{3}').map(str::to_owned);
    let mut next = || fields.next().unwrap_or_default();
    let mut optional = |bit: u16| (which >> bit & 1 == 1).then(&mut next);
    let mut state = State {
        selection: optional(0),
        panel: optional(1),
        service: optional(2),
        node: optional(3),
        mode: optional(4),
        only_namespace: optional(5),
        only_service: optional(6),
        language: optional(7),
        view: optional(8),
        lesson: optional(9),
        ..State::default()
    };
    for bit in 10..13 {
        state.acts.extend(optional(bit));
    }
    for bit in 13..15 {
        state.unfolded.extend(optional(bit));
    }
    if which >> 15 == 1 {
        state.ask = Some(Ask {
            from: next(),
            to: next(),
            protocol: next(),
            tool: next(),
            count: which.into(),
            seed: u64::from(which) << 40,
            pause: u32::from(which) << 16,
        });
    }
    state.text = next();
    state
}
