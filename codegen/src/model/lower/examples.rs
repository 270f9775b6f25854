//! The arguments of `new` in the documentation's examples, as Rust expressions.

use heck::ToKebabCase;

use crate::model::{Check, DateTimeFormat, Field, NamedType, Service, Shape, Struct, Types};

/// Fills in the arguments of every operation of a service.
pub(super) fn fill(service: &mut Service) {
    for index in 0..service.operations.len() {
        let arguments = {
            let operation = &service.operations[index];
            let types = Types::of_operation(operation, service);
            let mut writer = Writer { types, within: Vec::new() };
            writer.arguments(&operation.request)
        };
        service.operations[index].example_arguments = arguments;
    }
}

struct Writer<'m> {
    types: Types<'m>,
    /// The structs that are being written: one that requires itself, in a list, would never end.
    within: Vec<&'m str>,
}

impl<'m> Writer<'m> {
    fn arguments(&mut self, of: &'m Struct) -> Vec<String> {
        of.fields.iter().filter(|field| field.required).map(|field| self.argument(field)).collect()
    }

    /// An argument of `new`: lists and maps are taken as iterators, most else through `Into`.
    fn argument(&mut self, field: &'m Field) -> String {
        if field.nullable {
            return match self.value(&field.shape, field, true) {
                Some(value) => format!("clouddb::Nullable::Value({value})"),
                None => "clouddb::Nullable::Null".to_owned(),
            };
        }
        match &field.shape {
            Shape::List(entry) => match self.value(entry, field, nested(entry)) {
                Some(value) => format!("[{value}]"),
                None => format!("Vec::<{}>::new()", named(entry)),
            },
            Shape::Map(value) => match self.value(value, field, nested(value)) {
                Some(value) => format!("[(\"key\", {value})]"),
                None => format!("std::collections::BTreeMap::<String, {}>::new()", named(value)),
            },
            shape => {
                self.value(shape, field, false).unwrap_or_else(|| format!("{}::default()", named(shape)))
            }
        }
    }

    /// A value; `exact` when it has to be of the very type. `None` when it would hold itself.
    fn value(&mut self, shape: &'m Shape, field: &'m Field, exact: bool) -> Option<String> {
        let text = |text: &str| if exact { format!("{text:?}.into()") } else { format!("{text:?}") };
        Some(match shape {
            Shape::Text => text(&plain(field)),
            Shape::Secret => text("secret"),
            Shape::Bool => scalar(field).unwrap_or_else(|| "true".to_owned()),
            Shape::Int32 | Shape::Int64 | Shape::UInt64 => int(field),
            Shape::Float => float(field),
            Shape::DateTime(format) => text(&time(field, format)),
            Shape::Any => text("value"),
            Shape::List(entry) => self
                .value(entry, field, true)
                .map_or_else(|| "Vec::new()".to_owned(), |value| format!("vec![{value}]")),
            Shape::Map(value) => match self.value(value, field, true) {
                Some(value) => format!("[(\"key\".into(), {value})].into()"),
                None => "std::collections::BTreeMap::new()".to_owned(),
            },
            Shape::Struct { name, .. } => {
                if self.within.contains(&name.as_str()) {
                    return None;
                }
                let (NamedType::Struct(of), types) = self.types.find(name)? else {
                    return None;
                };
                self.within.push(&of.name);
                let around = std::mem::replace(&mut self.types, types);
                let arguments = self.arguments(of);
                self.types = around;
                self.within.pop();
                format!("{name}::new({})", arguments.join(", "))
            }
            Shape::TextEnum(name) | Shape::IntEnum(name) => format!("{name}::{}", self.variant(name, field)?),
        })
    }

    /// The variant of the field's example, else the first that is not deprecated.
    fn variant(&self, name: &str, field: &Field) -> Option<String> {
        let (NamedType::Enum(of), _) = self.types.find(name)? else {
            return None;
        };
        let example = scalar(field);
        let shown = of.values.iter().find(|value| example.as_ref() == Some(&value.wire.to_string()));
        let current = of.values.iter().find(|value| value.deprecated.is_none());
        shown.or(current).or(of.values.first()).map(|value| value.variant.clone())
    }
}

/// Lists and maps inside lists and maps are taken by their very type.
fn nested(shape: &Shape) -> bool {
    matches!(shape, Shape::List(_) | Shape::Map(_))
}

fn named(shape: &Shape) -> String {
    match shape {
        Shape::Struct { name, .. } | Shape::TextEnum(name) | Shape::IntEnum(name) => name.clone(),
        _ => "_".to_owned(),
    }
}

/// The field's example as text: its own, or the first of its list.
fn scalar(field: &Field) -> Option<String> {
    let example = field.example.as_deref()?;
    let list: Option<Vec<serde_json::Value>> = match field.shape {
        Shape::List(_) => serde_json::from_str(example).ok(),
        Shape::Map(_) | Shape::Struct { .. } => return None,
        _ => None,
    };
    match list.as_deref() {
        Some([serde_json::Value::String(text), ..]) => Some(text.clone()),
        Some([serde_json::Value::Number(number), ..]) => Some(number.to_string()),
        Some(_) => None,
        None => Some(example.to_owned()),
    }
}

/// Text for a string: the example, a choice, or the field's own name.
fn plain(field: &Field) -> String {
    let choice = field.checks.iter().find_map(|check| match check {
        Check::OneOfText(all) => all.first().cloned(),
        _ => None,
    });
    scalar(field).or(choice).unwrap_or_else(|| field.wire.to_kebab_case())
}

fn int(field: &Field) -> String {
    let example = scalar(field).filter(|text| text.parse::<i64>().is_ok());
    let rule = field.checks.iter().find_map(|check| match check {
        Check::OneOfInt(all) => all.first().copied(),
        Check::Range(low, high) => Some(1.clamp(*low, *high)),
        _ => None,
    });
    example.unwrap_or_else(|| rule.unwrap_or(1).to_string())
}

fn float(field: &Field) -> String {
    let example = scalar(field).and_then(|text| text.parse::<f64>().ok()).filter(|value| value.is_finite());
    format!("{:?}", example.unwrap_or(1.0))
}

fn time(field: &Field, format: &DateTimeFormat) -> String {
    match (format, scalar(field)) {
        (DateTimeFormat::Pattern { .. }, Some(text)) => text,
        // Text that names its zone is understood whatever the format on the wire.
        _ => "2026-01-31T08:00:00Z".to_owned(),
    }
}
