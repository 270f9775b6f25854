//! Enums: variants and their wire values.

use super::fields::Deprecations;
use super::names;
use super::values::wire;
use crate::diagnostics::{Code, Diagnostic, Faults, Span};
use crate::model::{Enum, EnumValue, WireValue};
use crate::spec::{TypeDef, Value, found};

/// Lowers a type that is an enum.
pub(super) fn lower(def: &TypeDef, of_ints: bool, faults: &mut Faults) -> Enum {
    let mut values: Vec<(EnumValue, Span)> = Vec::new();
    for value in &def.values {
        let Some((lowered, span)) = one(value, def, of_ints, faults) else { continue };
        if let Some((_, first)) = values.iter().find(|(before, _)| before.wire == lowered.wire) {
            let message = format!("the enum `{}` has the value `{}` twice", def.name.value, lowered.wire);
            faults.push(Diagnostic::new(Code::DuplicateValue, span, message).beside(*first, "first here"));
            continue;
        }
        if let Some((before, first)) = values.iter().find(|(before, _)| before.variant == lowered.variant) {
            let message = format!(
                "`{}` and `{}` are the same variant `{}` in Rust",
                before.wire, lowered.wire, lowered.variant
            );
            let fault = Diagnostic::new(Code::NamesMeet, span, message).beside(*first, "the other is here");
            faults.push(fault.help("give one another name: `Name: wire value`"));
            continue;
        }
        values.push((lowered, span));
    }
    Enum {
        name: def.name.value.clone(),
        doc: def.doc.clone(),
        values: values.into_iter().map(|(value, _)| value).collect(),
    }
}

fn one(value: &Value, def: &TypeDef, of_ints: bool, faults: &mut Faults) -> Option<(EnumValue, Span)> {
    let span = value.wire.as_ref().map(|wire| wire.span).or(value.name.as_ref().map(|name| name.span))?;
    let wire = match wire(value) {
        Some(wire) if matches!(wire, WireValue::Int(_)) == of_ints => wire,
        _ => {
            faults.push(bad_wire(value, span, of_ints));
            return None;
        }
    };
    let shown = wire.to_string();
    let (variant, span) = match &value.name {
        Some(name) if names::is_camel(&name.value) => (names::variant(&name.value), name.span),
        Some(name) => {
            let message = format!("`{}` is not written as variants are", name.value);
            let fault = Diagnostic::new(Code::BadName, name.span, message);
            faults.push(match names::camel(&name.value) {
                Some(camel) => fault.help(format!("write `{camel}: {{value: {shown}, doc: …}}`")),
                None => fault
                    .help("a variant starts with a capital letter, and has only letters and digits of ASCII"),
            });
            return None;
        }
        None => match names::variant_of(&shown) {
            Some(variant) => (variant, span),
            None => {
                let message = format!("no name can be made of the value `{shown}`");
                let fault = Diagnostic::new(Code::BadName, span, message);
                faults.push(fault.help("name it: `Name: wire value`"));
                return None;
            }
        },
    };
    let doc = value.doc.clone().unwrap_or_else(|| format!("`{shown}` on the wire."));
    let deprecated = value.deprecated.as_ref().map(|deprecated| {
        let replacement = |name: &str| {
            let other = def.values.iter().find(|other| called(other).as_deref() == Some(name))?;
            called(other).map(|name| names::variant(&name))
        };
        let others: Vec<String> = def.values.iter().filter_map(called).collect();
        let itself = called(value).unwrap_or_default();
        Deprecations { itself: &itself, others: &others, what: "value", code: Code::UnknownReplacement }
            .lower(deprecated, replacement, faults)
    });
    Some((EnumValue { variant, wire, doc, deprecated }, span))
}

/// What specs call a value: its name, or the one that is made of its wire value.
pub(super) fn called(value: &Value) -> Option<String> {
    match &value.name {
        Some(name) => Some(name.value.clone()),
        None => names::variant_of(&wire(value)?.to_string()),
    }
}

/// Whether a value's name is made of its number alone, such as `N5`: it tells nothing that the number does not.
pub(crate) fn is_made_up(value: &Value) -> bool {
    let Some(wire) = wire(value) else { return false };
    let shown = wire.to_string();
    let is_number = shown.trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit());
    is_number && called(value) == names::variant_of(&shown)
}

fn bad_wire(value: &Value, span: Span, of_ints: bool) -> Diagnostic {
    let kind = if of_ints { "integers" } else { "strings" };
    let Some(node) = &value.wire else {
        let message = format!("this enum is one of {kind}, so its value has to be given");
        return Diagnostic::new(Code::BadEnumValue, span, message)
            .help("write `Name: 1` or `Name: {value: 1, doc: …}`");
    };
    let message = format!("this enum is one of {kind}, found {}", found(node));
    let fault = Diagnostic::new(Code::BadEnumValue, span, message);
    if of_ints { fault } else { fault.help(format!("put it in quotes: \"{}\"", super::values::text(node))) }
}
