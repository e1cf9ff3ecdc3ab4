//! Reading an object as Go reads a struct: a missing field is the zero value of its type.

use crate::Value;

impl Value {
    /// The string field `key`; empty if it is missing.
    pub(crate) fn text(&self, key: &str) -> &str {
        self.get(key).and_then(Self::as_str).unwrap_or_default()
    }

    /// The number field `key`; 0 if it is missing.
    pub(crate) fn int(&self, key: &str) -> i64 {
        self.get(key).and_then(Self::as_int).unwrap_or_default()
    }

    /// The boolean field `key`; false if it is missing.
    pub(crate) fn flag(&self, key: &str) -> bool {
        self.get(key).and_then(Self::as_bool).unwrap_or_default()
    }

    /// The struct field `key`; an empty one if it is missing.
    pub(crate) fn part(&self, key: &str) -> &Self {
        self.get(key).unwrap_or(&Self::Null)
    }

    /// The items of the list field `key`; none if it is missing.
    pub(crate) fn list(&self, key: &str) -> &[Self] {
        self.get(key).map(Self::items).unwrap_or_default()
    }

    /// The strings of the list field `key`.
    pub(crate) fn texts(&self, key: &str) -> impl Iterator<Item = &str> {
        self.list(key)
            .iter()
            .map(|item| item.as_str().unwrap_or_default())
    }

    /// The entries of the map field `key`, sorted: the server walks maps in no order of its own, but reads them sorted.
    pub(crate) fn entries(&self, key: &str) -> Vec<(&str, &Self)> {
        let fields = self.get(key).and_then(Self::as_map);
        let mut entries: Vec<_> = fields
            .into_iter()
            .flat_map(crate::Map::iter)
            .map(|(key, value)| (&**key, value))
            .collect();
        entries.sort_by_key(|(key, _)| *key);
        entries
    }

    /// Whether the field `key` is there: whether Go's pointer is not nil.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.get(key).is_some_and(|value| !value.is_null())
    }
}
