//! Reading the table. It is our own and checked by tests, so what does not parse is passed over.

use std::collections::BTreeMap;

use super::{Field, GoName, Kind, Schema, Struct, StructId, Type};

/// The whole table.
pub(super) fn read(table: &'static str) -> Schema {
    let names = Names::collect(table);
    let mut schema = Schema {
        kinds: Vec::new(),
        structs: Vec::new(),
    };
    let mut package = Current::default();
    for line in lines(table) {
        let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
        match first {
            "package" => package = Current::new(rest),
            "namespaced" | "cluster" => {
                let kinds = rest.split(' ').filter_map(|name| {
                    Some(Kind {
                        api_version: package.api_version,
                        name,
                        namespaced: first == "namespaced",
                        root: names.structure(package.name, name)?,
                    })
                });
                schema.kinds.extend(kinds);
            }
            name => schema.structs.push(Struct {
                name,
                package: package.go_name(),
                fields: rest
                    .split(' ')
                    .filter_map(|field| names.field(package.name, field))
                    .collect(),
            }),
        }
    }
    schema
}

fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#'))
}

/// The package that the lines after a `package` line belong to.
#[derive(Clone, Copy, Default)]
struct Current {
    name: &'static str,
    api_version: &'static str,
}

impl Current {
    fn new(line: &'static str) -> Self {
        let (name, api_version) = line.split_once(' ').unwrap_or((line, ""));
        Self { name, api_version }
    }

    fn go_name(self) -> &'static str {
        self.api_version.rsplit('/').next().unwrap_or_default()
    }
}

/// What a type may refer to.
struct Names {
    packages: Vec<Current>,
    structs: BTreeMap<(&'static str, &'static str), StructId>,
}

impl Names {
    fn collect(table: &'static str) -> Self {
        let mut names = Self {
            packages: Vec::new(),
            structs: BTreeMap::new(),
        };
        let mut package = Current::default();
        for line in lines(table) {
            let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
            match first {
                "package" => {
                    package = Current::new(rest);
                    names.packages.push(package);
                }
                "namespaced" | "cluster" => {}
                name => {
                    let id = StructId(names.structs.len());
                    names.structs.insert((package.name, name), id);
                }
            }
        }
        names
    }

    fn structure(&self, package: &str, name: &str) -> Option<StructId> {
        self.structs.get(&(package, name)).copied()
    }

    /// `name` or `package.name`, seen from `package`.
    fn qualified(package: &'static str, name: &'static str) -> (&'static str, &'static str) {
        name.split_once('.').unwrap_or((package, name))
    }

    fn go_name(&self, package: &'static str, name: &'static str) -> GoName {
        let (package, name) = Self::qualified(package, name);
        let known = self.packages.iter().find(|known| known.name == package);
        GoName {
            package: known.map_or(package, |known| known.go_name()),
            name,
        }
    }

    fn field(&self, package: &'static str, field: &'static str) -> Option<Field> {
        let (name, kind) = field.split_once(':')?;
        let (kind, pointer) = kind
            .strip_prefix('*')
            .map_or((kind, false), |kind| (kind, true));
        Some(Field {
            name: name.trim_end_matches('!'),
            always: name.ends_with('!'),
            pointer,
            kind: self.type_of(package, kind)?,
        })
    }

    fn type_of(&self, package: &'static str, kind: &'static str) -> Option<Type> {
        if let Some(item) = kind.strip_prefix("[]") {
            return Some(Type::List(Box::new(self.type_of(package, item)?)));
        }
        if let Some(item) = kind.strip_prefix("map[]") {
            return Some(Type::Map(Box::new(self.type_of(package, item)?), None));
        }
        if let Some(name) = kind.strip_prefix('~') {
            return Some(Type::String(Some(self.go_name(package, name))));
        }
        Some(match kind {
            "bool" => Type::Bool,
            "int32" => Type::Int32,
            "int64" => Type::Int64,
            "float64" => Type::Float64,
            "string" => Type::String(None),
            "bytes" => Type::Bytes,
            "Quantity" => Type::Quantity,
            "Time" => Type::Time,
            "MicroTime" => Type::MicroTime,
            "IntOrString" => Type::IntOrString,
            "any" => Type::Any,
            "ResourceList" | "core.ResourceList" => Type::Map(
                Box::new(Type::Quantity),
                Some(self.go_name("core", "ResourceList")),
            ),
            name => {
                let (package, name) = Self::qualified(package, name);
                Type::Struct(self.structure(package, name)?)
            }
        })
    }
}
