//! What a field's values must satisfy: range, length, choices.

use super::values::name;
use crate::diagnostics::{Code, Diagnostic, Faults, Span, Spanned};
use crate::model::{Check, Shape};
use crate::spec::yaml::Scalar;
use crate::spec::{Bounds, Choices, Field, Range, found};

/// The checks of a field; what does not fit its type is among the faults.
pub(super) fn lower(field: &Field, shape: &Shape, faults: &mut Faults) -> Vec<Check> {
    let range = field.range.as_ref().and_then(|range| self::range(range, shape, faults));
    let length = field.length.as_ref().and_then(|length| self::length(length, shape, faults));
    let one_of = field.one_of.as_ref().and_then(|choices| one_of(choices, shape, faults));
    if let (Some(range), Some(choices)) = (&field.range, &field.one_of) {
        let message = "the choices say already how great a value can be";
        let fault = Diagnostic::new(Code::MeaninglessKey, range.span, message);
        faults.push(fault.beside(choices.span, "the choices"));
    }
    [range, length, one_of].into_iter().flatten().collect()
}

/// Checks of a list are those of its entries, checks of a map those of its values.
fn entry(shape: &Shape) -> &Shape {
    match shape {
        Shape::List(inner) | Shape::Map(inner) => entry(inner),
        _ => shape,
    }
}

fn misfit(span: Span, rule: &str, of: &str, shape: &Shape) -> Diagnostic {
    let message = format!("{rule} is a rule for {of}, and this is {}", name(shape));
    Diagnostic::new(Code::RuleOnType, span, message)
}

fn range(range: &Spanned<Range>, shape: &Shape, faults: &mut Faults) -> Option<Check> {
    match entry(shape) {
        Shape::Float => {
            let Bounds { low, high } = range.value.numbers;
            Some(Check::FloatRange(low.unwrap_or(f64::MIN), high.unwrap_or(f64::MAX)))
        }
        Shape::Int32 | Shape::Int64 | Shape::UInt64 => {
            let Some(Bounds { low, high }) = range.value.integers else {
                let message = "the range of an integer has whole ends that fit into 64 bits";
                faults.push(Diagnostic::new(Code::BadRange, range.span, message));
                return None;
            };
            let is_below_zero = |end: &i64| *end < 0;
            if matches!(entry(shape), Shape::UInt64) && [low, high].iter().flatten().any(is_below_zero) {
                let message = "a `uint64` is never negative";
                faults.push(Diagnostic::new(Code::BadRange, range.span, message).help("make it an `int64`"));
                return None;
            }
            let narrow = matches!(entry(shape), Shape::Int32);
            if narrow && [low, high].into_iter().flatten().any(|end| i32::try_from(end).is_err()) {
                let message = "an `int32` has no room for this range";
                faults.push(Diagnostic::new(Code::BadRange, range.span, message).help("make it an `int64`"));
                return None;
            }
            Some(Check::Range(low.unwrap_or(i64::MIN), high.unwrap_or(i64::MAX)))
        }
        other => {
            let fault = misfit(range.span, "`range`", "numbers", other);
            let sized = matches!(other, Shape::Text | Shape::Secret);
            faults.push(if sized { fault.help("did you mean `length`?") } else { fault });
            None
        }
    }
}

fn length(length: &Spanned<Bounds>, shape: &Shape, faults: &mut Faults) -> Option<Check> {
    let Bounds { low, high } = length.value;
    if !matches!(shape, Shape::Text | Shape::Secret | Shape::List(_) | Shape::Map(_)) {
        let fault = misfit(length.span, "`length`", "strings, lists and maps", shape);
        let number = matches!(shape, Shape::Int32 | Shape::Int64 | Shape::UInt64 | Shape::Float);
        faults.push(if number { fault.help("did you mean `range`?") } else { fault });
        return None;
    }
    let (Ok(low), Ok(high)) = (u64::try_from(low.unwrap_or(0)), high.map(u64::try_from).transpose()) else {
        faults.push(Diagnostic::new(Code::BadRange, length.span, "nothing has a negative length"));
        return None;
    };
    Some(Check::Length(low, high.unwrap_or(u64::MAX)))
}

fn one_of(choices: &Choices, shape: &Shape, faults: &mut Faults) -> Option<Check> {
    let (texts, ints) = match entry(shape) {
        Shape::Text => (true, false),
        Shape::Int32 | Shape::Int64 | Shape::UInt64 => (false, true),
        other => {
            let fault = misfit(choices.span, "`one_of`", "strings and integers", other);
            let is_enum = matches!(other, Shape::TextEnum(_) | Shape::IntEnum(_));
            faults.push(if is_enum { fault.help("the enum itself says what there is") } else { fault });
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
                let message = format!("this choice is to be {kind}, and is {}", found(choice));
                let fault = Diagnostic::new(Code::BadChoice, choice.span, message);
                faults.push(if texts { fault.help("put it in quotes to make it text") } else { fault });
                good = false;
            }
        }
    }
    if !good {
        return None;
    }
    Some(if texts { Check::OneOfText(all_texts) } else { Check::OneOfInt(all_ints) })
}
