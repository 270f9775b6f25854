//! Types as schemas.

use serde_json::{Value, json};

use super::super::{Entries, facts, types};
use crate::model::{Check, DateTimeFormat, Enum, Field, Shape, Struct};

/// The schema of an object, with those of its fields that `has` admits.
pub(super) fn object(of: &Struct, has: impl Fn(&Field) -> bool) -> Value {
    let fields: Vec<&Field> = of.fields.iter().filter(|field| has(field)).collect();
    let properties =
        fields.iter().fold(Entries::default(), |all, field| all.put(&field.wire, property(field)));
    let required = fields.iter().filter(|field| field.required).map(|field| field.wire.as_str());
    Entries::default()
        .put("type", "object")
        .put("description", of.doc.as_str())
        .put("properties", properties)
        .list("required", required)
        .into()
}

/// The schema of a field with all that is said of it.
pub(super) fn property(of: &Field) -> Value {
    let value = |schema: Entries| {
        schema
            .put("description", of.doc.as_str())
            .flag("deprecated", of.deprecated.is_some())
            .flag("nullable", of.nullable)
            .maybe("default", of.default.as_ref().map(types::value))
            .maybe("example", example(of))
            .maybe("x-clouddb", extras(of))
    };
    if of.json {
        return value(Entries::default().put("type", "string")).into();
    }
    let schema = shape(&of.shape, &of.checks);
    let schema = match &of.wrapped {
        // The list is one level down, and so are its rules.
        Some(name) => {
            let inner = Entries::default().put(name, schema);
            Entries::default().put("type", "object").put("properties", inner)
        }
        // In OpenAPI 3.0 nothing may stand beside a reference.
        None if schema.0.contains_key("$ref") => Entries::default().put("allOf", vec![Value::from(schema)]),
        None => schema,
    };
    value(schema).into()
}

/// What OpenAPI has no word for.
fn extras(of: &Field) -> Option<Value> {
    let json = of.json.then(|| Value::from(shape(&of.shape, &of.checks)));
    let replacement = of.deprecated.as_ref().map(facts::deprecation);
    let extras = Entries::default()
        .maybe("datetime", types::datetime(&of.shape))
        .maybe("json", json)
        .maybe("wrapped", of.wrapped.as_deref())
        .list("not_with", of.not_with.iter().map(String::as_str))
        .flag("hidden", of.hidden)
        .maybe("deprecated", replacement);
    (!extras.0.is_empty()).then(|| extras.into())
}

/// The example, in the type of its field; a secret's is not shown.
fn example(of: &Field) -> Option<Value> {
    let text = of.example.as_deref()?;
    match &of.shape {
        _ if of.json || of.wrapped.is_some() => None,
        Shape::Text | Shape::TextEnum(_) => Some(text.into()),
        Shape::DateTime(DateTimeFormat::Pattern { .. }) => Some(text.into()),
        _ if types::of_field(of).starts_with("secret<") => None,
        _ => serde_json::from_str(text).ok(),
    }
}

fn shape(of: &Shape, checks: &[Check]) -> Entries {
    let schema = |kind: &str| Entries::default().put("type", kind);
    let formatted = |kind: &str, format: &str| schema(kind).put("format", format);
    let reference = |name: &str| Entries::default().put("$ref", format!("#/components/schemas/{name}"));
    let (of, inner) = match of {
        Shape::Text => (schema("string"), None),
        Shape::Secret => (formatted("string", "password"), None),
        Shape::Bool => (schema("boolean"), None),
        Shape::Int32 => (formatted("integer", "int32"), None),
        Shape::Int64 => (formatted("integer", "int64"), None),
        Shape::UInt64 => (formatted("integer", "int64").put("minimum", 0), None),
        Shape::Float => (formatted("number", "double"), None),
        Shape::DateTime(format) => (datetime(format), None),
        Shape::Any => (Entries::default(), None),
        Shape::List(of) => (schema("array"), Some(("items", of))),
        Shape::Map(of) => (schema("object"), Some(("additionalProperties", of))),
        Shape::Struct { name, .. } | Shape::TextEnum(name) | Shape::IntEnum(name) => (reference(name), None),
    };
    match inner {
        // How many there may be is the collection's, what each may be is the entry's.
        Some((key, entry)) => {
            let (own, entries): (Vec<Check>, Vec<Check>) =
                checks.iter().cloned().partition(|check| matches!(check, Check::Length(..)));
            let (least, greatest) =
                if key == "items" { ("minItems", "maxItems") } else { ("minProperties", "maxProperties") };
            limits(of, &own, least, greatest).put(key, shape(entry, &entries))
        }
        None => limits(of, checks, "minLength", "maxLength"),
    }
}

/// A format that RFC 3339 has is said in its own word; the others are text whose pattern stands beside it.
fn datetime(of: &DateTimeFormat) -> Entries {
    match of {
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

fn limits(schema: Entries, checks: &[Check], least: &str, greatest: &str) -> Entries {
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

/// The schema of an enum. The service may send values that are not among them.
pub(super) fn enumeration(of: &Enum) -> Value {
    let kind = if of.is_of_ints() {
        json!({ "type": "integer", "format": "int64" })
    } else {
        json!({ "type": "string" })
    };
    let kind = kind.as_object().cloned().unwrap_or_default();
    let values = &of.values;
    let deprecated = values.iter().filter(|value| value.deprecated.is_some());
    Entries(kind)
        .put("description", of.doc.as_str())
        .put("enum", values.iter().map(|value| types::value(&value.wire)).collect::<Vec<_>>())
        .put("x-enum-varnames", values.iter().map(|value| value.variant.as_str()).collect::<Vec<_>>())
        .put("x-enum-descriptions", values.iter().map(|value| value.doc.as_str()).collect::<Vec<_>>())
        .put(
            "x-clouddb",
            Entries::default()
                .put("open", true)
                .list("deprecated", deprecated.map(|value| types::value(&value.wire))),
        )
        .into()
}
