//! From what was found to what is shown: every problem with its words and its places.

use cluster::admission::{DecodeError, DecodeErrorKind, Reply, Verdict, not_yaml_message};
use cluster::advice::{Advice, Place, Rule, Severity};
use cluster::explain::Explanation;
use cluster::field::{Cause, FieldError, FieldPath, Path};
use cluster::manifest::{Manifest, ObjectId, Part, Source};
use cluster::remedy::{self, Remedy};
use syntax::Span;
use syntax::yaml::{Limit, SyntaxError};
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

impl Speaker<'_> {
    /// Every problem: grouped by object in the order of the text, errors first within an object.
    pub(crate) fn problems(self) -> Vec<Problem> {
        let mut drafts: Vec<Draft> = self.limit().into_iter().collect();
        for document in &self.manifest.documents {
            drafts.extend(document.error.as_ref().map(|error| self.syntax(error)));
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
        drafts.extend(self.advice.iter().map(|advice| self.advice(advice)));
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
        let message = match self.manifest.limit? {
            Limit::Bytes => words.too_long,
            Limit::Depth => words.too_deep,
            Limit::Nodes => words.too_many,
        };
        let end = self
            .manifest
            .documents
            .last()
            .map_or(0, |document| document.span.end);
        Some(Draft {
            rule: "limit",
            page: None,
            severity: Severity::Warning,
            object: None,
            field: None,
            message: message.to_owned(),
            explanation: None,
            span: Span::at(end),
            related: Vec::new(),
            fix: None,
        })
    }

    fn syntax(self, error: &SyntaxError) -> Draft {
        let explanation = Explanation::of_syntax(&error.problem, self.places.text(error.span));
        let fix = (explanation == Explanation::Ellipsis).then(|| Fix {
            title: self.words().remove_line.to_owned(),
            edits: vec![Edit {
                range: self.places.range(self.places.whole_lines(error.span)),
                text: String::new(),
            }],
        });
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
                explanation: self.explain(&Explanation::UnknownKind),
                ..self.draft(id, "unknown-kind", Severity::Error, span, message.clone())
            });
        }
        for warning in &reply.warnings {
            let severity = if warning.contains("deprecated") {
                Severity::Info
            } else {
                Severity::Warning
            };
            let span = source.locate(&kind_path(), Part::Whole);
            drafts.push(Draft {
                explanation: Explanation::of_warning(warning).and_then(|it| self.explain(&it)),
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
            explanation: self.explain(&Explanation::of_decoding(error)),
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
        Draft {
            field: Some(error.field.clone()),
            explanation: self.explain(&Explanation::of_field(error)),
            fix: remedy::of_field(self.places.whole(), source, error).map(|it| self.fix(it)),
            ..self.draft(id, rule, Severity::Error, span, error.to_string())
        }
    }

    /// A refusal of the whole object: its namespace is missing, its name is taken, kubectl does not know its kind.
    fn refusal(self, id: ObjectId, source: &Source, reply: &Reply) -> Draft {
        let (rule, explanation, field) = match reply.code {
            Some(404) => (
                "namespace-not-found",
                Explanation::NamespaceMissing,
                Path::new("metadata").child("namespace").to_owned(),
            ),
            Some(409) => (
                "already-exists",
                Explanation::AlreadyExists,
                Path::new("metadata").child("name").to_owned(),
            ),
            Some(422) => ("invalid-value", Explanation::Invalid, kind_path()),
            _ => ("unknown-kind", Explanation::UnknownKind, kind_path()),
        };
        Draft {
            explanation: self.explain(&explanation),
            ..self.draft(
                id,
                rule,
                Severity::Error,
                source.locate(&field, Part::Whole),
                reply.message.clone(),
            )
        }
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
        let fix = advice
            .remedy
            .as_ref()
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
