//! The model for other programs: as JSON of our own, which says everything, and as OpenAPI, which many tools read.
//!
//! Both are written with sorted keys, so that the same specs give the same bytes.

mod facts;
mod listing;
mod openapi;
mod types;

use std::collections::BTreeMap;

pub use listing::listing;
pub use openapi::openapi;

use serde_json::{Map, Value};

/// The text of a document, with a line end.
pub fn text(document: Value) -> String {
    // Serialising JSON values cannot fail.
    let mut text = serde_json::to_string_pretty(&sorted(document)).unwrap_or_default();
    text.push('\n');
    text
}

/// serde_json keeps keys sorted or as they came, depending on features that any crate may switch on.
pub(crate) fn sorted(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let entries: BTreeMap<String, Value> =
                map.into_iter().map(|(key, value)| (key, sorted(value))).collect();
            Value::Object(entries.into_iter().collect())
        }
        Value::Array(items) => items.into_iter().map(sorted).collect(),
        other => other,
    }
}

/// An object that leaves out what there is not.
#[derive(Default)]
struct Entries(Map<String, Value>);

impl Entries {
    /// With an entry.
    fn put(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.0.insert(key.to_owned(), value.into());
        self
    }

    /// With an entry, if it has a value.
    fn maybe(self, key: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.put(key, value),
            None => self,
        }
    }

    /// With an entry, if the list has any.
    fn list<T: Into<Value>>(self, key: &str, values: impl IntoIterator<Item = T>) -> Self {
        let values: Vec<Value> = values.into_iter().map(Into::into).collect();
        if values.is_empty() { self } else { self.put(key, values) }
    }

    /// With an entry that is `true`, if it is.
    fn flag(self, key: &str, is: bool) -> Self {
        self.maybe(key, is.then_some(true))
    }

    /// With all entries of another object.
    fn all(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }
}

impl From<Entries> for Value {
    fn from(entries: Entries) -> Self {
        Self::Object(entries.0)
    }
}
