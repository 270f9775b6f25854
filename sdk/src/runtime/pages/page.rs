//! The part of a page that a paginator uses: its rows as the service sent them, and its position.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use serde_json::Value as Json;

use super::super::encode::Written;
use super::super::named;
use super::super::operation::{PageStyle, Pagination};
use super::super::record::Record;
use super::super::response::RawResponse;
use super::super::table::Field;
use super::super::value::View;
use super::Name;

/// The part of a page that a paginator uses.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// A digest of each row as the service sent it, with unknown members.
    pub(crate) rows: Vec<u64>,
    /// Rows on all pages, if the service counts them.
    pub(crate) total: Option<i64>,
    /// The offset or the number of the page, if the service repeats it.
    pub(crate) place: Option<i64>,
    /// Rows per page, if the service repeats it.
    pub(crate) size: Option<i64>,
    /// The token of the next page, which should be text or an integer. `None` at the end.
    pub(crate) next: Option<Json>,
}

impl Page {
    /// The page of `response`, whose raw form is `raw`.
    pub(crate) fn from_record(
        pagination: &Pagination<Name>,
        response: &dyn Record,
        raw: &RawResponse,
    ) -> Self {
        let int = |name: &Name| named::int(response, name);
        let (place, next) = match &pagination.style {
            PageStyle::RowOffset { offset: field }
            | PageStyle::PageOffset { offset: field }
            | PageStyle::PageNumber { page: field } => (int(field), None),
            PageStyle::Token { next, .. } => (None, named::json(response, next)),
        };
        Self {
            rows: record_rows(&pagination.items, response, raw),
            total: pagination.total.as_ref().and_then(int),
            place,
            size: pagination.size.as_ref().and_then(int),
            next: next.filter(is_token),
        }
    }

    /// The page of `body`; response members are found by their paths. `None` when there is no list.
    pub(crate) fn from_json(pagination: &Pagination<Name>, body: &Json) -> Option<Self> {
        let int = |name: &Name| find(body, name).and_then(integer);
        let (place, next) = match &pagination.style {
            PageStyle::RowOffset { offset: field }
            | PageStyle::PageOffset { offset: field }
            | PageStyle::PageNumber { page: field } => (int(field), None),
            PageStyle::Token { next, .. } => (None, find(body, next)),
        };
        Some(Self {
            rows: rows(find(body, &pagination.items)?).into_iter().map(digest).collect(),
            total: pagination.total.as_ref().and_then(int),
            place,
            size: pagination.size.as_ref().and_then(int),
            next: next.filter(|next| is_token(next)).cloned(),
        })
    }
}

/// The member at `path`, where dots lead into objects.
pub(crate) fn find<'a>(body: &'a Json, path: &str) -> Option<&'a Json> {
    if let Some(member) = body.get(path) {
        return Some(member);
    }
    let (name, rest) = path.split_once('.')?;
    find(body.get(name)?, rest)
}

/// The rows of a list. A list of one may be sent without brackets, an empty one as null, `""` or `{}`.
pub(crate) fn rows(list: &Json) -> Vec<&Json> {
    match list {
        Json::Array(rows) => rows.iter().collect(),
        Json::Null => Vec::new(),
        Json::String(text) if text.is_empty() => Vec::new(),
        Json::Object(members) if members.is_empty() => Vec::new(),
        row => vec![row],
    }
}

/// An integer, also one inside a string.
pub(crate) fn integer(value: &Json) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.trim().parse().ok())
}

/// Whether the value is a token for a further page: null, false, 0, and an empty text, list or object are none.
fn is_token(value: &Json) -> bool {
    match value {
        Json::Null | Json::Bool(false) => false,
        Json::Bool(true) => true,
        Json::String(text) => !text.is_empty(),
        Json::Number(number) => number.as_i64() != Some(0),
        Json::Array(entries) => !entries.is_empty(),
        Json::Object(members) => !members.is_empty(),
    }
}

/// Digests of the raw rows; if they cannot be found in the body, of the decoded rows.
fn record_rows(items: &str, response: &dyn Record, raw: &RawResponse) -> Vec<u64> {
    let Some((index, field)) = named::find(response, items) else {
        return Vec::new();
    };
    let view = response.view(index);
    let read = match view {
        View::List(list) => list.len(),
        _ => 0,
    };
    let body = raw.json().unwrap_or_default();
    let sent = list_in(&body, field).map(rows).unwrap_or_default();
    // An entry that the decoder drops is still a row: the service counts it.
    if sent.len() >= read {
        return sent.into_iter().map(digest).collect();
    }
    let written = serde_json::to_value(Written { view, kind: &field.kind }).unwrap_or_default();
    rows(&written).into_iter().map(digest).collect()
}

/// The list of a field, without its wrapping.
fn list_in<'a>(body: &'a Json, field: &Field) -> Option<&'a Json> {
    let list = body.get(field.name)?;
    match (field.wrapped, list) {
        (Some(name), Json::Object(members)) => members.get(name),
        _ => Some(list),
    }
}

/// A digest of a value. Of a link only the part before `?` counts: the rest is signed again for each response.
fn digest(value: &Json) -> u64 {
    let mut hasher = DefaultHasher::new();
    feed(value, &mut hasher);
    hasher.finish()
}

fn feed(value: &Json, hasher: &mut DefaultHasher) {
    match value {
        Json::Object(members) => {
            members.len().hash(hasher);
            for (name, value) in members {
                name.hash(hasher);
                feed(value, hasher);
            }
        }
        Json::Array(values) => {
            values.len().hash(hasher);
            values.iter().for_each(|value| feed(value, hasher));
        }
        Json::String(text) if text.starts_with("http://") || text.starts_with("https://") => {
            text.split('?').next().hash(hasher);
        }
        scalar => scalar.to_string().hash(hasher),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn rows_are_found_however_the_list_comes() {
        for (list, count) in
            [(json!([1, null]), 2), (json!({"a": 1}), 1), (json!(null), 0), (json!(""), 0), (json!({}), 0)]
        {
            assert_eq!(rows(&list).len(), count, "{list}");
        }
    }

    #[test]
    fn paths_lead_into_objects_and_names_may_hold_dots() {
        let body = json!({"A": {"B": {"C": 1}}, "D.E": 2, "F": [{"G": 3}]});
        assert_eq!(find(&body, "A.B.C"), Some(&json!(1)));
        assert_eq!(find(&body, "D.E"), Some(&json!(2)));
        for path in ["A.C", "F.G", "", ".", "A."] {
            assert_eq!(find(&body, path), None, "{path}");
        }
    }

    #[test]
    fn a_link_that_is_signed_anew_is_the_same_link() {
        let row = |url: &str| digest(&json!({"Url": url, "Size": 1}));
        assert_eq!(row("https://a.example/f?sign=1"), row("https://a.example/f?sign=2"));
        assert_ne!(row("https://a.example/f?sign=1"), row("https://a.example/g?sign=1"));
        assert_ne!(row("x?1"), row("x?2"));
    }
}
