//! The arguments of `new` in the documentation's examples, as Rust expressions.

use heck::ToKebabCase;

use crate::model::{Check, DateTimeFormat, Field, NamedType, Service, Shape, Struct, Types};

/// Sets the example arguments of every operation of a service.
pub(super) fn fill_arguments(service: &mut Service) {
    for index in 0..service.operations.len() {
        let arguments = {
            let operation = &service.operations[index];
            let types = Types::from_operation(operation, service);
            let mut writer = Writer { types, enclosing: Vec::new() };
            writer.arguments(&operation.request)
        };
        service.operations[index].example_arguments = arguments;
    }
}

struct Writer<'m> {
    types: Types<'m>,
    /// The enclosing structs: one that requires itself, in a list, would recurse without end.
    enclosing: Vec<&'m str>,
}

impl<'m> Writer<'m> {
    fn arguments(&mut self, record: &'m Struct) -> Vec<String> {
        record.fields.iter().filter(|field| field.required).map(|field| self.argument(field)).collect()
    }

    /// An argument of `new`: lists and maps are iterators, most other types use `Into`.
    fn argument(&mut self, field: &'m Field) -> String {
        if field.nullable {
            return match self.value(&field.shape, field, true) {
                Some(value) => format!("clouddb::Nullable::Value({value})"),
                None => "clouddb::Nullable::Null".to_owned(),
            };
        }
        match &field.shape {
            Shape::List(entry) => match self.value(entry, field, is_collection(entry)) {
                Some(value) => format!("[{value}]"),
                None => format!("Vec::<{}>::new()", type_name(entry)),
            },
            Shape::Map(value) => match self.value(value, field, is_collection(value)) {
                Some(value) => format!("[(\"key\", {value})]"),
                None => format!("std::collections::BTreeMap::<String, {}>::new()", type_name(value)),
            },
            shape => {
                self.value(shape, field, false).unwrap_or_else(|| format!("{}::default()", type_name(shape)))
            }
        }
    }

    /// A value, of the exact type if `exact`. `None` if it would contain itself.
    fn value(&mut self, shape: &'m Shape, field: &'m Field, exact: bool) -> Option<String> {
        let text = |text: &str| if exact { format!("{text:?}.into()") } else { format!("{text:?}") };
        Some(match shape {
            Shape::Text => text(&text_example(field)),
            Shape::Secret => text("secret"),
            Shape::Bool => scalar_example(field).unwrap_or_else(|| "true".to_owned()),
            Shape::Int32 | Shape::Int64 | Shape::UInt64 => int_example(field),
            Shape::Float => float_example(field),
            Shape::DateTime(format) => text(&time_example(field, format)),
            Shape::Any => text("value"),
            Shape::List(entry) => self
                .value(entry, field, true)
                .map_or_else(|| "Vec::new()".to_owned(), |value| format!("vec![{value}]")),
            Shape::Map(value) => match self.value(value, field, true) {
                Some(value) => format!("[(\"key\".into(), {value})].into()"),
                None => "std::collections::BTreeMap::new()".to_owned(),
            },
            Shape::Struct(name) => {
                if self.enclosing.contains(&name.as_str()) {
                    return None;
                }
                let (NamedType::Struct(definition), types) = self.types.find(name)? else {
                    return None;
                };
                self.enclosing.push(&definition.name);
                let outer = std::mem::replace(&mut self.types, types);
                let arguments = self.arguments(definition);
                self.types = outer;
                self.enclosing.pop();
                format!("{name}::new({})", arguments.join(", "))
            }
            Shape::TextEnum(name) | Shape::IntEnum(name) => format!("{name}::{}", self.variant(name, field)?),
        })
    }

    /// The variant of the field's example, else the first that is not deprecated.
    fn variant(&self, name: &str, field: &Field) -> Option<String> {
        let (NamedType::Enum(definition), _) = self.types.find(name)? else {
            return None;
        };
        let example = scalar_example(field);
        let shown = definition.values.iter().find(|value| example.as_ref() == Some(&value.wire.to_string()));
        let current = definition.values.iter().find(|value| value.deprecated.is_none());
        shown.or(current).or(definition.values.first()).map(|value| value.variant.clone())
    }
}

/// Whether entries need their exact type: lists and maps inside lists and maps.
fn is_collection(shape: &Shape) -> bool {
    matches!(shape, Shape::List(_) | Shape::Map(_))
}

fn type_name(shape: &Shape) -> String {
    match shape {
        Shape::Struct(name) | Shape::TextEnum(name) | Shape::IntEnum(name) => name.clone(),
        _ => "_".to_owned(),
    }
}

/// The field's example as text: its own, or the first of its list.
fn scalar_example(field: &Field) -> Option<String> {
    let example = field.example.as_deref()?;
    let list: Option<Vec<serde_json::Value>> = match field.shape {
        Shape::List(_) => serde_json::from_str(example).ok(),
        Shape::Map(_) | Shape::Struct(_) => return None,
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
fn text_example(field: &Field) -> String {
    let choice = field.checks.iter().find_map(|check| match check {
        Check::OneOfText(all) => all.first().cloned(),
        _ => None,
    });
    scalar_example(field).or(choice).unwrap_or_else(|| field.wire.to_kebab_case())
}

fn int_example(field: &Field) -> String {
    let example = scalar_example(field).filter(|text| text.parse::<i64>().is_ok());
    let rule = field.checks.iter().find_map(|check| match check {
        Check::OneOfInt(all) => all.first().copied(),
        Check::Range(low, high) => Some(1.clamp(*low, *high)),
        _ => None,
    });
    example.unwrap_or_else(|| rule.unwrap_or(1).to_string())
}

fn float_example(field: &Field) -> String {
    let example =
        scalar_example(field).and_then(|text| text.parse::<f64>().ok()).filter(|value| value.is_finite());
    format!("{:?}", example.unwrap_or(1.0))
}

fn time_example(field: &Field, format: &DateTimeFormat) -> String {
    match (format, scalar_example(field)) {
        (DateTimeFormat::Pattern { .. }, Some(text)) => text,
        // Text with a zone is accepted whatever the format on the wire is.
        _ => "2026-01-31T08:00:00Z".to_owned(),
    }
}
