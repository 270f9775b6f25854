//! Values in specs (defaults, examples, choices) against the types and rules of their fields.

use std::fmt::Write;

use super::datetime;
use super::scope::{Owner, Scope};
use crate::model::{Check, DateTimeFormat, Shape, WireValue};
use crate::spec::yaml::{Node, NodeKind, Scalar};
use crate::spec::{Value, found};

/// What is wrong with a value.
pub(super) enum Wrong {
    /// It is not of the field's type.
    Type(String),
    /// It is, but breaks a rule.
    Rule(String),
}

/// Holds values against shapes.
pub(super) struct Judge<'s, 'a> {
    pub(super) scope: &'s Scope<'a>,
    pub(super) owner: Owner,
}

impl Judge<'_, '_> {
    /// A scalar as the wire has it, if it is of `shape`.
    pub(super) fn scalar(&self, node: &Node, shape: &Shape) -> Result<WireValue, Wrong> {
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
                    return Err(Wrong::Type(format!("`{value}` has no room in 32 bits")));
                }
                WireValue::Int(value)
            }
            (Shape::Float, Scalar::Int(value)) => WireValue::Float(value as f64),
            (Shape::Float, Scalar::Float(value)) => WireValue::Float(value),
            (Shape::DateTime(format), scalar) => return time(node, format, scalar),
            (Shape::TextEnum(name), Scalar::Text(text)) => return self.member(name, WireValue::Text(text)),
            (Shape::IntEnum(name), Scalar::Int(value)) => return self.member(name, WireValue::Int(value)),
            (Shape::Any, Scalar::Text(text)) => WireValue::Text(text),
            (Shape::Any, Scalar::Bool(flag)) => WireValue::Bool(flag),
            (Shape::Any, Scalar::Int(value)) => WireValue::Int(value),
            (Shape::Any, Scalar::Float(value)) => WireValue::Float(value),
            _ => return Err(mismatch(node, shape)),
        };
        Ok(value)
    }

    fn member(&self, name: &str, value: WireValue) -> Result<WireValue, Wrong> {
        let Some(declared) = self.scope.get(name, self.owner) else {
            return Ok(value);
        };
        let values = &declared.def.values;
        if values.iter().any(|known| wire(known).as_ref() == Some(&value)) {
            return Ok(value);
        }
        let shown = value.to_string();
        let named = values.iter().find(|known| known.name.as_ref().is_some_and(|name| name.value == shown));
        let mut message = format!("`{shown}` is not a value of `{name}`");
        match named.and_then(wire) {
            Some(wire) => {
                let _ = write!(message, "; on the wire that one is `{}`", wire);
            }
            None => {
                let all: Vec<String> =
                    values.iter().filter_map(wire).map(|value| value.to_string()).collect();
                let all = crate::diagnostics::listed(all.iter().map(String::as_str), "and");
                let _ = write!(message, ", which has {all}");
            }
        }
        Err(Wrong::Rule(message))
    }

    /// A default as the wire has it, if it is of `shape`: a scalar, or scalars where a list is meant.
    pub(super) fn default(&self, node: &Node, shape: &Shape) -> Result<WireValue, Wrong> {
        match (shape, &node.kind) {
            (Shape::List(entry), NodeKind::List(items)) => {
                let values: Result<Vec<_>, _> = items.iter().map(|item| self.default(item, entry)).collect();
                values.map(WireValue::List)
            }
            // The only entry of a list is written as pages write it.
            (Shape::List(entry), NodeKind::Scalar { .. }) => {
                Ok(WireValue::List(vec![self.scalar(node, entry)?]))
            }
            _ => self.scalar(node, shape),
        }
    }

    /// Whether a value of any depth is of `shape`.
    pub(super) fn value(&self, node: &Node, shape: &Shape) -> Result<(), Wrong> {
        match (shape, &node.kind) {
            (Shape::Any, _) => Ok(()),
            (Shape::List(entry), NodeKind::List(items)) => {
                items.iter().try_for_each(|item| self.value(item, entry))
            }
            (Shape::Map(value), NodeKind::Map { entries, .. }) => {
                entries.iter().try_for_each(|entry| self.value(&entry.value, value))
            }
            (Shape::Struct { name, .. }, NodeKind::Map { entries, .. }) => {
                let Some(declared) = self.scope.get(name, self.owner) else {
                    return Ok(());
                };
                for entry in entries {
                    let key = &entry.key.value;
                    if !declared.def.fields.iter().any(|field| field.name.value == *key) {
                        return Err(Wrong::Type(format!("`{name}` has no field `{key}`")));
                    }
                }
                Ok(())
            }
            (Shape::List(_) | Shape::Map(_) | Shape::Struct { .. }, _) => Err(mismatch(node, shape)),
            _ => self.scalar(node, shape).map(|_| ()),
        }
    }
}

fn time(node: &Node, format: &DateTimeFormat, scalar: Scalar) -> Result<WireValue, Wrong> {
    match (format, scalar) {
        (DateTimeFormat::Pattern { pattern, .. }, Scalar::Text(text))
            if datetime::matches(pattern, &text) =>
        {
            Ok(WireValue::Text(text))
        }
        (DateTimeFormat::Pattern { pattern, .. }, Scalar::Text(text)) => {
            Err(Wrong::Type(format!("`{text}` is not written like `{pattern}`")))
        }
        (DateTimeFormat::UnixSeconds | DateTimeFormat::UnixMillis, Scalar::Int(value)) => {
            Ok(WireValue::Int(value))
        }
        (DateTimeFormat::UnixSecondsText | DateTimeFormat::UnixMillisText, Scalar::Text(text))
            if text.parse::<i64>().is_ok() =>
        {
            Ok(WireValue::Text(text))
        }
        _ => Err(Wrong::Type(format!("expected a datetime, found {}", found(node)))),
    }
}

fn mismatch(node: &Node, shape: &Shape) -> Wrong {
    Wrong::Type(format!("expected {}, found {}", name(shape), found(node)))
}

/// A shape, for sentences.
pub(super) fn name(shape: &Shape) -> String {
    match shape {
        Shape::Text => "a string".to_owned(),
        Shape::Secret => "a secret string".to_owned(),
        Shape::Bool => "a boolean".to_owned(),
        Shape::Int32 | Shape::Int64 => "an integer".to_owned(),
        Shape::UInt64 => "an integer that is not negative".to_owned(),
        Shape::Float => "a number".to_owned(),
        Shape::DateTime(_) => "a datetime".to_owned(),
        Shape::Any => "any value".to_owned(),
        Shape::List(entry) => format!("a list of {}", plural(entry)),
        Shape::Map(value) => format!("a map of {}", plural(value)),
        Shape::Struct { name, .. } | Shape::TextEnum(name) | Shape::IntEnum(name) => format!("a `{name}`"),
    }
}

fn plural(shape: &Shape) -> String {
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
        Shape::Struct { name, .. } | Shape::TextEnum(name) | Shape::IntEnum(name) => format!("`{name}`s"),
    }
}

/// The wire value of an enum's value, if it has a good one.
pub(super) fn wire(value: &Value) -> Option<WireValue> {
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

/// What `value` breaks of its field's rules.
pub(super) fn against(value: &WireValue, checks: &[Check]) -> Option<String> {
    checks.iter().find_map(|check| match (check, value) {
        (Check::Length(low, high), WireValue::List(values)) => {
            let length = values.len() as u64;
            let outside = length < *low || length > *high;
            outside.then(|| format!("has {length} entries, which is outside of the field's length"))
        }
        (check, WireValue::List(values)) => {
            values.iter().find_map(|value| against(value, std::slice::from_ref(check)))
        }
        (Check::FloatRange(low, high), WireValue::Float(value)) if value < low || value > high => {
            Some(format!("`{value}` is outside of the field's range"))
        }
        (Check::Range(low, high), WireValue::Int(value)) if value < low || value > high => {
            Some(format!("`{value}` is outside of the field's range"))
        }
        (Check::Length(low, high), WireValue::Text(text)) => {
            let length = text.chars().count() as u64;
            let outside = length < *low || length > *high;
            outside
                .then(|| format!("`{text}` has {length} characters, which is outside of the field's length"))
        }
        (Check::OneOfText(all), WireValue::Text(text)) if !all.contains(text) => {
            let all = crate::diagnostics::listed(all.iter().map(String::as_str), "and");
            Some(format!("`{text}` is not among the field's choices {all}"))
        }
        (Check::OneOfInt(all), WireValue::Int(value)) if !all.contains(value) => {
            let all: Vec<String> = all.iter().map(i64::to_string).collect();
            let all = crate::diagnostics::listed(all.iter().map(String::as_str), "and");
            Some(format!("`{value}` is not among the field's choices {all}"))
        }
        _ => None,
    })
}

/// A value as text: a scalar as it is, anything else as JSON.
pub(super) fn text(node: &Node) -> String {
    match &node.kind {
        NodeKind::Scalar { text, .. } => text.clone(),
        _ => node.to_json().to_string(),
    }
}
