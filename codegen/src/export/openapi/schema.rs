//! Types as OpenAPI schemas.

use serde_json::{Value, json};

use super::super::{Entries, facts, types};
use crate::model::{Check, DateTimeFormat, Enum, Field, Shape, Struct};

/// The schema of a struct with the fields that `include` accepts.
pub(super) fn struct_schema(record: &Struct, include: impl Fn(&Field) -> bool) -> Value {
    let fields: Vec<&Field> = record.fields.iter().filter(|field| include(field)).collect();
    let properties =
        fields.iter().fold(Entries::default(), |all, field| all.put(&field.wire, field_schema(field)));
    let required = fields.iter().filter(|field| field.required).map(|field| field.wire.as_str());
    Entries::default()
        .put("type", "object")
        .put("description", record.doc.as_str())
        .put("properties", properties)
        .list("required", required)
        .into()
}

/// The schema of a field.
pub(super) fn field_schema(field: &Field) -> Value {
    let value = |schema: Entries| {
        schema
            .put("description", field.doc.as_str())
            .flag("deprecated", field.deprecated.is_some())
            .flag("nullable", field.nullable)
            .maybe("default", field.default.as_ref().map(types::value_to_json))
            .maybe("example", example(field))
            .maybe("x-clouddb", extensions(field))
    };
    if field.json {
        return value(Entries::default().put("type", "string")).into();
    }
    let schema = shape_schema(&field.shape, &field.checks);
    let schema = match &field.wrapped {
        // The rules are those of the list in the wrapper object.
        Some(name) => {
            let inner = Entries::default().put(name, schema);
            Entries::default().put("type", "object").put("properties", inner)
        }
        // In OpenAPI 3.0 a reference excludes other keys.
        None if schema.0.contains_key("$ref") => Entries::default().put("allOf", vec![Value::from(schema)]),
        None => schema,
    };
    value(schema).into()
}

/// Facts that OpenAPI cannot express.
fn extensions(field: &Field) -> Option<Value> {
    let json = field.json.then(|| Value::from(shape_schema(&field.shape, &field.checks)));
    let replacement = field.deprecated.as_ref().map(facts::deprecation);
    let extras = Entries::default()
        .maybe("datetime", types::datetime_format(&field.shape))
        .maybe("json", json)
        .maybe("wrapped", field.wrapped.as_deref())
        .list("not_with", field.not_with.iter().map(String::as_str))
        .flag("hidden", field.hidden)
        .maybe("deprecated", replacement);
    (!extras.0.is_empty()).then(|| extras.into())
}

/// The example in the type of its field, except for secrets.
fn example(field: &Field) -> Option<Value> {
    let text = field.example.as_deref()?;
    match &field.shape {
        _ if field.json || field.wrapped.is_some() => None,
        Shape::Text | Shape::TextEnum(_) => Some(text.into()),
        Shape::DateTime(DateTimeFormat::Pattern { .. }) => Some(text.into()),
        _ if types::field_type(field).starts_with("secret<") => None,
        _ => serde_json::from_str(text).ok(),
    }
}

fn shape_schema(shape: &Shape, checks: &[Check]) -> Entries {
    let schema = |kind: &str| Entries::default().put("type", kind);
    let formatted = |kind: &str, format: &str| schema(kind).put("format", format);
    let reference = |name: &str| Entries::default().put("$ref", format!("#/components/schemas/{name}"));
    let (schema, inner) = match shape {
        Shape::Text => (schema("string"), None),
        Shape::Secret => (formatted("string", "password"), None),
        Shape::Bool => (schema("boolean"), None),
        Shape::Int32 => (formatted("integer", "int32"), None),
        Shape::Int64 => (formatted("integer", "int64"), None),
        Shape::UInt64 => (formatted("integer", "int64").put("minimum", 0), None),
        Shape::Float => (formatted("number", "double"), None),
        Shape::DateTime(format) => (datetime_schema(format), None),
        Shape::Any => (Entries::default(), None),
        Shape::List(shape) => (schema("array"), Some(("items", shape))),
        Shape::Map(shape) => (schema("object"), Some(("additionalProperties", shape))),
        Shape::Struct(name) | Shape::TextEnum(name) | Shape::IntEnum(name) => (reference(name), None),
    };
    match inner {
        // The length is a rule of the collection, the other rules apply to its entries.
        Some((key, entry)) => {
            let (own, entries): (Vec<Check>, Vec<Check>) =
                checks.iter().cloned().partition(|check| matches!(check, Check::Length(..)));
            let (least, greatest) =
                if key == "items" { ("minItems", "maxItems") } else { ("minProperties", "maxProperties") };
            with_checks(schema, &own, least, greatest).put(key, shape_schema(entry, &entries))
        }
        None => with_checks(schema, checks, "minLength", "maxLength"),
    }
}

/// The schema of a datetime: `date-time` for RFC 3339, else plain text or an integer.
fn datetime_schema(format: &DateTimeFormat) -> Entries {
    match format {
        DateTimeFormat::Pattern { pattern, .. }
            if ["%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S%:z"].contains(&pattern.as_str()) =>
        {
            Entries::default().put("type", "string").put("format", "date-time")
        }
        DateTimeFormat::Pattern { .. } | DateTimeFormat::UnixSecondsText | DateTimeFormat::UnixMillisText => {
            Entries::default().put("type", "string")
        }
        DateTimeFormat::UnixSeconds | DateTimeFormat::UnixMillis => {
            Entries::default().put("type", "integer").put("format", "int64")
        }
    }
}

fn with_checks(schema: Entries, checks: &[Check], least: &str, greatest: &str) -> Entries {
    checks.iter().fold(schema, |schema, check| match check {
        Check::Range(low, high) => schema
            .maybe("minimum", (*low != i64::MIN).then_some(*low))
            .maybe("maximum", (*high != i64::MAX).then_some(*high)),
        Check::FloatRange(low, high) => schema
            .maybe("minimum", (*low != f64::MIN).then_some(*low))
            .maybe("maximum", (*high != f64::MAX).then_some(*high)),
        Check::Length(low, high) => schema
            .maybe(least, (*low != 0).then_some(*low))
            .maybe(greatest, (*high != u64::MAX).then_some(*high)),
        Check::OneOfText(all) => schema.put("enum", all.clone()),
        Check::OneOfInt(all) => schema.put("enum", all.clone()),
    })
}

/// The schema of an enum, which is open: the service can send other values.
pub(super) fn enum_schema(enumeration: &Enum) -> Value {
    let kind = if enumeration.has_int_values() {
        json!({ "type": "integer", "format": "int64" })
    } else {
        json!({ "type": "string" })
    };
    let kind = kind.as_object().cloned().unwrap_or_default();
    let values = &enumeration.values;
    let deprecated = values.iter().filter(|value| value.deprecated.is_some());
    Entries(kind)
        .put("description", enumeration.doc.as_str())
        .put("enum", values.iter().map(|value| types::value_to_json(&value.wire)).collect::<Vec<_>>())
        .put("x-enum-varnames", values.iter().map(|value| value.variant.as_str()).collect::<Vec<_>>())
        .put("x-enum-descriptions", values.iter().map(|value| value.doc.as_str()).collect::<Vec<_>>())
        .put(
            "x-clouddb",
            Entries::default()
                .put("open", true)
                .list("deprecated", deprecated.map(|value| types::value_to_json(&value.wire))),
        )
        .into()
}
