//! Lowers enums: variants and wire values.

use super::fields::ReplacementNames;
use super::names;
use super::values::wire_value;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Span};
use crate::model::{Enum, EnumValue, WireValue};
use crate::spec::{TypeDef, Value, describe};

/// Lowers an enum.
pub(super) fn lower(def: &TypeDef, has_int_values: bool, diagnostics: &mut Diagnostics) -> Enum {
    let mut values: Vec<(EnumValue, Span)> = Vec::new();
    for value in &def.values {
        let Some((lowered, span)) = lower_value(value, def, has_int_values, diagnostics) else { continue };
        if let Some((_, first)) = values.iter().find(|(before, _)| before.wire == lowered.wire) {
            let message = format!("the enum `{}` has the value `{}` twice", def.name.value, lowered.wire);
            diagnostics
                .push(Diagnostic::new(Code::DuplicateValue, span, message).secondary(*first, "first here"));
            continue;
        }
        if let Some((before, first)) = values.iter().find(|(before, _)| before.variant == lowered.variant) {
            let message = format!(
                "`{}` and `{}` are the same variant `{}` in Rust",
                before.wire, lowered.wire, lowered.variant
            );
            let diagnostic =
                Diagnostic::new(Code::NameCollision, span, message).secondary(*first, "the other is here");
            diagnostics.push(diagnostic.help("rename one: `Name: wire value`"));
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

fn lower_value(
    value: &Value,
    def: &TypeDef,
    has_int_values: bool,
    diagnostics: &mut Diagnostics,
) -> Option<(EnumValue, Span)> {
    let span = value.wire.as_ref().map(|wire| wire.span).or(value.name.as_ref().map(|name| name.span))?;
    let wire = match wire_value(value) {
        Some(wire) if matches!(wire, WireValue::Int(_)) == has_int_values => wire,
        _ => {
            diagnostics.push(bad_wire_value(value, span, has_int_values));
            return None;
        }
    };
    let shown = wire.to_string();
    let (variant, span) = match &value.name {
        Some(name) if names::is_camel(&name.value) => (names::variant(&name.value), name.span),
        Some(name) => {
            let message = format!("`{}` is not a valid variant name", name.value);
            let diagnostic = Diagnostic::new(Code::BadName, name.span, message);
            diagnostics.push(match names::camel(&name.value) {
                Some(camel) => diagnostic.help(format!("write `{camel}: {{value: {shown}, doc: …}}`")),
                None => diagnostic.help(
                    "a variant name starts with a capital letter and contains only ASCII letters and digits",
                ),
            });
            return None;
        }
        None => match names::variant_from_wire(&shown) {
            Some(variant) => (variant, span),
            None => {
                let message = format!("the value `{shown}` has no variant name");
                let diagnostic = Diagnostic::new(Code::BadName, span, message);
                diagnostics.push(diagnostic.help("name it: `Name: wire value`"));
                return None;
            }
        },
    };
    let doc = value.doc.clone().unwrap_or_else(|| format!("`{shown}` on the wire."));
    let deprecated = value.deprecated.as_ref().map(|deprecated| {
        let replacement = |name: &str| {
            let other = def.values.iter().find(|other| spec_name(other).as_deref() == Some(name))?;
            spec_name(other).map(|name| names::variant(&name))
        };
        let others: Vec<String> = def.values.iter().filter_map(spec_name).collect();
        let own_name = spec_name(value).unwrap_or_default();
        ReplacementNames {
            own_name: &own_name,
            others: &others,
            is_complete: true,
            noun: "value",
            code: Code::UnknownReplacement,
        }
        .lower(deprecated, replacement, diagnostics)
    });
    Some((EnumValue { variant, wire, doc, deprecated }, span))
}

/// The name of a value in specs: its own, or the one derived from its wire value.
pub(super) fn spec_name(value: &Value) -> Option<String> {
    match &value.name {
        Some(name) => Some(name.value.clone()),
        None => names::variant_from_wire(&wire_value(value)?.to_string()),
    }
}

/// Whether a value's name is only derived from its number, such as `N5`.
pub(crate) fn has_made_up_name(value: &Value) -> bool {
    let Some(wire) = wire_value(value) else { return false };
    let shown = wire.to_string();
    let is_number = shown.trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit());
    is_number && spec_name(value) == names::variant_from_wire(&shown)
}

fn bad_wire_value(value: &Value, span: Span, has_int_values: bool) -> Diagnostic {
    let kind = if has_int_values { "integers" } else { "strings" };
    let Some(node) = &value.wire else {
        let message = format!("this is an enum of {kind}, so a value is required");
        return Diagnostic::new(Code::BadEnumValue, span, message)
            .help("write `Name: 1` or `Name: {value: 1, doc: …}`");
    };
    let message = format!("this is an enum of {kind}, found {}", describe(node));
    let diagnostic = Diagnostic::new(Code::BadEnumValue, span, message);
    if has_int_values {
        diagnostic
    } else {
        diagnostic.help(format!("put it in quotes: \"{}\"", super::values::to_text(node)))
    }
}
