//! Facts as JSON, for programs.

use serde_json::{Map, Value, json};

use super::facts::{Facts, Field, Found, Values};

/// The facts of a page as an object. A member is `null` when the page does not say it.
pub fn to_json(facts: &Facts) -> Value {
    let mut lines = Map::new();
    let mut values = Map::new();
    for (prefix, fields) in [("", &facts.params), ("R:", &facts.response)] {
        for field in fields.iter().filter(|field| !field.values.is_empty()) {
            values.entry(format!("{prefix}{}", field.name)).or_insert_with(|| of_values(&field.values));
        }
    }
    let mut text = |name: &str, found: &Option<Found<String>>| {
        if let Some(found) = found {
            lines.insert(name.to_owned(), found.line.into());
        }
        found.as_ref().map_or(Value::Null, |found| Value::from(found.value.as_str()))
    };
    let mut object = json!({
        "vendor": facts.vendor.name(),
        "product": text("product", &facts.product),
        "action": text("action", &facts.action),
        "title": text("title", &facts.title),
        "lang": facts.lang.name(),
        "updated": text("updated", &facts.updated),
        "host": text("host", &facts.host),
        "version": text("version", &facts.version),
        "method": text("method", &facts.method),
        "path": text("path", &facts.path),
        "permission": text("permission", &facts.permission),
        "rate_limit_per_sec": facts.rate_limit.as_ref().map(|found| found.value),
        "params": of_fields(&facts.params),
        "common_params": of_fields(&facts.common_params),
        "response_fields": of_fields(&facts.response),
        "error_codes": facts.errors.iter().flatten().map(of_error).collect::<Vec<_>>(),
        "error_codes_listed": facts.errors.is_some(),
        "values": values,
        "examples": facts.examples.iter().map(|example| json!({
            "of": if example.is_request { "request" } else { "response" },
            "text": example.text,
            "line": example.line,
        })).collect::<Vec<_>>(),
        "doubts": facts.doubts.iter().map(|doubt| json!({"line": doubt.line, "text": doubt.text})).collect::<Vec<_>>(),
    });
    if let Some(found) = &facts.url {
        lines.insert("url".to_owned(), found.line.into());
        object["url"] = found.value.as_str().into();
    }
    if let Some(found) = &facts.rate_limit {
        lines.insert("rate_limit_per_sec".to_owned(), found.line.into());
    }
    object["lines"] = lines.into();
    object
}

fn of_fields(fields: &[Field]) -> Vec<Value> {
    let one = |field: &Field| {
        let mut object = Map::new();
        let mut put = |name: &str, value: Value| {
            object.insert(name.to_owned(), value);
        };
        put("name", field.name.as_str().into());
        if let Some(name) = &field.docs_name {
            put("docs_name", name.as_str().into());
        }
        put("type", field.kind.as_deref().into());
        put("required", field.required.into());
        if let Some(kind) = &field.item_kind {
            put("item_type", kind.as_str().into());
        }
        if let Some(location) = field.location {
            put("location", location.name().into());
        }
        if let Some(parent) = field.parent.and_then(|parent| fields.get(parent)) {
            put("parent", parent.name.as_str().into());
        }
        if field.unplaced {
            put("unplaced", true.into());
        }
        if let Some(table) = field.table {
            put("table", table.into());
        }
        if let Some(status) = field.status {
            put("status", status.into());
        }
        if field.deprecated {
            put("deprecated", true.into());
        }
        if let Some(example) = &field.example {
            put("example", example.as_str().into());
        }
        put("line", field.line.into());
        Value::Object(object)
    };
    fields.iter().map(one).collect()
}

fn of_error(error: &super::facts::ErrorCode) -> Value {
    match error.http {
        Some(http) => json!({"code": error.code, "http": http, "line": error.line}),
        None => error.code.as_str().into(),
    }
}

fn of_values(values: &Values) -> Value {
    let mut object = Map::new();
    if !values.allowed.is_empty() {
        object.insert("enum".to_owned(), values.allowed.clone().into());
    }
    if let Some(default) = &values.default {
        object.insert("default".to_owned(), default.clone());
    }
    for (name, bound) in [("min", values.min), ("max", values.max)] {
        if let Some(bound) = bound {
            object.insert(name.to_owned(), bound.into());
        }
    }
    Value::Object(object)
}
