//! The static table of a struct: what decoding, encoding, validation and the mock cloud go by.

use heck::ToSnakeCase;

use super::super::chain::{self, Chain};
use super::super::layout::{Visibility, plain, text_literal};
use super::super::shape;
use crate::model::{Check, Field, Place, Struct, StructRole};

/// The table.
pub(super) fn text(of: &Struct, visibility: Visibility) -> String {
    let visible = match visibility {
        Visibility::File => "",
        Visibility::Service => "pub(super) ",
    };
    let fields = chain::slice(of.fields.iter().map(|field| self::field(field, of.role)), 4);
    format!(
        "{visible}static {}: Table = Table {{\n    name: {},\n    fields: {fields},\n}};",
        of.table,
        text_literal(&of.name)
    )
}

fn field(field: &Field, role: StructRole) -> Chain {
    let mut chain = Chain::new("Field::new(", vec![text_literal(&field.wire), shape::kind(&field.shape)]);
    // The runtime makes the Rust name out of the wire name where that is all there is to it.
    let ident = plain(&field.ident);
    if ident != field.wire.to_snake_case() {
        chain.call(".ident(", vec![text_literal(ident)], ")");
    }
    if field.is_always_set(role) {
        chain.plain(".required()");
    }
    if field.takes_null(role) {
        chain.plain(".nullable()");
    }
    match field.place {
        Place::Path => chain.plain(".place(Place::Path)"),
        Place::Query => chain.plain(".place(Place::Query)"),
        Place::Header => chain.plain(".place(Place::Header)"),
        Place::Body => {}
    }
    if field.json {
        chain.plain(".json()");
    }
    if let Some(inner) = &field.wrapped {
        chain.call(".wrapped(", vec![text_literal(inner)], ")");
    }
    match field.checks.as_slice() {
        [] => {}
        [Check::OneOfText(values)] => chain.call(".checks(&[Check::OneOfText(&[", texts(values), "])])"),
        [Check::OneOfInt(values)] => chain.call(".checks(&[Check::OneOfInt(&[", ints(values), "])])"),
        checks => chain.call(".checks(&[", checks.iter().map(check).collect(), "])"),
    }
    if !field.not_with.is_empty() {
        chain.call(".not_with(&[", texts(&field.not_with), "])");
    }
    chain
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
