//! `schema`: writes the table of fields that `cluster::schema` reads, from Kubernetes' JSON schemas and a list of Go types.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};

use crate::workspace::Workspace;

pub(crate) const HELP: &str = "DIR
    write the field table from the JSON schemas in DIR

    DIR is a version's folder in PyPI's kubernetes-validate wheel, such as
    kubernetes_validate/kubernetes-json-schema/v1.36.0-local; its _definitions.json is read.";

/// Where the table goes.
const TABLE: &str = "crates/cluster/src/schema/fields.txt";

/// What OpenAPI does not tell: which fields are pointers, and the names of string types.
const GO_TYPES: &str = include_str!("schema/go_types.txt");

/// Kinds that nobody posts to a collection of their own.
const NOT_OBJECTS: [&str; 9] = [
    "APIGroup",
    "APIVersions",
    "DeleteOptions",
    "Eviction",
    "Scale",
    "Status",
    "TokenRequest",
    "WatchEvent",
    "Binding",
];

/// Kinds that live outside of namespaces.
const CLUSTER_SCOPED: [&str; 34] = [
    "APIService",
    "CSIDriver",
    "CSINode",
    "CertificateSigningRequest",
    "ClusterRole",
    "ClusterRoleBinding",
    "ComponentStatus",
    "CustomResourceDefinition",
    "DeviceClass",
    "FlowSchema",
    "IPAddress",
    "IngressClass",
    "MutatingAdmissionPolicy",
    "MutatingAdmissionPolicyBinding",
    "MutatingWebhookConfiguration",
    "Namespace",
    "Node",
    "PersistentVolume",
    "PriorityClass",
    "PriorityLevelConfiguration",
    "ResourceSlice",
    "RuntimeClass",
    "SelfSubjectAccessReview",
    "SelfSubjectReview",
    "SelfSubjectRulesReview",
    "ServiceCIDR",
    "StorageClass",
    "SubjectAccessReview",
    "TokenReview",
    "ValidatingAdmissionPolicy",
    "ValidatingAdmissionPolicyBinding",
    "ValidatingWebhookConfiguration",
    "VolumeAttachment",
    "VolumeAttributesClass",
];

/// Types with a JSON form of their own, and those that stay open.
const SPECIAL: [(&str, &str); 11] = [
    ("Quantity", "Quantity"),
    ("Time", "Time"),
    ("MicroTime", "MicroTime"),
    ("IntOrString", "IntOrString"),
    ("FieldsV1", "any"),
    ("RawExtension", "any"),
    ("JSON", "any"),
    ("JSONSchemaProps", "any"),
    ("JSONSchemaPropsOrArray", "any"),
    ("JSONSchemaPropsOrBool", "any"),
    ("JSONSchemaPropsOrStringArray", "any"),
];

pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    let [folder] = arguments else {
        bail!("schema wants one argument, the folder that holds _definitions.json");
    };
    let file = Path::new(folder).join("_definitions.json");
    let text = std::fs::read_to_string(&file)
        .with_context(|| format!("cannot read {}", file.display()))?;
    let document: Value = serde_json::from_str(&text)?;
    let definitions = document
        .get("$defs")
        .and_then(Value::as_object)
        .context("no $defs in it")?;
    let table = Generator::new(definitions)?.table()?;
    let target = workspace.root.join(TABLE);
    std::fs::write(&target, &table)?;
    println!("{TABLE}: {} bytes", table.len());
    Ok(())
}

/// One API group in one version: the Go package of its structs.
#[derive(Default)]
struct Package {
    api_version: String,
    namespaced: Vec<String>,
    cluster: Vec<String>,
    structs: BTreeMap<String, String>,
}

struct Generator<'a> {
    definitions: &'a Map<String, Value>,
    annotations: BTreeMap<&'a str, BTreeMap<&'a str, &'a str>>,
    packages: BTreeMap<String, Package>,
    seen: BTreeSet<String>,
}

impl<'a> Generator<'a> {
    fn new(definitions: &'a Map<String, Value>) -> Result<Self> {
        let mut annotations = BTreeMap::new();
        for line in GO_TYPES
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
        {
            let mut words = line.split(' ');
            let of = words.next().unwrap_or_default();
            let fields: Option<BTreeMap<_, _>> = words.map(|word| word.split_once('=')).collect();
            let fields = fields.with_context(|| format!("not field=type: {line}"))?;
            if annotations.insert(of, fields).is_some() {
                bail!("{of} stands twice in go_types.txt");
            }
        }
        Ok(Self {
            definitions,
            annotations,
            packages: BTreeMap::new(),
            seen: BTreeSet::new(),
        })
    }

    fn table(mut self) -> Result<String> {
        for (id, definition) in self.definitions {
            for kind in definition
                .get("x-kubernetes-group-version-kind")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
            {
                self.add_kind(id, kind)?;
            }
        }
        if let Some((unused, fields)) = self
            .annotations
            .iter()
            .find(|(_, fields)| !fields.is_empty())
        {
            bail!("go_types.txt tells of {unused} {fields:?}, which the schemas do not have");
        }
        let mut out =
            String::from("# Written by `cargo xtask schema`; the form is told in mod.rs.\n");
        for (name, package) in &self.packages {
            writeln!(out, "package {name} {}", package.api_version)?;
            for (scope, kinds) in [
                ("namespaced", &package.namespaced),
                ("cluster", &package.cluster),
            ] {
                if !kinds.is_empty() {
                    writeln!(out, "{scope} {}", kinds.join(" "))?;
                }
            }
            for (name, fields) in &package.structs {
                writeln!(out, "{name}{fields}")?;
            }
        }
        Ok(out)
    }

    fn add_kind(&mut self, id: &'a str, kind: &Value) -> Result<()> {
        let text = |key: &str| kind.get(key).and_then(Value::as_str).unwrap_or_default();
        let (group, version, name) = (text("group"), text("version"), text("kind"));
        let generally_available = version
            .trim_start_matches('v')
            .bytes()
            .all(|byte| byte.is_ascii_digit());
        if !generally_available || name.ends_with("List") || NOT_OBJECTS.contains(&name) {
            return Ok(());
        }
        self.add_struct(id)?;
        let package = self.packages.entry(package_of(id)?.0).or_default();
        package.api_version = if group.is_empty() {
            version.to_owned()
        } else {
            format!("{group}/{version}")
        };
        let cluster = CLUSTER_SCOPED.contains(&name);
        if cluster {
            &mut package.cluster
        } else {
            &mut package.namespaced
        }
        .push(name.to_owned());
        Ok(())
    }

    fn add_struct(&mut self, id: &str) -> Result<()> {
        if !self.seen.insert(id.to_owned()) {
            return Ok(());
        }
        let definition = self
            .definitions
            .get(id)
            .with_context(|| format!("no definition of {id}"))?;
        let (package, name) = package_of(id)?;
        let mut annotated = self
            .annotations
            .get_mut(&*format!("{package}.{name}"))
            .map(std::mem::take)
            .unwrap_or_default();
        let required: Vec<&str> = definition
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let mut fields = String::new();
        for (field, schema) in definition
            .get("properties")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            let needed = required.contains(&field.as_str());
            let kind = self.type_of(schema, &package)?;
            let told = annotated.remove(field.as_str());
            let held = schema.get("$ref").is_some()
                && !SPECIAL.iter().any(|(_, special)| *special == kind);
            let by_value = needed || matches!(field.as_str(), "metadata" | "spec" | "status");
            let kind = match told {
                None if held && !by_value => format!("*{kind}"),
                None | Some(".") => kind,
                Some("*") => format!("*{kind}"),
                Some("ResourceList") => qualified("core", "ResourceList", &package),
                Some(pointer) if pointer.starts_with('*') => format!(
                    "*{}",
                    kind.replace("string", &format!("~{}", &pointer[1..]))
                ),
                Some(name) => kind
                    .strip_suffix("string")
                    .map(|outer| format!("{outer}~{name}"))
                    .unwrap_or(kind),
            };
            write!(fields, " {field}{}:{kind}", if needed { "!" } else { "" })?;
        }
        if let Some(field) = annotated.keys().next() {
            bail!("go_types.txt tells of {package}.{name}.{field}, which the schemas do not have");
        }
        self.packages
            .entry(package.clone())
            .or_insert_with(|| Package {
                api_version: format!("{package}/v1"),
                ..Package::default()
            });
        if let Some(package) = self.packages.get_mut(&package) {
            package.structs.insert(name, fields);
        }
        Ok(())
    }

    /// The type of a field in the table's words; structs it names are added.
    fn type_of(&mut self, schema: &Value, package: &str) -> Result<String> {
        if let Some(id) = schema.get("$ref").and_then(Value::as_str) {
            let id = id.rsplit('/').next().unwrap_or_default();
            let name = id.rsplit('.').next().unwrap_or_default();
            if let Some((_, special)) = SPECIAL.iter().find(|(special, _)| *special == name) {
                return Ok((*special).to_owned());
            }
            self.add_struct(id)?;
            let (of, name) = package_of(id)?;
            return Ok(qualified(&of, &name, package));
        }
        let kind = match schema.get("type") {
            Some(Value::Array(kinds)) => kinds.first(),
            kind => kind,
        };
        let format = schema.get("format").and_then(Value::as_str);
        Ok(match (kind.and_then(Value::as_str), format) {
            (Some("string"), Some("byte")) => "bytes".to_owned(),
            (Some("string"), _) => "string".to_owned(),
            (Some("boolean"), _) => "bool".to_owned(),
            (Some("integer"), Some(width @ ("int32" | "int64"))) => width.to_owned(),
            (Some("number"), _) => "float64".to_owned(),
            (Some("array"), _) => format!(
                "[]{}",
                self.type_of(schema.get("items").context("an array of what?")?, package)?
            ),
            (Some("object"), _) => {
                let items = schema
                    .get("additionalProperties")
                    .context("a map of what?")?;
                format!("map[]{}", self.type_of(items, package)?)
            }
            other => bail!("an unknown type: {other:?}"),
        })
    }
}

/// The table's package and the struct's name: `io.k8s.api.core.v1.Pod` is `Pod` in `core`, a second version `autoscaling2`.
fn package_of(id: &str) -> Result<(String, String)> {
    let mut parts = id.rsplit('.');
    let (Some(name), Some(version), Some(group)) = (parts.next(), parts.next(), parts.next())
    else {
        bail!("not a Go type: {id}");
    };
    let package = match version {
        "v1" => group.to_owned(),
        _ => format!("{group}{}", version.trim_start_matches('v')),
    };
    Ok((package, name.to_owned()))
}

fn qualified(of: &str, name: &str, package: &str) -> String {
    if of == package {
        name.to_owned()
    } else {
        format!("{of}.{name}")
    }
}
