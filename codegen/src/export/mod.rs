//! Exports the model for other programs: as JSON with all facts, and as OpenAPI.
//!
//! Keys are sorted, so that the same specs give the same bytes.

mod facts;
mod listing;
mod openapi;
mod types;

use std::collections::BTreeMap;

pub use listing::listing;
pub use openapi::openapi;

use serde_json::{Map, Value};

/// Formats a document, with a final line end.
pub fn to_text(document: Value) -> String {
    // Serialising JSON values cannot fail.
    let mut text = serde_json::to_string_pretty(&sort_keys(document)).unwrap_or_default();
    text.push('\n');
    text
}

/// Sorts all keys. Whether serde_json sorts them depends on a feature that any crate can enable.
pub(crate) fn sort_keys(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let entries: BTreeMap<String, Value> =
                map.into_iter().map(|(key, value)| (key, sort_keys(value))).collect();
            Value::Object(entries.into_iter().collect())
        }
        Value::Array(items) => items.into_iter().map(sort_keys).collect(),
        other => other,
    }
}

/// A builder for objects that omits absent values.
#[derive(Default)]
struct Entries(Map<String, Value>);

impl Entries {
    /// Adds an entry.
    fn put(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.0.insert(key.to_owned(), value.into());
        self
    }

    /// Adds an entry if it has a value.
    fn maybe(self, key: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.put(key, value),
            None => self,
        }
    }

    /// Adds an entry if the list is not empty.
    fn list<T: Into<Value>>(self, key: &str, values: impl IntoIterator<Item = T>) -> Self {
        let values: Vec<Value> = values.into_iter().map(Into::into).collect();
        if values.is_empty() { self } else { self.put(key, values) }
    }

    /// Adds an entry `true` if the flag is set.
    fn flag(self, key: &str, is: bool) -> Self {
        self.maybe(key, is.then_some(true))
    }

    /// Adds all entries of another object.
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
