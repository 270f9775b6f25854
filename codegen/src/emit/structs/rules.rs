//! What a field's row says beside its type and its wire name: methods of the runtime's `Field`.

use super::super::chain::Call;
use super::super::layout::text_literal;
use super::super::shape;
use crate::model::{Check, DateTimeFormat, Field, Place, Shape, StructRole};

/// The rules of a field of a struct with this role, in their order.
pub(super) fn rules(field: &Field, role: StructRole) -> Vec<Call> {
    let mut rules = Vec::new();
    if field.is_always_set(role) {
        rules.push(plain("required"));
    }
    if field.takes_null(role) {
        rules.push(plain("nullable"));
    }
    match field.place {
        Place::Path => rules.push(plain("path")),
        Place::Query => rules.push(plain("query")),
        Place::Header => rules.push(plain("header")),
        Place::Body => {}
    }
    rules.extend(format(&field.shape));
    if field.json {
        rules.push(plain("json"));
    }
    if let Some(inner) = &field.wrapped {
        rules.push(Call::new("wrapped(", vec![text_literal(inner)], ")"));
    }
    match field.checks.as_slice() {
        [] => {}
        [Check::OneOfText(values)] => {
            rules.push(Call::new("checks(&[Check::OneOfText(&[", texts(values), "])])"));
        }
        [Check::OneOfInt(values)] => {
            rules.push(Call::new("checks(&[Check::OneOfInt(&[", ints(values), "])])"))
        }
        checks => rules.push(Call::new("checks(&[", checks.iter().map(check).collect(), "])")),
    }
    if !field.not_with.is_empty() {
        rules.push(Call::new("not_with(&[", texts(&field.not_with), "])"));
    }
    rules
}

fn plain(rule: &'static str) -> Call {
    Call::new(rule, Vec::new(), "")
}

/// How times are written, which the type does not say.
fn format(shape: &Shape) -> Option<Call> {
    match shape {
        Shape::DateTime(DateTimeFormat::Pattern { pattern, offset_minutes }) => {
            Some(Call::new("pattern(", vec![text_literal(pattern), offset_minutes.to_string()], ")"))
        }
        Shape::DateTime(format) => Some(Call::new("time(", vec![shape::date_time_format(format)], ")")),
        Shape::List(_) | Shape::Map(_) if has_times(shape) => {
            Some(Call::new("kind(", vec![shape::kind(shape)], ")"))
        }
        _ => None,
    }
}

fn has_times(shape: &Shape) -> bool {
    match shape {
        Shape::List(entry) | Shape::Map(entry) => has_times(entry),
        Shape::DateTime(_) => true,
        _ => false,
    }
}

fn check(check: &Check) -> String {
    match check {
        Check::Range(low, high) => format!("Check::Range({}, {})", bound(*low), bound(*high)),
        Check::FloatRange(low, high) => format!("Check::FloatRange({}, {})", float(*low), float(*high)),
        Check::Length(low, u64::MAX) => format!("Check::Length({low}, u64::MAX)"),
        Check::Length(low, high) => format!("Check::Length({low}, {high})"),
        Check::OneOfText(values) => format!("Check::OneOfText(&[{}])", texts(values).join(", ")),
        Check::OneOfInt(values) => format!("Check::OneOfInt(&[{}])", ints(values).join(", ")),
    }
}

/// An integer; open ends by their names.
fn bound(value: i64) -> String {
    match value {
        i64::MIN => "i64::MIN".to_owned(),
        i64::MAX => "i64::MAX".to_owned(),
        value => value.to_string(),
    }
}

/// A number; open ends by their names.
fn float(value: f64) -> String {
    match value {
        f64::MIN => "f64::MIN".to_owned(),
        f64::MAX => "f64::MAX".to_owned(),
        value => format!("{value:?}"),
    }
}

fn texts(values: &[String]) -> Vec<String> {
    values.iter().map(|value| text_literal(value)).collect()
}

fn ints(values: &[i64]) -> Vec<String> {
    values.iter().map(|value| bound(*value)).collect()
}
