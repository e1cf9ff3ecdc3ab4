//! What is compared, a function a facet.

use cluster::Value;
use cluster::admission::{Verdict, create_output};
use cluster::api::{EndpointSlice, Endpoints};
use cluster::kubectl;
use serde_json::{Value as Json, json};

use super::case::{Case, list, text};
use super::product::Product;
use super::{canonical, diff, routes, rules, tables};
use crate::json::json as to_json;

/// Something that is equal or not, case by case.
pub(super) struct Facet {
    pub(super) name: &'static str,
    pub(super) compare: fn(&Case, &Product) -> Outcome,
}

/// What comparing one case in one facet gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The answer says nothing of it.
    NotRecorded,
    /// Equal.
    Equal,
    /// The differences.
    Unequal(String),
}

impl From<Option<String>> for Outcome {
    fn from(difference: Option<String>) -> Self {
        difference.map_or(Self::Equal, Self::Unequal)
    }
}

pub(super) const FACETS: &[Facet] = &[
    Facet {
        name: "verdict",
        compare: verdict,
    },
    Facet {
        name: "causes",
        compare: causes,
    },
    Facet {
        name: "message",
        compare: message,
    },
    Facet {
        name: "warnings",
        compare: warnings,
    },
    Facet {
        name: "defaults",
        compare: defaults,
    },
    Facet {
        name: "endpoints",
        compare: endpoints,
    },
    Facet {
        name: "kubectl",
        compare: kubectl_views,
    },
    Facet {
        name: "iptables",
        compare: rules::iptables,
    },
    Facet {
        name: "nftables",
        compare: rules::nftables,
    },
    Facet {
        name: "routes",
        compare: routes::compare,
    },
];

/// The verdict of every document that kubectl reaches.
///
/// Where the recorder could read no `kind`, for a tag of somebody's own, it sent the document to the Services, whatever it was
/// (`Pod in version "v1" cannot be handled as a Service`). That is no answer to what kubectl does with it; `message` compares that.
fn verdict(case: &Case, product: &Product) -> Outcome {
    let misdirected = |at: usize, document: &Json| {
        let source = product.manifest.objects.get(at);
        let kind = source.and_then(|source| source.kind.as_deref());
        document.get("kind").is_some_and(Json::is_null)
            && kind.is_some_and(|kind| kind != "Service")
            && text(document, "message").contains("cannot be handled as a Service")
    };
    let recorded =
        case.documents()
            .iter()
            .enumerate()
            .map(|(at, document)| match document.get("unreached") {
                Some(_) => "unreached",
                None if misdirected(at, document) => "misdirected",
                None => text(document, "verdict"),
            });
    let recorded: Vec<&str> = recorded.collect();
    // The recorded request carried the text as it was, which kubectl does not always send.
    let refused = |at: usize| {
        let source = product.manifest.objects.get(at);
        let document = source.and_then(|source| product.manifest.document_of(source));
        document.is_some_and(|document| document.refused_as_yaml.is_some())
    };
    let ours = product
        .replies
        .iter()
        .zip(0..)
        .map(|(reply, at)| match reply.verdict {
            _ if recorded.get(at) == Some(&"unreached") => "unreached",
            _ if recorded.get(at) == Some(&"misdirected") => "misdirected",
            _ if refused(at) => "undecodable",
            Verdict::Accepted => "accepted",
            Verdict::Rejected => "rejected",
            Verdict::Undecodable => "undecodable",
        });
    let ours: Vec<&str> = ours.take(case.documents_at_most()).collect();
    diff::values(&json!(recorded), &json!(ours)).into()
}

/// Field and message of every mistake of the rejected documents.
fn causes(case: &Case, product: &Product) -> Outcome {
    let rejected = |document: &&Json| text(document, "verdict") == "rejected";
    if !case.documents().iter().any(|document| rejected(&document)) {
        return Outcome::NotRecorded;
    }
    let mut recorded = Vec::new();
    let mut ours = Vec::new();
    for (at, document) in case
        .documents()
        .iter()
        .enumerate()
        .filter(|(_, it)| rejected(it))
    {
        for cause in list(document, "causes") {
            recorded.push(json!([at, text(cause, "field"), text(cause, "message")]));
        }
        for cause in product
            .replies
            .get(at)
            .into_iter()
            .flat_map(|reply| &reply.causes)
        {
            ours.push(json!([at, cause.field.to_string(), cause.message]));
        }
    }
    let field = |cause: &Json| cause.get(1).and_then(Json::as_str).map(str::to_owned);
    order_maps(&mut recorded, field);
    order_maps(&mut ours, field);
    diff::values(&json!(recorded), &json!(ours)).into()
}

/// Whether a field is a map of texts: Go walks it in an order of chance, and so its mistakes are told.
fn is_map(field: &str) -> bool {
    [
        "labels",
        "annotations",
        "selector",
        "matchLabels",
        "nodeSelector",
    ]
    .iter()
    .any(|name| field.rsplit('.').next() == Some(name))
}

/// Sorts the mistakes of each map; the others stay where they are.
fn order_maps<T: ToString>(mistakes: &mut [T], field: impl Fn(&T) -> Option<String>) {
    let map = |mistake: &T| field(mistake).filter(|field| is_map(field));
    for run in mistakes.chunk_by_mut(|a, b| map(a).is_some() && map(a) == map(b)) {
        run.sort_by_cached_key(T::to_string);
    }
}

/// kubectl's list of mistakes, those of a map in order.
fn without_chance(stderr: &str) -> String {
    let mut lines: Vec<&str> = stderr.split('\n').collect();
    order_maps(&mut lines, |line| {
        Some(line.strip_prefix("* ")?.split(": ").next()?.to_owned())
    });
    lines.join("\n")
}

/// What a person sees: kubectl's error stream, or the message of every document.
fn message(case: &Case, product: &Product) -> Outcome {
    if let Some(kubectl) = case.answer.get("kubectl") {
        let ours = create_output(&product.manifest, &product.environment, "case.yaml");
        let recorded = without_chance(text(kubectl, "stderr"));
        return diff::lines(&recorded, &without_chance(&ours)).into();
    }
    let recorded: Vec<&str> = case
        .documents()
        .iter()
        .map(|it| text(it, "message"))
        .collect();
    let ours: Vec<&str> = product
        .replies
        .iter()
        .map(|it| it.message.as_str())
        .collect();
    diff::lines(&recorded.join("\n"), &ours.join("\n")).into()
}

/// The Warning headers of every document.
fn warnings(case: &Case, product: &Product) -> Outcome {
    let recorded: Vec<&[Json]> = case
        .documents()
        .iter()
        .map(|it| list(it, "warnings"))
        .collect();
    let ours: Vec<&[String]> = product
        .replies
        .iter()
        .take(case.documents_at_most())
        .map(|it| it.warnings.as_slice())
        .collect();
    diff::values(&json!(recorded), &json!(ours)).into()
}

/// The accepted objects with their defaults.
fn defaults(case: &Case, product: &Product) -> Outcome {
    let mut compared = false;
    for (at, document) in case.documents().iter().enumerate() {
        let recorded = match document.get("object") {
            Some(object) if text(document, "verdict") == "accepted" => object,
            _ => continue,
        };
        compared = true;
        let ours = product
            .replies
            .get(at)
            .and_then(|reply| reply.object.as_ref());
        let ours = ours.map_or(Json::Null, to_json);
        if !canonical::matches(&ours, recorded) {
            return diff::values(recorded, &ours).into();
        }
    }
    if compared {
        Outcome::Equal
    } else {
        Outcome::NotRecorded
    }
}

/// Whether the recorded cluster holds every Service that its API server accepted. One manifest was accepted and never applied.
fn cluster_is_recorded(case: &Case) -> bool {
    let accepted = case.documents().iter().filter(|document| {
        text(document, "verdict") == "accepted" && text(document, "kind") == "Service"
    });
    let reached = accepted.filter(|document| document.get("unreached").is_none());
    case.answer.get("endpointSlices").is_some()
        && list(&case.answer, "services").len() >= reached.count()
}

/// What the controllers wrote, as sets.
fn endpoints(case: &Case, product: &Product) -> Outcome {
    if !cluster_is_recorded(case) {
        return Outcome::NotRecorded;
    }
    let recorded = list(&case.answer, "endpoints")
        .iter()
        .chain(list(&case.answer, "endpointSlices"));
    let endpoints = product.published.endpoints.iter().map(Endpoints::to_value);
    let slices = product.published.slices.iter().map(EndpointSlice::to_value);
    let ours = endpoints.chain(slices).map(|value: Value| to_json(&value));
    diff::sets(
        &canonical::as_set(recorded.cloned()),
        &canonical::as_set(ours),
    )
    .into()
}

/// What `kubectl get` and `kubectl describe` print.
fn kubectl_views(case: &Case, product: &Product) -> Outcome {
    let Some(recorded) = case.answer.get("kubectl_views").and_then(Json::as_object) else {
        return Outcome::NotRecorded;
    };
    if !cluster_is_recorded(case) {
        return Outcome::NotRecorded;
    }
    let known = tables::addresses(&product.published);
    let views = kubectl::views(&product.services(), &product.published, tables::AGE);
    let mut differences = String::new();
    for (command, recorded) in recorded
        .iter()
        .filter(|(command, _)| !command.contains("stderr"))
    {
        let option = match case.namespace() {
            namespace if namespace != "default" && !command.contains(" -n ") => {
                format!(" -n {namespace}")
            }
            _ => String::new(),
        };
        let command = format!("kubectl {command}{option}");
        let ours = views.iter().find(|view| view.command == command);
        let ours = ours.map_or("", |view| view.text.as_str());
        let recorded = tables::with_ages(recorded.as_str().unwrap_or_default());
        if let Some(difference) = tables::difference(&recorded, ours, &known) {
            differences += &format!("{command}\n{difference}");
        }
    }
    Some(differences)
        .filter(|differences| !differences.is_empty())
        .into()
}
