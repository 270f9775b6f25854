//! The grammar of specs as a JSON schema (draft 7), for completion and validation in editors.
//!
//! It is generated from [`crate::spec::grammar`], like the check of specs. References to types and fields are beyond
//! a schema; only `cargo xtask check` verifies them.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::export;
use crate::spec::SIMPLE_TYPES;
use crate::spec::grammar::{self, Form, Key, Object};

/// The text of `specs/schema.json`.
pub fn json() -> String {
    let mut definitions = BTreeMap::new();
    for object in [&grammar::PROVIDER, &grammar::SERVICE, &grammar::OPERATION] {
        define(object, &mut definitions);
    }
    let schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "clouddb specs",
        "description": "A provider, a service or an operation; specs/README.md explains the language.",
        "type": "object",
        "if": {"required": ["provider"]},
        "then": reference(&grammar::PROVIDER),
        "else": {
            "if": {"required": ["service"]},
            "then": reference(&grammar::SERVICE),
            "else": reference(&grammar::OPERATION),
        },
        "definitions": definitions,
    });
    export::to_text(schema)
}

fn reference(object: &Object) -> Value {
    json!({"$ref": format!("#/definitions/{}", object.name)})
}

/// Adds the definition of `object` and of the objects that it refers to.
fn define(object: &'static Object, definitions: &mut BTreeMap<&'static str, Value>) {
    if definitions.contains_key(object.name) {
        return;
    }
    // Inserted first, because objects can refer to themselves.
    definitions.insert(object.name, Value::Null);
    let properties: Map<String, Value> =
        object.keys.iter().map(|key| (key.name.to_owned(), key_schema(key, definitions))).collect();
    let required: Vec<&str> = object.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let mut definition = json!({"type": "object", "additionalProperties": false, "properties": properties});
    if !required.is_empty() {
        definition["required"] = required.into();
    }
    definitions.insert(object.name, definition);
}

fn key_schema(key: &'static Key, definitions: &mut BTreeMap<&'static str, Value>) -> Value {
    let mut value = form_schema(&key.form, definitions);
    value["description"] = key.doc.into();
    value
}

fn form_schema(form: &'static Form, definitions: &mut BTreeMap<&'static str, Value>) -> Value {
    match form {
        Form::Text | Form::Title => json!({"type": "string", "minLength": 1}),
        Form::Pattern(_, pattern) => json!({"type": "string", "pattern": pattern}),
        // The enum is for completion; the pattern accepts the types that a spec declares.
        Form::Type => json!({"anyOf": [{"enum": SIMPLE_TYPES}, {"type": "string", "pattern": "^[A-Za-z]"}]}),
        Form::Sentence => json!({"type": "string", "pattern": r"^[^a-z\s][\s\S]*[.?!]\s*$"}),
        Form::Flag => json!({"type": "boolean"}),
        Form::Int => json!({"type": "integer"}),
        Form::Scalar => json!({"type": ["string", "number", "boolean"]}),
        Form::Value => json!({"not": {"type": "null"}}),
        Form::Choice(words) => json!({"enum": words}),
        Form::List(entry) => {
            json!({"type": "array", "minItems": 1, "items": form_schema(entry, definitions)})
        }
        Form::Map(map) => json!({
            "type": "object",
            "minProperties": 1,
            "additionalProperties": form_schema(map.form, definitions),
        }),
        Form::Object(object) => {
            define(object, definitions);
            reference(object)
        }
        Form::ScalarOr(other) => {
            json!({"anyOf": [form_schema(&Form::Scalar, definitions), form_schema(other, definitions)]})
        }
        Form::TextOr(other) => {
            json!({"anyOf": [form_schema(&Form::Text, definitions), form_schema(other, definitions)]})
        }
        Form::ListOr(entry, other) => json!({"anyOf": [
            {"type": "array", "minItems": 1, "items": form_schema(entry, definitions)},
            form_schema(other, definitions),
        ]}),
    }
}
