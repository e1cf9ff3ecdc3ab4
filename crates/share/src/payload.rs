//! What a link carries, as bytes to be compressed.
//!
//! The text alone is its own payload: it costs nothing more. Else fields come first, each a byte 1, a letter and a value, and a byte
//! 2 ends them. A reader skips letters that it does not know, so that a later page may add some without a new version.

/// Everything that a shared page shows again. Names and ids are plain text here; what they mean is the page's business.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The manifest.
    pub text: String,
    /// What was done to the cluster, in order, each in its text form.
    pub acts: Vec<String>,
    /// The id of the part of the picture that is selected.
    pub selection: Option<String>,
    /// The name of the open panel.
    pub panel: Option<String>,
    /// The Service port that the panel "Why" shows.
    pub service: Option<String>,
    /// The node that the panel "kube-proxy" shows.
    pub node: Option<String>,
    /// The mode that it shows.
    pub mode: Option<String>,
    /// The ids of folded cards that are taken apart.
    pub unfolded: Vec<String>,
    /// Only this namespace is drawn.
    pub only_namespace: Option<String>,
    /// Only this Service is drawn.
    pub only_service: Option<String>,
    /// The request that was sent.
    pub ask: Option<Ask>,
    /// The page's language, if it was chosen.
    pub language: Option<String>,
    /// The page's view, if it is not the usual one.
    pub view: Option<String>,
    /// A lesson: the name of one that the page has, or the text of its file.
    pub lesson: Option<String>,
}

/// A request as the form states it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ask {
    /// Who asks.
    pub from: String,
    /// A name or address with an optional port.
    pub to: String,
    /// `TCP`, `UDP` or `SCTP`.
    pub protocol: String,
    /// `curl`, `ping` or `nslookup`.
    pub tool: String,
    /// How often.
    pub count: u32,
    /// What the draws begin with.
    pub seed: u64,
    /// The time between two requests, in seconds.
    pub pause: u32,
}

const FIELD: char = '\u{1}';
const TEXT: char = '\u{2}';

// What a request is if it does not say: it is not written.
const PROTOCOL: &str = "TCP";
const TOOL: &str = "curl";
const COUNT: u32 = 1;

/// `state` as text, to be kept where length does not matter. [`unpack`] reads it. The marks of this format are dropped from fields, where nothing legitimate has them; the manifest keeps every byte.
pub fn pack(state: &State) -> String {
    let mut out = String::new();
    let mut put = |letter: char, value: &str| {
        out.push(FIELD);
        out.push(letter);
        out.extend(value.chars().filter(|&c| c != FIELD && c != TEXT));
    };
    if let Some(lesson) = &state.lesson {
        put('L', lesson);
    }
    if let Some(language) = &state.language {
        put('l', language);
    }
    if let Some(view) = &state.view {
        put('v', view);
    }
    if let Some(panel) = &state.panel {
        put('p', panel);
    }
    if let Some(service) = &state.service {
        put('w', service);
    }
    if let Some(node) = &state.node {
        put('n', node);
    }
    if let Some(mode) = &state.mode {
        put('m', mode);
    }
    for card in &state.unfolded {
        put('u', card);
    }
    if let Some(namespace) = &state.only_namespace {
        put('N', namespace);
    }
    if let Some(service) = &state.only_service {
        put('S', service);
    }
    if let Some(ask) = &state.ask {
        put('f', &ask.from);
        put('t', &ask.to);
        if ask.protocol != PROTOCOL {
            put('q', &ask.protocol);
        }
        if ask.tool != TOOL {
            put('o', &ask.tool);
        }
        if ask.count != COUNT {
            put('c', &ask.count.to_string());
        }
        if ask.seed != 0 {
            put('e', &ask.seed.to_string());
        }
        if ask.pause != 0 {
            put('i', &ask.pause.to_string());
        }
    }
    if let Some(selection) = &state.selection {
        put('s', selection);
    }
    for act in &state.acts {
        put('a', act);
    }
    if !out.is_empty() || state.text.starts_with([FIELD, TEXT]) {
        out.push(TEXT);
    }
    out.push_str(&state.text);
    out
}

/// The state that [`pack`] wrote. It may be the beginning of one; then the state has what is there.
pub fn unpack(payload: &str) -> State {
    let mut state = State::default();
    if !payload.starts_with([FIELD, TEXT]) {
        state.text = payload.to_owned();
        return state;
    }
    let (fields, text) = payload.split_once(TEXT).unwrap_or((payload, ""));
    state.text = text.to_owned();
    for field in fields.split(FIELD) {
        let mut rest = field.chars();
        if let Some(letter) = rest.next() {
            take(&mut state, letter, rest.as_str());
        }
    }
    state
}

fn take(state: &mut State, letter: char, value: &str) {
    let owned = || Some(value.to_owned());
    match letter {
        'L' => state.lesson = owned(),
        'l' => state.language = owned(),
        'v' => state.view = owned(),
        'p' => state.panel = owned(),
        'w' => state.service = owned(),
        'n' => state.node = owned(),
        'm' => state.mode = owned(),
        'u' => state.unfolded.push(value.to_owned()),
        'N' => state.only_namespace = owned(),
        'S' => state.only_service = owned(),
        's' => state.selection = owned(),
        'a' => state.acts.push(value.to_owned()),
        'f' | 't' | 'q' | 'o' | 'c' | 'e' | 'i' => {
            let ask = state.ask.get_or_insert_with(|| Ask {
                protocol: PROTOCOL.to_owned(),
                tool: TOOL.to_owned(),
                count: COUNT,
                ..Ask::default()
            });
            match letter {
                'f' => ask.from = value.to_owned(),
                't' => ask.to = value.to_owned(),
                'q' => ask.protocol = value.to_owned(),
                'o' => ask.tool = value.to_owned(),
                'c' => ask.count = value.parse().unwrap_or(COUNT),
                'e' => ask.seed = value.parse().unwrap_or(0),
                _ => ask.pause = value.parse().unwrap_or(0),
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> State {
        State {
            text: "kind: Pod\n\u{1}\u{2}".to_owned(),
            acts: vec!["kill default/web-1".to_owned(), "add-node".to_owned()],
            selection: Some("service/default/web".to_owned()),
            panel: Some("kube-proxy".to_owned()),
            service: Some("default/web:80".to_owned()),
            node: Some("node-2".to_owned()),
            mode: Some("nftables".to_owned()),
            unfolded: vec![
                "pod:default/web-1".to_owned(),
                "pod:default/db-1".to_owned(),
            ],
            only_namespace: Some("shop".to_owned()),
            only_service: Some("default/web".to_owned()),
            ask: Some(Ask {
                from: "pod:default/web-1".to_owned(),
                to: "web:80".to_owned(),
                protocol: "UDP".to_owned(),
                tool: "nslookup".to_owned(),
                count: 100,
                seed: u64::MAX,
                pause: 30,
            }),
            language: Some("ko".to_owned()),
            view: Some("present".to_owned()),
            lesson: Some("---\nid: x\n---\n".to_owned()),
        }
    }

    #[test]
    fn a_text_alone_is_its_own_payload() {
        let state = State {
            text: "kind: Service\n".to_owned(),
            ..State::default()
        };
        assert_eq!(pack(&state), "kind: Service\n");
        assert_eq!(unpack("kind: Service\n"), state);
    }

    #[test]
    fn every_field_survives() {
        assert_eq!(unpack(&pack(&full())), full());
        let marks = State {
            text: "\u{2}x".to_owned(),
            ..State::default()
        };
        assert_eq!(unpack(&pack(&marks)), marks);
    }

    #[test]
    fn what_a_request_does_not_say_is_the_usual() {
        let ask = Ask {
            from: "in-cluster".to_owned(),
            to: "web".to_owned(),
            protocol: "TCP".to_owned(),
            tool: "curl".to_owned(),
            count: 1,
            ..Ask::default()
        };
        let state = State {
            ask: Some(ask),
            ..State::default()
        };
        assert_eq!(pack(&state), "\u{1}fin-cluster\u{1}tweb\u{2}");
        assert_eq!(unpack(&pack(&state)), state);
    }

    #[test]
    fn a_field_of_a_later_page_is_skipped() {
        let state = unpack("\u{1}Zwhatever\u{1}pDNS\u{2}kind: Pod");
        assert_eq!(state.panel.as_deref(), Some("DNS"));
        assert_eq!(state.text, "kind: Pod");
    }

    #[test]
    fn a_beginning_gives_what_is_there() {
        let whole = pack(&full());
        for (at, _) in whole.char_indices() {
            let state = unpack(&whole[..at]);
            assert!(full().text.starts_with(&state.text));
        }
    }
}
