//! Which field a path leads to.

use cluster::manifest::Source;
use cluster::schema::{self, Field, Kind, Struct, Type};

use super::place::Step;

/// Where a path leads.
#[derive(Clone, Copy)]
pub(super) struct Target {
    /// What stands there.
    pub(super) kind: &'static Type,
    /// The last field on the way, and the struct that has it.
    pub(super) field: Option<(&'static Struct, &'static Field)>,
}

impl Target {
    /// The field's name and its struct's: `("ServiceSpec", "selector")`.
    pub(super) fn names(self) -> (&'static str, &'static str) {
        self.field
            .map_or(("", ""), |(of, field)| (of.name, field.name))
    }

    /// The fields that can stand there.
    pub(super) fn fields(self) -> Option<&'static Struct> {
        match self.kind {
            Type::Struct(id) => schema::schema().structure(*id),
            _ => None,
        }
    }
}

/// The kind of `source`; without an `apiVersion` yet, the first of that name.
pub(super) fn kind_of(source: &Source) -> Option<&'static Kind> {
    let schema = schema::schema();
    let name = source.kind.as_deref()?;
    match source.api_version.as_deref() {
        Some(version) => schema.kind(version, name),
        None => schema.kinds_named(name).next(),
    }
}

/// Follows `path` from the root of `kind`; none where there is no such field. `None` as a target's type is the object itself.
pub(super) fn follow(kind: &Kind, path: &[Step<'_>]) -> Option<Target> {
    let (first, rest) = path.split_first()?;
    let schema = schema::schema();
    let enter = |kind: &'static Type, known, step: &Step<'_>| match (kind, step) {
        (Type::Struct(id), Step::Key(name)) => {
            let of = schema.structure(*id)?;
            let field = of.field(name)?;
            Some(Target {
                kind: &field.kind,
                field: Some((of, field)),
            })
        }
        (Type::Map(item, _), Step::Key(_)) | (Type::List(item), Step::Item) => Some(Target {
            kind: item,
            field: known,
        }),
        _ => None,
    };
    let Step::Key(name) = first else {
        return None;
    };
    let of = schema.structure(kind.root())?;
    let field = of.field(name)?;
    let start = Target {
        kind: &field.kind,
        field: Some((of, field)),
    };
    rest.iter()
        .try_fold(start, |at, step| enter(at.kind, at.field, step))
}
