//! Access to fields by wire name, for paginators and waiters.

use serde_json::Value as Json;

use super::parameter;
use super::record::Record;
use super::table::Field;
use super::value::{Slot, View};

/// The field with the wire name `name`, and its number.
pub(crate) fn find(record: &dyn Record, name: &str) -> Option<(usize, &'static Field)> {
    record.table().fields.iter().enumerate().find(|(_, field)| field.name == name)
}

/// The value of the field called `name`; absent when there is no such field.
pub(crate) fn view<'r>(record: &'r dyn Record, name: &str) -> View<'r> {
    find(record, name).map_or(View::Absent, |(index, _)| record.view(index))
}

/// The field called `name`, if it holds an integer.
pub(crate) fn int(record: &dyn Record, name: &str) -> Option<i64> {
    match view(record, name) {
        View::Int(value) | View::Named(value, _) => Some(value),
        View::UInt(value) => i64::try_from(value).ok(),
        _ => None,
    }
}

/// The field called `path` as text, if it holds a scalar. A dot goes into the record of a field: `job.status`.
pub(crate) fn text(record: &dyn Record, path: &str) -> Option<String> {
    match (find(record, path), path.split_once('.')) {
        (Some((index, field)), _) => parameter::text(record.view(index), &field.kind),
        (None, Some((outer, inner))) => match view(record, outer) {
            View::Record(record) => text(record, inner),
            _ => None,
        },
        (None, None) => None,
    }
}

/// The field called `name` as an integer or a text, if it holds a scalar.
pub(crate) fn json(record: &dyn Record, name: &str) -> Option<Json> {
    int(record, name).map(Json::from).or_else(|| text(record, name).map(Json::from))
}

/// Sets the field called `name` from `text`; `false` if the field cannot hold it.
pub(crate) fn set(record: &mut dyn Record, name: &str, text: &str) -> bool {
    match find(record, name) {
        Some((index, _)) => fill(record.slot(index), text),
        None => false,
    }
}

fn fill(slot: Slot<'_>, text: &str) -> bool {
    match slot {
        Slot::Optional(optional) => fill(optional.fill(), text),
        Slot::Text(slot) => {
            text.clone_into(slot);
            true
        }
        Slot::Int32(slot) => text.parse().map(|value| *slot = value).is_ok(),
        Slot::Int64(slot) => text.parse().map(|value| *slot = value).is_ok(),
        Slot::UInt64(slot) => text.parse().map(|value| *slot = value).is_ok(),
        _ => false,
    }
}
