//! A fragment from a state, and a state from whatever became of a fragment on its way.

use crate::inflate::{End, inflate};
use crate::payload::{self, State};
use crate::{DICTIONARY, MOST_BYTES, base64, deflate, seal};

/// The one version so far.
const VERSION: &str = "1";
const HEAD: &str = "1.";
/// A longer fragment cannot be one of ours: the most bytes, all of them incompressible.
const LONGEST: usize = MOST_BYTES * 3 / 2;

/// What a link held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// All of it.
    pub state: State,
    /// What had to be mended first.
    pub mended: Option<Mended>,
}

/// What had happened to a link that could still be read whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mended {
    /// Something was wrapped around it or put into it: brackets, punctuation, line breaks, escapes.
    Wrapped,
    /// Its last character was lost.
    Completed,
}

/// A link that could not be read whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Why.
    pub trouble: Trouble,
    /// What could be read of it.
    pub salvaged: Option<Box<State>>,
}

/// What is wrong with a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It is none of ours.
    Foreign,
    /// A newer page made it.
    Newer,
    /// It ends too early.
    Cut,
    /// Some of it was changed on the way.
    Damaged,
    /// It is, or unpacks to, more than is opened.
    TooLarge,
}

/// `state` as a fragment, without the `#`; none if it is larger than [`MOST_BYTES`].
pub fn link(state: &State) -> Option<String> {
    let payload = payload::pack(state);
    if payload.len() > MOST_BYTES {
        return None;
    }
    let stream = deflate::deflate(DICTIONARY.as_bytes(), payload.as_bytes());
    let mut link = String::from(HEAD);
    link.push_str(&base64::encode(&stream));
    let seal = seal::seal(&link);
    link.push_str(&seal);
    Some(link)
}

/// What `fragment` holds, with or without its `#`.
///
/// # Errors
///
/// [`Broken`] if it cannot be read whole: why, and what could be read.
pub fn open(fragment: &str) -> Result<Opened, Broken> {
    if fragment.len() > LONGEST * 3 {
        return Err(broken(Trouble::TooLarge));
    }
    let plain = straightened(&unescaped(fragment));
    let bare = bare(&plain);
    let version = bare.split_once('.').map(|(version, _)| version);
    match version {
        Some(VERSION) => {}
        Some(number) if is_version(number) => return Err(broken(Trouble::Newer)),
        _ => return Err(broken(Trouble::Foreign)),
    }
    let candidates = candidates(bare);
    for candidate in &candidates {
        if let Some(text) = seal::unsealed(candidate) {
            let given = fragment.strip_prefix('#').unwrap_or(fragment);
            let mended = (given != candidate).then_some(Mended::Wrapped);
            return unpacked(text, mended);
        }
    }
    for candidate in &candidates {
        if let Some(text) = seal::completed(candidate)
            && let Ok(opened) = unpacked(text, Some(Mended::Completed))
        {
            return Ok(opened);
        }
    }
    Err(salvaged(candidates.last().map_or(bare, String::as_str)))
}

const fn broken(trouble: Trouble) -> Broken {
    Broken {
        trouble,
        salvaged: None,
    }
}

fn is_version(number: &str) -> bool {
    (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// The state in `text`, whose seal was right: it is as it was made, or made by somebody who wants to see what happens.
fn unpacked(text: &str, mended: Option<Mended>) -> Result<Opened, Broken> {
    let stream = base64::decode(text.get(HEAD.len()..).unwrap_or_default());
    let inflated = inflate(DICTIONARY.as_bytes(), &stream, MOST_BYTES);
    match (inflated.end, String::from_utf8(inflated.bytes)) {
        (End::Whole(0), Ok(payload)) => Ok(Opened {
            state: payload::unpack(&payload),
            mended,
        }),
        (End::TooLarge, _) => Err(broken(Trouble::TooLarge)),
        _ => Err(Broken {
            trouble: Trouble::Damaged,
            ..salvaged(text)
        }),
    }
}

/// What can be read of a link whose seal is wrong or gone.
fn salvaged(text: &str) -> Broken {
    let stream = base64::decode(text.get(HEAD.len()..).unwrap_or_default());
    let inflated = inflate(DICTIONARY.as_bytes(), &stream, MOST_BYTES);
    let trouble = match inflated.end {
        End::Cut => Trouble::Cut,
        End::TooLarge => return broken(Trouble::TooLarge),
        // The seal is two bytes of the stream, or three. With less behind it the stream is whole and its seal is not.
        End::Whole(behind) if behind < 2 => Trouble::Cut,
        End::Whole(_) | End::Damaged => Trouble::Damaged,
    };
    let payload = match std::str::from_utf8(&inflated.bytes) {
        Ok(payload) => payload,
        Err(error) => inflated
            .bytes
            .get(..error.valid_up_to())
            .and_then(|valid| std::str::from_utf8(valid).ok())
            .unwrap_or_default(),
    };
    let state = payload::unpack(payload);
    Broken {
        trouble,
        salvaged: (state != State::default()).then(|| Box::new(state)),
    }
}

/// The fragments that `bare` may once have been, the least changed first.
fn candidates(bare: &str) -> Vec<String> {
    let is_kept = |c: &char| base64::is_digit(*c);
    let (head, body) = bare.split_at(HEAD.len().min(bare.len()));
    // What follows a link in a sentence is not a part of it; what a mail program broke is.
    let first: String = body.chars().take_while(is_kept).collect();
    let joined: String = body
        .chars()
        .filter(|c| !is_filler(*c))
        .take_while(is_kept)
        .collect();
    let mut candidates = Vec::new();
    for body in [first, joined] {
        let trimmed = body.trim_end_matches(['-', '_']);
        for body in [&body, trimmed] {
            let candidate = format!("{head}{body}");
            if !candidates.contains(&candidate) {
                candidates.push(candidate);
            }
        }
    }
    candidates
}

/// What a program puts into a long line: white space, soft line breaks of mail, invisible marks, signs of a quotation.
fn is_filler(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '=' | '>' | '\\' | '\u{ad}' | '\u{feff}')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
}

/// `text` from its version on, without what is before it: `#`, brackets, quotation marks, the rest of an address.
fn bare(text: &str) -> &str {
    let from = text.rfind("#1.").map_or(0, |at| at + 1);
    text.get(from..)
        .unwrap_or(text)
        .trim_start_matches(|c: char| {
            is_filler(c) || matches!(c, '#' | '<' | '(' | '[' | '{' | '"' | '\'' | '`' | '*')
        })
}

/// `text` with its percent escapes undone, as often as a careless program may have made them.
fn unescaped(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..3 {
        if !text.contains('%') {
            break;
        }
        text = unescaped_once(&text);
    }
    text
}

fn unescaped_once(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        let escaped = match (byte, after) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)),
            _ => None,
        };
        match escaped {
            Some((high, low)) => {
                bytes.push(high << 4 | low);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*byte);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|digit| digit as u8)
}

/// `text` with the dashes that a word processor makes turned back.
fn straightened(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    text.replace(['\u{2010}', '\u{2011}', '\u{2013}', '\u{2212}'], "-")
        .replace('\u{2014}', "--")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: shop\nspec:\n  ports:\n  - port: 80\n";

    fn state(text: &str) -> State {
        State {
            text: text.to_owned(),
            ..State::default()
        }
    }

    fn made(text: &str) -> String {
        link(&state(text)).unwrap()
    }

    /// The text that `fragment` opens to, and how it was mended.
    fn opened(fragment: &str) -> (String, Option<Mended>) {
        let opened = open(fragment).unwrap();
        (opened.state.text, opened.mended)
    }

    fn trouble(fragment: &str) -> Trouble {
        open(fragment).unwrap_err().trouble
    }

    #[test]
    fn the_dictionary_of_version_1_is_frozen() {
        // Changing it would break every link that was ever made. A better dictionary is version 2, beside this one.
        let digest = DICTIONARY
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
            });
        assert_eq!((DICTIONARY.len(), digest), (19_395, 0xba45_5462_3be6_1b88));
    }

    #[test]
    fn a_link_is_short_ends_in_a_letter_or_digit_and_opens() {
        let link = made(TEXT);
        assert!(link.len() < 40, "{link}");
        assert!(link.ends_with(|c: char| c.is_ascii_alphanumeric()));
        assert_eq!(opened(&link), (TEXT.to_owned(), None));
        assert_eq!(opened(&format!("#{link}")), (TEXT.to_owned(), None));
        assert_eq!(opened(&made("")), (String::new(), None));
    }

    #[test]
    fn what_programs_put_around_a_link_is_taken_off() {
        let link = made(TEXT);
        let (first, second) = link.split_at(link.len() / 2);
        for damaged in [
            format!("%23{link}"),
            format!("%2523{link}"),
            format!("#{}", link.replace('.', "%2E")),
            format!("{link}."),
            format!("{link},"),
            format!("{link})."),
            format!("{link}>"),
            format!("<{link}>"),
            format!("{link}%3E"),
            format!("**{link}**"),
            format!("{link}_"),
            format!("{link}--"),
            format!("{link}%E3%80%82"),
            format!("{link}\u{200b}"),
            format!("{link}?utm_source=chat"),
            format!("{link}&x=1"),
            format!("{link} see this"),
            format!("{link}%20see%20this"),
            format!("{first}\r\n{second}"),
            format!("{first}%0D%0A{second}"),
            format!("{first}=\n{second}"),
            format!("{first}\n> {second}"),
            format!("{first}%20{second}"),
            format!("https://example.com/play/#{link}"),
        ] {
            let expected = (TEXT.to_owned(), Some(Mended::Wrapped));
            assert_eq!(opened(&damaged), expected, "{damaged}");
        }
    }

    #[test]
    fn dashes_are_turned_back() {
        let texts = (0..40).map(|n| format!("name: n{n}\n"));
        let link = texts
            .map(|text| made(&text))
            .find(|link| link.contains('-'))
            .unwrap();
        let typeset = link.replace('-', "\u{2013}");
        assert_eq!(open(&typeset).unwrap().mended, Some(Mended::Wrapped));
    }

    #[test]
    fn a_lost_last_character_is_found_again() {
        let link = made(TEXT);
        let expected = (TEXT.to_owned(), Some(Mended::Completed));
        assert_eq!(opened(&link[..link.len() - 1]), expected);
    }

    #[test]
    fn a_cut_link_says_so_and_shows_its_beginning() {
        let link = made(TEXT);
        for length in 8..link.len() - 1 {
            let Broken { trouble, salvaged } = open(&link[..length]).unwrap_err();
            assert_eq!(trouble, Trouble::Cut, "{length}");
            let read = salvaged.unwrap_or_default().text;
            assert!(TEXT.starts_with(&read), "{length}: {read}");
            if length > 20 {
                assert!(read.starts_with("apiVersion: v1\nkind: Service\n"));
            }
        }
    }

    #[test]
    fn a_changed_character_is_never_taken_for_the_link() {
        let link = made(TEXT);
        for place in 2..link.len() {
            let mut changed = link.clone().into_bytes();
            changed[place] = if changed[place] == b'x' { b'y' } else { b'x' };
            let changed = String::from_utf8(changed).unwrap();
            assert!(open(&changed).is_err(), "{changed}");
        }
    }

    #[test]
    fn what_is_none_of_ours_is_called_so() {
        for foreign in [
            "",
            "#",
            "top",
            "section-2",
            "pako:eNpV",
            "1",
            "1x.abc",
            "javascript:alert(1)",
            "%00",
            "%",
            "v1.abc",
            ".",
            "a.b",
            "12345.abc",
        ] {
            assert_eq!(trouble(foreign), Trouble::Foreign, "{foreign}");
        }
        assert_eq!(trouble("#2.AAAA"), Trouble::Newer);
        assert_eq!(trouble("1."), Trouble::Cut);
    }

    #[test]
    fn a_bomb_does_not_go_off() {
        let stream = miniz_oxide::deflate::compress_to_vec(&vec![b'a'; 16 << 20], 9);
        let mut bomb = format!("1.{}", base64::encode(&stream));
        bomb.push_str(&seal::seal(&bomb));
        assert!(bomb.len() < 50_000);
        assert_eq!(trouble(&bomb), Trouble::TooLarge);
        assert_eq!(trouble(&"1".repeat(4 << 20)), Trouble::TooLarge);
        assert_eq!(link(&state(&"x".repeat(MOST_BYTES + 1))), None);
        assert!(made(&"x".repeat(MOST_BYTES)).len() < 2000);
    }

    #[test]
    fn bytes_that_are_no_text_are_damage() {
        let stream = deflate::deflate(DICTIONARY.as_bytes(), b"kind: Pod\n\xff\xfe");
        let mut link = format!("1.{}", base64::encode(&stream));
        link.push_str(&seal::seal(&link));
        let broken = open(&link).unwrap_err();
        assert_eq!(broken.trouble, Trouble::Damaged);
        assert_eq!(broken.salvaged.unwrap().text, "kind: Pod\n");
    }
}
