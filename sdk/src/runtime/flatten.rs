//! Flattens parameters to pairs of a name and a text, for queries and forms.

use serde_json::Value as Json;

use super::error::Result;
use super::parameter::{self, Parameter, parameters};

use super::table::Kind;
use super::value::View;

/// How a protocol names the entries of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListNames {
    /// `Name.0`, `Name.1`, …
    FromZero,
    /// `Name.1`, `Name.2`, …
    FromOne,
    /// `Name`, `Name`, …
    Repeated,
}

/// Writes `parameters` as pairs: objects as `Name.Key`, lists as `lists` says. Null is left out, except inside a list.
///
/// # Errors
///
/// [`ErrorKind::InvalidRequest`](super::ErrorKind::InvalidRequest) with all values that pairs cannot express, each with
/// its path: without a pair, an empty list would look like an unset one.
pub fn flatten<'a>(
    parameters: impl IntoIterator<Item = &'a Parameter<'a>>,
    lists: ListNames,
) -> Result<Vec<(String, String)>> {
    let mut writer = Writer { lists, pairs: Vec::new(), faults: Vec::new() };
    for parameter in parameters {
        writer.parameter(&At::top(parameter.name), parameter);
    }
    if writer.faults.is_empty() {
        return Ok(writer.pairs);
    }
    Err(parameter::invalid(writer.faults.join("; ")))
}

/// The place of a value.
struct At {
    /// Its name in the pairs: `Tag.1.Key`.
    name: String,
    /// Its path in messages: `Tag[0].Key`.
    path: String,
}

impl At {
    fn top(name: &str) -> Self {
        Self { name: name.to_owned(), path: name.to_owned() }
    }

    fn member(&self, key: &str) -> Self {
        Self { name: format!("{}.{key}", self.name), path: format!("{}.{key}", self.path) }
    }

    fn entry(&self, index: usize, lists: ListNames) -> Self {
        let name = match lists {
            ListNames::FromZero => format!("{}.{index}", self.name),
            ListNames::FromOne => format!("{}.{}", self.name, index + 1),
            ListNames::Repeated => self.name.clone(),
        };
        Self { name, path: format!("{}[{index}]", self.path) }
    }
}

struct Writer {
    lists: ListNames,
    pairs: Vec<(String, String)>,
    faults: Vec<String>,
}

impl Writer {
    fn parameter(&mut self, at: &At, parameter: &Parameter<'_>) {
        if !parameter.json {
            return self.member(at, parameter.view, parameter.kind);
        }
        match parameter::json_text(parameter) {
            Ok(text) => self.pairs.push((at.name.clone(), text)),
            Err(error) => self.faults.push(error.message().to_owned()),
        }
    }

    /// Writes a parameter, or a member of an object: null is left out.
    fn member(&mut self, at: &At, view: View<'_>, kind: &'static Kind) {
        if !parameter::is_unset(view) {
            self.value(at, view, kind);
        }
    }

    /// Writes an entry of a list.
    fn entry(&mut self, at: &At, view: View<'_>, kind: &'static Kind) {
        match parameter::composite(view) {
            // Its values could not be told apart from those of other entries.
            Some(what) if self.lists == ListNames::Repeated => {
                self.faults.push(format!("{} is {what}, which a repeated name cannot express", at.path));
            }
            _ => self.value(at, view, kind),
        }
    }

    fn value(&mut self, at: &At, view: View<'_>, kind: &'static Kind) {
        let before = self.pairs.len() + self.faults.len();
        match view {
            View::List(list) => {
                for index in 0..list.len() {
                    self.entry(&at.entry(index, self.lists), list.get(index), kind.entry());
                }
            }
            View::Json(Json::Array(values)) => {
                for (index, value) in values.iter().enumerate() {
                    self.entry(&at.entry(index, self.lists), View::Json(value), kind);
                }
            }
            View::Map(map) => {
                map.each(&mut |key, view| self.member(&at.member(key), view, kind.entry()));
            }
            View::Json(Json::Object(members)) => {
                for (key, value) in members {
                    self.member(&at.member(key), View::Json(value), kind);
                }
            }
            View::Record(record) => {
                for inner in parameters(record) {
                    self.parameter(&at.member(inner.name), &inner);
                }
            }
            scalar => self.pairs.extend(parameter::text(scalar, kind).map(|text| (at.name.clone(), text))),
        }
        if self.pairs.len() + self.faults.len() == before {
            let what = match view {
                View::List(_) | View::Json(Json::Array(_)) => "an empty list",
                View::Absent | View::Json(Json::Null) => "null",
                // Or one in which nothing is set.
                _ => "an empty object",
            };
            self.faults.push(format!("{} is {what}, which a query or form cannot express", at.path));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::runtime::{ErrorKind, Place};

    fn flattened(value: &Json, lists: ListNames) -> Result<Vec<(String, String)>> {
        flatten(&[Parameter::untyped("P", value, Place::Query)], lists)
    }

    fn pairs(value: Json, lists: ListNames) -> Vec<String> {
        let pairs = flattened(&value, lists).unwrap();
        pairs.into_iter().map(|(name, text)| format!("{name}={text}")).collect()
    }

    #[test]
    fn lists_and_objects_become_names() {
        let value = json!([{"a": 1, "b": [true, "x"], "unset": null}, {"a": [[0.5]]}]);
        assert_eq!(
            pairs(value.clone(), ListNames::FromOne),
            ["P.1.a=1", "P.1.b.1=true", "P.1.b.2=x", "P.2.a.1.1=0.5"]
        );
        assert_eq!(
            pairs(value, ListNames::FromZero),
            ["P.0.a=1", "P.0.b.0=true", "P.0.b.1=x", "P.1.a.0.0=0.5"]
        );
        assert_eq!(pairs(json!([1, 2]), ListNames::Repeated), ["P=1", "P=2"]);
        assert_eq!(pairs(json!({"a": {"b": ["", 1]}}), ListNames::Repeated), ["P.a.b=", "P.a.b=1"]);
        assert_eq!(pairs(Json::Null, ListNames::FromOne), [""; 0]);
    }

    #[test]
    fn what_would_vanish_is_an_error_with_its_path() {
        for (value, lists, fault) in [
            (json!([]), ListNames::FromOne, "P is an empty list"),
            (json!({}), ListNames::FromZero, "P is an empty object"),
            (json!({"a": null}), ListNames::FromZero, "P is an empty object"),
            (json!([1, null]), ListNames::FromOne, "P[1] is null"),
            (json!([{"a": [1, []]}]), ListNames::FromOne, "P[0].a[1] is an empty list"),
            (json!({"a": {"b": {}}}), ListNames::Repeated, "P.a.b is an empty object"),
            (json!([1, [2]]), ListNames::Repeated, "P[1] is a list, which a repeated name"),
            (json!([{"a": 1}]), ListNames::Repeated, "P[0] is an object, which a repeated name"),
        ] {
            let error = flattened(&value, lists).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidRequest);
            assert!(error.message().starts_with(fault), "{value}: {error}");
        }
    }

    #[test]
    fn all_that_would_vanish_is_reported_at_once() {
        let error = flattened(&json!({"a": [], "b": 1, "c": [null]}), ListNames::FromOne).unwrap_err();
        assert_eq!(error.message().split("; ").count(), 2, "{error}");
    }
}
