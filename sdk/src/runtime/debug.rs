//! `Debug` of records, in the form of a derived one, without absent fields and with masked secrets.

use std::fmt;

use super::record::Record;
use super::value::{List, Map, View};

/// Writes `record` for `Debug`, each field under its Rust name.
pub fn record(record: &dyn Record, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let table = record.table();
    let mut out = f.debug_struct(table.name);
    for (index, field) in table.fields.iter().enumerate() {
        match record.view(index) {
            View::Absent => {}
            view => {
                out.field(field.ident.trim_start_matches("r#"), &Shown(view));
            }
        }
    }
    out.finish()
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
