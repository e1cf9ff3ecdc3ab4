//! The front matter: YAML into [`Lesson`]'s fields and [`Check`]s.

use syntax::yaml::{self, Budget, Node};
use syntax::{LineIndex, Span};

use crate::check::{
    Check, Expected, FieldCheck, FieldStep, ObjectRef, Outcome, RequestCheck, Sent, SourceSeen,
    Symptom, Value,
};
use crate::markdown::{self, clean, inlines, is_id};
use crate::{Deeds, Goal, Lesson, Mistake, Problem, Wanted};

const BUDGET: Budget = Budget {
    bytes: 64 << 10,
    depth: 24,
    nodes: 10_000,
};

const KEYS: [&str; 6] = ["id", "title", "minutes", "goals", "hints", "solution"];
const CHECKS: [&str; 7] = [
    "request",
    "no-errors",
    "no-warnings",
    "endpoints",
    "field",
    "act",
    "sent",
];
const REQUEST: [&str; 4] = ["from", "to", "protocol", "tool"];

/// Reads `text`, whose first line is line `first` of the file.
pub(crate) fn read(text: &str, first: u32, mistakes: &mut Vec<Mistake>) -> Option<Lesson> {
    let stream = yaml::read(text, BUDGET);
    let document = stream.documents.first();
    let lines = LineIndex::new(text);
    let mut reader = Reader {
        text,
        lines,
        first,
        mistakes,
    };
    if stream.limit.is_some() {
        reader.say(Span::new(0, 0), Problem::TooMuch);
        return None;
    }
    if let Some(error) = document.and_then(|document| document.error.as_ref()) {
        reader.say(error.span, Problem::NotYaml(error.problem.clone()));
        return None;
    }
    let root = document.and_then(|document| document.root.as_ref());
    let Some(root) = root.filter(|root| !root.entries().is_empty()) else {
        reader.say(Span::new(0, 0), Problem::NoFrontMatter);
        return None;
    };
    Some(reader.lesson(root))
}

struct Reader<'a> {
    text: &'a str,
    lines: LineIndex,
    first: u32,
    mistakes: &'a mut Vec<Mistake>,
}

impl Reader<'_> {
    fn line(&self, span: Span) -> u32 {
        self.first + self.lines.line_column(self.text, span.start).line - 1
    }

    fn say(&mut self, span: Span, problem: Problem) {
        let line = self.line(span);
        self.mistakes.push(Mistake { line, problem });
    }

    fn missing(&mut self, node: &Node, key: &str) {
        self.say(node.span, Problem::Missing(key.to_owned()));
    }

    fn wrong(&mut self, span: Span, key: &str, wanted: Wanted) {
        let key = key.to_owned();
        self.say(span, Problem::Wrong { key, wanted });
    }

    /// Names every key that is none of `known`.
    fn only(&mut self, node: &Node, known: &[&str]) {
        for entry in node.entries() {
            if !known.contains(&&*entry.key) {
                let problem = Problem::Unknown {
                    key: clean(&entry.key),
                    known: known.join(", "),
                };
                self.say(entry.key_span, problem);
            }
        }
    }

    /// The text of `key`: numbers and booleans as they are written, since `id: 5` is meant as text.
    fn text_of(&mut self, node: &Node, key: &str) -> Option<String> {
        let value = &node.get(key)?.value;
        let scalar = matches!(
            value.value,
            yaml::Value::Int(_) | yaml::Value::Float(_) | yaml::Value::Bool(_)
        );
        let text = match value.as_str() {
            Some(text) => Some(text),
            None if scalar => Some(value.span.text(self.text)),
            None => None,
        };
        match text.map(str::trim).filter(|text| !text.is_empty()) {
            Some(text) => Some(clean(text)),
            None => {
                self.wrong(value.span, key, Wanted::Text);
                None
            }
        }
    }

    fn needed(&mut self, node: &Node, key: &str) -> Option<String> {
        if node.get(key).is_none() {
            self.missing(node, key);
        }
        self.text_of(node, key)
    }

    fn number(&mut self, node: &Node, key: &str) -> Option<u32> {
        let value = &node.get(key)?.value;
        let number = value.as_int().and_then(|number| u32::try_from(number).ok());
        if number.is_none() {
            self.wrong(value.span, key, Wanted::Number);
        }
        number
    }

    /// The items of a list; a single value stands for a list of one.
    fn list<'n>(&mut self, node: &'n Node, key: &str) -> &'n [Node] {
        let Some(entry) = node.get(key) else {
            return &[];
        };
        if matches!(entry.value.value, yaml::Value::Sequence(_)) {
            entry.value.items()
        } else {
            self.wrong(entry.value.span, key, Wanted::List);
            &[]
        }
    }

    fn texts(&mut self, node: &Node, key: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for item in self.list(node, key) {
            match item.as_str().or_else(|| {
                matches!(item.value, yaml::Value::Int(_) | yaml::Value::Float(_))
                    .then(|| item.span.text(self.text))
            }) {
                Some(text) => texts.push(clean(text.trim())),
                None => self.wrong(item.span, key, Wanted::Text),
            }
        }
        texts
    }

    /// Inline Markdown, its mistakes at the line where it begins.
    fn markdown(&mut self, span: Span, text: &str) -> Vec<markdown::Inline> {
        let mut found = Vec::new();
        let line = inlines(text, &mut found);
        for (_, problem) in found {
            self.say(span, problem);
        }
        line
    }

    fn lesson(&mut self, root: &Node) -> Lesson {
        self.only(root, &KEYS);
        let id = self.needed(root, "id").unwrap_or_default();
        if !id.is_empty() && !is_id(&id) {
            let span = root.get("id").map_or(root.span, |entry| entry.value.span);
            self.wrong(span, "id", Wanted::Id);
        }
        if root.get("minutes").is_none() {
            self.missing(root, "minutes");
        }
        if root.get("goals").is_none() {
            self.missing(root, "goals");
        }
        let mut lesson = Lesson {
            title: self.needed(root, "title").unwrap_or_default(),
            minutes: self.number(root, "minutes").unwrap_or_default(),
            id,
            ..Lesson::default()
        };
        for goal in self.list(root, "goals") {
            lesson.goals.extend(self.goal(goal));
        }
        for hint in self.texts(root, "hints") {
            let span = root.get("hints").map_or(root.span, |entry| entry.key_span);
            lesson.hints.push(self.markdown(span, &hint));
        }
        if let Some(solution) = root.get("solution") {
            let node = &solution.value;
            self.only(node, &["acts", "sent"]);
            lesson.deeds = Deeds {
                acts: self.texts(node, "acts"),
                sent: node.get("sent").map(|sent| self.sent(&sent.value)),
            };
        }
        lesson
    }

    fn goal(&mut self, node: &Node) -> Option<Goal> {
        let mut known = vec!["text"];
        known.extend(CHECKS);
        self.only(node, &known);
        let text = self.needed(node, "text")?;
        let text = self.markdown(node.span, &text);
        let mut checks = node
            .entries()
            .iter()
            .filter(|entry| CHECKS.contains(&&*entry.key));
        let (Some(entry), None) = (checks.next(), checks.next()) else {
            self.say(node.span, Problem::OneCheck);
            return None;
        };
        let value = &entry.value;
        let check = match &*entry.key {
            "request" => Check::Request(self.request(value)?),
            "no-errors" | "no-warnings" if value.as_bool() != Some(true) => {
                self.wrong(value.span, &entry.key, Wanted::True);
                return None;
            }
            "no-errors" => Check::NoErrors,
            "no-warnings" => Check::NoWarnings,
            "endpoints" => {
                self.only(value, &["service", "ready"]);
                if value.get("ready").is_none() {
                    self.missing(value, "ready");
                }
                let service = self.needed(value, "service")?;
                Check::Endpoints {
                    service: if service.contains('/') {
                        service
                    } else {
                        format!("default/{service}")
                    },
                    ready: self.number(value, "ready")?,
                }
            }
            "field" => Check::Field(self.field(value)?),
            "act" => Check::Act(self.text_of(node, "act")?),
            _ => Check::Sent(self.sent(value)),
        };
        Some(Goal {
            text,
            check,
            line: self.line(node.span),
        })
    }

    fn request(&mut self, node: &Node) -> Option<RequestCheck> {
        let mut known = REQUEST.to_vec();
        known.extend(["reaches", "fails", "source"]);
        self.only(node, &known);
        self.needed(node, "to")?;
        let request = self.ask(node);
        let outcome = match (node.get("reaches"), node.get("fails")) {
            (Some(_), None) => Outcome::Reaches(self.texts(node, "reaches")),
            (None, Some(fails)) => {
                let word = self.text_of(node, "fails")?;
                let symptom = Symptom::ALL.into_iter().find(|(name, _)| *name == word);
                match symptom {
                    Some((_, symptom)) => Outcome::Fails(symptom),
                    None => {
                        self.wrong(fails.value.span, "fails", Wanted::Symptom);
                        return None;
                    }
                }
            }
            _ => {
                self.say(node.span, Problem::OneOutcome);
                return None;
            }
        };
        let source = match self.text_of(node, "source").as_deref() {
            None => None,
            Some("kept") => Some(SourceSeen::Kept),
            Some("changed") => Some(SourceSeen::Changed),
            Some(_) => {
                self.wrong(node.span, "source", Wanted::Source);
                None
            }
        };
        Some(RequestCheck {
            request,
            outcome,
            source,
        })
    }

    fn sent(&mut self, node: &Node) -> Sent {
        let mut known = REQUEST.to_vec();
        known.extend(["count", "pause"]);
        self.only(node, &known);
        let (count, pause) = (self.number(node, "count"), self.number(node, "pause"));
        Sent {
            count,
            pause,
            ..self.ask(node)
        }
    }

    /// What a request and a sent request have in common.
    fn ask(&mut self, node: &Node) -> Sent {
        let sent = Sent {
            from: self.text_of(node, "from"),
            to: self.text_of(node, "to"),
            protocol: self.text_of(node, "protocol"),
            tool: self.text_of(node, "tool"),
            count: None,
            pause: None,
        };
        let mut must = |key: &str, value: &Option<String>, is: fn(&str) -> bool, wanted| {
            if value.as_deref().is_some_and(|value| !is(value)) {
                self.wrong(node.span, key, wanted);
            }
        };
        must("from", &sent.from, is_client, Wanted::Client);
        must("protocol", &sent.protocol, is_protocol, Wanted::Protocol);
        must("tool", &sent.tool, is_tool, Wanted::Tool);
        sent
    }

    fn field(&mut self, node: &Node) -> Option<FieldCheck> {
        self.only(node, &["object", "path", "value", "absent"]);
        let name = self.needed(node, "object")?;
        let Some(object) = ObjectRef::parse(&name) else {
            self.wrong(node.span, "object", Wanted::Object);
            return None;
        };
        let path = self.text_of(node, "path").unwrap_or_default();
        let Some(path) = FieldStep::parse_path(&path) else {
            self.wrong(node.span, "path", Wanted::Path);
            return None;
        };
        let expected = match (node.get("value"), node.get("absent")) {
            (None, None) => Expected::Set,
            (Some(entry), None) => Expected::Equals(value(&entry.value)),
            (None, Some(entry)) if entry.value.as_bool() == Some(true) => Expected::Absent,
            (_, Some(entry)) => {
                self.wrong(entry.value.span, "absent", Wanted::True);
                return None;
            }
        };
        Some(FieldCheck {
            object,
            path,
            expected,
        })
    }
}

fn is_client(from: &str) -> bool {
    matches!(from, "in-cluster" | "outside")
        || from.starts_with("node:")
        || (from.starts_with("pod:") && from.contains('/'))
}

fn is_protocol(word: &str) -> bool {
    matches!(word, "TCP" | "UDP" | "SCTP")
}

fn is_tool(word: &str) -> bool {
    matches!(word, "curl" | "ping" | "nslookup")
}

/// A YAML value as JSON has it. The budget bounds its depth.
fn value(node: &Node) -> Value {
    match &node.value {
        yaml::Value::Null => Value::Null,
        yaml::Value::Bool(flag) => Value::Bool(*flag),
        yaml::Value::Int(number) => Value::Int(*number),
        yaml::Value::Float(number) => Value::Float(*number),
        yaml::Value::String(text) => Value::String(text.to_string()),
        yaml::Value::Sequence(items) => Value::List(items.iter().map(value).collect()),
        yaml::Value::Mapping(entries) => Value::Map(
            entries
                .iter()
                .map(|entry| (entry.key.to_string(), value(&entry.value)))
                .collect(),
        ),
    }
}
