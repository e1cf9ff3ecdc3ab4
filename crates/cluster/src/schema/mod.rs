//! Which kinds and fields exist in Kubernetes 1.36: names and Go types, from the table `fields.txt`.
//!
//! The table is written by `cargo xtask schema`. A `package` line begins an API group in one version (`package core v1`), the lines
//! `namespaced` and `cluster` name its kinds, and every other line is a struct: its name, then `field:type` or, where the field is
//! always written out, `field!:type`. A type reads as in Go (`*int32`, `[]ServicePort`, `map[]string`); `~Protocol` is a string type
//! of that name, `core.` before a name another package's.

mod read;
pub(crate) mod values;

use std::sync::LazyLock;

pub use values::allowed_values;

/// All that is known: the table, read once.
#[derive(Debug)]
pub struct Schema {
    kinds: Vec<Kind>,
    structs: Vec<Struct>,
}

/// A kind of object that can be created.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// `apps/v1`
    pub api_version: &'static str,
    /// `Deployment`
    pub name: &'static str,
    /// Whether its objects live in a namespace.
    pub namespaced: bool,
    root: StructId,
}

/// Which struct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StructId(usize);

/// A Go struct.
#[derive(Debug)]
pub struct Struct {
    /// Its name in Go, without the package: `ServicePort`.
    pub name: &'static str,
    /// Its Go package: `v1`.
    pub package: &'static str,
    /// Its fields, by name in byte order.
    pub fields: Vec<Field>,
}

/// A field of a struct.
#[derive(Debug)]
pub struct Field {
    /// Its name in JSON.
    pub name: &'static str,
    /// Whether it is written out even when it is empty (no `omitempty`).
    pub always: bool,
    /// Whether Go holds a pointer: then an empty value is a value, and kept.
    pub pointer: bool,
    /// What it holds.
    pub kind: Type,
}

/// What a field holds.
#[derive(Debug)]
pub enum Type {
    /// `bool`
    Bool,
    /// `int32`
    Int32,
    /// `int64`
    Int64,
    /// `float64`
    Float64,
    /// `string`, or a string type of that name and package.
    String(Option<GoName>),
    /// `[]byte`, written as base64.
    Bytes,
    /// `resource.Quantity`: `250m`, `1Gi`, `2`.
    Quantity,
    /// `metav1.Time`, in RFC 3339.
    Time,
    /// `metav1.MicroTime`, in RFC 3339 with six digits after the second.
    MicroTime,
    /// `intstr.IntOrString`
    IntOrString,
    /// Anything at all.
    Any,
    /// A list.
    List(Box<Type>),
    /// A map with strings for keys; some have a name of their own.
    Map(Box<Type>, Option<GoName>),
    /// A struct.
    Struct(StructId),
}

/// A named Go type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GoName {
    /// `v1`
    pub package: &'static str,
    /// `Protocol`
    pub name: &'static str,
}

static SCHEMA: LazyLock<Schema> = LazyLock::new(|| read::read(include_str!("fields.txt")));

/// The schema of Kubernetes 1.36.
pub fn schema() -> &'static Schema {
    &SCHEMA
}

impl Schema {
    /// The kind `name` of `api_version`.
    pub fn kind(&self, api_version: &str, name: &str) -> Option<&Kind> {
        self.kinds_named(name)
            .find(|kind| kind.api_version == api_version)
    }

    /// The kinds called `name`, in any group.
    pub fn kinds_named(&self, name: &str) -> impl Iterator<Item = &Kind> {
        self.kinds.iter().filter(move |kind| kind.name == name)
    }

    /// Every kind.
    pub fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    /// Whether Kubernetes itself serves `group` (the core group is empty).
    pub fn serves_group(&self, group: &str) -> bool {
        self.kinds.iter().any(|kind| kind.group() == group)
    }

    /// The struct `id`.
    pub fn structure(&self, id: StructId) -> Option<&Struct> {
        self.structs.get(id.0)
    }

    /// A type as Go's error messages write it: `[]v1.ServicePort`.
    pub fn go_type(&self, kind: &Type) -> String {
        match kind {
            Type::Bool => "bool".to_owned(),
            Type::Int32 => "int32".to_owned(),
            Type::Int64 => "int64".to_owned(),
            Type::Float64 => "float64".to_owned(),
            Type::Bytes => "[]uint8".to_owned(),
            Type::Quantity => "resource.Quantity".to_owned(),
            Type::Time => "v1.Time".to_owned(),
            Type::MicroTime => "v1.MicroTime".to_owned(),
            Type::IntOrString => "intstr.IntOrString".to_owned(),
            Type::Any => "runtime.RawExtension".to_owned(),
            Type::String(None) => "string".to_owned(),
            Type::String(Some(name)) | Type::Map(_, Some(name)) => {
                format!("{}.{}", name.package, name.name)
            }
            Type::List(item) => format!("[]{}", self.go_type(item)),
            Type::Map(item, None) => format!("map[string]{}", self.go_type(item)),
            Type::Struct(id) => self
                .structure(*id)
                .map(|of| format!("{}.{}", of.package, of.name))
                .unwrap_or_default(),
        }
    }
}

impl Kind {
    /// The API group; empty for the core group.
    pub fn group(&self) -> &'static str {
        self.api_version
            .rsplit_once('/')
            .map_or("", |(group, _)| group)
    }

    /// The struct of its objects.
    pub const fn root(&self) -> StructId {
        self.root
    }

    /// The resource in the API's paths and messages: `services`. The rule is `meta.UnsafeGuessKindToResource`.
    pub fn resource(&self) -> String {
        let singular = self.name.to_lowercase();
        match singular.as_bytes() {
            b"endpoints" => singular,
            [.., b's'] => format!("{singular}es"),
            [stem @ .., b'y'] => format!("{}ies", String::from_utf8_lossy(stem)),
            _ => format!("{singular}s"),
        }
    }
}

impl Struct {
    /// The field called `name`; names are case-sensitive.
    pub fn field(&self, name: &str) -> Option<&Field> {
        let at = self
            .fields
            .binary_search_by(|field| field.name.cmp(name))
            .ok()?;
        self.fields.get(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn go_type_of(kind: &str, path: &[&str]) -> String {
        let schema = schema();
        let kinds = schema.kinds_named(kind).next().expect("a kind");
        let mut kind = &Type::Struct(kinds.root());
        for name in path {
            while let Type::List(item) | Type::Map(item, _) = kind {
                kind = item;
            }
            let Type::Struct(id) = kind else {
                panic!("{name}: its parent is no struct")
            };
            kind = &schema
                .structure(*id)
                .and_then(|of| of.field(name))
                .expect(name)
                .kind;
        }
        schema.go_type(kind)
    }

    #[test]
    fn types_are_called_as_go_calls_them() {
        assert_eq!(
            go_type_of("Service", &["spec", "ports"]),
            "[]v1.ServicePort"
        );
        assert_eq!(
            go_type_of("Service", &["spec", "ports", "protocol"]),
            "v1.Protocol"
        );
        assert_eq!(
            go_type_of("Service", &["spec", "selector"]),
            "map[string]string"
        );
        assert_eq!(
            go_type_of("Service", &["spec", "ipFamilies"]),
            "[]v1.IPFamily"
        );
        assert_eq!(
            go_type_of("Deployment", &["spec", "template"]),
            "v1.PodTemplateSpec"
        );
        assert_eq!(go_type_of("Deployment", &["spec", "replicas"]), "int32");
        assert_eq!(go_type_of("Pod", &["metadata", "uid"]), "types.UID");
        assert_eq!(
            go_type_of("Pod", &["spec", "containers", "resources", "limits"]),
            "v1.ResourceList"
        );
    }

    #[test]
    fn every_name_in_the_table_is_known() {
        for of in &schema().structs {
            assert!(
                of.fields.is_sorted_by_key(|field| field.name),
                "{}",
                of.name
            );
        }
        assert!(schema().kinds.len() > 60);
        assert!(schema().structs.iter().all(|of| !of.package.is_empty()));
    }

    #[test]
    fn kinds_know_their_group_resource_and_scope() {
        let kind = |api_version, name| schema().kind(api_version, name).expect(name);
        assert_eq!(kind("v1", "Endpoints").resource(), "endpoints");
        assert_eq!(
            kind("networking.k8s.io/v1", "NetworkPolicy").resource(),
            "networkpolicies"
        );
        assert_eq!(
            kind("networking.k8s.io/v1", "Ingress").resource(),
            "ingresses"
        );
        assert_eq!(kind("v1", "Pod").group(), "");
        assert_eq!(kind("apps/v1", "Deployment").group(), "apps");
        assert!(!kind("v1", "Namespace").namespaced);
        assert!(schema().kind("v1", "service").is_none());
        assert!(schema().serves_group("batch") && !schema().serves_group("example.com"));
    }
}
