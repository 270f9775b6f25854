//! The parameters of a request, before a protocol encodes them.

use serde_json::Value as Json;

use super::encode::Written;
use super::error::{Error, ErrorKind, Result};
use super::record::Record;
use super::table::{Field, Kind, Place};
use super::value::View;

pub use super::flatten::{ListNames, flatten};

/// One parameter that is set: from a typed request's table, or given by name.
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
    pub(crate) fn from_field(field: &'static Field, view: View<'a>) -> Self {
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
    pub fn untyped(name: &'a str, value: &'a Json, place: Place) -> Self {
        Self { name, view: View::Json(value), kind: &Kind::Any, place, json: false, wrapped: None }
    }
}

/// The fields of `record` that are set, in the table's order.
pub fn parameters(record: &dyn Record) -> impl Iterator<Item = Parameter<'_>> {
    let fields = record.table().fields.iter().enumerate();
    fields
        .map(|(index, field)| Parameter::from_field(field, record.view(index)))
        .filter(|parameter| !matches!(parameter.view, View::Absent))
}

/// A scalar as text; `None` when the value is absent or no scalar.
pub fn text(view: View<'_>, kind: &Kind) -> Option<String> {
    match view {
        View::Bool(value) => Some(value.to_string()),
        View::Int(value) | View::Named(value, _) => Some(value.to_string()),
        View::UInt(value) => Some(value.to_string()),
        View::Float(value) => Some(value.to_string()),
        View::Text(value) | View::Secret(value) => Some(value.to_owned()),
        View::DateTime(value) => Some(match kind {
            Kind::DateTime(format) => value.to_text(*format),
            _ => value.to_string(),
        }),
        View::Json(Json::String(value)) => Some(value.clone()),
        View::Json(Json::Bool(value)) => Some(value.to_string()),
        View::Json(Json::Number(value)) => Some(value.to_string()),
        View::Absent | View::Json(_) | View::Record(_) | View::List(_) | View::Map(_) => None,
    }
}

/// A parameter as one text, for a header or a segment of the path. `None` when it is null, which means unset.
///
/// # Errors
///
/// [`ErrorKind::InvalidRequest`] for lists and objects.
pub fn single_text(parameter: &Parameter<'_>, place: &str) -> Result<Option<String>> {
    if parameter.json {
        return json_text(parameter).map(Some);
    }
    match composite(parameter.view) {
        Some(what) => Err(invalid(format!("{} is {what}, which {place} cannot hold", parameter.name))),
        None => Ok(text(parameter.view, parameter.kind)),
    }
}

/// A parameter as JSON text, for one that is sent as JSON inside a string.
pub(super) fn json_text(parameter: &Parameter<'_>) -> Result<String> {
    serde_json::to_string(&Written { view: parameter.view, kind: parameter.kind })
        .map_err(|e| invalid(format!("{} cannot be written: {e}", parameter.name)))
}

/// Whether a parameter, or a member of an object, is left out.
pub(super) fn is_unset(view: View<'_>) -> bool {
    matches!(view, View::Absent) || is_null(view)
}

/// Whether a parameter is null.
pub(super) fn is_null(view: View<'_>) -> bool {
    matches!(view, View::Json(Json::Null))
}

/// What a value that is no scalar is called; `None` for scalars.
pub(super) fn composite(view: View<'_>) -> Option<&'static str> {
    match view {
        View::List(_) | View::Json(Json::Array(_)) => Some("a list"),
        View::Record(_) | View::Map(_) | View::Json(Json::Object(_)) => Some("an object"),
        _ => None,
    }
}

pub(super) fn invalid(message: String) -> Error {
    Error::new(ErrorKind::InvalidRequest, message)
}
