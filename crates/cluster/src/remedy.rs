//! Changes of the text that would mend what is wrong with it, where one is safe: it takes the mistake away and cannot mean anything
//! else. Crate `words` names them.

mod slip;

use std::net::IpAddr;

use syntax::Span;
use syntax::yaml::{Entry, Node, Value};

use crate::admission::{DecodeError, DecodeErrorKind, Wanted, nearest};
use crate::advice;
use crate::api::Labels;
use crate::explain::{Explanation, warned_field};
use crate::field::{Cause, FieldError, FieldPath, Segment};
use crate::manifest::{Part, Place, Source};
use crate::yaml_out;

pub use slip::{of_hidden_colon, of_syntax};

/// A change of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// What it does, for its title.
    pub change: Change,
    /// Where and how, in the order of the text, not overlapping.
    pub edits: Vec<Edit>,
}

/// What a [`Remedy`] does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A key or value becomes this.
    Replace(String),
    /// A port gets this name.
    NamePort(String),
    /// `matchLabels` goes, its labels stay.
    DropMatchLabels,
    /// The earlier of two equal keys goes.
    DropEarlier(String),
    /// These labels are added.
    AddLabels(String),
    /// A character goes.
    Remove(char),
    /// A character goes that nobody sees.
    RemoveInvisible,
    /// A line goes.
    RemoveLine,
}

/// One stretch of the text, and what takes its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What to replace; empty to insert.
    pub span: Span,
    /// By what.
    pub text: String,
}

/// What mends a mistake of decoding `source`, which stands in `text`.
pub fn of_decoding(text: &str, source: &Source, error: &DecodeError) -> Option<Remedy> {
    match error.kind {
        DecodeErrorKind::UnknownField { suggestion }
        | DecodeErrorKind::UnknownKind { suggestion } => {
            Some(string(text, error.span, suggestion?))
        }
        DecodeErrorKind::WrongType { wanted } => {
            let place = source.find(&error.field)?;
            match &place.value.value {
                Value::Mapping(_) => match_labels(text, &place, &error.field),
                Value::String(written) if wanted == Wanted::Fields => {
                    labels(text, &place, &error.field, written)
                }
                _ => scalar(text, &place, wanted),
            }
        }
        DecodeErrorKind::DuplicateField { first } => drop_earlier(text, first, error.span),
        DecodeErrorKind::Unparsable => None,
    }
}

/// What mends a mistake that validation found in `source`, which stands in `text`.
pub fn of_field(text: &str, source: &Source, error: &FieldError) -> Option<Remedy> {
    match error.cause {
        Cause::NotSupported => {
            let place = source.find(&error.field)?;
            let written = place.value.as_str()?;
            let meant = nearest(error.supported.iter().map(String::as_str), written)?;
            is_one_line(text, &place).then(|| string(text, place.value.span, meant))
        }
        Cause::Required => name_port(text, source, &error.field),
        Cause::Invalid => invalid(text, source, error),
        _ => None,
    }
}

/// Spaces around a label go, and so do the quotes around a port's number.
fn invalid(text: &str, source: &Source, error: &FieldError) -> Option<Remedy> {
    let written = error.written.as_deref()?;
    let span = source.locate_string(&error.field, written)?;
    match Explanation::of_field(error) {
        Explanation::LabelFormat => {
            let trimmed = written.trim();
            let one_line = !span.text(text).contains(['\n', '|', '>']);
            (one_line && trimmed != written && is_label_value(trimmed))
                .then(|| string(text, span, trimmed))
        }
        Explanation::PortNumberInQuotes if span.text(text).starts_with(['"', '\'']) => {
            let number: u16 = written.parse().ok().filter(|number| *number > 0)?;
            Some(replace(span, number.to_string()))
        }
        _ => None,
    }
}

/// What takes away the cause of a `warning` of the API server about `source`: an address in the form that it names.
pub fn of_warning(text: &str, source: &Source, warning: &str) -> Option<Remedy> {
    if Explanation::of_warning(warning) != Some(Explanation::AddressForm) {
        return None;
    }
    let place = source.find(&warned_field(warning)?)?;
    let form = warning.rsplit('"').nth(1)?;
    let is_address = form.parse::<IpAddr>().is_ok();
    (is_address && place.value.as_str().is_some() && is_one_line(text, &place))
        .then(|| string(text, place.value.span, form))
}

/// What mends what a rule of advice found, if the rule knows.
pub fn of_advice(text: &str, source: &Source, remedy: &advice::Remedy) -> Option<Remedy> {
    let (place, new) = match remedy {
        advice::Remedy::Write { place, text } => (place, text),
        advice::Remedy::AddLabels { field, labels, .. } => {
            return add_labels(text, source, field, labels);
        }
    };
    let found = source.find(&place.field)?;
    let span = match place.part {
        Part::Key => found.key?,
        Part::Value | Part::Whole
            if found.value.as_str().is_some() && is_one_line(text, &found) =>
        {
            found.value.span
        }
        Part::Value | Part::Whole => return None,
    };
    Some(string(text, span, new))
}

/// Writes `labels` before those that stand at `field` already, as those are written.
fn add_labels(text: &str, source: &Source, field: &FieldPath, labels: &Labels) -> Option<Remedy> {
    let place = source.find(field)?;
    let first = place.value.entries().first()?.key_span.start;
    // A map that an alias brought in stands elsewhere, and others may use it too.
    if !place.value.span.touches(first) {
        return None;
    }
    let flow = text.as_bytes().get(place.value.span.start as usize) == Some(&b'{');
    let indent = text
        .get(first as usize - column(text, first)..first as usize)?
        .trim_start_matches(' ');
    if !flow && !indent.is_empty() {
        return None;
    }
    let json = flow && text.as_bytes().get(first as usize) == Some(&b'"');
    let (separator, quoted) = match (flow, json) {
        (true, json) => (", ".to_owned(), json),
        (false, _) => (format!("\n{}", " ".repeat(column(text, first))), false),
    };
    let write = |word: &str| match quoted {
        true => format!("\"{word}\""),
        false => yaml_out::scalar(word),
    };
    let mut added = String::new();
    for (key, value) in labels {
        added.push_str(&format!("{}: {}{separator}", write(key), write(value)));
    }
    let names: Vec<String> = labels
        .iter()
        .map(|(key, value)| format!("{key}: {value}"))
        .collect();
    Some(Remedy {
        change: Change::AddLabels(names.join(", ")),
        edits: vec![Edit {
            span: Span::at(first),
            text: added,
        }],
    })
}

/// Whether a value is written on the line of its key, as itself: no alias, no block scalar.
fn is_one_line(text: &str, place: &Place<'_>) -> bool {
    let span = place.value.span;
    let from = place.key.map_or(span.start, |key| key.end);
    let written = Span::new(from, span.end).text(text);
    !span.text(text).is_empty() && !written.contains(['\n', '*', '|', '>'])
}

/// Puts a string in the place of another, in the quotes that stand there.
fn string(text: &str, span: Span, new: &str) -> Remedy {
    let written = match span.text(text).as_bytes().first() {
        Some(b'"') => format!("\"{}\"", new.replace('\\', "\\\\").replace('"', "\\\"")),
        Some(b'\'') => format!("'{}'", new.replace('\'', "''")),
        _ => yaml_out::scalar(new),
    };
    replace(span, written)
}

/// Another string in the place of the entry's, if that is written on one line.
pub(crate) fn put_string(text: &str, entry: &Entry, new: &str) -> Option<Edit> {
    let place = Place::of(entry);
    is_one_line(text, &place)
        .then(|| string(text, place.value.span, new))?
        .edits
        .pop()
}

/// A field before the others of a mapping, written as they are.
pub(crate) fn insert_first(text: &str, mapping: &Node, key: &str, value: &str) -> Option<Edit> {
    let first = mapping.entries().first()?.key_span.start;
    let is_json = text.as_bytes().get(first as usize) == Some(&b'"');
    let added = match text.as_bytes().get(mapping.span.start as usize) {
        Some(b'{') if is_json => format!("\"{key}\": \"{value}\", "),
        Some(b'{') => format!("{key}: {value}, "),
        _ => format!("{key}: {value}\n{}", " ".repeat(column(text, first))),
    };
    Some(Edit {
        span: Span::at(first),
        text: added,
    })
}

fn replace(span: Span, written: String) -> Remedy {
    Remedy {
        change: Change::Replace(written.clone()),
        edits: vec![Edit {
            span,
            text: written,
        }],
    }
}

/// Quotes what must be text, and frees from quotes what must not be.
fn scalar(text: &str, place: &Place<'_>, wanted: Wanted) -> Option<Remedy> {
    let span = place.value.span;
    if !is_one_line(text, place) {
        return None;
    }
    let written = span.text(text);
    let new = match (wanted, &place.value.value) {
        (Wanted::Text, Value::Bool(_) | Value::Int(_) | Value::Float(_)) => {
            format!("\"{written}\"")
        }
        (Wanted::Number, Value::String(value)) if written.starts_with(['"', '\'']) => {
            let number: i32 = value.parse().ok()?;
            (number.to_string() == **value).then(|| number.to_string())?
        }
        (Wanted::Boolean, Value::String(value)) if written.starts_with(['"', '\'']) => {
            matches!(&**value, "true" | "false").then(|| value.to_string())?
        }
        _ => return None,
    };
    Some(replace(span, new))
}

/// Takes the earlier of two equal keys away, the one that does not count: `kubectl` keeps the last. Only where key and value stand on
/// a line and the next one goes on with the same object.
fn drop_earlier(text: &str, first: Span, again: Span) -> Option<Remedy> {
    let start = first.start as usize;
    let column = column(text, first.start);
    let (line, rest) = text.get(start..)?.split_once('\n')?;
    let (_, value) = line.get(first.text(text).len()..)?.split_once(':')?;
    let indent = rest.len() - rest.trim_start_matches(' ').len();
    let goes_on = rest
        .get(indent..)?
        .starts_with(|first: char| !"-#?\r\n\t".contains(first));
    let end = start + line.len() + 1 + indent;
    if indent != column || !goes_on || !ends_here(value.trim()) || end > again.start as usize {
        return None;
    }
    Some(Remedy {
        change: Change::DropEarlier(first.text(text).to_owned()),
        edits: vec![Edit {
            span: Span::new(first.start, u32::try_from(end).ok()?),
            text: String::new(),
        }],
    })
}

/// Whether a value that begins so ends on its line, and nothing else refers to it.
fn ends_here(value: &str) -> bool {
    let closed_by = |last: char| value.len() > 1 && value.ends_with(last);
    match value.chars().next() {
        None | Some('&' | '|' | '>') => false,
        Some(quote @ ('"' | '\'')) => closed_by(quote),
        Some('{') => closed_by('}'),
        Some('[') => closed_by(']'),
        Some(_) => true,
    }
}

/// `app=web,tier=front`, as kubectl takes labels on its command line, as a map.
fn labels(text: &str, place: &Place<'_>, field: &FieldPath, written: &str) -> Option<Remedy> {
    let takes_labels = matches!(
        field.segments().last(),
        Some(Segment::Field(name)) if matches!(&**name, "selector" | "labels" | "matchLabels" | "nodeSelector")
    );
    if !takes_labels || !is_one_line(text, place) {
        return None;
    }
    let pairs: Option<Vec<String>> = written
        .split(',')
        .map(|pair| {
            let (key, value) = pair.trim().split_once(['=', ':'])?;
            let (key, value) = (key.trim(), value.trim_start_matches('=').trim());
            let name = key.rsplit('/').next().unwrap_or(key);
            (!name.is_empty() && is_label_value(name) && is_label_value(value))
                .then(|| format!("{}: {}", yaml_out::scalar(key), yaml_out::scalar(value)))
        })
        .collect();
    Some(replace(
        place.value.span,
        format!("{{{}}}", pairs?.join(", ")),
    ))
}

/// `IsValidLabelValue`, as far as its letters go.
fn is_label_value(text: &str) -> bool {
    let ends = |letter: Option<char>| letter.is_none_or(|it| it.is_ascii_alphanumeric());
    text.len() <= 63
        && ends(text.chars().next())
        && ends(text.chars().next_back())
        && text
            .chars()
            .all(|it| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.'))
}

/// A Service's selector has its labels directly. Takes `matchLabels:` away and its labels as far to the left as it stood.
fn match_labels(text: &str, place: &Place<'_>, field: &FieldPath) -> Option<Remedy> {
    if !is_match_labels_of_service(field) {
        return None;
    }
    let (key, inner) = (place.key?, place.value.span);
    let between = Span::new(key.end, inner.start).text(text);
    if inner.text(text).is_empty() || between.trim_start_matches([' ', '\t']).trim_end() != ":" {
        return None;
    }
    let mut edits = vec![Edit {
        span: Span::new(key.start, inner.start),
        text: String::new(),
    }];
    if text.as_bytes().get(inner.start as usize) == Some(&b'{') {
        // `{matchLabels: {app: web}}`: the braces outside can stay only if those inside go.
        let before = text.get(..key.start as usize)?.trim_end();
        if before.ends_with('{') {
            let open = Span::new(inner.start, inner.start + 1);
            let close = Span::new(inner.end.checked_sub(1)?, inner.end);
            edits = vec![
                Edit {
                    span: Span::new(key.start, open.end),
                    text: String::new(),
                },
                Edit {
                    span: close,
                    text: String::new(),
                },
            ];
        }
    } else {
        let shift = column(text, inner.start).checked_sub(column(text, key.start))?;
        edits.extend(dedent(text, inner, shift));
    }
    Some(Remedy {
        change: Change::DropMatchLabels,
        edits,
    })
}

/// Whether `field` is the `matchLabels` that a Service's selector does not have.
pub(crate) fn is_match_labels_of_service(field: &FieldPath) -> bool {
    let names = field.segments().iter().map(|segment| match segment {
        Segment::Field(name) | Segment::Key(name) => &**name,
        Segment::Index(_) => "",
    });
    names.eq(["spec", "selector", "matchLabels"])
}

/// How far `at` stands from the beginning of its line, in bytes.
fn column(text: &str, at: u32) -> usize {
    let before = text.get(..at as usize).unwrap_or_default();
    before.len() - before.rfind('\n').map_or(0, |line| line + 1)
}

/// Takes `shift` spaces away at the beginning of every line of `span` but the first.
fn dedent(text: &str, span: Span, shift: usize) -> Vec<Edit> {
    let mut at = span.start as usize;
    let mut edits = Vec::new();
    for line in span.text(text).split_inclusive('\n') {
        let spaces = line.len() - line.trim_start_matches(' ').len();
        if at > span.start as usize && spaces >= shift {
            edits.push(Edit {
                span: Span::new(at as u32, (at + shift) as u32),
                text: String::new(),
            });
        }
        at += line.len();
    }
    edits
}

/// Where several ports need names, one gets the name that people give it, or one made of its number.
fn name_port(text: &str, source: &Source, field: &FieldPath) -> Option<Remedy> {
    let (port_path, ports_path) = match field.segments() {
        [ports @ .., Segment::Index(index), Segment::Field(name)]
            if &**name == "name"
                && matches!(ports.last(), Some(Segment::Field(last)) if &**last == "ports") =>
        {
            let port = ports.iter().cloned().chain([Segment::Index(*index)]);
            (port.collect::<FieldPath>(), ports.iter().cloned().collect())
        }
        _ => return None,
    };
    let port = source.find(&port_path)?.value;
    let ports = source.find(&ports_path)?.value;
    let name = port_name(port, ports.items())?;
    let edits = match port.get("name") {
        Some(written) if written.value.as_str() == Some("") => {
            string(text, written.value.span, &name).edits
        }
        // `name:` with nothing after it: the rest of the line may hold a comment, so it is left alone.
        Some(_) => return None,
        None => vec![insert_first(text, port, "name", &name)?],
    };
    Some(Remedy {
        change: Change::NamePort(name),
        edits,
    })
}

fn port_name(port: &Node, ports: &[Node]) -> Option<String> {
    let number = port.get("port")?.value.as_int()?;
    let usual = match number {
        53 => Some("dns"),
        80 => Some("http"),
        443 => Some("https"),
        _ => None,
    };
    let protocol = port
        .get("protocol")
        .and_then(|entry| entry.value.as_str())
        .unwrap_or("TCP")
        .to_lowercase();
    let names = usual
        .map(str::to_owned)
        .into_iter()
        .chain([format!("port-{number}"), format!("{protocol}-{number}")]);
    let taken = |name: &String| {
        ports
            .iter()
            .any(|port| port.get("name").and_then(|entry| entry.value.as_str()) == Some(name))
    };
    names.into_iter().find(|name| !taken(name))
}
