//! Types and values as the specs write them.

use serde_json::Value;

use super::Entries;
use crate::model::{Check, DateTimeFormat, Field, Shape, WireValue};

/// The type of a field: `list<BackupStatus>`, `json<map<string>>`.
pub(super) fn of_field(field: &Field) -> String {
    let of = shape(&field.shape);
    if field.json { format!("json<{of}>") } else { of }
}

fn shape(of: &Shape) -> String {
    if is_secret(of) {
        // The wrapper stands outermost.
        return format!("secret<{}>", plain(of));
    }
    plain(of)
}

/// The type of which every text is secret.
fn is_secret(of: &Shape) -> bool {
    match of {
        Shape::Secret => true,
        Shape::List(of) | Shape::Map(of) => is_secret(of),
        _ => false,
    }
}

fn plain(of: &Shape) -> String {
    match of {
        Shape::Text | Shape::Secret => "string".to_owned(),
        Shape::Bool => "bool".to_owned(),
        Shape::Int32 => "int32".to_owned(),
        Shape::Int64 => "int64".to_owned(),
        Shape::UInt64 => "uint64".to_owned(),
        Shape::Float => "float64".to_owned(),
        Shape::DateTime(_) => "datetime".to_owned(),
        Shape::Any => "any".to_owned(),
        Shape::List(of) => format!("list<{}>", plain(of)),
        Shape::Map(of) => format!("map<{}>", plain(of)),
        Shape::Struct { name, .. } | Shape::TextEnum(name) | Shape::IntEnum(name) => name.clone(),
    }
}

/// How the datetime in a shape is written, if there is one.
pub(super) fn datetime(of: &Shape) -> Option<Entries> {
    match of {
        Shape::List(of) | Shape::Map(of) => datetime(of),
        Shape::DateTime(format) => Some(match format {
            DateTimeFormat::Pattern { pattern, offset_minutes } => {
                Entries::default().put("format", pattern.as_str()).put("zone", zone(*offset_minutes))
            }
            DateTimeFormat::UnixSeconds => Entries::default().put("format", "unix"),
            DateTimeFormat::UnixMillis => Entries::default().put("format", "unix_ms"),
            DateTimeFormat::UnixSecondsText => Entries::default().put("format", "unix_text"),
            DateTimeFormat::UnixMillisText => Entries::default().put("format", "unix_ms_text"),
        }),
        _ => None,
    }
}

fn zone(minutes: i16) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.unsigned_abs();
    match minutes {
        0 => "UTC".to_owned(),
        _ => format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60),
    }
}

/// A value as the wire has it.
pub(super) fn value(of: &WireValue) -> Value {
    match of {
        WireValue::Text(text) => text.as_str().into(),
        WireValue::Int(value) => (*value).into(),
        WireValue::Float(value) => (*value).into(),
        WireValue::Bool(value) => (*value).into(),
        WireValue::List(values) => values.iter().map(self::value).collect::<Vec<_>>().into(),
    }
}

/// What a value must satisfy: `range`, `length` and `one_of`.
pub(super) fn checks(of: &[Check]) -> Entries {
    of.iter().fold(Entries::default(), |entries, check| match check {
        Check::Range(low, high) => {
            let bounds = Entries::default()
                .maybe("min", (*low != i64::MIN).then_some(*low))
                .maybe("max", (*high != i64::MAX).then_some(*high));
            entries.put("range", bounds)
        }
        Check::FloatRange(low, high) => {
            let bounds = Entries::default()
                .maybe("min", (*low != f64::MIN).then_some(*low))
                .maybe("max", (*high != f64::MAX).then_some(*high));
            entries.put("range", bounds)
        }
        Check::Length(low, high) => {
            let bounds = Entries::default()
                .maybe("min", (*low != 0).then_some(*low))
                .maybe("max", (*high != u64::MAX).then_some(*high));
            entries.put("length", bounds)
        }
        Check::OneOfText(all) => entries.put("one_of", all.clone()),
        Check::OneOfInt(all) => entries.put("one_of", all.clone()),
    })
}
