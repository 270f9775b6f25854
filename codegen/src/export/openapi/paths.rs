//! Operations as OpenAPI paths.

use serde_json::{Value, json};

use super::super::{Entries, facts};
use super::schema;
use crate::model::{Field, Operation, Place, Protocol, Provider, Service};
use crate::path;

/// The path of an operation: its own, or the name of its action.
pub(super) fn operation_path(protocol: Protocol, operation: &Operation) -> String {
    match protocol {
        Protocol::Tc3Json | Protocol::Acs3Rpc => format!("/{}", operation.name),
        Protocol::SdkRest => operation.path.clone(),
    }
}

/// The schemas of an operation's body and of its response.
pub(super) fn schemas(protocol: Protocol, operation: &Operation) -> Vec<(&str, Value)> {
    let response = (operation.response.name.as_str(), schema::struct_schema(&operation.response, |_| true));
    if has_body(protocol, operation) {
        let body = schema::struct_schema(&operation.request, |field| field.place == Place::Body);
        return vec![(operation.request.name.as_str(), body), response];
    }
    vec![response]
}

/// Whether requests have a body. A JSON protocol sends an empty object without parameters.
fn has_body(protocol: Protocol, operation: &Operation) -> bool {
    protocol == Protocol::Tc3Json || operation.request.fields.iter().any(|field| field.place == Place::Body)
}

/// The documentation page, if it is known.
fn documentation(operation: &Operation) -> Option<Value> {
    let page = operation.page.as_ref()?;
    Some(json!({ "url": page.url, "description": "The vendor's documentation." }))
}

pub(super) fn path_item(provider: &Provider, service: &Service, operation: &Operation) -> Value {
    let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let json = |name: &str| json!({ "application/json": { "schema": reference(name) } });
    let body = has_body(provider.protocol, operation)
        .then(|| json!({ "required": true, "content": json(&operation.request.name) }));
    let (codes, _) = facts::codes(operation, service);
    Entries::default()
        .put("operationId", operation.name.as_str())
        .put("summary", operation.doc.lines().next().unwrap_or_default())
        .put("description", operation.doc.as_str())
        .put("tags", vec![operation.group.as_deref().unwrap_or(&service.name)])
        .maybe("externalDocs", documentation(operation))
        .flag("deprecated", operation.deprecated.is_some())
        .list("parameters", parameters(operation))
        .maybe("requestBody", body)
        .put(
            "responses",
            json!({
                "200": { "description": operation.response.doc, "content": json(&operation.response.name) },
                "4XX": { "$ref": "#/components/responses/Error" },
                "5XX": { "$ref": "#/components/responses/Error" },
            }),
        )
        .list("x-error-codes", codes.iter().map(facts::code))
        .put("x-clouddb", extensions(provider, service, operation))
        .into()
}

/// The parameters outside the body, first the path parameters that the client's configuration provides.
fn parameters(operation: &Operation) -> Vec<Value> {
    let (names, _) = path::parse_parameters(&operation.path);
    let names = names.into_iter().filter_map(|name| operation.path.get(name));
    let implicit = names.filter(|name| !operation.request.fields.iter().any(|field| field.wire == *name));
    let implicit = implicit.map(|name| {
        json!({
            "name": name,
            "in": "path",
            "required": true,
            "description": "Part of the client's configuration.",
            "schema": { "type": "string" },
        })
    });
    let fields = operation.request.fields.iter().filter(|field| field.place != Place::Body).map(parameter);
    implicit.chain(fields).collect()
}

fn parameter(field: &Field) -> Value {
    Entries::default()
        .put("name", field.wire.as_str())
        .put("in", field.place.word())
        .put("required", field.required || field.place == Place::Path)
        .put("description", field.doc.as_str())
        .flag("deprecated", field.deprecated.is_some())
        .put("schema", schema::field_schema(field))
        .into()
}

/// The real request, and facts that OpenAPI cannot express.
fn extensions(provider: &Provider, service: &Service, operation: &Operation) -> Value {
    let wire = match provider.protocol {
        Protocol::Tc3Json => json!({
            "method": "POST",
            "path": "/",
            "headers": { "X-TC-Action": operation.name, "X-TC-Version": service.version },
            "response": "the member `Response` of the body is the response; its member `Error` is the error",
        }),
        Protocol::Acs3Rpc => json!({
            "method": operation.http_method.word(),
            "path": operation.path,
            "headers": { "x-acs-action": operation.name, "x-acs-version": service.version },
            "query": "lists are written `Name.1`, objects `Name.Key`",
        }),
        Protocol::SdkRest => json!({ "method": operation.http_method.word(), "path": operation.path }),
    };
    Entries::default()
        .put("wire", wire)
        .put("access", operation.access.word())
        .maybe("rate", operation.rate)
        .maybe("permission", operation.permission.as_deref())
        .list("sites", facts::sites(&operation.sites))
        .maybe("idempotency", operation.idempotency_token.as_deref())
        .list("any_of", operation.any_of.clone())
        .maybe("paginate", operation.pagination.as_ref().map(facts::pagination))
        .maybe("wait", operation.waiter.as_ref().map(facts::waiter))
        .maybe("deprecated", operation.deprecated.as_ref().map(facts::deprecation))
        .into()
}
