//! From what was found to what is shown: every problem with its words and its places.

use cluster::admission::{DecodeError, DecodeErrorKind, Reply, Verdict, not_yaml_message};
use cluster::advice::{Advice, Finding, Place, Rule, Severity};
use cluster::explain::{Explanation, warned_field};
use cluster::field::{Cause, FieldError, FieldPath, Path};
use cluster::manifest::{MOST_OBJECTS, Manifest, ObjectId, Part, Source};
use cluster::remedy::{self, Remedy};
use syntax::Span;
use syntax::yaml::{Document, Limit, SyntaxError};
use words::{Language, ProblemWords};

use crate::places::Places;
use crate::{Edit, Fix, Problem, Related};

/// Says every problem in one language.
#[derive(Clone, Copy)]
pub(crate) struct Speaker<'a> {
    pub(crate) manifest: &'a Manifest,
    pub(crate) replies: &'a [Reply],
    pub(crate) advice: &'a [Advice],
    pub(crate) places: Places<'a>,
    pub(crate) language: Language,
}

/// A problem before its places are translated.
struct Draft {
    rule: &'static str,
    /// Where more is said about it.
    page: Option<String>,
    severity: Severity,
    object: Option<ObjectId>,
    field: Option<FieldPath>,
    message: String,
    explanation: Option<String>,
    span: Span,
    related: Vec<Related>,
    fix: Option<Fix>,
}

impl<'a> Speaker<'a> {
    /// Every problem: grouped by object in the order of the text, errors first within an object.
    pub(crate) fn problems(self) -> Vec<Problem> {
        let mut drafts: Vec<Draft> = self.limit().into_iter().collect();
        for document in &self.manifest.documents {
            drafts.extend(document.error.as_ref().map(|error| self.syntax(error)));
            drafts.extend(self.unread(document));
        }
        for (index, (source, reply)) in self.manifest.objects.iter().zip(self.replies).enumerate() {
            let whole_document = self
                .manifest
                .document_of(source)
                .is_some_and(|document| document.error.is_none());
            if whole_document {
                let id = ObjectId(u32::try_from(index).unwrap_or(u32::MAX));
                drafts.extend(self.reply(id, source, reply));
            }
        }
        let said = self.advice.iter().filter(|advice| self.can_be_said(advice));
        drafts.extend(said.map(|advice| self.advice(advice)));
        drafts.sort_by_key(|draft| (draft.object, draft.severity, draft.span));
        drafts.into_iter().map(|draft| self.finish(draft)).collect()
    }

    fn words(self) -> &'static ProblemWords {
        ProblemWords::of(self.language)
    }

    fn explain(self, explanation: &Explanation) -> Option<String> {
        Some(words::explain(self.language, explanation))
    }

    fn limit(self) -> Option<Draft> {
        let words = self.words();
        let message = match self.manifest.limit {
            _ if self.manifest.too_many_objects => (words.too_many_objects)(MOST_OBJECTS),
            Some(Limit::Bytes) => words.too_long.to_owned(),
            Some(Limit::Depth) => words.too_deep.to_owned(),
            Some(Limit::Nodes) => words.too_many.to_owned(),
            None => return None,
        };
        let last = self.manifest.objects.last();
        let end = match last.filter(|_| self.manifest.too_many_objects) {
            Some(last) => last.node.span.end,
            None => {
                let last = self.manifest.documents.last();
                last.map_or(0, |document| document.span.end)
            }
        };
        Some(Draft {
            rule: "limit",
            page: None,
            severity: Severity::Warning,
            object: None,
            field: None,
            message,
            explanation: None,
            span: Span::at(end),
            related: Vec::new(),
            fix: None,
        })
    }

    fn syntax(self, error: &SyntaxError) -> Draft {
        let text = self.places.whole();
        let explanation = Explanation::of_syntax(text, error);
        let fix = remedy::of_syntax(text, error).map(|remedy| self.fix(remedy));
        Draft {
            rule: "yaml-syntax",
            page: None,
            severity: Severity::Error,
            object: None,
            field: None,
            message: not_yaml_message(error),
            explanation: self.explain(&explanation),
            span: error.span,
            related: Vec::new(),
            fix,
        }
    }

    /// What stands below the end of an object, in the same document: nobody reads it. What a limit left unread is told as that.
    fn unread(self, document: &Document) -> Option<Draft> {
        let root = document
            .root
            .as_ref()
            .filter(|_| document.error.is_none() && self.manifest.limit.is_none())?;
        let rest = Span::new(root.span.end, document.span.end.max(root.span.end));
        let mut at = rest.start as usize;
        let unread = self
            .places
            .text(rest)
            .split_inclusive('\n')
            .find_map(|line| {
                let start = at;
                at += line.len();
                let written = line.trim();
                let says = !written.is_empty() && !written.starts_with('#') && written != "...";
                says.then(|| start + line.len() - line.trim_start().len())
            })?;
        let end = Span::at(root.span.end);
        let fix = remedy::of_hidden_colon(self.places.whole(), end);
        let explanation = match &fix {
            Some(_) => Explanation::HiddenColon,
            None if root.entries().is_empty() => Explanation::NotAnObject,
            None => Explanation::EndsAbove,
        };
        let unread = Span::new(unread as u32, rest.end.max(unread as u32));
        Some(Draft {
            rule: "unread-text",
            page: None,
            severity: Severity::Warning,
            object: None,
            field: None,
            message: self.words().unread.to_owned(),
            explanation: self.explain(&explanation),
            span: self.places.first_line(unread),
            related: Vec::new(),
            fix: fix.map(|remedy| self.fix(remedy)),
        })
    }

    fn reply(self, id: ObjectId, source: &Source, reply: &Reply) -> Vec<Draft> {
        let mut drafts = Vec::new();
        if reply.unreached {
            drafts.push(self.draft(
                id,
                "unreached",
                Severity::Info,
                source.locate(&kind_path(), Part::Whole),
                self.words().unreached.to_owned(),
            ));
        }
        drafts.extend(
            reply
                .decoding
                .iter()
                .map(|error| self.decoding(id, source, error)),
        );
        drafts.extend(
            reply
                .causes
                .iter()
                .map(|error| self.cause(id, source, error)),
        );
        if reply.verdict != Verdict::Accepted
            && reply.decoding.is_empty()
            && reply.causes.is_empty()
            && !reply.unreached
        {
            drafts.push(self.refusal(id, source, reply));
        }
        if let Some(message) = &reply.kubectl_refuses {
            let span = source.locate(&Path::new("apiVersion").to_owned(), Part::Value);
            let span = self.places.first_line(span);
            drafts.push(Draft {
                explanation: self.explain(&Explanation::of_identity(
                    source,
                    &Path::new("apiVersion").to_owned(),
                    None,
                )),
                ..self.draft(id, "unknown-kind", Severity::Error, span, message.clone())
            });
        }
        for warning in &reply.warnings {
            let severity = if warning.contains("deprecated") {
                Severity::Info
            } else {
                Severity::Warning
            };
            let field = warned_field(warning).unwrap_or_else(kind_path);
            let span = source.locate(&field, Part::Whole);
            let fix = remedy::of_warning(self.places.whole(), source, warning);
            drafts.push(Draft {
                explanation: Explanation::of_warning(warning).and_then(|it| self.explain(&it)),
                fix: fix.map(|remedy| self.fix(remedy)),
                ..self.draft(id, "api-warning", severity, span, warning.clone())
            });
        }
        drafts
    }

    fn draft(
        self,
        id: ObjectId,
        rule: &'static str,
        severity: Severity,
        span: Span,
        message: String,
    ) -> Draft {
        Draft {
            rule,
            page: None,
            severity,
            object: Some(id),
            field: None,
            message,
            explanation: None,
            span,
            related: Vec::new(),
            fix: None,
        }
    }

    fn decoding(self, id: ObjectId, source: &Source, error: &DecodeError) -> Draft {
        let rule = match error.kind {
            DecodeErrorKind::UnknownField { .. } => "unknown-field",
            DecodeErrorKind::DuplicateField { .. } => "duplicate-field",
            DecodeErrorKind::WrongType { .. } => "wrong-type",
            DecodeErrorKind::Unparsable => "unparsable-value",
            DecodeErrorKind::UnknownKind { .. } => "unknown-kind",
        };
        let fix = remedy::of_decoding(self.places.whole(), source, error);
        Draft {
            field: Some(error.field.clone()),
            explanation: self.explain(&Explanation::of_decoding(source, error)),
            fix: fix.map(|remedy| self.fix(remedy)),
            ..self.draft(id, rule, Severity::Error, error.span, error.message.clone())
        }
    }

    fn cause(self, id: ObjectId, source: &Source, error: &FieldError) -> Draft {
        let (rule, part) = match error.cause {
            Cause::Required => ("required-value", Part::Key),
            Cause::Invalid => ("invalid-value", Part::Value),
            Cause::TypeInvalid => ("wrong-type", Part::Value),
            Cause::Duplicate => ("duplicate-value", Part::Value),
            Cause::NotSupported => ("unsupported-value", Part::Value),
            Cause::Forbidden => ("forbidden-value", Part::Whole),
            Cause::TooLong | Cause::TooMany => ("too-long", Part::Value),
            Cause::NotFound => ("not-found", Part::Value),
            Cause::Internal => ("internal-error", Part::Value),
        };
        let span = match part {
            // What is missing has no place of its own; its parent may be long.
            Part::Key => self.places.first_line(source.locate(&error.field, part)),
            _ => {
                let written = error.written.as_ref();
                written
                    .and_then(|written| source.locate_string(&error.field, written))
                    .unwrap_or_else(|| source.locate(&error.field, part))
            }
        };
        let explanation = Explanation::of_field(error);
        Draft {
            field: Some(error.field.clone()),
            explanation: self.explain(&explanation),
            related: self.holder(id, source, error, &explanation),
            fix: remedy::of_field(self.places.whole(), source, error).map(|it| self.fix(it)),
            ..self.draft(id, rule, Severity::Error, span, error.to_string())
        }
    }

    /// A refusal of the whole object: its namespace is missing, its name is taken, kubectl does not know its kind.
    fn refusal(self, id: ObjectId, source: &Source, reply: &Reply) -> Draft {
        let metadata = Path::new("metadata");
        let (rule, explanation, field, other) = match reply.code {
            Some(404) => {
                let below = self.namespace_of(id, source);
                let explanation = match below {
                    Some(_) => Explanation::NamespaceBelow,
                    None => Explanation::NamespaceMissing,
                };
                let field = metadata.child("namespace").to_owned();
                ("namespace-not-found", explanation, field, below)
            }
            Some(409) => (
                "already-exists",
                Explanation::AlreadyExists,
                metadata.child("name").to_owned(),
                self.namesake(id, source),
            ),
            Some(422) => ("invalid-value", Explanation::Invalid, kind_path(), None),
            _ => (
                "unknown-kind",
                Explanation::of_identity(source, &kind_path(), None),
                kind_path(),
                None,
            ),
        };
        let name = metadata.child("name").to_owned();
        let say = match explanation {
            Explanation::NamespaceBelow => self.words().made_here,
            _ => self.words().has_it,
        };
        let related = other.map(|other| self.related(other, other.locate(&name, Part::Value), say));
        Draft {
            explanation: self.explain(&explanation),
            related: related.into_iter().collect(),
            ..self.draft(
                id,
                rule,
                Severity::Error,
                source.locate(&field, Part::Whole),
                reply.message.clone(),
            )
        }
    }

    /// The Namespace that `source` needs, if the text makes it further down.
    fn namespace_of(self, id: ObjectId, source: &Source) -> Option<&'a Source> {
        let mut after = self.manifest.objects.iter().skip(id.0 as usize + 1);
        after.find(|other| {
            other.kind.as_deref() == Some("Namespace") && other.name == source.namespace
        })
    }

    /// The object before `source` that has its kind and name.
    fn namesake(self, id: ObjectId, source: &Source) -> Option<&'a Source> {
        let mut before = self.manifest.objects.iter().take(id.0 as usize);
        let name = object_name(source);
        before.find(|other| object_name(other) == name)
    }

    /// The Service before `source` that has the node port or the address that it asks for.
    fn holder(
        self,
        id: ObjectId,
        source: &Source,
        error: &FieldError,
        explanation: &Explanation,
    ) -> Vec<Related> {
        let spec = Path::new("spec");
        let (path, wanted) = match explanation {
            Explanation::NodePortTaken => (spec.child("ports"), error.field.clone()),
            Explanation::ClusterIpTaken => {
                let path = spec.child("clusterIP");
                (path, path.to_owned())
            }
            _ => return Vec::new(),
        };
        let Some(wanted) = source.value(&wanted) else {
            return Vec::new();
        };
        let before = self.manifest.objects.iter().zip(self.replies);
        let mut held = before.take(id.0 as usize).filter_map(|(other, reply)| {
            if reply.verdict != Verdict::Accepted || other.kind.as_deref() != Some("Service") {
                return None;
            }
            let value = other.value(&path.to_owned())?;
            let ports = value.items().iter().filter_map(|port| port.get("nodePort"));
            let mut values = ports.map(|entry| &entry.value).chain([value]);
            let same = values.find(|value| {
                value.as_int() == wanted.as_int() && value.as_str() == wanted.as_str()
            })?;
            Some(self.related(other, same.span, self.words().has_it))
        });
        held.next().into_iter().collect()
    }

    fn related(self, object: &Source, span: Span, say: fn(&str) -> String) -> Related {
        Related {
            message: say(&object_name(object)),
            range: self.places.range(span),
            line: self.places.line(span),
        }
    }

    /// Whether every document could be read. What a broken one holds nobody knows.
    fn is_whole(self) -> bool {
        let mut documents = self.manifest.documents.iter();
        documents.all(|document| document.error.is_none())
    }

    /// What is missing from a text may stand in its broken document.
    fn can_be_said(self, advice: &Advice) -> bool {
        !matches!(advice.finding, Finding::NoPodsInText { .. }) || self.is_whole()
    }

    fn advice(self, advice: &Advice) -> Draft {
        let sentence = words::finding(self.language, &advice.finding);
        let related = advice
            .evidence
            .iter()
            .filter_map(|evidence| {
                let span = self.locate(&evidence.place)?;
                Some(Related {
                    message: words::evidence(self.language, &evidence.what),
                    range: self.places.range(span),
                    line: self.places.line(span),
                })
            })
            .collect();
        let is_absence = matches!(
            advice.finding,
            Finding::NamedPortMissing { .. } | Finding::SelectorMatchesNothing { .. }
        );
        let fix = advice
            .remedy
            .as_ref()
            .filter(|_| !is_absence || self.is_whole())
            .and_then(|remedy| {
                let source = self.manifest.object(remedy.object())?;
                remedy::of_advice(self.places.whole(), source, remedy)
            })
            .map(|remedy| self.fix(remedy));
        let span = self.locate(&advice.place).unwrap_or_default();
        Draft {
            page: Some(rule_page(self.language, advice.rule)),
            field: Some(advice.place.field.clone()),
            explanation: Some(sentence.help),
            related,
            fix,
            ..self.draft(
                advice.place.object,
                advice.rule.id(),
                advice.severity,
                span,
                sentence.message,
            )
        }
    }

    fn fix(self, remedy: Remedy) -> Fix {
        let edits = remedy.edits.into_iter();
        Fix {
            title: words::change(self.language, &remedy.change),
            edits: edits
                .map(|edit| Edit {
                    range: self.places.range(edit.span),
                    text: edit.text,
                })
                .collect(),
        }
    }

    fn locate(self, place: &Place) -> Option<Span> {
        Some(
            self.manifest
                .object(place.object)?
                .locate(&place.field, place.part),
        )
    }

    fn finish(self, draft: Draft) -> Problem {
        let extent = self.places.extent(draft.span);
        Problem {
            rule: draft.rule.to_owned(),
            page: draft.page,
            severity: draft.severity,
            object: draft
                .object
                .and_then(|id| self.manifest.object(id))
                .map(object_name),
            field: draft.field.map(|field| field.to_string()),
            label: (self.words().label)(draft.severity, extent.line, &draft.message),
            message: draft.message,
            explanation: draft.explanation,
            range: self.places.range(draft.span),
            line: extent.line,
            column: extent.column,
            end_line: extent.end_line,
            end_column: extent.end_column,
            related: draft.related,
            fix: draft.fix,
        }
    }
}

/// Where the page of `rule` stands, from the site's root.
pub fn rule_page(language: Language, rule: Rule) -> String {
    ["rules/", language.code(), "/", rule.id(), ".html"].concat()
}

/// Where the list of all rules stands, from the site's root.
pub fn rules_page(language: Language) -> String {
    ["rules/", language.code(), "/index.html"].concat()
}

/// `Service default/web`, `Namespace prod`; a fragment without a name is called by its kind.
pub(crate) fn object_name(source: &Source) -> String {
    let kind = source.kind.as_deref().unwrap_or("?");
    match (&source.namespace, &source.name) {
        (Some(namespace), Some(name)) => format!("{kind} {namespace}/{name}"),
        (None, Some(name)) if kind == "Namespace" || kind == "Node" => format!("{kind} {name}"),
        (None, Some(name)) => format!("{kind} default/{name}"),
        (_, None) => kind.to_owned(),
    }
}

fn kind_path() -> FieldPath {
    Path::new("kind").to_owned()
}
