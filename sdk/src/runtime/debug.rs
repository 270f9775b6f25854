//! `Debug` of records: as if it were derived, but absent fields are left out and secrets are covered.

use std::borrow::Cow;
use std::fmt;

use super::record::{List, Map, Record, View};
use super::table::Field;

/// Writes `record` for `Debug`, each field under its Rust name.
#[doc(hidden)]
pub fn record(record: &dyn Record, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let table = record.table();
    let mut out = f.debug_struct(table.name);
    for (index, field) in table.fields.iter().enumerate() {
        match record.get(index) {
            View::Absent => {}
            view => {
                out.field(&ident(field), &Shown(view));
            }
        }
    }
    out.finish()
}

/// The Rust name of a field.
#[doc(hidden)]
pub fn ident(field: &Field) -> Cow<'static, str> {
    field.ident.map_or_else(|| snake_case(field.name).into(), Cow::Borrowed)
}

/// A wire name in snake case: `DBInstanceId` is `db_instance_id`. A word ends where an upper case letter follows a
/// lower case one, before the last of several upper case letters that a lower case one follows, and at everything
/// that is neither letter nor digit. This is how the generator names fields.
#[doc(hidden)]
pub fn snake_case(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 4);
    // Digits take the case of the letter before them.
    let (mut before_is_lower, mut before_is_upper, mut is_break) = (false, false, false);
    for (at, c) in name.char_indices() {
        if !c.is_ascii_alphanumeric() {
            (before_is_lower, before_is_upper, is_break) = (false, false, !snake.is_empty());
            continue;
        }
        let after = name.get(at + 1..).unwrap_or_default().chars().next();
        let starts_word = c.is_ascii_uppercase()
            && (before_is_lower
                || (before_is_upper && after.is_some_and(|after| after.is_ascii_lowercase())));
        if starts_word || is_break {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
        is_break = false;
        if c.is_ascii_alphabetic() {
            (before_is_lower, before_is_upper) = (c.is_ascii_lowercase(), c.is_ascii_uppercase());
        }
    }
    snake
}

struct Shown<'a>(View<'a>);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            View::Absent => f.write_str("null"),
            View::Bool(value) => value.fmt(f),
            View::Int(value) => value.fmt(f),
            View::Named(value, name) => write!(f, "{name} ({value})"),
            View::UInt(value) => value.fmt(f),
            View::Float(value) => value.fmt(f),
            View::Text(value) => value.fmt(f),
            View::Secret(_) => f.write_str("***"),
            View::DateTime(value) => value.to_string().fmt(f),
            View::Json(value) => value.fmt(f),
            View::Record(inner) => record(inner, f),
            View::List(list) => shown_list(list, f),
            View::Map(map) => shown_map(map, f),
        }
    }
}

fn shown_list(list: &dyn List, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.debug_list().entries((0..list.len()).map(|index| Shown(list.get(index)))).finish()
}

fn shown_map(map: &dyn Map, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut out = f.debug_map();
    map.each(&mut |name, view| {
        out.entry(&name, &Shown(view));
    });
    out.finish()
}
