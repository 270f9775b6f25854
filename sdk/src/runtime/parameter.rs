//! What a request says, before a protocol writes it down.

use super::encode::Written;
use super::record::{Record, View};
use super::table::{Field, Kind, Place};

/// One parameter of a request that is set: out of a typed request's table, or given by name.
#[derive(Clone, Copy)]
pub struct Parameter<'a> {
    pub name: &'a str,
    pub view: View<'a>,
    pub kind: &'static Kind,
    pub place: Place,
    pub json: bool,
    pub wrapped: Option<&'static str>,
}

impl<'a> Parameter<'a> {
    pub(crate) fn of_field(field: &'static Field, view: View<'a>) -> Self {
        Self {
            name: field.name,
            view,
            kind: &field.kind,
            place: field.place,
            json: field.json,
            wrapped: field.wrapped,
        }
    }

    /// A parameter without a spec.
    pub fn untyped(name: &'a str, value: &'a serde_json::Value, place: Place) -> Self {
        Self { name, view: View::Json(value), kind: &Kind::Any, place, json: false, wrapped: None }
    }
}

/// Whether a value says nothing and is left out. A list or map that is always there is written even when empty.
fn is_absent(field: &Field, view: &View<'_>) -> bool {
    match view {
        View::Absent => true,
        View::List(list) => list.is_empty() && !field.required,
        View::Map(map) => map.is_empty() && !field.required,
        _ => false,
    }
}

/// The fields of `record` that are set, in the table's order.
pub fn parameters(record: &dyn Record) -> impl Iterator<Item = Parameter<'_>> {
    let fields = record.table().fields.iter().enumerate();
    fields
        .map(|(index, field)| (field, record.get(index)))
        .filter(|(field, view)| !is_absent(field, view))
        .map(|(field, view)| Parameter::of_field(field, view))
}

/// How a protocol names what is inside a list.
#[derive(Clone, Copy)]
pub enum ListNames {
    /// `Name.0`, `Name.1`, …
    FromZero,
    /// `Name.1`, `Name.2`, …
    FromOne,
    /// `Name`, `Name`, …
    Repeated,
}

/// Writes `parameters` as pairs of a name and a text: objects as `Name.Key`, lists as `lists` says.
pub fn flatten<'a>(
    parameters: impl IntoIterator<Item = &'a Parameter<'a>>,
    lists: ListNames,
) -> Result<Vec<(String, String)>, serde_json::Error> {
    let mut pairs = Vec::new();
    for parameter in parameters {
        flatten_parameter(parameter.name.to_owned(), parameter, lists, &mut pairs)?;
    }
    Ok(pairs)
}

type Pairs = Vec<(String, String)>;

fn flatten_parameter(
    name: String,
    parameter: &Parameter<'_>,
    lists: ListNames,
    pairs: &mut Pairs,
) -> Result<(), serde_json::Error> {
    if parameter.json {
        let value = Written { view: parameter.view, kind: parameter.kind };
        pairs.push((name, serde_json::to_string(&value)?));
        return Ok(());
    }
    flatten_value(name, parameter.view, parameter.kind, lists, pairs)
}

fn flatten_value(
    name: String,
    view: View<'_>,
    kind: &'static Kind,
    lists: ListNames,
    pairs: &mut Pairs,
) -> Result<(), serde_json::Error> {
    match view {
        View::List(list) => {
            let kind = match kind {
                Kind::List(kind) => kind,
                _ => kind,
            };
            for index in 0..list.len() {
                flatten_value(item_name(&name, index, lists), list.get(index), kind, lists, pairs)?;
            }
        }
        View::Map(map) => {
            let kind = match kind {
                Kind::Map(kind) => kind,
                _ => kind,
            };
            let mut flattened = Ok(());
            map.each(&mut |key, view| {
                if flattened.is_ok() {
                    flattened = flatten_value(format!("{name}.{key}"), view, kind, lists, pairs);
                }
            });
            flattened?;
        }
        View::Record(record) => {
            for inner in parameters(record) {
                flatten_parameter(format!("{name}.{}", inner.name), &inner, lists, pairs)?;
            }
        }
        View::Json(serde_json::Value::Array(values)) => {
            for (index, value) in values.iter().enumerate() {
                flatten_value(item_name(&name, index, lists), View::Json(value), kind, lists, pairs)?;
            }
        }
        View::Json(serde_json::Value::Object(members)) => {
            for (key, value) in members {
                flatten_value(format!("{name}.{key}"), View::Json(value), kind, lists, pairs)?;
            }
        }
        scalar => {
            if let Some(text) = text(scalar, kind) {
                pairs.push((name, text));
            }
        }
    }
    Ok(())
}

fn item_name(name: &str, index: usize, lists: ListNames) -> String {
    match lists {
        ListNames::FromZero => format!("{name}.{index}"),
        ListNames::FromOne => format!("{name}.{}", index + 1),
        ListNames::Repeated => name.to_owned(),
    }
}

/// A scalar as text; `None` when there is none, or it is no scalar.
pub fn text(view: View<'_>, kind: &Kind) -> Option<String> {
    match view {
        View::Bool(value) => Some(value.to_string()),
        View::Int(value) => Some(value.to_string()),
        View::Float(value) => Some(value.to_string()),
        View::Text(value) | View::Secret(value) => Some(value.to_owned()),
        View::DateTime(value) => Some(match kind {
            Kind::DateTime(format) => value.to_text(*format),
            _ => value.to_string(),
        }),
        View::Json(serde_json::Value::String(value)) => Some(value.clone()),
        View::Json(serde_json::Value::Bool(value)) => Some(value.to_string()),
        View::Json(serde_json::Value::Number(value)) => Some(value.to_string()),
        View::Absent | View::Json(_) | View::Record(_) | View::List(_) | View::Map(_) => None,
    }
}
