//! Checks values in specs (defaults, examples, choices) against the types and rules of their fields.

use std::fmt::Write;

use super::datetime;
use super::scope::{Owner, Scope};
use crate::model::{Check, DateTimeFormat, Shape, WireValue};
use crate::spec::yaml::{Node, NodeKind, Scalar};
use crate::spec::{Value, describe};

/// Why a value is invalid.
pub(super) enum ValueError {
    /// It does not have the field's type.
    Type(String),
    /// It violates a rule of its type.
    Rule(String),
}

/// Checks values against shapes.
pub(super) struct ValueChecker<'s, 'a> {
    pub(super) scope: &'s Scope<'a>,
    pub(super) owner: Owner,
}

impl ValueChecker<'_, '_> {
    /// Converts a scalar of type `shape` to its wire value.
    pub(super) fn check_scalar(&self, node: &Node, shape: &Shape) -> Result<WireValue, ValueError> {
        let Some(scalar) = node.scalar() else {
            return Err(mismatch(node, shape));
        };
        let value = match (shape, scalar) {
            (Shape::Text | Shape::Secret, Scalar::Text(text)) => WireValue::Text(text),
            (Shape::Bool, Scalar::Bool(flag)) => WireValue::Bool(flag),
            (Shape::Int64, Scalar::Int(value)) => WireValue::Int(value),
            (Shape::UInt64, Scalar::Int(value)) if value >= 0 => WireValue::Int(value),
            (Shape::Int32, Scalar::Int(value)) => {
                if i32::try_from(value).is_err() {
                    return Err(ValueError::Type(format!("`{value}` does not fit into 32 bits")));
                }
                WireValue::Int(value)
            }
            (Shape::Float, Scalar::Int(value)) => WireValue::Float(value as f64),
            (Shape::Float, Scalar::Float(value)) => WireValue::Float(value),
            (Shape::DateTime(format), scalar) => return check_time(node, format, scalar),
            (Shape::TextEnum(name), Scalar::Text(text)) => {
                return self.check_member(name, WireValue::Text(text));
            }
            (Shape::IntEnum(name), Scalar::Int(value)) => {
                return self.check_member(name, WireValue::Int(value));
            }
            (Shape::Any, Scalar::Text(text)) => WireValue::Text(text),
            (Shape::Any, Scalar::Bool(flag)) => WireValue::Bool(flag),
            (Shape::Any, Scalar::Int(value)) => WireValue::Int(value),
            (Shape::Any, Scalar::Float(value)) => WireValue::Float(value),
            _ => return Err(mismatch(node, shape)),
        };
        Ok(value)
    }

    fn check_member(&self, name: &str, value: WireValue) -> Result<WireValue, ValueError> {
        let Some(declared) = self.scope.get(name, self.owner) else {
            return Ok(value);
        };
        let values = &declared.def.values;
        if values.iter().any(|known| wire_value(known).as_ref() == Some(&value)) {
            return Ok(value);
        }
        let shown = value.to_string();
        let named = values.iter().find(|known| known.name.as_ref().is_some_and(|name| name.value == shown));
        let mut message = format!("`{shown}` is not a value of `{name}`");
        match named.and_then(wire_value) {
            Some(wire) => {
                let _ = write!(message, "; its wire value is `{}`", wire);
            }
            None => {
                let all: Vec<String> =
                    values.iter().filter_map(wire_value).map(|value| value.to_string()).collect();
                let all = crate::diagnostics::join_list(all.iter().map(String::as_str), "and");
                let _ = write!(message, ", which has {all}");
            }
        }
        Err(ValueError::Rule(message))
    }

    /// Converts a default of type `shape` to its wire value: a scalar or a list of scalars.
    pub(super) fn check_default(&self, node: &Node, shape: &Shape) -> Result<WireValue, ValueError> {
        match (shape, &node.kind) {
            (Shape::List(entry), NodeKind::List(items)) => {
                let values: Result<Vec<_>, _> =
                    items.iter().map(|item| self.check_default(item, entry)).collect();
                values.map(WireValue::List)
            }
            // As on pages, a list with one entry is written as the entry.
            (Shape::List(entry), NodeKind::Scalar { .. }) => {
                Ok(WireValue::List(vec![self.check_scalar(node, entry)?]))
            }
            _ => self.check_scalar(node, shape),
        }
    }

    /// Checks that a value, nested or not, has the type `shape`.
    pub(super) fn check_value(&self, node: &Node, shape: &Shape) -> Result<(), ValueError> {
        match (shape, &node.kind) {
            (Shape::Any, _) => Ok(()),
            (Shape::List(entry), NodeKind::List(items)) => {
                items.iter().try_for_each(|item| self.check_value(item, entry))
            }
            (Shape::Map(value), NodeKind::Map { entries, .. }) => {
                entries.iter().try_for_each(|entry| self.check_value(&entry.value, value))
            }
            (Shape::Struct(name), NodeKind::Map { entries, .. }) => {
                let Some(declared) = self.scope.get(name, self.owner) else {
                    return Ok(());
                };
                for entry in entries {
                    let key = &entry.key.value;
                    if !declared.def.fields.iter().any(|field| field.name.value == *key) {
                        return Err(ValueError::Type(format!("`{name}` has no field `{key}`")));
                    }
                }
                Ok(())
            }
            (Shape::List(_) | Shape::Map(_) | Shape::Struct(_), _) => Err(mismatch(node, shape)),
            _ => self.check_scalar(node, shape).map(|_| ()),
        }
    }
}

fn check_time(node: &Node, format: &DateTimeFormat, scalar: Scalar) -> Result<WireValue, ValueError> {
    match (format, scalar) {
        (DateTimeFormat::Pattern { pattern, .. }, Scalar::Text(text))
            if datetime::matches(pattern, &text) =>
        {
            Ok(WireValue::Text(text))
        }
        (DateTimeFormat::Pattern { pattern, .. }, Scalar::Text(text)) => {
            Err(ValueError::Type(format!("`{text}` does not have the format `{pattern}`")))
        }
        (DateTimeFormat::UnixSeconds | DateTimeFormat::UnixMillis, Scalar::Int(value)) => {
            Ok(WireValue::Int(value))
        }
        (DateTimeFormat::UnixSecondsText | DateTimeFormat::UnixMillisText, Scalar::Text(text))
            if text.parse::<i64>().is_ok() =>
        {
            Ok(WireValue::Text(text))
        }
        _ => Err(ValueError::Type(format!("expected a datetime, found {}", describe(node)))),
    }
}

fn mismatch(node: &Node, shape: &Shape) -> ValueError {
    ValueError::Type(format!("expected {}, found {}", describe_shape(shape), describe(node)))
}

/// Describes a type in a message: `a list of strings`.
pub(super) fn describe_shape(shape: &Shape) -> String {
    match shape {
        Shape::Text => "a string".to_owned(),
        Shape::Secret => "a secret string".to_owned(),
        Shape::Bool => "a boolean".to_owned(),
        Shape::Int32 | Shape::Int64 => "an integer".to_owned(),
        Shape::UInt64 => "an integer that is not negative".to_owned(),
        Shape::Float => "a number".to_owned(),
        Shape::DateTime(_) => "a datetime".to_owned(),
        Shape::Any => "any value".to_owned(),
        Shape::List(entry) => format!("a list of {}", describe_plural(entry)),
        Shape::Map(value) => format!("a map of {}", describe_plural(value)),
        Shape::Struct(name) | Shape::TextEnum(name) | Shape::IntEnum(name) => format!("a `{name}`"),
    }
}

fn describe_plural(shape: &Shape) -> String {
    match shape {
        Shape::Text => "strings".to_owned(),
        Shape::Secret => "secret strings".to_owned(),
        Shape::Bool => "booleans".to_owned(),
        Shape::Int32 | Shape::Int64 => "integers".to_owned(),
        Shape::UInt64 => "integers that are not negative".to_owned(),
        Shape::Float => "numbers".to_owned(),
        Shape::DateTime(_) => "datetimes".to_owned(),
        Shape::Any => "any values".to_owned(),
        Shape::List(_) => "lists".to_owned(),
        Shape::Map(_) => "maps".to_owned(),
        Shape::Struct(name) | Shape::TextEnum(name) | Shape::IntEnum(name) => format!("`{name}`s"),
    }
}

/// The wire value of an enum's value, if it is valid.
pub(super) fn wire_value(value: &Value) -> Option<WireValue> {
    match (&value.wire, &value.name) {
        (Some(node), _) => match node.scalar()? {
            Scalar::Text(text) => Some(WireValue::Text(text)),
            Scalar::Int(value) => Some(WireValue::Int(value)),
            _ => None,
        },
        (None, Some(name)) => Some(WireValue::Text(name.value.clone())),
        (None, None) => None,
    }
}

/// The first of the field's rules that `value` violates, as a message.
pub(super) fn broken_rule(value: &WireValue, checks: &[Check]) -> Option<String> {
    checks.iter().find_map(|check| match (check, value) {
        (Check::Length(low, high), WireValue::List(values)) => {
            let length = values.len() as u64;
            let outside = length < *low || length > *high;
            outside.then(|| format!("has {length} entries, which is outside the field's length"))
        }
        (check, WireValue::List(values)) => {
            values.iter().find_map(|value| broken_rule(value, std::slice::from_ref(check)))
        }
        (Check::FloatRange(low, high), WireValue::Float(value)) if value < low || value > high => {
            Some(format!("`{value}` is outside the field's range"))
        }
        (Check::Range(low, high), WireValue::Int(value)) if value < low || value > high => {
            Some(format!("`{value}` is outside the field's range"))
        }
        (Check::Length(low, high), WireValue::Text(text)) => {
            let length = text.chars().count() as u64;
            let outside = length < *low || length > *high;
            outside.then(|| format!("`{text}` has {length} characters, which is outside the field's length"))
        }
        (Check::OneOfText(all), WireValue::Text(text)) if !all.contains(text) => {
            let all = crate::diagnostics::join_list(all.iter().map(String::as_str), "and");
            Some(format!("`{text}` is not one of the field's choices {all}"))
        }
        (Check::OneOfInt(all), WireValue::Int(value)) if !all.contains(value) => {
            let all: Vec<String> = all.iter().map(i64::to_string).collect();
            let all = crate::diagnostics::join_list(all.iter().map(String::as_str), "and");
            Some(format!("`{value}` is not one of the field's choices {all}"))
        }
        _ => None,
    })
}

/// A value as text: a scalar unchanged, anything else as JSON.
pub(super) fn to_text(node: &Node) -> String {
    match &node.kind {
        NodeKind::Scalar { text, .. } => text.clone(),
        _ => node.to_json().to_string(),
    }
}
