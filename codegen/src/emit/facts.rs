//! What the wire knows about a field, in one line of its documentation.

use super::docs::code;
use super::layout::plain;
use crate::model::{
    Check, DateTimeFormat, Deprecation, Field, Place, Replacement, Shape, Struct, StructRole, WireValue,
};

/// The line under the sentence of `field`, which belongs to `of`.
pub(super) fn of_field(field: &Field, of: &Struct) -> String {
    let mut sentences = Vec::new();
    if field.required && of.role == StructRole::Input {
        sentences.push("Required.".to_owned());
    }
    sentences.push(wire(field));
    sentences.extend(precision(&field.shape));
    sentences.extend(limits(field));
    if !field.not_with.is_empty() {
        let others = field.not_with.iter().map(|wire| link(wire, of));
        sentences.push(format!("Not together with {}.", enumerate(others, "or")));
    }
    if let Some(deprecation) = &field.deprecated {
        sentences.push(match &deprecation.replacement {
            Some(Replacement::Here(ident)) => {
                format!("Deprecated: use [`{0}`](field@Self::{0}).", plain(ident))
            }
            Some(Replacement::Elsewhere(name)) => format!("Deprecated: use `{name}`."),
            None => "Deprecated.".to_owned(),
        });
    }
    if field.nullable {
        sentences.push(
            match of.role {
                StructRole::Input => "It can be set to null.",
                StructRole::Output => "It can be null, which is read as absent.",
            }
            .to_owned(),
        );
    }
    if field.hidden {
        sentences.push("Known to the vendor's own SDKs, not to the page.".to_owned());
    }
    sentences.join(" ")
}

/// The name on the wire, where it travels, and an example.
fn wire(field: &Field) -> String {
    let name = code(&field.wire);
    let place = match field.place {
        Place::Body => "on the wire",
        Place::Query => "in the query",
        Place::Path => "in the path",
        Place::Header => "in a header",
    };
    let json = if field.json { ", as JSON in a string" } else { "" };
    // What looks like a key or a link is never shown, not even as an example.
    match field.example.as_deref().filter(|_| !secret(&field.shape)) {
        Some(example) if !example.is_empty() => format!("{name} {place}{json}, such as {}.", code(example)),
        _ => format!("{name} {place}{json}."),
    }
}

/// How exact a time is, and in which zone it is written: `To the minute, UTC+08:00.`
fn precision(shape: &Shape) -> Option<String> {
    let format = match shape {
        Shape::List(of) | Shape::Map(of) => return precision(of),
        Shape::DateTime(format) => format,
        _ => return None,
    };
    let (unit, zone) = match format {
        DateTimeFormat::Pattern { pattern, offset_minutes } => (pattern_unit(pattern), zone(*offset_minutes)),
        DateTimeFormat::UnixSeconds | DateTimeFormat::UnixSecondsText => ("second", "since 1970".to_owned()),
        DateTimeFormat::UnixMillis | DateTimeFormat::UnixMillisText => {
            ("millisecond", "since 1970".to_owned())
        }
    };
    Some(format!("To the {unit}, {zone}."))
}

fn pattern_unit(pattern: &str) -> &'static str {
    let units = [("%f", "fraction of a second"), ("%S", "second"), ("%M", "minute"), ("%H", "hour")];
    units.into_iter().find(|(directive, _)| pattern.contains(directive)).map_or("day", |(_, unit)| unit)
}

fn zone(offset_minutes: i16) -> String {
    let (sign, minutes) = (if offset_minutes < 0 { '-' } else { '+' }, offset_minutes.unsigned_abs());
    match minutes {
        0 => "UTC".to_owned(),
        minutes => format!("UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60),
    }
}

fn secret(shape: &Shape) -> bool {
    match shape {
        Shape::Secret => true,
        Shape::List(of) | Shape::Map(of) => secret(of),
        _ => false,
    }
}

/// `1 to 100; 20 if not set.`
fn limits(field: &Field) -> Option<String> {
    let mut parts: Vec<String> = field.checks.iter().map(|check| limit(check, &field.shape)).collect();
    if let Some(default) = field.default.as_ref().filter(|_| !secret(&field.shape)) {
        parts.push(match field.required {
            true => format!("{} by the vendor's documentation", value(default)),
            false => format!("{} if not set", value(default)),
        });
    }
    let text = parts.join("; ");
    let first = text.chars().next()?;
    Some(format!("{}{}.", first.to_uppercase(), &text[first.len_utf8()..]))
}

fn limit(check: &Check, shape: &Shape) -> String {
    match check {
        Check::Range(low, i64::MAX) => format!("at least {low}"),
        Check::Range(i64::MIN, high) => format!("at most {high}"),
        Check::Range(low, high) => format!("{low} to {high}"),
        Check::FloatRange(low, f64::MAX) => format!("at least {low}"),
        Check::FloatRange(f64::MIN, high) => format!("at most {high}"),
        Check::FloatRange(low, high) => format!("{low} to {high}"),
        Check::Length(low, high) => length(*low, *high, shape),
        Check::OneOfText(values) => one_of(values.iter().map(|text| code(text))),
        Check::OneOfInt(values) => one_of(values.iter().map(i64::to_string)),
    }
}

fn length(low: u64, high: u64, shape: &Shape) -> String {
    let unit = match shape {
        Shape::List(_) | Shape::Map(_) => ("entry", "entries"),
        _ => ("character", "characters"),
    };
    let of = |count: u64| if count == 1 { unit.0 } else { unit.1 };
    match (low, high) {
        (low, u64::MAX) => format!("at least {low} {}", of(low)),
        (0, high) => format!("at most {high} {}", of(high)),
        (low, high) if low == high => format!("exactly {low} {}", of(low)),
        (low, high) => format!("{low} to {high} {}", of(high)),
    }
}

fn one_of(values: impl Iterator<Item = String>) -> String {
    let values: Vec<_> = values.collect();
    match values.as_slice() {
        [only] => format!("only {only}"),
        _ => enumerate(values.into_iter(), "or"),
    }
}

fn value(of: &WireValue) -> String {
    match of {
        WireValue::Text(text) if text.is_empty() => "empty".to_owned(),
        WireValue::Text(text) => code(text),
        WireValue::Int(value) => value.to_string(),
        WireValue::Float(value) => value.to_string(),
        WireValue::Bool(value) => code(&value.to_string()),
        WireValue::List(values) if values.is_empty() => "empty".to_owned(),
        WireValue::List(values) => enumerate(values.iter().map(value), "and"),
    }
}

/// A link to the field of `of` with this wire name.
pub(super) fn link(wire: &str, of: &Struct) -> String {
    match of.fields.iter().find(|field| field.wire == wire) {
        Some(field) => format!("[`{0}`](field@Self::{0})", plain(&field.ident)),
        None => code(wire),
    }
}

/// `a`, `a or b`, `a, b or c`
pub(super) fn enumerate(names: impl Iterator<Item = String>, word: &str) -> String {
    let names: Vec<_> = names.collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} {word} {last}", rest.join(", ")),
        _ => names.concat(),
    }
}

/// The note of `#[deprecated]`.
pub(super) fn note(deprecation: &Deprecation) -> String {
    let replacement =
        deprecation.replacement.as_ref().map(|replacement| format!("use `{}`", replacement.name()));
    let reason = deprecation.doc.as_ref().map(|doc| doc.split_whitespace().collect::<Vec<_>>().join(" "));
    match (replacement, reason) {
        (Some(replacement), Some(reason)) => format!("{replacement}. {reason}"),
        (Some(replacement), None) => replacement,
        (None, Some(reason)) => reason,
        (None, None) => "the vendor tells callers to leave it".to_owned(),
    }
}
