use std::collections::BTreeMap;
use std::fmt;

use crate::Str;

/// Labels or a label selector of equalities.
pub type Labels = BTreeMap<Str, Str>;

/// What every object has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ObjectMeta {
    /// Its name; empty for a fragment that has none.
    pub name: Str,
    /// Its namespace; `default` where the text names none, empty for a kind without namespaces.
    pub namespace: Str,
    /// Its labels.
    pub labels: Labels,
    /// Its annotations.
    pub annotations: Labels,
    /// Whether `deletionTimestamp` is set: the object is being deleted.
    pub deleting: bool,
}

impl ObjectMeta {
    /// Namespace and name together.
    pub fn object_name(&self) -> ObjectName {
        ObjectName {
            namespace: self.namespace.clone(),
            name: self.name.clone(),
        }
    }
}

/// An object's namespace and name; shown as `default/web`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObjectName {
    /// The namespace.
    pub namespace: Str,
    /// The name.
    pub name: Str,
}

impl fmt::Display for ObjectName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}", self.namespace, self.name)
    }
}
