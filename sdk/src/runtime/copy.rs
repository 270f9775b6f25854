//! `Clone` and `PartialEq` of records, through the table.

use serde_json::Value as Json;

use super::record::Record;
use super::value::{List, Map, Slot, View, Wire};

/// Sets each field of `to`, which is empty, to that of `from`. Both are of one type.
pub fn copy(from: &dyn Record, to: &mut dyn Record) {
    for index in 0..from.table().fields.len() {
        if let Some(value) = from.get(index) {
            copy_value(value.view(), to.slot(index));
        }
    }
}

fn copy_value(from: View<'_>, to: Slot<'_>) {
    match (from, to) {
        (View::Absent, Slot::Optional(to)) => to.clear(),
        // Null is a value of the type, or any JSON.
        (View::Json(Json::Null), Slot::Optional(to)) if to.is_nullable() => {
            to.set_null();
        }
        (from, Slot::Optional(to)) => copy_value(from, to.fill()),
        (View::Bool(from), Slot::Bool(to)) => *to = from,
        (View::Int(from), Slot::Int32(to)) => *to = i32::try_from(from).unwrap_or_default(),
        (View::Int(from), Slot::Int64(to)) => *to = from,
        (View::UInt(from), Slot::UInt64(to)) => *to = from,
        (View::Float(from), Slot::Float(to)) => *to = from,
        (View::Text(from) | View::Secret(from), Slot::Text(to)) => from.clone_into(to),
        (View::Int(from) | View::Named(from, _), Slot::Enum(to)) => {
            to.set(Wire::Int(from));
        }
        (View::Text(from), Slot::Enum(to)) => {
            to.set(Wire::Text(from));
        }
        (View::DateTime(from), Slot::DateTime(to)) => to.clone_from(from),
        (View::Json(from), Slot::Json(to)) => to.clone_from(from),
        (View::Record(from), Slot::Record(to)) => copy(from, to),
        (View::List(from), Slot::List(to)) => copy_list(from, to),
        (View::Map(from), Slot::Map(to)) => copy_map(from, to),
        // A view and a slot of one type always have the same kind.
        _ => {}
    }
}

fn copy_list(from: &dyn List, to: &mut dyn List) {
    to.clear();
    for index in 0..from.len() {
        to.push_with(&mut |slot| {
            copy_value(from.get(index), slot);
            true
        });
    }
}

fn copy_map(from: &dyn Map, to: &mut dyn Map) {
    to.clear();
    from.each(&mut |name, view| {
        to.insert_with(name.to_owned(), &mut |slot| {
            copy_value(view, slot);
            true
        });
    });
}

/// Whether two records of one type have equal fields.
pub fn is_equal(left: &dyn Record, right: &dyn Record) -> bool {
    (0..left.table().fields.len()).all(|index| match (left.get(index), right.get(index)) {
        (Some(left), Some(right)) => is_equal_value(left.view(), right.view()),
        _ => false,
    })
}

fn is_equal_value(left: View<'_>, right: View<'_>) -> bool {
    match (left, right) {
        (View::Absent, View::Absent) => true,
        (View::Bool(left), View::Bool(right)) => left == right,
        (View::Int(left) | View::Named(left, _), View::Int(right) | View::Named(right, _)) => left == right,
        (View::UInt(left), View::UInt(right)) => left == right,
        (View::Float(left), View::Float(right)) => left == right,
        (View::Text(left), View::Text(right)) | (View::Secret(left), View::Secret(right)) => left == right,
        (View::DateTime(left), View::DateTime(right)) => left == right,
        (View::Json(left), View::Json(right)) => left == right,
        (View::Record(left), View::Record(right)) => is_equal(left, right),
        (View::List(left), View::List(right)) => {
            left.len() == right.len()
                && (0..left.len()).all(|index| is_equal_value(left.get(index), right.get(index)))
        }
        (View::Map(left), View::Map(right)) => {
            let (left, right) = (entries(left), entries(right));
            left.len() == right.len()
                && left.iter().zip(&right).all(|((left_name, left), (right_name, right))| {
                    left_name == right_name && is_equal_value(*left, *right)
                })
        }
        _ => false,
    }
}

fn entries<'m>(map: &'m dyn Map) -> Vec<(&'m str, View<'m>)> {
    let mut entries = Vec::with_capacity(map.len());
    map.each(&mut |name, view| entries.push((name, view)));
    entries
}
