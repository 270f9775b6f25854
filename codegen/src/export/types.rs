//! Types and values in the syntax of specs.

use serde_json::Value;

use super::Entries;
use crate::model::{Check, DateTimeFormat, Field, Shape, WireValue};

/// The type of a field: `list<BackupStatus>`, `json<map<string>>`.
pub(super) fn field_type(field: &Field) -> String {
    let ty = shape_type(&field.shape);
    if field.json { format!("json<{ty}>") } else { ty }
}

fn shape_type(shape: &Shape) -> String {
    if is_secret(shape) {
        // `secret` is the outermost wrapper in specs.
        return format!("secret<{}>", without_secret(shape));
    }
    without_secret(shape)
}

/// Whether the innermost type is a secret.
fn is_secret(shape: &Shape) -> bool {
    match shape {
        Shape::Secret => true,
        Shape::List(shape) | Shape::Map(shape) => is_secret(shape),
        _ => false,
    }
}

fn without_secret(shape: &Shape) -> String {
    match shape {
        Shape::Text | Shape::Secret => "string".to_owned(),
        Shape::Bool => "bool".to_owned(),
        Shape::Int32 => "int32".to_owned(),
        Shape::Int64 => "int64".to_owned(),
        Shape::UInt64 => "uint64".to_owned(),
        Shape::Float => "float64".to_owned(),
        Shape::DateTime(_) => "datetime".to_owned(),
        Shape::Any => "any".to_owned(),
        Shape::List(shape) => format!("list<{}>", without_secret(shape)),
        Shape::Map(shape) => format!("map<{}>", without_secret(shape)),
        Shape::Struct(name) | Shape::TextEnum(name) | Shape::IntEnum(name) => name.clone(),
    }
}

/// The format of the datetime in a shape, if there is one.
pub(super) fn datetime_format(shape: &Shape) -> Option<Entries> {
    match shape {
        Shape::List(shape) | Shape::Map(shape) => datetime_format(shape),
        Shape::DateTime(format) => Some(match format {
            DateTimeFormat::Pattern { pattern, offset_minutes } => {
                Entries::default().put("format", pattern.as_str()).put("zone", zone_text(*offset_minutes))
            }
            DateTimeFormat::UnixSeconds => Entries::default().put("format", "unix"),
            DateTimeFormat::UnixMillis => Entries::default().put("format", "unix_ms"),
            DateTimeFormat::UnixSecondsText => Entries::default().put("format", "unix_text"),
            DateTimeFormat::UnixMillisText => Entries::default().put("format", "unix_ms_text"),
        }),
        _ => None,
    }
}

fn zone_text(minutes: i16) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.unsigned_abs();
    match minutes {
        0 => "UTC".to_owned(),
        _ => format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60),
    }
}

/// A wire value as JSON.
pub(super) fn value_to_json(value: &WireValue) -> Value {
    match value {
        WireValue::Text(text) => text.as_str().into(),
        WireValue::Int(value) => (*value).into(),
        WireValue::Float(value) => (*value).into(),
        WireValue::Bool(value) => (*value).into(),
        WireValue::List(values) => values.iter().map(self::value_to_json).collect::<Vec<_>>().into(),
    }
}

/// The validation rules: `range`, `length` and `one_of`.
pub(super) fn checks_to_json(checks: &[Check]) -> Entries {
    checks.iter().fold(Entries::default(), |entries, check| match check {
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
