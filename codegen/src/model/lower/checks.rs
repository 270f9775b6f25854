//! Lowers the validation rules of fields: range, length, choices.

use super::values::describe_shape;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Span, Spanned};
use crate::model::{Check, Shape};
use crate::spec::yaml::Scalar;
use crate::spec::{Bounds, Choices, Field, Range, describe};

/// Lowers the rules of a field and reports those that do not apply to its type.
pub(super) fn lower(field: &Field, shape: &Shape, diagnostics: &mut Diagnostics) -> Vec<Check> {
    let range = field.range.as_ref().and_then(|range| lower_range(range, shape, diagnostics));
    let length = field.length.as_ref().and_then(|length| lower_length(length, shape, diagnostics));
    let one_of = field.one_of.as_ref().and_then(|choices| lower_one_of(choices, shape, diagnostics));
    if let (Some(range), Some(choices)) = (&field.range, &field.one_of) {
        let message = "`one_of` already restricts the values";
        let diagnostic = Diagnostic::new(Code::MeaninglessKey, range.span, message);
        diagnostics.push(diagnostic.secondary(choices.span, "the choices"));
    }
    [range, length, one_of].into_iter().flatten().collect()
}

/// The type that the rules apply to: the entries of a list, the values of a map.
fn entry(shape: &Shape) -> &Shape {
    match shape {
        Shape::List(inner) | Shape::Map(inner) => entry(inner),
        _ => shape,
    }
}

fn rule_on_wrong_type(span: Span, rule: &str, expected: &str, shape: &Shape) -> Diagnostic {
    let message = format!("{rule} applies to {expected}; this is {}", describe_shape(shape));
    Diagnostic::new(Code::RuleOnType, span, message)
}

fn lower_range(range: &Spanned<Range>, shape: &Shape, diagnostics: &mut Diagnostics) -> Option<Check> {
    match entry(shape) {
        Shape::Float => {
            let Bounds { low, high } = range.value.numbers;
            Some(Check::FloatRange(low.unwrap_or(f64::MIN), high.unwrap_or(f64::MAX)))
        }
        Shape::Int32 | Shape::Int64 | Shape::UInt64 => {
            let Some(Bounds { low, high }) = range.value.integers else {
                let message = "the bounds of an integer must be integers of 64 bits";
                diagnostics.push(Diagnostic::new(Code::BadRange, range.span, message));
                return None;
            };
            let is_below_zero = |end: &i64| *end < 0;
            if matches!(entry(shape), Shape::UInt64) && [low, high].iter().flatten().any(is_below_zero) {
                let message = "a `uint64` cannot be negative";
                diagnostics.push(Diagnostic::new(Code::BadRange, range.span, message).help("use `int64`"));
                return None;
            }
            let narrow = matches!(entry(shape), Shape::Int32);
            if narrow && [low, high].into_iter().flatten().any(|end| i32::try_from(end).is_err()) {
                let message = "this range does not fit into an `int32`";
                diagnostics.push(Diagnostic::new(Code::BadRange, range.span, message).help("use `int64`"));
                return None;
            }
            Some(Check::Range(low.unwrap_or(i64::MIN), high.unwrap_or(i64::MAX)))
        }
        other => {
            let diagnostic = rule_on_wrong_type(range.span, "`range`", "numbers", other);
            let sized = matches!(other, Shape::Text | Shape::Secret);
            diagnostics.push(if sized { diagnostic.help("did you mean `length`?") } else { diagnostic });
            None
        }
    }
}

fn lower_length(length: &Spanned<Bounds>, shape: &Shape, diagnostics: &mut Diagnostics) -> Option<Check> {
    let Bounds { low, high } = length.value;
    if !matches!(shape, Shape::Text | Shape::Secret | Shape::List(_) | Shape::Map(_)) {
        let diagnostic = rule_on_wrong_type(length.span, "`length`", "strings, lists and maps", shape);
        let number = matches!(shape, Shape::Int32 | Shape::Int64 | Shape::UInt64 | Shape::Float);
        diagnostics.push(if number { diagnostic.help("did you mean `range`?") } else { diagnostic });
        return None;
    }
    let (Ok(low), Ok(high)) = (u64::try_from(low.unwrap_or(0)), high.map(u64::try_from).transpose()) else {
        diagnostics.push(Diagnostic::new(Code::BadRange, length.span, "a length cannot be negative"));
        return None;
    };
    Some(Check::Length(low, high.unwrap_or(u64::MAX)))
}

fn lower_one_of(choices: &Choices, shape: &Shape, diagnostics: &mut Diagnostics) -> Option<Check> {
    let (texts, ints) = match entry(shape) {
        Shape::Text => (true, false),
        Shape::Int32 | Shape::Int64 | Shape::UInt64 => (false, true),
        other => {
            let diagnostic = rule_on_wrong_type(choices.span, "`one_of`", "strings and integers", other);
            let is_enum = matches!(other, Shape::TextEnum(_) | Shape::IntEnum(_));
            diagnostics.push(if is_enum {
                diagnostic.help("an enum already lists its values")
            } else {
                diagnostic
            });
            return None;
        }
    };
    let mut all_texts = Vec::new();
    let mut all_ints = Vec::new();
    let mut good = true;
    for choice in &choices.values {
        match choice.scalar() {
            Some(Scalar::Text(text)) if texts => all_texts.push(text),
            Some(Scalar::Int(value)) if ints => all_ints.push(value),
            Some(Scalar::Null) | None => good = false,
            Some(_) => {
                let kind = if texts { "a string" } else { "an integer" };
                let message = format!("expected {kind}, found {}", describe(choice));
                let diagnostic = Diagnostic::new(Code::BadChoice, choice.span, message);
                diagnostics.push(if texts {
                    diagnostic.help("put it in quotes to make it text")
                } else {
                    diagnostic
                });
                good = false;
            }
        }
    }
    if !good {
        return None;
    }
    Some(if texts { Check::OneOfText(all_texts) } else { Check::OneOfInt(all_ints) })
}
